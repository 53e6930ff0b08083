"""Names of people: given names, family names, initials, nicknames, generations, order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from kg import lexicons
from kg.matching.match import SAME_NAME, Match
from kg.matching.words import (
    INITIAL,
    NICKNAME,
    OTHER,
    SAME,
    SOUNDS,
    formal_names,
    is_nickname,
    likeness,
    name_words,
    plain_words,
    word,
)

_MAX_WORDS = 12
_ABD = 3
_DIFFERENT = Match(0.0, ("different names",))
_SERVANT = re.compile("abd([aeou]?l)?|\u0639\u0628\u062f", re.IGNORECASE)
_SERVANT_OF = re.compile("^abd[aeou](?:l|(.)(?=\\1))(?=..)", re.IGNORECASE)
_OF_THE_FATHER = re.compile("(?:[oe][vw](?:i(?:ch|tch|tsch|cs?|cz)|ych|n[ay])|ichna|ilyich)$")
_FAMILY_ONLY, _GIVEN_ONLY, _INITIAL_ONLY, _MIDDLE = 0.5, 0.4, 0.7, 0.94


@dataclass(frozen=True, slots=True)
class _Person:
    """A personal name: its words without titles, given names first, as in running English text."""

    words: tuple[str, ...]
    plain: tuple[str, ...]
    joined: str
    generation: str | None
    blocks: frozenset[str]


@lru_cache(maxsize=1 << 16)
def _person(name: str) -> _Person:
    name = re.sub(r"^([^,]+),\s*([^,]{3,})$", _given_first, name)
    spelt = plain_words(re.sub(r"(?<=\w)\.(?=\w)", " ", name))
    while len(spelt) > 1 and _is_title(spelt[0].lower()):
        spelt = spelt[1:]
    pairs = [(text, word(text).plain) for text in _servants(spelt[:_MAX_WORDS])]
    pairs = [(text, plain) for text, plain in pairs if plain]
    generation = None
    if len(pairs) > 1 and pairs[-1][1] in name_words("generation"):
        generation = name_words("generation")[pairs.pop()[1]]
    kept = [(text, plain) for text, plain in pairs if plain not in name_words("particle")]
    kept = kept or pairs
    words, plains = tuple(text for text, _ in kept), tuple(plain for _, plain in kept)
    blocks = frozenset(block for text in words for block in word(text).blocks)
    return _Person(words, plains, "".join(plains), generation, blocks)


def _is_title(text: str) -> bool:
    """ "Dr", "Mrs."; a saint is another person than the one without the title."""
    return lexicons.role_category(text) == "honorific" and text not in ("saint", "st", "st.")


def _servants(spelt: list[str]) -> list[str]:
    """ "Abd al-Fattah" and "Abdelfattah", servant of the Opener, are one word without article."""
    found: list[str] = []
    for place, text in enumerate(spelt):
        if found and _SERVANT.fullmatch(found[-1]) and place < len(spelt) - 1:
            if text.lower() in ("al", "el", "ul"):
                continue
            text = found.pop()[:_ABD] + text.removeprefix("\u0627\u0644")
        found.append(_SERVANT_OF.sub("Abd", text))
    return found


def _given_first(found: re.Match[str]) -> str:
    """ "Lavrov, Sergei" is Sergei Lavrov; "Ruiz, Jr." is not Jr. Ruiz."""
    rest = word(found[2].replace(" ", "")).plain
    return found[0] if rest in name_words("generation") else f"{found[2]} {found[1]}"


def compare_people(a: str, b: str) -> Match:
    """How far two names may name one person."""
    one, other = _person(a), _person(b)
    if not one.plain or not other.plain:
        return SAME_NAME if a == b else Match(0.0, ("no letters to compare",))
    if one.generation and other.generation and one.generation != other.generation:
        return Match(0.1, (f"different generations: {a}, {b}",))
    found = _compare(one, other)
    if one.generation != other.generation:
        return Match(min(found.score, 0.85), (*found.reasons, "only one says which generation"))
    return found


def _compare(one: _Person, other: _Person) -> Match:
    if one.plain == other.plain:
        return SAME_NAME if len(one.plain) > 1 else Match(SOUNDS, ("same name, of one word",))
    if len(one.joined) > 5 and one.joined == other.joined:
        return Match(0.97, ("same letters, other spaces",))
    if one.blocks.isdisjoint(other.blocks):
        return _DIFFERENT
    shorter, longer = sorted((one, other), key=lambda person: len(person.plain))
    if len(shorter.plain) == 1:
        return _compare_short(shorter, longer)
    found = _in_order(shorter.words, longer.words)
    # In another order no nicknames: else Bill Hoog would be Hugh William Berg.
    turns: tuple[tuple[str, ...], ...] = ()
    if len(shorter.words) == len(longer.words):
        turns = _other_orders(longer.words)
    elif _is_russian_order(longer):
        turns = _other_orders(longer.words)[:1]
    for turned in turns:
        match = _in_order(shorter.words, turned)
        if match.score > found.score and match.score >= _MIDDLE:
            reasons = tuple(reason for reason in match.reasons if reason != "same name")
            found = Match(min(match.score, 0.93), ("same names in another order", *reasons))
    return found


def _other_orders(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Family name first, or last: "Kim Jong Un", "Jong Un Kim"."""
    first, last = (*words[1:], words[0]), (words[-1], *words[:-1])
    return (first, last) if len(words) > 2 else (first,)


def _is_russian_order(person: _Person) -> bool:
    """Family name, given name, name of the father: "Lavrov Sergey Viktorovich"."""
    return len(person.plain) == 3 and _OF_THE_FATHER.search(person.plain[-1]) is not None


def _compare_short(short: _Person, long: _Person) -> Match:
    """As in "Lavrov" and "Sergei Lavrov": weak evidence, since families have many members."""
    (name,) = short.words
    if len(long.words) == 1:
        alike = likeness(name, long.words[0])
        if alike < SOUNDS:
            return _apart((name,), long.words)
        return Match(0.85, (_spelt(name, long.words[0]), "one word only"))
    if likeness(name, long.words[-1]) >= SOUNDS:
        return Match(_FAMILY_ONLY, (f"only the family name: {name}",))
    if any(likeness(name, given) >= SOUNDS for given in long.words[:-1]):
        return Match(_GIVEN_ONLY, (f"only one of the names: {name}",))
    return _apart(short.words, long.words)


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> Match:
    """Each word of the shorter name against the one word of the longer that it may be.

    The first and the last must agree; the longer may have more in between or behind.
    """
    reasons: list[str] = []
    score = 1.0
    place = 0
    for number, name in enumerate(short):
        last = number == len(short) - 1
        left = len(long) - (len(short) - 1 - number)
        span = range(place, left if number else min(left, 2))
        best, behind = max(
            ((_alike(name, long[n], given=not last), -n) for n in span), default=(OTHER, 0)
        )
        if best == OTHER:
            return _apart(short, long)
        at = -behind
        if number == 0 and at > 0:
            score, reasons = min(score, 0.8), [*reasons, f"without {long[0]}"]
        score = min(score, best)
        if best < SAME:
            reasons.append(_why(best, name, long[at]))
        place = at + 1
    initials = sum(len(word(text).plain) == 1 for text in short[:-1])
    if initials and score == INITIAL:
        score = _with_initials(short, long, initials)
    if place < len(long):
        score, reasons = min(score, 0.86), [*reasons, f"without {' '.join(long[place:])}"]
    elif len(long) > len(short):
        # One with some of the middle names may be the father: "George W. Bush".
        score = min(score, _MIDDLE if len(short) == 2 else 0.85)
        reasons.append("a name in the middle left out")
    return Match(score, tuple(reasons or ["same name"]))


def _with_initials(short: tuple[str, ...], long: tuple[str, ...], initials: int) -> float:
    """ "J. R. Smith" is nearly John Robert Smith, "J. Smith" may be Jane."""
    if min(len(word(short[0]).plain), len(word(long[0]).plain)) > 1:
        return SOUNDS  # "John R. Smith"
    return 0.85 if initials > 1 and len(short) == len(long) else _INITIAL_ONLY


def _alike(one: str, other: str, given: bool) -> float:
    """Given names may be short for one another; family names are never mere initials."""
    if not given:
        alike = likeness(_without_french_e(one), _without_french_e(other))
        return OTHER if alike == INITIAL else alike
    alike = likeness(one, other)
    short = alike == OTHER and is_nickname(word(one).plain, word(other).plain)
    return NICKNAME if short else alike


def _without_french_e(family: str) -> str:
    """ "Poutine" is Putin in French; of given names, Martine is not Martin."""
    return family[:-1] if family.endswith("ine") else family


def _why(likeness: float, one: str, other: str) -> str:
    if likeness == NICKNAME:
        return f"nickname: {one}, {other}"
    return f"initial: {one}, {other}" if likeness == INITIAL else _spelt(one, other)


def _spelt(one: str, other: str) -> str:
    return f"spelt otherwise: {one}, {other}"


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> Match:
    """Two people; of one family name, say so: they may well be relatives."""
    if likeness(one[-1], other[-1]) >= SOUNDS and len(one) > 1:
        return Match(0.2, (f"different first names: {one[0]}, {other[0]}",))
    return _DIFFERENT


def keys_of_person(name: str) -> frozenset[str]:
    """Sounds of every two words, given names by their formal ones; of a single word its own."""
    person = _person(name)
    if len(person.plain) == 1:
        return frozenset(f"p {block}" for block in word(person.words[0]).blocks)
    joined = {f"p {block}" for block in word("".join(person.plain)).blocks}
    pairs = (
        " ".join(sorted((given, family)))
        for one, other in combinations(person.words, 2)
        for given in _given_blocks(one)
        for family in word(other).blocks
    )
    return frozenset({f"p {pair}" for pair in pairs} | joined)


def _given_blocks(given: str) -> set[str]:
    formal = formal_names(word(given).plain)
    return {block for name in (given, *formal) for block in word(name).blocks}
