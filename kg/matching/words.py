"""Single words of names, how alike two of them are, and nicknames."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii
from nicknames import NickNamer

from kg import lexicons
from kg.matching.sounds import Sound, same_end, sounds, vowel_distance

#: Scripts that write few vowels: Hebrew, Arabic, Syriac.
_ABJAD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OTHER_LETTERS = re.compile("[\u0370-\u1dff\u2c00-\ua7ff]")
_HISSING = re.compile("[šşșśžżźčćç]", re.IGNORECASE)
_HISSED = str.maketrans(
    dict.fromkeys("šşșś", "sh") | dict.fromkeys("žżź", "zh") | dict.fromkeys("čćç", "ch")
)
_GREEK = re.compile("[\u0370-\u03ff]")
_GREEK_PAIRS = {"μπ": "b", "ντ": "d", "γκ": "g", "τζ": "dj"}
_MAX_LENGTH = 64  # letters of a word; no name has longer ones
_SHORT = 4  # letters; shorter words are one only when spelt alike: "Lee" and "Li" are two
_BUDGET = 0.2  # for each consonant, how much vowels may differ
_WIDE = 1.5  # times as much in names that are only NEAR
_PINYIN = re.compile(
    "(?:(?:zh|ch|sh|[bpmdtnlrzcsy]|[gkh](?!i)|[jqx](?=[iu])|[fw](?!i))?(?:i?ang|i?ong|i?ao|uang|uai"
    "|[iu]?an|eng|ing|[aeu]i|ou|i[aeu]|u[aeo]|[eiu]n|er|[aeiou]))+"
)
_CHINESE = re.compile("zh|x|q[iu]|iao|uang|hua|yue|jie|[aeio]ng(?![aeiough])")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: plain ASCII in small letters, and its possible sounds.

    `blocks` are the consonants that no spelling changes, for blocking. `abjad` marks a word from a
    script that writes few vowels, `latin` one in Latin letters.
    """

    plain: str
    sounds: tuple[Sound, ...]
    blocks: frozenset[str]
    abjad: bool = False
    latin: bool = True


@lru_cache(maxsize=1 << 16)
def word(text: str) -> Word:
    """The word that `text` (one word, any script) is."""
    abjad = _ABJAD.search(text) is not None
    bare = re.sub("^\u0627\u0644(?=..)", "", text)  # the Arabic article, "al-" elsewhere
    if _GREEK.search(bare):
        bare = re.sub(r"\bμπ|\bντ|\bγκ|τζ", lambda found: _GREEK_PAIRS[found[0]], bare.lower())
    plain = _plain(bare)
    if plain.isdigit():
        return Word(plain, (Sound(plain, ()),), frozenset({plain}))
    read = sounds(plain, abjad)
    if "г" in bare.lower():  # "Луганськ" is Lugansk or Luhansk
        read = (*read, *sounds(plain.replace("g", "h"), abjad))
    if _HISSING.search(bare):  # "Puškov" is both "Puskov" and "Pushkov" elsewhere
        read = (*read, *sounds(_plain(bare.lower().translate(_HISSED)), abjad))
    blocks = frozenset(re.sub("[HK]", "", sound.consonants) for sound in read)
    return Word(plain, read, blocks, abjad, latin=not _OTHER_LETTERS.search(bare))


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
def likeness(one: str, other: str, of_people: bool = True) -> float:
    """How far two words may be one: SAME, SOUNDS or NEAR (other spellings), INITIAL, or OTHER.

    Names of people are told apart by their last vowels ("Paulo", "Paula"); of others they come and
    go ("Algiers" aside, "Havana" is "Havane").
    """
    left, right = word(one), word(other)
    if left.plain == right.plain:
        return SAME
    if 1 in (len(left.plain), len(right.plain)):
        return INITIAL if left.plain[:1] == right.plain[:1] else OTHER
    if left.blocks.isdisjoint(right.blocks) or _digits(left.plain) != _digits(right.plain):
        return OTHER
    return max(
        (_alike(left, right, a, b, of_people) for a in left.sounds for b in right.sounds),
        default=OTHER,
    )


def _digits(plain: str) -> str:
    return re.sub("[^0-9]", "", plain)


def _alike(left: Word, right: Word, one: Sound, other: Sound, of_people: bool) -> float:
    """Same consonants, and vowels as near as spellings of one word are."""
    if one.consonants != other.consonants or not one.consonants:
        return OTHER
    if left.abjad or right.abjad:
        return SOUNDS if len(one.consonants) > 2 else NEAR
    latin = left.latin and right.latin
    if latin and min(len(left.plain), len(right.plain)) < _SHORT:
        return OTHER
    if latin and _are_pinyin(left.plain, right.plain):
        return OTHER
    if of_people and not same_end(one, other):
        return OTHER
    distance = vowel_distance(one, other) - 1e-9
    budget = _BUDGET * len(one.consonants)
    if distance > _WIDE * budget:
        return OTHER
    return SOUNDS if distance <= budget else NEAR


def _are_pinyin(one: str, other: str) -> bool:
    """True for Chinese names as China spells them, which is one way: Hengshui is not Huangshi."""
    syllables = _PINYIN.fullmatch(one) and _PINYIN.fullmatch(other)
    return bool(syllables and (_CHINESE.search(one) or _CHINESE.search(other)))


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
