"""Real servers to link with: a SPARQL endpoint, and a reconciliation service over a table."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox

AUTHORITY = """
@prefix ex: <https://authority.example/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
ex:1 a schema:Person ; rdfs:label "Inès Okoro"@fr ; skos:altLabel "Ines Okoro"@en .
ex:2 a schema:Person ; rdfs:label "Karl Lind" .
ex:3 a schema:Organization ; skos:prefLabel "Tarn Herald"@en .
ex:4 a schema:City ; schema:name "Tarn" .
ex:5 a schema:Person ; rdfs:label "Arden" .
ex:6 a foaf:Person ; foaf:name "Serguei \\"O'Lavrov\\" \\\\ }" .
ex:7 a schema:Person ; rdfs:label "Sergej Lawrow"@de .
"""


@contextmanager
def authority(folder: Path) -> Iterator[str]:
    """The address of an Oxigraph server that knows a few of our entities, and others."""
    store = ox.Store(folder)
    store.load(AUTHORITY, format=ox.RdfFormat.TURTLE)
    del store
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve-read-only", "--location", str(folder), "--bind", address]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(address)
        yield f"http://{address}/query"
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    host, _, port = address.partition(":")
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"no server at {address}")


def _likeness(one: str, other: str) -> int:
    """Of the words of two names, sorted; 0 to 100."""
    words = (sorted(name.replace(",", "").split()) for name in (one, other))
    return round(100 * SequenceMatcher(None, *map(" ".join, words)).ratio())


class Table(BaseHTTPRequestHandler):
    """Reconciliation Service API 0.2 over rows of id, name and class, scored by likeness."""

    ROWS = (
        ("P1", "Ines Okoro", "Person"),
        ("P2", "Lind, Karl", "Person"),
        ("P3", "Karla Lind", "Person"),
        ("O1", "The Tarn Herald", "Organization"),
    )

    def do_GET(self) -> None:
        """The manifest (section 3.2)."""
        self._answer(
            {
                "versions": ["0.2"],
                "name": "A table",
                "identifierSpace": "https://table.example/id/",
                "schemaSpace": "https://schema.org/",
                "batchSize": 2,
                "view": {"url": "https://table.example/page/{{id}}"},
            }
        )

    def do_POST(self) -> None:
        """A batch of queries (section 4.2) and its results (4.3)."""
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        queries = json.loads(form["queries"][0])
        assert len(queries) <= 2
        self._answer({key: {"result": self._found(query)} for key, query in queries.items()})

    def _found(self, query: dict) -> list[dict]:
        scored = [
            (_likeness(query["query"], name), number, name, kind)
            for number, name, kind in self.ROWS
        ]
        return [
            {
                "id": number,
                "name": name,
                "score": score,
                "match": score == 100,
                "type": [{"id": f"https://schema.org/{kind}", "name": kind}],
            }
            for score, number, name, kind in sorted(scored, reverse=True)[: query["limit"]]
            if score > 50
        ]

    def _answer(self, data: object) -> None:
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server with this handler."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/reconcile"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
