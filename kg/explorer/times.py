"""When things happened, as days that can be sorted and put side by side.

A day is its number from 1970-01-01 on, as a browser counts them; a year or a month is its first
and its last day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from kg.vocab import partial_date

Days = tuple[int, int]

_EPOCH = date(1970, 1, 1).toordinal()


def days(text: object) -> Days | None:
    """First and last day of YYYY, YYYY-MM or YYYY-MM-DD (a time of day is left out), else None."""
    point = partial_date(text[:10]) if isinstance(text, str) else None
    if point is None:
        return None
    year, month, day = (*map(int, point.value.split("-")), 0, 0)[:3]
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return first.toordinal() - _EPOCH, last.toordinal() - _EPOCH


def when(row: Mapping[str, object], published: Days | None) -> Days | None:
    """From when to when a row says that something is so; None when it does not say.

    What began and has no end lasts until the article appeared; what only has an end, as in "by
    the end of 2031", may be at any time from then on.
    """
    point, start, end = (days(row.get(key)) for key in ("time", "time_start", "time_end"))
    if point:
        return point
    if start and end:
        return (start[0], end[1]) if start[0] <= end[1] else None
    if start:
        return start[0], published[1] if published and published[1] >= start[0] else start[1]
    if end:
        return published[0] if published and published[0] <= end[1] else end[0], end[1]
    return None
