"""Pages about nodes, in a real browser: what a person reads, follows and never runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import expect
from samples import LIND, OKORO, Reader, article, person

from kg import rdf
from kg.model import Reading, TimeExpression
from kg.stores import open_store
from tests.explorer.axe import AXE, findings
from tests.server.conftest import Visit
from tests.server.running import Server, serving

EVIL = "<img src=x onerror=alert(1)>"
TITLE = f"</title></style><script>alert('t')</script> {EVIL}"
TEXT = f"""{TITLE}

Ines {EVIL} met "Karl" & {{{{ 7 * 7 }}}} 😀 in \u202eOslo\u2066 on <b>Monday</b>.
שלום was said by javascript:alert(2) 😀 there.
"""


def hostile() -> Reading:
    r = Reader(
        article(
            "hostile", TEXT, publisher="<i>P</i>", url="javascript:alert(3)", license='"><script>'
        )
    )
    ines = person(f"Ines {EVIL}", "{{ 7 * 7 }}")
    karl = replace(person('"Karl" & {{ 7 * 7 }}'), slug="karl")
    r.sees(ines, f"Ines {EVIL}")
    r.sees(karl, '"Karl" & {{ 7 * 7 }}')
    monday = TimeExpression("<b>Monday</b>", 0, 0)
    words = f'Ines {EVIL} met "Karl" & {{{{ 7 * 7 }}}} 😀 in \u202eOslo\u2066 on <b>Monday</b>'
    r.says(ines, "meets", karl, words, time=monday, topic=EVIL, speaker=karl, reported_by=ines)
    return r.reading()


def spaced() -> Reading:
    """With an address, and a space that is only of the statement with the most words."""
    text = "Ines Okoro met Karl Lind. Karl Lind left."
    r = Reader(article("spaced", text, url="https://example.org/spaced"))
    r.sees(OKORO, "Ines Okoro")
    for words in ("Ines Okoro met Karl Lind.", "Karl Lind left.", text):
        r.says(OKORO, "meets", LIND, words)
    return r.reading()


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("evil") / "store"
    with open_store(path) as store:
        store.replace("hostile", rdf.triples(hostile()))
        store.replace("spaced", rdf.triples(spaced()))
    ox.Store(path).update(
        "PREFIX owl: <http://www.w3.org/2002/07/owl#> INSERT DATA {"
        " <https://example.org/kg/entity/karl> owl:sameAs"
        " <javascript:alert(4)>, <http://e.example/?a&b'c> }"
    )
    with serving(path) as server:
        yield server


def paths(server: Server) -> list[str]:
    rows = server.query(
        "SELECT DISTINCT ?x { ?x ?p ?o FILTER(STRSTARTS(STR(?x), 'https://example.org/kg/')) }"
    ).rows
    return [
        "/" + row["x"].removeprefix("https://example.org/kg/")
        for row in rows
        if "#" not in row["x"]
    ]


def test_hostile_words_are_words(evil: Server, visit: Visit) -> None:
    for path in paths(evil):
        page = visit(evil, path).page
        assert page.locator("script, img, iframe, b, i").count() == 0, path
        hrefs = page.locator("a").evaluate_all("links => links.map((a) => a.getAttribute('href'))")
        assert not [href for href in hrefs if href.lower().startswith("javascript")], path
        assert "49" not in page.locator("main").inner_text()
    page = visit(evil, "/article/hostile").page
    expect(page.locator("article")).to_contain_text("</title></style><script>alert('t')</script>")
    expect(page.locator(".byline")).to_contain_text("javascript:alert(3)")
    page = visit(evil, "/entity/karl").page
    expect(page.locator("h1")).to_have_text('"Karl" & {{ 7 * 7 }}')
    expect(page.locator(".ways")).to_contain_text("javascript:alert(4)")
    expect(page.locator(".ways a[href^='http://e.example/']")).to_have_count(1)


def test_the_right_words_are_marked_also_behind_emoji(evil: Server, visit: Visit) -> None:
    page = visit(evil, "/entity/karl").page
    quote = page.locator(".quote").first
    expect(quote).to_have_text(TEXT.splitlines()[2], use_inner_text=True)
    assert quote.locator("mark.subject").all_text_contents() == [f"Ines {EVIL}"]
    assert quote.locator("mark.object").all_text_contents() == ['"Karl" & {{ 7 * 7 }}']
    marked = "".join(quote.locator("mark").all_text_contents())
    assert marked == TEXT.splitlines()[2].removesuffix(".")


def test_a_person_reads_an_entity_and_follows_its_links(server: Server, visit: Visit) -> None:
    page = visit(server, "/entity/ines-okoro").page
    expect(page).to_have_title("Ines Okoro")
    expect(page.locator(".also")).to_contain_text("Inès Okoro")
    expect(page.locator(".offices li")).to_have_text("Mayor Tarn")
    meeting = page.locator(".group", has=page.locator("h2", has_text="meets")).locator(".statement")
    expect(meeting).to_have_count(2)
    told = meeting.filter(has_text="last Friday")
    expect(told.locator(".marks")).to_contain_text("last Friday (2024-02-02)")
    expect(told.locator(".marks")).to_contain_text("in Arden")
    assert "".join(told.locator("mark").all_text_contents()) == "Inès Okoro, met Karl Lind"
    assert told.locator("mark.subject").all_text_contents() == ["Inès Okoro"]
    assert told.locator("mark.object").all_text_contents() == ["Karl Lind"]
    claim = page.locator(".group", has=page.locator("h2", has_text="claims"))
    expect(claim).to_contain_text("according to Ines Okoro")
    expect(page.locator(".articles li")).to_have_count(2)

    told.get_by_role("link", name="statement").click()
    expect(page.locator(".facts")).to_contain_text("actual")
    expect(page.locator(".facts")).to_contain_text("meets.sample")
    expect(page.locator(".facts")).to_contain_text("Arden")
    page.locator(".source a").first.click()
    expect(page.locator("h1")).to_have_text("Mayor of Tarn meets shipping chief")
    page.locator(".told .source a", has_text="met Karl Lind").first.click()
    expect(page.locator(".evidence:has(:target)")).to_contain_text("Inès Okoro")
    page.locator("article a.evidence", has_text="did not sign").click()
    expect(page.locator(".statement:target")).to_contain_text("negated")


def test_plans_denials_and_what_is_over_are_told_as_such(server: Server, visit: Visit) -> None:
    page = visit(server, "/entity/karl-lind").page
    for words, mark in (("visits", "planned"), ("signs", "negated"), ("described", "no longer so")):
        statement = page.locator(".statement", has_text=words).first
        expect(statement.locator(".marks")).to_contain_text(mark)


def test_it_needs_no_script_and_fits_a_phone(server: Server, visit: Visit) -> None:
    for path in ("/entity/ines-okoro", "/article/harbour", "/entity/nobody-at-all"):
        opened = visit(server, path, width=400)
        page = opened.page
        assert page.locator("script").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
        opened.complaints.clear() if "nobody" in path else None  # the browser reports a 404


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core here (npm ci --prefix .ci/javascript)")
@pytest.mark.parametrize(("scheme", "width"), [("light", 400), ("dark", 1400)])
def test_axe_finds_nothing(
    server: Server, evil: Server, visit: Visit, scheme: str, width: int
) -> None:
    found = ("/entity/ines-okoro", "/article/harbour", "/post/mayor-tarn", "/search?q=lind")
    for path in (*found, "/search?q=nobody", "/entity/nobody-at-all"):
        opened = visit(server, path, scheme=scheme, width=width)
        assert findings(opened.page) == [], path
        opened.complaints.clear() if "/nobody" in path else None  # the browser reports a 404
    assert findings(visit(evil, "/article/spaced", scheme=scheme, width=width).page) == []


def test_a_long_page_comes_in_parts(tmp_path: Path, visit: Visit) -> None:
    text = "Meetings\n\n" + "\n".join(f"Ines Okoro met Karl Lind {n} times." for n in range(230))
    r = Reader(article("many", text))
    r.sees(OKORO, "Ines Okoro")
    for n in range(230):
        r.says(OKORO, "meets", LIND, f"Ines Okoro met Karl Lind {n} times")
    with open_store(tmp_path / "store") as store:
        store.replace("many", rdf.triples(r.reading()))
    with serving(tmp_path / "store") as server:
        page = visit(server, "/entity/karl-lind").page
        seen = page.locator(".quote").all_text_contents()
        expect(page.locator(".pager")).to_contain_text("Page 1 of 3, 230 statements")
        for _ in range(2):
            page.get_by_role("link", name="More").click()
            seen += page.locator(".quote").all_text_contents()
        assert len(seen) == len(set(seen)) == 230
        assert page.get_by_role("link", name="More").count() == 0
        reply = server.ask("GET", "/entity/karl-lind?page=99999999999")
        assert reply.status == 200 and "Page 1 of 3" in reply.text
