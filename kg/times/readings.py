"""What each wording of a time means: from its words and the day of publication to a `Span`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from kg.times import calendar
from kg.times.calendar import UNKNOWN, Span, point
from kg.times.words import MONTHS, NUMBERS, ORDINALS, SHORT_MONTHS, TENS_WORDS, WEEKDAYS, Run


class When(NamedTuple):
    """What a reading depends on: the day of publication, and whether the sentence looks ahead.

    `coming` is None where nothing tells the tense. `anchor` is the ISO date of the time told
    before, which "the next day" counts from.
    """

    published: date | None
    coming: bool | None
    anchor: str | None = None


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


def year_of(run: Run) -> int:
    """The year that is named."""
    return int(run.word("YEAR"))


def month_of(run: Run) -> int:
    """The number of the month that is named."""
    word = run.word("ANYMONTH")
    return MONTHS.index(word) + 1 if word in MONTHS else SHORT_MONTHS.index(word[:3]) + 1


def day_of(run: Run) -> int:
    """The day of the month that is named."""
    return digits(run.word("DAYS"))


def digits(word: str) -> int:
    """The number in a word: 5 of "5th"."""
    return int("".join(char for char in word if char.isdigit()))


def count(run: Run) -> int | None:
    """How many: "three", "10", "a"; None for "several", "years"."""
    word = run.word("COUNT")
    if word in NUMBERS:
        return NUMBERS.index(word)
    if word:
        return int(word)
    return None if run.word("VAGUE", "UNITS") else 1


def _rank(run: Run) -> int:
    word = run.word("RANK")
    return ORDINALS.index(word) + 1 if word in ORDINALS else digits(word)


def unit_of(run: Run) -> str:
    """The unit that is counted: "day", "year"."""
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
    return point(year_of(run), month_of(run), day_of(run))


def iso_date(run: Run, when: When) -> Span | None:
    """2019-05-01."""
    month, number = (int(word) for word in run.words("DAY"))
    found = point(int(run.word("YEAR")), month, number)
    return found if found.value else None


def numeric_date(run: Run, when: When) -> Span:
    """31/12/2019, 12/31/2019, 31.12.2019; day and month may be told apart or are not known."""
    parts = re.findall(r"\d+", "/".join(atom.word for atom in run.atoms))
    first, second, year = (int(part) for part in parts)
    if any("." in atom.word for atom in run.atoms) or first > 12 or first == second:
        return point(year, second, first) if second <= 12 else UNKNOWN
    return point(year, first, second) if second > 12 else UNKNOWN


def month_day(run: Run, today: date, coming: bool | None) -> Span:
    """May 5."""
    return calendar.month_day(today, month_of(run), day_of(run), coming)


def year_month(run: Run, when: When) -> Span:
    """May 2019."""
    return point(year_of(run), month_of(run))


def month_of_year(run: Run, today: date, coming: bool | None) -> Span:
    """May last year."""
    return UNKNOWN if run.has("that") else point(today.year + _direction(run), month_of(run))


def month(run: Run, today: date, coming: bool | None) -> Span:
    """In May; late May."""
    return calendar.month(today, month_of(run), bool(coming))


def last_or_next_month_name(run: Run, today: date, coming: bool | None) -> Span:
    """Last May (not the current one), next May, this May."""
    direction, index = _direction(run), month_of(run)
    if direction < 0:
        return point(today.year - (index >= today.month), index)
    return point(today.year + (direction > 0 and index <= today.month), index)


def year(run: Run, when: When) -> Span:
    """2014; early 2014; the end of 2014."""
    return point(year_of(run))


def nth(run: Run, today: date, coming: bool | None) -> Span:
    """The 17th: the nearest, by the tense."""
    number, step = day_of(run), 1 if coming else -1
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
    name, direction = unit_of(run), _direction(run)
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
    amount = count(run)
    if amount is None or run.word("HEDGE", "HOURS") or run.has("than"):
        return UNKNOWN
    return calendar.shifted(today, unit_of(run), -amount)


def years_and_half_ago(run: Run, today: date, coming: bool | None) -> Span:
    """A year and a half ago, two and a half years ago: the year it was."""
    if run.word("UNITS") not in ("", "years"):
        return UNKNOWN
    amount = count(run) or 0
    return point(calendar.month_at(today, -12 * amount - 6)[0])


def from_now(run: Run, today: date, coming: bool | None) -> Span:
    """Two days from now."""
    amount = count(run)
    return UNKNOWN if amount is None else calendar.shifted(today, unit_of(run), amount)


def stretch(run: Run, today: date, coming: bool | None) -> Span:
    """The past five years, the next two weeks, the past year."""
    amount = count(run)
    if amount is None or run.word("HEDGE", "HOURS") or run.has("than"):
        return UNKNOWN
    return calendar.stretch(today, unit_of(run), amount * (_direction(run) or -1))


def decade(run: Run, when: When) -> Span:
    """The 1990s; the 90s, the nineties: of the last century; the 1800s are a whole century."""
    word = run.word("TENS")
    start = TENS_WORDS.get(word) or digits(word)
    start += 1900 if start < 100 else 0
    return Span(None, str(start), str(start + (99 if start % 100 == 0 and start < 2000 else 9)))


def century(run: Run, when: When) -> Span:
    """The 19th century: 1801 to 1900."""
    last = _rank(run) * 100
    return Span(None, f"{last - 99:04d}", f"{last:04d}")


def _year_meant(run: Run, when: When) -> int | None:
    """2018; last year; with neither, the year of publication."""
    if run.word("YEAR"):
        return year_of(run)
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


def months_of_year(run: Run, when: When) -> Span | None:
    """The first nine months of 2018, the last three months of the year."""
    whole = run.cut(len(run.atoms) - 2, len(run.atoms))
    amount, found = count(run), _year_meant(whole, when)
    if run.word("UNITS") != "months" or amount is None or found is None or amount > 11:
        return UNKNOWN
    first, last = (13 - amount, 12) if run.atoms[1].word == "last" else (1, amount)
    return Span(None, f"{found:04d}-{first:02d}", f"{found:04d}-{last:02d}")


def nth_of_month(run: Run, when: When) -> Span | None:
    """The first Monday of May 2018, the last weekend of July, the last day of June."""
    found = _month_meant(run, when)
    if found is None:
        return UNKNOWN
    days = [date(*found, n + 1) for n in range(monthrange(*found)[1])]
    if run.word("WEEKDAY"):
        days = [d for d in days if d.weekday() == WEEKDAYS.index(run.word("WEEKDAY"))]
    elif run.has("weekend"):
        days = [d for d in days if d.weekday() == 5]
    elif run.word("SPAN") != "day":
        return point(*found)  # weeks are not counted alike
    at = -1 if run.has("last") else _rank(run) - 1
    if at >= len(days):
        return None
    return calendar.weekend(days[at]) if run.has("weekend") else calendar.day(days[at])


def _month_meant(run: Run, when: When) -> tuple[int, int] | None:
    if run.word("YEAR"):
        return year_of(run), month_of(run)
    if when.published is None:
        return None
    found = calendar.month(when.published, month_of(run), bool(when.coming)).value
    return (int(found[:4]), int(found[5:7])) if found else None


def season(run: Run, when: When) -> Span:
    """The summer of 2018: that year; its months differ between hemispheres."""
    return point(year_of(run))


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
