"""The explorer's page is drawn ahead: behind all else, one at a time, and gone with the server."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.server.conftest import filled
from tests.server.running import TOKEN, Server, serving
from tests.server.test_lifecycle import children, is_running
from tests.server.test_live import large

pytestmark = pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="needs /proc to see processes and their priorities"
)
NICE = 10


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return large(tmp_path_factory.mktemp("drawn") / "store")


@pytest.fixture
def server(store: Path) -> Iterator[Server]:
    with serving(store, "--workers", "1", "--writable", KG_TOKEN=TOKEN) as server:
        yield server


def drawers(server: Server) -> list[int]:
    """The processes of the server that let all others go first."""
    return [pid for pid in children(server.process.pid) if niceness(pid) == NICE]


def niceness(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[16])
    except (FileNotFoundError, ProcessLookupError):
        return None


def wait_until(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def say(server: Server, name: str) -> None:
    """Call somebody whom everybody met by another name; the page shows it."""
    hub = "https://example.org/kg/entity/hub-alund"
    text = f"DELETE {{ <{hub}> rdfs:label ?old }} INSERT {{ <{hub}> rdfs:label {name!r} }}"
    assert server.update(f"{text} WHERE {{ <{hub}> rdfs:label ?old }}").status == 204


def test_it_is_drawn_before_anybody_asks_and_only_once(server: Server) -> None:
    wait_until(lambda: drawers(server))
    assert server.query("ASK {}").status == 200  # the other workers are free
    wait_until(lambda: not drawers(server))
    before = children(server.process.pid)
    assert "Hub Alund" in server.ask("GET", "/").text
    assert children(server.process.pid) == before, "no process drew it for this request"


def test_who_comes_early_waits_for_the_drawing_that_goes_on(server: Server) -> None:
    wait_until(lambda: drawers(server))
    before = drawers(server)
    assert "Hub Alund" in server.ask("GET", "/").text
    wait_until(lambda: not drawers(server))
    assert len(before) == 1


def test_many_changes_do_not_pile_up_and_nothing_old_is_shown(server: Server) -> None:
    wait_until(lambda: drawers(server))
    seen: set[int] = set()
    for name in ("Ann One", "Bea Two", "Cid Three"):
        say(server, name)
        assert len(drawers(server)) <= 1
        seen.update(drawers(server))
    page = server.ask("GET", "/").text
    assert "Cid Three" in page
    assert "Bea Two" not in page
    wait_until(lambda: not drawers(server))
    assert len(seen) <= 1, "changes that follow each other are drawn once"
    say(server, "Hub Alund")
    wait_until(lambda: drawers(server))  # again by itself


def test_it_ends_with_the_server(server: Server) -> None:
    wait_until(lambda: drawers(server))
    workers = children(server.process.pid)
    server.process.terminate()
    server.process.wait(20)
    assert not any(map(is_running, workers))


def test_nothing_outlives_a_server_that_was_killed(tmp_path: Path) -> None:
    with serving(filled(tmp_path / "store"), "--timeout", "600") as server:
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        with socket.create_connection((server.host, server.port)) as connection:
            target = f"/sparql?query={quote(endless)}"
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            wait_until(lambda: len(drawers(server)) == 2)  # that query, and the drawing
            workers = children(server.process.pid)
            server.process.kill()
            server.process.wait(20)
        wait_until(lambda: not any(map(is_running, workers)))
