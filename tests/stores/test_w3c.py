"""The W3C's tests of SPARQL 1.1, query and update, through what `kg` itself runs.

Queries go through EmbeddedStore, updates through what a writable `kg serve` lets through. Not
among them are entailment, SERVICE, and the HTTP protocols (tests/server has those).
https://www.w3.org/2009/sparql/docs/tests/
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.errors import QueryError
from kg.querying.results import QueryResult, result_of
from kg.server.updates import guarded
from kg.stores import EmbeddedStore

SUITE = Path(__file__).parents[3] / "shared" / "data" / "w3c" / "sparql" / "sparql11"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
ROW, VALUE = ox.NamedNode("urn:row"), "urn:value:"

FOLDERS = {
    "query": (
        "aggregates bind bindings cast construct csv-tsv-res exists functions grouping json-res"
        " negation project-expression property-path subquery syntax-query"
    ),
    "update": (
        "add basic-update clear copy delete delete-data delete-insert delete-where drop move"
        " syntax-update-1 syntax-update-2 update-silent"
    ),
}
NOWHERE = ("somescheme://www.example.com/THIS-GRAPH-DOES-NOT-EXIST/",)
"""What the tests of LOAD SILENT name: no address that could be asked."""

_NOT_IN_GRAPH = "the engine lets a path of no steps begin only at a term of the graph"
_TAGGED = "the engine gives GROUP_CONCAT of words in one language that language, as SPARQL 1.2 does"
_GRAPH_VARIABLE = "the engine binds the variable of GRAPH in each triple pattern, not around all"
_FETCHES = "LOAD would open a connection: kg refuses it unless the address is allowed by name"
KNOWN = {
    "aggregates/agg-groupconcat-04": _TAGGED,
    "aggregates/agg-groupconcat-06": _TAGGED,
    "aggregates/agg-empty-group-count-graph": _GRAPH_VARIABLE,
    "bindings/graph": _GRAPH_VARIABLE,
    "negation/graph-minus": _GRAPH_VARIABLE,
    "functions/bnode01": "the engine names BNODE(text) by the text, in every row alike",
    "property-path/zero_or_more_set_start": _NOT_IN_GRAPH,
    "property-path/zero_or_more_set_end": _NOT_IN_GRAPH,
    "property-path/zero_or_one_set_start": _NOT_IN_GRAPH,
    "property-path/zero_or_one_set_end": _NOT_IN_GRAPH,
    "csv-tsv-res/csv03": "the store writes numbers by their values: 1.0E6 comes back as 1000000",
} | {f"syntax-update-1/test_{number}": _FETCHES for number in (1, 2, 3, 4, 37)}
"""Tests that fail with the reason: those of queries on the engine itself, too."""


@dataclass(frozen=True, slots=True)
class Case:
    """One entry of a manifest; `manifest` describes it."""

    entry: Node
    kind: str
    manifest: Graph

    @property
    def id(self) -> str:
        folder, name = str(self.entry).split("/")[-2:]
        return f"{folder}/{name.rpartition('#')[2]}"

    def get(self, *path: URIRef) -> Node | None:
        """What one comes to along a path of predicates."""
        node: Node | None = self.entry
        for predicate in path:
            node = None if node is None else self.manifest.value(node, predicate)
        return node


def cases(folders: str) -> Iterator[Case]:
    for folder in folders.split():
        path = SUITE / folder / "manifest.ttl"
        if not path.is_file():
            return
        manifest = Graph().parse(path, publicID=path.as_uri())
        root = manifest.value(None, RDF.type, MF.Manifest)
        for entry in Collection(manifest, manifest.value(root, MF.entries)):
            kind = str(manifest.value(entry, RDF.type)).rpartition("#")[2]
            yield Case(entry, kind, manifest)


def expected_to_fail(name: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=KNOWN[name], strict=True)] if name in KNOWN else []


def parameters(folders: str) -> list[object]:
    found = [
        pytest.param(case, id=case.id, marks=expected_to_fail(case.id)) for case in cases(folders)
    ]
    missing = pytest.mark.skip(reason="the W3C's tests are not beside the repository (shared/data)")
    return found or [pytest.param(None, marks=missing, id="none")]


@pytest.mark.parametrize("case", parameters(FOLDERS["query"]))
def test_query(case: Case) -> None:
    data, named = (
        [case.get(MF.action, QT.data)],
        case.manifest.objects(case.get(MF.action), QT.graphData),
    )
    store = EmbeddedStore(loaded(data, ((graph, graph) for graph in named)), "w3c")
    if case.kind in ("PositiveSyntaxTest11", "NegativeSyntaxTest11"):
        check_syntax(case, lambda text: store.query(text))
        return
    query = case.get(MF.action, QT.query)
    result = result_of(store.query(f"BASE <{query}>\n{text_of(query)}"))
    expected = case.get(MF.result)
    if case.kind == "CSVResultFormatTest":
        assert cells(result.to("csv")) == cells(text_of(expected))
    elif result.triples is not None:
        assert canonical(result.triples) == canonical(triples_of(expected))
    else:
        assert canonical(rows_of(result)) == canonical(expected_rows(expected))


@pytest.mark.parametrize("case", parameters(FOLDERS["update"]))
def test_update(case: Case) -> None:
    if case.kind.endswith("SyntaxTest11"):
        check_syntax(case, lambda text: ox.Store().update(guarded(text)))
        return
    store = dataset(case, MF.action)
    request = case.get(MF.action, UT.request)
    store.update(guarded(f"BASE <{request}>\n{text_of(request)}", allowed=NOWHERE))
    assert canonical(store) == canonical(dataset(case, MF.result))


def check_syntax(case: Case, run: Callable[[str], object]) -> None:
    """Runs what can be parsed, too: that there is no such function or graph is no matter."""
    action = case.get(MF.action)
    text = f"BASE <{action}>\n{text_of(action)}"
    if case.kind.startswith("Negative"):
        with pytest.raises((SyntaxError, QueryError)):
            run(text)
        return
    with contextlib.suppress(RuntimeError):
        run(text)


def test_the_suite_is_whole() -> None:
    if not SUITE.is_dir():
        pytest.skip("the W3C's tests are not beside the repository (shared/data)")
    found = {name: Counter(case.kind for case in cases(FOLDERS[name])) for name in FOLDERS}
    queries = found["query"]["QueryEvaluationTest"] + found["query"]["CSVResultFormatTest"]
    assert (queries, found["update"]["UpdateEvaluationTest"]) == (235, 94)


# --- Data -----------------------------------------------------------------------------------------


def path_of(node: Node | None) -> Path:
    return Path(str(node).removeprefix("file://"))


def text_of(node: Node | None) -> str:
    return path_of(node).read_text("utf-8")


def triples_of(node: Node | None) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=path_of(node), base_iri=str(node))]


def loaded(
    data: Iterable[Node | None], named: Iterable[tuple[Node | None, Node | None]]
) -> ox.Store:
    store = ox.Store()
    for file in data:
        if file is not None:
            store.extend(ox.Quad(*triple) for triple in triples_of(file))
    for file, name in named:
        graph = ox.NamedNode(str(name))
        store.add_graph(graph)
        store.extend(ox.Quad(*triple, graph) for triple in triples_of(file))
    return store


def dataset(case: Case, state: URIRef) -> ox.Store:
    """The data before an update, or after it."""
    node = case.get(state)
    graphs = list(case.manifest.objects(node, UT.graphData))
    named = [(case.manifest.value(g, UT.graph), case.manifest.value(g, RDFS.label)) for g in graphs]
    return loaded(case.manifest.objects(node, UT.data), named)


# --- Comparison -----------------------------------------------------------------------------------


def canonical(found: Iterable[ox.Triple | ox.Quad]) -> Counter[str]:
    """Triples or quads in which numbers and blank nodes are written in one way."""
    store = ox.Store()  # writes numbers by their values: "1.0E2" as "100"
    store.extend(item if isinstance(item, ox.Quad) else ox.Quad(*item) for item in found)
    kept = ox.Dataset(store)
    kept.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return Counter(map(str, kept))


def rows_of(result: QueryResult) -> list[ox.Triple]:
    if result.boolean is not None:
        return [ox.Triple(ROW, ROW, ox.Literal(result.boolean))]
    return as_triples(dict(zip(result.columns, row, strict=True)) for row in result.terms)


def as_triples(rows: Iterable[dict[str, object]]) -> list[ox.Triple]:
    """A blank node for each row with its values, so that rows are compared as a graph."""
    found = []
    for row in rows:
        node = ox.BlankNode()
        found.append(ox.Triple(ROW, ROW, node))
        for name, term in row.items():
            if term is not None:
                found.append(ox.Triple(node, ox.NamedNode(VALUE + name), term))
    return found


def expected_rows(node: Node | None) -> list[ox.Triple]:
    path = path_of(node)
    if path.suffix in (".ttl", ".rdf"):
        return as_triples(rows_of_result_set(path))
    form = ox.QueryResultsFormat.from_extension(path.suffix.lstrip("."))
    answer = ox.parse_query_results(path=path, format=form)
    if isinstance(answer, ox.QueryBoolean):
        return [ox.Triple(ROW, ROW, ox.Literal(bool(answer)))]
    names = [variable.value for variable in answer.variables]
    return as_triples(dict(zip(names, solution, strict=True)) for solution in answer)


def rows_of_result_set(path: Path) -> Iterator[dict[str, object]]:
    """The rows of a result set in RDF (https://www.w3.org/2001/sw/DataAccess/tests/README)."""
    graph = ox.Dataset(ox.parse(path=path, base_iri=path.as_uri()))

    def values(subject: object, name: str) -> list[object]:
        predicate = ox.NamedNode(f"{RS}{name}")
        return [q.object for q in graph.quads_for_subject(subject) if q.predicate == predicate]  # type: ignore[arg-type]

    for quad in graph.quads_for_predicate(ox.NamedNode(f"{RS}solution")):
        yield {
            values(binding, "variable")[0].value: values(binding, "value")[0]  # type: ignore[attr-defined]
            for binding in values(quad.object, "binding")
        }


def cells(text: str) -> list[list[tuple[str, str]]]:
    """The rows of CSV, whatever the order of columns and the names of blank nodes."""
    text = re.sub(r"_:\w+", "_:", text)
    return sorted(sorted(row.items()) for row in csv.DictReader(io.StringIO(text)))
