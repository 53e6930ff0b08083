"""Entities of several articles that are one, and what is known of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.identity.units import Family, Unit


@dataclass(slots=True)
class Cluster:
    """Units that are one entity, and what is known of all of them together."""

    first: Unit
    units: list[Unit]
    articles: set[str]
    countries: frozenset[str]
    born: tuple[int, int] | None
    died: int | None
    served: tuple[int, int] | None
    idents: frozenset[str]
    refs: frozenset[tuple[str, ...]]
    _people: frozenset[str] | None = None
    _bodies: frozenset[str] | None = None

    def take(self, other: Cluster) -> None:
        """Become one with another, which is no more."""
        self.first = min(self.first, other.first, key=lambda unit: unit.order)
        if self._people is not None:
            self._people |= other.people()
        if self._bodies is not None:
            self._bodies |= other.bodies()
        self.units += other.units
        self.articles |= other.articles
        self.countries |= other.countries
        self.born = _common(self.born, other.born)
        self.died = _latest(self.died, other.died)
        self.served = _both(self.served, other.served)
        self.idents |= other.idents
        self.refs |= other.refs

    @property
    def family(self) -> Family:
        """That of its first unit."""
        return self.first.family

    @property
    def rank(self) -> tuple[int, tuple[str, str]]:
        """Sort key: most articles first."""
        return -len(self.units), self.first.order

    @property
    def is_anchored(self) -> bool:
        """Whether anything is known that others may contradict."""
        return (
            bool(self.countries)
            or self.born is not None
            or self.died is not None
            or bool(self.idents)
        )

    def offices(self) -> frozenset[str]:
        """The posts that its articles tell it held."""
        return frozenset(office for unit in self.units for office in unit.profile.offices)

    def names(self) -> list[str]:
        """Its names, those of most articles first."""
        return _most_first(name for unit in self.units for name in unit.profile.names)

    def labels(self) -> list[str]:
        """What articles mostly call it, those of most articles first."""
        return _most_first(unit.profile.label for unit in self.units if unit.profile.names)

    def blocks(self) -> set[str]:
        """The blocking keys of its units."""
        return {key for unit in self.units for key in unit.profile.keys}

    def groups(self) -> set[str]:
        """The segments that its labels make."""
        return {unit.profile.wanted for unit in self.units}

    def people(self) -> frozenset[str]:
        """Everybody named beside it."""
        if self._people is None:
            self._people = frozenset().union(*(unit.people() for unit in self.units))
        return self._people

    def bodies(self) -> frozenset[str]:
        """All organisations named beside it."""
        if self._bodies is None:
            self._bodies = frozenset().union(*(unit.bodies() for unit in self.units))
        return self._bodies


def _most_first(names: Iterable[str]) -> list[str]:
    counts = Counter(names)
    return sorted(counts, key=lambda name: (-counts[name], name))


def _latest(one: int | None, other: int | None) -> int | None:
    return max(year for year in (one, other) if year is not None) if one or other else None


def _common(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    """The years that both leave, or of two that exclude each other the first."""
    if one is None or other is None:
        return one or other
    both = max(one[0], other[0]), min(one[1], other[1])
    return both if both[0] <= both[1] else min(one, other)


def _both(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    """From the first year of both to the last."""
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])
