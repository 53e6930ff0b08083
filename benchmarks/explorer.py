"""How fast the explorer's drawing is, beside stock pyvis and a bare page of the same data.

    python -m benchmarks.explorer [--entities 500 2000 10000] [--patience 120]

Each page shows the same generated graph, with twice as many edges as entities, in headless Chromium
without a graphics card: that of `kg viz`; a bare page that gives vis-network the very nodes, edges
and options of ours; and what pyvis writes by default. Times are in milliseconds, and from the start
of the navigation for the first picture (all that the page has drawn, painted). Frames are whole
pictures drawn a second while the mouse drags the drawing. The filter hides the organizations, until
the picture without them has been painted.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright
from pyvis.network import Network
from rich.console import Console
from rich.progress import Progress

from benchmarks.generated import network as generated
from kg.explorer.html import render
from kg.explorer.inlining import escaped_json

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
DRAG_SECONDS = 3.0
LINE = "{:>8}  {:6}{:>6}{:>16}{:>14}{:>10}"

# Counts whole pictures (vis-network clears its canvas before each) and notes when the first one
# that shows something has been painted.
WATCH = """(() => {
  const canvas = CanvasRenderingContext2D.prototype;
  const { clearRect, stroke } = canvas;
  const seen = globalThis.seen = { frames: 0, first: null };
  let strokes = 0;
  canvas.clearRect = function (...where) { seen.frames += 1; return clearRect.apply(this, where); };
  canvas.stroke = function (...what) {
    strokes += 1;
    if (strokes === 100) {
      requestAnimationFrame(() => setTimeout(() => { seen.first = performance.now(); }));
    }
    return stroke.apply(this, what);
  };
})()"""

HIDE = {
    "kg": "document.querySelector('.legend [data-key=Organization]').click()",
    "bare": """nodes.update(nodes.get({ filter: ({ kind }) => kind === "Organization" })
        .map(({ id }) => ({ id, hidden: true })))""",
}
HIDE["pyvis"] = HIDE["bare"]
PAINTED = """(hide) => new Promise((done) => {
  const start = performance.now();
  eval(hide);
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one page took; None where it had no picture when patience ended."""

    page: str
    megabytes: float
    first: float | None
    frames: float | None = None
    hiding: float | None = None


def pages(entities: int) -> Iterator[tuple[str, str]]:
    """The three pages of one graph, by name."""
    html = render(*generated(entities, 2 * entities), title=f"{entities} entities")
    # eval, by which the browser is told what to click, is not what is measured.
    ours = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    yield "kg", ours
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    library = re.search(r"<script>(.*?)</script>", html, re.S)
    assert found and library
    data = json.loads(found[1])
    yield "bare", bare(data, library[1])
    yield "pyvis", stock(data)


def bare(data: dict[str, Any], library: str) -> str:
    """Nothing but vis-network and the data of our page."""
    shown = escaped_json({key: data[key] for key in ("nodes", "edges", "options")})
    return f"""<!doctype html><meta charset="utf-8"><style>#net {{ height: 800px }}</style>
<div id="net"></div><script>{library}</script><script>
const data = {shown};
const [nodes, edges] = [new vis.DataSet(data.nodes), new vis.DataSet(data.edges)];
const network = new vis.Network(document.getElementById("net"), {{ nodes, edges }}, data.options);
</script>"""


def stock(data: dict[str, Any]) -> str:
    """What pyvis makes of the same nodes and edges when nobody sets an option."""
    network = Network(height="800px", directed=True, cdn_resources="in_line")
    for node in data["nodes"]:
        network.add_node(node["id"], label=node["label"], kind=node["kind"])
    for edge in data["edges"]:
        network.add_edge(edge["from"], edge["to"], label=edge["label"])
    return str(network.generate_html())


def measure(browser: Browser, name: str, path: Path, patience: float) -> Measured:
    """Open a page, drag its drawing, hide the organizations."""
    size = path.stat().st_size / 1e6
    with opened(browser) as page:
        try:
            page.goto(path.as_uri(), wait_until="commit")
            page.wait_for_function("seen.first !== null", timeout=1000 * patience)
            first = page.evaluate("seen.first")
        except TimeoutError:
            return Measured(name, size, None)
        page.wait_for_timeout(1500)
        return Measured(name, size, first, frames(page), page.evaluate(PAINTED, HIDE[name]))


@contextmanager
def opened(browser: Browser) -> Iterator[Page]:
    """A page that asks nobody for anything: pyvis would fetch a style sheet."""
    page = browser.new_page(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    page.add_init_script(WATCH)
    page.route(re.compile("^https?:"), lambda route: route.abort())
    yield page
    page.close()


def frames(page: Page) -> float:
    """Pictures a second while the mouse drags the drawing about."""
    box = page.locator("canvas").first.bounding_box()
    assert box
    x, y = box["x"] + 8, box["y"] + box["height"] - 8  # where no node is
    page.mouse.move(x, y)
    page.mouse.down()
    before, start, step = page.evaluate("seen.frames"), time.perf_counter(), 0
    while time.perf_counter() - start < DRAG_SECONDS:
        step += 1
        page.mouse.move(x + step * 3 % 400, y - step * 2 % 300)
    count = page.evaluate("seen.frames") - before
    seconds = time.perf_counter() - start
    page.mouse.up()
    return float(count / seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entities", type=int, nargs="+", default=[500, 2000, 10_000])
    parser.add_argument("--patience", type=float, default=120, help="seconds to wait for a picture")
    options = parser.parse_args()
    print(LINE.format("entities", "page", "MB", "first picture", "frames", "filter"))
    console = Console(stderr=True)
    with (
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as folder,
        Progress(console=console, disable=not console.is_terminal) as progress,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        task = progress.add_task("", total=3 * len(options.entities))
        for entities in options.entities:
            progress.update(task, description=f"{entities:,} entities: the pages")
            for name, html in pages(entities):
                progress.update(task, description=f"{entities:,} entities: {name}")
                path = Path(folder) / f"{name}.html"
                path.write_text(html, encoding="utf-8")
                measured = measure(browser, name, path, options.patience)
                print(LINE.format(*row(entities, measured)), flush=True)
                progress.advance(task)
        browser.close()


def row(entities: int, measured: Measured) -> list[str]:
    """The cells of a line."""

    def shown(value: float | None, unit: str) -> str:
        return "none" if value is None else f"{value:,.0f} {unit}"

    return [
        f"{entities:,}",
        measured.page,
        f"{measured.megabytes:.1f}",
        shown(measured.first, "ms"),
        shown(measured.frames, "a second"),
        shown(measured.hiding, "ms"),
    ]


if __name__ == "__main__":
    main()
