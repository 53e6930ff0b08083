"""The service behind the routes: tasks for the workers, and snapshots that follow the store."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import StoreError
from kg.server.answers import Answer, problem
from kg.server.limits import Limits
from kg.server.picture import Picture
from kg.server.pool import Busy, Crashed, Pool, TimedOut
from kg.server.protocol import Operation
from kg.server.snapshots import Signature, Workspace, is_locked, signature

_log = logging.getLogger("kg.server")
_WATCH = 1.0  # seconds between looks at the store
_PAGE_SECONDS = 120.0  # in which the explorer's page is drawn


Task = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is served, and what others may do with it."""

    limits: Limits = field(default_factory=Limits)
    workers: int = field(default_factory=lambda: max(4, os.cpu_count() or 1))
    """How many queries run at once."""
    token: str | None = None
    """Who has it may update; without one nobody may."""
    origins: Sequence[str] = ()
    """The web pages that may ask (CORS): `https://host`, or `*` for all."""
    allowed: Sequence[str] = ()
    """The addresses that SERVICE and LOAD may name."""
    hosts: Sequence[str] = ()
    """The names it is asked by, beside those of this machine, when only this machine reaches it."""


class Service:
    """Answers operations. Made inside a running event loop; `start`, then `close`."""

    def __init__(self, store: Path, settings: Settings) -> None:
        """StoreError when there is no place for snapshots."""
        self._store, self.settings = store, settings
        try:
            self._workspace = Workspace(store)
        except OSError as error:
            raise StoreError(f"{store}: no place for snapshots ({error})") from None
        self._pool = Pool(settings.workers, settings.limits)
        self._snapshot = ""
        self._old: list[str] = []
        self._seen: Signature = ()
        self._picture = Picture(self._draw)
        self._writing = asyncio.Lock()

    async def start(self) -> None:
        """Start the workers on a snapshot. StoreError when the store cannot be read."""
        await self._pool.start()
        answer = await self._renew({"task": "snapshot"})
        if answer.status != 204:
            raise StoreError(f"{self._store}: {answer.body.decode().strip()}")

    async def close(self) -> None:
        """End the workers and remove the snapshots."""
        await self._picture.close()
        await self._pool.close()
        self._workspace.close()

    async def watch(self) -> None:
        """Take a new snapshot whenever the store has changed and nobody writes to it any more."""
        store, before = self._store, self._seen
        while True:
            await asyncio.sleep(_WATCH)
            now = signature(store)  # empty while there is no store, which must not be made here
            if now and now == before != self._seen and not is_locked(store):
                async with self._writing:
                    answer = await self._renew({"task": "snapshot"})
                if answer.status == 204:
                    _log.info("the store has changed: its new content is served")
                elif answer.status != 503:
                    _log.warning("no new snapshot: %s", answer.body.decode().strip())
            before = now

    async def query(self, operation: Operation, accept: str, endpoint: str) -> Answer:
        """The answer to a query."""
        query = {
            "sparql": operation.sparql,
            "accept": accept,
            "base": endpoint,
            "default_graphs": operation.default_graphs,
            "named_graphs": operation.named_graphs,
            "allowed": list(self.settings.allowed),
        }
        return await self.answer({"task": "query", "query": query})

    async def bind(self, sparql: str, values: Mapping[str, str]) -> Answer:
        """A query with values for its parameters, which may name what is in the graph."""
        task = {"task": "bind", "sparql": sparql, "values": values, "name": str(self._store)}
        return await self.answer(task)

    async def update(self, operation: Operation, endpoint: str) -> Answer:
        """Do an update; the next query sees it."""
        task = {
            "task": "update",
            "sparql": operation.sparql,
            "base": endpoint,
            "using": operation.default_graphs,
            "using_named": operation.named_graphs,
            "allowed": list(self.settings.allowed),
        }
        async with self._writing:
            return await self._renew(task)

    async def description(self, accept: str, endpoint: str) -> Answer:
        """What the service says of itself."""
        task = {"task": "description", "accept": accept, "endpoint": endpoint}
        return await self.answer({**task, "is_writable": self.settings.token is not None})

    async def page(self) -> Answer:
        """The explorer, drawn once for each snapshot."""
        return await self._picture.page()

    async def _draw(self) -> Answer:
        seconds = max(_PAGE_SECONDS, self._seconds)
        work = self._pool.run_apart({"task": "page"}, seconds)
        answer = await self._outcome(work, "page", seconds)
        await self._remove_old()
        return answer

    @property
    def _seconds(self) -> float:
        return self.settings.limits.seconds

    async def answer(self, task: Task) -> Answer:
        """The answer of a worker that reads the current snapshot."""
        task = {**task, "file": str(self._workspace.new())}
        answer = await self._run(task)
        await self._remove_old()
        return answer

    async def _renew(self, task: Task) -> Answer:
        """Do a task that makes a snapshot of the store, and show that from now on."""
        snapshot = str(self._workspace.new())
        store = str(self._store)
        task = {**task, "store": store, "snapshot": snapshot}
        answer = await self._run(task, exclusive=True)
        if answer.status == 204:
            self._seen = signature(self._store)
            if self._snapshot:
                self._old.append(self._snapshot)
            self._snapshot = snapshot
            await self._pool.show(snapshot)
            await self._picture.renew()
            await self._remove_old()
        return answer

    async def _run(self, task: Task, *, exclusive: bool = False) -> Answer:
        work = self._pool.run(task, self._seconds, exclusive=exclusive)
        return await self._outcome(work, str(task["task"]), self._seconds)

    async def _outcome(self, work: Awaitable[Answer], what: str, seconds: float) -> Answer:
        """What comes of a task; an answer that says why, when nothing does."""
        try:
            return await work
        except Busy:
            return problem(503, "the server is busy; try again in a few seconds")
        except TimedOut:
            return problem(
                504,
                f"the {what} took longer than {seconds:g} seconds and was cut off; ask for less",
            )
        except Crashed as error:
            _log.warning("a worker died of a %s: %s", what, error)
            return problem(500, str(error))

    async def _remove_old(self) -> None:
        """Remove the snapshots that nobody reads any more."""
        if not self._old:
            return
        await self._pool.refresh()
        for snapshot in [s for s in self._old if not self._pool.is_reading(s)]:
            self._old.remove(snapshot)
            with contextlib.suppress(OSError):  # on Windows, while a file of it is open
                shutil.rmtree(snapshot)
