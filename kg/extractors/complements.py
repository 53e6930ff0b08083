"""What one tries, plans, refuses or is told to do: "tried to land at Bergen", "urged Ek to go".

What is tried makes a statement of its own, which only may hold ("landed at Bergen", possible);
that it was tried is a fact. "began to land" says nothing more than "landed".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg import wording
from kg.clauses import read_speech
from kg.model import Argument, Clause, Document, Statement, Text
from kg.predicates import predicates
from kg.rules import matches
from kg.statements import end, evidence, is_specific, joined, statement, words

RULE = "open.complement"
#: Verbs that only colour what follows them: "is going to leave", "needs to leave", "tends to".
AUXILIARY = frozenset(
    {"appear", "be", "go", "happen", "have", "need", "say", "seem", "tend", "think"}
)


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """One statement for each participant of what is tried, or one with its words."""
    by_head = {c.head: c for c in clauses if c.kind == "verb"}
    spoken = read_speech(document.doc).verbs
    found: list[Statement] = []
    for clause in by_head.values():
        if clause.head in spoken or clause.predicate not in predicates().control:
            continue
        if clause.predicate in AUXILIARY:
            continue
        for content in clause.role("content"):
            inner = by_head.get(content.head)
            if inner is not None and _adds(document, clause, inner):
                found.extend(_undertaken(document, clause, content, inner))
    return tuple(found)


def _adds(document: Document, clause: Clause, inner: Clause) -> bool:
    """Whether what is tried holds otherwise than that it is tried, and no rule tells of both."""
    same = (inner.modality, inner.negated) == (clause.modality, clause.negated)
    infinitive = document.doc[inner.head].dep_ in ("xcomp", "conj")
    closed = any(m.object.role == "content" for m in matches(clause, document))
    return infinitive and not same and not closed


def _undertaken(
    document: Document, clause: Clause, content: Argument, inner: Clause
) -> Iterator[Statement]:
    doc = document.doc
    passive = clause.passive and not clause.role("subject")
    told = clause.role("object", "recipient")
    for who in told if passive else clause.role("subject"):
        if not is_specific(doc[who.head]):
            continue
        verb = wording.predicate(document, clause, patient_first=passive)
        if told and not passive:
            whom = words(doc, (*told[0].tokens, *content.tokens))
            ends = (end(document, who), Text(whom))
            span = evidence(document, clause, who, *told, content)
            yield statement(document, clause, wording.relation(verb), ends, span, RULE)
            continue
        others = [a for a in _partners(inner, doc[inner.head]) if a.head != who.head]
        for other in others:
            relation = wording.relation(
                verb, _own(document, inner), _behind(document, inner, other)
            )
            yield joined(document, clause, relation, who, other, RULE, content)
        if not others:
            ends = (end(document, who), Text(words(doc, content.tokens)))
            span = evidence(document, clause, who, content)
            yield statement(document, clause, wording.relation(verb), ends, span, RULE)


def _own(document: Document, inner: Clause) -> str:
    """How what is tried begins: "to" of an infinitive, nothing of "considered leaving"."""
    return "" if document.doc[inner.head].tag_ == "VBG" else "to"


def _behind(document: Document, inner: Clause, other: Argument) -> str:
    verb = document.doc[inner.head]
    relation = wording.between(document, inner, other, patient_first=inner.passive)
    if verb.tag_ == "VBG" and not inner.passive:
        return relation.label.replace(inner.predicate.split()[0], verb.lower_, 1)
    return relation.label


def _partners(inner: Clause, verb: Token) -> list[Argument]:
    """Its objects, and what a preposition names."""
    objects = [] if inner.passive else list(inner.role("object", "recipient"))
    doc, time = verb.doc, inner.time
    named = [
        a
        for a in inner.arguments
        if a.role not in ("subject", "object", "recipient", "complement", "content")
        and doc[a.head].ent_type_
        and not (time is not None and time.first <= a.head <= time.last)
    ]
    return objects + [a for a in named if not objects or a.role not in ("in", "at", "on")]
