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
    **dict.fromkeys(("ck", "gh", "k", "c", "g", "q"), "K"),
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
        ("[ae]h$", "a"),  # "Haniyeh", "Haniya"
        ("(?<=[bdt])re$", "er"),  # "Alexandre"
        ("(?<![iyj])[eo](?=(?:v|w|ff?)a?$)|(?:[jy][eo]|io)(?=(?:v|w|ff?)a?$)", "o"),  # "Gorbachev"
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
    if spelt == "h" and not after and before in _VOWELS and before:
        return ("",)
    if spelt == "x" and not before:
        return ("H",)  # "Xi", "Xavier"
    if spelt == "c" and (not after or after in "eiy"):
        return ("K", "S")
    if spelt == "w" and before and before in _VOWELS and (not after or after not in _VOWELS):
        return ("F", "u")  # "Lavrow", "Khawla"
    return tuple(_CLASSES[spelt].split("|"))


def _options_of_j(before: str, after: str) -> tuple[str, ...]:
    """A vowel in "Sergej", "Tatjana", "Marija", either in "Zajarova", "Isajev", "Julia"."""
    if before and (before in "iy" or before not in _VOWELS or not after or after not in _VOWELS):
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
    text = re.sub("[yj]", "i", spelt)
    text = re.sub("[eo]u|oo|oe", "u", text)
    text = re.sub("(?<=[aeou])i+(?=[aeou])", "", text)
    return re.sub(r"(.)\1+", r"\1", text)


# --- How far two sounds are apart ---------------------------------------------------------------

_COSTS = {
    **dict.fromkeys(map(frozenset, ("ou", "ei")), 0.25),
    **dict.fromkeys(map(frozenset, ("ao", "au")), 0.5),
    **{frozenset("ae"): 0.4, frozenset("ai"): 0.75},
}
_DIPHTHONG, _SILENT, _INITIAL = 0.25, 0.5, 0.75


def vowel_distance(one: Sound, other: Sound) -> float | None:
    """What the vowels of two sounds of the same consonants differ by, 0 for nothing.

    None when their ends tell two names apart: "Fernando", "Fernanda"; "Petrov", "Petrova".
    """
    if not _same_end(one.vowels[-1], other.vowels[-1]):
        return None
    left, right = one.vowels[0], other.vowels[0]
    first = _INITIAL if bool(left) != bool(right) else _cost(_bare(left), _bare(right))
    pairs = zip(one.vowels[1:], other.vowels[1:], strict=True)
    return first + sum(_cost(left, right) for left, right in pairs if left != right)


def _bare(initial: str) -> str:
    """ "Yeltsin" begins as "Eltsin" does."""
    return initial[1:] if initial[:1] == "i" and len(initial) > 1 else initial


def _same_end(left: str, right: str) -> bool:
    ends = {left[-1:], right[-1:]}
    return len(ends) == 1 or ends in ({"o", "u"}, {"e", "i"})


@lru_cache(maxsize=1 << 14)
def _cost(left: str, right: str) -> float:
    """Weighted edit distance of two groups of vowels."""
    skip = _DIPHTHONG if left and right else _SILENT
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
