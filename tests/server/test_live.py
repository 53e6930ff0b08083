"""The explorer of a server: whole for a small store, part by part for a large one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect
from samples import Reader, article, person

import kg
from kg import rdf
from kg.model import Text
from kg.stores import open_store
from tests.explorer.axe import AXE, findings
from tests.explorer.taking import parsed, query_of, statements_in, subset, take
from tests.server.conftest import Visit
from tests.server.running import Reply, Server, serving

BASE = "https://example.org/kg/"
HUBS, MEMBERS = 10, 104
SOON = 30_000  # milliseconds in which a busy machine answers


def name(hub: int, member: int) -> str:
    letters = [chr(ord("a") + digit) for digit in (member // 26, member % 26)]
    return f"Zoë Mem{''.join(letters)} {chr(ord('A') + hub)}son"


def large(path: Path) -> Path:
    """Articles about one person each, who met a hundred others that nobody else knows."""
    with open_store(path) as store:
        for number in range(HUBS):
            hub = f"Hub {chr(ord('A') + number)}lund"
            others = [name(number, member) for member in range(MEMBERS)]
            sentences = [f"{hub} met {other} 😀, 41." for other in others]
            r = Reader(article(f"story-{number}", "\n".join([f"Story {number}", "", *sentences])))
            r.sees(person(hub), hub)
            for other, sentence in zip(others, sentences, strict=True):
                r.sees(person(other), other)
                r.says(person(hub), "meets", person(other), sentence.removesuffix(" 😀, 41."))
                r.says(person(other), "age", Text("41"), sentence.removesuffix("."))
            store.replace(f"story-{number}", rdf.triples(r.reading()))
    return path


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(large(tmp_path_factory.mktemp("large") / "store")) as server:
        yield server


def data(reply: Reply) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', reply.text)
    assert found
    return json.loads(found[1])


def ask(server: Server, path: str) -> dict[str, Any]:
    reply = server.ask("GET", path, headers={"Accept": "application/json"})
    assert (reply.status, reply.media_type) == (200, "application/json"), reply.text
    return json.loads(reply.body)


def labels(part: dict[str, Any]) -> list[str]:
    return [entity["label"] for entity in part["entities"]]


# --- What the server gives ------------------------------------------------------------------------


def test_a_small_store_is_on_the_page_whole(server: Server) -> None:
    found = data(server.ask("GET", "/"))
    assert found["live"]["whole"] is True
    assert len(found["statements"]) == found["live"]["statements"] == 11
    assert all(article["text"] for article in found["articles"])


def test_a_large_one_opens_on_what_most_is_said_about(big: Server) -> None:
    found = data(big.ask("GET", "/"))
    assert found["live"]["whole"] is False
    assert found["live"]["entities"] == HUBS * (MEMBERS + 1)
    assert found["live"]["statements"] == HUBS * MEMBERS * 2
    assert len(found["nodes"]) == len(found["entities"]) == 1000
    assert {f"Hub {chr(ord('A') + number)}lund" for number in range(HUBS)} <= set(labels(found))
    assert all(article["silent"] and not article["text"] for article in found["articles"])
    again = big.ask("GET", "/")
    assert data(again) == found


def test_a_neighbourhood_has_what_is_said_and_what_is_near(big: Server) -> None:
    hub = f"{BASE}entity/hub-clund"
    part = ask(big, f"/neighbourhood?entity={quote(hub, safe='')}")
    assert part["centre"] == hub
    assert len(part["told"]["statements"]) == MEMBERS
    assert part["more"] == 0
    assert len(part["drawn"]["nodes"]) == 41
    other = ask(big, f"/neighbourhood?entity={BASE}entity/zoe-memaa-cson")
    assert {s["relation"] for s in other["told"]["statements"]} == {"meets", "has the age"}
    statement = other["told"]["statements"][0]["iri"]
    assert ask(big, f"/neighbourhood?statement={statement}")["told"]["statements"]


def test_an_article_comes_with_its_text_and_mentions(big: Server) -> None:
    part = ask(big, f"/text?article={BASE}article/story-3")
    (article,) = part["articles"]
    assert article["text"].startswith("Story 3\n")
    assert len(article["mentions"]) == 3 * (MEMBERS + 1)


@pytest.mark.parametrize(
    "words", ["memaa Dson", "MEMAA", "zoe memaa dson", "Zoë mem aa ds", "dson zoë"]
)
def test_names_are_found_over_the_whole_store(big: Server, words: str) -> None:
    found = labels(ask(big, f"/search?q={quote(words)}"))
    assert ("Zoë Memaa Dson" in found) == (words != "dson zoë" or len(found) == 50)
    if "memaa d" in words.lower():
        assert found == ["Zoë Memaa Dson"]


def test_a_person_may_search_too(big: Server) -> None:
    reply = big.ask("GET", "/search?q=memaa", headers={"Accept": "text/html"})
    assert reply.media_type == "text/html"
    assert reply.text.count('class="entity"') == HUBS
    assert 'href="entity/zoe-memaa-ason"' in reply.text
    evil = big.ask("GET", "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert evil.status == 200
    assert "<script" not in evil.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/neighbourhood", 400),
        ("/neighbourhood?entity=a&statement=b", 400),
        ("/neighbourhood?entity=no%20iri", 400),
        (f"/neighbourhood?entity={BASE}entity/nobody", 404),
        (f"/neighbourhood?statement={BASE}statement/0", 404),
        ("/text", 400),
        (f"/text?article={BASE}entity/hub-alund", 404),
    ],
)
def test_what_cannot_be_answered_says_why(big: Server, path: str, status: int) -> None:
    reply = big.ask("GET", path)
    assert reply.status == status
    assert reply.media_type == "text/plain"
    assert len(reply.text) > 10


def test_only_a_page_of_a_server_may_ask_it(server: Server, tmp_path: Path) -> None:
    assert "connect-src &#39;self&#39;" in server.ask("GET", "/").text
    with kg.open_store() as store:
        alone = kg.page(store)
    assert "connect-src" not in alone
    assert "fetch(" not in alone


# --- What a person does ---------------------------------------------------------------------------


def drawn(page: Page) -> int:
    return page.evaluate("newsKg.network.body.data.nodes.length")


def off_page(server: Server) -> str:
    """The label of somebody whom the page has not at first."""
    known = set(labels(data(server.ask("GET", "/"))))
    return next(
        n for n in (name(h, m) for h in range(HUBS) for m in range(MEMBERS)) if n not in known
    )


def test_somebody_who_is_not_on_the_page_is_found_and_read(big: Server, visit: Visit) -> None:
    somebody = off_page(big)
    page = visit(big, "/").page
    counts = f"of {HUBS * (MEMBERS + 1):,} entities · 990 of {HUBS * MEMBERS * 2:,} statements"
    expect(page.locator("#summary")).to_contain_text(counts)
    assert drawn(page) == 1000
    page.locator("#search").fill(somebody.replace("ë", "e").lower())
    option = page.locator("#found [role=option]").first
    expect(option).to_contain_text(somebody, timeout=SOON)
    expect(option.locator(".count")).to_have_text("2 statements")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text(somebody, timeout=SOON)
    expect(page.locator("#panel")).to_contain_text("has the age", timeout=SOON)
    expect(page.locator("#reader mark").first).to_contain_text(somebody, timeout=SOON)
    assert drawn(page) > 1000
    link = page.url
    expect(page.locator("#panel .iri a")).to_have_attribute("href", re.compile("^entity/zoe-mem"))

    again = visit(big, link.partition(str(big.port))[2]).page
    expect(again.locator("#panel-title")).to_have_text(somebody, timeout=SOON)
    expect(again.locator("#panel")).to_contain_text("has the age", timeout=SOON)


def test_the_page_of_an_entity_and_the_explorer_lead_to_each_other(
    big: Server, visit: Visit
) -> None:
    page = visit(big, "/entity/zoe-memdz-json").page
    page.get_by_role("link", name="See it in the explorer").click()
    expect(page.locator("#panel-title")).to_have_text("Zoë Memdz Json", timeout=SOON)
    expect(page.locator("#reader mark").first).to_contain_text("Zoë Memdz Json", timeout=SOON)
    page.locator("#panel .iri a").click()
    expect(page.locator("h1")).to_have_text("Zoë Memdz Json")


def test_a_double_click_brings_what_is_around(big: Server, visit: Visit) -> None:
    page = visit(big, f"/#entity={quote(BASE, safe='')}entity%2Fhub-jlund").page
    expect(page.locator("#panel-title")).to_have_text("Hub Jlund", timeout=SOON)
    before = drawn(page)
    page.wait_for_timeout(300)
    spot = page.evaluate(
        """() => {
          const nodes = newsKg.network.body.data.nodes.get();
          const chosen = nodes.find(({ title }) => title === "Hub Jlund").id;
          newsKg.network.moveTo({ position: newsKg.network.getPosition(chosen), scale: 1 });
          const at = newsKg.network.canvasToDOM(newsKg.network.getPosition(chosen));
          const box = document.getElementById("network").getBoundingClientRect();
          return [at.x + box.x, at.y + box.y];
        }"""
    )
    page.mouse.dblclick(*spot)
    expect(page.locator("#panel .count").first).to_be_visible()
    page.wait_for_function(
        "(before) => newsKg.network.body.data.nodes.length >= before", arg=before
    )
    told = ask(big, f"/neighbourhood?entity={BASE}entity/hub-jlund")["drawn"]
    expect(page.locator("#panel-title")).to_have_text("Hub Jlund", timeout=SOON)
    titles = page.evaluate("newsKg.network.body.data.nodes.get().map(({ title }) => title)")
    assert {e["label"] for e in told["entities"]} <= set(titles)


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core here (npm ci --prefix .ci/javascript)")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 400)])
def test_axe_finds_nothing_in_use(big: Server, visit: Visit, scheme: str, width: int) -> None:
    page = visit(big, "/", scheme=scheme, width=width).page
    page.locator("#search").fill("hub clund")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .group h3 .count").first).to_have_text(str(MEMBERS), timeout=SOON)
    page.locator("#panel-title").focus()
    page.keyboard.press("e")
    for key in ("m", "?"):
        page.keyboard.press(key)
        assert findings(page) == [], key
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Take away").click()
    assert findings(page) == []


def test_what_is_loaded_is_taken_as_the_store_has_it(big: Server, visit: Visit) -> None:
    page = visit(big, "/").page
    page.get_by_role("button", name="Take away").click()
    expect(page.locator(".menu-about")).to_contain_text(
        re.compile(r"This page has loaded [\d,]+ of 2,080; kg export has all")
    )
    page.keyboard.press("Escape")
    page.locator("#search").fill("hub clund")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .group h3 .count").first).to_have_text(str(MEMBERS), timeout=SOON)
    page.locator("#search").fill(name(2, 7))
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("has the age", timeout=SOON)
    for back in (False, True):
        if back:
            page.go_back()
            expect(page.locator("#panel-title")).to_have_text("Hub Clund")
        taken = parsed(take(page, "Turtle")[1])
        rows = big.query(query_of(page)).rows
        statements = {row["statement"] for row in rows}
        assert len(statements) == (MEMBERS if back else 2)
        assert len(take(page, "CSV")[1].splitlines()) == len(statements) + 1
        assert statements_in(taken) == statements
        construct = lambda query: big.query(query, "text/turtle").body  # noqa: E731
        assert taken ^ subset(construct, statements) == set()


def test_a_key_and_the_menu_bring_what_is_around_too(big: Server, visit: Visit) -> None:
    page = visit(big, f"/#entity={quote(BASE, safe='')}entity%2Fhub-jlund").page
    expect(page.locator("#panel-title")).to_have_text("Hub Jlund", timeout=SOON)
    offer = page.locator("#menu [role=menuitem]", has_text="Draw what is around it")
    page.locator("#network").focus()
    page.keyboard.press("m")
    expect(offer).to_have_count(1)
    page.keyboard.press("e")
    told = ask(big, f"/neighbourhood?entity={BASE}entity/hub-jlund")["drawn"]
    page.wait_for_function(
        "(wanted) => { const titles = newsKg.network.body.data.nodes.map(({ title }) => title);"
        " return wanted.every((title) => titles.includes(title)); }",
        arg=labels(told),
    )
    page.keyboard.press("m")
    expect(page.locator("#menu [role=menuitem]").first).to_be_visible()
    expect(offer).to_have_count(0)


def test_a_server_that_has_gone_is_told(tmp_path: Path, visit: Visit) -> None:
    with serving(large(tmp_path / "store")) as server:
        opened = visit(server, "/")
        expect(opened.page.locator("#reader")).to_contain_text("Hub", timeout=SOON)
        server.process.terminate()
        server.process.wait(20)
        opened.page.locator("#panel .entity").first.click()
        expect(opened.page.locator("#live")).to_contain_text("does not answer")
        opened.complaints.clear()  # the browser tells of the requests that failed


def test_a_small_page_asks_for_nothing(server: Server, visit: Visit) -> None:
    asked: list[str] = []
    page = visit(server, "/").page
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#panel .entity").first.click()
    page.locator("#search").fill("lind")
    page.wait_for_timeout(400)
    assert asked == []
    expect(page.locator("#menus a", has_text="Query")).to_have_attribute("href", "query")
