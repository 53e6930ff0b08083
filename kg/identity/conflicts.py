"""What speaks against two being one.

- Years of birth (from a date, or an age when the article appeared) or death that exclude each
  other, or an office held long after, and nobody whom both are told of with;
- countries (of nationality, office or seat) that do, and nobody whom both are told of with;
- an article that speaks of both as two people;
- links to two things of one catalogue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlsplit

from kg import lexicons
from kg.identity.cluster import Cluster
from kg.identity.profiles import LONGEST
from kg.identity.units import Family

_LIFE = 120  # the most years that anybody lives


def conflict(one: Cluster, other: Cluster) -> str | None:
    """Why two clusters may not be one; None when nothing speaks against it."""
    return (
        _linked_apart(one, other)
        or _two_of_one_article(one, other)
        or _births(one, other)
        or _deaths(one, other)
        or _late(one, other)
        or _late(other, one)
        or _foreign(one, other)
    )


def are_different(idents: Collection[str]) -> bool:
    """Whether IRIs are of several things: those of one host are, which has one for each."""
    hosts = [urlsplit(ident).netloc for ident in idents]
    return len(set(hosts)) < len(hosts)


def _linked_apart(one: Cluster, other: Cluster) -> str | None:
    if not one.idents or not other.idents or one.idents & other.idents:
        return None
    if not are_different(one.idents | other.idents):
        return None
    return f"linked to {min(one.idents)} and {min(other.idents)}"


def _two_of_one_article(one: Cluster, other: Cluster) -> str | None:
    if Family.PERSON not in (one.family, other.family):
        return None
    if one.articles.isdisjoint(other.articles):
        return None
    return f"one article speaks of both: {min(one.articles & other.articles)}"


def _births(one: Cluster, other: Cluster) -> str | None:
    if one.born is None or other.born is None:
        return None
    if max(one.born[0], other.born[0]) <= min(one.born[1], other.born[1]) + 1:
        return None  # ages in the news are off by one
    first, second = sorted((one.born, other.born))
    return f"born {_years(first)} and {_years(second)}"


def _deaths(one: Cluster, other: Cluster) -> str | None:
    if one.died is not None and other.died is not None and abs(one.died - other.died) > 1:
        first, second = sorted((one.died, other.died))
        return f"died {first} and {second}"
    for died, born in ((one.died, other.born), (other.died, one.born)):
        if died is None or born is None:
            continue
        if not born[0] - 1 <= died <= born[1] + _LIFE:
            return f"died {died} and born {_years(born)}"
    return None


def _late(one: Cluster, other: Cluster) -> str | None:
    """Whether the second holds an office when the first was long dead."""
    if other.served is None or _share_company(one, other) or one.offices() & other.offices():
        return None
    _, last = other.served
    if one.died is not None and last > one.died + 1:
        return f"died {one.died} and in office {last}"
    if one.born is not None and last > one.born[1] + LONGEST:
        return f"born {_years(one.born)} and in office {last}"
    return None


def _share_company(one: Cluster, other: Cluster) -> bool:
    """Whether somebody, or more than one body, is named with both."""
    return bool(one.people() & other.people()) or len(one.bodies() & other.bodies()) > 1


def _years(born: tuple[int, int]) -> str:
    return str(born[0]) if born[0] == born[1] else f"{born[0]}/{born[1]}"


def _foreign(one: Cluster, other: Cluster) -> str | None:
    if not one.countries or not other.countries or one.countries & other.countries:
        return None
    if _share_company(one, other):
        return None
    ordered = sorted((one, other), key=lambda cluster: cluster.first.order)
    left, right = (", ".join(country_names(cluster.countries)) for cluster in ordered)
    return f"different countries: {left}; {right}; and nobody is named with both"


def country_names(codes: Iterable[str]) -> list[str]:
    """The names of countries with these ISO codes, sorted."""
    names: Mapping[str, str] = {country.code: country.name for country in lexicons.countries()}
    return sorted(names[code] for code in codes)
