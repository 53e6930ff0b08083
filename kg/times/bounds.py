"""What is built from points: since and until, before and after, from one to another."""

from __future__ import annotations

from datetime import timedelta

from kg.times import calendar
from kg.times.calendar import UNKNOWN, Span, first_day, last_day, point
from kg.times.readings import When, day_of, digits, month_of, year_of
from kg.times.words import Run


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


def week_of(run: Run, span: Span) -> Span:
    """The week of May 3: Monday to Sunday."""
    known = span.value is not None and len(span.value) == len("2019-05-03")
    return calendar.week(first_day(span.value)) if known and span.value else UNKNOWN


def in_year_of(first: Run, last: Run) -> Span:
    """Of "May 5 to June 2, 2018" the first date in the year that only the second has."""
    index = month_of(first)
    crosses = bool(last.word("ANYMONTH")) and index > month_of(last)
    return point(year_of(last) - crosses, index, day_of(first) if first.word("DAYS") else None)


def ordered(start: str | None, end: str | None) -> Span:
    """The interval, or unknown where a year was guessed wrong and it would run backwards."""
    return UNKNOWN if start and end and start > end else Span(None, start, end)


def days_of_month(run: Run, when: When) -> Span:
    """May 17 to 19, 2018; 17-19 May."""
    first, last = (digits(word) for word in run.words("DAYS"))
    if run.word("YEAR"):
        ends = [point(year_of(run), month_of(run), number).value for number in (first, last)]
    elif when.published:
        start = calendar.month_day(when.published, month_of(run), first, when.coming).value
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
