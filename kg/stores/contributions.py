"""Which article contributed which of the triples that articles share, and what is seen of them.

All of the graph is in the default graph, where a shared triple (`:okoro rdfs:label "Okoro"`, a
plain triple) stands once however many articles say it. Who says it is kept beside it, in a graph
of bookkeeping that queries do not see: `<article> contributes <<( s p o )>>`, one triple term for
each. What is seen is a function of that set, never of the order in which articles came:
- a triple is seen as long as some article contributes it;
- of several labels of one node the best is its rdfs:label and the others are skos:altLabel;
- of several classes of one node, a general one gives way to one that says more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.slugs import slug
from kg.vocab import ENTITY_CLASSES, RDF, RDFS, SCHEMA, SKOS

BOOKS = ox.NamedNode("urn:x-news-kg:bookkeeping")
CONTRIBUTES = ox.NamedNode("urn:x-news-kg:contributes")

_NAMES = (RDFS.label, SKOS.altLabel)
_FOLDED = frozenset({RDF.type, *_NAMES})
_GIVES_WAY = {
    SCHEMA.Thing: frozenset(ENTITY_CLASSES.values()) - {SCHEMA.Thing},
    SCHEMA.Place: frozenset({SCHEMA.Country, SCHEMA.City}),
}


class Contributions:
    """The bookkeeping before and after `gone` articles are taken out and `article` brings `new`."""

    def __init__(
        self,
        store: ox.Store,
        gone: Iterable[ox.NamedNode],
        article: ox.NamedNode | None,
        new: set[ox.Triple],
    ) -> None:
        """`article` is None, and `new` empty, when nothing is brought."""
        self._store, self._gone, self._article, self._new = store, set(gone), article, new
        self._old = {triple for node in self._gone for triple in contributed(store, node)}
        self._new_names: dict[ox.NamedNode, set[ox.Literal]] = {}
        for subject, predicate, value in new:
            if predicate in _NAMES and isinstance(value, ox.Literal):
                self._new_names.setdefault(subject, set()).add(value)

    def before(self) -> Iterator[ox.Quad]:
        """The bookkeeping of the articles taken out."""
        for node in self._gone:
            yield from self._store.quads_for_pattern(node, CONTRIBUTES, None, BOOKS)

    def after(self) -> Iterator[ox.Quad]:
        """The bookkeeping of the article brought."""
        if self._article is not None:
            for triple in self._new:
                yield ox.Quad(self._article, CONTRIBUTES, triple, BOOKS)

    def seen_before(self) -> Iterator[ox.Quad]:
        """What is in the default graph now of everything that may change."""
        for triple in self._old | self._new:
            if triple.predicate not in _FOLDED:
                yield from self._store.quads_for_pattern(
                    triple.subject, triple.predicate, triple.object, ox.DefaultGraph()
                )
        for node in self._touched():
            for predicate in _FOLDED:
                yield from self._store.quads_for_pattern(node, predicate, None, ox.DefaultGraph())

    def seen_after(self) -> Iterator[ox.Quad]:
        """What is to be in the default graph of it."""
        for triple in self._old | self._new:
            if triple.predicate not in _FOLDED and self._supported(triple):
                yield ox.Quad(*triple)
        for node in self._touched():
            yield from self._types(node)
            yield from self._names(node)

    def _touched(self) -> set[ox.NamedNode]:
        subjects = {triple.subject for triple in self._old | self._new}
        return {node for node in subjects if isinstance(node, ox.NamedNode)}

    def _supported(self, triple: ox.Triple) -> bool:
        if triple in self._new:
            return True
        supporters = self._store.quads_for_pattern(None, CONTRIBUTES, triple, BOOKS)
        return any(quad.subject not in self._gone for quad in supporters)

    def _types(self, node: ox.NamedNode) -> Iterator[ox.Quad]:
        found = {
            kind
            for kind in ENTITY_CLASSES.values()
            if self._supported(ox.Triple(node, RDF.type, kind))
        }
        for kind in found:
            if found.isdisjoint(_GIVES_WAY.get(kind, ())):
                yield ox.Quad(node, RDF.type, kind)

    def _names(self, node: ox.NamedNode) -> Iterator[ox.Quad]:
        names = set(self._new_names.get(node, ()))
        for predicate in _NAMES:
            known = self._store.quads_for_pattern(node, predicate, None, ox.DefaultGraph())
            names |= {quad.object for quad in known if isinstance(quad.object, ox.Literal)}
        labels = {n for n in names if self._supported(ox.Triple(node, RDFS.label, n))}
        others = {n for n in names if self._supported(ox.Triple(node, SKOS.altLabel, n))}
        if labels:
            best = best_label(node, labels)
            yield ox.Quad(node, RDFS.label, best)
            others = (others | labels) - {best}
        for name in others:
            yield ox.Quad(node, SKOS.altLabel, name)


def contributed(store: ox.Store, article: ox.NamedNode) -> set[ox.Triple]:
    """The shared triples that the article contributes, as it worded them."""
    found = store.quads_for_pattern(article, CONTRIBUTES, None, BOOKS)
    return {quad.object for quad in found if isinstance(quad.object, ox.Triple)}


def best_label(node: ox.NamedNode, labels: set[ox.Literal]) -> ox.Literal:
    """The label that the node's IRI was made from, else the longest, else the first by alphabet."""
    segment = node.value.rstrip("/").rsplit("/", 1)[-1]
    return min(
        labels, key=lambda label: (slug(label.value) != segment, -len(label.value), label.value)
    )
