"""What is taken out of the page, really downloaded: it agrees with what `kg` itself gives."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from chromium import Open
from playwright.sync_api import Page, expect
from rdflib import Graph
from story_rows import BASE, BRINK, WELLS, entity, row
from taking import Construct, parsed, query_of, statements_in, subset, take
from visitor import HTML, choose

import kg
from kg.explorer.html import ArticleText, render
from kg.vocab import ITSRDF, KG, NIF, OWL, RDF, SCHEMA, SEM

NEWS = [
    {
        "id": "harbour",
        "title": "Ministers meet",
        "date": "2031-03-04",
        "publisher": "Harbour Wire",
        "url": "https://example.org/a",
        "text": "The Norwegian foreign minister, Ada Brink, met the president of Chile, Tomas "
        "Wells, in Oslo on Monday. Brink will visit Chile in May. Wells did not meet Mara "
        "Okafor.\n\n"
        "Brink said that Norway supports Chile. Okafor, the former mayor of Lima, praised Brink. "
        "Brink was born in 1975. Norway and Chile signed an agreement in 2019.\n",
    },
    {
        "id": "coast",
        "title": "Institute opens 🎉",
        "text": "Ada Brink met Tomas Wells in Oslo. Wells may visit Norway, Mara Okafor said.\n\n"
        'The mayor of Lima, Ana "\\Quiroga\u202e" Paz, visited Norway in 2014.\n',
    },
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Store]:
    source = tmp_path_factory.mktemp("news") / "news.jsonl"
    source.write_text("".join(json.dumps(each) + "\n" for each in NEWS), encoding="utf-8")
    with kg.open_store() as opened:
        assert not kg.build([str(source)], store=opened).failures
        yield opened


@pytest.fixture(scope="module")
def html(store: kg.Store) -> str:
    return kg.page(store)


def constructing(store: kg.Store) -> Construct:
    return lambda query: kg.query(store, query).to("turtle")


def test_json_has_the_rows_of_kg_export(store: kg.Store, html: str, open_page: Open) -> None:
    name, content = take(open_page(html).page, "JSON")
    ours = [json.loads(line) for line in kg.export(store, "jsonl").splitlines()]
    taken = [json.loads(line) for line in content.decode().splitlines()]
    assert name == "what-2-articles-say.jsonl"
    assert taken == ours
    assert [list(each) for each in taken] == [list(each) for each in ours]


def test_csv_is_the_table_of_kg_export(store: kg.Store, html: str, open_page: Open) -> None:
    _, content = take(open_page(html).page, "CSV")
    ours = list(csv.reader(kg.export(store, "csv").splitlines(keepends=True)))
    assert list(csv.reader(content.decode().splitlines(keepends=True))) == ours


def test_turtle_has_all_that_the_store_has_but_texts_and_mentions(
    store: kg.Store, html: str, open_page: Open
) -> None:
    taken = parsed(take(open_page(html).page, "Turtle")[1])
    triples = set(store.triples())
    assert taken ^ subset(constructing(store), statements_in(triples)) == set()
    used = {t.predicate for t in taken}
    assert {KG.event, SEM.hasActor, OWL.sameAs, KG.countryCode, SCHEMA.inLanguage} <= used
    texts = {t.subject for t in triples if t.predicate == NIF.isString}
    mentions = {t.subject for t in triples if t.predicate == ITSRDF.taIdentRef}
    words = {t.object for t in triples if t.predicate == KG.evidence}
    told = {t.object for t in taken if isinstance(t.object, ox.NamedNode)}
    for left in triples - taken:
        assert (
            left.subject in texts | (mentions - words)
            or left.predicate == ITSRDF.taIdentRef
            or left.object not in told  # mentioned only
            or left.subject not in told
        ), left


def test_only_what_is_in_view_is_taken(store: kg.Store, html: str, open_page: Open) -> None:
    page = open_page(html).page
    page.locator(".legend [data-key=fact]").click()
    taken = parsed(take(page, "Turtle")[1])
    relations = {t.object for t in taken if t.predicate == RDF.predicate}
    assert relations
    assert not {t for t in taken if t.predicate in relations}, "no plain triple without a fact"
    assert len(take(page, "JSON")[1].splitlines()) == page.locator("#panel .statement").count()


def hide(*keys: str) -> str:
    return "; ".join(f"document.querySelector('.legend [data-key={key}]').click()" for key in keys)


VIEWS = {
    "all": "",
    "a person": "entity=Ada Brink",
    "a country": "entity=Norway",
    "without types": hide("City"),
    "without manners": hide("planned", "claim"),
    "without facts": hide("fact"),
    "a link": "#speaker=article&relation=kg:meets kg:visits",
    "not a relation": "#relation=-kg:meets",
    "by manner": "#manner=negated planned",
    "by type": "#type=Person",
    "of a speaker": "#speaker=-article",
    "of a publisher": "#publisher=Harbour%2520Wire",
    "of none": "#publisher=%2d",
    "of an article": "#from=-https://example.org/kg/article/coast",
    "of a time": "#time=2031-03..2031-12",
    "until": "#time=..2020",
    "until, and undated": "#time=..2020&undated=yes",
    "without one": "entity=Tomas Wells h",
    "without one, of another": "entity=Tomas Wells h Norway",
    "near one": "entity=Mara Okafor f Escape",
    "near one, two steps": "entity=Mara Okafor f 2 Escape",
    "near one without another": "entity=Ada Brink h Tomas Wells f Escape",
    "a path": "entity=Mara Okafor c Tomas Wells",
    "a path over what is shown": f"{hide('negated')} entity=Mara Okafor c Tomas Wells",
}
LISTED = {name for name in VIEWS if name.startswith(("near", "a path"))}
"""What no pattern can say: the query names the statements."""


def look(page: Page, how: str) -> None:
    """Opens a view: a link, clicks, or names to choose and keys to press."""
    clicks, _, chosen = how.partition("entity=")
    if clicks.startswith("#"):
        return
    page.evaluate(clicks or "null")
    for step in re.findall(r"[A-Z]\w+(?: [A-Z]\w+)?|\w", chosen):
        if step == "Escape" or len(step) == 1:
            page.keyboard.press(step)
        else:
            page.keyboard.press("/")
            page.keyboard.type(step)
            page.keyboard.press("Enter")


def test_a_view_is_taken_as_it_is_seen(store: kg.Store, html: str, open_page: Open) -> None:
    """List, JSON, Turtle, and the answer to the query on the store have the same statements."""
    page = open_page(html).page
    start = page.url
    counts = {}
    for view, how in VIEWS.items():
        page.goto(start + (how if how.startswith("#") else "#"))
        look(page, how)
        listed = page.locator("#panel .statement").count()
        taken = [json.loads(line) for line in take(page, "JSON")[1].splitlines()]
        query = query_of(page)
        assert ("VALUES ?statement" in query) == (view in LISTED), view
        answer = json.loads(kg.query(store, query).to("json"))["results"]["bindings"]
        found = sorted((one["article"]["value"], one["words"]["value"]) for one in answer)
        assert taken, view
        assert found == sorted((str(one["article"]), one["text"]) for one in taken), view
        statements = {one["statement"]["value"] for one in answer}
        assert len(statements) == len(taken) == listed, view
        if view.startswith(("a ", "without", "near")):
            triples = parsed(take(page, "Turtle")[1])
            assert statements_in(triples) == statements, view
            assert triples ^ subset(constructing(store), statements) == set(), view
        counts[view] = listed
    assert len({counts[view] for view in ("all", "without one", "near one", "a path")}) == 4


def test_of_a_part_of_the_graph_the_query_lists_the_statements(
    store: kg.Store, open_page: Open
) -> None:
    page = open_page(kg.page(store, focus="Lima")).page
    page.keyboard.press("Escape")
    taken = take(page, "JSON")[1].splitlines()
    answer = json.loads(kg.query(store, query_of(page)).to("json"))["results"]["bindings"]
    assert 0 < len(answer) == len(taken)


SVG = "{http://www.w3.org/2000/svg}"


def test_the_svg_has_all_that_is_drawn(open_page: Open) -> None:
    page = open_page(HTML).page
    page.locator(".legend [data-key=claim]").click()
    name, content = take(page, "SVG")
    assert name == "harbour-news.svg"
    root = ET.fromstring(content)
    words = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert words[0] == "Harbour news"
    strip = re.compile("[\u2066-\u2069]")
    labels = {strip.sub("", label) for label in words}
    assert {"Ada Brink", "עדי לוי", "not meets"} <= labels
    assert not any("allied" in label for label in labels), "what is hidden is not drawn"
    drawn = page.evaluate(
        "newsKg.network.body.data.edges.get().filter((edge) => !edge.hidden).length"
    )
    strikes = [path for path in root.iter(f"{SVG}path") if path.get("class") == "strike"]
    assert len(list(root.iter(f"{SVG}path"))) == drawn + len(strikes)
    assert len(strikes) == words.count("\u2068not meets\u2069") == 1
    dashes = {path.get("stroke-dasharray") for path in root.iter(f"{SVG}path")}
    assert {None, "11 7"} <= dashes
    assert open_page_of_svg(page, content)

    page.evaluate("newsKg.network.moveTo({ scale: 0.08 })")
    page.wait_for_timeout(100)  # until it is drawn
    far = ET.fromstring(take(page, "SVG")[1])
    assert "Ada Brink" in {text.text for text in far.iter(f"{SVG}text")}, "names seen from afar"
    assert not list(far.iter(f"{SVG}tspan"))


def open_page_of_svg(page: Page, content: bytes) -> bool:
    """Whether the browser takes it for an image of some size."""
    return bool(
        page.evaluate(
            "async (text) => { const image = new Image();"
            " image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;"
            " await image.decode(); return image.naturalWidth > 100; }",
            content.decode(),
        )
    )


def test_the_png_is_twice_the_size_of_the_drawing(open_page: Open) -> None:
    page = open_page(HTML).page
    name, content = take(page, "PNG")
    assert name == "harbour-news.png"
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    box = page.locator("#network").bounding_box()
    assert box and (width, height) == (2 * round(box["width"]), 2 * (round(box["height"]) + 44))


def test_the_menu_is_used_by_keyboard(open_page: Open) -> None:
    page = open_page(HTML).page
    button = page.get_by_role("button", name="Take away")
    choose(page, "Ada Brink")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-take=PNG]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-take=SVG]")).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("[data-take=Link]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-take=PNG]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator(".take-menu")).to_be_hidden()
    expect(page.locator("#panel-title")).to_have_text("Ada Brink")


HOSTILE = [
    "\"'\\ \\u0041 \\",
    "line\nline\r\ttab\u2028\u2029\x85",
    "\u202egnp.exe\u2066 \u200f",
    '</title><script>alert(1)</script>"""',
    "=cmd|' /C calc'!A0",
    "{{7*7}} ${7*7} . } # ;",
    "half \ud800 and \udfff",
    "\x00\x01\x7f\ufeff\ufffe",
    "../../etc/passwd",
    "👩‍🚀 שלום __proto__",
]


def hostile_page() -> str:
    """A statement for each of the strings, which stands in all that it has."""
    articles, statements = [], []
    for number, text in enumerate(HOSTILE):
        title = text.replace("\n", " ")
        body = f"A {text} met B {text}."
        article = ArticleText(f"{BASE}article/{number}{text}", title, body, text, "2031", text)
        attacker = {**entity(f"{number}{text}", text, "Person"), "names": [text, f"=other {text}"]}
        told = row(article, attacker, "kg:meets", WELLS, f"{text} met B {text}")
        told |= {"topic": text, "time_text": text, "rule": text, "reported_by": attacker}
        said = row(article, BRINK, "kg:says", text, "met")
        articles.append(article)
        statements += [
            {**told, "iri": f"{BASE}statement/{number}{text}"},
            {**said, "iri": f"{BASE}statement/{number}-said"},
        ]
    return render(statements, articles, title="".join(HOSTILE))


def test_hostile_words_do_no_harm_in_any_form(open_page: Open) -> None:
    page = open_page(hostile_page()).page
    name, content = take(page, "Turtle")
    assert re.fullmatch(r"\w[\w-]+\.ttl", name)
    triples = [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)]
    values = {t.object.value for t in triples if isinstance(t.object, ox.Literal)}
    for text in HOSTILE:
        meant = re.sub("[\ud800-\udfff]", "\ufffd", text)
        assert {meant, f"=other {meant}"} <= values
    assert len(Graph().parse(data=content, format="turtle")) == len(set(triples))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09]", content.decode())

    lines = take(page, "JSON")[1].decode().split("\n")
    assert [json.loads(line)["topic"] for line in lines if line][::2] == HOSTILE
    table = take(page, "CSV")[1].decode()
    cells = list(csv.DictReader(io.StringIO(table, newline="")))
    assert len(cells) == 2 * len(HOSTILE)
    assert not [c for line in cells for c in line.values() if c and c[0] in "=+-@\t\r"]

    root = ET.fromstring(take(page, "SVG")[1])
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        *("svg", "title", "rect", "text", "tspan", "g", "path", "polygon", "circle")
    }
    assert take(page, "PNG")[1].startswith(b"\x89PNG")
    with kg.open_store() as empty:
        page.locator("#search").fill("cmd")
        page.keyboard.press("Enter")
        assert kg.query(empty, query_of(page)).to("csv").count("\n") == 1


def test_on_a_narrow_screen_the_menu_is_in_sight(open_page: Open) -> None:
    page = open_page(HTML, width=400, height=800).page
    page.get_by_role("button", name="Take away").click()
    box = page.locator(".take-menu").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 400
