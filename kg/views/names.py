"""Entities by their names, over a whole store; accents, case and punctuation do not matter."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from anyascii import anyascii

from kg.stores import Store
from kg.views.show import named
from kg.vocab import RDF


@dataclass(frozen=True, slots=True)
class Named:
    """An entity with its names without accents and case; `told` counts what is said of it."""

    node: ox.NamedNode
    names: tuple[str, ...]
    told: int


class NameIndex:
    """The names of all entities of a store; made once, since that reads all of them."""

    def __init__(self, store: Store) -> None:
        """`store` must not change afterwards."""
        told = Counter(
            end
            for role in (RDF.subject, RDF.object)
            for _, _, end in store.match(None, role)
            if isinstance(end, ox.NamedNode)
        )
        entities = (
            Named(node, tuple(dict.fromkeys(_forms(names))), told[node])
            for node, names in named(store).items()
        )
        self._entities = sorted(entities, key=lambda one: (-one.told, one.node.value))

    def find(self, words: str, most: int) -> list[Named]:
        """Entities that have all the words in one name: those that begin so, then word by word.

        Of equal ones those that more is said about come first. Without words, these are all.
        """
        wanted = folded(words).split()
        ranked = ((rank, one) for one in self._entities if (rank := _rank(one, wanted)) is not None)
        return [one for _, one in sorted(ranked, key=lambda found: found[0])][:most]


def _rank(one: Named, wanted: list[str]) -> int | None:
    ranks = [rank for name in one.names if (rank := _rank_of(name, wanted)) is not None]
    return min(ranks, default=None)


def _rank_of(name: str, wanted: list[str]) -> int | None:
    if not all(word in name for word in wanted):
        return None
    if name.startswith(" ".join(wanted)):
        return 0
    begins = f" {name}"
    return 1 if all(f" {word}" in begins for word in wanted) else 2


_SILENT = frozenset(".'’‘ʼ`´")  # "U.N." is "un"


def folded(text: str) -> str:
    """The words of a text without accents, case and punctuation: "Müller" and "MULLER" alike."""
    marked = unicodedata.normalize("NFKD", text).casefold()
    kept = (c for c in marked if c not in _SILENT and unicodedata.category(c)[0] != "M")
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


def _forms(names: Iterable[str]) -> Iterator[str]:
    """Names as they may be typed: also in Latin letters."""
    for name in names:
        yield folded(name)
        yield folded(anyascii(name))
