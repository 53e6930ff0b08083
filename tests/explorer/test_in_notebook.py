"""The page in a notebook cell: a frame without an address, an origin or a history of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Open
from playwright.sync_api import expect

import kg
from kg.explorer.notebook import Frame

TEXT = "Ada Brink met Tomas Wells in Oslo. Wells did not meet Mara Okafor.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Store]:
    source = tmp_path_factory.mktemp("news") / "news.jsonl"
    source.write_text(json.dumps({"id": "a", "title": "Met", "text": TEXT}), encoding="utf-8")
    with kg.open_store() as opened:
        kg.build([str(source)], store=opened)
        yield opened


def test_show_gives_the_page_or_what_is_known_of_one(store: kg.Store) -> None:
    shown = kg.show(store)
    assert shown == kg.page(store)
    assert len(repr(shown)) < 100, "a notebook keeps it"
    assert "Ada Brink meets Tomas Wells" in kg.show(store, "Brink").to_text()


def test_hostile_pages_stay_in_their_frame(open_page: Open) -> None:
    page = open_page(f"<body>{Frame('</iframe><script>broken = 1</script>')._repr_html_()}").page
    page.wait_for_timeout(100)
    assert page.evaluate("typeof broken") == "undefined"
    assert page.locator("script").count() == 0


def converted(shown: Frame) -> str:
    """A notebook with this as the result of its cell, as `jupyter nbconvert` writes it as HTML."""
    nbformat = pytest.importorskip("nbformat.v4", reason="needs pip install '.[test]'")
    nbconvert = pytest.importorskip("nbconvert", reason="needs pip install '.[test]'")
    result = {"text/html": shown._repr_html_(), "text/plain": repr(shown)}
    output = nbformat.new_output("execute_result", result, execution_count=1)
    cell = nbformat.new_code_cell("kg.show(store)", outputs=[output], execution_count=1)
    exporter = nbconvert.HTMLExporter(template_name="basic")  # the others fetch MathJax
    body, _ = exporter.from_notebook_node(nbformat.new_notebook(cells=[cell]))
    return f"<!doctype html><title>Notebook</title><body>{body}</body>"


def test_whoever_takes_frames_out_leaves_words(store: kg.Store) -> None:
    shown = kg.show(store)._repr_html_()
    assert re.sub(r"</?iframe[^>]*>", "", shown).startswith("The graph is seen here once")


def test_it_works_in_a_cell(store: kg.Store, open_page: Open) -> None:
    opened = open_page(converted(kg.show(store)))
    frame = opened.page.frame_locator("iframe")
    frame.locator("#search").fill("wells")
    frame.locator("#search").press("Enter")
    expect(frame.locator("#panel-title")).to_have_text("Tomas Wells")
    frame.locator("#panel .evidence", has_text="Ada Brink met").first.click()
    expect(frame.locator("#reader mark")).to_have_text("Ada Brink met Tomas Wells")
    frame.locator("#reader .next").click()
    expect(frame.locator("#reader .place")).to_contain_text("2 of")
    assert opened.page.url.endswith(".html"), "the notebook stays where it was"
    expect(frame.locator("#reader .link")).to_be_hidden()

    frame.locator("#reader .cite").click()
    expect(frame.locator(".toast, dialog.offer[open]").first).to_be_visible()
    if frame.locator("dialog.offer").count():
        frame.locator("dialog.offer button").click()
    frame.get_by_role("button", name="Take away").click()
    with opened.page.expect_download() as waiting:
        frame.locator("[data-take=Turtle]").click()
    assert b"Tomas Wells" in Path(waiting.value.path()).read_bytes()
