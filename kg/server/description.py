"""What the service says of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.server.answers import Source
from kg.vocab import RDF

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_GIVEN = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"),
)

PREFIXES = {"sd": _SD, "void": _VOID, "formats": _FORMATS}


def describe(source: Source, endpoint: str, *, is_writable: bool) -> Iterator[ox.Triple]:
    """The description of the service at `endpoint`, with how much it holds."""
    service = ox.NamedNode(endpoint)
    dataset, default = ox.BlankNode("dataset"), ox.BlankNode("default")
    yield ox.Triple(service, RDF.type, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if is_writable:
        yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
    for form in _GIVEN:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + form))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, RDF.type, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield from _graph(source.store, default, ox.DefaultGraph())
    for number, name in enumerate(source.named_graphs):
        named, graph = ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, RDF.type, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), name)
        yield ox.Triple(named, _sd("graph"), graph)
        yield from _graph(source.store, graph, name)


def _graph(
    store: ox.Store, node: ox.BlankNode, name: ox.NamedNode | ox.BlankNode | ox.DefaultGraph
) -> Iterator[ox.Triple]:
    counted = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graph=name)
    assert isinstance(counted, ox.QuerySolutions)
    yield ox.Triple(node, RDF.type, _sd("Graph"))
    yield ox.Triple(node, ox.NamedNode(_VOID + "triples"), next(counted)["n"])


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
