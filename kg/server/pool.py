"""Worker processes, of which there is always one free for a small query.

A query that is still running after a moment is *slow*: its worker gets a low priority and gives
its place to a fresh one, so that the small queries that come after it are answered at once. A
worker that is still at it when the time is up is killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any

from kg.server.answers import Answer
from kg.server.limits import Limits

_MOMENT = 0.5  # seconds after which a query is slow
_SLOW_PRIORITY = 10
_SPARE = 2  # workers more than run at once, ready for when others become slow or die
_MAX_WAITING = 1000
#: With the server's own path, and without the directory it was started in, which `-m` would add.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from kg.server.worker import main; main()"
)


class Busy(Exception):
    """No worker came free in time."""


class TimedOut(Exception):
    """A task took longer than allowed, and was killed."""


class Crashed(Exception):
    """A worker died of a task, of too much memory or too deep nesting."""


class _Worker:
    """One process; does one task at a time."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.is_slow = False
        self.snapshot = ""

    async def is_ready(self) -> None:
        """Wait until it has started: that is not to count against the task it gets."""
        assert self._process.stdout
        await self._process.stdout.readline()

    def begin(self, task: Mapping[str, Any]) -> asyncio.Future[Answer]:
        """Do a task. The answer is Crashed when the process ends before it has answered."""
        self.snapshot = task["snapshot"]
        return asyncio.ensure_future(self._do(task))

    async def _do(self, task: Mapping[str, Any]) -> Answer:
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(json.dumps(task).encode() + b"\n")
            await self._process.stdin.drain()
            head = json.loads(await self._process.stdout.readline())
            head["body"] = await self._process.stdout.readexactly(head["body"])
        except (ConnectionError, asyncio.IncompleteReadError, json.JSONDecodeError):
            code = await self._process.wait()
            raise Crashed(_reason(code)) from None
        head["file"] = head["file"] and Path(head["file"])
        return Answer(**head)

    def slow_down(self) -> None:
        """Let the others go first from now on; there is no way back."""
        self.is_slow = True
        if not hasattr(os, "setpriority"):
            return
        pid = self._process.pid
        threads = Path(f"/proc/{pid}/task")  # Linux, where each thread has its own priority
        with contextlib.suppress(OSError):
            for one in [int(t.name) for t in threads.iterdir()] if threads.is_dir() else [pid]:
                os.setpriority(os.PRIO_PROCESS, one, _SLOW_PRIORITY)

    async def kill(self) -> None:
        """End it at once, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


class Pool:
    """Runs tasks in `size` worker processes, and in as many again that are slow.

    A task reads the snapshot last shown, unless it names another.
    """

    def __init__(self, size: int, limits: Limits) -> None:
        """No process is started before `start`."""
        self._size, self._limits = size, limits
        self._free = asyncio.Semaphore(size)
        self._free_slow = asyncio.Semaphore(size)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._current = ""
        self._waiting = 0
        self._refilling = asyncio.Lock()
        self._background: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the workers."""
        await self._refill()

    async def close(self) -> None:
        """End all of them."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await asyncio.gather(*(worker.kill() for worker in self._all))

    async def run(
        self,
        task: Mapping[str, Any],
        seconds: float,
        *,
        exclusive: bool = False,
    ) -> Answer:
        """The answer to a task that may take so long.

        `exclusive` is for a task that locks the store: when it is cut off, the worker's end, which
        frees the lock, is waited for.
        Busy, TimedOut or Crashed. When cancelled, the worker is killed.
        """
        await self._enter()
        place = self._free
        try:
            worker = self._idle.pop() if self._idle else await self._spawn()
            # Only now: while the task waited, the snapshot of then may have gone.
            doing = worker.begin({"snapshot": self._current, **task, "seconds": seconds})
            is_sound = False
            try:
                await asyncio.wait({doing}, timeout=min(_MOMENT, seconds))
                if not doing.done() and not exclusive and not self._free_slow.locked():
                    await self._free_slow.acquire()
                    place = self._make_room(worker)
                await asyncio.wait({doing}, timeout=max(seconds - _MOMENT, 0))
                if not doing.done():
                    raise TimedOut
                answer = doing.result()
                is_sound = not worker.is_slow
                return answer
            finally:
                doing.cancel()
                if is_sound:
                    self._idle.append(worker)
                elif exclusive:
                    await self._replace(worker)
                else:
                    self._later(self._replace(worker))
        finally:
            place.release()

    async def run_apart(self, task: Mapping[str, Any], seconds: float) -> Answer:
        """The answer to a long task, from a process of its own that lets all others go first.

        TimedOut or Crashed. When cancelled, the process has ended.
        """
        worker = await self._spawn(is_slow=True)
        doing = worker.begin({"snapshot": self._current, **task, "seconds": seconds})
        try:
            await asyncio.wait({doing}, timeout=seconds)
            if not doing.done():
                raise TimedOut
            return doing.result()
        finally:
            doing.cancel()
            await worker.kill()
            self._all.discard(worker)

    def _make_room(self, worker: _Worker) -> asyncio.Semaphore:
        """Let another worker take the place of a slow one; the place that it has from now on."""
        worker.slow_down()
        self._free.release()
        self._later(self._refill())
        return self._free_slow

    async def show(self, snapshot: str) -> None:
        """Read this snapshot from now on."""
        self._current = snapshot
        await self.refresh()

    async def refresh(self) -> None:
        """Let idle workers that have an old snapshot open the current one."""
        stale = [worker for worker in self._idle if worker.snapshot != self._current]
        self._idle = [worker for worker in self._idle if worker not in stale]
        task = {"task": "open", "snapshot": self._current, "seconds": 60}
        opening = (worker.begin(task) for worker in stale)
        for worker, result in zip(
            stale, await asyncio.gather(*opening, return_exceptions=True), strict=True
        ):
            if isinstance(result, BaseException):
                self._later(self._replace(worker))
            else:
                self._idle.append(worker)

    def is_reading(self, snapshot: str) -> bool:
        """Whether a worker has a snapshot open."""
        return any(worker.snapshot == snapshot for worker in self._all)

    async def _enter(self) -> None:
        if self._waiting >= _MAX_WAITING:
            raise Busy
        self._waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self._limits.patience)
        except TimeoutError:
            raise Busy from None
        finally:
            self._waiting -= 1

    async def _spawn(self, *, is_slow: bool = False) -> _Worker:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-c", _START, json.dumps(sys.path)),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=os.environ | {"RUST_BACKTRACE": "0", "MALLOC_ARENA_MAX": "2"},
        )
        worker = _Worker(process)
        self._all.add(worker)
        if is_slow:
            worker.slow_down()
        assert process.stdin
        process.stdin.write(json.dumps(dataclasses.asdict(self._limits)).encode() + b"\n")
        try:
            await worker.is_ready()
        except asyncio.CancelledError:
            self._all.discard(worker)
            await worker.kill()
            raise
        return worker

    async def _replace(self, worker: _Worker) -> None:
        await worker.kill()
        self._all.discard(worker)
        await self._refill()

    async def _refill(self) -> None:
        """Start what is missing of the workers that are not slow."""
        async with self._refilling:
            ready = sum(not worker.is_slow for worker in self._all)
            missing = self._size + _SPARE - ready
            self._idle += await asyncio.gather(*(self._spawn() for _ in range(missing)))

    def _later(self, work: Coroutine[None, None, None]) -> None:
        """Do it in the background; the loop itself would forget a task that nobody holds."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)


def _reason(code: int) -> str:
    """What a worker died of, from its exit code (the signal, on POSIX)."""
    if code == -6:  # SIGABRT: no more memory
        return "this needs more memory than allowed; ask for less, or for fewer combinations"
    return "this broke the process that ran it, most likely by deep nesting; simplify it"
