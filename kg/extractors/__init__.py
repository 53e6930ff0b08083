"""From clauses to statements: siblings that never import each other, run in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extractors import (
    attributes,
    attribution,
    bodies,
    lives,
    places,
    positions,
    predications,
    relations,
)
from kg.model import Clause, Document, Statement

Extractor = Callable[[Document, Sequence[Clause]], tuple[Statement, ...]]

#: What reads an article, each on its own.
EXTRACTORS: tuple[Extractor, ...] = (
    relations.extract,
    predications.extract,
    positions.extract,
    places.extract,
    attributes.extract,
    lives.extract,
    bodies.extract,
    attribution.extract,
)


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """The statements of all extractors, in text order."""
    found = [s for extractor in EXTRACTORS for s in extractor(document, clauses)]
    return tuple(sorted(found, key=lambda s: (s.first, s.last, s.rule)))
