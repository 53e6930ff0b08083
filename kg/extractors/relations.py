"""Relations between participants: closed ones by rule, open ones by the text's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.clauses import syntax
from kg.clauses.arguments import is_impersonal
from kg.clauses.lexicon import event_nouns, predicates
from kg.lexicons import is_role
from kg.model import Argument, Clause, Document, End, Mention, Relation, Statement, Text
from kg.rules import Match, matches
from kg.statements import end, evidence, is_specific, statement, words

OPEN_RULE = "open"
#: Roles that say when, where or why rather than to whom.
CIRCUMSTANCE = frozenset(
    {
        "according", "amid", "as", "because", "before", "after", "by", "despite", "during",
        "following", "including", "like", "per", "since", "than", "until", "upon", "via", "while",
        "within", "without",
    }
)  # fmt: skip
EXPLETIVES = frozenset({"it", "this", "that", "these", "those"})
PLACES = frozenset({"in", "at", "near", "on", "outside", "inside", "off", "around", "across"})


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Every clause's pairs of participants, each with its closed or open relation."""
    found: list[Statement] = []
    for clause in clauses:
        found.extend(_of_clause(document, clause))
    return tuple(found)


def _of_clause(document: Document, clause: Clause) -> Iterator[Statement]:
    closed = matches(clause, document)
    for match in closed:
        yield _closed(document, clause, match)
    taken = {frozenset((m.subject.head, m.object.head)) for m in closed}
    if clause.kind == "copula":
        if not closed and not is_role(syntax.noun_lemma(document.doc[clause.head])):
            yield from _is(document, clause)
    elif not _only_carries(document, clause):
        yield from _open(document, clause, taken)


def _closed(document: Document, clause: Clause, match: Match) -> Statement:
    ends = (end(document, match.subject), end(document, match.object))
    span = evidence(document, clause, match.subject, match.object)
    return statement(document, clause, match.rule.relation, ends, span, match.rule.id)


def _only_carries(document: Document, clause: Clause) -> bool:
    """Light verbs say nothing of their own ("held" in "held talks"), nor do verbs of speech."""
    doc = document.doc
    if clause.predicate in predicates().light:
        carried = [a for a in clause.role("object") if _is_event(doc[a.head])]
        if carried:
            return True
    return False


def _is_event(token: Token) -> bool:
    return token.lemma_.lower() in event_nouns() and not token.ent_type_


def _open(document: Document, clause: Clause, taken: set[frozenset[int]]) -> Iterator[Statement]:
    doc = document.doc
    subjects = [a for a in clause.role("subject") if _can_lead(doc[a.head], clause)]
    impersonal = clause.passive or clause.kind == "noun" or is_impersonal(doc[clause.head])
    patient_first = not subjects and impersonal
    if patient_first:
        subjects = [a for a in clause.role("object") if _can_lead(doc[a.head], clause)]
    partners = list(_partners(document, clause, patient_first))
    for subject in subjects:
        rest = [p for p in partners if p.head != subject.head]
        fresh = [p for p in rest if frozenset((subject.head, p.head)) not in taken]
        for partner in fresh:
            yield _pair(document, clause, subject, partner, patient_first)
        if not rest and not any(subject.head in pair for pair in taken):
            yield from _alone(document, clause, subject, patient_first)


def _can_lead(token: Token, clause: Clause) -> bool:
    """Event nouns give statements only about what is named: "Ek's visit", not "visits"."""
    if clause.kind == "noun" and clause.light is None:
        return bool(token.ent_type_) or token.lower_ in ("his", "her", "their", "its")
    return is_specific(token)


def _partners(document: Document, clause: Clause, patient_first: bool) -> Iterator[Argument]:
    """The second participants worth a statement: objects, and phrases that name something."""
    doc = document.doc
    objects = [] if patient_first else list(clause.role("object", "recipient", "complement"))
    yield from objects
    for argument in clause.arguments:
        role = argument.role
        if role in ("subject", "object", "recipient", "complement", "content"):
            continue
        token = doc[argument.head]
        first_word = role.split(" ")[0]
        if first_word in CIRCUMSTANCE or _is_time(clause, argument):
            continue
        free = not objects and first_word not in PLACES and clause.kind == "verb"
        if token.ent_type_ or free:
            yield argument


def _is_time(clause: Clause, argument: Argument) -> bool:
    time = clause.time
    return time is not None and any(time.first <= i <= time.last for i in argument.tokens)


def _pair(
    document: Document, clause: Clause, subject: Argument, partner: Argument, passive: bool
) -> Statement:
    relation = open_relation(document, clause, partner, passive)
    ends = (end(document, subject), end(document, partner))
    span = evidence(document, clause, subject, partner)
    return statement(document, clause, relation, ends, span, OPEN_RULE)


def open_relation(document: Document, clause: Clause, partner: Argument, passive: bool) -> Relation:
    """The relation that the text's own words name: "collide with", "be killed in"."""
    role = partner.role
    preposition = "" if role in ("object", "complement", "subject") else role
    if role == "recipient":
        preposition = "to"
    verb = _verb(document, clause, passive)
    label = f"{verb} {_bare_object(document, clause, partner)}{preposition}".strip()
    name = "_".join(f"{verb} {preposition}".split())
    return Relation("rel", _safe(name), " ".join(label.split()))


def _verb(document: Document, clause: Clause, patient_first: bool) -> str:
    """The verb as a relation reads: "collide"; where the patient comes first "be killed"."""
    if clause.kind == "noun":
        noun = document.doc[clause.head].lemma_.lower()
        if clause.light is not None:
            return f"{clause.light} {noun}"
        return noun if patient_first else clause.predicate
    if patient_first and clause.passive:
        form = document.doc[clause.head].lower_
        return " ".join(["be", form, *clause.predicate.split()[1:]])
    return clause.predicate


def _bare_object(document: Document, clause: Clause, partner: Argument) -> str:
    """ "send troops" in "sent troops to X": a one-word object belongs to the relation's label."""
    objects = [a for a in clause.role("object") if a.head != partner.head]
    if partner.role in ("object", "recipient", "complement") or len(objects) != 1:
        return ""
    token = document.doc[objects[0].head]
    short = len(objects[0].tokens) <= 2 and token.pos_ == "NOUN"
    return f"{token.lower_} " if short and not token.ent_type_ else ""


def _safe(name: str) -> str:
    """A local name of letters, digits, hyphens and underscores, whatever the verb was."""
    kept = "".join(c if c.isalnum() or c in "_-" else "_" for c in name.lower())
    return kept.strip("_-") or "do"


def _alone(
    document: Document, clause: Clause, subject: Argument, passive: bool
) -> Iterator[Statement]:
    """A verb without a second participant has its own words as object: "resigned on Monday"."""
    doc = document.doc
    token = doc[clause.head]
    if clause.role("content") and token.lemma_.lower() in {
        *predicates().speech,
        *predicates().control,
    }:
        return  # what is said, planned or tried makes statements of its own
    verb = _verb(document, clause, passive)
    relation = Relation("rel", _safe("_".join(verb.split())), verb)
    noun = clause.kind == "noun"
    tokens = syntax.phrase(token) if noun else _verb_phrase(token, subject)
    if not tokens:
        return
    span = evidence(document, clause, subject, Argument("own", clause.head, tokens))
    ends: tuple[End, End] = (end(document, subject), Text(words(doc, tokens)))
    yield statement(document, clause, relation, ends, span, OPEN_RULE)


def _verb_phrase(verb: Token, subject: Argument) -> tuple[int, ...]:
    """The verb and what follows it in its clause: "resigned on Monday"."""
    low = verb.i
    kept = [low]
    for child in verb.children:
        label = syntax.base(child)
        if child.i > low and label in ("obl", "advmod", "xcomp", "obj", "compound", "ccomp"):
            kept.extend(t.i for t in child.subtree)
        elif child.dep_ == "aux:pass":
            kept.append(child.i)
    return tuple(sorted(i for i in kept if i not in subject.tokens))


def _is(document: Document, clause: Clause) -> Iterator[Statement]:
    """What something is, in the text's words: "Acme, a software firm" -> is "a software firm"."""
    doc = document.doc
    head = doc[clause.head]
    related = [a for a in clause.arguments if a.role not in ("subject",) and doc[a.head].ent_type_]
    for subject in clause.role("subject"):
        if head.tag_ == "NNS" and syntax.kid(head, "cop") is None:
            continue  # "the companies Aker and Orkla" only says what kind of thing they are
        if not is_specific(doc[subject.head]) or doc[subject.head].lower_ in EXPLETIVES:
            continue
        tokens = syntax.phrase(head)
        complement: End = Text(words(doc, tokens))
        if head.ent_type_:
            complement = Mention(syntax.name_head(head).i, tokens[0], tokens[-1])
        span = evidence(document, clause, subject, Argument("complement", head.i, tokens))
        relation = Relation("rel", "be", "is")
        yield statement(
            document, clause, relation, (end(document, subject), complement), span, "open.is"
        )
        for argument in related:
            if head.pos_ not in ("NOUN", "ADJ"):
                continue
            label = f"be {syntax.noun_lemma(head)} {argument.role}"
            name = _safe("_".join(label.split()))
            ends = (end(document, subject), end(document, argument))
            span = evidence(document, clause, subject, argument)
            yield statement(document, clause, Relation("rel", name, label), ends, span, "open.is")
