"""Stores with the invented articles of `samples`, and servers started on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Request
from samples import council, harbour

from kg import rdf
from kg.stores import open_store
from tests.explorer.chromium import Opened, blank_pages, started
from tests.server.running import TOKEN, Server, serving

NOTES = "https://example.org/notes"


def filled(path: Path) -> Path:
    """A store with two articles, and one named graph that a person added."""
    with open_store(path) as store:
        for reading in (harbour(), council()):
            store.replace(reading.article.slug, rdf.triples(reading))
    ox.Store(path).update(f"INSERT DATA {{ GRAPH <{NOTES}> {{ <urn:a> <urn:p> 'a note' }} }}")
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Read-only, with small limits but for time."""
    store = filled(tmp_path_factory.mktemp("served") / "store")
    with serving(store, "--timeout", "120", "--memory", "512", "--max-rows", "50000") as server:
        yield server


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = filled(tmp_path_factory.mktemp("written") / "store")
    with serving(store, "--writable", "--timeout", "5", KG_TOKEN=TOKEN) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as chromium:
        yield chromium


Visit = Callable[..., Opened]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens an address of a server; at the end no page may have complained or asked elsewhere."""
    with blank_pages(browser) as blank:

        def visit_it(server: Server, path: str, **look: int | str) -> Opened:
            result = blank(**look)
            home = f"http://{server.host}:{server.port}/"

            def watch(request: Request) -> None:
                if not request.url.startswith((home, "data:", "blob:")):
                    result.complaints.append(f"request: {request.url}")

            result.page.on("request", watch)
            result.page.goto(home + path.lstrip("/"))
            return result

        yield visit_it
