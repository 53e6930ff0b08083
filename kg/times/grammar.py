"""The wordings of times, each a pattern with an example and what it means.

Points come first (a day, a month, "last week"), then what is built from them: "since POINT",
"from POINT to POINT". The longest wording that fits wins, of equally long ones the earlier.
A reading of None says that the words are no time after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.times import anaphora
from kg.times.bounds import (
    after,
    before,
    days_of_month,
    in_year_of,
    ordered,
    since,
    until,
    week_of,
    years,
)
from kg.times.calendar import UNKNOWN, Span
from kg.times.readings import (
    Reading,
    When,
    ago,
    century,
    clock_alone,
    days_away,
    decade,
    feast,
    from_now,
    half,
    iso_date,
    last_or_next_month_name,
    last_weekday,
    month,
    month_day,
    month_of_year,
    months_of_year,
    next_weekday,
    nth,
    nth_of_month,
    numeric_date,
    quarter,
    relative,
    season,
    season_of_year,
    stretch,
    this_year,
    unit,
    unknown,
    weekday,
    weekday_of_week,
    weekend,
    year,
    year_month,
    year_month_day,
    years_and_half_ago,
)
from kg.times.words import Run, compile_pattern


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern of words and kinds, what it means, and a phrase that it fits."""

    pattern: re.Pattern[str]
    read: Reading
    example: str


# --- the table of points ----------------------------------------------------------------------

_DATE = "(ANYDAY ,?)?"
_PHASE = "(early|late|mid -?)"
_EDGE = "the? (very? beginning|start|middle|end|early part|latter part) of"
_ZONE = "((local|eastern|central|mountain|pacific|moscow|beijing) (standard|daylight)? time|ZONE)"
_IN_ZONE = f"({_ZONE}|LPAR {_ZONE} RPAR)"
# "8 p.m. EST (0100 GMT)": the same moment elsewhere
_ELSEWHERE = f"(LPAR (CLOCK|DIGITS|YEAR|(CLOCK|DAY) AMPM) {_ZONE} (ANYDAY PART?)? RPAR)?"
_CLOCK = (
    f"(((CLOCK|DAY) AMPM|NOON) {_IN_ZONE}?|CLOCK {_IN_ZONE}|(DIGITS|YEAR) {_ZONE}) {_ELSEWHERE}"
)
_FEASTS = (
    "(christmas (eve|day)?|easter WEEKDAY?|good WEEKDAY|boxing day|new year 's (eve|day)"
    "|new year's (eve|day)|thanksgiving day?|valentine 's day|valentine's day|halloween"
    "|ramadan|diwali|hanukkah|passover|(ash|black|super|palm|bloody) WEEKDAY)"
)
_LAST = "(last|past|next|coming|this|current|upcoming|this past)"
_HOURS = "(the? very? early|the? late|the) (HOURS|PART) of"

_POINTS: tuple[tuple[str, Reading, str], ...] = (
    (f"{_DATE} ANYMONTH DAYS ,? YEAR", year_month_day, "May 5, 2019"),
    (f"{_DATE} (the? NTH of?|DAY of?) ANYMONTH ,? YEAR", year_month_day, "5 May 2019"),
    ("YEAR (-|/) DAY (-|/) DAY", iso_date, "2019-05-01"),
    ("(DAY / DAY / YEAR|NUMERIC)", numeric_date, "31/12/2019"),
    ("the (RANK|last) (day|week|weekend|WEEKDAY) (of|in) ANYMONTH ,? YEAR?", nth_of_month,
     "the first Monday of May"),
    ("the (ORDINAL|last) COUNT UNITS of (YEAR|(last|this|next|the) year)", months_of_year,
     "the first nine months of 2018"),
    (f"{_DATE} ANYMONTH DAYS", relative(month_day), "May 5"),
    (f"{_DATE} (the? NTH of?|DAY of?) ANYMONTH", relative(month_day), "5 May"),
    ("(WEEKDAY|today|yesterday|tomorrow) LPAR (ANYMONTH DAYS|DAYS ANYMONTH) RPAR",
     relative(month_day), "Friday (May 5)"),
    ("(aged|at (the age of?|age)) COUNT", unknown, "at the age of 14"),
    ("(when|until|before|since|after) (he|she) (was|turned) COUNT", unknown, "until she was 18"),
    ("WEEKDAY ,? the NTH", relative(nth), "Friday the 17th"),
    (f"(the? {_PHASE}|{_EDGE})? ANYMONTH (,|of)? YEAR", year_month, "late May 2019"),
    (f"(the? {_PHASE}|{_EDGE})? MONTH of? (last|next|this|that) year", relative(month_of_year),
     "May last year"),
    ("(last|past|next|this|coming) MONTH", relative(last_or_next_month_name), "last May"),
    (f"the? {_PHASE} MONTH", relative(month), "late May"),
    (f"{_EDGE} MONTH", relative(month), "the end of May"),
    (f"the? {_PHASE} in? YEAR", year, "early 2014"),
    (f"{_EDGE} YEAR", year, "the end of 2014"),
    ("WEEKDAY PART? (of|,)? (last|next|this) week", relative(weekday_of_week), "Friday last week"),
    ("(this past|last|past) WEEKDAY PART?", relative(last_weekday), "last Friday"),
    ("next WEEKDAY PART?", relative(next_weekday), "next Friday"),
    ("(this|this coming|the coming)? ((early|late|overnight) on?|NOON (on|,)?|early PART)?"
     " WEEKDAY (PART|at? NOON|overnight)?", relative(weekday), "early Tuesday"),
    (f"{_HOURS} WEEKDAY", relative(weekday), "the early hours of Tuesday"),
    ("the day before yesterday", days_away(-2), "the day before yesterday"),
    ("(early|late)? yesterday PART?", days_away(-1), "yesterday morning"),
    ("late? last PART", days_away(-1), "last night"),
    ("(early|earlier|late|later)? today", days_away(0), "earlier today"),
    ("(earlier|later)? (tonight|early? this PART)", days_away(0), "tonight"),
    ("(early|late)? tomorrow PART?", days_away(1), "tomorrow night"),
    ("the day after tomorrow", days_away(2), "the day after tomorrow"),
    ("(earlier|later|early|late)? (the (very? same)|that (very? same)?) (SPAN|PART)",
     anaphora.same, "that year"),
    ("at (the|that) very? (same)? time", anaphora.then, "at the time"),
    ("the very? (next|following|previous|preceding|prior) (SPAN|PART)", anaphora.next_to,
     "the next day"),
    ("the (SPAN|PART) (before|after)", anaphora.next_to, "the day before"),
    ("the (next|following|previous|preceding) WEEKDAY PART?", anaphora.following_weekday,
     "the following Friday"),
    ("(earlier|later|early|late) in the (SPAN|PART)", anaphora.part_of_unit, "later in the day"),
    ("(the (next|following|previous|same)|that same) (MONTH|weekend|SEASON)", unknown,
     "the next weekend"),
    ("(that|previous) (weekend|SEASON)", unknown, "that spring"),
    (f"(earlier|later|early|late|{_EDGE})? {_LAST} UNIT", relative(unit), "last year"),
    ("((earlier|later|early|late) (in|on)?)? the (current|present|coming) UNIT", relative(unit),
     "the current year"),
    (f"{_EDGE} the UNIT", relative(unit), "the end of the year"),
    ("(year - end|the? year 's end)", relative(this_year), "year-end"),
    ("(last|next|(the|this) (coming|past|next)?) weekend", relative(weekend), "the weekend"),
    ("(just? HEDGE|(more|less) than)? (COUNT|a|an|a? VAGUE of?)? (SPAN|UNITS|HOURS) ago",
     relative(ago), "two days ago"),
    ("(just? HEDGE)? (half a|a - half) (year|century) ago", unknown, "half a century ago"),
    ("(just? HEDGE)? (a year -? and -? (a -?)? half|(COUNT|a) -? and -? a -? half UNITS) ago",
     relative(years_and_half_ago), "a year and a half ago"),
    ("(HEDGE|just)? (COUNT|a|an|a? VAGUE of?) (SPAN|UNITS|HOURS) "
     "(earlier|later|afterwards|afterward|previously)", anaphora.counted, "three years earlier"),
    ("(COUNT|a|an|a? VAGUE) (SPAN|UNITS) from now", relative(from_now), "two weeks from now"),
    ("the? (last|past|next|coming) (COUNT|VAGUE) (UNITS|HOURS)", relative(stretch),
     "the past five years"),
    ("(the (last|past)|this past) UNIT", relative(stretch), "the past year"),
    ("the? (RECENT|coming|following|previous|preceding) (UNITS|HOURS)", unknown, "recent years"),
    (f"the? {_PHASE}? TENS", decade, "the 1990s"),
    (f"the? {_PHASE}? RANK -? century", century, "the 19th century"),
    ("the? (ORDINAL quarter|QUARTER) (of|in|,)? (YEAR|(last|this|next|the) year)?", quarter,
     "the first quarter of 2018"),
    ("the? ORDINAL half (of|in) (YEAR|(last|this|next|the) year)", half,
     "the second half of 2018"),
    (f"the? {_PHASE}? SEASON of? YEAR", season, "the summer of 2018"),
    (f"{_PHASE}? (last|this|next) SEASON", relative(season_of_year), "this summer"),
    (f"(last|this|next)? {_FEASTS} (,? YEAR|in YEAR)?", feast, "Christmas 2018"),
    ("the NTH", relative(nth), "the 17th"),
    ("(just|most)? (recently|lately)", unknown, "recently"),
    ("fiscal year? YEAR", unknown, "fiscal year 2014"),
    ("HEDGE? ((YEAR|DIGITS|NUMBER|DAY) ERA|ERA (YEAR|DIGITS|NUMBER))", unknown, "about 575 BC"),
    ("YEAR", year, "2014"),
    ("MONTH", relative(month), "May"),
)  # fmt: skip

POINTS = tuple(Wording(compile_pattern(text), read, example) for text, read, example in _POINTS)


def read_point(run: Run, when: When) -> Span:
    """The meaning of a run that is one point as a whole."""
    for wording in POINTS:
        if wording.pattern.fullmatch(run.chars):
            return wording.read(run, when) or UNKNOWN
    return UNKNOWN


# --- what is built from points ----------------------------------------------------------------


def _points(run: Run, when: When, pattern: re.Pattern[str]) -> list[tuple[Run, Span]]:
    """The points inside a match of `pattern`, with their meaning."""
    match = pattern.fullmatch(run.chars)
    groups = sorted(pattern.groupindex) if match else []
    runs = [run.cut(*match.span(group)) for group in groups] if match else []
    return [(one, read_point(one, when)) for one in runs]


def bound(read: Callable[[Run, Span], Span], pattern: re.Pattern[str]) -> Reading:
    """The reading of a pattern with one POINT that bounds a time."""

    def with_point(run: Run, when: When) -> Span | None:
        (inner, span), *_ = _points(run, when, pattern)
        return read(inner, span)

    return with_point


def state_at(pattern: re.Pattern[str]) -> Reading:
    """The reading of "as of POINT": a start for what is to come, else the day of a count."""

    def with_point(run: Run, when: When) -> Span | None:
        (inner, span), *_ = _points(run, when, pattern)
        today = when.published.isoformat() if when.published else None
        over = span.value is not None and today is not None and span.value <= today
        return since(inner, span) if when.coming and not over else span

    return with_point


def on_point(pattern: re.Pattern[str]) -> Reading:
    """The reading of a pattern whose only date is its POINT: "10 a.m. on Friday"."""

    def with_point(run: Run, when: When) -> Span | None:
        return _points(run, when, pattern)[0][1]

    return with_point


def interval(pattern: re.Pattern[str]) -> Reading:
    """The reading of a pattern with two points: "from May to June 2018"."""

    def with_points(run: Run, when: When) -> Span | None:
        (first_run, first), (last_run, last) = _points(run, when, pattern)
        if last_run.word("YEAR") and first_run.word("ANYMONTH") and not first_run.word("YEAR"):
            first = in_year_of(first_run, last_run)
        return ordered(first.first, last.last)

    return with_points


_TO = "(to|until|till|through to?|-)"
_SOME = "(at least|at the latest|at the earliest|HEDGE)?"
_BOUNDS: tuple[tuple[str, Callable[[Run, Span], Span], str], ...] = (
    (f"ever? since {_SOME} POINT", since, "since 2014"),
    ("(from|starting (in|on|from)?|beginning (in|on)?) POINT (on|onward|onwards)?", since,
     "from Monday"),
    (f"(until|till|through|up to|up until) {_SOME} POINT", until, "until 2020"),
    (f"(by {_SOME}|no later than) POINT", until, "by 2030"),
    ("(before|prior to) POINT", before, "before the end of this year"),
    ("after POINT", after, "after 2014"),
    ("the week (of|beginning|starting) POINT", week_of, "the week of May 3"),
)  # fmt: skip
_INTERVALS = (
    (f"from POINT {_TO} POINT", "from May to June 2018"),
    ("between POINT and POINT", "between 2010 and 2014"),
    (f"POINT {_TO} POINT", "May 5 - June 2"),
)
_ATTACHED = (
    (f"((just|shortly)? (before|after))? ({_CLOCK}|CLOCK on) (on|,)? POINT", "10 a.m. on Friday"),
    (f"{_HOURS} POINT", "the morning of 5 May"),
    (f"POINT (,|at)? HEDGE? ({_CLOCK}|CLOCK)", "Friday at 10 a.m."),
)
_LOOSE: tuple[tuple[str, Reading, str], ...] = (
    ("(from|between)? ANYMONTH DAYS (to|until|through|-|and) DAYS (,? YEAR)?", days_of_month,
     "May 17-19, 2018"),
    ("(from|between)? the? DAYS (to|until|through|-|and) the? DAYS of? ANYMONTH (,? YEAR)?",
     days_of_month, "17-19 May 2018"),
    ("YEAR (-|/) (YEAR|DAY|NUMBER)", years, "2010-2014"),
    ("YEAR (to|through) YEAR", years, "2010 to 2014"),
    ("(every|each) (other? (WEEKDAY|SPAN|PART|MONTH|SEASON)|COUNT UNITS)", unknown, "every Friday"),
    ("WEEKDAYS (and WEEKDAYS)?", unknown, "Mondays"),
    (_CLOCK, clock_alone, "10 p.m. local time"),
)  # fmt: skip


def _wordings() -> tuple[Wording, ...]:
    """All wordings, those that begin with a word of their own before the bare points."""
    inner = "|".join(wording.pattern.pattern for wording in POINTS)
    found: list[Wording] = []
    for text, example in _ATTACHED:
        pattern = compile_pattern(text, inner)
        found.append(Wording(pattern, on_point(pattern), example))
    for text, read, example in _BOUNDS:
        pattern = compile_pattern(text, inner)
        found.append(Wording(pattern, bound(read, pattern), example))
    for text, example in _INTERVALS:
        pattern = compile_pattern(text, inner)
        found.append(Wording(pattern, interval(pattern), example))
    pattern = compile_pattern("as of POINT", inner)
    found.append(Wording(pattern, state_at(pattern), "as of Friday"))
    found.extend(Wording(compile_pattern(text), read, example) for text, read, example in _LOOSE)
    return (*found, *POINTS)


WORDINGS = _wordings()
