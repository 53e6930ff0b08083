"""Relations between participants: closed ones by rule, open ones by the text's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg import wording
from kg.clauses import read_speech, syntax
from kg.clauses.arguments import is_impersonal, leaves_open, perhaps_impersonal
from kg.clauses.descriptions import is_identifying
from kg.clauses.nominal import accompanied, event_noun, light_verb
from kg.clauses.types import types
from kg.lexicons import country_named, country_of_adjective
from kg.model import Argument, Clause, Document, End, Statement, Text
from kg.predicates import predicates, stronger
from kg.rules import Match, carried, matches
from kg.statements import (
    NO_DESCRIPTION,
    PLACES,
    end,
    evidence,
    is_occasion_phrase,
    is_specific,
    is_time,
    joined,
    statement,
    takes_part,
    words,
)

OPEN_RULE = "open"
NEVER = frozenset({"according", "among", "including", "such", "unlike"})
#: Whose something is or where it comes from: "a poll by Ek", "footage from Acme".
SOURCES = frozenset({"by", "from", "of"})
ABOUT = frozenset({"on", "over", "about"})


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Every clause's pairs of participants, each with its closed or open relation."""
    return tuple(s for clause in clauses for s in _of_clause(document, clause))


def _of_clause(document: Document, clause: Clause) -> Iterator[Statement]:
    closed = matches(clause, document)
    for match in closed:
        yield _closed(document, clause, match)
        yield from _by_forces(document, clause, match)
    taken = {frozenset((m.subject.head, m.object.head)) for m in closed}
    if clause.kind == "copula":
        return  # what no rule knows, see `copulas`
    if not _only_carries(document, clause):
        idle = frozenset(i for m in closed for i in carried(m, clause))
        yield from _open(document, clause, taken, idle)
        yield from _on_occasion(document, clause, taken)
        yield from _impersonal(document, clause)


def _closed(document: Document, clause: Clause, match: Match) -> Statement:
    rule = match.rule
    found = joined(document, clause, rule.relation, match.subject, match.object, rule.id)
    modality = stronger(found.modality, rule.modality)
    worded = None
    if not rule.swap and match.subject.role == "subject":
        worded = wording.between(document, clause, match.object, patient_first=False).label
    return replace(found, modality=modality, negated=found.negated != rule.negated, wording=worded)


#: What a state does through its forces.
WARFARE = frozenset(
    {"attacks", "captures", "damages", "deploysTo", "fights", "injures", "kills", "liberates",
     "withdrawsFrom"}
)  # fmt: skip
#: Forces of a state; "two Norwegian soldiers" act for themselves.
FORCES = frozenset(
    {"army", "artillery", "commando", "force", "forces", "jet", "marine", "military", "navy",
     "paratrooper", "soldier", "troop", "troops", "warplane", "warship"}
)  # fmt: skip


def _by_forces(document: Document, clause: Clause, match: Match) -> Iterator[Statement]:
    """ "Norwegian troops attacked Peru", "Norway's army": Norway attacked it, too."""
    noun = document.doc[match.subject.head]
    if match.rule.relation.name not in WARFARE or match.rule.swap or noun.ent_type_:
        return
    if syntax.noun_lemma(noun) not in FORCES or syntax.kid(noun, "nummod") is not None:
        return
    if noun.tag_ == "NN" and noun.lemma_.lower() in ("commando", "marine", "soldier"):
        return
    for owner in syntax.kids(noun, "amod", "compound", "nmod:poss"):
        if country_named(syntax.name_text(owner)) or country_of_adjective(owner.text):
            state = Argument(match.subject.role, syntax.name_head(owner).i, (owner.i,))
            found = _closed(document, clause, replace(match, subject=state))
            span = evidence(document, clause, match.subject, match.object)
            yield replace(found, first=span[0], last=span[1])


def _only_carries(document: Document, clause: Clause) -> bool:
    """A light verb says nothing of its own: "held" in "held talks", "drew" in "drew criticism"."""
    objects = (document.doc[a.head] for a in clause.role("object"))
    carrying = (light_verb(t) for t in objects if event_noun(t) is not None)
    return any(verb is not None and verb.i == clause.head for verb in carrying)


def _open(
    document: Document, clause: Clause, taken: set[frozenset[int]], idle: frozenset[int]
) -> Iterator[Statement]:
    """What the clause says in its own words; `idle` are words that a closed relation contains."""
    doc = document.doc
    if clause.kind == "noun" and _beside_object(doc[clause.head]):
        return
    subjects = [a for a in clause.role("subject") if _can_lead(doc[a.head], clause)]
    impersonal = clause.passive or clause.kind == "noun" or is_impersonal(doc[clause.head])
    patient_first = not subjects and impersonal
    if patient_first:
        # "Ek was awarded the prize" is about Ek, "the prize was awarded" about the prize
        first = clause.role("recipient") or clause.role("object")
        subjects = [a for a in first if _can_lead(doc[a.head], clause)]
    partners = [p for p in _partners(document, clause, patient_first) if p.head not in idle]
    for subject in subjects:
        rest = [p for p in partners if p.head != subject.head]
        met = any(subject.head in pair for pair in taken)
        if met:  # "met Ek on trade": what it was about is the topic of the other statement
            rest = [p for p in rest if p.role not in ABOUT or doc[p.head].ent_type_]
        if met or any(p.head != clause.place for p in rest):
            # "met Ek in Oslo": where it was is told by the place of the other statement
            rest = [p for p in rest if p.head != clause.place or p.role not in PLACES]
        for partner in rest:
            if frozenset((subject.head, partner.head)) not in taken:
                pair = _pair(document, clause, subject, partner, patient_first)
                yield pair
                if partner.role in wording.SILENT or _tells(doc[partner.head]):
                    yield from _of_owner(document, clause, subject, pair)
            yield from _through(document, clause, subject, partner, patient_first, taken)
        together = clause.predicate in predicates().reciprocal and len(subjects) > 1
        if not rest and not met and not together:
            yield from _alone(document, clause, subject, patient_first)
        elif not rest and not met:
            for other in subjects[subjects.index(subject) + 1 :]:
                mutual = replace(other, role="with")
                yield _pair(document, clause, subject, mutual, patient_first)


def _beside_object(noun: Token) -> bool:
    """ "took part in the talks": the words of the verb are no words of the talks."""
    verb = light_verb(noun)
    return verb is not None and syntax.base(noun) == "obl" and syntax.kid(verb, "obj") is not None


def _impersonal(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "it is expected to sign the pact", where "it" stands for nothing: the pact comes first."""
    it = perhaps_impersonal(document.doc[clause.head])
    if it is not None:
        for patient in clause.role("object"):
            for found in _alone(document, clause, patient, patient_first=True):
                yield replace(found, unless=it.i)


def _can_lead(token: Token, clause: Clause) -> bool:
    """Event nouns give statements only about what is named: "Ek's visit", not "visits"."""
    if clause.kind == "noun" and clause.light is None:
        own = token.lower_ in ("his", "her", "their", "its")
        return bool(token.ent_type_) or own or is_identifying(token)
    return is_specific(token)


def _partners(document: Document, clause: Clause, patient_first: bool) -> Iterator[Argument]:
    """The second participants worth a statement: objects, and phrases that name something."""
    doc = document.doc
    objects = list(clause.role("object", "recipient"))
    if not objects:  # of the object a complement speaks: "called Ek a hero", see predications
        objects = list(clause.role("complement"))
    if patient_first:
        given = list(clause.role("object")) if clause.role("recipient") else []
        objects = given or list(clause.role("complement"))
    yield from objects
    for content in clause.role("content"):
        if not objects and leaves_open(doc[clause.head], doc[content.head]):
            yield content
    for argument in clause.arguments:
        role = argument.role
        if role in ("subject", "object", "recipient", "complement", "content"):
            continue
        token, first_word = doc[argument.head], role.split(" ")[0]
        if first_word in NEVER or is_time(clause, argument):
            continue
        if event_noun(token) is not None and accompanied(token) is not None:
            continue  # "flew to Oslo for talks with Ek": the talks say so themselves
        if token.ent_type_ or (clause.kind == "verb" and takes_part(clause, argument, token)):
            yield argument


def _pair(
    document: Document, clause: Clause, subject: Argument, partner: Argument, patient_first: bool
) -> Statement:
    relation = wording.between(document, clause, partner, patient_first)
    return joined(document, clause, relation, subject, partner, OPEN_RULE)


def _through(
    document: Document,
    clause: Clause,
    subject: Argument,
    partner: Argument,
    patient_first: bool,
    taken: set[frozenset[int]],
) -> Iterator[Statement]:
    """Names behind a common noun: "Ek criticised the policies of Acme" -> criticise policies of."""
    near = document.doc[subject.head]
    if near.pos_ not in ("PROPN", "PRON", "NOUN"):
        return
    for link, name in wording.named_within(document.doc[partner.head]):
        if name.i == subject.head or frozenset((subject.head, name.i)) in taken:
            continue
        if (
            name.i == clause.place
            and link in PLACES
            and is_occasion_phrase(document.doc[partner.head])
        ):
            continue  # "spoke at the fair in Oslo": it tells where the fair is
        far = Argument(partner.role, name.i, syntax.phrase(name))
        relation = wording.through(document, clause, partner, link, patient_first)
        yield joined(document, clause, relation, subject, far, "open.through", partner)


def _on_occasion(
    document: Document, clause: Clause, taken: set[frozenset[int]]
) -> Iterator[Statement]:
    """ "denied it in a statement to Acme", "via an Acme video", "taught at Acme's campus".

    Those that what one did it in was meant for, and those whose it was.
    """
    for argument in clause.role("in", "at", "via"):
        noun = document.doc[argument.head]
        if syntax.kid(noun, "det", "nmod:poss") is None or takes_part(clause, argument, noun):
            continue  # "in addition to Acme"; "at a fair with Acme" is told by `_through`
        links = ("to", "with", "against") if argument.role == "in" else ("of",)
        aimed = [
            name
            for link, name in wording.named_within(noun)
            if link in links and (link != "of" or name.ent_type_ == "ORG")
        ]
        for subject in clause.role("subject"):
            for name in aimed:
                if name.i != subject.head and frozenset((subject.head, name.i)) not in taken:
                    link = syntax.preposition(name) or "of"
                    far = Argument(argument.role, name.i, syntax.phrase(name))
                    relation = wording.through(document, clause, argument, link, False)
                    yield joined(
                        document, clause, relation, subject, far, "open.occasion", argument
                    )


def _of_owner(
    document: Document, clause: Clause, subject: Argument, pair: Statement
) -> Iterator[Statement]:
    """Whose the subject is, behind a common noun: "Ek's plan met resistance" is about Ek too."""
    noun = document.doc[subject.head]
    if noun.ent_type_ or noun.pos_ != "NOUN" or clause.kind != "verb":
        return
    if "person" in types(noun):
        return  # "Ek's father moved" tells of the father
    for name in _owners(noun):
        near = Argument("subject", name.i, syntax.phrase(name))
        relation = wording.of_part(document, subject, pair.relation)
        yield replace(pair, subject=end(document, near), relation=relation, rule="open.owner")


def _owners(noun: Token) -> Iterator[Token]:
    """ "Ek's plan", "its plan"; "the plan by Ek", "the Ek plan" but not "the city of Oslo"."""
    # a body or a place acts itself: "the Oslo council", "the Oslo region"
    acts = types(noun) & {"organization", "place"} or syntax.noun_lemma(noun) in NO_DESCRIPTION
    for child in noun.children:
        if child.dep_ == "nmod:poss" and child.tag_ == "PRP$":
            yield child
    for link, name in wording.named_within(noun):
        owns = any(c.dep_ == "nmod:poss" for c in (name, name.head))
        if link == "from" and name.ent_type_ == "LOC":
            continue  # "a bus from Oslo crashed"
        if link in SOURCES and (owns or not acts):
            yield name


def _tells(token: Token) -> bool:
    """A name, or what holds one: "on the flag of Peru"."""
    return bool(token.ent_type_) or bool(wording.named_within(token))


def _alone(
    document: Document, clause: Clause, subject: Argument, patient_first: bool
) -> Iterator[Statement]:
    """A verb without a second participant has its own words as object: "resigned on Monday"."""
    doc = document.doc
    token = doc[clause.head]
    lemma = token.lemma_.lower()
    told = lemma in predicates().speech or lemma in predicates().control
    if clause.head in read_speech(doc).verbs or (told and clause.role("content")):
        return  # what is said, planned or tried makes statements of its own
    noun = clause.kind == "noun"
    tokens = syntax.phrase(token) if noun else _verb_phrase(token, subject)
    if not tokens or (lemma == "be" and syntax.kid(token, "expl") is not None):
        return  # "there was no evidence"
    relation = wording.relation(wording.predicate(document, clause, patient_first))
    span = evidence(document, clause, subject, Argument("own", clause.head, tokens))
    ends: tuple[End, End] = (end(document, subject), Text(words(doc, tokens)))
    yield statement(document, clause, relation, ends, span, OPEN_RULE)


def _verb_phrase(verb: Token, subject: Argument) -> tuple[int, ...]:
    """The verb and what follows it in its clause: "resigned on Monday"."""
    kept = [verb.i]
    for child in verb.children:
        follows = syntax.base(child) in ("obl", "advmod", "xcomp", "obj", "compound", "ccomp")
        follows = follows and syntax.preposition(child) not in syntax.EXAMPLES
        # "apologised for being late", "specialised in moving people"
        follows = follows or _is_gerund(child)
        if child.i > verb.i and follows:
            kept.extend(t.i for t in child.subtree)
        elif child.dep_ == "aux:pass":
            kept.append(child.i)
    return tuple(sorted(i for i in kept if i not in subject.tokens))


def _is_gerund(child: Token) -> bool:
    """ "apologised for being late", "specialised in moving people"; not "left in order to rest"."""
    marks = {m.lower_ for m in syntax.kids(child, "mark")}
    behind = bool(marks & {"about", "for", "from", "in", "of", "on"}) and "to" not in marks
    set_off = child.doc[child.left_edge.i - 1].text == ","
    return syntax.base(child) == "advcl" and behind and not set_off
