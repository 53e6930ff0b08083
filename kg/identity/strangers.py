"""Two people of one name who are told of in such different company that they are not one.

Articles on one person mostly have something in common (an office, somebody named beside); articles
on two of one name mostly have not. How far each thing in common, or told by both and not in
common, makes one person likelier than two is weighed in bits (after Fellegi and Sunter, "A Theory
for Record Linkage", 1969): 2 bits are four times likelier. The weights are from the tuned half of
`benchmarks/namesakes.py`. They are set against what the name alone says: few bear a rare one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import NamedTuple

from kg import lexicons
from kg.identity.cluster import Cluster
from kg.identity.evidence import some
from kg.identity.units import Family, Unit
from kg.slugs import slug

_RARE, _FORM, _COMMON = 4.0, 1.5, 0.0
"""The bits that a name brings itself: one that few bear, a form of one, one that many bear."""
_BEARERS = 1e-6  # the share of people from which on a name is common
_COMPARED = 12  # members of a large cluster that are compared one by one
_AT_ONCE = 20  # years between two articles that say nothing
_DECADE = 1.0  # bits for each ten more


ENOUGH = 1.0
"""Bits that make two articles tell of one, whatever others tell."""


class _Weight(NamedTuple):
    """Bits for something of a kind in common, and for each of the fewer things told on one side
    when nothing is; `most` are so many that count.
    """

    told: Callable[[Unit], Collection[str]]
    same: float
    apart: float = 0.0
    most: int = 1
    why: str = ""


def _company(unit: Unit) -> frozenset[str]:
    return unit.people() | unit.bodies() | unit.company.topics - {unit.profile.wanted}


_WEIGHTS = (
    _Weight(lambda unit: unit.profile.offices, 4.5),
    _Weight(lambda unit: unit.titles, 3.5, -1.2, 1, "different offices"),
    _Weight(lambda unit: unit.profile.ties, 3.0),
    _Weight(lambda unit: unit.profile.countries, 3.0),
    _Weight(_company, 2.9, -0.25, 8, "nobody and nothing is named with both"),
    _Weight(lambda unit: unit.company.places, 1.0),
    _Weight(
        lambda unit: unit.company.countries, 1.1, -1.4, 2, "their articles name other countries"
    ),
    _Weight(lambda unit: [unit.company.country] if unit.company.country else [], 0.4),
)


def strangers(one: Cluster, other: Cluster) -> str | None:
    """Why two people of one name are more likely two; None when they are not.

    Two articles that have enough in common make them one, else all are weighed together.
    """
    if one.family is not Family.PERSON or other.family is not Family.PERSON:
        return None
    pairs = _pairs(one, other)
    weighed: list[float] = []
    for a, b in pairs:
        weighed.append(bits(a, b))
        if weighed[-1] >= ENOUGH:
            return None
    if sum(weighed) / len(weighed) + _of_the_names(one, other) >= 0:
        return None
    return "; ".join(_reasons(*pairs[weighed.index(max(weighed))]))


def acquainted(one: Cluster, other: Cluster) -> bool:
    """Whether articles on two people of one name have so much in common that they are one."""
    return any(bits(a, b) >= ENOUGH for a, b in _pairs(one, other))


def _pairs(one: Cluster, other: Cluster) -> list[tuple[Unit, Unit]]:
    left, right = some(one.units, _COMPARED), some(other.units, _COMPARED)
    return [(a, b) for a in left for b in right]


def bits(one: Unit, other: Unit) -> float:
    """How much likelier one person is than two, as a logarithm to the base of 2."""
    found = -_DECADE * max(0, _years_between(one, other) - _AT_ONCE) / 10
    for weight in _WEIGHTS:
        left, right = weight.told(one), weight.told(other)
        if not set(left).isdisjoint(right):
            found += weight.same
        else:
            found += weight.apart * min(len(left), len(right), weight.most)
    return found


def _reasons(one: Unit, other: Unit) -> Iterator[str]:
    for weight in _WEIGHTS:
        left, right = weight.told(one), weight.told(other)
        if weight.why and left and right and set(left).isdisjoint(right):
            yield weight.why
    years = _years_between(one, other)
    if years > _AT_ONCE:
        yield f"{years} years between them"


def _years_between(one: Unit, other: Unit) -> int:
    if one.years is None or other.years is None:
        return 0
    return max(one.years[0], other.years[0]) - min(one.years[1], other.years[1])


def _of_the_names(one: Cluster, other: Cluster) -> float:
    if not one.groups() & other.groups():
        return _FORM
    return _COMMON if is_common(one.first.profile.label) else _RARE


def is_common(name: str) -> bool:
    """Whether many bear a name, as of "John Smith": one of two words, both of them common."""
    words = slug(name).split("-")  # as names are grouped: "Ann-Lee" is "Ann Lee"
    if len(words) != 2:
        return False
    given, family = _shares()
    return given.get(words[0], 0.0) * family.get(words[1], 0.0) >= _BEARERS


@cache
def _shares() -> tuple[dict[str, float], dict[str, float]]:
    """How large a share of people bear a given name and a family name."""
    found: dict[str, dict[str, float]] = {"given": {}, "family": {}}
    for name, kind, share in lexicons.read_table("common_names", "name", "kind", "share"):
        found[kind][name] = float(share) / 100
    return found["given"], found["family"]
