"""What a read-only endpoint answers, to friends and to others."""

from __future__ import annotations

import json
import re
import select
import socket
import time
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from kg.stores.contributions import HIDDEN
from tests.server.conftest import NOTES, filled
from tests.server.running import FORM, Reply, Server, serving

SMALL = "SELECT ?name { ?x rdfs:label ?name } ORDER BY ?name LIMIT 1"
SELECT = "SELECT ?x ?n { ?x rdfs:label ?n }"
CONSTRUCT = "CONSTRUCT { ?x rdfs:label ?n } WHERE { ?x rdfs:label ?n }"


# --- Formats --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT, "", "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "application/json", "application/json"),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "text/*", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (SELECT, "text/csv;q=0.5, text/tab-separated-values;q=0.6", "text/tab-separated-values"),
        (
            SELECT,
            "*/*;q=0.1, application/sparql-results+json;q=0",
            "application/sparql-results+xml",
        ),
        (SELECT, "text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        (SELECT, "no media type at all", "application/sparql-results+json"),
        (
            "ASK {}",
            "text/csv, application/sparql-results+xml;q=0.1",
            "application/sparql-results+xml",
        ),
        (CONSTRUCT, "", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        ("DESCRIBE <urn:a>", "text/turtle;q=0.1, application/n-quads", "application/n-quads"),
    ],
)
def test_the_client_chooses_the_format(
    server: Server, query: str, accept: str, media_type: str
) -> None:
    reply = server.query(query, accept)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert "Accept" in reply.headers["vary"]


@pytest.mark.parametrize(
    ("query", "accept"),
    [(SELECT, "text/turtle"), ("ASK {}", "text/csv"), (CONSTRUCT, "text/csv"), (SELECT, "*/*;q=0")],
)
def test_a_format_that_does_not_fit_is_406_and_names_those_that_do(
    server: Server, query: str, accept: str
) -> None:
    reply = server.query(query, accept)
    assert reply.status == 406
    assert "application/" in reply.text


def test_formats_say_the_same(server: Server) -> None:
    answers = {
        tuple(sorted(str(row["n"]) for row in _solutions(server.query(SELECT, accept))))
        for accept in ("application/sparql-results+json", "application/sparql-results+xml")
    }
    graph = ox.parse(server.query(CONSTRUCT, "text/turtle").body, format=ox.RdfFormat.TURTLE)
    answers.add(tuple(sorted(str(triple.object) for triple in graph)))
    assert len(answers) == 1
    assert next(iter(answers))


def _solutions(reply: Reply) -> ox.QuerySolutions:
    form = ox.QueryResultsFormat.from_media_type(reply.media_type)
    found = ox.parse_query_results(reply.body, format=form)
    assert isinstance(found, ox.QuerySolutions)
    return found


def test_without_a_query_the_service_describes_itself(server: Server) -> None:
    reply = server.ask("GET", "/sparql", headers={"Accept": "application/n-triples"})
    said = [str(triple) for triple in ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES)]
    assert reply.status == 200
    assert any("#supportedLanguage" in s and "#SPARQL11Query" in s for s in said)
    assert not any("#SPARQL11Update" in s for s in said)
    assert any(NOTES in s for s in said)
    assert not any(HIDDEN in s for s in said)
    assert server.ask("GET", "/sparql", headers={"Accept": "text/csv"}).status == 406


def test_get_and_head(server: Server) -> None:
    assert server.get(SMALL).rows
    head = server.ask("HEAD", f"/sparql?query={quote(SMALL)}")
    assert (head.status, head.body) == (200, b"")


def test_the_explorer_is_at_the_root_and_says_what_it_may_run(server: Server) -> None:
    reply = server.ask("GET", "/")
    assert (reply.status, reply.media_type) == (200, "text/html")
    assert b"harbour" in reply.body.lower()
    assert reply.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert server.ask("GET", "/nothing").status == 404


def test_security_headers_and_no_cors_unless_asked_for(server: Server) -> None:
    reply = server.ask("GET", "/sparql?query=ASK{}", headers={"Origin": "https://other.example"})
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in reply.headers["content-security-policy"]
    assert not [name for name in reply.headers if name.startswith("access-control")]
    assert server.ask("OPTIONS", "/sparql").status == 405


# --- Data sets ------------------------------------------------------------------------------------


def test_named_graphs_are_seen_and_hidden_ones_never(server: Server) -> None:
    graphs = server.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows
    assert graphs == [{"g": NOTES}]
    store_has_books = server.introduction  # the store was filled by `replace`, which keeps books
    assert "2 articles" in store_has_books


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ GRAPH <{books}> {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{books}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{books}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "PREFIX u: <urn:> SELECT * FROM u:{local} {{ ?s ?p ?o }}",
        "PREFIX u: <urn:> SELECT * FROMu:{local} {{ ?s ?p ?o }}",
        "BASE <urn:a> SELECT * FROM <./{local}> {{ ?s ?p ?o }}",
        "SELECT * FROM <urn\\u003A{local}> {{ ?s ?p ?o }}",
    ],
)
def test_hidden_graphs_cannot_be_named(server: Server, query: str) -> None:
    books = f"{HIDDEN}shared:https%3A%2F%2Fexample.org%2Fkg%2Farticle%2Fharbour"
    reply = server.query(query.format(books=books, local=books.removeprefix("urn:")))
    assert reply.status in (400, 403) or all("o" not in row or row["o"] == "" for row in reply.rows)
    for parameter in ("default_graph_uri", "named_graph_uri"):
        everything = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        assert server.query(everything, **{parameter: books}).rows == []


def test_the_query_and_the_request_choose_graphs_and_the_request_wins(server: Server) -> None:
    assert server.query(f"SELECT ?o FROM <{NOTES}> {{ ?s ?p ?o }}").rows == [{"o": "a note"}]
    base = "BASE <https://example.org/x> PREFIX e: <./>"
    assert len(server.query(f"{base} SELECT ?o FROM <notes> {{ ?s ?p ?o }}").rows) == 1
    assert len(server.query(f"{base} SELECT ?o FROM e:notes {{ ?s ?p ?o }}").rows) == 1
    named = (
        f"SELECT ?o FROM NAMED <{NOTES}> {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
    )
    assert server.query(named).rows == [{"o": "a note"}]
    assert server.query("SELECT ?o { ?s ?p ?o }", default_graph_uri=NOTES).rows == [{"o": "a note"}]
    assert server.query(named, default_graph_uri="urn:nothing").rows == []


# --- Bad requests ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "target", "body", "content_type", "status"),
    [
        ("GET", "/sparql?query=SELECT", b"", None, 400),
        ("GET", "/sparql?query=%ZZ", b"", None, 400),
        ("GET", "/sparql?query=%FF", b"", None, 400),
        ("GET", "/sparql?query=ASK{}&query=ASK{}", b"", None, 400),
        ("GET", "/sparql?query=ASK{}&default-graph-uri=relative", b"", None, 400),
        ("GET", "/sparql?query=ASK{}&using-graph-uri=urn:a", b"", None, 400),
        ("GET", "/sparql?update=CLEAR+ALL", b"", None, 400),
        ("PUT", "/sparql?query=ASK{}", b"", None, 405),
        ("DELETE", "/sparql", b"", None, 405),
        ("POST", "/sparql", b"ASK {}", None, 415),
        ("POST", "/sparql", b"ASK {}", "text/plain", 415),
        ("POST", "/sparql", b"ASK {}", "application/sparql-query; charset=latin-1", 415),
        ("POST", "/sparql", b"ASK {} # \xff", "application/sparql-query", 400),
        ("POST", "/sparql", b"", "application/x-www-form-urlencoded", 400),
        ("POST", "/sparql", b"query=ASK{}&update=CLEAR+ALL", FORM["Content-Type"], 400),
        ("POST", "/sparql", b"a=1&" * 2000 + b"query=ASK{}", FORM["Content-Type"], 400),
        ("POST", "/sparql", b"update=CLEAR+ALL", FORM["Content-Type"], 403),
        ("POST", "/sparql", b"CLEAR ALL", "application/sparql-update", 403),
        ("POST", "/sparql", b" " * (4 << 20) + b"ASK {}", "application/sparql-query", 413),
        ("GET", "/sparql?query=" + "A" * 200_000, b"", None, 400),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_bad_requests_get_their_status(
    server: Server, method: str, target: str, body: bytes, content_type: str | None, status: int
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    try:
        reply = server.ask(method, target, body, headers)
    except (BrokenPipeError, ConnectionResetError):  # refused while the body was being sent
        assert status == 413
    else:
        assert reply.status == status, reply.text
        assert len(reply.text.splitlines()) == 1
    assert server.query(SMALL).rows


@pytest.mark.parametrize("host", [b"a.example", b'ev"il<>', b"", b"\xff", b"x" * 1000])
def test_no_host_header_does_harm(server: Server, host: bytes) -> None:
    target = quote("SELECT (<x> AS ?y) {}")
    with socket.create_connection((server.host, server.port), timeout=30) as connection:
        head = f"GET /sparql?query={target} HTTP/1.1\r\nConnection: close\r\n".encode()
        connection.sendall(head + b"Host: " + host + b"\r\n\r\n")
        status = connection.recv(1000).split()[1]
    assert status == (b"200" if host == b"" else b"400" if status == b"400" else b"421")
    assert server.query(SMALL).rows


def test_pages_whose_name_leads_here_are_not_answered(tmp_path: Path) -> None:
    """DNS rebinding: the browser asks this machine, by the name of another."""
    with serving(filled(tmp_path / "store"), "--allow-host", "kg.example") as server:

        def asked_by(host: str) -> Reply:
            return server.ask("GET", "/sparql?query=ASK{}", headers={"Host": host})

        for name in ("localhost", "app.localhost:80", "127.0.0.1:1", "[::1]:8000", "KG.example."):
            assert asked_by(name).status == 200, name
        for name in ("evil.example", "127.0.0.1.evil.example:8000", "localhost@evil", "10.0.0.1"):
            reply = asked_by(name)
            assert (reply.status, "--allow-host" in reply.text) == (421, True), name
            assert reply.headers["x-content-type-options"] == "nosniff"


def test_errors_name_the_place(server: Server) -> None:
    reply = server.query("SELECT ?x\nWHERE { ?x ")
    assert reply.status == 400
    assert "line 2" in reply.text
    assert "prefix" in server.query("SELECT * { ?s nope:thing ?o }").text


# --- Hostile queries ------------------------------------------------------------------------------

CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?l"
DOUBLING = "".join(f" BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("SELECT * " + "{" * 101 + "}" * 101, 400, "nest"),
        ("SELECT * " + "{" * 100_000 + "}" * 100_000, 400, "nest"),
        ("SELECT * { FILTER(" + "!" * 500_000 + "true) }", 500, "nesting"),
        (HUNGRY, 500, "memory"),
        (f"SELECT (STRLEN(?x40) AS ?n) {{ BIND('xxxxxxxxxx' AS ?x0){DOUBLING} }}", 500, "memory"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 422, "50,000 rows"),
        ("CONSTRUCT { _:x ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }", 422, "LIMIT"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("SELECT * { SERVICE ?anywhere { ?s ?p ?o } }", 403, "SERVICE"),
        ("LOAD <file:///etc/passwd>", 403, "LOAD"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 403, "none is fetched"),
        ("SELECT * FROM NAMED <http://127.0.0.1:1/> { ?s ?p ?o }", 403, "none is fetched"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_hostile_queries_end_cleanly_and_the_next_one_is_answered(
    server: Server, query: str, status: int, says: str
) -> None:
    reply = server.query(query)
    assert reply.status == status, reply.text[:200]
    assert says in reply.text
    assert server.query(SMALL).rows


def test_all_rows_up_to_the_limit_are_given(server: Server) -> None:
    for accept, count in {
        "application/sparql-results+json": lambda body: len(
            json.loads(body)["results"]["bindings"]
        ),
        "application/sparql-results+xml": lambda body: body.count(b"<result>"),
        "text/csv": lambda body: body.count(b"\r\n") - 1,
        "text/tab-separated-values": lambda body: body.count(b"\n") - 1,
    }.items():
        pairs = "SELECT ?a ?f {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {}".format
        reply = server.query(pairs(50_000), accept)
        assert (reply.status, count(reply.body)) == (200, 50_000)
        assert server.query(pairs(50_001), accept).status == 422


def test_a_query_is_cut_off_when_its_time_is_up(tmp_path: Path) -> None:
    with serving(filled(tmp_path / "store"), "--timeout", "0.7") as server:
        reply = server.query(CARTESIAN)
        assert (reply.status, reply.text.count("\n")) == (504, 1)
        assert "0.7 seconds" in reply.text


def test_small_queries_pass_slow_ones_which_end_when_their_clients_go(server: Server) -> None:
    """More slow queries than there are workers for at first; they may run for two minutes."""
    slow = [_begin(server, CARTESIAN) for _ in range(6)]
    time.sleep(0.6)
    assert server.query(SMALL).rows
    assert select.select(slow, [], [], 0)[0] == []  # none has ended
    server.log.clear()
    for connection in slow:
        connection.close()
    deadline = time.monotonic() + 20
    while len([line for line in server.log if " GET " in line]) < 6:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _begin(server: Server, query: str) -> socket.socket:
    connection = socket.create_connection((server.host, server.port), timeout=30)
    target = f"/sparql?query={quote(query)}"
    request = f"GET {target} HTTP/1.1\r\nHost: {server.host}\r\nConnection: close\r\n\r\n"
    connection.sendall(request.encode())
    return connection


def test_the_log_has_a_line_for_each_request_and_no_query(server: Server) -> None:
    server.ask("GET", "/no%0Awhere?query=SECRET")
    server.query("ASK { 'SECRET' ?p ?o }")
    deadline = time.monotonic() + 5
    while not any("/no%0Awhere 404" in line for line in server.log):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert all(re.fullmatch(r"[\x20-\x7e]+\n", line) for line in server.log)
    assert "SECRET" not in "".join(server.log)
