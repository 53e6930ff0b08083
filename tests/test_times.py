"""What times in a text mean; every sentence is invented, 15 May 2019 was a Wednesday."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg import language
from kg.times import time_expressions
from kg.times.grammar import WORDINGS, Wording
from kg.times.words import read

PUBLISHED = "2019-05-15"
BLANK = spacy.blank("en")

# text | words of the expression | value | start | end; "-" is None. Several expressions of one
# text stand in one row, joined by "+". A text without expressions ends after "|".
TABLE = """
The mayor resigned today. | today | 2019-05-15
He fell on 3 May 2019. At the time, he was ill. | 3 May 2019 + At the time | 2019-05-03 + 2019-05-03
The mayor joined the club aged 14. | aged 14 | -
The mayor joined the club at the age of 14. | at the age of 14 | -
The mayor lived there until she was eighteen. | until she was eighteen | -
The mayor resigned yesterday. | yesterday | 2019-05-14
The mayor resigned yesterday morning. | yesterday morning | 2019-05-14
The mayor resigned the day before yesterday. | the day before yesterday | 2019-05-13
The mayor will resign tomorrow. | tomorrow | 2019-05-16
The mayor will resign the day after tomorrow. | the day after tomorrow | 2019-05-17
The mayor will speak tonight. | tonight | 2019-05-15
The mayor spoke last night. | last night | 2019-05-14
The mayor spoke this morning. | this morning | 2019-05-15
The mayor spoke earlier today. | earlier today | 2019-05-15
The mayor resigned on Wednesday. | Wednesday | 2019-05-15
The mayor resigned on Monday. | Monday | 2019-05-13
The mayor resigned on Friday. | Friday | 2019-05-10
The mayor will resign on Friday. | Friday | 2019-05-17
The mayor will resign on Wednesday. | Wednesday | 2019-05-15
The mayor resigned early Tuesday. | early Tuesday | 2019-05-14
The mayor resigned late on Tuesday. | late on Tuesday | 2019-05-14
The mayor resigned Tuesday night. | Tuesday night | 2019-05-14
The mayor resigned last Friday. | last Friday | 2019-05-10
The mayor resigned last Wednesday. | last Wednesday | 2019-05-08
The mayor will resign next Monday. | next Monday | 2019-05-20
The mayor will resign next Friday. | next Friday | 2019-05-24
The mayor will resign this Friday. | this Friday | 2019-05-17
The mayor resigned on Friday last week. | Friday last week | 2019-05-10
The mayor will resign on Friday next week. | Friday next week | 2019-05-24
The mayor resigned on Friday, May 3. | Friday, May 3 | 2019-05-03
The mayor resigned on Friday (May 3). | Friday (May 3) | 2019-05-03
The mayor resigned on Friday, 3 May 2019. | Friday, 3 May 2019 | 2019-05-03
He met her at 10 p.m. local time on Friday. | 10 p.m. local time on Friday | 2019-05-10
He met her on Friday at 10 a.m. | Friday at 10 a.m. | 2019-05-10
He met her on May 3 at 10:30. | May 3 at 10:30 | 2019-05-03
He met her at 10 p.m. local time. | 10 p.m. local time | -
It rained last week. | last week | - | 2019-05-06 | 2019-05-12
It rained this week. | this week | - | 2019-05-13 | 2019-05-19
It will rain next week. | next week | - | 2019-05-20 | 2019-05-26
It rained last month. | last month | 2019-04
It rained this month. | this month | 2019-05
It will rain next month. | next month | 2019-06
It rained last year. | last year | 2018
It rained this year. | this year | 2019
It rained earlier this year. | earlier this year | 2019
It will rain later this year. | later this year | 2019
It will rain next year. | next year | 2020
It rained in the current year. | the current year | 2019
It rained over the weekend. | the weekend | - | 2019-05-11 | 2019-05-12
It will rain this weekend. | this weekend | - | 2019-05-18 | 2019-05-19
It rained last weekend. | last weekend | - | 2019-05-11 | 2019-05-12
It will rain next weekend. | next weekend | - | 2019-05-25 | 2019-05-26
The bridge opened on May 5, 2019. | May 5, 2019 | 2019-05-05
The bridge opened on 5 May 2019. | 5 May 2019 | 2019-05-05
The bridge opened on the 5th of May, 2019. | the 5th of May, 2019 | 2019-05-05
The bridge opened on Sept. 5, 2018. | Sept. 5, 2018 | 2018-09-05
The bridge opened on 2019-05-01. | 2019-05-01 | 2019-05-01
The bridge opened on May 5. | May 5 | 2019-05-05
The bridge opened on December 12. | December 12 | 2018-12-12
The bridge will open on December 12. | December 12 | 2019-12-12
The bridge opened on February 30, 2019. | February 30, 2019 | -
The bridge opened on Sunday, the 5th. | Sunday, the 5th | 2019-05-05
The bridge opened on the 5th. | the 5th | 2019-05-05
The bridge will open on the 5th. | the 5th | 2019-06-05
The bridge opened in May. | May | 2019-05
The bridge opened in October. | October | 2018-10
The bridge will open in October. | October | 2019-10
The bridge opened in July. | July | -
The bridge will open in March. | March | -
The bridge opened last May. | last May | 2018-05
The bridge will open next May. | next May | 2020-05
The bridge opened in late April. | late April | 2019-04
The bridge opened in May 2018. | May 2018 | 2018-05
The bridge opened in early May 2018. | early May 2018 | 2018-05
The bridge opened in May last year. | May last year | 2018-05
The bridge opened at the end of March. | the end of March | 2019-03
The bridge opened in 2014. | 2014 | 2014
In 2014 the bridge opened. | 2014 | 2014
The bridge opened in mid-2017. | mid-2017 | 2017
The bridge opened in early 2014. | early 2014 | 2014
The bridge opened at the end of 2014. | the end of 2014 | 2014
She lost a 2015 ruling. | 2015 | 2015
He lamented the September 2015 deaths. | September 2015 | 2015-09
It ran from Friday through to Sunday. | from Friday through to Sunday | - | 2019-05-10 | 2019-05-12
They swam at the 2012 Olympics. | 2012 | 2012
The bridge has stood since 2014. | since 2014 | - | 2014
The bridge has stood since May 2014. | since May 2014 | - | 2014-05
The bridge was closed since yesterday. | since yesterday | - | 2019-05-14
It was shut since the beginning of the year. | since the beginning of the year | - | 2019-01-01
The bridge was closed since last week. | since last week | - | 2019-05-06
The bridge will stay until 2020. | until 2020 | - | - | 2020
The bridge will stay until the end of May. | until the end of May | - | - | 2019-05-31
The bridge will be built by 2030. | by 2030 | - | - | 2030
The bridge will be built by the end of 2020. | by the end of 2020 | - | - | 2020-12-31
It will open before the end of this year. | before the end of this year | - | - | 2019-12-31
It will open before the end of the month. | before the end of the month | - | - | 2019-05-31
The bridge was built before 2010. | before 2010 | - | - | 2009-12-31
The bridge was built after 2010. | after 2010 | - | 2011-01-01
The bridge will be open from Monday. | from Monday | - | 2019-05-20
The bridge was built from May to June 2018. | from May to June 2018 | - | 2018-05 | 2018-06
It was built from December to June 2018. | from December to June 2018 | - | 2017-12 | 2018-06
The bridge was built from October to March. | from October to March | - | 2018-10 | 2019-03
The bridge was built between 2010 and 2014. | between 2010 and 2014 | - | 2010 | 2014
The bridge was built from 2010 to 2014. | from 2010 to 2014 | - | 2010 | 2014
The bridge was built in 2010-2014. | 2010-2014 | - | 2010 | 2014
The bridge was built in 2014/15. | 2014/15 | - | 2014 | 2015
The fair ran May 3-5, 2018. | May 3-5, 2018 | - | 2018-05-03 | 2018-05-05
The fair ran from 3 to 5 May 2018. | from 3 to 5 May 2018 | - | 2018-05-03 | 2018-05-05
The fair ran from May 3 to June 5, 2018. | from May 3 to June 5, 2018 | - | 2018-05-03 | 2018-06-05
The fair ran Friday to Sunday. | Friday to Sunday | - | 2019-05-10 | 2019-05-12
Runs the last Friday in May — May 31. | the last Friday in May + May 31 | 2019-05-31 + 2019-05-31
The fair was popular in the 1990s. | the 1990s | - | 1990 | 1999
The fair was popular in the early 1990s. | the early 1990s | - | 1990 | 1999
The fair was founded in the 19th century. | the 19th century | - | 1801 | 1900
The fair was founded in the twentieth century. | the twentieth century | - | 1901 | 2000
Sales fell in the first quarter of 2018. | the first quarter of 2018 | - | 2018-01 | 2018-03
Sales fell in Q3 2018. | Q3 2018 | - | 2018-07 | 2018-09
Sales fell in the first quarter. | the first quarter | - | 2019-01 | 2019-03
Sales fell in the second half of last year. | the second half of last year | - | 2018-07 | 2018-12
Sales fell in the summer of 2018. | the summer of 2018 | 2018
Sales fell this spring. | this spring | 2019
Sales fell last winter. | last winter | -
Sales fell at Christmas. | Christmas | 2018-12-25
Sales will fall at Christmas. | Christmas | 2019-12-25
Sales fell at Easter 2018. | Easter 2018 | 2018-04-01
Sales fell on Good Friday. | Good Friday | 2019-04-19
Sales fell on New Year's Eve. | New Year's Eve | 2018-12-31
Sales fell on Thanksgiving. | Thanksgiving | 2018-11-22
Sales fell on Black Friday. | Black Friday | -
Sales fell during Ramadan. | Ramadan | -
Of 90 cases 76 were closed as of Friday. | as of Friday | 2019-05-10
The law will apply as of Friday. | as of Friday | - | 2019-05-17
Sales fell years ago. | years ago | -
Sales fell more than two years ago. | more than two years ago | -
Sales fell two days ago. | two days ago | 2019-05-13
Sales fell a week ago. | a week ago | - | 2019-05-06 | 2019-05-12
Sales fell 10 years ago. | 10 years ago | 2009
Sales fell two months ago. | two months ago | 2019-03
Sales fell several years ago. | several years ago | -
Sales fell nearly two years ago. | nearly two years ago | -
Sales fell two hours ago. | two hours ago | -
Sales had fallen three years earlier. | three years earlier | -
Sales fell over the past five years. | the past five years | - | 2014 | 2019
Sales fell over the last decade. | the last decade | - | 2009 | 2019
Sales will fall over the next two weeks. | the next two weeks | - | 2019-05-15 | 2019-05-29
Sales fell in recent years. | recent years | -
Sales fell the next day. | the next day | -
Sales fell that year. | that year | -
Sales fell the following month. | the following month | -
Sales fall every Friday. | every Friday | -
Sales fall on Mondays. | Mondays | -
Sales fell this past Friday. | this past Friday | 2019-05-10
Sales fell a year-and-a-half ago. | a year-and-a-half ago | 2017
Sales fell two and a half years ago. | two and a half years ago | 2016
Sales fell half a century ago. | half a century ago | -
Sales fell earlier in the month. | earlier in the month | 2019-05
Sales fell later in the day. | later in the day | -
The fair ran on the last weekend of April. | the last weekend of April | - | 2019-04-27 | 2019-04-28
The fair opened on the first Monday of May 2018. | the first Monday of May 2018 | 2018-05-07
The fair closes on the last day of May. | the last day of May | 2019-05-31
The fair ran in the second week of April. | the second week of April | 2019-04
It fell in the first nine months of 2018. | the first nine months of 2018 | - | 2018-01 | 2018-09
It fell in the last two months of 2018. | the last two months of 2018 | - | 2018-11 | 2018-12
Sales fell in fiscal year 2018. | fiscal year 2018 | -
Sales fell in the week of May 6. | the week of May 6 | - | 2019-05-06 | 2019-05-12
It was signed on 31/12/2018. | 31/12/2018 | 2018-12-31
It was signed on 12/31/2018. | 12/31/2018 | 2018-12-31
It was signed on 3/4/2018. | 3/4/2018 | -
It was signed on 03.04.2018. | 03.04.2018 | 2018-04-03
It was signed on 2018/04/03. | 2018/04/03 | 2018-04-03
He left in the early hours of Tuesday. | the early hours of Tuesday | 2019-05-14
He left on the morning of 5 May. | the morning of 5 May | 2019-05-05
He left at midday Tuesday. | midday Tuesday | 2019-05-14
He left at 10:30 on Tuesday. | 10:30 on Tuesday | 2019-05-14
He left at 0617 UTC. | 0617 UTC | -
He left at 8 p.m. EST (0100 GMT) on Tuesday. | 8 p.m. EST (0100 GMT) on Tuesday | 2019-05-14
It was built about 575 B.C. by a king. | about 575 B.C. | -
The herds shrank in the 1800s. | the 1800s | - | 1800 | 1899
The herds shrank in the nineties. | the nineties | - | 1990 | 1999
Ships were seized recently. | recently | -
It will take until at least 2030. | until at least 2030 | - | - | 2030
They met on May 3. They parted the next day. | May 3 + the next day | 2019-05-03 + 2019-05-04
They met on May 3 and parted later that day. | May 3 + later that day | 2019-05-03 + 2019-05-03
They met on May 3 and parted two days later. | May 3 + two days later | 2019-05-03 + 2019-05-05
They met on May 3, and had met two years earlier. | May 3 + two years earlier | 2019-05-03 + 2017
They met in 2010. A year later they parted. | 2010 + A year later | 2010 + 2011
They met in 2010. The next day they parted. | 2010 + The next day | 2010 + -
They met on May 3 and parted several days later. | May 3 + several days later | 2019-05-03 + -
Met on May 3, parted the following Monday. | May 3 + the following Monday | 2019-05-03 + 2019-05-06
Met on May 3, after a fall the day before. | May 3 + the day before | 2019-05-03 + 2019-05-02
They met on May 3, the day before the vote. | May 3 | 2019-05-03
They met on Monday. They will part on Friday. | Monday + Friday | 2019-05-13 + 2019-05-17
They met in 2010. They parted in May 2012. | 2010 + May 2012 | 2010 + 2012-05
"""

NO_TIMES = (
    "A 25-year-old man was arrested.",
    "He taught there for three years.",
    "It was a three-day visit.",
    "Some 2000 people marched.",
    "A crowd of 2000 people cheered.",
    "More than 1900 homes burned.",
    "He swam a 2000 meter race.",
    "It cost $2014 to repair.",
    "The council may sue and the troops march on.",
    "The flight to Norvik 2018 plant was late.",
    "It was closed in the following ten years.",
    "In the last year of the war he fled.",
    "She met Anna May.",
    "He read it in Psychology Today.",
    "He came second and left in the second half.",
    "In 2,000 homes the power failed.",
    "The crowd of 1990 people cheered.",
    "Flight 1815 was delayed.",
    "They won by 21-19 and lost 2:10.",
    "He placed an ad in the paper.",
    "It lasted all day and half the night.",
    "The road is 12.5 km long, with a 3/4 slope.",
    "She may march on.",
    "A second man was hurt.",
    "She was 18 metres away.",
    "The mayor, aged 64, resigned.",
    "The mayor was ill at the time of the vote.",
    "At the time, the mayor was ill.",
)


def cell(row: list[str], index: int) -> list[str | None]:
    if index >= len(row):
        return []
    return [None if part in ("-", "") else part for part in row[index].split(" + ")]


def rows() -> list[tuple[str, list[tuple[str | None, ...]]]]:
    found: list[tuple[str, list[tuple[str | None, ...]]]] = []
    for line in TABLE.strip().splitlines():
        text, *row = [part.strip() for part in line.split("|")]
        words = row[0].split(" + ")
        columns = [cell(row, index) or [None] * len(words) for index in range(4)]
        found.append((text, list(zip(*columns, strict=True))))
    return found


@pytest.mark.parametrize(("text", "expected"), rows(), ids=[text for text, _ in rows()])
def test_the_table_by_words_alone(text: str, expected: list[tuple[str | None, ...]]) -> None:
    found = time_expressions(BLANK(text), PUBLISHED)
    assert [(one.text, one.value, one.start, one.end) for one in found] == expected


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time(text: str) -> None:
    assert time_expressions(BLANK(text), PUBLISHED) == ()


@pytest.mark.parametrize(("text", "expected"), rows(), ids=[text for text, _ in rows()])
def test_first_and_last_are_the_tokens_of_the_text(
    text: str, expected: list[tuple[str | None, ...]]
) -> None:
    doc = BLANK(f"A headline\n\n{text}")
    found = time_expressions(doc, PUBLISHED)
    assert [one.text for one in found] == [words for words, *_ in expected]
    for one in found:
        assert doc[one.first : one.last + 1].text == one.text


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: str(wording.example))
def test_every_wording_fits_its_example(wording: Wording) -> None:
    assert wording.pattern.fullmatch(read(BLANK(wording.example)).chars)


@pytest.mark.parametrize(
    "words",
    ["today", "on Friday", "last week", "in May", "May 5", "two days ago", "before the end of this "
     "year", "the past five years", "the first quarter", "at Christmas", "next year"],
)  # fmt: skip
def test_without_a_publication_date_nothing_is_invented(words: str) -> None:
    (one,) = time_expressions(BLANK(f"It happened {words}."), None)
    assert (one.value, one.start, one.end) == (None, None, None)


@pytest.mark.parametrize(
    ("words", "value"),
    [("on May 5, 2018", "2018-05-05"), ("in 2018", "2018"), ("in May 2018", "2018-05")],
)
def test_a_full_date_needs_no_publication_date(words: str, value: str) -> None:
    (one,) = time_expressions(BLANK(f"It happened {words}."), None)
    assert one.value == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("She was in Oslo on 4 April and in Rome on 6 April 2016.", ["2016-04-04", "2016-04-06"]),
        ("She was in Oslo on 4 April 2016 and in Rome on 6 April.", ["2016-04-04", "2016-04-06"]),
        ("She was in Oslo on 4 December and in Rome on 6 April 2016.", [None, "2016-04-06"]),
        ("She was in Oslo on 4 April. She left Rome on 6 April 2016.", [None, "2016-04-06"]),
        ("She came on 4 April. She left the next day.", [None, None]),
    ],
)
def test_a_year_told_once_is_that_of_both_dates(text: str, values: list[str | None]) -> None:
    assert [one.value for one in time_expressions(BLANK(text), None)] == values


def test_a_day_is_in_the_year_of_the_event_it_is_told_with(english: Callable[[str], Doc]) -> None:
    told = "Ann Ek spoke on 3 March at the 2016 Harbour Summit{} Peru left."
    assert time_expressions(english(told.format(" and")), None)[0].value == "2016-03-03"
    apart = "Ann Ek spoke on 3 March. The 2016 Harbour Summit failed."
    assert time_expressions(english(apart), None)[0].value is None


def test_a_date_at_the_top_is_the_day_of_publication() -> None:
    text = "A headline\n\n{}\n\nThe mayor resigned on Friday."
    dated = time_expressions(BLANK(text.format("Wednesday, May 15, 2019")), None)
    assert [one.value for one in dated] == ["2019-05-15", "2019-05-10"]
    told = time_expressions(BLANK(text.format("The law of May 15, 2019 is old.")), None)
    assert [one.value for one in told] == ["2019-05-15", None]


def test_a_line_break_inside_is_read_over_but_a_blank_line_is_not() -> None:
    wrapped = BLANK("A headline\n\nThe mayor resigned last\nFriday in rain.")
    assert [one.text for one in time_expressions(wrapped, PUBLISHED)] == ["last Friday"]
    apart = BLANK("A headline\n\nShe came at last\n\nFriday saw rain.")
    assert [one.text for one in time_expressions(apart, PUBLISHED)] == ["Friday"]


def test_a_name_with_a_time_word_is_no_time() -> None:
    doc = BLANK("He joined Sheffield Wednesday after the Friday Club closed.")
    doc.ents = [Span(doc, 2, 4, label="ORG"), Span(doc, 6, 8, label="ORG")]
    assert time_expressions(doc, PUBLISHED) == ()


@pytest.fixture(scope="module")
def english() -> Callable[[str], Doc]:
    pipeline = language.load()
    return lambda text: pipeline(f"A headline\n\n{text}")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The minister said on Monday that talks will resume on Friday.",
         ["2019-05-13", "2019-05-17"]),
        ("They met on Monday and will meet on Friday.", ["2019-05-13", "2019-05-17"]),
        ("The talks are scheduled for Friday.", ["2019-05-17"]),
        ("He agreed to visit Oslo in June.", ["2019-06"]),
        ("The president is meeting his counterpart on Saturday.", ["2019-05-18"]),
        ("She flew to Rome to meet the bishop on Monday.", ["2019-05-13"]),
        ("The court managed to finish the case on Thursday.", ["2019-05-09"]),
        ("The summit begins on Monday.", ["2019-05-20"]),
        ("A hearing has been scheduled for November.", ["2019-11"]),
        ("The deal announced Friday is worth millions.", ["2019-05-10"]),
        ("The two sides plan to sign the treaty on July 3.", ["2019-07-03"]),
        ("He said the vote would take place in September.", ["2019-09"]),
        ("Elections in October brought the party to power.", ["2018-10"]),
    ],
)  # fmt: skip
def test_the_tree_tells_the_tense(
    english: Callable[[str], Doc], text: str, values: list[str]
) -> None:
    assert [one.value for one in time_expressions(english(text), PUBLISHED)] == values


def test_the_present_tense_of_a_title_tells_the_past(english: Callable[[str], Doc]) -> None:
    doc = language.load()("Police arrest mayor on Friday\n\nThe mayor was taken to prison.")
    assert [one.value for one in time_expressions(doc, PUBLISHED)] == ["2019-05-10"]


def test_a_bound_that_belongs_to_a_noun_is_the_time_alone(english: Callable[[str], Doc]) -> None:
    doc = english(
        "Since Monday's attack, the streets have been empty. The photos from 2012 are lost."
    )
    assert [(one.text, one.value) for one in time_expressions(doc, PUBLISHED)] == [
        ("Monday", "2019-05-13"),
        ("2012", "2012"),
    ]
