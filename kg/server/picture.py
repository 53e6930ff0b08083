"""The explorer's page, drawn before somebody asks for it.

Drawing a large graph takes seconds. So it begins by itself a moment after the server has come up,
and after each change of what is served, in a process that lets all others go first. There is one
such process at a time, and none while changes follow each other. A page that has become old is
never given: it may show what was taken out. Who comes before the new one is ready waits for the
rest of its drawing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine
from typing import Any

from kg.server.answers import Answer

_MOMENT = 1.0  # seconds without a change, after which it is worth drawing


class Picture:
    """The page of what is served now; `renew` it at each change, `close` it in the end."""

    def __init__(self, draw: Callable[[], Coroutine[Any, Any, Answer]]) -> None:
        """`draw` draws what is served when it is called; cancelled, it leaves nothing behind."""
        self._draw = draw
        self._one = asyncio.Lock()
        self._planned: asyncio.TimerHandle | None = None
        self._current: asyncio.Task[Answer] | None = None
        self._is_awaited = False
        self._all: set[asyncio.Task[Answer]] = set()

    async def page(self) -> Answer:
        """The page, drawn now if it has not been; it is drawn on when who asks goes away."""
        drawing = self._begin()
        self._is_awaited = True
        return await asyncio.shield(drawing)

    async def renew(self) -> None:
        """What is served has changed: draw it anew; a drawing nobody waits for is given up."""
        old, is_awaited = self._current, self._is_awaited
        self._current, self._is_awaited = None, False
        if self._planned:
            self._planned.cancel()
        self._planned = asyncio.get_running_loop().call_later(_MOMENT, self._begin)
        if old and not is_awaited:
            await _give_up([old])

    async def close(self) -> None:
        """End what goes on."""
        if self._planned:
            self._planned.cancel()
        await _give_up(self._all)

    def _begin(self) -> asyncio.Task[Answer]:
        """The drawing of what is served now; one that failed is begun again."""
        if self._current is None or _has_failed(self._current):
            self._current = asyncio.create_task(self._drawn())
            self._all.add(self._current)
            self._current.add_done_callback(self._all.discard)
        return self._current

    async def _drawn(self) -> Answer:
        async with self._one:
            return await self._draw()


def _has_failed(drawing: asyncio.Task[Answer]) -> bool:
    if not drawing.done():
        return False
    return bool(drawing.cancelled() or drawing.exception() or drawing.result().status != 200)


async def _give_up(drawings: Collection[asyncio.Task[Answer]]) -> None:
    for drawing in drawings:
        drawing.cancel()
    await asyncio.gather(*drawings, return_exceptions=True)
