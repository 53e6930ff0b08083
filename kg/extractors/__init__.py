"""From clauses to statements: siblings that never import each other, run in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extractors import (
    aliases,
    attributes,
    attribution,
    belonging,
    bodies,
    complements,
    copulas,
    lists,
    lives,
    modifiers,
    places,
    positions,
    predications,
    relations,
)
from kg.model import Clause, Document, End, Mention, Statement, Text

Extractor = Callable[[Document, Sequence[Clause]], tuple[Statement, ...]]

#: What reads an article, each on its own.
EXTRACTORS: tuple[Extractor, ...] = (
    relations.extract,
    copulas.extract,
    predications.extract,
    complements.extract,
    positions.extract,
    places.extract,
    attributes.extract,
    lists.extract,
    lives.extract,
    bodies.extract,
    belonging.extract,
    modifiers.extract,
    aliases.extract,
    attribution.extract,
)


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """The statements of all extractors, in text order."""
    found = [s for extractor in EXTRACTORS for s in extractor(document, clauses)]
    found = [s for s in found if _is_worded(document, s.subject) and _is_worded(document, s.object)]
    return tuple(sorted(found, key=lambda s: (s.first, s.last, s.rule)))


def _is_worded(document: Document, end: End) -> bool:
    """False for a lone mark that a parse took for a participant."""
    if isinstance(end, Mention):
        return any(c.isalnum() for c in document.doc[end.head].text)
    return not isinstance(end, Text) or any(c.isalnum() for c in end.text)
