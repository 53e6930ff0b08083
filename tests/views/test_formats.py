"""Every format says the whole graph, in the same bytes each time, whatever the article's text."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from samples import LIND, OKORO, Reader, article, harbour, store_of

from kg.dataset import description
from kg.errors import KgError, OutputError
from kg.model import Entity, EntityType, Relation, Text
from kg.stores import Store
from kg.views import FORMATS, export, network, rows, write
from kg.vocab import KG, RDF

GOLDEN = Path(__file__).parents[1] / "golden" / "harbour.ttl"
HOSTILE = 'a"b\\c\n"""<script>alert(1)</script>]]>&amp;\u202e🚢\u2028 }{ . @en ^^ \x07'
RDF_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def described(store: Store) -> set[ox.Triple]:
    """The graph with the description of the data set that goes with it."""
    return {*store.triples(), *description(store.triples())}


def test_turtle_is_as_a_person_would_write_it() -> None:
    found = export(store_of(harbour()), "turtle")
    if "KG_WRITE_GOLDEN" in os.environ:
        GOLDEN.write_text(found, "utf-8")
    assert found == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_formats_round_trip_through_pyoxigraph(store: Store, name: str) -> None:
    quads = ox.parse(export(store, name), format=RDF_FORMATS[name])
    assert {quad.triple for quad in quads} == described(store)


@pytest.mark.parametrize("name", [n for n in RDF_FORMATS if n not in ("trig", "nquads")])
def test_formats_round_trip_through_rdflib(store: Store, name: str) -> None:
    read = {"jsonld": "json-ld", "rdfxml": "xml", "ntriples": "nt"}.get(name, name)
    assert isomorphic(parsed(export(store, name), read), parsed(export(store, "ntriples"), "nt"))


@pytest.mark.parametrize("name", ["trig", "nquads"])
def test_each_article_is_a_named_graph(store: Store, name: str) -> None:
    quads = list(ox.parse(export(store, name), format=RDF_FORMATS[name]))
    graphs = {quad.graph_name for quad in quads}
    assert graphs == {*store.article_iris(), ox.DefaultGraph()}
    unnamed = {quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()}
    assert unnamed == set(description(store.triples()))
    meets = [q for q in quads if q.predicate == KG.meets]
    assert len(meets) == 4  # both articles say it, both ways


def test_hashing_does_not_change_a_byte() -> None:
    code = """
import sys
from samples import council, harbour, store_of
from kg.views import FORMATS, export
store = store_of(harbour(), council())
for name in FORMATS:
    sys.stdout.buffer.write(export(store, name).encode())
"""
    tests = str(Path(__file__).parents[1])
    path = os.pathsep.join([tests, str(Path(__file__).parents[2])])
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def parsed(text: str, format: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format=format)


def hostile_store(text: str) -> Store:
    """A store with an article in which everything that can be is `text`."""
    r = Reader(article("hostile", f"{text} x", publisher=text, url=text))
    entity = Entity("hostile", EntityType.THING, text, tuple({text, text.upper()}))
    r.sees(entity, text)
    marks = {"topic": text, "speaker": entity}
    r.says(entity, Relation("rel", text, text), Text(text), f"{text} x", **marks)
    r.says(entity, "meets", entity, f"{text} x")
    return store_of(r.reading())


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
@example(HOSTILE)
@example('"')
@example('\n""')
@example("\\")
def test_hostile_text_comes_back_as_it_was(text: str) -> None:
    store = hostile_store(text)
    triples = described(store)
    for name in ("turtle", "trig", "nquads", "ntriples", "jsonld"):
        quads = ox.parse(export(store, name), format=RDF_FORMATS[name])
        assert {quad.triple for quad in quads} == triples, name
    assert {row["text"] for row in rows(store)} == {f"{text} x"}


@settings(max_examples=20, deadline=None)
@given(TEXTS)
@example(HOSTILE)
def test_hostile_text_round_trips_through_rdflib(text: str) -> None:
    store = hostile_store(text)
    assert isomorphic(parsed(export(store, "turtle"), "turtle"), store_view(store))


def store_view(store: Store) -> rdflib.Graph:
    return parsed(export(store, "ntriples"), "nt")


@settings(max_examples=20, deadline=None)
@given(TEXTS)
@example(HOSTILE)
def test_xml_formats_stay_well_formed(text: str) -> None:
    store = hostile_store(text)
    for name in ("rdfxml", "graphml", "gexf"):
        ET.fromstring(export(store, name).encode())


@settings(max_examples=20, deadline=None)
@given(TEXTS)
@example(HOSTILE)
def test_json_lines_are_lines_to_every_reader(text: str) -> None:
    lines = export(hostile_store(text), "jsonl").splitlines()
    assert [json.loads(line)["topic"] for line in lines].count(text) == 1
    assert len(lines) == 2


def test_the_network_joins_entities_by_their_statements(store: Store) -> None:
    graph = network(store)
    okoro, lind = (f"https://example.org/kg/entity/{slug}" for slug in ("ines-okoro", "karl-lind"))
    assert graph.nodes[okoro] == {
        "label": "Ines Okoro",
        "type": "Person",
        "names": "Ines Okoro | Inès Okoro | Okoro",
    }
    edges = list(graph[okoro][lind].values())
    assert [edge["label"] for edge in edges] == ["meets", "meets"]
    assert {edge["article"].rsplit("/", 1)[-1] for edge in edges} == {"council", "harbour"}
    visit = graph.get_edge_data(lind, "https://example.org/kg/entity/tarn").values()
    assert [edge["modality"] for edge in visit] == ["planned"]


def test_graphml_and_gexf_read_back(store: Store, tmp_path: Path) -> None:
    graph = network(store)
    for name, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        write(store, name, tmp_path / name)
        back = read(tmp_path / name)
        assert set(back.nodes) == set(graph.nodes)
        assert back.number_of_edges() == graph.number_of_edges()


def test_csv_has_a_row_per_statement(store: Store) -> None:
    table = list(csv.DictReader(io.StringIO(export(store, "csv"))))
    assert len(table) == len(list(store.match(None, RDF.type, KG.Statement)))
    met = next(row for row in table if row["predicate"] == "meets" and row["place"])
    assert (met["subject"], met["object"], met["time"]) == ("Ines Okoro", "Karl Lind", "2024-02-02")


def test_a_file_is_written_whole_or_not_at_all(store: Store, tmp_path: Path) -> None:
    write(store, "turtle", tmp_path / "new" / "graph.ttl")
    assert (tmp_path / "new" / "graph.ttl").read_text("utf-8") == export(store, "turtle")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["graph.ttl"]
    with pytest.raises(OutputError, match="cannot be written"):
        write(store, "turtle", tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_an_unknown_format_names_those_there_are(store: Store) -> None:
    with pytest.raises(KgError, match="turtle, trig"):
        export(store, "excel")


def test_an_empty_store_exports_in_every_format() -> None:
    store = store_of()
    for name in FORMATS:
        assert isinstance(export(store, name), str)


def test_two_bases_in_one_store_stay_apart() -> None:
    from kg import rdf

    r = Reader(article("other", "Karl Lind met Inès Okoro."))
    r.says(LIND, "meets", OKORO, "Karl Lind met Inès Okoro")
    store = store_of(harbour())
    store.replace("other", rdf.triples(r.reading(), "https://news.example/a/"))
    quads = ox.parse(export(store, "turtle"), format=ox.RdfFormat.TURTLE)
    assert {quad.triple for quad in quads} == described(store)
