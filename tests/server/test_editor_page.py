"""The editor in a real browser: asking, changing, looking, sharing, and what must never run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from playwright.sync_api import Page, expect
from samples import council, harbour

from kg import rdf
from kg.stores import open_store
from tests.explorer.axe import AXE, findings
from tests.explorer.chromium import Opened
from tests.server.conftest import Visit
from tests.server.running import Server, serving

EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>"
COUNTS = "SELECT ?name (COUNT(*) AS ?times) { ?st rdf:subject/rdfs:label ?name } GROUP BY ?name"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two articles, and beside them a graph of hostile words and addresses."""
    path = tmp_path_factory.mktemp("asked") / "store"
    with open_store(path) as store:
        for reading in (harbour(), council()):
            store.replace(reading.article.slug, rdf.triples(reading))
    evil = ox.Literal(EVIL)
    ox.Store(path).update(
        "INSERT DATA { GRAPH <urn:evil> {"
        f" <javascript:alert(3)> <urn:p> {evil} ; <urn:n> 7 ."
        f" <https://example.org/kg//evil.example/entity/x> <urn:p> {evil} ; <urn:n> 5 ."
        f" <http://evil.example/a?b=c#d> <urn:p> '=1+1' ; <urn:n> 3 }} }}"
    )
    with serving(path, "--timeout", "60") as server:
        yield server


def opened(visit: Visit, server: Server, fragment: str = "", **options: object) -> Opened:
    found = visit(server, f"query{fragment}", **options)
    found.page.set_default_timeout(10_000)
    expect(found.page.locator("#questions button").first).to_be_attached()
    return found


def refused(found: Opened) -> None:
    """The browser reports the one answer that the server refused, and nothing else."""
    found.page.wait_for_timeout(50)
    [complaint] = found.complaints
    assert "status of 400" in complaint
    found.complaints.clear()


def asked(query: str, **more: str) -> str:
    return f"#query={quote(query)}" + "".join(f"&{name}={quote(v)}" for name, v in more.items())


def write(page: Page, query: str) -> None:
    """Replace what is in the editor, by keyboard."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(query)


def text(page: Page) -> str:
    return "\n".join(page.locator(".cm-content .cm-line").all_text_contents())


def rows(page: Page) -> list[list[str]]:
    cells = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
    return page.locator("#view tbody tr").evaluate_all(cells)  # type: ignore[no-any-return]


def status(page: Page) -> str:
    expect(page.locator("#status")).to_have_text(re.compile(r" in [\d.]+ m?s\.$"))
    return page.locator("#status").inner_text()


def column(page: Page, number: int) -> list[str]:
    return [row[number] for row in rows(page)]


def test_a_question_is_found_chosen_and_answered(visit: Visit, served: Server) -> None:
    page = opened(visit, served).page
    page.get_by_label("Search the questions").fill("met")
    expect(page.locator("#prepared-count")).to_contain_text(" of ")
    page.get_by_role("button", name="Who met whom, when and where?").click()
    assert status(page).startswith("2 rows in ")
    expect(page.locator("#about h2")).to_have_text("Who met whom, when and where?")
    assert ["Ines Okoro", "Karl Lind", "2024-02-02", "Arden"] in [row[:4] for row in rows(page)]
    assert page.url.endswith("#question=who-met-whom&view=table")


def test_a_value_in_a_field_narrows_the_answer(visit: Visit, served: Server) -> None:
    page = opened(visit, served, "#question=entities").page
    status(page)
    everyone = len(rows(page))
    kind = page.get_by_label("the kind of entity")
    kind.select_option("Person")
    kind.press("Control+Enter")
    expect(page.locator("#status")).to_contain_text("2 rows")
    assert sorted(column(page, 0)) == ["Ines Okoro", "Karl Lind"]
    assert everyone > 2
    assert page.url.endswith("#question=entities&%24type=Person&view=table")


def test_a_name_is_suggested_and_read(visit: Visit, served: Server) -> None:
    page = opened(visit, served, "#question=who-met-whom").page
    page.get_by_label("either of the two").press_sequentially("oko", delay=20)
    suggested = page.locator("#parameter-who-names option")
    expect(suggested).to_have_attribute("value", "Ines Okoro")
    page.get_by_label("either of the two").press("Enter")
    assert status(page).startswith("2 rows in ")


def test_a_value_that_is_no_good_is_told_at_its_field(visit: Visit, served: Server) -> None:
    found = opened(visit, served)
    page = found.page
    page.get_by_role("button", name="Who met whom, when and where?").click()
    status(page)
    field = page.get_by_label("either of the two")
    field.fill("Okora")
    field.press("Enter")
    expect(page.locator("#parameter-who-wrong")).to_contain_text("no entity 'Okora'; similar:")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    refused(found)
    field.fill("Okoro")
    field.press("Enter")
    expect(page.locator("#parameter-who-wrong")).to_be_empty()
    assert status(page).startswith("2 rows in ")


def test_a_query_is_changed_and_run_by_keyboard(visit: Visit, served: Server) -> None:
    page = opened(visit, served).page
    write(page, "SELECT ?name { ?who a schema:City ; rdfs:label ?name }")
    page.keyboard.press("Control+Enter")
    assert status(page).startswith("1 row in ")
    assert rows(page) == [["Tarn"]]


@pytest.mark.parametrize(
    ("query", "place", "said"),
    [
        ("SELECT ?x {\n  ?x a ?y ,\n}", "Line 3, column 1", "} is not expected here"),
        ("SELECT ?x {\n  ?x a ?type", "Line 2, column 12", "something is missing"),
        ("SELEC ?x {}", "Line 1, column 1", "SELEC is not expected here"),
        ("SELECT ?x\n{ ?x no:where 1 }", "Line 2, column", "a prefix is not declared"),
        ("SELECT ?x (COUNT(?y) AS ?n)\n{ ?x ?p ?y }", "Line 2, column", "contains a variable"),
    ],
)
def test_an_error_is_shown_at_its_line(
    visit: Visit, served: Server, query: str, place: str, said: str
) -> None:
    found = opened(visit, served)
    page = found.page
    write(page, query)
    page.get_by_role("button", name="Run").click()
    problem = page.get_by_role("alert")
    expect(problem.get_by_role("button")).to_contain_text(place)
    expect(problem).to_contain_text(said)
    line = int(place.split()[1].rstrip(","))
    marks = page.locator(".cm-gutter-lint .cm-gutterElement:has(.cm-lint-marker-error)")
    expect(marks).to_have_count(1)
    numbers = page.locator(".cm-lineNumbers .cm-gutterElement", has_text=str(line)).last
    mark, number = marks.bounding_box(), numbers.bounding_box()
    assert mark and number and abs(mark["y"] - number["y"]) < 8
    problem.get_by_role("button").click()
    expect(page.locator(".cm-content")).to_be_focused()
    page.keyboard.insert_text(" ")  # any change takes the mark away
    expect(marks).to_have_count(0)
    refused(found)


def test_what_is_refused_is_said(visit: Visit, served: Server) -> None:
    found = opened(visit, served, asked("SELECT * { SERVICE <http://evil.example/> { ?s ?p ?o } }"))
    expect(found.page.get_by_role("alert")).to_contain_text("asks other servers")
    found.page.wait_for_timeout(50)
    [complaint] = found.complaints
    assert "403" in complaint
    found.complaints.clear()


def test_terms_are_completed_by_their_labels_and_their_prefixes_declared(
    visit: Visit, served: Server
) -> None:
    page = opened(visit, served).page
    write(page, "SELECT * {\n  ?a ")
    page.keyboard.type("is a memb", delay=10)
    page.keyboard.press("Escape")
    write(page, "SELECT * {\n  ?a ")
    page.keyboard.type("meet", delay=10)
    option = page.locator(".cm-tooltip-autocomplete li", has_text="kg:meets")
    expect(option).to_be_visible()
    expect(page.locator(".cm-completionInfo")).to_contain_text("Comes together with another")
    page.wait_for_timeout(150)  # what was typed a moment ago takes no Enter for a choice
    page.keyboard.press("Enter")
    assert text(page).startswith("PREFIX kg: <https://w3id.org/news-kg/ontology#>\nSELECT")
    assert "?a kg:meets" in text(page)
    page.keyboard.type(" schema:", delay=10)
    assert "PREFIX schema: <https://schema.org/>" in text(page)
    page.keyboard.type("x 'org:y' # rdf:z", delay=10)
    assert "PREFIX org:" not in text(page)
    assert "PREFIX rdf:" not in text(page)


def test_an_entity_is_completed_by_its_name(visit: Visit, served: Server) -> None:
    page = opened(visit, served).page
    write(page, "DESCRIBE ")
    page.keyboard.type("<okor", delay=10)
    expect(page.locator(".cm-tooltip-autocomplete li")).to_contain_text("Ines Okoro")
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_have_text(
        "DESCRIBE <https://example.org/kg/entity/ines-okoro>"
    )


def test_names_lead_to_their_pages(visit: Visit, served: Server) -> None:
    query = "SELECT ?who ?type { ?who a ?type ; rdfs:label 'Karl Lind' }"
    page = opened(visit, served, asked(query)).page
    status(page)
    here = page.get_by_role("link", name="entity/karl-lind")
    out = page.get_by_role("link", name="schema:Person")
    assert out.get_attribute("href") == "https://schema.org/Person"
    assert out.get_attribute("rel") == "noopener noreferrer"
    here.click()
    expect(page.locator("h1")).to_have_text("Karl Lind")
    page.go_back()
    assert status(page).startswith("1 row in ")


def test_a_table_is_sorted_and_turned(visit: Visit, served: Server) -> None:
    numbers = " ".join(str(number) for number in range(250))
    query = f"SELECT ?n ?word {{ VALUES ?n {{ {numbers} }} BIND(CONCAT('w', STR(?n)) AS ?word) }}"
    page = opened(visit, served, asked(query, view="table")).page
    assert status(page).startswith("250 rows in ")
    assert len(rows(page)) == 100
    page.get_by_role("button", name="n", exact=True).click()
    assert column(page, 0)[:3] == ["0", "1", "2"]
    page.get_by_role("button", name="n", exact=True).click()
    assert column(page, 0)[:3] == ["249", "248", "247"]
    expect(page.locator("th[aria-sort=descending]")).to_have_text("n")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    assert len(rows(page)) == 50
    assert column(page, 1)[-1] == "w0"
    expect(page.locator(".pager")).to_contain_text("201–250 of 250")
    expect(page.get_by_role("button", name="Next")).to_be_disabled()


def test_numbers_are_sorted_by_size_and_nothing_comes_last(visit: Visit, served: Server) -> None:
    query = "SELECT ?m ?w { VALUES (?m ?w) { (10 'b') (9 'C') (UNDEF 'a10') (100 'a9') } }"
    page = opened(visit, served, asked(query, view="table")).page
    status(page)
    page.get_by_role("button", name="m", exact=True).click()
    assert column(page, 0) == ["9", "10", "100", "nothing"]
    page.get_by_role("button", name="m", exact=True).click()
    assert column(page, 0) == ["100", "10", "9", "nothing"]
    page.get_by_role("button", name="w", exact=True).click()
    assert column(page, 1) == ["a9", "a10", "b", "C"]


def test_a_label_and_a_number_are_a_chart(visit: Visit, served: Server) -> None:
    page = opened(visit, served, asked(f"{COUNTS} ORDER BY DESC(?times) ?name")).page
    status(page)
    expect(page.get_by_role("button", name="Chart")).to_have_attribute("aria-pressed", "true")
    bars = page.locator(".bars li")
    assert bars.count() > 3
    first, last = bars.first.locator("rect"), bars.last.locator("rect")
    assert float(first.get_attribute("width") or 0) == 1000
    assert float(last.get_attribute("width") or 0) < 1000
    shown = [bar.locator(".bar-label, .bar-value").all_inner_texts() for bar in bars.all()]
    page.get_by_role("button", name="Table").click()
    assert rows(page) == shown


def test_numbers_over_time_are_a_line(visit: Visit, served: Server) -> None:
    values = '("2024-01-01" 3) ("2024-02-01" 9) ("2024-01-15" 6)'
    page = opened(
        visit, served, asked(f"SELECT ?day ?n {{ VALUES (?day ?n) {{ {values} }} }}")
    ).page
    status(page)
    expect(page.locator(".line-chart .dot")).to_have_count(3)
    across = [float(dot.get_attribute("cx") or 0) for dot in page.locator(".dot").all()]
    down = [float(dot.get_attribute("cy") or 0) for dot in page.locator(".dot").all()]
    assert across == sorted(across)
    assert down == sorted(down, reverse=True)
    assert page.get_by_role("img").get_attribute("aria-label") == (
        "n by day, from 2024-01-01 to 2024-02-01"
    )


def drawn(page: Page) -> str:
    """How many pixels of the graph are not its background."""
    return page.evaluate(
        """() => {
          const canvas = document.querySelector(".canvas canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let count = 0;
          for (let at = 3; at < data.length; at += 4) if (data[at]) count += 1;
          return count;
        }"""
    )


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s kg:meets ?o } { ?s kg:meets ?o }",
        "SELECT ?s ?p ?o { ?s ?p ?o . ?p rdfs:subPropertyOf kg:relatedTo }",
    ],
)
def test_triples_are_a_graph(visit: Visit, served: Server, query: str) -> None:
    page = opened(visit, served, asked(query, view="graph")).page
    status(page)
    expect(page.locator(".canvas canvas")).to_be_visible()
    page.wait_for_timeout(500)
    assert int(drawn(page)) > 500


def test_a_constructed_graph_is_also_turtle_and_a_table(visit: Visit, served: Server) -> None:
    page = opened(visit, served, asked("DESCRIBE ?who { ?who rdfs:label 'Karl Lind' }")).page
    assert "triples in " in status(page)
    page.locator("#views").get_by_text("Turtle").click()
    expect(page.locator("pre")).to_contain_text("@prefix kg:")
    expect(page.locator("pre")).to_contain_text('rdfs:label "Karl Lind"')
    page.get_by_role("button", name="Table").click()
    assert ["entity/karl-lind", "rdfs:label", "Karl Lind"] in rows(page)


@pytest.mark.parametrize(
    ("query", "name", "file", "begins"),
    [
        (COUNTS, "CSV", "select-name-count-as-times.csv", "name,times\r\n"),
        ("# Cities!\nSELECT ?c { ?c a schema:City }", "JSON", "cities.json", '{"head"'),
        ("# Cities!\nCONSTRUCT WHERE { ?c a schema:City }", "Turtle", "cities.ttl", "@prefix"),
    ],
)
def test_results_are_taken_away(
    visit: Visit, served: Server, query: str, name: str, file: str, begins: str
) -> None:
    page = opened(visit, served, asked(query)).page
    status(page)
    with page.expect_download() as download:
        page.locator("#downloads").get_by_role("button", name=name).click()
    assert download.value.suggested_filename.startswith(file[:20])
    assert download.value.suggested_filename.endswith(Path(file).suffix)
    content = Path(download.value.path()).read_bytes().decode()
    assert content.startswith(begins)
    if name == "JSON":
        assert json.loads(content)["head"] == {"vars": ["c"]}


def test_a_link_opens_the_same_again(visit: Visit, served: Server) -> None:
    page = opened(visit, served, "#question=entities").page
    status(page)
    page.get_by_label("part of a name").fill("lind")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("1 row in ")
    page.get_by_role("button", name="Graph", exact=True).click()
    again = opened(visit, served, page.url.partition("query")[2]).page
    assert status(again).startswith("1 row in ")
    expect(again.get_by_label("part of a name")).to_have_value("lind")
    graph = again.get_by_role("button", name="Graph", exact=True)
    expect(graph).to_have_attribute("aria-pressed", "true")
    own = "SELECT ?x {\n  VALUES ?x { 'é & +%#' 'שלום' }\n}\n"
    write(page, own.rstrip())
    page.keyboard.press("Control+Enter")
    expect(page.locator("#status")).to_contain_text("2 rows")
    third = opened(visit, served, page.url.partition("query")[2]).page
    status(third)
    assert text(third) == own.rstrip()
    assert column(third, 0) == ["é & +%#", "שלום"]


def test_back_and_forward_go_through_the_queries(visit: Visit, served: Server) -> None:
    page = opened(visit, served, "#question=countries").page
    status(page)
    page.get_by_role("button", name="Which events are told").click()
    expect(page.locator("#about h2")).to_contain_text("Which events")
    status(page)
    page.go_back()
    expect(page.locator("#about h2")).to_contain_text("How do countries")
    page.go_forward()
    expect(page.locator("#about h2")).to_contain_text("Which events")


def test_what_was_asked_stays_in_this_browser_until_it_is_forgotten(
    visit: Visit, served: Server
) -> None:
    page = opened(visit, served, asked("# Mine\nSELECT ?x { VALUES ?x { 1 } }")).page
    status(page)
    page.goto(page.url.partition("#")[0])
    page.get_by_role("button", name="Mine").click()
    assert status(page).startswith("1 row in ")
    page.get_by_role("button", name="Forget these").click()
    expect(page.locator("#recent-section")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('kg-asked')") == "[]"


def test_a_long_query_is_cancelled(visit: Visit, served: Server) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    page = opened(visit, served, asked(endless)).page
    expect(page.locator("#status")).to_contain_text("Running … 1 s")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#status")).to_have_text("Cancelled.")
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden()


def test_of_two_runs_the_later_counts(visit: Visit, served: Server) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    page = opened(visit, served, asked(endless)).page
    expect(page.locator("#status")).to_contain_text("Running")
    page.get_by_role("button", name="Who met whom, when and where?").click()
    assert status(page).startswith("2 rows in ")
    page.wait_for_timeout(1200)
    assert status(page).startswith("2 rows in ")
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden()


def test_yes_and_nothing(visit: Visit, served: Server) -> None:
    page = opened(visit, served, asked("ASK { ?x kg:meets ?y }")).page
    expect(page.locator("#view")).to_have_text("Yes")
    write(page, "SELECT * { ?x kg:meets 'nobody' }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#view")).to_contain_text("nothing that fits")


@pytest.mark.parametrize("view", ["table", "chart", "graph"])
def test_hostile_words_are_words(visit: Visit, served: Server, view: str) -> None:
    found = "SELECT ?o ?n ?s { GRAPH ?g { ?s <urn:p> ?o ; <urn:n> ?n } }"
    query = f"# {EVIL}\n# {EVIL}\n# param: x = {EVIL}\n{found}"
    page = opened(visit, served, asked(query, view=view)).page
    status(page)
    expect(page.locator("#about h2")).to_have_text(EVIL)
    expect(page.locator("#recent button")).to_contain_text(EVIL[:40])
    expect(page.locator("#parameters label")).to_have_text(f"x {EVIL}")
    if view == "graph":
        expect(page.locator(".canvas canvas")).to_be_visible()
        page.wait_for_timeout(400)
    else:
        expect(page.locator("#view")).to_contain_text(EVIL)
    assert page.locator("#view img, #view script, #about img, #recent img, label img").count() == 0
    links = [link.get_attribute("href") or "" for link in page.locator("#view a").all()]
    assert all(link.startswith(("http://", "https://", "./")) for link in links)
    assert not any("evil.example/entity" in link and link.startswith("./") for link in links)


def test_a_hostile_link_names_nothing_but_a_query(visit: Visit, served: Server) -> None:
    page = opened(visit, served, f"#question={quote(EVIL)}&view=constructor&$__proto__=1").page
    expect(page.locator("#view")).to_contain_text("What a query finds")
    query = "# param: toString = a name\nSELECT ?toString { VALUES ?toString { 1 } }"
    other = opened(visit, served, asked(query, view="constructor")).page
    status(other)
    expect(other.locator("#parameters input")).to_have_value("")
    assert rows(other) == [["1"]]


@pytest.mark.parametrize("width", [400, 1400, 2500])
def test_it_fits_its_width(visit: Visit, served: Server, width: int) -> None:
    page = opened(visit, served, "#question=who-met-whom", width=width).page
    status(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 400:
        expect(page.locator("#questions")).to_be_hidden()
        page.get_by_text("Questions", exact=True).click()
        page.get_by_role("button", name="Who chairs").click()
        expect(page.locator("#questions")).to_be_hidden()
        expect(page.locator("#about h2")).to_contain_text("Who chairs")


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core here (npm ci --prefix .ci/javascript)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Visit, served: Server, scheme: str) -> None:
    page = opened(visit, served, "#question=who-met-whom", scheme=scheme).page
    status(page)
    assert findings(page) == []
    page.goto(page.url.partition("#")[0] + asked(COUNTS))
    status(page)
    assert findings(page) == []
    page.get_by_role("button", name="Graph", exact=True).click()
    expect(page.locator(".canvas canvas")).to_be_visible()
    assert findings(page) == []
