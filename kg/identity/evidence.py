"""What speaks for and against two being one, besides their names.

For: an office, a relative, an employer, a country, or companions in common. Against:
- years of birth (from a date, or an age when the article appeared) or death that exclude each
  other, or an office held long after, and nobody whom both are told of with;
- countries (of nationality, office or seat) that do, and nobody whom both are told of with;
- an article that speaks of both as two people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg import lexicons
from kg.identity.decisions import Verdicts
from kg.identity.generic import is_generic
from kg.identity.profiles import LONGEST, ArticleProfiles, Profile
from kg.model import EntityType

_OFFICE, _TIE, _HOME, _PERSON, _COUNTRY, _BODY = 0.2, 0.3, 0.4, 0.5, 0.7, 0.7
"""How much doubt is left when these are in common; companions count up to three times."""
_MOST = 3
_LIFE = 120  # the most years that anybody lives
_COMPARED = 40  # members of a large cluster that are compared one by one


class Family(StrEnum):
    """What two entities of one name must have in common to be one without more evidence."""

    PERSON = "person"
    PLACE = "place"
    BODY = "body"
    THING = "thing"


_FAMILIES = {
    EntityType.PERSON: Family.PERSON,
    EntityType.PLACE: Family.PLACE,
    EntityType.CITY: Family.PLACE,
    EntityType.COUNTRY: Family.PLACE,
    EntityType.ORGANIZATION: Family.BODY,
}


@dataclass(frozen=True, slots=True)
class Company:
    """Who and what an article names so that it is likely no other of the name.

    `country` is the one that it speaks of most, if that is one.
    """

    people: frozenset[str]
    bodies: frozenset[str]
    country: str | None


@dataclass(frozen=True, slots=True)
class Unit:
    """An entity of one article."""

    article: str
    profile: Profile
    company: Company

    @property
    def family(self) -> Family:
        """Person, place, body or thing."""
        return _FAMILIES.get(self.profile.type, Family.THING)

    @property
    def exact(self) -> str:
        """The reference to just this one: "harbour#lavrov"."""
        return f"{self.article}#{self.profile.local}"

    @property
    def order(self) -> tuple[str, str]:
        """What units are sorted by."""
        return self.article, self.profile.local

    def people(self) -> frozenset[str]:
        """The people whom its article names beside it."""
        return self.company.people - {self.profile.wanted}

    def bodies(self) -> frozenset[str]:
        """The organisations and things that its article names beside it."""
        return self.company.bodies - {self.profile.wanted}


def units(known: ArticleProfiles) -> Iterator[Unit]:
    """Every entity of an article."""
    company = _company(known.entities)
    for profile in known.entities:
        yield Unit(known.article, profile, company)


def _company(entities: Sequence[Profile]) -> Company:
    named = [p for p in entities if p.names and len(p.label.split()) > 1]
    people = (p.wanted for p in named if p.type is EntityType.PERSON)
    bodies = (
        p.wanted for p in named if _FAMILIES.get(p.type) is Family.BODY and not is_generic(p.label)
    )
    ranked = sorted(
        ((p.mentions, p.wanted) for p in entities if p.type is EntityType.COUNTRY), reverse=True
    )
    alone = ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0])
    return Company(frozenset(people), frozenset(bodies), ranked[0][1] if alone else None)


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


@dataclass(slots=True)
class Cluster:
    """Units that are one entity, and what is known of all of them together."""

    first: Unit
    units: list[Unit]
    articles: set[str]
    countries: frozenset[str]
    born: tuple[int, int] | None
    died: int | None
    served: int | None
    refs: frozenset[tuple[str, ...]]
    _people: frozenset[str] | None = None
    _bodies: frozenset[str] | None = None

    def take(self, other: Cluster) -> None:
        """Become one with another, which is no more."""
        self.first = min(self.first, other.first, key=lambda unit: unit.order)
        if self._people is not None and self._bodies is not None:
            self._people |= other.people()
            self._bodies |= other.bodies()
        self.units += other.units
        self.articles |= other.articles
        self.countries |= other.countries
        self.born = _common(self.born, other.born)
        self.died = _latest(self.died, other.died)
        self.served = _latest(self.served, other.served)
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
        return bool(self.countries) or self.born is not None or self.died is not None

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


def best_support(one: Cluster, other: Cluster) -> Support:
    """The most that any two articles of two clusters have in common."""
    pairs = (
        support(a, b)
        for a in _some(one.units)
        for b in _some(other.units)
        if a.article != b.article
    )
    return min(pairs, key=lambda s: (s.doubt, s.reasons), default=Support())


def _some(units: Sequence[Unit]) -> Sequence[Unit]:
    """All, or of many those that tell most; the same whatever their order was."""
    if len(units) <= _COMPARED:
        return units
    return sorted(units, key=lambda u: (-len(u.company.people), u.order))[:_COMPARED]


class Clusters:
    """Units that become fewer clusters as they are joined (a disjoint-set forest)."""

    def __init__(self, units: Sequence[Unit], verdicts: Verdicts) -> None:
        """Each unit is a cluster of its own at first."""
        self._verdicts = verdicts
        self._parent: dict[tuple[str, str], tuple[str, str]] = {u.order: u.order for u in units}
        self._known = {unit.order: self._single(unit) for unit in units}

    def _single(self, unit: Unit) -> Cluster:
        profile = unit.profile
        refs = self._verdicts.refs(unit.article, profile.local)
        return Cluster(
            first=unit,
            units=[unit],
            articles={unit.article},
            countries=frozenset(profile.countries),
            born=profile.born,
            died=profile.died,
            served=profile.served,
            refs=frozenset({refs} if refs else ()),
        )

    def of(self, unit: Unit) -> Cluster:
        """The cluster that a unit is in."""
        return self._known[self._root(unit.order)]

    def _root(self, key: tuple[str, str]) -> tuple[str, str]:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def among(self, units: Iterable[Unit]) -> list[Cluster]:
        """The clusters of some units, each once, those of most articles first."""
        found = {self._root(unit.order) for unit in units}
        return sorted((self._known[key] for key in found), key=lambda cluster: cluster.rank)

    def forbidden(self, one: Cluster, other: Cluster) -> str | None:
        """What somebody decided against joining two clusters."""
        for a in one.refs:
            for b in other.refs:
                if self._verdicts.on(a, b) is False:
                    return "somebody decided so"
        return None

    def against(self, one: Cluster, other: Cluster) -> str | None:
        """Why two clusters may not be joined by a rule; None when nothing speaks against it."""
        return (
            self.forbidden(one, other)
            or _two_of_one_article(one, other)
            or _births(one, other)
            or _deaths(one, other)
            or _late(one, other)
            or _late(other, one)
            or _foreign(one, other)
        )

    def are_one(self, clusters: Sequence[Cluster]) -> bool:
        """Whether nothing at all speaks against joining all of them: seen at one look."""
        told = [cluster.countries for cluster in clusters if cluster.countries]
        years = [cluster.born for cluster in clusters if cluster.born is not None]
        served = [cluster.served for cluster in clusters if cluster.served is not None]
        articles = sum(len(cluster.articles) for cluster in clusters)
        return (
            not any(cluster.refs for cluster in clusters)
            and (not told or bool(frozenset.intersection(*told)))
            and (not years or max(y[0] for y in years) <= min(y[1] for y in years))
            and all(cluster.died is None for cluster in clusters)
            and (not years or max(served, default=0) <= min(y[1] for y in years) + LONGEST)
            and (
                clusters[0].family is not Family.PERSON
                or len(set().union(*(cluster.articles for cluster in clusters))) == articles
            )
        )

    def join(self, *clusters: Cluster) -> Cluster:
        """One cluster of several."""
        large = max(clusters, key=lambda cluster: len(cluster.units))
        for small in clusters:
            if small is not large:
                root = self._root(large.first.order)
                self._parent[self._root(small.first.order)] = root
                large.take(small)
                self._known[root] = large
        return large


def _common(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    """The years that both leave, or of two that exclude each other the first."""
    if one is None or other is None:
        return one or other
    both = max(one[0], other[0]), min(one[1], other[1])
    return both if both[0] <= both[1] else min(one, other)


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


def _latest(one: int | None, other: int | None) -> int | None:
    return max(year for year in (one, other) if year is not None) if one or other else None


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
    if one.died is not None and other.served > one.died + 1:
        return f"died {one.died} and in office {other.served}"
    if one.born is not None and other.served > one.born[1] + LONGEST:
        return f"born {_years(one.born)} and in office {other.served}"
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
