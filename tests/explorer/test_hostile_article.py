"""One article of hostile text, the whole way: build, Turtle and back, the page in Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from chromium import Open
from playwright.sync_api import expect
from rdflib import Graph

import kg
from kg.dataset import description

TITLE = "<script>alert('title')</script> \"Mayors\" meet 😀"
TEXT = (
    "Mayor Ann <img src=x onerror=alert(1)> Ek met Bo Lund in Oslo 😀 on Monday.\n\n"
    '</script><script>alert(2)</script> Ann Ek, the mayor of Oslo, said "\'\\" ; DROP ALL"'
    " and left.\n\n"
    "The company Evil <b>Corp</b> \u202egnp.exe sued Bo Lund, \u200fשלום, javascript:alert(3).\n\n"
    "She visited Peru & praised Cy O'Neil {{ 7 * 7 }} ${7*7} %s.\n"
)
URL = 'http://example.org/a b<c>"d" \u202e'
HOSTILE = {
    "id": '../<a b="c">/😀',
    "title": TITLE,
    "text": TEXT,
    "publisher": "<i>P</i>",
    "url": URL,
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Store]:
    rows = tmp_path_factory.mktemp("hostile") / "rows.jsonl"
    rows.write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
    with kg.open_store() as opened:
        report = kg.build([str(rows)], store=opened)
        assert not report.failures
        yield opened


def test_the_text_is_in_the_graph_as_it_was(store: kg.Store) -> None:
    rows = [json.loads(line) for line in kg.export(store, "jsonl").splitlines()]
    text = f"{TITLE}\n\n{TEXT.strip()}"
    assert rows, "there are statements to look at"
    for row in rows:
        assert row["text"] in text
        assert text[row["start"] : row["end"]] == row["text"]


def test_turtle_survives_the_round_trip(store: kg.Store) -> None:
    turtle = kg.export(store, "turtle")
    graph = store.triples()
    ours = {str(triple) for triple in [*graph, *description(graph)]}
    assert {str(q.triple) for q in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)} == ours
    assert len(Graph().parse(data=turtle, format="turtle")) == len(ours)


def test_no_iri_holds_what_the_text_says(store: kg.Store) -> None:
    for triple in store.triples():
        for node in triple:
            if isinstance(node, ox.NamedNode):
                assert not set(node.value) & set('<>"{}|\\^` \u202e\n'), node


def test_the_page_shows_it_and_runs_nothing(
    store: kg.Store, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(kg.page(store)).page
    expect(page.locator("#reader")).to_contain_text("</script><script>alert(2)</script>")
    expect(page.locator("#reader")).to_contain_text("{{ 7 * 7 }} ${7*7} %s")
    expect(page.locator("h1")).to_contain_text("<script>alert('title')</script>")
    assert page.locator("img").count() == 0
    assert page.locator("script[src]").count() == 0
