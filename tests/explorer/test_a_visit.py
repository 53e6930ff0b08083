"""What a person does with the page from first to last, on graphs small and large.

Every visit also fails on any request, console line or violation.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chromium import Open
from playwright.sync_api import Page, expect

import kg
from benchmarks.generated import network
from kg.explorer.html import render

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def built(*sources: Path) -> str:
    with kg.open_store() as store:
        assert not kg.build(sources, store=store).failures
        return kg.page(store)


def of_seed(_: Path) -> str:
    return built(ROOT / "seeds")


def of_ten_articles(_: Path) -> str:
    return built(ROOT / "tests/news")


def of_sixty_articles(folder: Path) -> str:
    manifest = SHARED / "data/news/manifest.jsonl"
    if not manifest.exists():
        pytest.skip("needs ../shared/data/news")
    rows = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()][:60]
    source = folder / "sixty.jsonl"
    with source.open("w", encoding="utf-8") as out:
        for row in rows:
            text = (SHARED / "data/news" / row["file"]).read_text(encoding="utf-8")
            given = {key: row[key] for key in ("date", "url") if row.get(key)}
            out.write(json.dumps({"id": Path(row["file"]).stem, "text": text, **given}) + "\n")
    return built(source)


def of_ten_thousand_entities(_: Path) -> str:
    statements, articles = network(10_000, 20_000)
    return render(statements, articles, title="Large")


GRAPHS: list[Any] = [
    of_seed,
    of_ten_articles,
    pytest.param(of_sixty_articles, marks=pytest.mark.slow),
    pytest.param(of_ten_thousand_entities, marks=pytest.mark.slow),
]

WELL_KNOWN = """() => {
  const { entities, edges } = JSON.parse(document.getElementById("data").textContent);
  const degrees = new Map();
  for (const { from, to } of edges) {
    if (from === to) continue;
    for (const end of [from, to]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
  }
  const [first] = [...degrees].sort((a, b) => b[1] - a[1])[0];
  const edge = edges.find(({ from, to }) => from !== to && [from, to].includes(first));
  const second = edge.from === first ? edge.to : edge.from;
  return [entities[first].label, entities[second].label];
}"""


def search(page: Page, name: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(name)
    page.locator("#found [role=option]").filter(has_text=name).first.wait_for()
    page.keyboard.press("Enter")


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def count(page: Page) -> int:
    title = page.locator("#panel-title .count").text_content() or ""
    return int(title.split(" of ")[0].replace(",", ""))


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.__name__)
def test_a_visit(open_page: Open, tmp_path: Path, graph: Callable[[Path], str]) -> None:
    page = open_page(graph(tmp_path)).page
    first, second = page.evaluate(WELL_KNOWN)

    search(page, first)
    expect(page.locator("#panel-title")).to_have_text(first)
    evidence = page.locator("#panel .evidence").first
    evidence.click()
    marked = "".join(page.locator("#reader mark").all_text_contents())
    assert words(marked) == words(evidence.locator("q").text_content())

    page.keyboard.press("Escape")
    everything = count(page)
    page.locator("#menus").get_by_role("button", name="Filter").click()
    planned = page.locator('[data-facet=manner] input[data-key="planned"]')
    planned.check()
    page.keyboard.press("Escape")
    assert 0 < count(page) < everything
    assert set(page.locator("#panel .marks").all_text_contents()) != set()
    others = """document.querySelectorAll("#panel .statement:not(:has(.mark-planned))").length"""
    assert page.evaluate(others) == 0, "in one look, as the list grows meanwhile"
    page.locator("#filters .chip").first.click()
    assert count(page) == everything

    handle = page.get_by_role("slider", name="From")
    if handle.count():
        handle.focus()
        page.keyboard.press("End")
        assert count(page) <= everything
        page.get_by_role("button", name="Any time").click()

    search(page, first)
    page.keyboard.press("c")
    search(page, second)
    expect(page.locator("#panel-title")).to_have_text(f"From {first} to {second}")
    assert page.locator("#panel .statement").count() >= 1

    link = page.url
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as download:
        page.locator("[data-take=Turtle]").click()
    assert b"kg:Statement" in Path(download.value.path()).read_bytes()

    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#panel-title")).to_have_text(f"From {first} to {second}")
