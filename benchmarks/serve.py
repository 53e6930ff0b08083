"""How an endpoint stands up to strangers: `kg serve` beside oxigraph and rdflib-endpoint.

    python -m benchmarks.serve [--articles 200] [--seconds 60] [--clients 64]

All serve the same generated news graph on this machine, one after the other. Measured with the
same small queries: the latency on an idle server; while four queries that would run for hours are
sent one after the other, and all at once; and under many clients, with errors and memory (Linux:
the proportional set size of all its processes). Where a server knows a time limit it is 2 seconds;
a client waits 10 seconds for an answer. The peers get a third of the seconds of the load.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

from benchmarks.generated import readings
from kg import rdf
from kg.stores import open_store
from kg.vocab import PREFIXES

LIMIT = 2
PATIENCE = 10.0
HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept": "application/sparql-results+json",
}
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass(frozen=True)
class Peer:
    """A server and the command that starts it; `path` is that of its endpoint."""

    name: str
    path: str
    command: Callable[[int], list[str]]


@dataclass
class Measures:
    """Latencies in milliseconds; a request that got no answer counts with the time it waited."""

    latencies: list[float] = field(default_factory=list)
    errors: int = 0

    def at(self, share: float) -> float:
        """The latency that this share of the requests did not exceed."""
        return sorted(self.latencies)[int(share * (len(self.latencies) - 1))]


class Client:
    """Asks one server, over one connection as long as that holds."""

    def __init__(self, port: int, path: str) -> None:
        """Nothing is opened yet."""
        self._port, self._path = port, path
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, query: str) -> int:
        """The status of the answer, 0 if there is none in time."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            self._connection.request("POST", self._path, urlencode({"query": query}), HEADERS)
            answer = self._connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connection = None
            return 0

    def measure(self, query: str, measures: Measures) -> None:
        """Ask, and note how long it took."""
        begin = time.perf_counter()
        measures.errors += self.ask(query) != 200
        measures.latencies.append((time.perf_counter() - begin) * 1000)


# --- The graph and the servers --------------------------------------------------------------------


def build(directory: Path, articles: int) -> list[str]:
    """A store, a copy of it for the oxigraph server, N-Triples for rdflib; the small queries."""
    with open_store(directory / "store") as store:
        found = list(readings(articles))
        for start in range(0, len(found), 100):
            some = found[start : start + 100]
            store.replace_all([rdf.contribution(reading) for reading in some])
    opened = ox.Store(directory / "store")
    opened.backup(directory / "copy")
    opened.dump(directory / "graph.nt", ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    print(f"{articles} articles, {len(opened)} quads", flush=True)
    people = opened.query(
        "SELECT ?x { ?x a schema:Person } ORDER BY ?x LIMIT 100", prefixes=PREFIXES
    )
    assert isinstance(people, ox.QuerySolutions)
    return [f"SELECT ?p ?o WHERE {{ {row['x']} ?p ?o }} LIMIT 10" for row in people]


def peers(directory: Path) -> list[Peer]:
    """Those that are installed; for the others it is said how."""
    beside = str(Path(sys.executable).parent)
    found = [
        Peer(
            "kg serve",
            "/sparql",
            lambda port: [
                *(sys.executable, "-m", "kg", "serve", "--store", str(directory / "store")),
                *("--port", str(port), "--timeout", str(LIMIT)),
            ],
        )
    ]
    path = os.pathsep.join([beside, os.environ.get("PATH", "")])
    oxigraph = shutil.which("oxigraph", path=path)
    rdflib = shutil.which("rdflib-endpoint", path=path)
    if oxigraph:
        found.append(
            Peer(
                "oxigraph",
                "/query",
                lambda port: [
                    *(oxigraph, "serve-read-only", "--location", str(directory / "copy")),
                    *("--bind", f"127.0.0.1:{port}", "--timeout-s", str(LIMIT)),
                ],
            )
        )
    if rdflib:
        found.append(
            Peer(
                "rdflib-endpoint",
                "/",
                lambda port: [
                    *(rdflib, "serve", "--host", "127.0.0.1", "--port", str(port)),
                    str(directory / "graph.nt"),
                ],
            )
        )
    for name, program in (("oxigraph", oxigraph), ("rdflib-endpoint", rdflib)):
        if not program:
            print(f"{name} is not here: pip install {name}", file=sys.stderr)
    return found


@contextmanager
def running(peer: Peer, small: str) -> Iterator[tuple[int, int]]:
    """The port and the process id of a server that answers; it ends in the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        peer.command(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        client, deadline = Client(port, peer.path), time.monotonic() + 120
        while client.ask(small) != 200:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{peer.name} does not answer: {' '.join(peer.command(port))}")
            time.sleep(0.2)
        yield port, process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def memory(pid: int) -> float:
    """The proportional set size of a process and those it started, in MiB; 0 if not on Linux."""
    total, waiting = 0, [pid]
    while waiting:
        process = Path(f"/proc/{waiting.pop()}")
        try:
            rollup = (process / "smaps_rollup").read_text()
            total += int(rollup.partition("\nPss:")[2].split()[0])
            children = (process / "task" / process.name / "children").read_text()
            waiting += [int(child) for child in children.split()]
        except (OSError, IndexError):
            continue
    return total / 1024


# --- What is measured -----------------------------------------------------------------------------


def idle(client: Client, queries: list[str], requests: int = 400) -> Measures:
    """One request after the other, nothing else to do."""
    measures = Measures()
    for number in range(requests):
        client.measure(queries[number % len(queries)], measures)
    return measures


def beside(
    port: int, peer: Peer, queries: list[str], *, at_once: bool
) -> tuple[Measures, list[tuple[int, float]]]:
    """Small queries while four runaways run; and how each of these ended, after how long."""
    ends: list[tuple[int, float]] = []

    def run_away(_: int) -> None:
        begin = time.perf_counter()
        status = Client(port, peer.path).ask(RUNAWAY)
        ends.append((status, time.perf_counter() - begin))

    measures, client = Measures(), Client(port, peer.path)
    with ThreadPoolExecutor(4 if at_once else 1) as threads:
        runaways = [threads.submit(run_away, number) for number in range(4)]
        number = 0
        while not all(runaway.done() for runaway in runaways):
            client.measure(queries[number % len(queries)], measures)
            time.sleep(0.002)  # leave some of the processor to the runaways
            number += 1
    return measures, ends


def load(
    port: int, pid: int, peer: Peer, queries: list[str], clients: int, seconds: float
) -> tuple[Measures, float, float]:
    """Many clients at once; and the memory after a tenth of the time and at the end."""
    processes = 2
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        pool.map(abs, range(processes))  # started
        task = (port, peer.path, queries, clients // processes, seconds)
        pending = pool.starmap_async(_clients, [task] * processes)
        time.sleep(seconds / 10)
        before = memory(pid)
        results = pending.get()
    time.sleep(0.5)
    merged = Measures(
        [latency for found in results for latency in found.latencies],
        sum(found.errors for found in results),
    )
    return merged, before, memory(pid)


def _clients(port: int, path: str, queries: list[str], clients: int, seconds: float) -> Measures:
    measures = Measures()
    end = time.perf_counter() + seconds

    def ask(number: int) -> None:
        client = Client(port, path)
        while time.perf_counter() < end:
            number += 1
            client.measure(queries[number % len(queries)], measures)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return measures


def report(peer: Peer, queries: list[str], clients: int, seconds: float) -> None:
    """Measure one server and print its lines."""
    with running(peer, queries[0]) as (port, pid):
        at_rest = idle(Client(port, peer.path), queries)
        line = "{:<16} {:<22} median {:>8.2f} ms  p95 {:>8.2f} ms  {}"
        say = lambda *values: print(line.format(peer.name, *values), flush=True)  # noqa: E731
        say("idle", at_rest.at(0.5), at_rest.at(0.95), f"{at_rest.errors} errors")
        for name, at_once in (("4 runaways in turn", False), ("4 runaways at once", True)):
            measures, ends = beside(port, peer, queries, at_once=at_once)
            ratio = measures.at(0.5) / at_rest.at(0.5)
            how = ", ".join(f"{status or 'no answer'} in {took:.1f} s" for status, took in ends)
            found = f"{measures.errors} errors of {len(measures.latencies)}"
            say(name, measures.at(0.5), measures.at(0.95), f"x{ratio:.2f}; {found}; {how}")
    with running(peer, queries[0]) as (port, pid):
        measures, before, after = load(port, pid, peer, queries, clients, seconds)
        count = len(measures.latencies)
        say(
            f"{clients} clients, {seconds:.0f} s",
            measures.at(0.5),
            measures.at(0.95),
            f"{count / seconds:.0f} requests/s; {measures.errors} errors of {count};"
            f" memory {before:.0f} -> {after:.0f} MiB",
        )


def main() -> None:
    """Measure all servers that are there."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60, help="of the load")
    parser.add_argument("--clients", type=int, default=64)
    asked = parser.parse_args()
    busy = "unknown"
    if hasattr(os, "getloadavg"):
        busy = f"{os.getloadavg()[0]:.1f}"
    print(f"{os.cpu_count()} cores, load before the run {busy}")
    with tempfile.TemporaryDirectory() as made:
        queries = build(Path(made), asked.articles)
        for peer in peers(Path(made)):
            seconds = asked.seconds if peer.name == "kg serve" else asked.seconds / 3
            report(peer, queries, asked.clients, seconds)


if __name__ == "__main__":
    main()
