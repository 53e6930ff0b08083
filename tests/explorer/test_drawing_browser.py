"""Moving about in the drawing, in a real Chromium, as a person does."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
from chromium import Open
from playwright.sync_api import Page, expect
from story_rows import ANVIL, ARTICLES, BRINK, LEVI, NORLAND, OKAFOR, WELLS, rows
from visitor import HTML, shown_statements, spot

from benchmarks.generated import network as generated
from kg.explorer.html import render

SEEN = """() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { nodes } = globalThis.newsKg.network.body;
  return Object.values(nodes).filter(({ id, options }) => !options.hidden && id in data.entities)
    .map(({ id }) => data.entities[id].label).sort();
}"""


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of a network that counts as large: it opens on three nodes."""
    monkeypatch.setattr("kg.explorer.drawing.DRAWN", 5)
    monkeypatch.setattr("kg.explorer.drawing.OPENING", 3)
    return render(rows(), ARTICLES, title="Harbour news")


def seen(page: Page) -> set[str]:
    return set(page.evaluate(SEEN))


def choose(page: Page, entity: dict[str, object]) -> None:
    """Find it by name, with the keyboard; then leave the field."""
    page.locator("#search").fill(str(entity["label"]))
    page.keyboard.press("Enter")


def test_a_double_click_draws_the_neighbours_and_the_link_keeps_them(
    open_page: Open, large: str
) -> None:
    page = open_page(large).page
    assert seen(page) == {"Ada Brink", "Norland", "Sudria"}
    expect(page.locator("#notice")).to_contain_text("3 of 13 entities are drawn")
    page.mouse.dblclick(*spot(page, BRINK["label"]))
    near = {"Tomas Wells", "Straits Commission", "Mara Okafor", "עדי לוי"}
    assert seen(page) == {"Ada Brink", "Norland", "Sudria", *near}
    page.reload()
    assert seen(page) == {"Ada Brink", "Norland", "Sudria", *near}
    page.go_back()
    page.mouse.dblclick(*spot(page, BRINK["label"]))
    page.keyboard.press("e")
    assert seen(page) == {"Ada Brink", "Norland", "Sudria"}, "e takes them back"


def test_what_is_found_is_drawn_and_stays(open_page: Open, large: str) -> None:
    page = open_page(large).page
    choose(page, LEVI)
    choose(page, NORLAND)
    assert seen(page) == {"Ada Brink", "Norland", "Sudria", "עדי לוי"}
    page.reload()
    assert "עדי לוי" in seen(page)


def test_a_path_is_drawn_and_told_statement_by_statement(open_page: Open, large: str) -> None:
    page = open_page(large).page
    choose(page, LEVI)
    page.keyboard.press("c")
    expect(page.locator("#notice")).to_contain_text("choose where to")
    choose(page, OKAFOR)
    expect(page.locator("#panel-title")).to_have_text("From עדי לוי to Mara Okafor")
    assert page.locator("#panel .sentence").all_text_contents() == [
        "עדי לוי thanks Ada Brink",
        "Mara Okafor praises Ada Brink",
    ]
    assert {"עדי לוי", "Mara Okafor"} <= seen(page)
    page.reload()
    expect(page.locator("#panel-title")).to_have_text("From עדי לוי to Mara Okafor")
    page.locator("#notice button", has_text="End").click()
    expect(page.locator("#panel-title")).to_contain_text("All statements")


def test_a_path_goes_only_over_what_is_shown(open_page: Open) -> None:
    page = open_page(HTML).page
    page.locator(".legend [data-key=fact]").click()
    choose(page, LEVI)
    page.keyboard.press("c")
    choose(page, OKAFOR)
    expect(page.locator("#panel")).to_contain_text("Nothing that is shown joins the two.")


def test_focus_shows_what_is_near_by_steps(open_page: Open) -> None:
    page = open_page(HTML).page
    everybody = seen(page)
    choose(page, LEVI)
    page.keyboard.press("f")
    assert seen(page) == {"עדי לוי", "Ada Brink", "Selkie Institute"}
    page.keyboard.press("Escape")
    assert shown_statements(page) == [
        "Ada Brink holds Minister of Trade",
        "עדי לוי directs Selkie Institute",
        "עדי לוי thanks Ada Brink",
    ]
    expect(page.locator("#filters .chip")).to_contain_text("Near: עדי לוי, 1 step")
    page.keyboard.press("2")
    two_steps = seen(page)
    assert {"Tomas Wells", "Mara Okafor", "Port Anvil"} <= two_steps < everybody
    page.reload()
    assert seen(page) == two_steps
    page.locator("#notice button", has_text="Show all").click()
    assert seen(page) == everybody


def test_hidden_nodes_come_back(open_page: Open) -> None:
    page = open_page(HTML).page
    choose(page, BRINK)
    page.keyboard.press("h")
    assert "Ada Brink" not in seen(page)
    expect(page.locator("#notice")).to_contain_text("1 entity is hidden")
    assert {"Norland", "Straits Commission"} <= seen(page), "what only she had to do with stays"
    assert not any("Ada Brink" in told for told in shown_statements(page))
    choose(page, BRINK)
    page.locator("#panel .lift", has_text="Lift “Hidden: Ada Brink” to see").click()
    expect(page.locator("#notice")).not_to_contain_text("hidden")
    page.keyboard.press("h")
    page.reload()
    assert "Ada Brink" not in seen(page)
    page.keyboard.press("u")
    assert "Ada Brink" in seen(page)


def test_a_dragged_node_is_pinned_where_it_was_dropped(open_page: Open) -> None:
    page = open_page(HTML).page
    x, y = spot(page, ANVIL["label"])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 20, steps=4)
    page.mouse.up()
    there = spot(page, ANVIL["label"])
    assert there == pytest.approx((x + 30, y + 20), abs=3)
    page.reload()
    assert spot(page, ANVIL["label"]) == pytest.approx(there, abs=25), (
        "the picture as a whole may shift"
    )
    choose(page, ANVIL)
    page.keyboard.press("x")
    page.keyboard.press("0")
    assert spot(page, ANVIL["label"]) == pytest.approx((x, y), abs=3)


def test_fingers_do_it_all_on_a_phone(open_page: Open, large: str) -> None:
    page = open_page(large, width=400, height=700, phone=True).page
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        told = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    def slide(*paths: tuple[tuple[float, float], tuple[float, float]]) -> None:
        touch("touchStart", *(start for start, _ in paths))
        for step in range(1, 9):
            touch(
                "touchMove",
                *(
                    (x + (to_x - x) * step / 8, y + (to_y - y) * step / 8)
                    for (x, y), (to_x, to_y) in paths
                ),
            )
            page.wait_for_timeout(16)
        touch("touchEnd")
        page.wait_for_timeout(50)

    page.wait_for_timeout(50)
    page.touchscreen.tap(*spot(page, "Ada Brink"))
    way = page.locator("#notice button", has_text="statements ↓")
    expect(way).to_be_in_viewport()
    expect(page.locator("#panel-title")).not_to_be_in_viewport()
    way.tap()
    expect(page.locator("#panel-title")).to_have_text("Ada Brink")
    expect(page.locator("#panel-title")).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")

    x, y = spot(page, "Ada Brink")
    for _ in range(2):
        page.touchscreen.tap(x, y)
    assert "Mara Okafor" in seen(page), "a double tap draws the neighbours"

    page.locator("#fit").tap()
    scale = page.evaluate("newsKg.network.getScale()")
    slide(((170, 400), (80, 400)), ((230, 400), (320, 400)))
    assert page.evaluate("newsKg.network.getScale()") > 1.5 * scale
    assert page.evaluate("visualViewport.scale") == 1, "not the page"

    page.locator("#fit").tap()
    x, y = spot(page, "Ada Brink")
    slide(((x, y), (x + 40, y + 30)))
    assert spot(page, "Ada Brink") == pytest.approx((x + 40, y + 30), abs=8)
    assert "pinned=" in page.url
    page.wait_for_timeout(500)  # till what moves by itself has come to rest
    before = page.evaluate("newsKg.network.getViewPosition().x")
    slide(((40, 560), (90, 540)))
    assert page.evaluate("newsKg.network.getViewPosition().x") < before

    touch("touchStart", spot(page, "Ada Brink"))
    expect(page.locator("#menu")).to_be_visible()
    touch("touchEnd")
    page.locator("#menu button", has_text="Hide").tap()
    assert "Ada Brink" not in seen(page)


def test_the_drawing_is_moved_and_scaled_by_keyboard(open_page: Open) -> None:
    page = open_page(HTML).page
    page.locator("#network").focus()
    scale, x = page.evaluate("[newsKg.network.getScale(), newsKg.network.getViewPosition().x]")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    larger, right = page.evaluate("[newsKg.network.getScale(), newsKg.network.getViewPosition().x]")
    assert larger > scale and right > x
    page.keyboard.press("-")
    assert page.evaluate("newsKg.network.getScale()") == pytest.approx(scale)
    page.keyboard.press("Tab")
    expect(page.locator("#zoom-in")).to_be_focused()


def test_the_menu_opens_by_right_click_and_is_used_by_keyboard(open_page: Open) -> None:
    page = open_page(HTML).page
    page.mouse.click(*spot(page, WELLS["label"]), button="right")
    items = page.locator("#menu [role=menuitem]")
    expect(items.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()
    page.keyboard.press("m")
    expect(page.locator("#menu .menu-title")).to_have_text("Tomas Wells")
    page.keyboard.press("h")
    assert "Tomas Wells" not in seen(page)


def test_a_long_press_opens_the_menu(open_page: Open) -> None:
    page = open_page(HTML, width=400, height=800).page
    page.locator("#fit").click()
    x, y = spot(page, WELLS["label"])
    client = page.context.new_cdp_session(page)
    client.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    )
    expect(page.locator("#menu .menu-title")).to_have_text("Tomas Wells")
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.locator("#menu [role=menuitem]", has_text="Hide").click()
    assert "Tomas Wells" not in seen(page)


def test_the_sheet_of_keys_lists_them_and_turns_letters_off(open_page: Open) -> None:
    page = open_page(HTML).page
    page.keyboard.press("?")
    expect(page.locator("#key-sheet")).to_contain_text("a path from here")
    page.locator("#key-sheet input").uncheck()
    page.keyboard.press("Escape")
    choose(page, BRINK)
    page.keyboard.press("h")
    assert "Ada Brink" in seen(page)


def test_physics_moves_nodes_but_no_pinned_one(open_page: Open) -> None:
    page = open_page(HTML).page
    choose(page, WELLS)
    page.keyboard.press("x")
    where = "(label) => { const data = JSON.parse(document.getElementById('data').textContent);"
    where += (
        " return newsKg.network.getPosition(data.entities.findIndex((e) => e.label === label)); }"
    )
    pinned, free = (page.evaluate(where, one["label"]) for one in (WELLS, LEVI))
    page.locator("#physics").click()
    page.wait_for_timeout(500)
    page.locator("#physics").click()
    assert page.evaluate(where, WELLS["label"]) == pytest.approx(pinned, abs=1)
    assert page.evaluate(where, LEVI["label"]) != pytest.approx(free, abs=1)


def test_a_negated_edge_is_struck(open_page: Open) -> None:
    page = open_page(HTML).page
    arms = page.evaluate(
        """() => {
          const data = JSON.parse(document.getElementById("data").textContent);
          const { network } = newsKg;
          const edge = network.body.edges[data.edges.findIndex(({ negated }) => negated)];
          const { x, y } = edge.edgeType.getPoint(0.22);
          const canvas = document.querySelector("#network canvas");
          const context = canvas.getContext("2d");
          const ratio = canvas.width / canvas.clientWidth;
          const [middle, arm] = [network.canvasToDOM({ x, y }), 4 * network.getScale()];
          const side = Math.round(2 * arm * ratio) + 1;
          const { data: pixels } = context.getImageData(
            (middle.x - arm) * ratio, (middle.y - arm) * ratio, side, side);
          const corners = [0, side - 1, side * (side - 1), side * side - 1];
          return corners.map((at) => [...pixels.slice(4 * at, 4 * at + 3)]);
        }"""
    )
    for red, _, blue in arms:
        assert red - blue > 100, "the colour of what is negated"


def test_names_can_be_read_from_afar(open_page: Open) -> None:
    page = open_page(HTML).page
    drawn = """(scale) => {
      const said = [];
      const canvas = CanvasRenderingContext2D.prototype;
      const fillText = canvas.fillText;
      canvas.fillText = function (text) { said.push([text, parseFloat(this.font) * scale]); };
      newsKg.network.moveTo({ scale });
      newsKg.network.redraw();
      canvas.fillText = fillText;
      return said;
    }"""
    said = page.evaluate(drawn, 0.2)
    assert "Ada Brink" in {text for text, _ in said}
    assert min(size for _, size in said) > 11, "pixels on the screen"
    assert len(said) < 13, "where there is no room for all, the most connected have it"


@pytest.mark.slow
def test_ten_thousand_entities(open_page: Open) -> None:
    statements, articles = generated(10_000, 20_000)
    page = open_page(render(statements, articles, title="Large"), width=1400).page
    expect(page.locator("#notice")).to_contain_text("1,000 of 10,000 entities are drawn")
    last = statements[-1]["subject"]
    assert isinstance(last, dict)
    choose(page, last)
    expect(page.locator("#panel-title")).to_have_text(str(last["label"]))
    page.keyboard.press("e")
    page.keyboard.press("c")
    first = statements[0]["subject"]
    assert isinstance(first, dict)
    choose(page, first)
    expect(page.locator("#panel-title")).to_contain_text("From")
    assert page.locator("#panel .group").count() >= 2
    page.locator(".legend [data-key=Person]").click()
    expect(page.locator("#panel")).not_to_be_empty()
    page.keyboard.press("0")


WRITTEN = """(scale) => {
  const { network } = globalThis.newsKg;
  const labels = new Set(network.body.data.edges.get().map(({ label }) => label));
  const canvas = CanvasRenderingContext2D.prototype;
  const { fillText } = canvas;
  const written = [];
  canvas.fillText = function (text, ...where) {
    const { a, b, e, f } = this.getTransform();
    const { width, fontBoundingBoxAscent: height } = this.measureText(text);
    const size = Math.hypot(a, b);
    if (labels.has(text)) {
      const angle = Math.atan2(b, a);
      written.push({ angle, x: e, y: f, width: width * size, height: height * size });
    }
    return fillText.call(this, text, ...where);
  };
  network.moveTo({ scale });
  network.redraw();
  canvas.fillText = fillText;
  return written;
}"""


def test_labels_of_edges_do_not_lie_on_each_other(open_page: Open) -> None:
    page = open_page(render(*generated(60, 150), title="Crowd")).page
    for scale in (0.7, 1.0, 2.0):
        labels = page.evaluate(WRITTEN, scale)
        assert len(labels) > 5
        for one, other in itertools.combinations(labels, 2):
            assert is_apart(one, other) or is_apart(other, one)
    assert page.evaluate(WRITTEN, 0.3) == [], "too small to be read"


def is_apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the other lies beyond an edge of this one, most of each being what counts."""
    cos, sin = math.cos(one["angle"]), math.sin(one["angle"])
    along = (other["x"] - one["x"]) * cos + (other["y"] - one["y"]) * sin
    across = (other["y"] - one["y"]) * cos - (other["x"] - one["x"]) * sin
    turn = other["angle"] - one["angle"]
    width, height = 0.9 * other["width"], 0.6 * other["height"]
    reach = abs(width * math.cos(turn)) + abs(height * math.sin(turn)) + 0.9 * one["width"]
    rise = abs(width * math.sin(turn)) + abs(height * math.cos(turn)) + 0.6 * one["height"]
    return abs(along) >= reach / 2 or abs(across) >= rise / 2
