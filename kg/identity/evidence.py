"""What speaks for two being one, besides their names.

An office, a relative, an employer, a country, or companions in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.identity.cluster import Cluster
from kg.identity.generic import is_generic
from kg.identity.units import Unit

_OFFICE, _TIE, _HOME, _PERSON, _COUNTRY, _BODY = 0.2, 0.3, 0.4, 0.5, 0.7, 0.7
"""How much doubt is left when these are in common; companions count up to three times."""
_MOST = 3
_COMPARED = 40  # members of a large cluster that are compared one by one


@dataclass(frozen=True, slots=True)
class Support:
    """What speaks for two being one: the doubt that is left (1 is all), and why."""

    doubt: float = 1.0
    reasons: tuple[str, ...] = ()

    def on(self, score: float) -> float:
        """A score of names, with this besides."""
        return round(1 - (1 - score) * self.doubt, 3)


def support(one: Unit, other: Unit) -> Support:
    """What two units of different articles have in common."""
    a, b = one.profile, other.profile
    doubt = 1.0
    reasons: list[str] = []
    # Whose "Justice Department" it is, the article as a whole tells.
    home = is_generic(a.label) and one.company.country == other.company.country
    if home and one.company.country is not None:
        doubt *= _HOME
        reasons.append(f"both articles are mostly on {one.company.country}")
    for what, left, right, factor, most in (
        ("office", a.offices, b.offices, _OFFICE, 1),
        ("tie", a.ties, b.ties, _TIE, 1),
        ("country", a.countries, b.countries, _COUNTRY, 1),
        ("companion", one.people(), other.people(), _PERSON, _MOST),
        ("body beside it", one.bodies(), other.bodies(), _BODY, _MOST),
    ):
        common = sorted(set(left) & set(right))
        if common:
            doubt *= factor ** min(len(common), most)
            reasons.append(f"same {what}: {', '.join(common[:_MOST])}")
    return Support(doubt, tuple(reasons))


def best_support(one: Cluster, other: Cluster) -> Support:
    """The most that any two articles of two clusters have in common."""
    pairs = (
        support(a, b)
        for a in some(one.units, _COMPARED)
        for b in some(other.units, _COMPARED)
        if a.article != b.article
    )
    return min(pairs, key=lambda s: (s.doubt, s.reasons), default=Support())


def some(units: Sequence[Unit], most: int) -> Sequence[Unit]:
    """All, or of many those that tell most; the same whatever their order was."""
    if len(units) <= most:
        return units
    return sorted(units, key=lambda u: (-len(u.company.people), u.order))[:most]
