"""What only the embedded store does: directories, locks, an rdflib view; and the laws, often."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from samples import harbour, store_of

from kg import rdf
from kg.errors import StoreError
from kg.model import Reading
from kg.stores import Store, embedded, open_store
from kg.testing.strategies import readings
from kg.views import FORMATS, export

INES = ox.NamedNode(rdf.DEFAULT_BASE + "entity/ines-okoro")
KARL = ox.NamedNode(rdf.DEFAULT_BASE + "entity/karl-lind")


def test_the_rdflib_graph_is_a_view(store: Store) -> None:
    graph = store.graph()
    assert len(graph) == len(store)
    found = graph.query("SELECT ?label WHERE { ?p a schema:Person ; rdfs:label ?label }")
    assert sorted(str(row.label) for row in found) == ["Ines Okoro", "Karl Lind"]  # type: ignore[union-attr]
    store.remove("harbour")
    assert len(graph) == len(store)


# --- Laws -----------------------------------------------------------------------------------------


def everything(store: Store) -> dict[str, str]:
    return {name: export(store, name) for name in FORMATS}


@settings(max_examples=25, deadline=None)
@given(readings())
def test_the_order_of_articles_does_not_matter(articles: list[Reading]) -> None:
    turtles = {export(store_of(*order), "turtle") for order in permutations(articles)}
    assert len(turtles) == 1


@settings(max_examples=25, deadline=None)
@given(readings())
def test_articles_loaded_in_bulk_are_as_one_after_the_other(articles: list[Reading]) -> None:
    """Those that only add go in before those that displace a name or a class."""
    brought = [rdf.contribution(reading) for reading in articles]
    for first in range(len(brought)):
        store = open_store()
        store.replace_all(brought[:first])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(embedded, "BULK", 1)
            store.replace_all(brought)
            assert store.triples() == store_of(*articles).triples()
            assert {store.contribution(a).article for a in store.article_iris()} == {
                one.article for one in brought
            }
            for one in brought:
                assert store.contribution(one.article) == one
                store.remove(one.slug)
        assert len(store._store) == 0


@settings(max_examples=25, deadline=None)
@given(readings())
def test_adding_then_removing_gives_the_same_bytes(articles: list[Reading]) -> None:
    *kept, extra = articles
    store = store_of(*kept)
    before, size = everything(store), len(store._store)
    store.replace(extra.article.slug, rdf.triples(extra))
    store.remove(extra.article.slug)
    assert everything(store) == before
    assert len(store._store) == size  # no trace in the bookkeeping either


@settings(max_examples=25, deadline=None)
@given(readings())
def test_what_articles_contribute_makes_up_the_graph(articles: list[Reading]) -> None:
    store = store_of(*articles)
    union = set().union(*(store.contributed(node) for node in store.article_iris()))
    assert union == set(store.triples())


# --- Directories ----------------------------------------------------------------------------------


def test_a_store_is_there_again_when_opened_anew(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.replace("harbour", rdf.triples(harbour()))
        before = store.triples()
    with open_store(tmp_path / "store", create=False) as store:
        assert store.triples() == before


def test_a_store_in_use_gives_advice(tmp_path: Path) -> None:
    with open_store(tmp_path / "store"), pytest.raises(StoreError, match="another kg process"):
        open_store(tmp_path / "store")


def test_a_store_that_is_given_back_soon_is_waited_for(tmp_path: Path) -> None:
    busy = open_store(tmp_path / "store")
    threading.Timer(0.2, busy.close).start()
    with open_store(tmp_path / "store") as store:
        assert store.articles() == []


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="no store"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="is a file"):
        open_store(tmp_path / "notes.txt")
    with pytest.raises(StoreError, match="kg build"):
        open_store(tmp_path / "missing", create=False)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_broken_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path)


FILLER = """
    import resource, signal, sys
    sys.path.insert(0, {tests!r})
    from samples import harbour
    from kg import rdf
    from kg.errors import StoreError
    from kg.stores import open_store
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with open_store({path!r}) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
        try:
            store.replace("harbour", rdf.triples(harbour()))
        except StoreError as error:
            print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit for the size of files there")
def test_a_full_disk_is_named_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    path, tests = str(tmp_path / "store"), str(Path(__file__).parents[1])
    code = textwrap.dedent(FILLER).format(tests=tests, path=path)
    filler = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert re.fullmatch(r".*store: no room is left.*; make room there.*\n", filler.stdout), filler
    with open_store(path) as store:
        assert len(store) == 0
        store.replace("harbour", rdf.triples(harbour()))


WRITER = """
    import sys
    sys.path.insert(0, {tests!r})
    from dataclasses import replace
    from samples import harbour
    from kg import rdf
    from kg.stores import open_store
    store, reading = open_store({path!r}), harbour()
    print("ready", flush=True)
    for number in range(10_000):
        renamed = replace(reading.article, slug=f"a{{number % 40}}")
        store.replace(renamed.slug, rdf.triples(replace(reading, article=renamed)))
"""


def test_after_a_kill_each_article_is_wholly_in_or_out(tmp_path: Path) -> None:
    path, tests = str(tmp_path / "store"), str(Path(__file__).parents[1])
    code = textwrap.dedent(WRITER).format(tests=tests, path=path)
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    time.sleep(1)
    writer.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    writer.wait()
    with open_store(path, create=False) as store:
        sizes = {len(store.contributed(node)) for node in store.article_iris()}
        assert len(sizes) == 1
        for slug in store.articles():
            store.remove(slug)
        assert len(store) == 0
