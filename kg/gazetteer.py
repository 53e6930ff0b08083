"""Codes of countries and cities that an article names: ISO 3166, Wikidata, GeoNames.

A city is told only where its name leaves no doubt: in the country that the article says it lies
in; or the one of that name in a country which the article names, with none much bigger elsewhere;
or one that is big and ten times bigger than any namesake. A name that is also a state or province
("New York") stays without.

Sources: `data/lexicons/countries.tsv`, `wikidata.tsv` and `cities.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kg import lexicons
from kg.model import Entity, EntityType, Fact, FactEnd
from kg.slugs import slug

_BIG = 100  # thousand inhabitants
_TIMES = 10
_WIKIDATA, _GEONAMES = "http://www.wikidata.org/entity/", "https://sws.geonames.org/"


@dataclass(frozen=True, slots=True)
class Codes:
    """The ISO 3166 code of a country, or of the one a city lies in, and what else names it.

    `same_as` are IRIs of the same thing at Wikidata or GeoNames.
    """

    country: str
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class City:
    """A city of GeoNames; `inhabitants` in thousands."""

    geonames: str
    country: str
    inhabitants: int


def codes(entities: Iterable[Entity], facts: Iterable[Fact]) -> dict[Entity, Codes]:
    """The codes of those entities of one article that are countries, or cities without doubt."""
    found: dict[Entity, Codes] = {}
    places: list[Entity] = []
    for entity in entities:
        if entity.type is EntityType.COUNTRY:
            known = codes_of_country(entity.label)
            if known is not None:
                found[entity] = known
        elif entity.type in (EntityType.CITY, EntityType.PLACE) and entity.names:
            places.append(entity)
    countries = frozenset(known.country for known in found.values())
    within: dict[FactEnd, str] = {
        fact.subject: found[fact.object].country
        for fact in facts
        if fact.is_plain
        and fact.relation.name == "locatedIn"
        and isinstance(fact.object, Entity)
        and fact.object in found
    }
    for entity in places:
        surely = entity.type is EntityType.CITY
        known = codes_of_city(entity.label, countries, within.get(entity), surely=surely)
        if known is not None:
            found[entity] = known
    return found


def codes_of_country(name: str) -> Codes | None:
    """The codes of a country by its usual name; None for what is no country."""
    country = _countries().get(name)
    if country is None:
        return None
    number = _wikidata().get(country)
    return Codes(country, (f"{_WIKIDATA}{number}",) if number else ())


def codes_of_city(
    name: str, countries: Collection[str], within: str | None = None, *, surely: bool = True
) -> Codes | None:
    """The codes of a city, or of a capital at least its country; None where there is doubt.

    `countries` are codes of those that the article names, `within` of the one that it says the city
    lies in. What is not `surely` a city, but some place, must be a big one.
    """
    found = None if lexicons.is_country_or_region(name) else _city(name, countries, within)
    if found is not None and (surely or found.inhabitants >= _BIG):
        return Codes(found.country, (f"{_GEONAMES}{found.geonames}/",))
    capital = lexicons.capital_of(name)
    if not surely or capital is None or within not in (None, capital.code):
        return None
    has_namesakes = bool(_cities(name))
    return None if has_namesakes and capital.code not in countries else Codes(capital.code)


def is_city(name: str, country: str) -> bool:
    """Whether a city of that name lies in a country, given by its ISO 3166 code."""
    return any(city.country == country for city in _cities(name))


def _city(name: str, countries: Collection[str], within: str | None) -> City | None:
    """The one city of that name that can be meant, if there is one."""
    cities = _cities(name)
    if within is not None:
        return _biggest([city for city in cities if city.country == within])
    if not cities:
        return None
    near = [city for city in cities if city.country in countries]
    if near:
        return _biggest(near) if cities[0].country in countries else None
    return _biggest(cities) if cities[0].inhabitants >= _BIG else None


def _biggest(cities: Collection[City]) -> City | None:
    """The first of cities by size, if it is ten times bigger than the next."""
    first, *others = cities or (None,)
    if first is None or (others and first.inhabitants < _TIMES * others[0].inhabitants):
        return None
    return first


@cache
def _countries() -> dict[str, str]:
    return {country.name: country.code for country in lexicons.countries()}


@cache
def _wikidata() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicons.read_table("wikidata", "code", "wikidata")}


@lru_cache(maxsize=4096)
def _cities(name: str) -> tuple[City, ...]:
    """The cities called `name`, the biggest first; "St. Gallen" is "Saint Gallen"."""
    own = slug(name)
    spelt = {own, re.sub("^st-", "saint-", own), re.sub("^saint-", "st-", own)}
    found = (city for spelling in spelt for city in _cities_spelt(spelling))
    return tuple(sorted(found, key=lambda city: (-city.inhabitants, int(city.geonames))))


def _cities_spelt(spelling: str) -> Iterator[City]:
    """Looked up in the text, which has 34,000."""
    text, wanted = _table(), f"\t{spelling}\t"
    place = text.find(wanted)
    while place >= 0:
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        number, _, country, inhabitants = text[start:end].split("\t")
        yield City(number, country, int(inhabitants))
        place = text.find(wanted, end)


@cache
def _table() -> str:
    return files("kg").joinpath("data", "lexicons", "cities.tsv").read_text(encoding="utf-8")
