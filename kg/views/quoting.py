"""Words of an article with what they are evidence of: pieces of text and the roles they play."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from kg.views.lines import End, Line, article_text
from kg.views.rows import Reader
from kg.views.sentences import sentence_bounds
from kg.vocab import ITSRDF, KG

_SPAN = re.compile(r"#char=(\d+),(\d+)\Z", re.ASCII)  # RFC 5147, as `kg.rdf` mints them


@dataclass(frozen=True, slots=True)
class Marked:
    """Characters [start, end) of a text and what they are: "evidence", "subject", an IRI."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and the roles of all that it is a part of, in the order of `pieces`."""

    text: str
    roles: tuple[str, ...] = ()


def pieces(text: str, start: int, end: int, marked: Iterable[Marked]) -> Iterator[Piece]:
    """Characters [start, end) of a text, cut wherever something marked begins or ends."""
    within = [one for one in marked if one.start < end and start < one.end]
    cuts = {start, end, *(cut for one in within for cut in (one.start, one.end))}
    at = sorted(cut for cut in cuts if start <= cut <= end)
    for here, there in pairwise(at):
        roles = dict.fromkeys(one.role for one in within if one.start <= here and there <= one.end)
        yield Piece(text[here:there], tuple(roles))


class Quoter:
    """Quotes the sentences of statements, each article's mentions being looked for once."""

    def __init__(self, reader: Reader) -> None:
        """`reader` has read the statements."""
        self._reader = reader
        self._mentions: dict[str, list[tuple[int, int, ox.NamedNode]]] = {}

    def quote(self, line: Line) -> list[Piece]:
        """The sentence of a statement, with its "evidence", "subject" and "object" marked."""
        statement = self._reader.properties(ox.NamedNode(line.iri))
        text = article_text(self._reader, statement)
        first, last = sentence_bounds(text, line.start, line.end)
        while last > first and text[last - 1].isspace():
            last -= 1
        marked = [
            Marked(line.start, line.end, "evidence"),
            *self._end(line, line.subject, "subject", text, first, last),
            *self._end(line, line.object, "object", text, first, last),
        ]
        return list(pieces(text, first, last, marked))

    def _end(
        self, line: Line, end: End, role: str, text: str, first: int, last: int
    ) -> list[Marked]:
        """Where a subject or object is named: in the evidence, else in the sentence."""
        named = self._named(line.article, end.iri, first, last) if end.iri else []
        near = [(a, b) for a, b in named if line.start <= a and b <= line.end] or named
        if not near and end.label:  # words that name nothing, or an office that nobody mentions
            at = text[line.start : line.end].lower().find(end.label.lower())
            near = [(line.start + at, line.start + at + len(end.label))] if at >= 0 else []
        return [Marked(a, b, role) for a, b in near]

    def _named(self, article: str, iri: str, first: int, last: int) -> list[tuple[int, int]]:
        """The mentions of an entity in characters [first, last) of an article."""
        if article not in self._mentions:
            self._mentions[article] = list(self._spans(article))
        node, store = ox.NamedNode(iri), self._reader.store
        return [
            (start, end)
            for start, end, span in self._mentions[article]
            if first <= start and end <= last and any(store.match(span, ITSRDF.taIdentRef, node))
        ]

    def _spans(self, article: str) -> Iterator[tuple[int, int, ox.NamedNode]]:
        for node, _, _ in self._reader.store.match(None, KG.statedIn, ox.NamedNode(article)):
            if found := _SPAN.search(node.value):
                yield int(found[1]), int(found[2]), node
