"""Dates and times in an article, as worded and as ISO 8601 where the words and the publication say.

`time_expressions()` reads tokens with a grammar of wordings (`grammar.py`), works without tags and
trees, and uses them where they help: the tense of the verb tells "on Friday" past from coming.

A relative time without a publication date stays unresolved, and so does one that counts from
another time ("the next day") where none was told shortly before: nothing is invented. Durations
("for three years") and ages ("a 25-year-old") are no times and give no expression; recurring times
("every Friday") are words only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from spacy.tokens import Doc, Token

from kg.model import TimeExpression
from kg.times import anaphora
from kg.times.calendar import UNKNOWN, Span, point
from kg.times.grammar import WORDINGS, Wording
from kg.times.readings import When, clock_alone, day_of, month_of, year_of
from kg.times.tense import looks_ahead
from kg.times.words import Run, read

_BOUNDS = frozenset(("since", "from", "until", "till", "through", "by", "before", "after", "prior"))
_BEFORE_YEAR = frozenset(
    ("in", "since", "until", "till", "of", "by", "during", "from", "to", "before", "after", "and",
     "early", "mid", "late", "through", "between", "circa", "for", "the", "(", "year", "or",
     "born", "b.", "died", "d.", "founded", "established", "est.")
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
_CLOSES = ("", ".", ",", ";", ")", "\n", "and", "but")
_POSSESSIVE = ("'s", "\u2019s", "'", "\u2019")


def time_expressions(doc: Doc, published: str | None) -> tuple[TimeExpression, ...]:
    """Every time in the document, in text order, without overlaps.

    `published` is the ISO date of the article; without it a date on a line of its own at the top is
    taken for it, else relative times stay unresolved. The text of an expression has no preposition
    unless that changes its meaning ("since 2014", not "in 2014").
    """
    run = read(doc)
    matches = list(_chosen(doc, run))
    stated = published or _dateline(doc, run, matches)
    today = date.fromisoformat(stated[:10]) if stated else None
    found: list[TimeExpression] = []
    for number, (start, end, wording) in enumerate(matches):
        first, last = run.atoms[start].token, run.atoms[end - 1].token
        when = When(today, looks_ahead(doc, first, last), _anchor(doc, found, first))
        span = wording.read(run.cut(start, end), when) or UNKNOWN
        if span == UNKNOWN and wording.read is anaphora.then:
            continue  # "at the time", of which nothing is told shortly before, says nothing
        if today is None and span == UNKNOWN:
            span = _in_year_beside(doc, run, matches, number)
        if today is None and span == UNKNOWN:
            first, last = _in_brackets(doc, first, last)
        found.append(_expression(doc, first, last, span, wording.read is clock_alone))
    return tuple(found)


def _in_brackets(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """ "today (23 December)" in an article without a date: the date alone tells something."""
    opening = next((i for i in range(first, last) if doc[i].text == "("), None)
    return (first, last) if opening is None or doc[last].text != ")" else (opening + 1, last - 1)


def _chosen(doc: Doc, run: Run) -> Iterator[tuple[int, int, Wording]]:
    """The wordings that hold, the longest first where they overlap, in text order."""
    kept: list[tuple[int, int, Wording]] = []
    taken: set[int] = set()
    for start, end, wording in sorted(_matches(run), key=lambda m: (m[0] - m[1], m[0])):
        if not taken.isdisjoint(range(start, end)) or not _fits(doc, run, start, end):
            continue
        if wording.read(run.cut(start, end), When(None, None)) is not None:
            taken.update(range(start, end))
            kept.append((start, end, wording))
    return iter(sorted(kept, key=lambda m: m[0]))


def _dateline(doc: Doc, run: Run, matches: list[tuple[int, int, Wording]]) -> str | None:
    """The day of publication where the article begins with it: "Friday, May 3, 2019"."""
    for start, end, wording in matches[:1]:
        span = wording.read(run.cut(start, end), When(None, None))
        full = span is not None and span.value is not None and len(span.value) == ISO_DAY
        if full and span and stands_apart(doc, run.atoms[start].token, run.atoms[end - 1].token):
            return span.value
    return None


def is_vague(expression: TimeExpression) -> bool:
    """Words that tell no time one could find: "recently", "in recent years", "at the age of 8"."""
    return not _VAGUE.isdisjoint(expression.text.lower().split())


_VAGUE = frozenset(("age", "aged", "recent", "recently", "lately", "every", "each"))
ISO_DAY = len("2019-05-03")


def stands_apart(doc: Doc, first: int, last: int) -> bool:
    """Whether the words have a line, or the beginning of one, to themselves, as datelines have."""
    before = doc[first - 1].text if first else "\n"
    behind = doc[last + 1].text if last + 1 < len(doc) else "\n"
    runs_on = doc[last].like_num and behind[:1].isupper()  # "May 3, 2019 On Tuesday, ..."
    return "\n" in before and ("\n" in behind or runs_on)


def _in_year_beside(
    doc: Doc, run: Run, matches: list[tuple[int, int, Wording]], number: int
) -> Span:
    """ "on 4 April and from 5 to 6 April 2016", "on 3 March for the 2016 Harbour Summit".

    Both days are of the year that is told once.
    """
    start, end, _ = matches[number]
    own = run.cut(start, end)
    if own.word("YEAR") or not own.word("ANYMONTH") or len(own.words("DAYS")) != 1:
        return UNKNOWN
    for other in (number - 1, number + 1):
        if not 0 <= other < len(matches):
            continue
        beside = run.cut(*matches[other][:2])
        if not beside.word("YEAR"):
            continue
        if not beside.word("ANYMONTH"):
            if _names_event(doc, run, start, matches[other][0]):
                return point(year_of(beside), month_of(own), day_of(own))
            continue
        (_, low, _), (high, _, _) = sorted((matches[number], matches[other]), key=lambda m: m[0])
        between = doc[run.atoms[low - 1].token + 1 : run.atoms[high].token]
        same = month_of(own) == month_of(beside)
        ordered = same or (month_of(own) < month_of(beside)) == (number < other)
        if ordered and not any(t.text in _ENDS or "\n" in t.text for t in between):
            return point(year_of(beside), month_of(own), day_of(own))
    return UNKNOWN


def _names_event(doc: Doc, run: Run, day: int, year: int) -> bool:
    """ "on 3 March for the 2016 Harbour Summit": the year of an event in the same sentence."""
    first, last = sorted((run.atoms[day].token, run.atoms[year].token))
    ended = any(t.text in _ENDS or "\n" in t.text for t in doc[first:last])
    return doc[run.atoms[year].token].ent_type_ in ("MISC", "EVENT") and not ended


#: How many sentences back a time counts from: "On Friday ... . ... . The next day".
_REACH = 2
_ENDS = frozenset((".", "!", "?"))


def _anchor(doc: Doc, found: list[TimeExpression], first: int) -> str | None:
    """The last point in time told shortly before."""
    for one in reversed(found):
        between = doc[one.last + 1 : first]
        if sum(t.text in _ENDS for t in between) > _REACH or any(
            t.text.count("\n") > 1 for t in between
        ):
            return None
        aside = doc[one.last + 1].text == ")" if one.last + 1 < first else False
        if one.value is not None and not aside and not stands_apart(doc, one.first, one.last):
            return one.value
    return None


def _matches(run: Run) -> Iterator[tuple[int, int, Wording]]:
    """Where wordings match: first atom, end, wording, in the order of the wordings."""
    stretches = list(run.stretches())
    for wording in WORDINGS:
        for start, end in stretches:
            for match in wording.pattern.finditer(run.chars, start, end):
                yield match.start(), match.end(), wording


def _expression(doc: Doc, first: int, last: int, span: Span, clock: bool) -> TimeExpression:
    text = " ".join(doc[first : last + 1].text.split())
    opens = doc[first].is_sent_start and doc[first].tag_ not in ("", "NNP", "NNPS")
    if opens and text.split()[0].istitle():
        text = text[0].lower() + text[1:]  # "Since 2009" is the same time as "since 2009"
    return TimeExpression(text, first, last, span.value, span.start, span.end, clock)


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
    if {"age", "aged", "he", "she"} & set(words) and not _is_age_then(doc, run, start, end):
        return False
    if words[-1] == "time" and (behind == "of" or "as" in (words[0], behind)):
        return False  # "at the time of the attack", "at the same time as"
    if behind == "of" and words[-1] in _UNITS and {"last", "past"} & set(words):
        return False  # "the last year of the war"
    since = start if words[0] == "since" else start - 1
    if since > 0 and [run.atoms[since - 1].word, run.atoms[since].word] == ["time", "since"]:
        return False  # "for the first time since 1998"
    if words[-1] in ("before", "after"):
        return behind in _CLOSES  # "the day before the vote" is not told here
    if words[0] == "that" and doc[first].dep_ == "mark":
        return False  # "said that day care is dear"
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


def _is_age_then(doc: Doc, run: Run, start: int, end: int) -> bool:
    """ "joined Acme aged 14", "until she was 18"; not "Ek, aged 14, joined", "was 18 metres"."""
    first, last = doc[run.atoms[start].token], doc[run.atoms[end - 1].token]
    behind = run.atoms[end].word if end < len(run.atoms) else ""
    if behind not in _CLOSES and behind not in ("when", "to", "in", "for", "as", "because"):
        return False
    before = run.atoms[start - 1].word if start else ""
    if run.atoms[start].word in ("aged", "at"):
        said = first.dep_ in ("conj", "ROOT") or any(c.dep_ == "cop" for c in first.children)
        return before != "," and not said and not (first.is_sent_start or last.head.pos_ == "PROPN")
    return True


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
