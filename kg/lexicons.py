"""Words and names that a newspaper reader knows: countries, capitals, offices, kinds of noun.

The data are tables in `data/lexicons/`: `#` lines say where they come from, then a header, then
tab-separated rows in order; `|` separates several values of one field. Names are looked up as
running text writes them ("US" is a country, "us" is not), nouns by their lemma.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeVar

from kg.errors import RuleError

_FOLDED = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2010": "-", "\u2011": "-"})
_PREFIXES = ("co-", "deputy-", "ex-", "sub-", "vice-")  # "co-director" is a director
_HEADLINE_LENGTH = 4  # "CHAD" is Chad; shorter capitals are abbreviations
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Country:
    """A country, a dependent territory, a part of the United Kingdom, or a former country.

    `code` is ISO 3166-1 alpha-2 ("RU"); parts have ISO 3166-2 ("GB-ENG"), former countries
    ISO 3166-3 ("SUHH"). `kind` is country, territory, part or historic. `demonyms` are words for
    its people, singular and plural; of adjectives, demonyms and capitals the usual one is first.
    """

    code: str
    name: str
    kind: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metonym:
    """A seat or building that news names for the institution in it ("the Kremlin said").

    `country` is a country code, or None where the institution belongs to no single country.
    """

    name: str
    organization: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Title:
    """What a person is or does: category office, rank, occupation or honorific; gender f or m."""

    title: str
    category: str
    gender: str | None


def read_table(name: str, *columns: str) -> list[tuple[str, ...]]:
    """The rows of `data/lexicons/<name>.tsv`; RuleError when it has not just these columns."""
    text = files("kg").joinpath("data", "lexicons", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [
        (number, tuple(line.split("\t")))
        for number, line in enumerate(text.splitlines(), start=1)
        if line and not line.startswith("#")
    ]
    if not lines or lines[0][1] != columns:
        raise RuleError(f"{name}.tsv: the header must be {', '.join(columns)}; correct that line")
    for number, fields in lines:
        if len(fields) != len(columns):
            raise RuleError(
                f"{name}.tsv:{number}: {len(fields)} fields where the header has {len(columns)}; "
                "separate fields by one tab each"
            )
    return [fields for _, fields in lines[1:]]


@cache
def countries() -> tuple[Country, ...]:
    """Every country of the lexicon, by code."""
    columns = ("code", "kind", "name", "names", "adjectives", "demonyms", "capitals")
    return tuple(
        Country(code, name, kind, *(tuple(filter(None, field.split("|"))) for field in lists))
        for code, kind, name, *lists in read_table("countries", *columns)
    )


def country(text: str) -> Country | None:
    """The country that a name, adjective or word for its people stands for.

    "Russia", "Russian" and "Russians" all give Russia; "Korea", which is two countries, none.
    """
    return country_named(text) or country_of_adjective(text) or country_of_people(text)


def country_named(text: str) -> Country | None:
    """The country of a name: "Russia", "the Russian Federation", "U.S."."""
    return _look_up(_country_names(), text)


def country_of_adjective(text: str) -> Country | None:
    """The country of an adjective: "Russian", "U.S." as in "U.S. troops"."""
    return _look_up(_country_adjectives(), text)


def country_of_people(text: str) -> Country | None:
    """The country of a word for its people: "Russians", "a Briton"."""
    return _look_up(_country_demonyms(), text.removeprefix("a ").removeprefix("an "))


def capital_of(city: str) -> Country | None:
    """The country whose capital or seat of government is `city`: "Moscow" gives Russia."""
    return _look_up(_capitals(), city)


def is_known_place(text: str) -> bool:
    """True for a country, capital, state or province: "Peru", "Lima", "Ohio"."""
    return capital_of(text) is not None or is_country_or_region(text)


def is_country_or_region(text: str) -> bool:
    """True for what towns lie in: "Peru", "Ohio"."""
    return country_named(text) is not None or is_region(text)


def is_ambiguous(text: str) -> bool:
    """True for a country word that may well mean something else: "Georgia", "Jordan", "Korea"."""
    return _look_up(_ambiguous(), text) is not None


def metonym(text: str) -> Metonym | None:
    """The institution that a seat or building stands for: "the Kremlin", "White House"."""
    return _look_up(_metonyms(), text)


def is_role(lemma: str) -> bool:
    """True for a word for a post, rank or occupation: "prime minister", "co-director", "nurse"."""
    return role_category(lemma) not in (None, "honorific")


def is_office(lemma: str) -> bool:
    """True for a post that someone holds at an organisation or country: "minister", "head"."""
    return role_category(lemma) == "office"


def role_category(lemma: str) -> str | None:
    """Which kind of title `lemma` is: office, rank, occupation or honorific."""
    title = _title(lemma)
    return title.category if title else None


def is_person_noun(lemma: str) -> bool:
    """True for a noun for people that names no role: "man", "victim", "resident"."""
    return _fold(lemma).lower() in _person_nouns()


def is_org_noun(lemma: str) -> bool:
    """True for a noun for an organisation or a body of people that acts: "ministry", "party"."""
    return _fold(lemma).lower() in _nouns("org_nouns", "noun")


def is_place_noun(lemma: str) -> bool:
    """True for a noun for a place: "city", "river", "airport"."""
    return _fold(lemma).lower() in _nouns("place_nouns", "noun")


def gender(word: str) -> str | None:
    """The gender "f" or "m" that a word itself says: "spokeswoman", "king", "Mrs"; else None."""
    title = _title(word)
    if title and title.gender:
        return title.gender
    return _person_nouns().get(_fold(word).lower())


def is_legal_suffix(word: str) -> bool:
    """True for the legal form in a company's name: "Inc.", "GmbH"."""
    return word in _nouns("legal_suffixes", "suffix")


def _title(lemma: str) -> Title | None:
    """The title of a lemma, also behind a prefix: "co-president", "ex-minister"."""
    word = _fold(lemma).lower()
    found = _titles().get(word)
    if found is None and word.startswith(_PREFIXES):
        found = _titles().get(word.partition("-")[2])
    return found


def _fold(text: str) -> str:
    """Plain apostrophes and hyphens, single spaces."""
    return " ".join(text.translate(_FOLDED).split())


def _look_up(table: Mapping[str, _Value], text: str) -> _Value | None:
    for spelling in _spellings(_fold(text)):
        if spelling in table:
            return table[spelling]
    return None


def _spellings(text: str) -> Iterator[str]:
    """The ways to look a name up: as it is, without article, and a headline's RUSSIA as Russia."""
    yield text
    bare = text[4:] if text[:4].lower() == "the " else text
    if bare != text:
        yield bare
    if bare.isupper() and len(bare) >= _HEADLINE_LENGTH and "." not in bare:
        yield bare.title()


def _index(pairs: Iterable[tuple[str, Country]]) -> dict[str, Country]:
    """Words to countries; where ambiguous.tsv decides otherwise, as it says."""
    by_code = {one.code: one for one in countries()}
    index: dict[str, Country] = {}
    for word, one in pairs:
        code = _ambiguous().get(word, one.code)
        if code in by_code:
            index.setdefault(word, by_code[code])
    return index


@cache
def _country_names() -> dict[str, Country]:
    return _index((name, one) for one in countries() for name in (one.name, *one.names))


@cache
def _country_adjectives() -> dict[str, Country]:
    return _index((word, one) for one in countries() for word in one.adjectives)


@cache
def _country_demonyms() -> dict[str, Country]:
    return _index((word, one) for one in countries() for word in one.demonyms)


@cache
def _capitals() -> dict[str, Country]:
    return _index((city, one) for one in countries() for city in one.capitals)


@cache
def _ambiguous() -> dict[str, str]:
    rows = read_table("ambiguous", "word", "country", "other")
    return {word: code for word, code, _ in rows}


@cache
def _metonyms() -> dict[str, Metonym]:
    rows = read_table("metonyms", "name", "organization", "country")
    return {name: Metonym(name, body, code or None) for name, body, code in rows}


def is_region(text: str) -> bool:
    """A state or province, by name or newspaper abbreviation: "Alabama", "Ala."."""
    return text in _regions()


@cache
def _regions() -> frozenset[str]:
    rows = read_table("regions", "name", "abbreviation", "country")
    return frozenset(word for name, abbreviation, _ in rows for word in (name, abbreviation))


@cache
def _titles() -> dict[str, Title]:
    rows = read_table("titles", "title", "category", "gender")
    return {title: Title(title, category, sex or None) for title, category, sex in rows}


@cache
def _person_nouns() -> dict[str, str | None]:
    return {noun: sex or None for noun, sex in read_table("person_nouns", "noun", "gender")}


@cache
def _nouns(name: str, column: str) -> frozenset[str]:
    return frozenset(row[0] for row in read_table(name, column))
