"""Names of organisations, places, events and other things: words in any order, long and short.

A name is compared as a set of words without those that come and go ("the", "of", "Inc."), country
words by their country ("Russian", "of Russia"), numbers by their value ("First", "1st", "II").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg import lexicons
from kg.matching.match import SAME_NAME, Match
from kg.matching.words import SOUNDS, likeness, name_words, plain_words, word
from kg.model import EntityType

_ROMAN = re.compile("(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})$")
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)$")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,6}[A-Z]")


@dataclass(frozen=True, slots=True)
class _Thing:
    """The parts of a name that are compared.

    `words` are those that make it this name; `countries` ISO codes; `numbers` and `directions`
    tell namesakes apart; `forms` come and go; `place` is what stands behind a comma ("Paris,
    Texas"). `acronym` is set when the name is nothing else, `initials` are what may shorten it.
    """

    words: frozenset[str]
    countries: frozenset[str]
    numbers: frozenset[str]
    directions: frozenset[str]
    forms: frozenset[str]
    place: str
    joined: str
    acronym: str
    initials: frozenset[str]


@lru_cache(maxsize=1 << 16)
def _thing(name: str, type: EntityType) -> _Thing:
    name = name.replace("’", "'")
    place = ""
    if type in (EntityType.PLACE, EntityType.CITY):
        name, _, place = name.partition(",")
    name = re.sub(r"\b[A-Z](?:(?:\. ?|\s)[A-Z]\b)+\.?", _undotted, name)
    spelt = plain_words(name.replace("&", " "))
    bare = _without_legal_form(spelt) if type is EntityType.ORGANIZATION else spelt
    countries, rest = _without_countries(bare)
    plains = [word(re.sub("'s$", "", text)).plain for text in rest]
    plains = _as_compared([plain for plain in plains if plain and plain not in name_words("small")])
    numbers = frozenset(filter(None, map(_number, plains)))
    directions = frozenset(
        name_words("direction")[p] for p in plains if p in name_words("direction")
    )
    loose = name_words("town" if type in (EntityType.PLACE, EntityType.CITY) else "company").keys()
    words = [p for p in plains if p not in name_words("direction") and _number(p) is None]
    kept = frozenset(p for p in words if p not in loose)
    return _Thing(
        words=kept or frozenset(words),
        countries=countries,
        numbers=numbers,
        directions=directions,
        forms=frozenset(words) & loose if kept else frozenset(),
        place=place.strip(),
        joined="".join(word(text).plain for text in bare),
        acronym=_acronym(spelt),
        initials=_initials(bare),
    )


def _undotted(initials: re.Match[str]) -> str:
    """ "U.S." and "U. S." are "US"."""
    return re.sub(r"[.\s]", "", initials[0])


def _without_legal_form(spelt: list[str]) -> list[str]:
    while len(spelt) > 1 and (
        lexicons.is_legal_suffix(spelt[-1]) or lexicons.is_legal_suffix(spelt[-1] + ".")
    ):
        spelt = spelt[:-1]
    while len(spelt) > 1 and spelt[0].isupper() and lexicons.is_legal_suffix(spelt[0]):
        spelt = spelt[1:]
    return spelt


def _without_countries(spelt: list[str]) -> tuple[frozenset[str], list[str]]:
    """ISO codes of the countries in a name of more than that, and its other words."""
    codes: set[str] = set()
    rest: list[str] = []
    place = 0
    while place < len(spelt):
        for length in (5, 4, 3, 2, 1):
            part = " ".join(spelt[place : place + length])
            country = lexicons.country(part) if place + length <= len(spelt) else None
            if country is not None:
                codes.add(country.code)
                place += length
                break
        else:
            rest.append(spelt[place])
            place += 1
    return frozenset(codes), rest


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    rows = lexicons.read_table("body_words", "words", "compared_as")
    return {words.replace("'", ""): tuple(instead.split()) for words, instead in rows}


def _as_compared(plains: list[str]) -> list[str]:
    found: list[str] = []
    place = 0
    while place < len(plains):
        pair = " ".join(plains[place : place + 2])
        length = 2 if pair in _phrases() and " " in pair else 1
        phrase = " ".join(plains[place : place + length])
        found.extend(_phrases().get(phrase, (phrase,)))
        place += length
    return found


def _number(plain: str) -> str | None:
    """The value of a number word, ordinal, figure or Roman numeral below forty: "1st" is 1."""
    if plain.isdigit():
        return plain.lstrip("0") or "0"
    if ordinal := _ORDINAL.match(plain):
        return ordinal[1]
    if plain in name_words("number"):
        return name_words("number")[plain]
    roman = _ROMAN.match(plain) if len(plain) > 1 else None
    if roman is None:
        return None
    ones = {"": 0, "iv": 4, "ix": 9}.get(roman[2])
    units = ones if ones is not None else roman[2].count("i") + 5 * ("v" in roman[2])
    return str(10 * len(roman[1]) + units)


def _acronym(spelt: list[str]) -> str:
    """The name as an acronym in capitals, or "": "WTO", "BaFin"."""
    one = spelt[0] if len(spelt) == 1 else ""
    return one.upper() if _ACRONYM.fullmatch(one) and sum(map(str.isupper, one)) > 1 else ""


def _initials(spelt: list[str]) -> frozenset[str]:
    """What may shorten a name of several words: with and without its small words."""
    spelt = [text for text in spelt if text[:1].isalpha()]
    large = [text for text in spelt if word(text).plain not in name_words("small")]
    if len(large) < 2:
        return frozenset()
    behind_the = spelt[1:] if spelt[0].lower() == "the" else spelt
    return frozenset(
        "".join(word(t).plain[:1] for t in part).upper() for part in (large, behind_the)
    )


def compare_things(a: str, b: str, type: EntityType) -> Match:
    """How far two names may name one organisation, place, event or thing."""
    one, other = _thing(a, type), _thing(b, type)
    if type is EntityType.COUNTRY or (one.countries and one.words == other.words == frozenset()):
        return _compare_countries(a, b, one, other)
    if a == b or (one == other and one.joined):
        return SAME_NAME
    if (clash := _clash(one, other)) is not None:
        return clash
    short = _shortened(one, other) or _shortened(other, one)
    if short is not None:
        return short
    return _compare_words(one, other, type)


def _compare_countries(a: str, b: str, one: _Thing, other: _Thing) -> Match:
    left, right = lexicons.country(a), lexicons.country(b)
    if left and right:
        same = left.code == right.code
        return Match(1.0, ("same country",)) if same else Match(0.0, ("different countries",))
    if one.joined == other.joined:
        return SAME_NAME
    alike = not (left or right) and likeness(one.joined, other.joined) >= SOUNDS
    return Match(SOUNDS, ("spelt otherwise",)) if alike else Match(0.1, ("different names",))


def _clash(one: _Thing, other: _Thing) -> Match | None:
    """What keeps namesakes apart, if anything does."""
    for what, left, right in (
        ("numbers", one.numbers, other.numbers),
        ("countries", one.countries, other.countries),
        ("directions", one.directions, other.directions),
    ):
        if left != right and left and right:
            said = f"{', '.join(sorted(left))}; {', '.join(sorted(right))}"
            return Match(0.1, (f"different {what}: {said}",))
    if one.place and other.place and likeness(one.place, other.place) < SOUNDS:
        return Match(0.1, (f"different places: {one.place}; {other.place}",))
    return None


def _shortened(short: _Thing, long: _Thing) -> Match | None:
    if not short.acronym or short.acronym not in long.initials:
        return None
    score = {2: 0.6, 3: 0.91}.get(len(short.acronym), 0.93)
    return Match(score, (f"acronym: {short.acronym}",))


def _compare_words(one: _Thing, other: _Thing, type: EntityType) -> Match:
    reasons: list[str] = []
    score = _alike(one, other, reasons)
    if score == 0.0:
        return _one_in_the_other(one, other)
    for what, left, right, most in (
        ("number", one.numbers, other.numbers, 0.4),
        ("country", one.countries, other.countries, 0.6),
        ("direction", one.directions, other.directions, 0.3),
        ("place", one.place, other.place, 0.8),
    ):
        if bool(left) != bool(right):
            score = min(score, most)
            reasons.append(f"only one says the {what}")
    if one.forms != other.forms:
        score = min(score, 0.94)
        reasons.append(f"without {', '.join(sorted(one.forms ^ other.forms))}")
    return Match(score, tuple(reasons or ["same words"]))


def _alike(one: _Thing, other: _Thing, reasons: list[str]) -> float:
    """1 or nearly for the same words, in whatever order and spelling; else 0."""
    if one.words == other.words:
        return 0.99 if one.words or one.countries or one.numbers else 0.0
    if len(one.joined) > 5 and one.joined == other.joined:
        return 0.97
    left, right = sorted(one.words - other.words), sorted(other.words - one.words)
    if len(left) != len(right):
        return 0.0
    for text in left:
        mate = next((r for r in right if likeness(text, r) >= SOUNDS), None)
        if mate is None:
            return 0.0
        right.remove(mate)
        reasons.append(f"spelt otherwise: {text}, {mate}")
    return SOUNDS


def _one_in_the_other(one: _Thing, other: _Thing) -> Match:
    """Short names are weak evidence: "Halden" may be Halden Robotics, or the town."""
    short, long = sorted((one, other), key=lambda thing: len(thing.words))
    if short.words and short.words < long.words:
        return Match(0.5, (f"without {', '.join(sorted(long.words - short.words))}",))
    return Match(0.0, ("different names",))


def keys_of_thing(name: str, type: EntityType) -> frozenset[str]:
    """The sounds of the words together, of the letters together, and acronyms."""
    thing = _thing(name, type)
    if type is EntityType.COUNTRY or not thing.words:
        country = lexicons.country(name)
        if country is not None:
            return frozenset({f"c {country.code}"})
    found = {f"t {block}" for block in word(thing.joined).blocks}
    found.add("w " + " ".join(sorted(min(word(text).blocks) for text in thing.words)))
    if thing.acronym:
        found.add(f"a {thing.acronym}")
    return frozenset(found | {f"a {initials}" for initials in thing.initials})
