"""How fast the served explorer is, beside the file of `kg viz` on the same store.

    python -m benchmarks.served [--articles 1000]

A generated news graph is opened in headless Chromium twice: as the one file that holds all of it,
and from `kg serve`, which gives the most connected part and the rest on demand. Times are those
that a person has, in milliseconds: to the first picture (of the server also at once after its
start, before it has drawn ahead); from a typed name to its being found; from choosing it to what
is said of it, with the words marked in the article; and to the page of an entity. Small queries
are asked of the server at rest and while it draws.
"""

from __future__ import annotations

import argparse
import http.client
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import kg
from benchmarks.explorer import ARGUMENTS, CHROMIUM, WATCH
from benchmarks.generated import readings
from kg import rdf
from kg.stores import open_store

PATIENCE = 120_000.0  # milliseconds
TYPE = """(name) => new Promise((done) => {
  const field = document.getElementById("search");
  field.focus();
  field.value = name;
  const start = performance.now();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const look = () => [...document.querySelectorAll("#found [role=option] .name")]
    .some(({ textContent }) => textContent === name)
    ? done(performance.now() - start) : requestAnimationFrame(look);
  look();
})"""
CHOOSE = """(name) => new Promise((done) => {
  const start = performance.now();
  const field = document.getElementById("search");
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  const look = () => document.getElementById("panel-title").textContent === name &&
    document.querySelector("#panel .sentence") && document.querySelector("#reader mark")
    ? done(performance.now() - start) : requestAnimationFrame(look);
  look();
})"""
SMALL = "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%2010"


def build(store: Path, articles: int) -> None:
    """A store with so many generated articles."""
    with open_store(store) as opened:
        found = list(readings(articles))
        for start in range(0, len(found), 100):
            opened.replace_all([rdf.contribution(one) for one in found[start : start + 100]])


def rare(store: Path) -> tuple[str, str]:
    """The name of somebody of whom little is said, and the path of the page about them."""
    query = """SELECT ?name ?who { ?st rdf:subject ?who . ?who a schema:Person ; rdfs:label ?name }
        GROUP BY ?who ?name ORDER BY COUNT(?st) ?who LIMIT 1"""
    with open_store(store) as opened:
        found, who = next(iter(kg.query(opened, query).rows))
    return str(found), "/entity/" + str(who).rpartition("/")[2]


@contextmanager
def served(store: Path) -> Iterator[str]:
    """The address of `kg serve`, which ends in the end."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        try:
            for line in process.stdout:
                if found := re.search(rb"http://[\d.]+:\d+", line):
                    yield found[0].decode()
                    return
        finally:
            process.terminate()


def small_queries(address: str, seconds: float) -> float:
    """The median latency of small queries in this time, in milliseconds."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    took, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        connection.request("GET", SMALL)
        connection.getresponse().read()
        took.append(1000 * (time.perf_counter() - start))
        time.sleep(0.005)
    return statistics.median(took)


def first_picture(page: Page, address: str) -> float:
    """From the start of the navigation until what the page draws at first has been painted."""
    page.goto(address, wait_until="commit")
    page.wait_for_function("seen.first !== null", timeout=PATIENCE)
    return float(page.evaluate("seen.first"))


def visit(browser: Browser, address: str, name: str) -> Iterator[tuple[str, float]]:
    """What a person does with the explorer, and how long each thing took."""
    page = browser.new_page(
        viewport={"width": 1400, "height": 900},
        reduced_motion="reduce",
        bypass_csp=True,  # to wait for something, the browser evaluates a text
    )
    page.set_default_timeout(PATIENCE)
    page.add_init_script(WATCH)
    yield "first picture", first_picture(page, address)
    page.wait_for_timeout(1500)
    yield "a name, typed", page.evaluate(TYPE, name)
    yield "what is said of it", page.evaluate(CHOOSE, name)
    page.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    articles = parser.parse_args().articles

    def say(page: str, what: str, took: float) -> None:
        print(f"{page:10}{what:34}{took:>10,.0f} ms", flush=True)

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store, file = Path(folder, "store"), Path(folder, "graph.html")
        build(store, articles)
        name, path = rare(store)
        start = time.perf_counter()
        with open_store(store) as opened:
            file.write_text(kg.page(opened), "utf-8")
        say(
            "kg viz",
            f"written ({file.stat().st_size / 1e6:.1f} MB)",
            1000 * (time.perf_counter() - start),
        )
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for what, took in visit(browser, file.as_uri(), name):
            say("kg viz", what, took)
        with served(store) as address:
            for what, took in visit(browser, address, name):
                say("kg serve", f"{what}, at once" if what == "first picture" else what, took)
            for what, took in visit(browser, address, name):
                say("kg serve", f"{what}, again", took)
            page = browser.new_page()
            page.goto(address + path, wait_until="load")
            timing = "performance.getEntriesByType('navigation')[0].loadEventEnd"
            say("kg serve", "page of an entity", page.evaluate(timing))
            print(f"kg serve  small query, at rest {small_queries(address, 5):.1f} ms")
        with served(store) as address:
            time.sleep(1.2)  # it draws now
            print(f"kg serve  small query, while it draws {small_queries(address, 3):.1f} ms")
        browser.close()


if __name__ == "__main__":
    main()
