"""The page as bytes and as data; what it does in a browser is in test_html_browser.py."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from story_rows import (
    ARTICLES,
    BRINK,
    HARBOUR_ARTICLE,
    LEAGUE,
    NORLAND,
    OKAFOR,
    SUDRIA,
    WELLS,
    entity,
    row,
    rows,
)

from kg.errors import NotFoundError
from kg.explorer.html import Mention, render


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def page_data(statements: list[dict[str, object]], **options: str) -> dict[str, Any]:
    return data_of(render(statements, ARTICLES, title="Test", **options))


def edges_between(
    data: dict[str, Any], one: dict[str, object], two: dict[str, object]
) -> list[Any]:
    numbers = {entity["iri"]: number for number, entity in enumerate(data["entities"])}
    pair = {numbers[one["iri"]], numbers[two["iri"]]}
    return [edge for edge in data["edges"] if {edge["from"], edge["to"]} == pair]


def test_the_same_input_gives_the_same_bytes() -> None:
    pages = {render(rows(), ARTICLES, title="Test").encode() for _ in range(2)}
    assert len(pages) == 1


def test_the_page_refers_to_nothing_outside_itself() -> None:
    outside: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            outside.extend(
                value or "" for name, value in attrs if name in ("src", "href", "data", "action")
            )

    Links().feed(render(rows(), ARTICLES, title="Test"))
    assert set(outside) == {"#panel", "data:,"}


@pytest.mark.parametrize(
    ("marks", "dashed"),
    [
        ({}, False),
        ({"modality": "planned"}, True),
        ({"modality": "possible"}, True),
        ({"speaker": WELLS}, True),
    ],
)
def test_only_facts_are_drawn_with_solid_lines(marks: dict[str, object], dashed: bool) -> None:
    data = page_data([row(HARBOUR_ARTICLE, BRINK, "kg:meets", OKAFOR, "Ada Brink", **marks)])
    (edge,) = data["edges"]
    assert bool(edge["dashes"]) is dashed


def test_planned_claimed_and_possible_differ() -> None:
    marks = [{"modality": "planned"}, {"modality": "possible"}, {"speaker": WELLS}]
    statements = [
        row(HARBOUR_ARTICLE, BRINK, "kg:meets", OKAFOR, "Ada Brink", **mark) for mark in marks
    ]
    edges = edges_between(page_data(statements), BRINK, OKAFOR)
    assert len({tuple(edge["dashes"]) for edge in edges}) == 3


def test_a_negated_statement_ends_in_a_bar_and_says_not() -> None:
    (edge,) = edges_between(page_data(rows()), WELLS, OKAFOR)
    assert edge["arrows"]["to"]["type"] == "bar"
    assert "not meets" in edge["label"]


def test_a_claim_names_its_speaker_on_the_edge() -> None:
    labels = [edge["label"] for edge in edges_between(page_data(rows()), NORLAND, SUDRIA)]
    assert any("Tomas Wells: " in label for label in labels)


def test_parallel_edges_bend_apart() -> None:
    edges = edges_between(page_data(rows()), NORLAND, SUDRIA)
    bends = {json.dumps(edge["smooth"], sort_keys=True) for edge in edges}
    assert len(edges) == len(bends) == 2


def test_equal_statements_share_an_edge() -> None:
    (edge,) = edges_between(page_data(rows()), BRINK, WELLS)
    assert len(edge["statements"]) == 2
    assert "×2" in edge["label"]


def test_mutual_relations_are_one_edge_without_arrows() -> None:
    statements = [
        row(HARBOUR_ARTICLE, BRINK, "kg:meets", WELLS, "Ada Brink"),
        row(HARBOUR_ARTICLE, WELLS, "kg:meets", BRINK, "Tomas Wells"),
    ]
    (edge,) = page_data(statements)["edges"]
    assert edge["arrows"] == ""


def test_an_office_is_an_edge_from_its_holder_to_the_country() -> None:
    data = page_data(rows())
    (edge,) = edges_between(data, BRINK, NORLAND)
    assert "Minister of Trade" in edge["label"]
    assert edge["statements"] == [0, 1]
    assert all(data["entities"][node["id"]]["type"] != "Post" for node in data["nodes"])


def test_an_office_that_acts_is_a_node() -> None:
    office = entity("harbour-master", "harbour master", "Post")
    data = page_data([row(HARBOUR_ARTICLE, office, "kg:visits", NORLAND, "Ada Brink")])
    assert {data["entities"][node["id"]]["type"] for node in data["nodes"]} == {"Post", "Country"}


def test_texts_are_no_nodes() -> None:
    data = page_data([row(HARBOUR_ARTICLE, WELLS, "kg:says", "a thing", "Wells said")])
    assert [node["label"].strip("\u2068\u2069") for node in data["nodes"]] == ["Tomas Wells"]
    assert data["edges"] == []


def test_evidence_that_does_not_stand_at_its_offsets_is_not_marked() -> None:
    moved = {**rows()[0], "start": 1}
    (statement,) = page_data([moved])["statements"]
    assert (statement["start"], statement["end"]) == (None, None)


def test_nodes_grow_with_their_statements() -> None:
    data = page_data(rows())
    size = {data["entities"][node["id"]]["label"]: node["size"] for node in data["nodes"]}
    assert size["Ada Brink"] > size["Dockers' League"] > size["new ferry line"]


def test_physics_is_off() -> None:
    assert page_data(rows())["options"]["physics"] == {"enabled": False}


@pytest.mark.parametrize("name", ["Mara Okafor", "okafor", OKAFOR["iri"]])
def test_focus_keeps_the_neighbourhood_of_one_entity(name: str) -> None:
    data = page_data(rows(), focus=name)
    drawn = {data["entities"][node["id"]]["label"] for node in data["nodes"]}
    assert drawn == {"Mara Okafor", "Tomas Wells", "Ada Brink", "Dockers' League", "Port Anvil"}
    assert data["entities"][data["focus"]]["iri"] == OKAFOR["iri"]
    assert edges_between(data, BRINK, WELLS), "neighbours keep what is between them"


def test_focus_keeps_only_the_articles_that_speak_of_it() -> None:
    assert len(page_data(rows(), focus="Norland")["articles"]) == 1


def test_focus_reaches_from_a_country_to_who_holds_its_offices() -> None:
    data = page_data(rows()[:2], focus="Norland")
    assert {entity["label"] for entity in data["entities"]} >= {"Ada Brink", "Norland"}


def test_focus_on_nobody_says_who_was_meant() -> None:
    with pytest.raises(NotFoundError, match="did you mean Ada Brink"):
        render(rows(), ARTICLES, title="Test", focus="Ada Brinck")


def test_no_statements_still_give_a_page() -> None:
    assert data_of(render([], [], title="Empty"))["nodes"] == []


def test_unused_names_do_not_leak() -> None:
    assert LEAGUE["iri"] in json.dumps(page_data(rows()[:3])), "the article mentions it"
    assert LEAGUE["iri"] not in json.dumps(page_data(rows()[:3], focus="Norland"))


def test_mentions_are_by_number_and_only_where_the_text_is() -> None:
    beyond = Mention(10_000, 10_010, BRINK)
    stranger = entity("stranger", "Stranger", "Person")
    article = replace(
        HARBOUR_ARTICLE, mentions=(Mention(0, 7, stranger), *HARBOUR_ARTICLE.mentions, beyond)
    )
    data = data_of(render(rows(), [article], title="Test"))
    flat = data["articles"][0]["mentions"]
    found = [
        (article.text[start:end], data["entities"][number]["iri"])
        for start, end, number in zip(flat[::3], flat[1::3], flat[2::3], strict=True)
    ]
    assert found[0] == ("Norland", stranger["iri"])
    assert ("Brink", BRINK["iri"]) in found
    assert len(found) == len(article.mentions) - 1

    near = data_of(render(rows(), [article], title="Test", focus="Okafor"))
    assert stranger["iri"] not in {known["iri"] for known in near["entities"]}


def test_what_is_known_elsewhere_stands_with_its_entity() -> None:
    links = [("http://www.w3.org/2002/07/owl#sameAs", "http://www.wikidata.org/entity/Q1")]
    beside = {str(NORLAND["iri"]): links, "https://example.org/not-on-this-page": links}
    data = data_of(render(rows(), ARTICLES, title="Test", beside=beside))
    assert data["beside"] == {NORLAND["iri"]: [list(link) for link in links]}


def test_a_large_network_opens_on_its_most_connected_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any("later" in node for node in page_data(rows())["nodes"])
    monkeypatch.setattr("kg.explorer.drawing.DRAWN", 5)
    monkeypatch.setattr("kg.explorer.drawing.OPENING", 3)
    data = page_data(rows())
    opening = [node for node in data["nodes"] if "later" not in node]
    assert {data["entities"][node["id"]]["label"] for node in opening} == {
        "Ada Brink",
        "Norland",
        "Sudria",
    }
    assert len(data["nodes"]) > 10, "the others are there, and wait"
