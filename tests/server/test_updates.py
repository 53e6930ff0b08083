"""Updates: who may, what they may touch, and that the next query sees them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError, QueryRefused
from kg.server.protocol import ProtocolError
from kg.server.updates import guarded
from kg.stores.contributions import HIDDEN
from tests.server.conftest import NOTES, filled
from tests.server.running import TOKEN, Server, serving

BOOKS = f"{HIDDEN}shared:a"


def test_an_update_is_seen_by_the_next_query(writable: Server) -> None:
    for number in range(3):
        assert writable.update(f"INSERT DATA {{ <urn:n> <urn:is> {number} }}").status == 204
        found = writable.query("SELECT (COUNT(*) AS ?n) { <urn:n> <urn:is> ?x }").rows
        assert found == [{"n": str(number + 1)}]
    form = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
    body = b"update=DELETE+WHERE+%7B+%3Curn:n%3E+?p+?o+%7D"
    assert writable.ask("POST", "/sparql", body, form).status == 204
    assert writable.query("SELECT * { <urn:n> ?p ?o }").rows == []


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", "Bearer é"]
)
def test_without_the_token_nothing_is_written(writable: Server, authorization: str) -> None:
    headers = {"Content-Type": "application/sparql-update", "Authorization": authorization}
    reply = writable.ask("POST", "/sparql", b"CLEAR ALL", headers)
    assert reply.status == 401
    assert reply.headers["www-authenticate"].startswith("Bearer")
    assert writable.query("SELECT * { ?s ?p ?o } LIMIT 1").rows


@pytest.mark.parametrize(
    ("update", "status"),
    [
        ("INSERT DATA { <urn:a> <urn:b> }", 400),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> ", 400),
        ("CLEAR SOMETHING", 400),
        ("LOAD <http://127.0.0.1:1/data.ttl>", 403),
        ("LOAD SILENT <file:///etc/passwd> INTO GRAPH <urn:x>", 403),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        (f"CLEAR GRAPH <{BOOKS}>", 403),
    ],
)
def test_what_may_not_be_done_changes_nothing(writable: Server, update: str, status: int) -> None:
    before = writable.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    reply = writable.update(f"INSERT DATA {{ <urn:x> <urn:y> <urn:z> }} ; {update}")
    assert (reply.status, reply.text.count("\n")) == (status, 1)
    assert writable.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows == before


def test_an_update_that_takes_too_long_writes_nothing(tmp_path: Path) -> None:
    options = ("--writable", "--timeout", "1")
    with serving(filled(tmp_path / "store"), *options, KG_TOKEN=TOKEN) as server:
        endless = "INSERT { ?a <urn:far> ?l } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        assert server.update(f"INSERT DATA {{ <urn:x> <urn:y> 1 }} ; {endless}").status == 504
        assert server.query("SELECT * { <urn:x> ?p ?o }").rows == []
        assert server.update("INSERT DATA { <urn:x> <urn:y> 1 }").status == 204


def test_while_another_process_writes_an_update_is_told_to_wait(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    with serving(store, "--writable", KG_TOKEN=TOKEN) as server:
        other = ox.Store(store)
        reply = server.update("INSERT DATA { <urn:x> <urn:y> 1 }")
        assert (reply.status, "retry-after" in reply.headers) == (503, True)
        assert server.query("SELECT * { ?s ?p ?o } LIMIT 1").rows  # reading goes on
        del other
        assert server.update("INSERT DATA { <urn:x> <urn:y> 1 }").status == 204


def test_a_token_is_made_and_shown(tmp_path: Path) -> None:
    with serving(tmp_path / "new", "--writable") as server:
        token = server.introduction.partition("Bearer ")[2].partition("'")[0]
        assert len(token) > 20
        assert server.update("INSERT DATA { <urn:x> <urn:y> 1 }", token).status == 204
        assert server.update("CLEAR ALL", "no").status == 401


# --- The hidden graphs, straight through the engine -----------------------------------------------


def store_with_books() -> ox.Store:
    store = ox.Store()
    store.update(
        f"INSERT DATA {{ <urn:a> <urn:p> 1 . GRAPH <{BOOKS}> {{ <urn:secret> <urn:p> 1 }}"
        f" GRAPH <{NOTES}> {{ <urn:note> <urn:p> 1 }} }}"
    )
    return store


def run(update: str, *using: str) -> dict[str, list[str]]:
    """The subjects in each graph after an update."""
    store = store_with_books()
    store.update(guarded(update, using))
    found: dict[str, list[str]] = {}
    for quad in store:
        graph = "" if quad.graph_name == ox.DefaultGraph() else quad.graph_name.value
        found.setdefault(graph, []).append(quad.subject.value)
    return {graph: sorted(subjects) for graph, subjects in found.items()}


@pytest.mark.parametrize(
    ("update", "changed"),
    [
        ("CLEAR ALL", {"": None, NOTES: None, BOOKS: None}),
        ("DROP SILENT ALL", {"": None, NOTES: None, BOOKS: None}),
        ("CLEAR DEFAULT", {"": None}),
        ("CLEAR NAMED", {NOTES: None}),
        ("DROP SILENT NAMED ; INSERT DATA { <urn:b> <urn:p> 1 }",
         {NOTES: None, "": ["urn:a", "urn:b"]}),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", {NOTES: None}),
        ("delete where{graph?g{?s?p ?o}}", {NOTES: None}),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", {NOTES: None}),
        ("INSERT { ?s <urn:q> ?g } WHERE { GRAPH ?g { ?s ?p ?o } }", {"": ["urn:a", "urn:note"]}),
        ("INSERT { GRAPH <urn:g> { ?s ?p 1 } } WHERE { { GRAPH ?g { ?s ?p 1 } } UNION { ?s ?p 1 }}",
         {"urn:g": ["urn:a", "urn:note"]}),
        (f'INSERT {{ GRAPH ?g {{ <urn:x> ?p 1 }} }} WHERE {{ ?s ?p 1 BIND(IRI("{BOOKS}") AS ?g) }}',
         {}),
        ('INSERT { <urn:x> ?p 1 GRAPH ?g { ?s ?p 1 } } WHERE { ?s ?p 1 OPTIONAL { ?s <urn:q> ?g }}',
         {"": ["urn:a", "urn:x"]}),
        ("WITH <urn:w> INSERT { <urn:x> ?p 1 } USING <https://example.org/notes> WHERE { ?s ?p 1 }",
         {"urn:w": ["urn:x"]}),
        ('INSERT DATA { <urn:x> <urn:p> "GRAPH ?g { } ; CLEAR NAMED" } # ; CLEAR NAMED',
         {"": ["urn:a", "urn:x"]}),
        ("COPY DEFAULT TO <urn:copy>", {"urn:copy": ["urn:a"]}),
    ],
)  # fmt: skip
def test_updates_do_what_they_say_except_to_hidden_graphs(
    update: str, changed: dict[str, list[str] | None]
) -> None:
    expected = {"": ["urn:a"], NOTES: ["urn:note"], BOOKS: ["urn:secret"]} | changed
    assert run(update) == {graph: subjects for graph, subjects in expected.items() if subjects}


@pytest.mark.parametrize(
    "update",
    [
        f"INSERT DATA {{ GRAPH <{BOOKS}> {{ <urn:x> <urn:p> 1 }} }}",
        "INSERT DATA { GRAPH <urn:x\\u002Dnews-kg:shared:a> { <urn:x> <urn:p> 1 } }",
        "PREFIX u: <urn:> INSERT DATA { GRAPH u:x-news-kg:shared:a { <urn:x> <urn:p> 1 } }",
        "PREFIX u: <urn:> INSERT DATA { GRAPHu:x-news-kg:shared:a { <urn:x> <urn:p> 1 } }",
        "PREFIX u: <urn:> PREFIX WITHu: <urn:y> WITHu:x-news-kg:shared:a DELETE WHERE { ?s ?p ?o }",
        "PREFIX u: <urn:x> PREFIX v: <urn:y> CLEAR GRAPH u:\\-news-kg:shared:a",
        "BASE <urn:a> DROP GRAPH <./x-news-kg:shared:a>",
        f"WITH <{BOOKS}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        f"INSERT {{ ?s ?p ?o }} USING <{BOOKS}> WHERE {{ ?s ?p ?o }}",
        f"COPY <{BOOKS}> TO <urn:y>",
        f"ADD DEFAULT TO <{BOOKS}>",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o<?p)GRAPH?g#>\n{ ?s ?p ?o } }",
        "INSERT { ?s ?p ?o } WHERE { ?s ?p 1GRAPH?g { ?s ?p ?o } }",
        "INSERT { ?s ?p ?o } WHERE { ?s ?p trueGRAPH?g { ?s ?p ?o } }",
        "CLEARNAMED",
        "PREFIX k: <http://127.0.0.1:1/> PREFIX LOADk: <urn:y> LOADk:x",
    ],
)  # fmt: skip
def test_hidden_graphs_are_neither_read_nor_written(update: str) -> None:
    try:
        graphs = run(update)
    except (QueryError, SyntaxError):
        return  # refused, by us or by the engine
    assert graphs[BOOKS] == ["urn:secret"]
    assert [graph for graph, subjects in graphs.items() if "urn:secret" in subjects] == [BOOKS]


def test_the_request_gives_the_dataset_unless_the_update_does() -> None:
    copied = "INSERT { GRAPH <urn:g> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    assert run(copied, NOTES)["urn:g"] == ["urn:note"]
    assert run("DELETE WHERE { ?s ?p ?o } ; " + copied, NOTES)["urn:g"] == ["urn:note"]
    with pytest.raises(ProtocolError, match="not in both"):
        run("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", NOTES)
    with pytest.raises(QueryRefused):
        run(copied, BOOKS)
