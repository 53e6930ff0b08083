"""Dates and times in an article, as worded and as ISO 8601 where the words and the publication say.

`time_expressions()` reads tokens with a grammar of wordings (`grammar.py`), works without tags and
trees, and uses them where they help: the tense of the verb tells "on Friday" past from coming.

A relative time without a publication date, or one that counts from another time of the text ("the
next day"), stays unresolved: nothing is invented. Durations ("for three years") and ages ("a
25-year-old") are no times and give no expression; recurring times ("every Friday") are words only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from spacy.tokens import Doc, Token

from kg.model import TimeExpression
from kg.times.calendar import Span
from kg.times.grammar import WORDINGS, When, Wording
from kg.times.tense import looks_ahead
from kg.times.words import Run, read

_BOUNDS = frozenset(("since", "from", "until", "till", "through", "by", "before", "after", "prior"))
_BEFORE_YEAR = frozenset(
    ("in", "since", "until", "till", "of", "by", "during", "from", "to", "before", "after", "and",
     "early", "mid", "late", "through", "between", "circa", "for", "the", "(", "year", "or")
)  # fmt: skip
_BEFORE_NUMBER = frozenset(("of", "for", "by", "to", "from"))
_DETERMINERS = frozenset(
    ("a", "his", "her", "its", "their", "our", "my", "this", "'s", "\u2019s", "'")
)
_BEFORE_MONTH = frozenset(
    ("in", "since", "until", "till", "of", "by", "during", "from", "to", "before", "after", "and",
     "early", "mid", "late", "through", "between", "for", "last", "next", "this", "or")
)  # fmt: skip
_BEFORE_NTH = frozenset(("on", "by", "since", "until", "till", "from", "before", "after"))
# A round year before these is a number: "of 2000 people".
_COUNTED = frozenset(
    ("people", "men", "women", "children", "troops", "soldiers", "workers", "jobs", "homes",
     "houses", "votes", "deaths", "cases", "migrants", "refugees", "km", "kilometers", "kilometres",
     "miles", "meters", "metres", "feet", "tons", "tonnes", "kg", "hectares", "acres", "dollars",
     "euros", "pounds", "rubles", "roubles", "yuan", "pesos", "percent", "%", "million", "billion",
     "members", "students", "hours", "days", "weeks", "years", "police", "officers", "employees",
     "foot", "meter", "metre", "mile", "ton", "pound", "acre", "year", "strong", "square")
)  # fmt: skip
_AMBIGUOUS_MONTHS = frozenset(("may", "march"))
_NAME_LABELS = frozenset(("PER", "PERSON", "ORG", "LOC", "GPE", "FAC", "MISC", "EVENT", "PRODUCT",
                          "WORK_OF_ART", "LAW", "NORP"))  # fmt: skip
_UNITS = frozenset(
    ("day", "week", "month", "year", "decade", "days", "weeks", "months", "years", "decades")
)
_POSSESSIVE = ("'s", "\u2019s", "'", "\u2019")


def time_expressions(doc: Doc, published: str | None) -> tuple[TimeExpression, ...]:
    """Every time in the document, in text order, without overlaps.

    `published` is the ISO date of the article; None leaves relative times unresolved. The text of
    an expression has no preposition unless that changes its meaning ("since 2014", not "in 2014").
    """
    today = date.fromisoformat(published[:10]) if published else None
    run = read(doc)
    found: list[TimeExpression] = []
    taken: set[int] = set()
    for start, end, wording in sorted(_matches(run), key=lambda m: (m[0] - m[1], m[0])):
        if not taken.isdisjoint(range(start, end)):
            continue
        first, last = run.atoms[start].token, run.atoms[end - 1].token
        if not _fits(doc, run, start, end):
            continue
        span = wording.read(run.cut(start, end), When(today, looks_ahead(doc, first, last)))
        if span is None:
            continue
        taken.update(range(start, end))
        found.append(_expression(doc, first, last, span))
    return tuple(sorted(found, key=lambda one: one.first))


def _matches(run: Run) -> Iterator[tuple[int, int, Wording]]:
    """Where wordings match: first atom, end, wording, in the order of the wordings."""
    stretches = list(run.stretches())
    for wording in WORDINGS:
        for start, end in stretches:
            for match in wording.pattern.finditer(run.chars, start, end):
                yield match.start(), match.end(), wording


def _expression(doc: Doc, first: int, last: int, span: Span) -> TimeExpression:
    text = " ".join(doc[first : last + 1].text.split())
    return TimeExpression(text, first, last, span.value, span.start, span.end)


def _fits(doc: Doc, run: Run, start: int, end: int) -> bool:
    """Whether the context allows these words to be a time."""
    first, last = run.atoms[start].token, run.atoms[end - 1].token
    before = run.atoms[start - 1].word if start else ""
    behind = run.atoms[end].word if end < len(run.atoms) else ""
    if not _whole_tokens(run, start, end) or _in_name(doc, run, start, end):
        return False
    words = [atom.word for atom in run.atoms[start:end]]
    if words[0] in _BOUNDS and _is_modifier(doc, run, end):
        return False
    if words[0] == "from" and _hangs_on_noun(doc, first, last):
        return False
    lone_year = words[-1].isdigit() and (len(words) == 1 or words[-2] in _BOUNDS)
    if lone_year and behind in _COUNTED:
        return False
    if behind == "of" and words[-1] in _UNITS and {"last", "past"} & set(words):
        return False  # "the last year of the war"
    if words[-1] in _AMBIGUOUS_MONTHS and _is_person_or_verb(doc, run, end):
        return False
    if len(words) == 1:
        return _fits_alone(words[0], before, behind, doc, run, start)
    if len(words) == 2 and words[0] == "the" and words[1][0].isdigit() and words[1][-1] in "tdh":
        return before in _BEFORE_NTH and not _is_modifier(doc, run, end)
    return True


def _whole_tokens(run: Run, start: int, end: int) -> bool:
    """Whether the atoms begin and end with tokens ("25" of "25-year-old" does not)."""
    atoms = run.atoms
    cut_front = start > 0 and atoms[start - 1].token == atoms[start].token
    cut_back = end < len(atoms) and atoms[end].token == atoms[end - 1].token
    return not (cut_front or cut_back)


def _in_name(doc: Doc, run: Run, start: int, end: int) -> bool:
    """Whether the words are part of a longer name: "Black Friday Ltd", "Anna May"."""
    first, last = run.atoms[start].token, run.atoms[end - 1].token
    for token in doc[first : last + 1]:
        label = token.ent_type_
        if label not in _NAME_LABELS:
            continue
        if label in ("PER", "PERSON"):
            return True
        named_year = label in ("MISC", "EVENT") and doc[last].text.isdigit()
        if _goes_beyond(doc, token, first, last) and not named_year:
            return True
    return False


def _goes_beyond(doc: Doc, token: Token, first: int, last: int) -> bool:
    """Whether the name of `token` goes on outside tokens [first, last]."""
    begins = all(doc[i].ent_iob_ == "I" for i in range(first, token.i + 1))
    goes_on = last + 1 < len(doc) and all(
        doc[i].ent_iob_ == "I" for i in range(token.i + 1, last + 2)
    )
    return begins or goes_on


def _is_modifier(doc: Doc, run: Run, end: int) -> bool:
    """Whether a noun follows that the words belong to: "since Monday's attack"."""
    if end < len(run.atoms) and run.atoms[end].word in _POSSESSIVE:
        return True
    last = doc[run.atoms[end - 1].token]
    return (
        doc.has_annotation("DEP")
        and last.head.i > last.i
        and last.dep_.startswith(("compound", "nmod", "nummod", "amod"))
    )


def _hangs_on_noun(doc: Doc, first: int, last: int) -> bool:
    """Whether the words tell which thing is meant: "a photo from 2012" does not start in 2012."""
    inside = range(first, last + 1)
    tops = (doc[i] for i in inside if doc[i].head.i not in inside)
    return doc.has_annotation("DEP") and any(top.head.pos_ in ("NOUN", "PROPN") for top in tops)


def _is_person_or_verb(doc: Doc, run: Run, end: int) -> bool:
    """Whether a capital May or March acts: "May said", "May's government"."""
    if end >= len(run.atoms):
        return False
    behind = doc[run.atoms[end].token]
    return run.atoms[end].word in _POSSESSIVE or behind.tag_ in ("VBD", "VBZ", "MD")


def _fits_alone(word: str, before: str, behind: str, doc: Doc, run: Run, start: int) -> bool:
    """Whether a single word is a time where it stands."""
    token = doc[run.atoms[start].token]
    if word.isdigit():
        return _is_year(token, before, behind)
    if word in _AMBIGUOUS_MONTHS:
        return before in _BEFORE_MONTH
    if word == "today" and token.text[0].isupper():
        # "Russia Today" is a name; a sentence may well begin with "Today".
        return not (start and doc[run.atoms[start - 1].token].text[:1].isupper())
    return True


def _is_year(token: Token, before: str, behind: str) -> bool:
    """Whether a lone number from 1500 to 2199 is a year: after a preposition, before a name."""
    if before in ("more", "about", "than", "over") or behind in ("-", ":", "%", "metres"):
        return False
    follower = token.nbor() if token.i + 1 < len(token.doc) else None
    if before in _BEFORE_YEAR:
        # "of 1900 voters", but "of 1900", "the 1900 voters"
        counts = follower is not None and follower.tag_ == "NNS" and token.dep_ == "nummod"
        return not (counts and before in _BEFORE_NUMBER)
    if follower is None:
        return False
    if before in _DETERMINERS:
        return follower.is_alpha and follower.tag_ != "NNS"  # "a 2015 ruling", "its 2015 workers"
    return follower.text[:1].isupper() and (before.islower() or not before)
