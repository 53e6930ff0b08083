"""In-article identity: which mentions are one thing, and the facts between those things.

Mentions, then who is who: rules (`coreference`), and a ranker for what they leave open (`ranking`
over `pairs` and `axes`). Then facts, with the times and places that the story tells (`story` over
`happenings`).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Document, Reading, Statement
from kg.resolve.coreference import read_discourse
from kg.resolve.facts import read


def resolve(document: Document, statements: Sequence[Statement]) -> Reading:
    """The facts that `statements` become, and every entity the article mentions by name.

    Deterministic; an end that cannot be understood with certainty gives no fact.
    """
    return read(document, read_discourse(document.doc), statements)
