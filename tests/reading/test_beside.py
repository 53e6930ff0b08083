"""What a text says by the way, beside what it is about: trying, belonging, being one of several."""

from __future__ import annotations

import pytest

from tests.reading.facts import facts

#: Sentences, what must be among their facts, and what must not be.
COMPLEMENTS = [
    ("Bo Lund tried to land at Bergen.", ["Bo Lund | try_to_land_at | Bergen\n", "| Bergen [possible]"], []),
    ("Acme Corp plans to pull out of Peru.", ["Acme Corp | plan_to_pull_out_of | Peru\n", "withdrawsFrom | Peru [planned]"], []),
    ("Ann Ek declined to comment.", ['Ann Ek | decline | "to comment"\n', '"comment" [not]'], []),
    ("Ann Ek was told to leave Peru.", ["Ann Ek | be_told_to_leave | Peru\n"], []),
    ("Bo Lund considered leaving the Harbour Party.", ["Bo Lund | consider_leaving | Harbour Party\n"], []),
    ("Ann Ek urged Bo Lund to leave Peru.", ['Ann Ek | urge | "Bo Lund to leave Peru"\n'], ["urge_to_leave"]),
    ("Ann Ek began to write poems.", [], ["begin"]),
    ("Ann Ek is going to leave Peru.", ["| Peru [planned]"], ["go_to", "| go |"]),
    ("Norway agreed to join the pact.", ["agreesTo", "joins"], ["agree_to_join"]),
    ("Ann Ek said she tried to leave Peru.", ["Ann Ek | try_to_leave | Peru [says Ann Ek]"], []),
    ('"I would urge anyone to stay at home," Ann Ek said.', ['urge | "anyone to stay at home" [says Ann Ek]'], []),
    ("If asked, Ann Ek would urge Bo Lund to resign.", [], ['resign"\n']),
]  # fmt: skip

BELONGING = [
    ("A spokeswoman for Acme Corp resigned.", ["spokeswoman for Acme Corp | represents | Acme Corp"], []),
    ("An official from Acme Corp met Ann Ek.", ["official from Acme Corp | affiliatedWith | Acme Corp"], []),
    ("An Acme Corp engineer met Ann Ek.", ["Acme Corp engineer | employedBy | Acme Corp"], []),
    ("Acme Corp engineers met Ann Ek.", [], ["employedBy", "affiliatedWith"]),
    ("Any friend of Acme Corp met Ann Ek.", [], ["affiliatedWith"]),
    ("Ann Ek met her husband in Oslo.", ["husband | spouseOf | Ann Ek"], []),
    ("Bo Lund's widow left Oslo.", ["widow | spouseOf | Bo Lund"], []),
    ("Ann Ek met their sons.", [], ["childOf"]),
    ("Our allies met Ann Ek.", [], ["alliedWith"]),
    ("Some students of Harbour College marched in Oslo.", ["studiedAt | Harbour College"], []),
    ("The company left Peru. Company engineer Ann Ek was glad.", ["Ann Ek | affiliatedWith | company"], []),
]  # fmt: skip

KINDS = [
    ("The belfry is one of the oldest towers in Peru.", ["be_tower_in | Peru"], ["be_one"]),
    ("Ann Ek is the youngest recipient of the award.", ["Ann Ek | be_recipient_of"], []),
    ("Ann Ek was the best player of the year.", [], ["be_player_of"]),
    ("Local actor and painter Ann Ek left Oslo.", ["Ann Ek | holds | Painter", "Ann Ek | leaves | Oslo"], ["painter | leaves"]),
    ("Acme Corp head Ann Ek, Bo Lund and a lawyer met.", ["Ann Ek | leads | Acme Corp"], ["Bo Lund | leads"]),
    ("Money came from Minister of Transport Ann Ek.", ["come_from | Ann Ek", "Minister of Transport"], ["is | \"Transport"]),
    ("The mayor of Oslo Ann Ek met left.", [], ["Oslo Ann Ek | "]),
    ("Voter Ann Ek was glad.", ['Ann Ek | is | "Voter"'], []),
    ("Ann Ek, director of the port, left.", ["Director", "postIn | port"], []),
    ("Ann Ek, a key player in the region, left.", [], ["postIn"]),
    ("The nun, 67, left Oslo.", ['nun | age | "67"'], []),
    ("The 47-year-old Swede left Oslo.", ['| age | "47"'], []),
    ("Three men, including painter Bo Lund, were tried.", ["Bo Lund | be_tried"], []),
    ("Ann Ek called the pact a mistake.", ['Ann Ek | call | "the pact a mistake"\n'], []),
    ("Bo Lund apologised for being late.", ['"apologised for being late"'], []),
]  # fmt: skip

#: What stands beside a description and is no part of it.
APART = [
    ("According to police in Odda, Bo Lund was involved in crashes before.", ["Bo Lund | be_involved_in", "says police"], ["be_involved_according_to"]),
    ('Ann Ek told the Oslo Post: "I am a big fan of rules."', ['Ann Ek | is | "a big fan of rules"'], ["be_fan_of | Oslo Post"]),
    ("Bo Lund is Oslo mayor.", ["Bo Lund | holds | Mayor (mayor-oslo)"], []),
    ("Oslo mayor Eva Dahl left.", ["Eva Dahl | holds | Mayor (mayor-oslo)"], []),
    ("Bo Lund is dependent on Acme Corp.", ["Bo Lund | be_dependent_on | Acme Corp"], []),
    ("\"Our team\" co-author Bo Lund said in Oslo \"has found a cure.\"", ["Bo Lund | holds | Co-author"], ["team\" Co", "Team\" Co"]),
    ("Deputy \"acting\" Minister Ann Ek left.", ["Ann Ek | holds | Deputy \"acting\" Minister"], []),
    ("The tanker, gross tonnage around 900, sank off Peru.", ["| sink_off | Peru"], ["| is |"]),
    ("Acme Corp, maker of lamps, left Peru.", ['Acme Corp | is | "maker of lamps"'], []),
]  # fmt: skip

SITES = [
    ("Rebels attacked an air base near Bergen.", ["locatedNear | Bergen"], []),
    ("Ann Ek died in a Bergen hospital.", ["hospital | locatedIn | Bergen"], []),
    ("Acme Corp should build a factory in Odda.", [], ["factory in Odda | locatedIn"]),
    ("Ann Ek held talks with Peru in Oslo.", [], ["Peru | locatedIn"]),
    ("Egypt in North Africa thanked Ann Ek.", ["Egypt | locatedIn | North Africa"], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [*COMPLEMENTS, *BELONGING, *KINDS, *APART, *SITES],
    ids=lambda x: str(x)[:60],
)
def test_beside(text: str, yes: list[str], no: list[str]) -> None:
    told = "\n".join(facts(text)) + "\n"
    assert [wanted for wanted in yes if wanted not in told] == [], told
    assert [unwanted for unwanted in no if unwanted in told] == [], told
