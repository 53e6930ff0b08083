"""Around every answer: a line in the log, whom it is for, headers that keep browsers careful."""

from __future__ import annotations

import ipaddress
import logging
import re
import time
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
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


class KnownHosts:
    """Answers only to names of this machine, or those given.

    A page of another site can let its own name lead to 127.0.0.1, and would then be the same site
    as what is served here (DNS rebinding); its name is in the header Host, and gives it away.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        """Around `app`; `hosts` are names without port that are known beside those of loopback."""
        self._app, self._hosts = app, frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 421 (RFC 9110 section 15.5.20)."""
        if scope["type"] != "http" or self._is_known(Headers(scope=scope).get("host", "")):
            await self._app(scope, receive, send)
            return
        words = "this server does not answer to that name; start it with --allow-host NAME\n"
        await PlainTextResponse(words, 421)(scope, receive, send)

    def _is_known(self, header: str) -> bool:
        host = re.sub(r":[0-9]*$", "", header).strip("[]").rstrip(".").lower()
        return not host or host in self._hosts or is_loopback(host)


def is_loopback(host: str) -> bool:
    """Whether a name or address means the machine itself, wherever it is asked for."""
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761 section 6.3
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
