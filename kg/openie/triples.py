"""Open triples as values: token numbers, not yet text."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Clause

Words = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The parts of a triple as token numbers in text order.

    `implied` marks an "is" that no word of the text says: "Ann Ek, the mayor".
    """

    subject: Words
    relation: Words
    objects: tuple[Words, ...]
    implied: bool = False


@dataclass(frozen=True, slots=True)
class OpenTriple:
    """A triple, the clause it words (negation, modality, speaker), and how sure it is."""

    draft: Draft
    clause: Clause
    confidence: float
