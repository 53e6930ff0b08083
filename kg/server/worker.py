"""The process that runs queries, and that dies of those that take too much.

Started by `kg.server.pool`. It reads tasks from standard input, a JSON object a line, the first
line being the limits. It writes a line when it is ready, and for each task a JSON object in a line
and as many bytes of body as that says.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from kg.errors import KgError, NotFoundError, QueryError, QueryRefused
from kg.querying.prepared import read
from kg.querying.running import bound
from kg.querying.sparql import explained
from kg.server import answers, description, negotiation
from kg.server.answers import Answer, Query, Sink, TooLarge, problem
from kg.server.limits import Limits
from kg.server.protocol import ProtocolError
from kg.server.updates import guarded
from kg.stores.embedded import EmbeddedStore, is_lock_error
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from kg.server.nodes.finding import Addresses
    from kg.views.names import NameIndex

try:
    import resource
except ImportError:  # Windows: no limit on memory
    resource = None  # type: ignore[assignment]

_STACK = 256 << 20  # bytes; deep queries need a deep stack, and what is not used costs nothing
_HEARTBEAT = 1.0  # seconds between looks whether the server is still there
_GRACE = 5.0  # seconds after which a worker ends by itself, if the server is gone

Task = dict[str, Any]


class _Snapshot:
    """An open snapshot, with what is read of it once, when it is needed."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.source = answers.source(ox.Store.read_only(path))
        self.store = EmbeddedStore(self.source.store, "this graph")

    @cached_property
    def names(self) -> NameIndex:
        from kg.views.names import NameIndex

        return NameIndex(self.store)

    @cached_property
    def addresses(self) -> Addresses:
        from kg.server.nodes.finding import Addresses
        from kg.views.turtle import bases

        return Addresses(bases(self.store))


class Worker:
    """Does tasks; keeps the snapshot of the last one open."""

    def __init__(self, limits: Limits) -> None:
        """Nothing is open yet."""
        self._limits = limits
        self._snapshot: _Snapshot | None = None
        self._tasks: dict[str, Callable[[Task], Answer]] = {
            "open": self._open,
            "query": self._query,
            "bind": self._bind,
            "update": self._update,
            "snapshot": self._back_up,
            "page": self._page,
            "description": self._describe,
            "node": self._node,
            "part": self._part,
            "search": self._search,
        }

    def do(self, task: Task) -> Answer:
        """The answer to a task; what is wrong with it is an answer too."""
        try:
            return self._tasks[task["task"]](task)
        except QueryRefused as error:
            return problem(403, str(error))
        except SyntaxError as error:
            return problem(400, explained(task["task"], str(error)))
        except (QueryError, NotFoundError, ValueError) as error:
            return problem(400, str(error))
        except ProtocolError as error:
            return problem(error.status, str(error))
        except TooLarge as error:
            return problem(422, str(error))
        except MemoryError:
            return problem(500, "this needs more memory than allowed; ask for less")
        except (RuntimeError, OSError, KgError) as error:
            if is_lock_error(error):
                return problem(503, "another process is writing to the store; try again soon")
            return problem(500, str(error).splitlines()[0])

    def _seen(self, task: Task) -> _Snapshot:
        if self._snapshot is None or self._snapshot.path != task["snapshot"]:
            self._snapshot = None  # closes the one before
            self._snapshot = _Snapshot(task["snapshot"])
        return self._snapshot

    def _open(self, task: Task) -> Answer:
        self._seen(task)
        return Answer(204)

    def _query(self, task: Task) -> Answer:
        query = Query(**task["query"])
        return answers.answer(self._seen(task).source, query, self._limits, Path(task["file"]))

    def _bind(self, task: Task) -> Answer:
        store = EmbeddedStore(self._seen(task).source.store, task["name"])
        sparql = bound(read("query", task["sparql"]), task["values"], store)
        return Answer(200, "application/sparql-query", sparql.encode())

    def _update(self, task: Task) -> Answer:
        using, using_named = task["using"], task["using_named"]
        update = guarded(task["sparql"], using, using_named, task["allowed"])
        store = ox.Store(task["store"])
        try:
            store.update(update, base_iri=task["base"], prefixes=PREFIXES)
        except SyntaxError:  # tell the place in the text as it came
            ox.Store().update(task["sparql"], base_iri=task["base"], prefixes=PREFIXES)
            raise
        store.backup(task["snapshot"])
        return Answer(204)

    def _back_up(self, task: Task) -> Answer:
        ox.Store(task["store"]).backup(task["snapshot"])
        return Answer(204)

    # What makes pages is large and not everybody asks for it: it is imported when somebody does.

    def _page(self, task: Task) -> Answer:
        from kg.server.parts import page

        return page(self._seen(task).store)

    def _part(self, task: Task) -> Answer:
        from kg.server.parts import part

        return part(self._seen(task).store, task, self._limits)

    def _search(self, task: Task) -> Answer:
        from kg.server.parts import search

        seen = self._seen(task)
        return search(seen.store, seen.names, seen.addresses, task, self._limits)

    def _node(self, task: Task) -> Answer:
        from kg.server.nodes.answering import answer

        seen = self._seen(task)
        return answer(seen.store, seen.addresses, task, self._limits)

    def _describe(self, task: Task) -> Answer:
        media_type = negotiation.chosen(task["accept"], negotiation.GRAPHS)
        if media_type is None:
            offers = ", ".join(negotiation.GRAPHS)
            return problem(406, f"add query=... to ask; the description comes in {offers}")
        triples = description.describe(
            self._seen(task).source, task["endpoint"], is_writable=task["is_writable"]
        )
        with Sink(self._limits, Path(task["file"])) as sink:
            answers.write(triples, negotiation.GRAPHS[media_type], sink, description.PREFIXES)
            return sink.answer(media_type)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Ends the process when the server, which should have, has not; nothing can catch it."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _limit_memory(allowed: int) -> None:
    """Allow so many bytes more of address space than the process has now (Linux)."""
    statm = Path("/proc/self/statm")
    if resource is None or not statm.exists():
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pages = int(statm.read_text().split()[0])
    most = pages * resource.getpagesize() + allowed
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _work(tasks: BinaryIO, out: BinaryIO) -> None:
    limits = Limits(**json.loads(tasks.readline()))
    _limit_memory(limits.memory)
    worker = Worker(limits)
    out.write(b"ready\n")
    out.flush()
    for line in tasks:
        task = json.loads(line)
        with _alarm(task["seconds"] + _GRACE):
            answer = worker.do(task)
        head = dataclasses.asdict(answer) | {
            "file": answer.file and str(answer.file),
            "body": len(answer.body),
        }
        out.write(json.dumps(head).encode() + b"\n" + answer.body)
        out.flush()


def main() -> None:
    """Work until standard input ends, or the server does."""
    server = os.getppid()
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_work, args=(sys.stdin.buffer, out))
    thread.start()
    while thread.is_alive():
        thread.join(_HEARTBEAT)
        if os.getppid() != server:  # it was killed; Windows does not tell
            os._exit(1)
