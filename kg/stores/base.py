"""What every store does: articles go in and out whole, and leave no trace when they go.

All of the graph is in the default graph. A store of one kind (`embedded`) says how quads are read
and exchanged there; what an article brings and what that changes is the same for all of them.
"""

from __future__ import annotations

import difflib
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from types import TracebackType
from typing import Self
from urllib.parse import quote

import pyoxigraph as ox

from kg.contribution import Contribution
from kg.errors import NotFoundError
from kg.slugs import base_of, segment
from kg.stores.contributions import Exchange, notes_of, quads_of, seen_as, shared_by
from kg.vocab import KG, RDF, SCHEMA, Node, Spo

QueryAnswer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Store(ABC):
    """The graph. Made by `kg.stores.open_store`; closes at the end of a `with` block."""

    name: str
    """What messages call it: its directory, its address, or ":memory:"."""

    _bases: set[str] | None = None

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    # --- What each kind of store says for itself --------------------------------------------------

    @abstractmethod
    def close(self) -> None:
        """Let go of it, so that another process can have it."""

    @abstractmethod
    def query(self, sparql: str) -> QueryAnswer:
        """Run a SPARQL query; the graph's prefixes need no declaration.

        SyntaxError when the query is malformed; `kg.querying.running` explains it.
        """

    @abstractmethod
    def match(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Node | None = None,
    ) -> Iterator[Spo]:
        """The triples of the graph that have these terms, None matching any; in no order."""

    @abstractmethod
    def described(
        self,
        nodes: Collection[ox.NamedNode],
        predicates: Collection[ox.NamedNode] | None = None,
    ) -> Iterator[ox.Triple]:
        """The triples of the graph with one of these subjects, and predicates if any are given."""

    @abstractmethod
    def seen(self, triples: Collection[ox.Triple]) -> set[ox.Triple]:
        """Those of `triples` that are in the graph."""

    @abstractmethod
    def hidden(self, graph: ox.NamedNode) -> set[ox.Triple]:
        """The triples of a graph that queries do not see."""

    @abstractmethod
    def hiding(
        self, triples: Collection[ox.Triple], but: Collection[ox.NamedNode]
    ) -> set[ox.Triple]:
        """Those of `triples` that are in a graph which queries do not see, `but` not counted."""

    @abstractmethod
    def exchange(self, gone: Collection[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Take quads out and put others in, in one transaction."""

    # --- Articles in and out ----------------------------------------------------------------------

    def replace(
        self, article_slug: str, triples: Iterable[ox.Triple], notes: Iterable[ox.Triple] = ()
    ) -> None:
        """Put in what an article contributes (`kg.rdf.triples`) instead of what it did before.

        One transaction: after a crash the article is wholly in, or as it was before. ValueError
        when the triples are not those of that article.
        """
        contribution = Contribution.of(triples, notes)
        if contribution.slug != article_slug:
            raise ValueError(f"what {contribution.slug} contributes is not {article_slug}'s")
        self.replace_all([contribution])

    def replace_all(self, contributions: Sequence[Contribution]) -> None:
        """Put in what several articles contribute, instead of what each did before.

        The fastest way for many, in one transaction or few: after a crash each is wholly in, or as
        it was before.
        """
        gone = self._called({contribution.slug for contribution in contributions})
        self._exchange(gone, contributions)
        self._bases = self._known_bases() | {base_of(one.article.value) for one in contributions}

    def remove(self, article: str) -> None:
        """Take out an article, named by slug or IRI, and all that only it supported.

        NotFoundError, naming similar ones, when it is not in the store.
        """
        self._exchange([self.article_iri(article)], [])

    def _exchange(self, gone: Iterable[ox.NamedNode], brought: Sequence[Contribution]) -> None:
        going = [self.contribution(article) for article in gone]
        self._put(Exchange(self, going, brought), going, brought)

    def _put(
        self, seen: Exchange, going: Sequence[Contribution], brought: Sequence[Contribution]
    ) -> None:
        before, after = seen.before(), seen.after()
        new: Iterable[ox.Quad] = chain.from_iterable(quads_of(one) for one in brought)
        if going:  # else none of these is there yet, and sets cost time
            there = {quad for one in going for quad in quads_of(one)}
            coming = set(new)
            before |= there - coming
            new = coming - there
        self.exchange(before - after, chain(new, after - before))

    def _own(self, article: ox.NamedNode) -> Iterator[ox.Triple]:
        """The triples of the nodes only this article has: itself, spans, statements, events."""
        nodes = {node for node, _, _ in self.match(None, KG.statedIn, article)}
        return self.described({article, *nodes})

    def _called(self, slugs: Iterable[str]) -> list[ox.NamedNode]:
        """The articles of these slugs in the store, under whatever base, sorted."""
        nodes = (ox.NamedNode(f"{b}article/{s}") for b in self._known_bases() for s in slugs)
        found = self.seen({ox.Triple(node, RDF.type, SCHEMA.NewsArticle) for node in nodes})
        return sorted((node for node, _, _ in found), key=lambda node: node.value)

    def _known_bases(self) -> set[str]:
        """The bases of the articles in the store: it is looked through for them once."""
        if self._bases is None:
            self._bases = {base_of(node.value) for node in self.article_iris()}
        return self._bases

    # --- What is in it ----------------------------------------------------------------------------

    def __len__(self) -> int:
        """How many triples the graph has."""
        return sum(1 for _ in self.match())

    def article_iris(self) -> list[ox.NamedNode]:
        """The articles in the store, sorted."""
        found = self.match(None, RDF.type, SCHEMA.NewsArticle)
        return sorted((node for node, _, _ in found), key=lambda node: node.value)

    def articles(self) -> list[str]:
        """The slugs of the articles in the store, sorted."""
        return sorted(segment(node.value) for node in self.article_iris())

    def article_iri(self, article: str) -> ox.NamedNode:
        """The article called `article` (slug or IRI); NotFoundError naming similar ones."""
        for node in self._called([quote(segment(article), safe="-._~%")]):
            if article in (node.value, segment(node.value)):
                return node
        known = self.articles()
        near = difflib.get_close_matches(article, known, n=3, cutoff=0.4) or known[:3]
        hint = f"similar: {', '.join(near)}" if near else "the store is empty"
        raise NotFoundError(f"no article {article!r} in {self.name}; {hint}")

    def contribution(self, article: ox.NamedNode) -> Contribution:
        """What the article brought, as it worded it, and its notes."""
        own = {ox.Quad(*triple) for triple in self._own(article)}
        return Contribution(
            article, own, self.hidden(shared_by(article)), self.hidden(notes_of(article))
        )

    def contributed(self, article: ox.NamedNode) -> set[ox.Triple]:
        """Every triple of the graph that the article supports."""
        shared = {form for triple in self.hidden(shared_by(article)) for form in seen_as(triple)}
        return {*self._own(article), *self.seen(shared)}

    def triples(self) -> list[ox.Triple]:
        """Every triple of the graph, sorted."""
        return sorted((ox.Triple(*triple) for triple in self.match()), key=str)
