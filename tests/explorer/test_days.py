"""When a statement is so, as days that can be sorted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.times import days, when


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


@given(st.dates())
def test_a_date_is_one_day_of_its_month_and_its_year(moment: date) -> None:
    number = (moment - date(1970, 1, 1)).days
    text = moment.isoformat()
    assert days(text) == (number, number)
    month, year = days(text[:7]), days(text[:4])
    assert month and year
    assert year[0] <= month[0] <= number <= month[1] <= year[1]
    assert (month[1] - month[0] + 1) in (28, 29, 30, 31)
    if moment < date.max:
        assert days((moment + timedelta(1)).isoformat()) == (number + 1, number + 1)


@pytest.mark.parametrize(
    "text", [None, "", "last Friday", "0000", "2031-02-30", "31-02", 2031, "٢٠٣١"]
)
def test_what_is_no_date_has_no_days(text: object) -> None:
    assert days(text) is None


def test_a_time_of_day_is_left_out() -> None:
    assert days("2031-03-04T10:00:00Z") == (day("2031-03-04"),) * 2


@pytest.mark.parametrize(
    ("row", "published", "expected"),
    [
        ({"time": "2031-03"}, None, ("2031-03-01", "2031-03-31")),
        ({"time_start": "2014", "time_end": "2016"}, "2031", ("2014-01-01", "2016-12-31")),
        ({"time_start": "2016", "time_end": "2014"}, "2031", None),
        ({"time_start": "2014"}, "2031-03-04", ("2014-01-01", "2031-03-04")),
        ({"time_start": "2032"}, "2031-03-04", ("2032-01-01", "2032-12-31")),
        ({"time_end": "2031"}, "2031-03-04", ("2031-03-04", "2031-12-31")),
        ({"time_end": "2015"}, "2031-03-04", ("2015-01-01", "2015-12-31")),
        ({"time_end": "2015"}, None, ("2015-01-01", "2015-12-31")),
        ({"time_text": "last Friday"}, "2031-03-04", None),
    ],
)
def test_open_spans_reach_to_the_day_of_the_article(
    row: dict[str, object], published: str | None, expected: tuple[str, str] | None
) -> None:
    assert when(row, days(published)) == (expected and (day(expected[0]), day(expected[1])))
