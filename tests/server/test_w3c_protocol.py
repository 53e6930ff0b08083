"""The W3C's tests of the SPARQL 1.1 Protocol, each against a started server with its own store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from tests.server.running import TOKEN, Reply, Server, serving

SUITE = Path(__file__).parent / "w3c"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
STATUS = "http://www.w3.org/2011/http-statusCodes#StatusCode"
RDFS_LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")

MANIFEST = Graph().parse(SUITE / "manifest.ttl", publicID=(SUITE / "manifest.ttl").as_uri())
ENTRIES = list(
    Collection(MANIFEST, MANIFEST.value(MANIFEST.value(None, RDF.type, MF.Manifest), MF.entries))
)
TABULAR = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}
RDF_TYPES = {"text/turtle", "application/rdf+xml", "application/n-triples"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = tmp_path_factory.mktemp("protocol") / "store"
    with serving(store, "--writable", KG_TOKEN=TOKEN) as server:
        yield server


def test_the_suite_is_whole() -> None:
    assert len(ENTRIES) == 34


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.rpartition("#")[2])
def test_protocol(server: Server, entry: Node) -> None:
    assert server.update(f"CLEAR ALL ; {_data(entry)}").status == 204
    action = MANIFEST.value(entry, MF.action)
    for request in Collection(MANIFEST, MANIFEST.value(action, HT.requests)):
        reply = _send(server, request)
        expected = MANIFEST.value(request, HT.resp)
        allowed = {
            str(status).removeprefix(STATUS)[0]
            for status in MANIFEST.objects(expected, MF.expectedStatus)
        }
        assert str(reply.status)[0] in allowed, reply.text
        form = MANIFEST.value(expected, MF.expectedFormat)
        if form == Literal("boolean"):
            assert reply.media_type == "application/sparql-results+json"
        elif form == Literal("tabular"):
            assert reply.media_type in TABULAR
        elif form == Literal("RDF"):
            assert reply.media_type in RDF_TYPES
        truth = MANIFEST.value(expected, MF.expectedBoolean)
        if truth is not None:
            assert json.loads(reply.body)["boolean"] is truth.toPython()


def _data(entry: Node) -> str:
    """An update that puts in the graphs the test starts from."""
    graphs = []
    for given in MANIFEST.objects(entry, UT.graphData):
        file = Path(str(MANIFEST.value(given, UT.graph)).removeprefix("file://"))
        name = MANIFEST.value(given, RDFS_LABEL)
        graphs.append(f"GRAPH <{name}> {{ {file.read_text('utf-8')} }}")
    return f"INSERT DATA {{ {' '.join(graphs)} }}"


def _send(server: Server, request: Node) -> Reply:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    listed = MANIFEST.value(request, HT.headers)
    for header in Collection(MANIFEST, listed) if listed else ():
        name = str(MANIFEST.value(header, HT.fieldName))
        headers[name] = str(MANIFEST.value(header, HT.fieldValue))
    body = b""
    if content := MANIFEST.value(request, HT.body):
        encoding = str(MANIFEST.value(content, CNT.characterEncoding))
        body = str(MANIFEST.value(content, CNT.chars)).encode(encoding)
    method = str(MANIFEST.value(request, HT.methodName))
    return server.ask(method, str(MANIFEST.value(request, HT.absolutePath)), body, headers)
