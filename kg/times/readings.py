"""What each wording of a time means: from its words and the day of publication to a `Span`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from kg.times import calendar
from kg.times.calendar import UNKNOWN, Span, first_day, last_day, point
from kg.times.words import MONTHS, NUMBERS, ORDINALS, SHORT_MONTHS, WEEKDAYS, Run


class When(NamedTuple):
    """What a reading depends on: the day of publication, and whether the sentence looks ahead.

    `coming` is None where nothing tells the tense.
    """

    published: date | None
    coming: bool | None


Reading = Callable[[Run, When], Span | None]


def unknown(run: Run, when: When) -> Span:
    """A time that counts from another one: "the next day", "three years earlier"."""
    return UNKNOWN


def relative(read: Callable[[Run, date, bool | None], Span | None]) -> Reading:
    """A reading that needs the day of publication; without one the time is unknown."""

    def with_publication(run: Run, when: When) -> Span | None:
        return read(run, when.published, when.coming) if when.published else UNKNOWN

    return with_publication


# --- parts of dates ---------------------------------------------------------------------------


def _year(run: Run) -> int:
    return int(run.word("YEAR"))


def _month(run: Run) -> int:
    word = run.word("ANYMONTH")
    return MONTHS.index(word) + 1 if word in MONTHS else SHORT_MONTHS.index(word[:3]) + 1


def _day(run: Run) -> int:
    return _digits(run.word("DAYS"))


def _digits(word: str) -> int:
    return int("".join(char for char in word if char.isdigit()))


def _count(run: Run) -> int | None:
    """How many: "three", "10", "a"; None for "several", "years"."""
    word = run.word("COUNT")
    if word in NUMBERS:
        return NUMBERS.index(word)
    if word:
        return int(word)
    return None if run.word("VAGUE", "UNITS") else 1


def _rank(run: Run) -> int:
    word = run.word("RANK")
    return ORDINALS.index(word) + 1 if word in ORDINALS else _digits(word)


def _unit(run: Run) -> str:
    word = run.word("SPAN", "UNITS")
    return "century" if word == "centuries" else word.removesuffix("s")


def _direction(run: Run) -> int:
    """-1 for "last", 1 for "next", 0 for "this"."""
    if run.has("last", "past"):
        return -1
    return 1 if run.has("next", "coming", "upcoming") else 0


# --- readings of points -----------------------------------------------------------------------


def year_month_day(run: Run, when: When) -> Span:
    """May 5, 2019."""
    return point(_year(run), _month(run), _day(run))


def iso_date(run: Run, when: When) -> Span | None:
    """2019-05-01."""
    month, number = (int(word) for word in run.words("DAY"))
    found = point(int(run.word("YEAR")), month, number)
    return found if found.value else None


def month_day(run: Run, today: date, coming: bool | None) -> Span:
    """May 5."""
    return calendar.month_day(today, _month(run), _day(run), coming)


def year_month(run: Run, when: When) -> Span:
    """May 2019."""
    return point(_year(run), _month(run))


def month_of_year(run: Run, today: date, coming: bool | None) -> Span:
    """May last year."""
    return UNKNOWN if run.has("that") else point(today.year + _direction(run), _month(run))


def month(run: Run, today: date, coming: bool | None) -> Span:
    """In May; late May."""
    return calendar.month(today, _month(run), bool(coming))


def last_or_next_month_name(run: Run, today: date, coming: bool | None) -> Span:
    """Last May (not the current one), next May, this May."""
    direction, index = _direction(run), _month(run)
    if direction < 0:
        return point(today.year - (index >= today.month), index)
    return point(today.year + (direction > 0 and index <= today.month), index)


def year(run: Run, when: When) -> Span:
    """2014; early 2014; the end of 2014."""
    return point(_year(run))


def nth(run: Run, today: date, coming: bool | None) -> Span:
    """The 17th: the nearest, by the tense."""
    number, step = _day(run), 1 if coming else -1
    for offset in range(3):
        found = point(*calendar.month_at(today, offset * step), number)
        if found.value and (date.fromisoformat(found.value) - today).days * step >= 0:
            return found
    return UNKNOWN


def weekday(run: Run, today: date, coming: bool | None) -> Span:
    """On Friday; early Friday; Friday night."""
    ahead = bool(coming) or run.has("coming")
    return calendar.weekday(today, WEEKDAYS.index(run.word("WEEKDAY")), ahead)


def last_weekday(run: Run, today: date, coming: bool | None) -> Span:
    """Last Friday: the nearest before the day of publication."""
    return calendar.weekday(today - timedelta(1), WEEKDAYS.index(run.word("WEEKDAY")), False)


def next_weekday(run: Run, today: date, coming: bool | None) -> Span:
    """Next Friday: that of next week, for the coming one is plain "Friday" or "this Friday"."""
    monday = today + timedelta(days=7 - today.weekday())
    return calendar.day(monday + timedelta(days=WEEKDAYS.index(run.word("WEEKDAY"))))


def weekday_of_week(run: Run, today: date, coming: bool | None) -> Span:
    """Friday last week, Friday of next week."""
    monday = today + timedelta(days=7 * _direction(run) - today.weekday())
    return calendar.day(monday + timedelta(days=WEEKDAYS.index(run.word("WEEKDAY"))))


def days_away(offset: int) -> Reading:
    """Yesterday (-1), this morning (0), tomorrow (1)."""
    return relative(lambda run, today, coming: calendar.day(today + timedelta(days=offset)))


def unit(run: Run, today: date, coming: bool | None) -> Span:
    """Last week, this month, next year."""
    name, direction = _unit(run), _direction(run)
    if name == "decade" and direction < 0:
        return UNKNOWN  # the last ten years or the last ten with one beginning
    if name in ("decade", "century"):
        length = 10 if name == "decade" else 100
        start = (today.year // length + direction) * length + (length == 100)
        return Span(None, str(start), str(start + length - 1))
    return calendar.shifted(today, name, direction)


def this_year(run: Run, today: date, coming: bool | None) -> Span:
    """Year-end."""
    return point(today.year)


def weekend(run: Run, today: date, coming: bool | None) -> Span:
    """The weekend (nearest, by the tense), last weekend, next weekend."""
    if run.has("next"):
        return calendar.weekend(today + timedelta(days=7))
    ahead = coming or run.has("coming") or (coming is None and run.has("this"))
    back = not ahead and today.weekday() < 5
    return calendar.weekend(today - timedelta(days=7 if back or run.has("last") else 0))


def ago(run: Run, today: date, coming: bool | None) -> Span:
    """Two days ago; "nearly two days ago" and "several days ago" give no date."""
    count = _count(run)
    if count is None or run.word("HEDGE", "HOURS") or run.has("than"):
        return UNKNOWN
    return calendar.shifted(today, _unit(run), -count)


def from_now(run: Run, today: date, coming: bool | None) -> Span:
    """Two days from now."""
    count = _count(run)
    return UNKNOWN if count is None else calendar.shifted(today, _unit(run), count)


def stretch(run: Run, today: date, coming: bool | None) -> Span:
    """The past five years, the next two weeks, the past year."""
    count = _count(run)
    if count is None or run.word("HEDGE", "HOURS") or run.has("than"):
        return UNKNOWN
    return calendar.stretch(today, _unit(run), count * (_direction(run) or -1))


def decade(run: Run, when: When) -> Span:
    """The 1990s; the 90s, which are those of the last century."""
    start = _digits(run.word("TENS"))
    start += 1900 if start < 100 else 0
    return Span(None, str(start), str(start + 9))


def century(run: Run, when: When) -> Span:
    """The 19th century: 1801 to 1900."""
    last = _rank(run) * 100
    return Span(None, f"{last - 99:04d}", f"{last:04d}")


def _year_meant(run: Run, when: When) -> int | None:
    """2018; last year; with neither, the year of publication."""
    if run.word("YEAR"):
        return _year(run)
    return when.published.year + _direction(run) if when.published else None


def quarter(run: Run, when: When) -> Span | None:
    """The first quarter of 2018, Q1 2018; the last quarter of last year."""
    number = int(run.word("QUARTER")[1]) if run.word("QUARTER") else _rank(run)
    found = _year_meant(run, when)
    if not 1 <= number <= 4:
        return None
    if found is None:
        return UNKNOWN
    return Span(None, f"{found:04d}-{3 * number - 2:02d}", f"{found:04d}-{3 * number:02d}")


def half(run: Run, when: When) -> Span | None:
    """The second half of 2018."""
    number, found = _rank(run), _year_meant(run, when)
    if number > 2:
        return None
    if found is None:
        return UNKNOWN
    return Span(None, f"{found:04d}-{6 * number - 5:02d}", f"{found:04d}-{6 * number:02d}")


def season(run: Run, when: When) -> Span:
    """The summer of 2018: that year; its months differ between hemispheres."""
    return point(_year(run))


def season_of_year(run: Run, today: date, coming: bool | None) -> Span:
    """This summer; last summer may be this year's and winter lies in two: unknown."""
    if run.has("last", "next", "winter"):
        return UNKNOWN
    return point(today.year)


def _thanksgiving(found: int) -> date:
    """The fourth Thursday of November, as in the United States."""
    return date(found, 11, 22 + (3 - date(found, 11, 1).weekday()) % 7)


def _feast(run: Run, found: int) -> date | None:
    """The day of a feast in a year; None for those that no fixed rule dates."""
    words = " ".join(atom.word for atom in run.atoms).replace(" 's", "'s")
    for name, offset in (("good friday", -2), ("easter monday", 1), ("easter", 0)):
        if name in words:
            return calendar.easter(found) + timedelta(days=offset)
    if "thanksgiving" in words:
        return _thanksgiving(found)
    return next((date(found, *day) for name, day in _FIXED_FEASTS if name in words), None)


_FIXED_FEASTS = (
    ("christmas eve", (12, 24)), ("christmas", (12, 25)), ("boxing day", (12, 26)),
    ("new year's eve", (12, 31)), ("new year's day", (1, 1)),
    ("valentine's day", (2, 14)), ("halloween", (10, 31)),
)  # fmt: skip


def feast(run: Run, when: When) -> Span:
    """Christmas 2018; without a year the nearest, by the tense; Ramadan has no date here."""
    if run.word("YEAR") or run.has("last", "this"):
        found = _year_meant(run, when)
        day = _feast(run, found) if found else None
        if day and run.has("last") and when.published:
            day = _feast(run, when.published.year if day.replace(year=when.published.year)
                         < when.published else when.published.year - 1)  # fmt: skip
        return calendar.day(day) if day else UNKNOWN
    if when.published is None:
        return UNKNOWN
    days = [_feast(run, when.published.year + offset) for offset in (-1, 0, 1)]
    known = [day for day in days if day]
    ahead = [day for day in known if day >= when.published]
    past = [day for day in known if day <= when.published]
    if not known:
        return UNKNOWN
    return calendar.day(min(ahead) if when.coming else max(past))


def clock_alone(run: Run, when: When) -> Span:
    """10 p.m. local time: no date."""
    return UNKNOWN


# --- readings of what is built from points --------------------------------------------------


def _at_end(run: Run) -> bool:
    return run.has("end")


def _at_start(run: Run) -> bool:
    return run.has("beginning", "start")


def _edge(run: Run, span: Span, inner: str | None) -> str | None:
    """The point itself, or its first or last day where the words say "the end of"."""
    if inner and _at_end(run):
        return last_day(span.last or inner).isoformat()
    if inner and _at_start(run):
        return first_day(span.first or inner).isoformat()
    return inner


def since(run: Run, span: Span) -> Span:
    """Since 2014, from Monday on."""
    return Span(None, _edge(run, span, span.first), None)


def until(run: Run, span: Span) -> Span:
    """Until 2020, by the end of May."""
    return Span(None, None, _edge(run, span, span.last))


def before(run: Run, span: Span) -> Span:
    """Before 2020: to the day before; before the end of 2019: to its last day."""
    if _at_end(run) or not span.first:
        return until(run, span)
    return Span(None, None, (first_day(span.first) - timedelta(days=1)).isoformat())


def after(run: Run, span: Span) -> Span:
    """After 2014: from the day after; after the start of 2014: from its first day."""
    if _at_start(run) or not span.last:
        return since(run, span)
    return Span(None, (last_day(span.last) + timedelta(days=1)).isoformat(), None)


def in_year_of(first: Run, last: Run) -> Span:
    """Of "May 5 to June 2, 2018" the first date in the year that only the second has."""
    index = _month(first)
    crosses = bool(last.word("ANYMONTH")) and index > _month(last)
    return point(_year(last) - crosses, index, _day(first) if first.word("DAYS") else None)


def ordered(start: str | None, end: str | None) -> Span:
    """The interval, or unknown where a year was guessed wrong and it would run backwards."""
    return UNKNOWN if start and end and start > end else Span(None, start, end)


def days_of_month(run: Run, when: When) -> Span:
    """May 17 to 19, 2018; 17-19 May."""
    first, last = (_digits(word) for word in run.words("DAYS"))
    if run.word("YEAR"):
        ends = [point(_year(run), _month(run), number).value for number in (first, last)]
    elif when.published:
        start = calendar.month_day(when.published, _month(run), first, when.coming).value
        known = first_day(start) if start else None
        ends = [start, point(known.year, known.month, last).value if known else None]
    else:
        ends = [None, None]
    return ordered(*ends) if all(ends) else UNKNOWN


def years(run: Run, when: When) -> Span | None:
    """2010-2014, 2014/15."""
    start = run.words("YEAR")[0]
    end = (run.words("YEAR") + run.words("COUNT"))[1]
    if len(end) == 2:
        end = start[:2] + end
    return Span(None, start, end) if len(end) == 4 and start < end else None
