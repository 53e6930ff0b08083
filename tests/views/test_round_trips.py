"""What is exported, other people's programs read as what it was: rdflib, Raptor, networkx, pandas.

tests/views/test_formats.py has the round trips through pyoxigraph. The W3C's test data, where it
lies beside the repository, is hostile input to our writers.
"""

from __future__ import annotations

import csv
import difflib
import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib
from samples import OKORO, Reader, article, council, harbour, store_of

from kg.dataset import description
from kg.errors import KgError
from kg.model import Modality, Text
from kg.stores import EmbeddedStore, Store
from kg.views import TABLES, export, network, write
from kg.views.rdf12 import REIFIES, as_rdf12
from kg.vocab import KG, RDF

RDF11 = Path(__file__).parents[3] / "shared" / "data" / "w3c" / "rdf" / "rdf11"
RAPTOR = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "ntriples",
    "rdfxml": "rdfxml",
}
OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
RDF12 = ("turtle", "trig", "nquads", "ntriples")


def whole(store: Store) -> set[ox.Triple]:
    """All that a form of RDF says: the graph, and the description of it."""
    triples = store.triples()
    return {*triples, *description(triples)}


def parsed(text: str, name: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=OXIGRAPH[name])}


# --- RDF 1.1 ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RAPTOR)
def test_raptor_reads_the_same_triples(store: Store, name: str, tmp_path: Path) -> None:
    if shutil.which("rapper") is None:
        pytest.skip("needs rapper, from Debian's raptor2-utils")
    write(store, name, tmp_path / "graph")
    command = ["rapper", "-q", "-i", RAPTOR[name], "-o", "ntriples", str(tmp_path / "graph")]
    done = subprocess.run([*command, "http://base.example/"], capture_output=True, check=True)
    assert done.stderr == b""
    assert parsed(done.stdout.decode(), "ntriples") == whole(store)


@pytest.mark.parametrize("name", ["trig", "nquads"])
def test_rdflib_reads_the_same_named_graphs(store: Store, name: str) -> None:
    read = rdflib.Dataset()
    read.parse(data=export(store, name), format=name)
    for node in store.article_iris():
        graph = read.graph(rdflib.URIRef(node.value)).serialize(format="nt")
        assert parsed(graph, "ntriples") == store.contributed(node)


@pytest.fixture(scope="module")
def hostile() -> Store:
    """Every triple of the W3C's tests of parsers, with IRIs for its blank nodes."""
    if not RDF11.is_dir():
        pytest.skip("the W3C's test data is not beside the repository (shared/data/w3c)")
    oxigraph = ox.Store()
    for path in sorted(RDF11.rglob("*.n[tq]")):
        try:
            quads = list(ox.parse(path=path))
        except SyntaxError:  # what a parser must refuse is in there, too
            continue
        oxigraph.extend(ox.Quad(*(_skolem(term, path.stem) for term in q.triple)) for q in quads)
    assert len(oxigraph) > 300
    return EmbeddedStore(oxigraph, "w3c")


def _skolem(term: object, scope: str) -> object:
    return ox.NamedNode(f"urn:{scope}:{term.value}") if isinstance(term, ox.BlankNode) else term


@pytest.mark.parametrize("name", [name for name in OXIGRAPH if name != "rdfxml"])
def test_what_the_w3c_tests_parsers_with_comes_back(hostile: Store, name: str) -> None:
    assert parsed(export(hostile, name), name) == whole(hostile)


# --- RDF 1.2 ------------------------------------------------------------------------------------


def as_stored(triples: set[ox.Triple]) -> set[ox.Triple]:
    """RDF 1.2 back in the stored form."""
    back = {t for t in triples if t.predicate != REIFIES}
    for triple in triples - back:
        reified = triple.object
        assert isinstance(reified, ox.Triple)
        for end, term in zip((RDF.subject, RDF.predicate, RDF.object), reified, strict=True):
            back.add(ox.Triple(triple.subject, end, term))
    return back


@pytest.mark.parametrize("name", RDF12)
def test_rdf_1_2_says_the_same(store: Store, name: str) -> None:
    read = parsed(export(store, name, rdf12=True), name)
    triples = as_rdf12(store.triples())
    assert read == {*triples, *description(triples)}
    assert as_stored(set(triples)) == set(store.triples())
    assert any(isinstance(triple.object, ox.Triple) for triple in read)


def test_in_turtle_an_asserted_triple_has_its_statements_behind_it(store: Store) -> None:
    text = export(store, "turtle", rdf12=True)
    _, _, meets = text.partition("    kg:meets entity:karl-lind")
    before, _, _ = meets.partition(" ;\n    org:holds")
    assert before.startswith("\n        ~ statement:")
    assert before.count("~ statement:") == 2 and before.count("kg:statedIn article:") == 2
    assert (
        "rdf:reifies <<( entity:karl-lind kg:visits entity:tarn )>> ;\n    a kg:Statement" in text
    )


def test_a_plan_or_a_claim_is_not_asserted_in_rdf_1_2(store: Store) -> None:
    read = parsed(export(store, "turtle", rdf12=True), "turtle")
    reified = {t.object for t in read if t.predicate == REIFIES}
    asserted = {t for t in read if t in reified}
    assert {t.predicate for t in reified - asserted} >= {KG.visits, KG.alliedWith, KG.signs}
    assert {t.predicate for t in asserted} >= {KG.meets, KG.age}
    assert asserted <= set(store.triples())


def test_words_are_no_subject_of_a_triple_term() -> None:
    r = Reader(article("blast", "A blast killed two."))
    r.says(Text("A blast"), "kills", Text("two"), "A blast killed two")
    store = store_of(r.reading())
    read = parsed(export(store, "turtle", rdf12=True), "turtle")
    assert {t.object for t in read if t.predicate == RDF.subject} == {ox.Literal("A blast")}
    assert not any(isinstance(t.object, ox.Triple) for t in read)


def test_other_formats_have_no_rdf_1_2(store: Store) -> None:
    with pytest.raises(KgError, match="choose one of turtle, trig"):
        export(store, "rdfxml", rdf12=True)


# --- A small change is a small difference ---------------------------------------------------------


def with_change(**marks: object) -> str:
    reading = harbour()
    facts = tuple(
        replace(fact, **marks) if fact.relation.name == "visits" else fact  # type: ignore[arg-type]
        for fact in reading.facts
    )
    return export(store_of(replace(reading, facts=facts)), "turtle")


def test_one_changed_fact_changes_few_lines() -> None:
    before, after = export(store_of(harbour()), "turtle"), with_change(modality=Modality.POSSIBLE)
    compared = difflib.ndiff(before.split("\n"), after.split("\n"))
    changed = [line for line in compared if line.startswith(("+ ", "- "))]
    # The statement's IRI, as it says something else now, and its modality.
    assert len(changed) == 4, "\n".join(changed)


def test_one_more_article_leaves_the_lines_of_others_in_place() -> None:
    before = export(store_of(harbour()), "turtle").split("\n")
    after = export(store_of(harbour(), council()), "turtle").split("\n")
    gone = [line for line in difflib.ndiff(before, after) if line.startswith("- ")]
    assert len(gone) <= 12, "\n".join(gone)  # counts of the data set, and Okoro's better label


# --- Networks and tables --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_every_attribute(store: Store, name: str) -> None:
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[name]
    options = {"force_multigraph": True} if name == "graphml" else {}
    back = read(io.BytesIO(export(store, name).encode()), **options)
    graph = network(store)
    for node, data in graph.nodes(data=True):
        assert data.items() <= back.nodes[node].items()
    for one, other, key, data in graph.edges(keys=True, data=True):
        assert data.items() <= back.edges[one, other, key].items()


def tables(store: Store, name: str, folder: Path) -> Iterator[pd.DataFrame]:
    write(store, name, folder)
    for file in TABLES[name].make(store):
        yield pd.read_csv(folder / file, keep_default_na=False)


def test_neo4j_has_a_label_and_a_type_for_all(store: Store, tmp_path: Path) -> None:
    nodes, edges = tables(store, "neo4j", tmp_path)
    graph = network(store)
    assert set(nodes["iri:ID"]) == set(graph.nodes) and nodes["iri:ID"].is_unique
    assert nodes.set_index("iri:ID").loc[f"{BASE}ines-okoro", ":LABEL"] == "Person"
    assert set(edges[":START_ID"]) | set(edges[":END_ID"]) <= set(nodes["iri:ID"])
    assert len(edges) == graph.number_of_edges()
    assert {"meets", "holds", "collide_with"} <= set(edges[":TYPE"])
    assert set(edges["negated:boolean"]) == {False}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["nodes.csv", "relationships.csv"]


def test_gephi_has_the_columns_that_it_knows(store: Store, tmp_path: Path) -> None:
    nodes, edges = tables(store, "gephi", tmp_path)
    graph = nx.from_pandas_edgelist(
        edges, "Source", "Target", edge_attr=True, create_using=nx.MultiDiGraph, edge_key="Id"
    )
    ours = network(store)
    assert set(nodes["Id"]) == set(ours.nodes) and set(nodes["Label"]) >= {"Ines Okoro"}
    assert set(graph.edges(keys=True)) == set(ours.edges(keys=True))
    assert set(edges["Type"]) == {"Directed"}


BASE = "https://example.org/kg/entity/"


def test_tables_have_one_line_a_row_whatever_the_text(tmp_path: Path) -> None:
    words = 'a"b\nc;,\u2028d\te'
    r = Reader(article("lines", f"{words} x"))
    r.sees(replace(OKORO, label=words, names=(words,)), words)
    r.says(OKORO, "meets", OKORO, f"{words} x")
    store = store_of(r.reading())
    for name in TABLES:
        for text in TABLES[name].make(store).values():
            assert len(text.splitlines()) == len(list(csv.reader(io.StringIO(text))))


def test_several_files_need_a_directory(store: Store) -> None:
    with pytest.raises(KgError, match="name a directory"):
        export(store, "neo4j")


@pytest.mark.parametrize("words", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_a_spreadsheet_calculates_nothing_that_an_article_says(words: str) -> None:
    r = Reader(article("formula", f"{words} x"))
    r.says(OKORO, "says", Text(words), f"{words} x")
    (row,) = csv.DictReader(io.StringIO(export(store_of(r.reading()), "csv")))
    assert (row["object"], row["text"]) == (f"'{words}", f"'{words} x")
    assert row["start"] == "0"
