"""The names of open relations: the text's own words, short enough to read as a relation."""

from __future__ import annotations

from spacy.tokens import Token

from kg.clauses import syntax
from kg.clauses.types import COUNTS
from kg.lexicons import is_place_noun
from kg.model import Argument, Clause, Document, Relation

#: Roles that add no word of their own.
SILENT = {
    "object": "", "complement": "", "subject": "", "content": "",
    "recipient": "to", "nationality": "of",
}  # fmt: skip


#: How long something goes on: "years of talks".
SPANS = frozenset({"day", "decade", "month", "week", "year"})


def relation(*words: str) -> Relation:
    """`rel:be_killed_in`, labelled "be killed in"."""
    label = " ".join(" ".join(words).lower().split())
    kept = "".join(c if c.isalnum() or c == "-" else "_" for c in label)
    return Relation("rel", kept.strip("_-") or "do", label)


def between(document: Document, clause: Clause, partner: Argument, patient_first: bool) -> Relation:
    """What the clause says of its first participant and `partner`: "collide with"."""
    verb = predicate(document, clause, patient_first)
    noun = "" if patient_first else _bare_object(document, clause, partner)
    return relation(verb, noun, preposition(partner.role))


def through(
    document: Document, clause: Clause, partner: Argument, link: str, patient_first: bool
) -> Relation:
    """The same with the noun that stands between: "be founded by supporters of"."""
    verb = predicate(document, clause, patient_first)
    noun = document.doc[partner.head].lower_
    return relation(verb, preposition(partner.role), noun, link)


def of_part(document: Document, subject: Argument, found: Relation) -> Relation:
    """The same of whose part the subject is: "Ek's plan met resistance" -> "plan meet" of Ek."""
    return relation(document.doc[subject.head].lower_, found.label)


def preposition(role: str) -> str:
    """The word that a role adds to the relation."""
    return SILENT.get(role, role)


def predicate(document: Document, clause: Clause, patient_first: bool) -> str:
    """The predicate as a relation reads: "collide", "hold session"; patient first: "be killed"."""
    head = document.doc[clause.head]
    if clause.kind == "noun":
        noun = head.lemma_.lower()
        if clause.light is not None:
            return f"{clause.light} {noun}"
        return noun if patient_first else clause.predicate
    if clause.kind == "copula":
        return f"be {clause.predicate}"
    if patient_first and clause.passive:
        return " ".join(["be", head.lower_, *clause.predicate.split()[1:]])
    return clause.predicate


def _bare_object(document: Document, clause: Clause, partner: Argument) -> str:
    """ "send troops" in "sent troops to X": a one-word object belongs to the relation."""
    objects = [a for a in clause.role("object") if a.head != partner.head]
    if partner.role in SILENT or len(objects) != 1:
        return ""
    token = document.doc[objects[0].head]
    short = len(objects[0].tokens) <= 2 and token.pos_ == "NOUN"
    return token.lower_ if short and not token.ent_type_ else ""


def named_within(noun: Token) -> list[tuple[str, Token]]:
    """Names that a common noun is tied to, each with the link: "supporters of Ek" -> ("of", Ek)."""
    found: list[tuple[str, Token]] = []
    if noun.ent_type_ or noun.pos_ != "NOUN" or syntax.noun_lemma(noun) in COUNTS:
        return found  # "hundreds of Peruvians"
    if syntax.noun_lemma(noun) in SPANS:
        # "decades of conflict with Peru"
        inner = [c for c in syntax.kids(noun, "nmod") if syntax.preposition(c) == "of"]
        found = [one for c in inner if not c.ent_type_ for one in named_within(c)]
    for child in noun.children:
        link = _link(child)
        if link:
            for member in syntax.conjuncts(child):
                found.extend((link, name) for name in _named(member))
    return found


def _named(noun: Token) -> list[Token]:
    """The name itself, or those of a place: "in the Oslo area", "in towns including Bergen"."""
    name = syntax.name_head(noun)
    if name.ent_type_:
        return [name]
    if noun.pos_ != "NOUN" or not is_place_noun(syntax.noun_lemma(noun)):
        return []
    before = [c for c in syntax.kids(noun, "compound") if c.ent_type_ == "LOC"]
    examples = [c for c in syntax.kids(noun, "nmod") if syntax.preposition(c) in syntax.EXAMPLES]
    listed = [syntax.name_head(m) for c in examples for m in syntax.conjuncts(c)]
    return [syntax.name_head(c) for c in before] + [m for m in listed if m.ent_type_]


def _link(child: Token) -> str:
    if child.dep_ == "nmod:poss" or (child.dep_ == "compound" and child.ent_type_):
        return "" if syntax.stance(child) else "of"
    label = syntax.base(child)
    words = syntax.preposition(child)
    if words in syntax.EXAMPLES:
        return ""  # "ports including Bergen": Bergen is one of them, see `participants`
    return words if label == "nmod" and child.dep_ != "nmod:desc" else ""
