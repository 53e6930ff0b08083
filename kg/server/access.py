"""Around every answer: one line in the log, and headers that keep browsers careful."""

from __future__ import annotations

import logging
import re
import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger("kg.server.access")


class AccessLog:
    """Logs client, method, path, status, bytes and milliseconds; never what was asked."""

    def __init__(self, app: ASGIApp) -> None:
        """Around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, then log it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin, status, size = time.perf_counter(), 0, 0

        async def watched(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            client = (scope.get("client") or ("-", 0))[0]
            path = re.sub(r"[^\x21-\x7e]", "?", scope["raw_path"].decode("latin-1"))[:200]
            milliseconds = (time.perf_counter() - begin) * 1000
            line = (
                f"{client} {scope['method']} {path} {status or '-'} {size} B {milliseconds:.0f} ms"
            )
            _log.info("%s", line)


class SecurityHeaders:
    """Answers are data: not to be guessed about, framed, run, or read by other sites."""

    def __init__(self, app: ASGIApp) -> None:
        """Around `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add headers to its answer."""

        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Frame-Options"] = "DENY"
                # A page has a policy of its own for what it runs, in a header or, as the explorer,
                # in its text; all of them hold.
                is_page = headers.get("content-type", "").startswith("text/html")
                headers.append(
                    "Content-Security-Policy",
                    "frame-ancestors 'none'" if is_page else "default-src 'none'; sandbox",
                )
            await send(message)

        await self._app(scope, receive, careful)
