"""Where a report was written is told apart from what it reports."""

from __future__ import annotations

import pytest

from kg.datelines import dateline_end, dateline_places, is_dateline


@pytest.mark.parametrize(
    "line",
    [
        "LIMA, May 14 (Agency) - |At least two ships",
        "PORT HALDEN, Norland, Oct 3, 2023 (Agency) - |The mayor",
        "KYIV, May 14. /AGENCY/. |The army",
        "LONDON — |Ann Ek",
        "Oslo, 3 May (Agency Two) |The minister",
        "PORT HALDEN (AG) — |“We left,”",
        "WASHINGTON, D.C. — |The envoy",
        "São Paulo, Jul 6 (Agency) |A man",
        "VIENNA, Friday – |The bank",
        "BERLIN/PARIS (Agency) - |2,000 people",
    ],
)
def test_a_dateline_ends_where_the_report_begins(line: str) -> None:
    dateline, report = line.split("|")
    assert dateline_end(dateline + report, 0) == len(dateline)
    assert is_dateline(dateline)
    assert not is_dateline(dateline + report)


@pytest.mark.parametrize(
    "line",
    [
        "Harbour Watch - North is a group",
        "Ann Ek, elected on May 3, left",
        "Ann Ek (Labour) — the mayor — said no",
        "The U.N. (its council) - which met - agreed",
        "U.S. - led forces",
        "(AG) — The mayor",
        "",
    ],
)
def test_what_only_looks_like_one_is_none(line: str) -> None:
    assert dateline_end(line, 0) is None


def test_the_places_of_a_dateline_are_named_before_date_and_agency() -> None:
    text = "PORT HALDEN, Norland, May 3 (Agency) - "
    assert [text[a:b] for a, b in dateline_places(text)] == ["PORT HALDEN", "Norland"]
    assert [*dateline_places("no dateline")] == []
