"""Articles go in and out of a store whole and without trace, in any order."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import LIND, OKORO, Reader, article, council, harbour, store_of

from kg import rdf
from kg.errors import NotFoundError, StoreError
from kg.model import Entity, EntityType, Reading
from kg.stores import Store, open_store
from kg.views import FORMATS, export
from kg.vocab import KG, RDF, RDFS, SCHEMA, SKOS

INES = ox.NamedNode(rdf.DEFAULT_BASE + "entity/ines-okoro")
KARL = ox.NamedNode(rdf.DEFAULT_BASE + "entity/karl-lind")


def names(store: Store, predicate: ox.NamedNode) -> set[str]:
    return {value.value for _, _, value in store.match(INES, predicate)}


def test_the_same_article_again_changes_nothing(store: Store) -> None:
    before = store.triples()
    store.replace("harbour", rdf.triples(harbour()))
    assert store.triples() == before
    assert store.articles() == ["council", "harbour"]


def test_a_rebuilt_article_replaces_what_it_contributed(store: Store) -> None:
    store.replace("harbour", rdf.triples(replace(harbour(), facts=())))
    store.replace("council", rdf.triples(replace(council(), facts=())))
    assert not list(store.match(None, RDF.type, KG.Statement))
    assert not list(store.match(INES, KG.meets))


def test_another_base_replaces_the_article_of_that_slug(store: Store) -> None:
    store.replace("harbour", rdf.triples(harbour(), "https://news.example/"))
    assert store.articles() == ["council", "harbour"]
    assert not list(
        store.match(None, KG.statedIn, ox.NamedNode(rdf.DEFAULT_BASE + "article/harbour"))
    )


def test_a_plain_triple_stands_as_long_as_one_article_supports_it(store: Store) -> None:
    store.remove("harbour")
    assert list(store.match(INES, KG.meets, KARL))
    assert list(store.match(KARL, KG.meets, INES))
    assert not list(store.match(KARL, KG.age))
    store.remove("council")
    assert len(store) == 0


def test_one_label_the_other_names_beside_it(store: Store) -> None:
    assert names(store, RDFS.label) == {"Ines Okoro"}
    assert names(store, SKOS.altLabel) == {"Inès Okoro", "Okoro"}
    store.remove("council")
    assert names(store, RDFS.label) == {"Inès Okoro"}
    assert names(store, SKOS.altLabel) == {"Okoro"}


def test_a_general_class_gives_way_and_comes_back(store: Store) -> None:
    vague = replace(LIND, type=EntityType.THING)
    r = Reader(article("vague", "Karl Lind waved."))
    r.sees(vague, "Karl Lind")
    store.replace("vague", rdf.triples(r.reading()))
    assert [kind for _, _, kind in store.match(KARL, RDF.type)] == [SCHEMA.Person]
    store.remove("council")
    store.remove("harbour")
    assert [kind for _, _, kind in store.match(KARL, RDF.type)] == [SCHEMA.Thing]


def test_removing_takes_a_slug_or_an_iri_and_names_similar_articles(store: Store) -> None:
    with pytest.raises(NotFoundError, match="harbour"):
        store.remove("harbor")
    store.remove(rdf.DEFAULT_BASE + "article/harbour")
    assert store.articles() == ["council"]


def test_bookkeeping_is_not_seen_by_queries(store: Store) -> None:
    assert not store.query("ASK { GRAPH ?g { ?s ?p ?o } }")
    answer = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert isinstance(answer, ox.QuerySolutions)
    assert [int(row["n"].value) for row in answer] == [len(store)]


def test_the_rdflib_graph_is_a_view(store: Store) -> None:
    graph = store.graph()
    assert len(graph) == len(store)
    found = graph.query("SELECT ?label WHERE { ?p a schema:Person ; rdfs:label ?label }")
    assert sorted(str(row.label) for row in found) == ["Ines Okoro", "Karl Lind"]  # type: ignore[union-attr]
    store.remove("harbour")
    assert len(graph) == len(store)


# --- Laws -----------------------------------------------------------------------------------------

LABELS = st.sampled_from(["Inès Okoro", "Okoro", "Ines Okoro", "I. Okoro"])
KINDS = st.sampled_from([EntityType.PERSON, EntityType.THING, EntityType.PLACE, EntityType.CITY])
SHARED = st.builds(
    lambda label, kind, names: Entity("ines-okoro", kind, label, tuple(sorted({label, *names}))),
    LABELS,
    KINDS,
    st.sets(LABELS, max_size=2),
)


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    """Articles about the same entity, under several names and classes, with facts or claims."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        r = Reader(article(f"a{number}", "Okoro met Lind."))
        entity = draw(SHARED)
        r.sees(entity, "Okoro")
        if draw(st.booleans()):
            marks = draw(
                st.sampled_from([{}, {"negated": True}, {"speaker": LIND}, {"ended": True}])
            )
            r.says(entity, "meets", LIND, "Okoro met Lind", **marks)
        found.append(r.reading())
    return found


def everything(store: Store) -> dict[str, str]:
    return {name: export(store, name) for name in FORMATS}


@settings(max_examples=25, deadline=None)
@given(readings())
def test_the_order_of_articles_does_not_matter(articles: list[Reading]) -> None:
    turtles = {export(store_of(*order), "turtle") for order in permutations(articles)}
    assert len(turtles) == 1


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


def test_a_reading_without_its_article_is_a_bug() -> None:
    triple = ox.Triple(INES, RDFS.label, ox.Literal("Inès Okoro"))
    with pytest.raises(ValueError, match="no article"):
        open_store().replace("a", [triple])


def test_facts_of_one_article_do_not_leave_with_another() -> None:
    r = Reader(article("second", "Inès Okoro, met Karl Lind"))
    r.says(OKORO, "meets", LIND, "Inès Okoro, met Karl Lind")
    store = store_of(harbour(), r.reading())
    store.remove("second")
    assert store.triples() == store_of(harbour()).triples()
