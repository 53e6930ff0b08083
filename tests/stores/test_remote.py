"""What only a remote store does: few requests, repair after a crash, errors that say what to do."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
import requests
import servers
from click.testing import CliRunner, Result
from samples import council, harbour, store_of

import kg
from benchmarks.generated import readings as generated
from kg import rdf
from kg.cli import cli
from kg.errors import CutOffError, StoreError
from kg.explorer.page import page
from kg.querying.running import run_query
from kg.stores import Endpoint, client, open_store, writer
from kg.stores.remote import RemoteStore
from kg.stores.writer import WRITING
from kg.views import export
from kg.views.show import show

Server = Callable[[str], str]


def kept(store: RemoteStore) -> int:
    """How many quads are there in all, what is hidden included, but for who writes now."""
    count = f"""SELECT (COUNT(*) AS ?n) WHERE {{
        GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{store._graph.value}"))
        FILTER(STR(?g) != "{store._graph.value}:writing") }}"""
    (row,) = store.client.query(count).json()["results"]["bindings"]
    return int(row["n"]["value"])


def put(store: RemoteStore, slug: str) -> None:
    """Put in the first sample article under another name."""
    told = harbour()
    renamed = replace(told, article=replace(told.article, slug=slug))
    store.replace(slug, rdf.triples(renamed))


# --- How often it asks ----------------------------------------------------------------------------

VIEWS: dict[str, tuple[int, Callable[[RemoteStore], object]]] = {
    "turtle": (10, lambda store: export(store, "turtle")),
    "jsonl": (5, lambda store: export(store, "jsonl")),
    "csv": (5, lambda store: export(store, "csv")),
    "graphml": (8, lambda store: export(store, "graphml")),
    "page": (9, page),
    "show": (12, lambda store: show(store, "karl lind")),
    "query": (1, lambda store: run_query(store, "who-met-whom")),
    "articles": (1, lambda store: store.articles()),
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_takes_a_few_requests_however_large_the_graph(server: Server, view: str) -> None:
    most, make = VIEWS[view]
    with open_store(servers.new_graph(server("oxigraph"))) as store:
        for number in range(4):
            put(store, f"a{number}")
            before = store.client.requests
            make(store)
            assert store.client.requests - before <= most


def test_an_article_takes_a_few_requests(remote: Endpoint) -> None:
    with open_store(remote) as store:
        put(store, "first")
        before = store.client.requests
        put(store, "second")
        taken = store.client.requests - before
        assert taken <= (9 if store.client.is_virtuoso else 4)
        before = store.client.requests
        put(store, "second")
        assert store.client.requests - before <= 12


# --- Cut off while writing ------------------------------------------------------------------------


class CutOff(Exception):
    """The writer is gone."""


def cut_off(store: RemoteStore, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on only so many requests reach the server."""
    send, left = store.client._send, iter(range(after))

    def fails(*args: object, **kwargs: object) -> requests.Response:
        if next(left, None) is None:
            raise CutOff
        return send(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(store.client, "_send", fails)


def test_wherever_a_writer_is_cut_off_the_next_one_puts_it_right(
    remote: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    less = replace(harbour(), facts=harbour().facts[:3])
    right, old = (store_of(council(), told).triples() for told in (harbour(), less))
    with open_store(remote) as store:
        store.replace("council", rdf.triples(council()))
        store.replace("harbour", rdf.triples(harbour()))
        size = kept(store)
    for after in range(40):
        writer = open_store(remote)
        writer.replace("harbour", rdf.triples(less))
        cut_off(writer, after, monkeypatch)
        try:
            writer.replace("harbour", rdf.triples(harbour()))
        except CutOff:
            pass
        else:
            break
        with open_store(remote) as store:
            assert store.triples() in (old, right, store_of(council()).triples())
            store.replace("harbour", rdf.triples(harbour()))
            assert store.triples() == right
            assert kept(store) == size
    assert 4 < after < 30


WRITER = """
    import sys
    sys.path[:0] = [{tests!r}]
    from dataclasses import replace
    from samples import harbour
    from kg import rdf
    from kg.stores import Endpoint, open_store
    store, reading = open_store(Endpoint.at({url!r})), harbour()
    print("ready", flush=True)
    for number in range(10_000):
        renamed = replace(reading.article, slug=f"a{{number % 5}}")
        store.replace(renamed.slug, rdf.triples(replace(reading, article=renamed)))
"""


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
def test_after_a_kill_each_article_is_wholly_in_or_out(server: Server, kind: str) -> None:
    base = server(kind)
    graph = servers.new_graph(base)
    url = f"{base}?default-graph-uri={graph.graph}"
    code = textwrap.dedent(WRITER).format(tests=str(Path(__file__).parents[1]), url=url)
    writer = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    time.sleep(0.7)
    writer.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    writer.wait()
    time.sleep(0.3)  # the server may still be at the last request
    with open_store(graph) as store:
        sizes = {len(store.contributed(node)) for node in store.article_iris()}
        assert len(sizes) == 1
        for slug in store.articles():
            store.remove(slug)
        assert kept(store) == 0


# --- Two at once ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
def test_two_do_not_write_at_once(server: Server, kind: str) -> None:
    """The first is a process of its own; it waits in the middle of its work until it is killed."""
    base = server(kind)
    remote = servers.new_graph(base)
    url = f"{base}?default-graph-uri={remote.graph}"
    code = textwrap.dedent(WRITER).format(tests=str(Path(__file__).parents[1]), url=url)
    code = code.replace("range(10_000)", "range(1)") + "\nprint('written', flush=True)\ninput()\n"
    first = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout is not None
    assert [first.stdout.readline() for _ in range(2)] == ["ready\n", "written\n"]
    with open_store(remote, create=False) as store:
        assert store.articles() == ["a0"]
        with pytest.raises(StoreError, match="another kg process writes to this graph; wait"):
            put(store, "second")
    with pytest.raises(StoreError, match="another kg process writes"):
        open_store(remote)
    first.kill()
    first.wait()
    with open_store(remote) as store:
        put(store, "second")
        assert store.articles() == ["a0", "second"]
        assert len(store.hidden(WRITING)) == 1
    with open_store(remote, create=False) as store:
        assert not store.hidden(WRITING)


def test_a_writer_elsewhere_is_taken_for_gone_when_it_is_silent(
    remote: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = open_store(remote)
    monkeypatch.setattr(writer, "_HOST", "0123456789ab")
    put(elsewhere, "first")
    monkeypatch.undo()
    with pytest.raises(StoreError, match="another kg process writes"):
        open_store(remote)
    monkeypatch.setattr(writer, "SILENCE", -1)
    with open_store(remote) as store:
        put(store, "second")


# --- Limits of servers ----------------------------------------------------------------------------


def test_no_answer_is_cut_off_in_silence(server: Server) -> None:
    with open_store(servers.new_graph(server("virtuoso"))) as store:
        put(store, "first")
        assert len(store) > servers.MOST_ROWS  # what the store asks for itself comes in pages
        with pytest.raises(StoreError, match=rf"{servers.MOST_ROWS} rows at most.*LIMIT"):
            run_query(store, "SELECT * { ?s ?p ?o }")


def test_where_a_question_has_too_many_rows_its_parameters_are_named(server: Server) -> None:
    with open_store(servers.new_graph(server("virtuoso"))) as store, open_store() as same:
        for one in (store, same):
            one.replace_all([rdf.contribution(reading) for reading in generated(12)])
        with pytest.raises(CutOffError) as raised:
            run_query(store, "evidence")
        assert str(raised.value).startswith(f"evidence: {store.name}: gives {servers.MOST_ROWS} ")
        assert str(raised.value).endswith(
            "; raise ResultSetMaxRows in virtuoso.ini, or ask for less with --param relation=..."
            " or --param who=..."
        )
        meets = {"relation": "meets"}
        assert run_query(store, "evidence", meets).rows == run_query(same, "evidence", meets).rows


def test_a_graph_that_virtuoso_cuts_off_is_no_answer(server: Server) -> None:
    """It does not say so itself, as it does of a table."""
    with open_store(servers.new_graph(server("virtuoso"))) as store:
        put(store, "first")
        everything, most = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", servers.MOST_ROWS
        with pytest.raises(StoreError, match=rf"{most} rows at most.*LIMIT"):
            run_query(store, everything)
        with pytest.raises(StoreError, match="LIMIT"):
            run_query(store, f"{everything} LIMIT {most + 5} OFFSET 1")
        assert len(run_query(store, f"{everything} LIMIT {most}").triples or ()) == most
        rest = run_query(store, f"{everything} limit {most} offset {most} # behind").triples or ()
        assert len(rest) == len(store) - most


def test_more_triples_than_virtuoso_takes_at_once(server: Server) -> None:
    told = harbour()
    slugs = [f"a{number}" for number in range(8)]
    renamed = [replace(told, article=replace(told.article, slug=slug)) for slug in slugs]
    bring = [rdf.contribution(r) for r in renamed]
    with open_store(servers.new_graph(server("virtuoso"))) as store:
        store.replace_all(bring)
        assert len(store) == len(store_of(*renamed)) > 1_500
        shorter = replace(council(), article=replace(council().article, slug="a0"))
        store.replace_all([rdf.contribution(shorter)])
        store._exchange(store.article_iris(), [])
        assert kept(store) == 0


# --- Addresses and who asks -----------------------------------------------------------------------


def test_an_address_says_where_and_who() -> None:
    url = "https://me:p%40ss@news.example/sparql?x=1&default-graph-uri=https://news.example/kg"
    found = Endpoint.at(url, environ={"KG_ENDPOINT_USER": "other", "KG_ENDPOINT_PASSWORD": "x"})
    assert found.url == "https://news.example/sparql?x=1"
    assert (found.user, found.password, found.graph) == ("me", "p@ss", "https://news.example/kg")
    assert str(found) == "https://news.example/sparql?x=1&default-graph-uri=https://news.example/kg"
    assert Endpoint.at(str(found), environ={}) == replace(found, user=None, password="")
    assert "p@ss" not in repr(found)


def test_what_an_address_leaves_out_is_in_the_environment() -> None:
    environ = {"KG_ENDPOINT_USER": "me", "KG_ENDPOINT_PASSWORD": "secret"}
    found = Endpoint.at("http://localhost/query", environ=environ)
    assert (found.user, found.password, found.token) == ("me", "secret", None)
    found = Endpoint.at("http://localhost/query", environ={"KG_ENDPOINT_TOKEN": "t"})
    assert (found.user, found.token) == (None, "t")


@pytest.mark.parametrize(
    "url",
    [
        "localhost:7878",
        "file:///etc/passwd",
        "http://",
        "http://[::1",
        "http://a:b:c/query",
        "http://localhost/query?default-graph-uri=no iri",
        "http://localhost/query?default-graph-uri=urn:a&default-graph-uri=urn:b",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(StoreError):
        Endpoint.at(url)


@pytest.mark.parametrize(
    ("url", "server", "update"),
    [
        ("http://h/query", "", "http://h/update"),
        ("http://h/ds/query?a=1", "", "http://h/ds/update?a=1"),
        ("http://h/ds/sparql", "fuseki", "http://h/ds/update"),
        ("http://h/sparql", "virtuoso/07", "http://h/sparql-auth"),
        ("http://h/sparql", "other", "http://h/sparql"),
        ("http://h/repositories/news", "", "http://h/repositories/news/statements"),
        ("http://h/ds", "", "http://h/ds"),
    ],
)
def test_where_updates_go_follows_from_the_address(url: str, server: str, update: str) -> None:
    asked = client.Client(Endpoint(url, user="me"))
    asked._server = server
    assert asked._update_url() == update


# --- What is wrong --------------------------------------------------------------------------------


class Answers(BaseHTTPRequestHandler):
    """In front of a server: says by the path what the test is about, or passes the request on."""

    protocol_version = "HTTP/1.1"
    behind = ""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        case, _, rest = self.path.strip("/").partition("/")
        if case == "basic" and self.headers.get("Authorization") != "Basic bWU6c2VjcmV0":
            self.reply(401, "Who are you?", **{"WWW-Authenticate": 'Basic realm="kg"'})
        elif case == "token" and self.headers.get("Authorization") != "Bearer t0ken":
            self.reply(403, "no")
        elif case.isdecimal():
            self.reply(int(case), "server \x1b[31msays\nso", Location="http://elsewhere/query")
        elif case == "page":
            self.reply(200, "<html>Welcome</html>", **{"Content-Type": "text/html"})
        elif case == "slow":
            time.sleep(1)
            self.reply(200, "{}")
        else:
            kept = {n: v for n, v in self.headers.items() if n in ("Accept", "Content-Type")}
            answer = requests.post(self.behind + "/" + rest, data=body, headers=kept, timeout=20)
            kind = answer.headers.get("Content-Type", "text/plain")
            text = answer.text[: len(answer.text) // 2] if case == "half" else answer.text
            self.reply(answer.status_code, text, **{"Content-Type": kind})

    def reply(self, status: int, text: str, **headers: str) -> None:
        self.send_response(status)
        body = b"" if status == 204 else text.encode()
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def front(behind: str = "") -> Iterator[str]:
    handler = type("Handler", (Answers,), {"behind": behind})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.shutdown()


@pytest.fixture(scope="module")
def proxy(server: Server) -> Iterator[str]:
    with front(server("oxigraph").removesuffix("/query")) as url:
        yield url


def test_user_and_password_as_the_server_wants_them(proxy: str) -> None:
    endpoint = Endpoint(f"{proxy}/basic/query", graph="urn:test:basic", user="me")
    with pytest.raises(StoreError, match="does not know this user and password"):
        open_store(endpoint)
    with pytest.raises(StoreError, match="asks for a user; set KG_ENDPOINT_USER"):
        open_store(replace(endpoint, user=None))
    with open_store(replace(endpoint, password="secret")) as store:
        put(store, "first")
        assert store.articles() == ["first"]


def test_a_token(proxy: str) -> None:
    endpoint = Endpoint(f"{proxy}/token/query", graph="urn:test:token", token="t0ken")
    with open_store(endpoint) as store:
        put(store, "first")
        assert store.articles() == ["first"]
    with pytest.raises(StoreError, match="does not allow queries"):
        open_store(replace(endpoint, token="wrong"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("404", "takes no queries.*--endpoint.*/sparql"),
        ("405", "takes no queries"),
        ("301", "has moved to http://elsewhere/query; give that address"),
        ("413", "limit"),
        ("429", "too busy"),
        ("500", "refuses this: server  .31msays$"),
        (
            "page",
            r"its answer \(text/html\) is no whole SPARQL result.*address of its query service",
        ),
        ("half/query", "is no whole SPARQL result.*try again"),
    ],
)
def test_what_a_server_says_becomes_advice(proxy: str, path: str, words: str) -> None:
    url = f"{proxy}/{path}"
    with pytest.raises(StoreError, match=words) as raised:
        open_store(Endpoint(url))
    assert str(raised.value).startswith(url) and str(raised.value).isprintable()


def test_where_updates_are_not_taken_the_option_is_named(server: Server, proxy: str) -> None:
    store = open_store(Endpoint(server("oxigraph"), update_url=f"{proxy}/404"))
    with store, pytest.raises(StoreError, match=r"takes no updates.*--update-endpoint"):
        put(store, "first")


def test_no_server_no_host_no_answer(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match="no server is running there; start it"):
        open_store(Endpoint(f"http://127.0.0.1:{servers.free_port()}/query"))
    with pytest.raises(StoreError, match="no such host"):
        open_store(Endpoint("http://nowhere.invalid/query"))
    monkeypatch.setattr(client, "ANSWER_SECONDS", 0.2)
    with pytest.raises(StoreError, match=r"no answer in 0\.2 s"):
        open_store(Endpoint(f"{proxy}/slow"))


def test_a_virtuoso_without_a_user_lets_read_and_says_who_may_write(server: Server) -> None:
    endpoint = servers.new_graph(server("virtuoso"))
    with open_store(endpoint) as store:
        put(store, "first")
    stranger = replace(endpoint, user=None, password="")
    with open_store(stranger) as store:
        assert store.articles() == ["first"]
        with pytest.raises(StoreError, match=r"does not allow updates.*KG_ENDPOINT_USER"):
            store.remove("first")
    with open_store(replace(endpoint, password="wrong")) as store:
        with pytest.raises(StoreError, match="does not know this user"):
            store.remove("first")
        assert store.articles() == ["first"]


def test_other_data_on_the_server_is_neither_seen_nor_touched(server: Server) -> None:
    with open_store(servers.new_graph(server("oxigraph"))) as store:
        store.client.update("INSERT DATA { <urn:mine> a <urn:mine> GRAPH <urn:m> { <urn:m> a 1 } }")
        assert len(store) == 0
        put(store, "first")
        store.remove("first")
        assert len(store) == kept(store) == 0
        response = store.client.query("ASK { <urn:mine> a ?x GRAPH <urn:m> { <urn:m> a ?y } }")
        assert json.loads(response.text)["boolean"] is True


# --- The command line -----------------------------------------------------------------------------

ARTICLE = "Ingrid Dahl, the mayor of Bergen, met Aino Niska in Oslo on Friday.\n"


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), prog_name="kg")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("KG_STORE", "KG_ENDPOINT", "KG_UPDATE_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "railway.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


LINK = '{"entity": "aino-niska", "same_as": "http://x.example/niska"}\n'


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
def test_every_command_works_on_an_endpoint(server: Server, kind: str, here: Path) -> None:
    base = server(kind)
    url = f"{base}?default-graph-uri={servers.new_graph(base).graph}"
    (here / "links.jsonl").write_text(LINK, encoding="utf-8")
    built = run("build", "railway.txt", "--endpoint", url, "--out", "out")
    assert built.exit_code == 0, built.output
    assert "dba:dba" not in built.output
    assert "Nothing to read" in run("build", "railway.txt", "--endpoint", url).stdout
    same = run("build", "railway.txt", "--out", "same", "--store", "store")
    assert same.exit_code == 0
    for name in ("graph.ttl", "graph.html"):
        assert (here / "out" / name).read_bytes() == (here / "same" / name).read_bytes()
    for words in (
        ["show", "Aino Niska"],
        ["query", "-q", "SELECT ?label { ?x rdfs:label ?label } ORDER BY ?label"],
        ["export", "--format", "jsonl"],
        ["validate"],
    ):
        there, here_ = run(*words, "--endpoint", url), run(*words, "--store", "store")
        assert there.exit_code == 0 and there.stdout == here_.stdout
    for place in (["--store-endpoint", url], ["--store", "store"]):
        assert run("link", "--add", "links.jsonl", *place).stdout == "Links taken in: 1\n"
    there, here_ = run("link", "--store-endpoint", url), run("link", "--store", "store")
    assert there.exit_code == 0 and "x.example/niska" in there.stdout == here_.stdout
    assert run("viz", "--endpoint", url).exit_code == 0
    assert run("remove", "railway", "--endpoint", url).exit_code == 0
    assert "Niska" not in run("export", "--endpoint", url).stdout


def test_suggestions_name_the_endpoint_unless_it_is_in_the_environment(
    server: Server, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = str(servers.new_graph(server("oxigraph")))
    told = run("build", "railway.txt", "--endpoint", url).stdout
    assert f"--endpoint '{url}'" in told
    monkeypatch.setenv("KG_ENDPOINT", url)
    (here / "railway.txt").write_text(ARTICLE + "Dahl visited Lund.\n", encoding="utf-8")
    told = run("build", "railway.txt").stdout
    assert "1 of them again" in told and "--endpoint" not in told
    assert not (here / "kg-store").exists()
    assert run("build", "railway.txt", "--store", "mine").exit_code == 0
    assert (here / "mine").is_dir()


def test_a_directory_and_an_endpoint_are_one_too_many(here: Path) -> None:
    words = ["export", "--store", "a", "--endpoint", "http://localhost/query"]
    result = run(*words)
    assert result.exit_code == 2 and "--store or --endpoint" in result.stderr
    result = run("export", "--endpoint", "nonsense")
    assert result.exit_code == 2 and "http://localhost:7878/query" in result.stderr
    result = run("export", "--store", "http://localhost/query")
    assert result.exit_code == 1 and "--endpoint" in result.stderr


def test_a_server_that_goes_away_ends_a_build_with_one_error(here: Path, proxy: str) -> None:
    (here / "second.txt").write_text(ARTICLE, encoding="utf-8")
    url = f"{proxy}/on/query"
    words = ["build", ".", "--endpoint", url, "--update-endpoint", f"{proxy}/503"]
    result = run(*words)
    assert result.exit_code == 1
    assert result.stderr.count("Error:") == 1 and "try again later" in result.stderr


def test_what_steers_a_terminal_is_not_sent_on(proxy: str, here: Path) -> None:
    result = run("query", "who-met-whom", "--endpoint", f"{proxy}/500")
    assert result.exit_code == 1 and "\x1b" not in result.stderr


def test_from_python(server: Server) -> None:
    with kg.open_store(kg.Endpoint.at(server("oxigraph"))) as store:
        assert isinstance(store, RemoteStore)
        assert isinstance(store.query("ASK { ?s ?p ?o }"), ox.QueryBoolean)
