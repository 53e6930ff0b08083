"""The seed article's facts, read from the graph: what must be there, and what must not.

The same article with other people, countries and firms must read as well: nothing is fitted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import kg

SEEDS = Path(__file__).parent.parent / "seeds"
COMMISSION = "intergovernmental commission for economic-commercial and scientific-technical"
COMPANIES = ("Grupo GAZ", "Sinara", "ARTK", "Veya Invest", "Russian Railways")

Row = Mapping[str, object]


@pytest.fixture(scope="module")
def store() -> Iterator[kg.Store]:
    with kg.open_store() as opened:
        kg.build([str(SEEDS)], store=opened)
        yield opened


#: The names of the seed, longer ones first, and those that take their place in each version.
NAMES = (
    "Russian Railways", "Russian", "Russia", "Cuban", "Cuba", "Serguei Lavrov", "Ricardo Cabrisas",
    "Cabrisas", "Maria Zajarova", "Yuri Borisov", "Vladimir Putin", "Moscow", "Havana",
    "Grupo GAZ", "Sinara", "ARTK", "Veya Invest", "Prensa Latina",
)  # fmt: skip
VERSIONS = {
    "seed": NAMES,
    "norway-peru": (
        "Norwegian Railways", "Norwegian", "Norway", "Peruvian", "Peru", "Anders Dahl",
        "Miguel Torres", "Torres", "Ingrid Holm", "Olav Nygard", "Erik Lunde", "Oslo", "Lima",
        "Grupo NOR", "Fjordia", "NTKB", "Hansa Invest", "Andina News",
    ),
    "kenya-vietnam": (
        "Kenyan Railways", "Kenyan", "Kenya", "Vietnamese", "Vietnam", "Amina Otieno",
        "Nguyen Van Thanh", "Thanh", "Grace Wanjiru", "Peter Mwangi", "Joseph Kamau", "Nairobi",
        "Hanoi", "Safari Motors", "Umoja", "KTDA", "Baraka Invest", "Daily Courier",
    ),
    "brazil-turkey": (
        "Brazilian Railways", "Brazilian", "Brazil", "Turkish", "Turkey", "Paulo Mendes",
        "Mehmet Yildiz", "Yildiz", "Ana Ribeiro", "Carlos Duarte", "Luis Fernandes", "Brasilia",
        "Ankara", "Grupo Sol", "Petrolia", "BRTX", "Orion Invest", "World Wire",
    ),
}  # fmt: skip


def renamed(text: str, old: tuple[str, ...], new: tuple[str, ...]) -> str:
    """`text` with each of the `old` names replaced by the `new` one."""
    for before, after in zip(old, new, strict=True):
        text = text.replace(before, after)
    return text


@pytest.fixture(scope="module", params=VERSIONS)
def rows(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """The statements of a version, told with the names of the seed."""
    names = VERSIONS[request.param]
    article = tmp_path_factory.mktemp("version") / "version.txt"
    seed = (SEEDS / "russia-cuba-cooperation.txt").read_text("utf-8")
    article.write_text(renamed(seed, NAMES, names), "utf-8")
    with kg.open_store() as opened:
        kg.build([str(article)], store=opened)
        exported = kg.export(opened, "jsonl")
    return [json.loads(line) for line in renamed(exported, names, NAMES).splitlines()]


def words(end: object) -> str:
    """Everything an end of a statement is called, lower case."""
    if not isinstance(end, Mapping):
        return ""
    parts = [
        str(end.get("text") or ""),
        str(end.get("label") or ""),
        *map(str, end.get("names", ())),
    ]
    return " ".join(parts).lower()


def find(rows: list[Row], subject: str, predicate: str, other: str, **marks: object) -> list[Row]:
    """The statements between two ends, in this direction, that bear all `marks`."""
    return [
        row
        for row in rows
        if subject.lower() in words(row["subject"])
        and other.lower() in words(row["object"])
        and predicate in (str(row["predicate"]["iri"]).split("#")[-1], "*")  # type: ignore[index]
        and all(_marked(row, mark, value) for mark, value in marks.items())
    ]


def _marked(row: Row, mark: str, value: object) -> bool:
    found = row[mark]
    if isinstance(found, Mapping):
        return value is not None and str(value).lower() in words(found)
    return found == value


FACT = {"modality": "actual", "negated": False, "speaker": None}


@pytest.mark.parametrize(
    ("person", "office", "where"),
    [
        ("Lavrov", "Minister of Foreign Affairs", "Russia"),
        ("Cabrisas", "Deputy Prime Minister", "Cuba"),
        ("Zajarova", "Spokeswoman", "Foreign Ministry"),
        ("Borisov", "Deputy Prime Minister", "Russia"),
        ("Borisov", "Co-chair", COMMISSION),
        ("Cabrisas", "Co-president", COMMISSION),
    ],
)
def test_offices(rows: list[Row], person: str, office: str, where: str) -> None:
    held = find(rows, person, "holds", office, **FACT)
    posts = {row["object"]["iri"] for row in held}  # type: ignore[index]
    there = find(rows, office, "postIn", where, **FACT)
    assert posts & {row["subject"]["iri"] for row in there}  # type: ignore[index]


def test_putin_is_president(rows: list[Row]) -> None:
    assert find(rows, "Putin", "holds", "President", **FACT)


@pytest.mark.parametrize("person", ["Borisov", "Cabrisas"])
def test_the_commission_has_two_chairs(rows: list[Row], person: str) -> None:
    assert find(rows, person, "coChairs", COMMISSION, **FACT)


def test_lavrov_meets_cabrisas_today(rows: list[Row]) -> None:
    (meeting,) = find(rows, "Lavrov", "meets", "Cabrisas", **FACT)
    assert str(meeting["topic"]).startswith("the development of cooperation")
    assert meeting["time_text"] == "today"
    assert meeting["time"] is None, "the publication date is not known and none may be invented"


def test_cabrisas_and_borisov_met_and_talked(rows: list[Row]) -> None:
    assert find(rows, "Cabrisas", "meets", "Borisov", **FACT)
    assert find(rows, "Cabrisas", "talksWith", "Borisov", **FACT)


def test_the_co_chairs_met_last_friday(rows: list[Row]) -> None:
    assert find(rows, "Cabrisas", "meets", "Borisov", time_text="last Friday", modality="actual")


def test_cabrisas_visit(rows: list[Row]) -> None:
    assert find(rows, "Cabrisas", "*", "visit", modality="actual")


def test_putin_visited_havana_in_2014(rows: list[Row]) -> None:
    assert find(rows, "Putin", "visits", "Havana", time="2014", **FACT)


@pytest.mark.parametrize("company", COMPANIES)
def test_cabrisas_met_the_companies_here(rows: list[Row], company: str) -> None:
    (meeting,) = find(rows, "Cabrisas", "meets", company, place="Russia", **FACT)
    assert meeting["object"]["type"] == "Organization"  # type: ignore[index]


def test_ties_of_the_countries(rows: list[Row]) -> None:
    assert find(rows, "Russia", "cooperatesWith", "Cuba", **FACT)
    allied = find(rows, "Russia", "alliedWith", "Cuba") + find(rows, "Cuba", "alliedWith", "Russia")
    assert any("Moscow and Havana" in str(row["text"]) for row in allied)


@pytest.mark.parametrize("country", ["Russia", "Cuba"])
def test_the_commission_is_of_both_countries(rows: list[Row], country: str) -> None:
    assert find(rows, country, "memberOf", COMMISSION, modality="actual", negated=False)


def test_the_embassy_is_cubas_and_in_russia(rows: list[Row]) -> None:
    assert find(rows, "embassy", "represents", "Cuba", **FACT)
    assert find(rows, "embassy", "locatedIn", "Russia", **FACT)


def test_zajarova_calls_cuba_an_ally_and_friend_of_russia(rows: list[Row]) -> None:
    assert find(rows, "Cuba", "alliedWith", "Russia", speaker="Zajarova", modality="actual")
    assert find(rows, "Zajarova", "says", "ally and faithful friend", **FACT)


def test_zajarova_on_the_work_and_the_results(rows: list[Row]) -> None:
    assert find(rows, "Zajarova", "says", "much work is being done", **FACT)
    assert find(rows, "much work", "*", "done", speaker="Zajarova", modality="actual")
    assert find(rows, "Zajarova", "says", "would be taken into account", **FACT)
    assert find(rows, "results of the meeting", "*", "", speaker="Zajarova", modality="planned")


def test_the_embassy_says_that_ties_were_reviewed(rows: list[Row]) -> None:
    assert find(rows, "embassy", "says", "was reviewed", **FACT)
    assert find(rows, "ties", "*", "reviewed", speaker="embassy", modality="actual")


def test_what_is_not_yet_a_fact(rows: list[Row]) -> None:
    (expected,) = find(rows, "synchronization of positions", "*", "", speaker="Zajarova")
    assert expected["modality"] == "possible"
    (session,) = find(rows, COMMISSION, "hold_session_in", "Havana")
    assert session["modality"] == "planned"
    assert session["time_text"] == "before the end of this year"
    (groups,) = find(rows, "work groups", "*", "convene")
    assert groups["modality"] == "planned"


def test_the_article(store: kg.Store) -> None:
    found = store.query(
        "PREFIX schema: <https://schema.org/> SELECT ?title ?publisher ?date {"
        " ?a a schema:NewsArticle ; schema:headline ?title ; schema:publisher ?publisher"
        " OPTIONAL { ?a schema:datePublished ?date } }"
    )
    ((title, publisher, date),) = ((row[0], row[1], row[2]) for row in found)
    assert title.value == "Russia and Cuba strengthen cooperation and diplomatic ties"
    assert publisher.value == "Prensa Latina"
    assert date is None


@pytest.mark.parametrize("company", ["Borisov", *COMPANIES])
def test_lavrov_met_nobody_else(rows: list[Row], company: str) -> None:
    assert not find(rows, "Lavrov", "meets", company)
    assert not find(rows, company, "meets", "Lavrov")


def test_nothing_false(rows: list[Row]) -> None:
    assert not find(rows, "Lavrov", "coChairs", "")
    assert not find(rows, COMMISSION, "*", "session", modality="actual")
    assert not held_in(rows, "Borisov", "Cuba")
    assert not held_in(rows, "Cabrisas", "Russia")


def held_in(rows: list[Row], person: str, place: str) -> set[str]:
    """The posts that a person holds at a place."""
    held = {str(row["object"]["iri"]) for row in find(rows, person, "holds", "")}  # type: ignore[index]
    return held & {
        str(row["subject"]["iri"])  # type: ignore[index]
        for row in find(rows, "", "postIn", place)
    }
