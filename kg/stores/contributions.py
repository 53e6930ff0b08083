"""Which article contributed which of the triples that articles share, and what is seen of them.

All of the graph is in the default graph, where a shared triple (`:okoro rdfs:label "Okoro"`, a
plain triple) stands once however many articles say it. Who says it is kept beside it, in graphs
that queries do not see: one for each article (`shared_by`) with the shared triples as it worded
them, and one (`notes_of`) with what is noted of it for the next build. What is seen is a function
of those, never of the order in which articles came:
- a triple is seen as long as some article contributes it;
- of several labels of one node the best is its rdfs:label and the others are skos:altLabel;
- of several classes of one node, a general one gives way to one that says more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from kg.contribution import Contribution
from kg.slugs import segment, slug
from kg.vocab import ENTITY_CLASSES, RDF, RDFS, SCHEMA, SKOS

if TYPE_CHECKING:
    from kg.stores.base import Store

HIDDEN = "urn:x-news-kg:"
"""What the names of graphs begin with that queries do not see."""

_NAMES = (RDFS.label, SKOS.altLabel)
_FOLDED = frozenset({RDF.type, *_NAMES})
_GIVES_WAY = {
    SCHEMA.Thing: frozenset(ENTITY_CLASSES.values()) - {SCHEMA.Thing},
    SCHEMA.Place: frozenset({SCHEMA.Country, SCHEMA.City}),
}


def shared_by(article: ox.NamedNode) -> ox.NamedNode:
    """The hidden graph of the shared triples that the article contributes, as it words them."""
    return ox.NamedNode(f"{HIDDEN}shared:{quote(article.value, safe='')}")


def notes_of(article: ox.NamedNode) -> ox.NamedNode:
    """The hidden graph of what is noted of the article."""
    return ox.NamedNode(f"{HIDDEN}notes:{quote(article.value, safe='')}")


def digest_note(article: ox.NamedNode, digest: str) -> ox.Triple:
    """The note that an article is in the store as read from what has this digest."""
    return ox.Triple(article, _DIGEST, ox.Literal(digest))


_DIGEST = ox.NamedNode(f"{HIDDEN}digest")


def quads_of(contribution: Contribution) -> Iterator[ox.Quad]:
    """What is in the store for this article alone: its own, and what is hidden of it."""
    yield from contribution.own
    for graph, triples in (
        (shared_by(contribution.article), contribution.shared),
        (notes_of(contribution.article), contribution.notes),
    ):
        for subject, predicate, value in triples:
            yield ox.Quad(subject, predicate, value, graph)


class Exchange:
    """What is seen of what articles share, before and after some of them go and others come."""

    def __init__(
        self, store: Store, gone: Iterable[Contribution], brought: Iterable[Contribution]
    ) -> None:
        """`gone` are what articles contribute of which nothing stays but what is `brought`."""
        gone = list(gone)
        old = set[ox.Triple]().union(*(one.shared for one in gone))
        new = set[ox.Triple]().union(*(one.shared for one in brought))
        named = {triple for triple in chain(old, new) if triple.predicate in _FOLDED}
        # To say again what is seen changes nothing, and is most of what articles say.
        self._changing = named - store.seen(named - old)
        moving = _nodes(self._changing)
        self._seen = set(store.described(moving, _FOLDED))
        self._gone_plain = old - named
        asked = self._gone_plain | {worded for t in self._seen for worded in _wordings(t)}
        without = [shared_by(one.article) for one in gone]
        supported = store.hiding(asked - new, without)
        self._plain = (new - named) | (supported & self._gone_plain)
        named = (new & named) | (supported - self._plain)
        self._names = {triple for triple in named if triple.subject in moving}

    def displacing(self) -> set[ox.Triple]:
        """What is brought of nodes of which another name or class has to go."""
        nodes = {quad.subject for quad in self.before() - self.after()}
        return {triple for triple in self._changing if triple.subject in nodes}

    def before(self) -> set[ox.Quad]:
        """All that may go."""
        return {ox.Quad(*triple) for triple in self._seen | self._gone_plain}

    def after(self) -> set[ox.Quad]:
        """All that is to be there."""
        quads = {ox.Quad(*triple) for triple in self._plain}
        found: dict[ox.NamedNode, tuple[set[ox.Literal], set[ox.Literal], set[ox.NamedNode]]] = {}
        for triple in self._names:
            if not isinstance(triple.subject, ox.NamedNode):
                continue
            labels, others, kinds = found.setdefault(triple.subject, (set(), set(), set()))
            if triple.predicate == RDF.type and isinstance(triple.object, ox.NamedNode):
                kinds.add(triple.object)
            elif isinstance(triple.object, ox.Literal):
                (labels if triple.predicate == RDFS.label else others).add(triple.object)
        for node, (labels, others, kinds) in found.items():
            quads.update(_named(node, labels, others))
            quads.update(_classed(node, kinds))
        return quads


def _nodes(triples: Iterable[ox.Triple]) -> set[ox.NamedNode]:
    return {t.subject for t in triples if isinstance(t.subject, ox.NamedNode)}


def _classed(node: ox.NamedNode, kinds: set[ox.NamedNode]) -> Iterator[ox.Quad]:
    for kind in kinds:
        if kinds.isdisjoint(_GIVES_WAY.get(kind, ())):
            yield ox.Quad(node, RDF.type, kind)


def _named(
    node: ox.NamedNode, labels: set[ox.Literal], others: set[ox.Literal]
) -> Iterator[ox.Quad]:
    if labels:
        best = best_label(node, labels)
        yield ox.Quad(node, RDFS.label, best)
        others = (others | labels) - {best}
    for name in others:
        yield ox.Quad(node, SKOS.altLabel, name)


def _wordings(seen: ox.Triple) -> Iterable[ox.Triple]:
    """What articles may have contributed of a node whose name or class is seen so."""
    if seen.predicate == RDF.type:
        return (ox.Triple(seen.subject, RDF.type, kind) for kind in ENTITY_CLASSES.values())
    return seen_as(seen)


def seen_as(triple: ox.Triple) -> tuple[ox.Triple, ...]:
    """The triples that one may be seen as: a label may be seen as another name, and vice versa."""
    if triple.predicate not in _NAMES:
        return (triple,)
    return tuple(ox.Triple(triple.subject, predicate, triple.object) for predicate in _NAMES)


def best_label(node: ox.NamedNode, labels: set[ox.Literal]) -> ox.Literal:
    """The label that the node's IRI was made from, else the longest, else the first by alphabet."""
    named = segment(node.value.rstrip("/"))
    return min(
        labels, key=lambda label: (slug(label.value) != named, -len(label.value), label.value)
    )
