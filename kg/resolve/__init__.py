"""In-article identity: which mentions are one thing, and the facts between those things."""

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
