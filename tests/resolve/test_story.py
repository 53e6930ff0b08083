"""When and where by the story: what has the time and place of an event, and what has not."""

from __future__ import annotations

import pytest

from tests.reading.facts import facts

#: 8 May 2024 was a Wednesday. A story, a fact that must be told so, with its marks.
STORIES = [
    # a definite noun takes up what a verb told
    ("A lorry hit a bus in Oslo on Monday. The crash killed Bo Lund.", "kills | Bo Lund [in Oslo] [2024-05-06]"),
    ("Gunmen attacked a market in Oslo on Monday. The attack injured Bo Lund.", "injures | Bo Lund [in Oslo] [2024-05-06]"),
    ("An earthquake struck Peru on Monday. The quake killed 20 people.", "kills | \"20 people\" [in Peru] [2024-05-06]"),
    ("Ann Ek flew to Peru on Monday. The flight began at 8 a.m. local time.", "time\" [2024-05-06]"),
    # ... but not another, an earlier or a distant one
    ("Gunmen attacked a market in Oslo on Monday. Another attack killed Bo Lund.", "attack\" | kills | Bo Lund\n"),
    ("Gunmen attacked a market in Oslo on Monday. An attack killed Bo Lund.", "attack\" | kills | Bo Lund\n"),
    ("Gunmen attacked a market in Oslo on Monday. The Lima attack killed Bo Lund.", "kills | Bo Lund [in Lima]\n"),
    ("Gunmen attacked a market in Oslo on Monday. The flood killed Bo Lund.", "kills | Bo Lund\n"),
    ("Gunmen may attack Oslo on Monday. The attack killed Bo Lund.", "kills | Bo Lund\n"),
    ("Gunmen attacked Oslo on Monday. It was the worst since an assault in Lima in 2010. The attack killed Bo Lund.", "kills | Bo Lund [in Oslo] [2024-05-06]"),
    ("Norway beat Peru in Oslo on Monday, and Chile beat Kenya in Lima. In the match Bo Lund injured Ann Ek.", "Bo Lund | injures | Ann Ek [in Lima]"),
    ("Bo Lund shot Ann Ek in Oslo on Monday.\n\nThe gunman then fled. The gunman killed Cy Dahl.", "kills | Cy Dahl [in Oslo] [2024-05-06]"),
    # what is said of an event is not at its time
    ("Norway held a race in Oslo on Monday. Bo Lund remains in the race.", "Bo Lund | remain_in | race\n"),
    ("Gunmen attacked a market in Oslo on Monday. Ann Ek condemned the attack.", "criticises | \"the attack\"\n"),
    ("Gunmen attacked a market in Oslo on Monday. The attack led to protests.", "protests\"\n"),
    ("A lorry and a bus collided in Oslo on Monday, the lorry catching fire. The incident killed Bo Lund.", "kills | Bo Lund [in Oslo] [2024-05-06]"),
    # ... and tells where it was
    ("Police attacked Bo Lund on Monday. The attack took place in Oslo.", "attacks | Bo Lund [in Oslo] [2024-05-06]"),
    ("Police attacked Bo Lund on Monday. The second attack took place in Oslo.", "attacks | Bo Lund [2024-05-06]"),
    ("Norway had started to attack Peru. The attack began on Monday.", "attacks | Peru [2024-05-06]"),
    ("Norway attacked Peru in 2010. Protests began on Monday.", "attacks | Peru [2010]"),
    # the same told twice
    ("Ann Ek died on Monday, her office said.\n\nAnn Ek died of cancer.", "Ann Ek | diedOf | \"cancer\" [2024-05-06]"),
    ("Ann Ek met Bo Lund in Oslo on Monday.\n\nAnn Ek met Cy Dahl.", "Ann Ek | meets | Cy Dahl\n"),
    ("Norway invaded Peru on Monday.\n\nPeru invaded Norway.", "Peru | attacks | Norway\n"),
    ("The board elected Ann Ek on Monday. Cy Dahl left.\n\nAnn Ek won with 30 votes.", "Ann Ek | win_with | \"30 votes\" [2024-05-06]"),
    ("The board elected Ann Ek on Monday. Cy Dahl left.\n\nBo Lund won with 30 votes.", "Bo Lund | win_with | \"30 votes\"\n"),
    ("Ann Ek became mayor in 2010. Ann Ek also became known for her songs.", "known for her songs\"\n"),
    # "also" adds to what was just told
    ("Ann Ek will meet Bo Lund in Oslo on Friday. She will also meet Cy Dahl.", "Ann Ek | meets | Cy Dahl [planned] [in Oslo] [2024-05-10]"),
    ("Ann Ek will meet Bo Lund in Oslo on Friday. She will meet Cy Dahl.", "Ann Ek | meets | Cy Dahl [planned]\n"),
    # the story goes on
    ("Bo Lund entered a bank in Oslo on Monday. Bo Lund shot Ann Ek.", "Bo Lund | attacks | Ann Ek [2024-05-06]"),
    ("Bo Lund entered a bank in Oslo on Monday. Bo Lund has sued Ann Ek.", "Bo Lund | sues | Ann Ek\n"),
    ("Bo Lund entered a bank in Oslo on Monday. Bo Lund later sued Ann Ek.", "Bo Lund | sues | Ann Ek\n"),
    ("Bo Lund entered a bank in Oslo on Monday. Bo Lund lived in Peru.", "Bo Lund | livesIn | Peru [in Peru]\n"),
    ("Bo Lund entered a bank in Oslo on Monday. In 2010 Bo Lund sued Ann Ek.", "Bo Lund | sues | Ann Ek [2010]"),
    ("Bo Lund entered a bank in Oslo on Monday. Cy Dahl sued Ann Ek.", "Cy Dahl | sues | Ann Ek\n"),
    ("Bo Lund entered a bank in Oslo on Monday.\n\nBo Lund sued Ann Ek.", "Bo Lund | sues | Ann Ek\n"),
    ("Bo Lund died on Monday. Bo Lund sued Ann Ek.", "Bo Lund | sues | Ann Ek\n"),
    ("Bo Lund entered a bank in Oslo on 3 May 2019. Bo Lund sued Ann Ek.", "Bo Lund | sues | Ann Ek\n"),
    # words have the time of the announcement they are part of
    ("Ann Ek left Acme Corp on Monday. Ann Ek made her announcement in a video in which she thanked Bo Lund.", "thanks | Bo Lund [2024-05-06]"),
    # who is at a named event is there when it is
    ("Ann Ek and Bo Lund met on Monday for the Harbour Summit in Oslo.\n\nCy Dahl spoke at the Harbour Summit.", "Cy Dahl | attends | Harbour Summit [in Oslo] [2024-05-06]"),
    ("Ann Ek spoke at the Harbour Championships in Oslo on Monday.\n\nCy Dahl spoke at the Harbour Championships.", "Cy Dahl | attends | Harbour Championships [in Oslo]\n"),
    # what holds for long has no event's time
    ("Ann Ek, the mayor of Oslo, met Bo Lund on Monday.", "holds | Mayor (mayor-oslo)\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), STORIES, ids=lambda v: str(v)[:70])
def test_what_the_story_tells_of_when_and_where(text: str, wanted: str) -> None:
    assert wanted in "\n".join(facts(f"A headline\n\n{text}", "2024-05-08")) + "\n"


def test_what_happened_while_an_event_happened_was_at_its_time() -> None:
    text = "A headline\n\nA lorry hit a bus in Oslo on Monday. Bo Lund was driving when the crash occurred."
    assert "Bo Lund | drive" in "\n".join(facts(text, "2024-05-08"))
    assert "[2024-05-06]" in next(f for f in facts(text, "2024-05-08") if "drive" in f)


def test_a_meeting_of_today_is_the_frame_of_an_article_without_a_date() -> None:
    text = "A headline\n\nAnn Ek met Bo Lund today.\nThe meeting focused on trade, and Ann Ek praised Bo Lund."
    assert "Ann Ek | praises | Bo Lund [today]" in facts(text, None)


def test_without_a_date_the_words_of_the_article_are_passed_on() -> None:
    text = "A headline\n\nA lorry hit a bus in Oslo on Monday. The crash killed Bo Lund."
    assert "kills | Bo Lund [in Oslo] [Monday]" in "\n".join(facts(text))
