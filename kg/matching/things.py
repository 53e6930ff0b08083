"""Names of organisations, places, events and other things: words in any order, long and short.

A name is compared as a set of words without those that come and go ("the", "of", "Inc."), country
words by their country ("Russian", "of Russia"), numbers by their value ("First", "1st", "II").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kg import lexicons
from kg.matching.match import SAME_NAME, Match
from kg.matching.words import NEAR, SOUNDS, Word, likeness, name_words, plain_words, word
from kg.model import EntityType
from kg.slugs import slug

_ROMAN = re.compile("(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})$")
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)$")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,6}[A-Z]")


@dataclass(frozen=True, slots=True)
class _Thing:
    """The parts of a name that are compared.

    `words` are those that make it this name; `countries` ISO codes; `numbers` and `directions`
    tell namesakes apart; `forms` come and go; `place` is what stands behind a comma ("Paris,
    Texas"), `city` the slug of a large city with several names ("Bombay"). `acronym` is set when
    the name is nothing else, `initials` are what may shorten it.
    """

    words: frozenset[str]
    countries: frozenset[str]
    numbers: frozenset[str]
    directions: frozenset[str]
    forms: frozenset[str]
    place: str
    city: str
    all: tuple[str, ...]
    joined: str
    acronym: str
    initials: frozenset[str]
    spelt: dict[str, str] = field(compare=False)


@lru_cache(maxsize=1 << 16)
def _thing(name: str, type: EntityType) -> _Thing:
    name = name.replace("’", "'")
    place = ""
    if type in (EntityType.PLACE, EntityType.CITY):
        name, _, place = name.partition(",")
        name = re.sub("^(?:the )?(?:city|town|village|municipality) of ", "", name, flags=re.I)
    name = re.sub(r"\b[A-Z](?:(?:\. ?|\s)[A-Z]\b)+\.?", _undotted, name)
    spelt = plain_words(name.replace("&", " "))
    bare = _without_legal_form(spelt) if type is EntityType.ORGANIZATION else spelt
    countries, rest = _without_countries(bare)
    rest = [re.sub("'s$", "", text) for text in rest]
    spelt_of = {word(text).plain: text for text in rest}
    plains = _as_compared([p for p in spelt_of if p and p not in name_words("small")])
    numbers = frozenset(filter(None, map(_number, plains)))
    directions = frozenset(
        name_words("direction")[p] for p in plains if p in name_words("direction")
    )
    loose = name_words("company").keys()
    words = [p for p in plains if p not in name_words("direction") and _number(p) is None]
    kept = frozenset(p for p in words if p not in loose)
    return _Thing(
        words=kept or frozenset(words),
        countries=countries,
        numbers=numbers,
        directions=directions,
        forms=frozenset(words) & loose if kept else frozenset(),
        place=place.strip(),
        city=_city(name) if type in (EntityType.PLACE, EntityType.CITY) else "",
        all=tuple("saint" if word(text).plain == "st" else text for text in bare),
        joined="".join(word(text).plain for text in bare),
        acronym=_acronym(spelt),
        initials=_initials(name, spelt, bare, rest),
        spelt=spelt_of,
    )


def _city(name: str) -> str:
    own = re.sub("^st-", "saint-", slug(name))
    return _city_names().get(own, own if own in _of_several_names() else "")


@cache
def _city_names() -> dict[str, str]:
    rows = lexicons.read_table("city_names", "name", "city")
    return {row[0]: row[1] for row in rows}


@cache
def _of_several_names() -> frozenset[str]:
    return frozenset(_city_names().values())


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
            country = _country(part) if place + length <= len(spelt) else None
            if country is not None:
                codes.add(country.code)
                place += length
                break
        else:
            rest.append(spelt[place])
            place += 1
    return frozenset(codes), rest


def _country(part: str) -> lexicons.Country | None:
    """By name or adjective; a word for its people, "Turk", is more often a name of its own."""
    return lexicons.country_named(part) or lexicons.country_of_adjective(part)


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


def _initials(name: str, spelt: list[str], bare: list[str], rest: list[str]) -> frozenset[str]:
    """What may shorten a name of several words.

    That is the initials of all or of the large words: of all of the name, of "multi-party" as one
    word, of what is left without the country ("OMB" of the U.S.), and with its legal form ("S.A.").
    """
    ends = spelt[len(bare) :] if spelt[: len(bare)] == bare else []
    joined = plain_words(re.sub(r"(?<=\w)\s?[-‐-―]\s?(?=\w)", "", name.replace("&", " ")))
    whole = joined[: len(joined) - len(ends)]
    found = {*_of_words(bare), *_of_words(whole), *_of_words(rest)}
    legal = "".join(word(text).plain for text in ends).upper()
    return frozenset({*found, *(f"{initials}{legal}" for initials in _of_words(bare))})


def _of_words(spelt: list[str]) -> Iterator[str]:
    """The initials of several words, with and without the small ones."""
    spelt = [text for text in spelt if text[:1].isalpha()]
    large = [text for text in spelt if word(text).plain not in name_words("small")]
    if len(large) < 2:
        return
    behind_the = spelt[1:] if spelt[0].lower() == "the" else spelt
    for part in (large, behind_the):
        yield "".join(word(t).plain[:1] for t in part).upper()


def compare_things(a: str, b: str, type: EntityType) -> Match:
    """How far two names may name one organisation, place, event or thing."""
    one, other = _thing(a, type), _thing(b, type)
    if type is EntityType.COUNTRY or _is_country(one) or _is_country(other):
        return _compare_countries(one, other)
    if a == b or (one == other and one.joined):
        return SAME_NAME
    if (clash := _clash(one, other)) is not None:
        return clash
    if one.city and one.city == other.city and one.place == other.place:
        return Match(SOUNDS, (f"names of one city: {a}, {b}",))
    short = _shortened(one, other) or _shortened(other, one)
    if short is not None:
        return short
    return _compare_words(one, other, type)


def _is_country(one: _Thing) -> bool:
    return bool(one.countries) and not (one.words or one.numbers or one.directions)


def _compare_countries(one: _Thing, other: _Thing) -> Match:
    if _is_country(one) and _is_country(other):
        same = one.countries == other.countries
        return Match(1.0, ("same country",)) if same else Match(0.0, ("different countries",))
    if one.joined == other.joined:
        return SAME_NAME
    alike = likeness("".join(one.all), "".join(other.all), of_people=False)
    if alike >= NEAR:
        return Match(alike, ("spelt otherwise",))
    return Match(0.1, ("different names",))


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
    score = _alike(one, other, reasons) or _alike_together(one, other, reasons)
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
    score = SOUNDS
    if len(left) != len(right):
        return 0.0
    for ours in left:
        spelt = one.spelt.get(ours, ours)
        alike, mate = max(
            (likeness(spelt, other.spelt.get(r, r), of_people=False), r) for r in right
        )
        if alike < NEAR:
            return 0.0
        right.remove(mate)
        score = min(score, alike)
        reasons.append(f"spelt otherwise: {spelt}, {other.spelt.get(mate, mate)}")
    return score


def _alike_together(one: _Thing, other: _Thing, reasons: list[str]) -> float:
    """As in "Ulaanbaatar" and "Ulan-Bator"."""
    left, right = "".join(one.all), "".join(other.all)
    if len(one.all) == len(other.all) or likeness(left, right, of_people=False) < SOUNDS:
        return 0.0
    reasons.append("spelt otherwise, with other spaces")
    return NEAR


def _one_in_the_other(one: _Thing, other: _Thing) -> Match:
    """Short names are weak evidence: "Halden" may be Halden Robotics, or the town."""
    short, long = sorted((one, other), key=lambda thing: len(thing.words))
    if short.words and short.words < long.words:
        return Match(0.5, (f"without {', '.join(sorted(long.words - short.words))}",))
    return Match(0.0, ("different names",))


def keys_of_thing(name: str, type: EntityType) -> frozenset[str]:
    """The sounds of the words together, of the letters together, and acronyms."""
    thing = _thing(name, type)
    found = {f"t {block}" for block in word("".join(thing.all)).blocks}
    if _is_country(thing):
        return frozenset({f"c {' '.join(sorted(thing.countries))}", *found})
    words = [word(thing.spelt.get(text, text)) for text in thing.words]
    if len(words) == 1:
        found |= {f"w {block}" for block in words[0].blocks}
    else:
        found.add(f"w {' '.join(sorted(map(_skeleton, words)))}")
    if thing.acronym:
        found.add(f"a {thing.acronym}")
    if thing.city:
        found.add(f"m {thing.city}")
    return frozenset(found | {f"a {initials}" for initials in thing.initials})


def _skeleton(part: Word) -> str:
    """The consonants of a word that every spelling has, whatever its reading."""
    return re.sub("[^LMNR]", "", part.sounds[0].consonants) if part.sounds else ""
