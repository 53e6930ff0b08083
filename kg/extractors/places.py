"""Where things are: "Bergen, Norway", "the port of Bergen in Norway", "the crash in Bergen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg import vocab
from kg.clauses import syntax
from kg.model import Clause, Document, Statement
from kg.statements import mention

INSIDE = frozenset({"in", "at"})


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Places inside places, bodies in places, and events that happened somewhere."""
    found: list[Statement] = []
    for token in document.doc:
        if token.ent_type_ and syntax.name_head(token).i == token.i:
            found.extend(_located(document, token))
    for clause in clauses:
        found.extend(_occurs(document, clause))
    return tuple(found)


def _located(document: Document, name: Token) -> Iterator[Statement]:
    """ "Bergen, Norway"; "the Opera House in Bergen"."""
    if name.ent_type_ not in ("LOC", "ORG"):
        return
    for child in name.children:
        outer = syntax.name_head(child)
        if name.ent_type_ == outer.ent_type_ == "ORG":
            yield from _part(document, name, child)
        if outer.ent_type_ != "LOC" or syntax.same_name(name, outer) or outer.i < name.i:
            continue
        chained = name.ent_type_ == "LOC" and child.dep_ in CHAIN and _after_comma(name, outer)
        inside = syntax.base(child) == "nmod" and syntax.preposition(child) in INSIDE
        if chained or inside:
            yield _between(document, name, outer, "locatedIn", "locatedIn.place")


def _part(document: Document, name: Token, child: Token) -> Iterator[Statement]:
    """ "the Office of Works at the Ministry of Trade": one body within another."""
    outer = syntax.name_head(child)
    if syntax.same_name(name, outer) or outer.i < name.i or syntax.base(child) != "nmod":
        return
    if syntax.preposition(child) in WITHIN:
        yield _between(document, name, outer, "partOf", "partOf.body")


WITHIN = frozenset({"of", "at", "in", "within"})
CHAIN = frozenset({"appos", "nmod:unmarked", "obl:unmarked", "nmod", "flat", "dep", "list"})


def _after_comma(name: Token, outer: Token) -> bool:
    """Only a comma stands between the two names: a list has "and", a chain has not."""
    doc = name.doc
    last = syntax.name_span(name).end
    first = syntax.name_span(outer).start
    return first - last == 1 and doc[last].text == ","


def _between(document: Document, inner: Token, outer: Token, relation: str, rule: str) -> Statement:
    first, last = syntax.name_span(inner), syntax.name_span(outer)
    return Statement(
        subject=mention(document, inner.i),
        relation=vocab.relation(relation),
        object=mention(document, outer.i),
        first=first.start_char,
        last=last.end_char,
        rule=rule,
    )


def _occurs(document: Document, clause: Clause) -> Iterator[Statement]:
    """An event noun with a place of its own: "the explosion in Bergen"."""
    doc = document.doc
    if clause.kind != "noun" or clause.place is None or doc[clause.place].ent_type_ != "LOC":
        return
    noun, place = doc[clause.head], doc[clause.place]
    tokens = syntax.phrase(noun)
    numbers = (*tokens, place.i, syntax.name_span(place).end - 1)
    last = doc[max(numbers)]
    yield Statement(
        subject=mention(document, noun.i),
        relation=vocab.relation("occursIn"),
        object=mention(document, place.i),
        first=doc[min(numbers)].idx,
        last=last.idx + len(last),
        rule="occursIn.event",
        modality=clause.modality,
        negated=clause.negated,
        speaker=clause.speaker,
        reported_by=clause.reported_by,
        time=clause.time,
        place=clause.place,
    )
