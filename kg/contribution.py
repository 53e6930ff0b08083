"""What one article brings to the graph, sorted into what is its own and what others may say too."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

import pyoxigraph as ox

from kg.slugs import segment
from kg.vocab import KG


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one article brings.

    `own` is about nodes that only this article has: itself, its spans, statements and events.
    `shared` is the rest, as the article words it. `notes` are not seen in the graph.
    """

    article: ox.NamedNode
    own: AbstractSet[ox.Quad]
    shared: AbstractSet[ox.Triple]
    notes: AbstractSet[ox.Triple] = frozenset()

    @classmethod
    def of(cls, triples: Iterable[ox.Triple], notes: Iterable[ox.Triple] = ()) -> Self:
        """Sort out triples that are not sorted yet; ValueError when they are of no article."""
        triples = list(triples)
        stated_in = [triple for triple in triples if triple.predicate == KG.statedIn]
        articles = {triple.object for triple in stated_in}
        article = articles.pop() if len(articles) == 1 else None
        if not isinstance(article, ox.NamedNode):
            raise ValueError("no article (kg:statedIn), or several, in what an article contributes")
        nodes = {article, *(triple.subject for triple in stated_in)}
        own, shared = set(), set()
        for triple in triples:
            if triple.subject in nodes:
                own.add(ox.Quad(*triple))
            else:
                shared.add(triple)
        return cls(article, own, shared, set(notes))

    @property
    def slug(self) -> str:
        """The slug of the article."""
        return segment(self.article.value)

    @property
    def triples(self) -> set[ox.Triple]:
        """All that is to be seen."""
        return {*(quad.triple for quad in self.own), *self.shared}
