"""Tokens as the time grammar sees them: one character for the kind of each word.

The grammar's patterns are written in words and kinds ("MONTH DAY ,? YEAR") and compiled to
ordinary regular expressions over a string with one character per atom, so that positions in a
match are positions of atoms. An atom is a token or, where a tokeniser leaves "mid-2017" or
"2019-05-01" in one piece, a part of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
TENS_WORDS = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
              "seventies": 70, "eighties": 80, "nineties": 90}  # fmt: skip

# Kinds that are lists of words; every other lower-case word of a pattern is a kind of its own.
_LISTS = {
    "MONTH": MONTHS,
    "ABBREVIATED": (*SHORT_MONTHS, *(f"{m}." for m in SHORT_MONTHS), "sept", "sept."),
    "WEEKDAY": WEEKDAYS,
    "WEEKDAYS": tuple(f"{day}s" for day in WEEKDAYS),
    "SHORTDAY": ("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
                 "mon.", "tue.", "tues.", "wed.", "thu.", "thurs.", "fri.", "sat.", "sun."),
    "WORDNUMBER": NUMBERS[2:],
    "TENSWORD": tuple(TENS_WORDS),
    "ORDINAL": ORDINALS,
    "UNITS": ("days", "weeks", "months", "years", "decades", "centuries"),
    "HOURS": ("hour", "hours", "minute", "minutes"),
    "PART": ("morning", "afternoon", "evening", "night"),
    "NOON": ("noon", "midnight", "midday"),
    "SEASON": ("spring", "summer", "autumn", "fall", "winter"),
    "VAGUE": ("few", "several", "couple", "many"),
    "HEDGE": ("about", "almost", "nearly", "over", "around", "roughly", "some", "approximately",
              "circa", "ca.", "c."),
    "AMPM": ("am", "pm", "a.m.", "p.m.", "a.m", "p.m"),
    "ZONE": ("gmt", "utc", "est", "edt", "et", "cst", "cdt", "mst", "mdt", "pst", "pdt", "akst",
             "akdt", "hst", "ast", "adt", "cet", "cest", "bst", "eet", "eest", "wet", "ist", "msk",
             "jst", "kst", "hkt", "sgt", "pht", "wib", "pkt", "sast", "eat", "wat", "aest", "aedt",
             "acst", "awst", "nzst", "nzdt", "brt", "clt"),
    "ERA": ("bc", "b.c.", "b.c", "bce", "b.c.e.", "ad", "a.d.", "ce", "c.e."),
    "RECENT": ("recent", "subsequent", "ensuing"),
    "QUARTER": ("q1", "q2", "q3", "q4"),
}  # fmt: skip
# Without one of these, words such as "the", "last" and "first" speak of no time.
_TIME_WORDS = (
    "MONTH", "ABBREVIATED", "WEEKDAY", "WEEKDAYS", "UNITS", "HOURS", "PART", "SEASON",
    "AMPM", "QUARTER", "YEAR", "NTH", "DECADE", "SHORTDECADE", "CLOCK", "day", "week", "month",
    "year", "decade", "century", "time", "age", "aged", "he", "she", "today", "tonight",
    "yesterday", "tomorrow", "weekend", "quarter", "half", "NOON", "ERA", "TENSWORD", "DIGITS",
    "NUMERIC", "recently", "lately", "christmas",
    "easter", "thanksgiving", "halloween", "ramadan", "diwali", "hanukkah", "passover",
)  # fmt: skip
_CAPITALISED = ("MONTH", "ABBREVIATED", "WEEKDAY", "WEEKDAYS", "SHORTDAY", "ERA")
_NUMERIC = (
    ("YEAR", r"1[5-9]\d\d|20\d\d|21\d\d"),
    ("DIGITS", r"(?:0\d|1[0-4])[0-5]\d"),
    ("NUMERIC", r"\d{1,2}\.\d{1,2}\.(?:1[5-9]|2[01])\d\d"),
    ("DAY", r"0?[1-9]|[12]\d|3[01]"),
    ("NUMBER", r"\d{1,3}"),
    ("NTH", r"\d{1,2}(?:st|nd|rd|th)"),
    ("DECADE", r"(?:1[5-9]|20)\d0s"),
    ("SHORTDECADE", r"'?[2-9]0s"),
    ("CLOCK", r"(?:[01]?\d|2[0-3])[:.][0-5]\d"),
)
_ALIASES = {
    "ANYMONTH": ("MONTH", "ABBREVIATED"),
    "ANYDAY": ("WEEKDAY", "SHORTDAY"),
    "DAYS": ("DAY", "NTH"),
    "COUNT": ("DAY", "NUMBER", "WORDNUMBER", "one"),
    "RANK": ("NTH", "ORDINAL"),
    "UNIT": ("week", "month", "year", "decade", "century"),
    "SPAN": ("day", "week", "month", "year", "decade", "century"),
    "TENS": ("DECADE", "SHORTDECADE", "TENSWORD"),
}
_SIGNS = {",": ",", "-": "-", "/": "/", "LPAR": "(", "RPAR": ")"}
_PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u2013": "-", "\u2014": "-", "\u2010": "-",
                        "\u2011": "-"})  # fmt: skip
_PIECES = re.compile(r"\d+(?:st|nd|rd|th|s)?(?![a-z0-9])|\d+(?:[:.]\d+)?|[^\W\d]+\.?(?:[^\W\d]\.?)*"
                     r"|\W")  # fmt: skip
_SPLIT = re.compile(r".*\d.*[-/].*|\d.*(?:am|pm|a\.m\.?|p\.m\.?)$|(?:mid|early|late)-.+")

OTHER = "."


class _Alphabet:
    """The character of each kind, given out as patterns and lists name them."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self.words: dict[str, str] = {}
        for kind, words in _LISTS.items():
            for word in words:
                self.words.setdefault(word, self.char(kind))

    def char(self, kind: str) -> str:
        return self.kinds.setdefault(kind, chr(0xE000 + len(self.kinds)))

    def pattern_word(self, word: str) -> str:
        """What a word of a pattern stands for: a set of kinds, a kind, a sign or the word."""
        if word in _ALIASES:
            return "[" + "".join(self.pattern_word(kind) for kind in _ALIASES[word]) + "]"
        if word.isupper() and word not in _SIGNS:
            return self.char(word)
        text = _SIGNS.get(word, word)
        if any(text in words for words in _LISTS.values()):
            raise ValueError(f"time pattern: {text!r} is one of a list; write the list's kind")
        return self.words.setdefault(text, self.char(text))


_ALPHABET = _Alphabet()
_KIND_OF_NUMBER = re.compile("|".join(f"(?P<{kind}>{form})" for kind, form in _NUMERIC))


def compile_pattern(pattern: str, point: str = "") -> re.Pattern[str]:
    """The regular expression of a pattern in words: "the? WEEKDAY (of|in) MONTH".

    `point` is the expression for each POINT of the pattern; the first match becomes group "a",
    the second group "b".
    """
    text = re.sub(r"[A-Za-z']+|[,/-]", lambda m: _ALPHABET.pattern_word(m[0]), pattern)
    text = text.replace(" ", "").replace("(", "(?:")
    for group in "ab":
        text = text.replace(_ALPHABET.char("POINT"), f"(?P<{group}>{point})", 1)
    return re.compile(text)


@dataclass(frozen=True, slots=True)
class Atom:
    """A word of the text, lower case with plain quotes; its kind's character; its token."""

    word: str
    char: str
    token: int


@dataclass(frozen=True, slots=True)
class Run:
    """Atoms side by side: a text, or what a pattern matched in it."""

    atoms: tuple[Atom, ...]
    chars: str

    def cut(self, start: int, end: int) -> Run:
        """The atoms from `start` up to `end`."""
        return Run(self.atoms[start:end], self.chars[start:end])

    def word(self, *kinds: str) -> str:
        """The first word of one of these kinds; "" when there is none."""
        for kind in kinds:
            wanted = _ALPHABET.pattern_word(kind)
            for atom in self.atoms:
                if atom.char in wanted:
                    return atom.word
        return ""

    def words(self, kind: str) -> list[str]:
        """All words of a kind, in order."""
        wanted = _ALPHABET.pattern_word(kind)
        return [atom.word for atom in self.atoms if atom.char in wanted]

    def has(self, *words: str) -> bool:
        """Whether one of these words is in it."""
        return any(atom.word in words for atom in self.atoms)

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Where words of the grammar stand together, with one among them that speaks of time."""
        for match in _STRETCH.finditer(self.chars):
            if not _TIMELY.isdisjoint(match[0]):
                yield match.span()


def read(doc: Doc) -> Run:
    """The words of a document; a blank line, or the end of the title line, stays as a break."""
    atoms: list[Atom] = []
    seen_line = False
    for token in doc:
        text = token.text
        if text.isspace():
            if text.count("\n") > 1 or ("\n" in text and not seen_line):
                atoms.append(Atom("\n", OTHER, token.i))
            seen_line = seen_line or "\n" in text
            continue
        # "on Friday \u2014 May 3 \u2014 he left": dashes set off, they make no range
        apart = text == "\u2014" and bool(token.whitespace_)
        word = text if apart else text.lower().translate(_PLAIN)
        if not word.isalpha() and _SPLIT.fullmatch(word):
            atoms.extend(_atom(piece, text, token.i) for piece in _PIECES.findall(word))
        else:
            atoms.append(_atom(word, text, token.i))
    return Run(tuple(atoms), "".join(atom.char for atom in atoms))


def _atom(word: str, text: str, token: int) -> Atom:
    char = _ALPHABET.words.get(word, OTHER)
    if char in _CAPITAL_CHARS and not text[0].isupper() and not text[-1].isupper():
        char = OTHER
    if char == OTHER and not word.isalpha():
        number = _KIND_OF_NUMBER.fullmatch(word)
        if number and number.lastgroup:
            char = _ALPHABET.char(number.lastgroup)
    return Atom(word, char, token)


_CAPITAL_CHARS = {_ALPHABET.char(kind) for kind in _CAPITALISED}
_TIMELY = frozenset(_ALPHABET.pattern_word(word) for word in _TIME_WORDS)
_STRETCH = re.compile(rf"[^{re.escape(OTHER)}]+")
