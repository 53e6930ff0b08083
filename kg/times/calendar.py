"""Calendar arithmetic on ISO strings of any precision: YYYY, YYYY-MM, YYYY-MM-DD."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_FAR_MONTHS = 9
_FAR = 270  # days; writers give the year with a date that is further off than about nine months


class Span(NamedTuple):
    """What an expression means: a point, an interval, or (all None) a time not known to us."""

    value: str | None = None
    start: str | None = None
    end: str | None = None

    @property
    def first(self) -> str | None:
        """Where it begins."""
        return self.value or self.start

    @property
    def last(self) -> str | None:
        """Where it ends."""
        return self.value or self.end


UNKNOWN = Span()


def point(year: int, month: int | None = None, day: int | None = None) -> Span:
    """A date of the precision given; unknown when there is no such day."""
    if month is None:
        return Span(f"{year:04d}")
    if day is None:
        return Span(f"{year:04d}-{month:02d}")
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return UNKNOWN
    return Span(f"{year:04d}-{month:02d}-{day:02d}")


def day(value: date) -> Span:
    """One day."""
    return Span(value.isoformat())


def week(value: date) -> Span:
    """Monday to Sunday of the week with this day (ISO 8601)."""
    monday = value - timedelta(days=value.weekday())
    return Span(None, monday.isoformat(), (monday + timedelta(days=6)).isoformat())


def weekend(value: date) -> Span:
    """Saturday and Sunday of the week with this day."""
    saturday = value + timedelta(days=5 - value.weekday())
    return Span(None, saturday.isoformat(), (saturday + timedelta(days=1)).isoformat())


def month_at(value: date, offset: int) -> tuple[int, int]:
    """Year and month that many months away."""
    year, month = divmod(value.year * 12 + value.month - 1 + offset, 12)
    return year, month + 1


def shifted(value: date, unit: str, amount: int) -> Span:
    """The day, week, month or year that many units away; of coarser units nothing is known."""
    if unit == "day":
        return day(value + timedelta(days=amount))
    if unit == "week":
        return week(value + timedelta(weeks=amount))
    if unit == "month":
        return point(*month_at(value, amount))
    if unit == "year":
        return point(value.year + amount)
    return UNKNOWN


def stretch(value: date, unit: str, amount: int) -> Span:
    """The time from `value` that many units back (negative) or ahead, in the unit's precision."""
    if unit in ("decade", "century"):
        unit, amount = "year", amount * (10 if unit == "decade" else 100)
    if unit == "week":
        unit, amount = "day", amount * 7
    here, there = shifted(value, unit, 0).value, shifted(value, unit, amount).value
    return Span(None, there, here) if amount < 0 else Span(None, here, there)


def weekday(value: date, index: int, coming: bool) -> Span:
    """The nearest such weekday, the day itself included."""
    offset = (index - value.weekday()) % 7 if coming else -((value.weekday() - index) % 7)
    return day(value + timedelta(days=offset))


def month(value: date, index: int, coming: bool) -> Span:
    """The nearest such month, the current one included; a far one is unknown, as in `month_day`."""
    offset = (index - value.month) % 12 if coming else -((value.month - index) % 12)
    return point(*month_at(value, offset)) if abs(offset) <= _FAR_MONTHS else UNKNOWN


def month_day(value: date, index: int, number: int, coming: bool | None) -> Span:
    """The nearest such day of a month; a far one is taken for a tense that was misread."""
    found = [
        date(year, index, number)
        for year in (value.year - 1, value.year, value.year + 1)
        if number <= monthrange(year, index)[1]
    ]
    past = max((one for one in found if one <= value), default=None)
    ahead = min((one for one in found if one >= value), default=None)
    if past is None or ahead is None:
        return UNKNOWN
    gap_back, gap_ahead = (value - past).days, (ahead - value).days
    if coming:
        return day(ahead) if gap_ahead <= _FAR else UNKNOWN
    if coming is None or gap_back > _FAR:
        return day(past if gap_back <= gap_ahead else ahead)
    return day(past)


def first_day(value: str) -> date:
    """The first day of a year, month or day."""
    year, index, number = (*(int(part) for part in value.split("-")), 1, 1)[:3]
    return date(year, index, number)


def last_day(value: str) -> date:
    """The last day of a year, month or day."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return date(*parts)
    last = parts[1] if len(parts) == 2 else 12
    return date(parts[0], last, monthrange(parts[0], last)[1])


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    number, offset = divmod(h + m - 7 * n + 114, 31)
    return date(year, number, offset + 1)
