"""Single words of names, how alike two of them are, and nicknames."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii
from nicknames import NickNamer

from kg import lexicons
from kg.matching.sounds import Sound, sounds, vowel_distance

#: Scripts that write few vowels: Hebrew, Arabic, Syriac.
_ABJAD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_HISSING = re.compile("[šşșśžżźčćç]", re.IGNORECASE)
_HISSED = str.maketrans(
    dict.fromkeys("šşșś", "sh") | dict.fromkeys("žżź", "zh") | dict.fromkeys("čćç", "ch")
)
_MAX_LENGTH = 64  # letters of a word; no name has longer ones
_SHORT = 4  # letters; shorter words are one only when spelt alike: "Lee" and "Li" are two
_BUDGET, _WIDE_BUDGET = 0.2, 0.3  # for each consonant, how much vowels may differ


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: plain ASCII in small letters, and its possible sounds.

    `blocks` are the consonants that no spelling changes, for blocking. `abjad` marks a word from a
    script that writes few vowels.
    """

    plain: str
    sounds: tuple[Sound, ...]
    blocks: frozenset[str]
    abjad: bool = False


@lru_cache(maxsize=1 << 16)
def word(text: str) -> Word:
    """The word that `text` (one word, any script) is."""
    abjad = _ABJAD.search(text) is not None
    bare = re.sub("^\u0627\u0644(?=..)", "", text)  # the Arabic article, "al-" elsewhere
    plain = _plain(bare)
    if plain.isdigit():
        return Word(plain, (Sound(plain, ()),), frozenset({plain}))
    read = sounds(plain, abjad)
    if _HISSING.search(bare):  # "Puškov" is both "Puskov" and "Pushkov" elsewhere
        read = (*read, *sounds(_plain(bare.lower().translate(_HISSED)), abjad))
    blocks = frozenset(re.sub("[HK]", "", sound.consonants) for sound in read)
    return Word(plain, read, blocks, abjad)


def _plain(text: str) -> str:
    return re.sub("[^a-z0-9]", "", anyascii(text).lower())[:_MAX_LENGTH]


def plain_words(text: str) -> list[str]:
    """The words of a name as written, hyphens and slashes apart, apostrophes inside kept."""
    return [spelt for part in re.split(r"[\s\-‐-―/·・=＝]+", text) for spelt in _parts(part)]


def _parts(part: str) -> list[str]:
    """Chinese and Korean names have a word in each character: "习近平" is Xi Jin Ping."""
    part = part.strip("\"'“”„«»‘’.,;:()[]{}!?*")
    if not re.search("[\u3400-\u9fff\uac00-\ud7a3]", part):
        return [part] if part else []
    return re.findall("[A-Z][a-z]*|[a-z]+|[0-9]+", anyascii(part))


@cache
def name_words(kind: str) -> dict[str, str]:
    """The words of one kind of `data/lexicons/name_words.tsv`, with what each stands for."""
    rows = lexicons.read_table("name_words", "word", "kind", "value")
    return {text: value for text, of, value in rows if of == kind}


# --- How alike two words are --------------------------------------------------------------------

SAME, SOUNDS, NICKNAME, NEAR, INITIAL, OTHER = 1.0, 0.95, 0.93, 0.88, 0.8, 0.0
"""What `likeness` gives, and for a nickname what `compare_people` makes of it."""


@lru_cache(maxsize=1 << 17)
def likeness(one: str, other: str) -> float:
    """How far two words may be one: SAME, SOUNDS or NEAR (other spellings), INITIAL, or OTHER."""
    left, right = word(one), word(other)
    if left.plain == right.plain:
        return SAME
    if 1 in (len(left.plain), len(right.plain)):
        return INITIAL if left.plain[:1] == right.plain[:1] else OTHER
    if left.plain.isdigit() or left.blocks.isdisjoint(right.blocks):
        return OTHER
    return max(
        (_alike(left, right, a, b) for a in left.sounds for b in right.sounds), default=OTHER
    )


def _alike(left: Word, right: Word, one: Sound, other: Sound) -> float:
    """Same consonants, and vowels as near as spellings of one word are."""
    if one.consonants != other.consonants or not one.consonants:
        return OTHER
    if left.abjad or right.abjad:
        return SOUNDS if len(one.consonants) > 2 else NEAR
    if min(len(left.plain), len(right.plain)) < _SHORT:
        return OTHER
    distance = vowel_distance(one, other)
    if distance is None or distance > _WIDE_BUDGET * len(one.consonants) + 1e-9:
        return OTHER
    return SOUNDS if distance <= _BUDGET * len(one.consonants) + 1e-9 else NEAR


# --- Nicknames ----------------------------------------------------------------------------------


@cache
def _nicknames() -> NickNamer:
    return NickNamer()


@lru_cache(maxsize=1 << 14)
def formal_names(plain: str) -> frozenset[str]:
    """The names that `plain` may be short for, itself among them: "bill" gives "william"."""
    return frozenset({plain, *_nicknames().canonicals_of(plain)})


def is_nickname(one: str, other: str) -> bool:
    """True when one of two plain words is short for the other: "bill", "william"."""
    return other in formal_names(one) or one in formal_names(other)
