"""The words of SPARQL, and that nothing makes the engine open a connection unseen."""

from __future__ import annotations

import contextlib
import socketserver
import string
import threading
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, QueryRefused
from kg.querying.sparql import MAX_DEPTH, explained, graphs_from, refuse_dangerous, tokens


def test_tokens_are_those_of_the_grammar() -> None:
    text = """PREFIX k: <http://x/#> # a comment "
SELECT ?x$y { ?x k:a.b\\-c "a \\" b"@en-GB, 'd', \"\"\"e"f\"\"\", 1.5e3,
_:b.1 . FILTER(?x<3&&?y>?x) }"""
    assert [(token.kind, token.text) for token in tokens(text)] == [
        ("word", "PREFIX"), ("name", "k:"), ("iri", "<http://x/#>"),
        ("word", "SELECT"), ("variable", "?x"), ("variable", "$y"), ("sign", "{"),
        ("variable", "?x"), ("name", "k:a.b\\-c"), ("string", '"a \\" b"'), ("language", "@en-GB"),
        ("sign", ","), ("string", "'d'"), ("sign", ","), ("string", '"""e"f"""'), ("sign", ","),
        ("number", "1.5e3"), ("sign", ","), ("label", "_:b.1"), ("sign", "."),
        ("word", "FILTER"), ("sign", "("), ("variable", "?x"), ("iri", "<3&&?y>"),
        ("variable", "?x"), ("sign", ")"), ("sign", "}"),
    ]  # fmt: skip


def test_depth_counts_the_brackets_around() -> None:
    depths = {token.text: token.depth for token in tokens("a { b ( c [ d ] ) }")}
    assert depths == {
        "a": 0,
        "{": 0,
        "b": 1,
        "(": 1,
        "c": 2,
        "[": 2,
        "d": 3,
        "]": 2,
        ")": 1,
        "}": 0,
    }


@given(st.text(alphabet="{}()[]<>\"'#?$:@_.\\ \n%-" + string.ascii_letters + string.digits))
def test_any_text_is_cut_into_pieces_that_lie_in_it(text: str) -> None:
    try:
        pieces = list(tokens(text))
    except QueryError:
        return
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)


def test_graphs_of_a_query() -> None:
    query = "PREFIX k: <urn:> SELECT * FROM k:a FROM NAMED <urn:b> from<urn:c> { ?s ?p 'FROM <d>' }"
    assert graphs_from(tokens(query)) == (["k:a", "<urn:c>"], ["<urn:b>"])


# --- Connections ----------------------------------------------------------------------------------

HARMLESS = [
    "SELECT * { ?service schema:Service 'SERVICE <http://x>' } # SERVICE <http://x> {}",
    "SELECT ?s { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
    "SELECT ?s { ?s ?p ?o FILTER(?o<?s&&?p>?o) }",
    "SELECT * { VALUES (?a ?b) { (<http://a.example/#x> <http://a.example/(b)#service>) } }",
    "SELECT * { ?s <https://example.org/service> <urn:load> }",
    "SELECT * { " + "{" * (MAX_DEPTH - 1) + "}" * (MAX_DEPTH - 1) + " }",
]
# Each of these Oxigraph takes for a SERVICE to the address that stands for ADDRESS.
DANGEROUS = [
    "SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }",
    "select*{service<ADDRESS>{?s?p?o}}",
    "SELECT * { SERVICE # <http://allowed.example/>\n <ADDRESS> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <ADDRESS> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<ADDRESS> { ?s ?p ?o } }",
    "SELECT * { BIND(<ADDRESS> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "PREFIX : <ADDRESS> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX k: <ADDRESS> SELECT * { SERVICEk:x { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<ADDRESS>{ ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o { SELECT * { SERVICE <ADDRESS> { ?a ?b ?c } } } }",
    "SELECT * { ?s ?p ?o FILTER(EXISTS { SERVICE <ADDRESS> { ?a ?b ?c } }) }",
    "SELECT * { BIND(<ADDRESS> AS ?x) FILTER(1<?o)SERVICE?x#>\n{ ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o FILTER(?o<'2'&&'#>x'!='')SERVICE <ADDRESS> { ?a ?b '' } }",
    "SELECT * { ?s ?p ?o FILTER(?o<5#>'''\n)SERVICE <ADDRESS> { ?a ?b ?c } #'''\n }",
]


class Listener(socketserver.ThreadingTCPServer):
    """Hangs up on everyone, and counts them."""

    daemon_threads = True
    connections = 0

    def process_request(self, request: object, client_address: object) -> None:
        self.connections += 1
        self.shutdown_request(request)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener(("127.0.0.1", 0), socketserver.BaseRequestHandler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening
        listening.shutdown()


@pytest.mark.parametrize("query", HARMLESS)
def test_harmless_queries_pass(query: str) -> None:
    refuse_dangerous(query)


@pytest.mark.parametrize("query", DANGEROUS)
def test_what_asks_other_servers_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        refuse_dangerous(
            query.replace("ADDRESS", "http://127.0.0.1:1/"), ["http://allowed.example/"]
        )


def test_only_exactly_the_allowed_addresses_may_be_asked() -> None:
    query = "SELECT * { SERVICE SILENT <http://a.example/> { ?s ?p ?o } }"
    refuse_dangerous(query, ["http://a.example/"])
    refuse_dangerous("LOAD <http://a.example/>", ["http://a.example/"])
    for other in ("http://a.example", "http://a.example/b", ""):
        with pytest.raises(QueryRefused):
            refuse_dangerous(query, [other])


PIECES = [
    *("SERVICE", "service ", "<A>", "<A> {?s ?p ?o}", "?s ?p ?o ", "<urn:a>", "FILTER", "true"),
    *("<", ">", "{", "}", "(", ")", "?x", "1", "'", '"', "'''", "#", "\n", " ", "k:", ":", "."),
    *("&&", "\\"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_text_that_passes_names_a_service(pieces: list[str]) -> None:
    """The engine itself says whether it read a SERVICE: with a client that cannot connect."""
    query = f"PREFIX k: <http://127.0.0.1:1/> SELECT * {{ {''.join(pieces)} }}"
    query = query.replace("<A>", "<http://127.0.0.1:1/>")
    try:
        refuse_dangerous(query)
    except QueryError:
        return
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(2)))
    with contextlib.suppress(SyntaxError):  # anything else would be a connection that failed
        list(store.query(query))  # type: ignore[arg-type]


@pytest.mark.parametrize("query", DANGEROUS)
def test_without_the_check_the_engine_would_connect(query: str, listener: Listener) -> None:
    before = listener.connections
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("1")))
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal(1)))
    address = f"http://127.0.0.1:{listener.server_address[1]}/"
    try:
        list(store.query(query.replace("ADDRESS", address)))  # type: ignore[arg-type]
    except OSError:
        pass
    except RuntimeError as error:  # it knew that it was to connect, but not yet where to
        assert "service name is unbound" in str(error)
        return
    assert listener.connections > before


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "line 1, column 1: a query begins with SELECT"),
        ("DELETE WHERE { ?s ?p ?o }", "line 1, column 10: a query begins with SELECT"),
        ("SELECT *\n{ ?x no:where 1 }", "line 2, column 14: a prefix is not declared; known are"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", "The SELECT contains a variable that is unb"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "line 1, column 30: Duplicated variable name in SELECT"),
        ("SELECT * {\n  BIND(1 AS ?x) BIND(2 AS ?x) }", "line 2, column 32: cannot be read up to"),
    ],
)
def test_what_the_parser_says_is_put_in_words(query: str, said: str) -> None:
    with pytest.raises(SyntaxError) as problem:
        ox.Store().query(query)
    told = explained("query", str(problem.value))
    assert told.startswith("query, line ")
    assert said in told
    assert "[" not in told and "expected" not in told
