"""SPARQL servers, PyPI's `oxigraph` and Virtuoso, each on a free port of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import requests

from kg.stores import Endpoint

# Few rows at most, so that every longer answer has to be asked for in pages.
VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
NumberOfBuffers = 10000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
ServerThreads = 4
MaxKeepAlives = 4
[SPARQL]
ResultSetMaxRows = {most_rows}
"""
MOST_ROWS = 200

_NUMBERS = count()


def new_graph(url: str) -> Endpoint:
    """A graph of that server which no other test uses."""
    return Endpoint.at(f"{url}?default-graph-uri=urn:test:{next(_NUMBERS)}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def found(program: str) -> str:
    """The path of a program; FileNotFoundError when it is not installed."""
    here = sysconfig.get_path("scripts")
    path = shutil.which(program, path=here) or shutil.which(program)
    if path is None:
        raise FileNotFoundError(f"{program} is not installed")
    return path


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """A running Oxigraph, its data in `folder`; the address that takes queries."""
    address = f"127.0.0.1:{free_port()}"
    command = [found("oxigraph"), "serve", "--location", str(folder), "--bind", address]
    with _running(command, folder, f"http://{address}/query") as url:
        yield url


@contextmanager
def virtuoso(folder: Path, most_rows: int = MOST_ROWS) -> Iterator[str]:
    """A running Virtuoso, its data in `folder`; the address with the user who may write."""
    program, port = found("virtuoso-t"), free_port()
    ini = VIRTUOSO.format(port=port, sql_port=free_port(), most_rows=most_rows)
    (folder / "virtuoso.ini").write_text(ini)
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, folder, f"http://127.0.0.1:{port}/sparql"):
        yield f"http://dba:dba@127.0.0.1:{port}/sparql"


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[str]:
    with (folder / "output").open("wb") as output:
        server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        _wait(server, url, folder / "output")
        yield url
    finally:
        server.kill()
        server.wait()


def _wait(server: subprocess.Popen[bytes], url: str, output: Path) -> None:
    for _ in range(600):
        try:
            if requests.post(url, data={"query": "ASK { }"}, timeout=5).ok:
                return
        except requests.ConnectionError:
            pass
        assert server.poll() is None, output.read_text()
        time.sleep(0.1)
    raise AssertionError(f"no answer from {url}: {output.read_text()}")
