"""How a word sounds, whatever alphabet or country spelt it.

"Zajarova", "Zakharova" and "Sacharowa" are one Russian name in Spanish, English and German
spelling. A `Sound` keeps what such spellings share: consonants in classes wide enough for all of
them (kh, ch, j and sh are one class, since each stands for the others somewhere), and the vowels
between them. Spellings that countries read differently ("j", "c", "sz") give several sounds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

#: Consonants as countries spell them -> class, in capitals, or vowel; alternatives behind a bar.
_CLASSES = {
    **dict.fromkeys(
        ("shch", "schtsch", "chtch", "szcz", "sjtsj", "tsch", "tch", "tsh", "tsj"), "H"
    ),
    **dict.fromkeys(("sch", "dsch", "dzh", "dzj", "zh", "zs", "sh", "dj", "h"), "H"),
    **dict.fromkeys(("kh", "ch"), "H|K"),  # Khamenei, Jamenei; but Khadafi, Kadafi
    **dict.fromkeys(("sj", "zj", "sz", "cz"), "H|S"),
    "cs": "H|KS",
    **dict.fromkeys(("ck", "gh", "k", "g", "q"), "K"),
    "cc": "K|H",  # "Lucca", "Ricci"
    "c": "K|S",
    **dict.fromkeys(("ts", "tz", "s", "z"), "S"),
    **dict.fromkeys(("dh", "d"), "D"),
    **dict.fromkeys(("th", "t"), "T"),
    **dict.fromkeys(("ph", "f", "v", "w"), "F"),
    **{letter: letter.upper() for letter in "bplmnr"},
    "x": "KS",
}
#: What Hebrew and Arabic write with one letter.
_OF_ABJADS = {
    **{"w": "|u|F", "v": "F|B", "b": "B|P|F", "f": "F|P"},
    **{"j": "H|K", "y": "|i", "h": "H|", "dh": "D|S"},
}
_VOWELS = "aeiouy"
_PIECES = re.compile("|".join(sorted(_CLASSES, key=len, reverse=True)) + f"|j|[{_VOWELS}]+")
_MOST_READINGS = 16
_PREPARED = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        ("(?<=[gq])u(?=[eiy])", ""),  # "Serguei"
        ("^ou(?=[aei])", "w"),  # "Ouagadougou", "Wagadugu"
        ("n(?=[bp])", "m"),  # "Istanbul", "Istambul"
        ("[ae]h$", "a"),  # "Haniyeh", "Haniya"
        ("(?<=[bdt])re$", "er"),  # "Alexandre"
        ("(?<![iyj])[eo](?=(?:v|w|ff?)$)|(?:[jy][eo]|io)(?=(?:v|w|ff?)$)", "o"),  # "Gorbachev"
    )
)


@dataclass(frozen=True, slots=True)
class Sound:
    """One reading of a word: `consonants` in classes, and the vowels before, between and behind.

    There is one more of `vowels` than of consonants: "Amina" is "MN" and ("a", "i", "a").
    """

    consonants: str
    vowels: tuple[str, ...]


def sounds(plain: str, abjad: bool) -> tuple[Sound, ...]:
    """The readings of a word in small ASCII letters, at most sixteen.

    `abjad` is true for a word transliterated from a script that writes few vowels.
    """
    for pattern, instead in () if abjad else _PREPARED:
        plain = pattern.sub(instead, plain)
    options = [_options(plain, piece.start(), piece[0], abjad) for piece in _PIECES.finditer(plain)]
    read = (_sound(choice, abjad) for choice in islice(product(*options), _MOST_READINGS))
    return tuple(dict.fromkeys(read))


def _options(plain: str, start: int, spelt: str, abjad: bool) -> tuple[str, ...]:
    end = start + len(spelt)
    before, after = plain[start - 1 : start], plain[end : end + 1]
    if abjad and spelt in _OF_ABJADS:
        return tuple(_OF_ABJADS[spelt].split("|"))
    if spelt[0] in _VOWELS:
        return (spelt,)
    if spelt == "j":
        return _options_of_j(before, after)
    if spelt == "h" and before and before in _VOWELS:
        if not after:
            return ("",)
        if after in _VOWELS:
            return ("H", "")  # "Johannes", "Joan"
    if spelt == "x" and not before:
        return ("H",)  # "Xi", "Xavier"
    if spelt == "w" and before and before in _VOWELS and (not after or after not in _VOWELS):
        return ("F", "u")  # "Lavrow", "Khawla"
    return tuple(_CLASSES[spelt].split("|"))


def _options_of_j(before: str, after: str) -> tuple[str, ...]:
    """A vowel in "Sergej", either in "Zajarova" and "Isajev", "Benjamin" and "Tatjana"."""
    if before and (not after or after not in _VOWELS):
        return ("i",)
    return ("H", "i")


def _sound(pieces: tuple[str, ...], abjad: bool) -> Sound:
    consonants, vowels, last = "", [""], ""
    for piece in pieces:
        if not piece.isupper():
            vowels[-1] += piece
        elif abjad or vowels[-1] or piece != last:  # "mm" is one sound
            consonants += piece
            vowels += [""] * len(piece)
        last = piece if piece.isupper() else ""
    return Sound(consonants, tuple(map(_plain_vowels, vowels)))


@lru_cache(maxsize=4096)
def _plain_vowels(spelt: str) -> str:
    """Vowels as most countries mean them: "ou" is "u", "aye" is "ae"."""
    text = re.sub("(?<=[aeou])i+(?=[aeou])", "", re.sub("[yj]", "i", spelt))
    text = re.sub("[eo]u|oo|oe", "u", text)
    return re.sub(r"(.)\1+", r"\1", text)


# --- How far two sounds are apart ---------------------------------------------------------------

_COSTS = {
    **dict.fromkeys(map(frozenset, ("ou", "ei")), 0.25),
    **dict.fromkeys(map(frozenset, ("ao", "au")), 0.5),
    **{frozenset("ae"): 0.4, frozenset("ai"): 0.75},
}
_DIPHTHONG, _SILENT, _INITIAL = 0.25, 0.5, 1.5


def same_end(one: Sound, other: Sound) -> bool:
    """False for ends that tell people apart: "Fernando", "Fernanda"; "Petrov", "Petrova"."""
    ends = {one.vowels[-1][-1:], other.vowels[-1][-1:]}
    return len(ends) == 1 or ends in ({"o", "u"}, {"e", "i"})


def vowel_distance(one: Sound, other: Sound) -> float:
    """What the vowels of two sounds of the same consonants differ by, 0 for nothing."""
    left, right = one.vowels[0], other.vowels[0]
    first = _INITIAL if bool(left) != bool(right) else _cost(_bare(left), _bare(right))
    pairs = zip(one.vowels[1:], other.vowels[1:], strict=True)
    return first + sum(_cost(left, right) for left, right in pairs if left != right)


def _bare(initial: str) -> str:
    """ "Yeltsin" begins as "Eltsin" does."""
    return initial[1:] if initial[:1] == "i" and len(initial) > 1 else initial


@lru_cache(maxsize=1 << 14)
def _cost(left: str, right: str) -> float:
    """Weighted edit distance of two groups of vowels."""
    if {left, right} == {"e", "io"}:
        return _DIPHTHONG  # "Alena", "Aljona"
    skip = _DIPHTHONG if left and right and len(left) != len(right) else _SILENT
    row = [skip * n for n in range(len(right) + 1)]
    for place, ours in enumerate(left, start=1):
        above, row[0] = row[0], skip * place
        for column, theirs in enumerate(right, start=1):
            change = 0.0 if ours == theirs else _COSTS.get(frozenset((ours, theirs)), 1.0)
            above, row[column] = (
                row[column],
                min(above + change, row[column] + skip, row[column - 1] + skip),
            )
    return row[-1]
