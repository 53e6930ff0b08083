"""Single words of names: how they sound whatever alphabet or country spelt them, and how alike.

"Zajarova", "Zakharova" and "Sacharowa" are one Russian name in Spanish, English and German
spelling. `Word.sounds` keeps what such spellings share: the consonants, in classes wide enough for
all of them (kh, ch, j, sh are one class, since each stands for the other somewhere). The vowels
decide between words whose consonants agree: "Hassan" is not "Hussein".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product

from anyascii import anyascii
from nicknames import NickNamer

from kg import lexicons

#: Consonants as different countries spell them -> class; an alternative behind each bar. "" is a
#: vowel or silent. Longest spelling first.
_CLASSES = {
    **dict.fromkeys(("shch", "schtsch", "chtch", "szcz", "tsch", "tch", "tsh", "sch", "dsch"), "H"),
    **dict.fromkeys(("dzh", "zh", "sh", "ch", "cz", "sz", "dj", "h"), "H"),
    "kh": "H|K",  # Khamenei, Jamenei; but Khadafi, Kadafi
    **dict.fromkeys(("ck", "gh", "k", "c", "g", "q"), "K"),
    **dict.fromkeys(("ts", "tz", "s", "z"), "S"),
    **dict.fromkeys(("dh", "d"), "D"),
    **dict.fromkeys(("th", "t"), "T"),
    **dict.fromkeys(("ph", "f", "v", "w"), "F"),
    **{letter: letter.upper() for letter in "bplmnr"},
    "x": "KS",
}  # fmt: skip
_VOWELS = "aeiouy"
_PIECES = re.compile(
    "|".join(sorted(_CLASSES, key=len, reverse=True)) + f"|j|[{_VOWELS}]+", re.ASCII
)
#: Scripts that write few vowels: Hebrew, Arabic, Syriac.
_ABJAD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
#: What those scripts write with one letter.
_UNVOICED = {"w": ("", "F"), "v": ("F", "B"), "b": ("B", "P", "F"), "f": ("F", "P")}
_MAX_READINGS = 8
_MAX_LENGTH = 64  # letters of a word; no name has longer ones
#: How much vowels may differ for one consonant, and what each difference costs.
_VOWEL_COSTS = {
    frozenset(pair): cost
    for pair, cost in (
        ("ou", 0.25),
        ("ei", 0.25),
        ("ae", 0.4),
        ("ao", 0.5),
        ("au", 0.5),
        ("ai", 0.75),
    )
}
_BUDGET = 0.2  # for each consonant
_SHORT = 4  # letters; shorter words are one only when spelt alike: "Lee" and "Li" are two


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: plain ASCII in small letters, and its possible sounds.

    `sounds` are strings of consonant classes; `blocks` the part of them that no spelling changes.
    `vowelless` marks a word from a script that writes few vowels.
    """

    plain: str
    sounds: frozenset[str]
    blocks: frozenset[str]
    vowelless: bool = False


@lru_cache(maxsize=1 << 16)
def word(text: str) -> Word:
    """The word that `text` (one word, any script) is."""
    vowelless = _ABJAD.search(text) is not None
    text = re.sub("^\u0627\u0644(?=..)", "", text)  # the Arabic article, "al-" elsewhere
    plain = re.sub("[^a-z0-9]", "", anyascii(text).lower())[:_MAX_LENGTH]
    sounds = _sounds(plain, vowelless)
    blocks = frozenset(re.sub("[HK]", "", sound) for sound in sounds)
    return Word(plain, sounds, blocks, vowelless)


def plain_words(text: str) -> list[str]:
    """The words of a name as written, hyphens and slashes apart, apostrophes inside kept."""
    return [spelt for part in re.split(r"[\s\-‐-―/·・=＝]+", text) for spelt in _parts(part)]


def _parts(part: str) -> list[str]:
    """Chinese and Korean names have a word in each character: "习近平" is Xi Jin Ping."""
    part = part.strip("\"'“”„«»‘’.,;:()[]{}!?*")
    if not re.search("[\u3400-\u9fff\uac00-\ud7a3]", part):
        return [part] if part else []
    return re.findall("[A-Z][a-z]*|[a-z]+|[0-9]+", anyascii(part))


def _sounds(plain: str, vowelless: bool) -> frozenset[str]:
    """Every reading of the word's consonants, at most eight."""
    if plain.isdigit():
        return frozenset({plain})
    readings: list[tuple[str, ...]] = []
    pieces = list(_PIECES.finditer(plain))
    for place, piece in enumerate(pieces):
        options = _readings(plain, piece, vowelless)
        if place and not vowelless and _runs_on(plain, piece) and options == readings[-1]:
            continue  # "mm" and "tt" are one sound
        readings.append(options)
    return frozenset(map("".join, islice(product(*readings), _MAX_READINGS)))


def _runs_on(plain: str, piece: re.Match[str]) -> bool:
    return plain[piece.start() - 1] not in _VOWELS + "j"


def _readings(plain: str, piece: re.Match[str], vowelless: bool) -> tuple[str, ...]:
    spelt, start, end = piece[0], piece.start(), piece.end()
    if spelt[0] in _VOWELS:
        return ("", "F") if vowelless and "u" in spelt else ("",)
    if spelt == "j":
        return _readings_of_j(plain, start, end)
    if spelt == "h":
        final = end == len(plain) and start > 0 and plain[start - 1] in _VOWELS
        return ("",) if final else ("H",)  # "Haniyeh", "Haniya"
    if vowelless and spelt in _UNVOICED:
        return _UNVOICED[spelt]
    if spelt == "x" and start == 0:
        return ("H",)  # "Xi", "Xavier"
    return tuple(_CLASSES[spelt].split("|"))


def _readings_of_j(plain: str, start: int, end: int) -> tuple[str, ...]:
    """A vowel in "Sergej", "Tatjana" and "Marija", a consonant in "Zajarova", both in "Julia"."""
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if before and (before in "iy" or before not in _VOWELS or after not in _VOWELS or not after):
        return ("",)
    return ("H", "")


@cache
def name_words(kind: str) -> dict[str, str]:
    """The words of one kind of `data/lexicons/name_words.tsv`, with what each stands for."""
    rows = lexicons.read_table("name_words", "word", "kind", "value")
    return {text: value for text, of, value in rows if of == kind}


# --- How alike two words are --------------------------------------------------------------------

SAME, SOUNDS, NICKNAME, INITIAL, OTHER = 1.0, 0.95, 0.93, 0.8, 0.0
"""What `likeness` gives, and for a nickname what `compare_people` makes of it."""


@lru_cache(maxsize=1 << 17)
def likeness(one: str, other: str) -> float:
    """How far two words may be one: SAME, SOUNDS (other spelling), INITIAL, or OTHER."""
    left, right = word(one), word(other)
    if left.plain == right.plain:
        return SAME
    if 1 in (len(left.plain), len(right.plain)):
        return INITIAL if left.plain[:1] == right.plain[:1] else OTHER
    return SOUNDS if sound_alike(left, right) else OTHER


def sound_alike(left: Word, right: Word) -> bool:
    """True for spellings of one word: same consonants, and vowels as near as spellings are."""
    shared = left.sounds & right.sounds
    if not shared:
        return False
    if left.vowelless or right.vowelless:
        return len(max(shared, key=len)) > 2
    if min(len(left.plain), len(right.plain)) < _SHORT or left.plain.isdigit():
        return False
    ours, theirs = _vowels(left.plain), _vowels(right.plain)
    if not _same_end(ours, theirs):
        return False
    consonants = len(max(shared, key=len))
    return _distance(ours, theirs) <= _BUDGET * consonants + 1e-9


@lru_cache(maxsize=1 << 16)
def _vowels(plain: str) -> str:
    """The word with each run of consonants as "-" and vowels as most countries mean them."""
    for pattern, instead in _VOWEL_SPELLINGS:
        plain = pattern.sub(instead, plain)
    return plain


_VOWEL_SPELLINGS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        ("(?<=[gq])u(?=[eiy])", ""),  # "Serguei"
        ("i[yj](?=[aeou])", "i"),  # "Marija"
        ("^[jyi](?=[aeou])", ""),  # "Yeltsin", "Eltsine"
        ("(?<=[^aeiouyj])[jy](?=[aeou])", ""),  # "Zyuganov", "Tatjana"
        ("eh$|ah$", "a"),  # "Haniyeh", "Haniya"
        ("(?<!i)[eo](?=(?:v|w|ff)a?$)", "o"),  # "Khrushchev", "Chruschtschow"
        ("[eo]u|oo", "u"),  # "Mouammar", "Jong-eun"
        ("(?:ei|ey|ej|ai|ay|aj)(?![aeou])", "e"),  # "Sergei", "Hussain"
        ("[iyj]{2,}|ee|ie(?!$)|y|(?<=[aeiou])j(?![aeiou])", "i"),  # "Zelenskyj", "Kiev"
        (r"([aeiou])\1", r"\1"),
        ("[^aeiou]+", "-"),
    )
)


def _same_end(ours: str, theirs: str) -> bool:
    """What a word ends in tells who is meant: "Fernando", "Fernanda"; "Petrov", "Petrova"."""
    ends = {ours[-1:], theirs[-1:]}
    return len(ends) == 1 or ends in ({"o", "u"}, {"e", "i"})


def _distance(ours: str, theirs: str) -> float:
    """Weighted edit distance of vowels; what is put in or left out costs a half."""
    row = [0.5 * n for n in range(len(theirs) + 1)]
    for place, left in enumerate(ours, start=1):
        above, row[0] = row[0], 0.5 * place
        for column, right in enumerate(theirs, start=1):
            change = above + _change(left, right)
            above = row[column]
            row[column] = min(change, above + 0.5, row[column - 1] + 0.5)
    return row[-1]


def _change(left: str, right: str) -> float:
    return 0.0 if left == right else _VOWEL_COSTS.get(frozenset((left, right)), 1.0)


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
