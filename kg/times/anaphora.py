"""Times that count from a time told before: "the next day", "two years earlier", "that month".

The anchor is the last point in time told shortly before. Without one, or where it is coarser than
what is counted ("in 2010 ... the next day"), the time stays unknown.
"""

from __future__ import annotations

from datetime import date, timedelta

from kg.times import calendar
from kg.times.calendar import UNKNOWN, Span, first_day
from kg.times.readings import When, count, unit_of
from kg.times.words import WEEKDAYS, Run

_BACK = ("earlier", "previously", "previous", "preceding", "prior", "before")
_AHEAD = ("later", "afterwards", "afterward", "next", "following", "after")
#: How much of an ISO date a unit needs.
_PRECISION = {"day": 10, "week": 10, "month": 7, "year": 4, "decade": 4}


def same(run: Run, when: When) -> Span:
    """That day, the same night, that month, later in the day."""
    return _from_anchor(_unit(run), 0, when)


def then(run: Run, when: When) -> Span:
    """At the time: that of the time told before, however precise."""
    return UNKNOWN if when.anchor is None else Span(when.anchor)


def next_to(run: Run, when: When) -> Span:
    """The next day, the following year, the previous month, the day before."""
    return _from_anchor(_unit(run), -1 if run.has(*_BACK) else 1, when)


def counted(run: Run, when: When) -> Span:
    """Two days later, a year earlier; "several years earlier" stays unknown."""
    amount = count(run)
    if amount is None or run.word("HEDGE", "HOURS"):
        return UNKNOWN
    return _from_anchor(_unit(run), -amount if run.has(*_BACK) else amount, when)


def following_weekday(run: Run, when: When) -> Span:
    """The following Friday, the previous Monday."""
    if when.anchor is None or len(when.anchor) < _PRECISION["day"]:
        return UNKNOWN
    step = 1 if run.has(*_AHEAD) else -1
    start = first_day(when.anchor) + timedelta(days=step)
    return calendar.weekday(start, WEEKDAYS.index(run.word("WEEKDAY")), coming=step > 0)


def part_of_unit(run: Run, when: When) -> Span:
    """Earlier in the month: that of the time told before, else that of publication."""
    found = _from_anchor(_unit(run), 0, when)
    if found != UNKNOWN or when.published is None or _unit(run) == "day":
        return found
    return calendar.shifted(when.published, _unit(run), 0)


def _unit(run: Run) -> str:
    return "day" if run.word("PART") else unit_of(run)


def _from_anchor(unit: str, amount: int, when: When) -> Span:
    anchor = when.anchor
    if anchor is None or len(anchor) < _PRECISION.get(unit, len(anchor) + 1):
        return UNKNOWN
    if unit == "decade":
        return calendar.point(date.fromisoformat(f"{anchor[:4]}-01-01").year + 10 * amount)
    if unit == "week" and amount:
        return calendar.day(first_day(anchor) + timedelta(weeks=amount))
    return calendar.shifted(first_day(anchor), unit, amount)
