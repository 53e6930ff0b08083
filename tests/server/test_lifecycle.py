"""A server from its start to its end: builds beside it, signals, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.server.conftest import filled
from tests.server.running import Server, serving

ARTICLE = """Lanport and Vessby sign a treaty

The mayor of Lanport, Ada Verling, met Oskar Brandt in Vessby on Monday.
"""
COUNT = "SELECT ?article { ?article a schema:NewsArticle }"


def kg(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def left_behind(store: Path) -> list[Path]:
    return [path for path in store.parent.iterdir() if path.name.startswith(".kg-serve")]


def articles(server: Server) -> set[str]:
    return {row["article"].rpartition("/")[2] for row in server.query(COUNT).rows}


def wait_for(server: Server, expected: set[str]) -> None:
    deadline = time.monotonic() + 30
    while (found := articles(server)) != expected:
        assert found, "every answer is a whole one"
        assert time.monotonic() < deadline, found
        time.sleep(0.1)


def test_a_build_beside_the_server_is_served_when_it_is_done(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    (tmp_path / "treaty.txt").write_text(ARTICLE, "utf-8")
    with serving(store) as server:
        assert articles(server) == {"harbour", "council"}
        built = kg("build", tmp_path / "treaty.txt", "--store", store)
        assert built.returncode == 0, built.stderr
        wait_for(server, {"harbour", "council", "treaty"})
        assert "Verling" in server.ask("GET", "/").text
        removed = kg("remove", "harbour", "--store", store)
        assert removed.returncode == 0, removed.stderr
        wait_for(server, {"council", "treaty"})
        time.sleep(0.2)
        (workspace,) = left_behind(store)
        assert len([path for path in workspace.iterdir() if path.is_dir()]) == 1
    assert left_behind(store) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_it_and_leave_nothing(tmp_path: Path, number: signal.Signals) -> None:
    store = filled(tmp_path / "store")
    with serving(store) as server:
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        connection = socket.create_connection((server.host, server.port))
        target = f"/sparql?query={endless.replace(' ', '+').replace('?', '%3F')}"
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.3)
        workers = children(server.process.pid)
        assert workers
        server.process.send_signal(number)
        code = server.process.wait(30)
        connection.close()
        assert code == (0 if number == signal.SIGINT else -signal.SIGTERM)
        assert "Traceback" not in "".join(server.log)
        assert not any(is_running(pid) for pid in workers)
    assert left_behind(store) == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see processes")
def test_what_a_killed_server_leaves_goes_with_the_next_one(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    with serving(store) as server:
        workers = children(server.process.pid)
        server.process.kill()
        server.process.wait(30)
        assert left_behind(store)
        deadline = time.monotonic() + 30
        while any(is_running(pid) for pid in workers):  # their input has ended
            assert time.monotonic() < deadline
            time.sleep(0.05)
    with serving(store) as server, serving(store) as second:
        assert len(left_behind(store)) == 2  # those of living servers stay
        assert articles(server) == articles(second)
    assert left_behind(store) == []


def children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(pid) for pid in listed.read_text().split()] if listed.exists() else []


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    try:
        return "State:\tZ" not in status.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_what_cannot_be_served_is_told_in_a_line(tmp_path: Path) -> None:
    missing = kg("serve", "--store", tmp_path / "none")
    assert missing.returncode == 1
    assert "kg build" in missing.stderr
    store = filled(tmp_path / "store")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = kg("serve", "--store", store, "--port", port)
    assert refused.returncode == 1
    assert f"127.0.0.1:{port}" in refused.stderr
    assert "--port" in refused.stderr
    assert len(refused.stderr.splitlines()) <= 2


def test_it_says_who_can_reach_it(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    with serving(store, "--cors", "https://editor.example") as server:
        assert "read-only, to this machine only" in server.introduction
        asked = {"Origin": "https://editor.example"}
        reply = server.ask("GET", "/sparql?query=ASK%7B%7D", headers=asked)
        assert reply.headers["access-control-allow-origin"] == "https://editor.example"
        other = server.ask(
            "GET", "/sparql?query=ASK%7B%7D", headers={"Origin": "https://x.example"}
        )
        assert "access-control-allow-origin" not in other.headers
