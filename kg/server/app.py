"""The routes: `/` the explorer, `/sparql` the endpoint."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from kg.errors import KgError, ServerError, StoreError
from kg.server.access import AccessLog, SecurityHeaders
from kg.server.answers import Answer
from kg.server.limits import MIB
from kg.server.protocol import Operation, ProtocolError, read_get, read_post
from kg.server.service import Service, Settings
from kg.stores import MEMORY, open_store

_log = logging.getLogger("kg.server")
_CHUNK = MIB // 4
_BODY_SECONDS = 30.0  # in which a client must have sent its request
_MAX_HEAD = 128 * 1024  # bytes of request line and headers: room for a query in a GET
_MAX_CONNECTIONS = 1000
_RETRY_AFTER = "5"


async def explorer(request: Request) -> Response:
    """The graph as an interactive page."""
    service: Service = request.app.state.service
    return _response(await _while_connected(request, service.page()))


async def sparql(request: Request) -> Response:
    """The SPARQL 1.1 Protocol."""
    service: Service = request.app.state.service
    endpoint = str(request.url.replace(query="", fragment=""))
    accept = ",".join(request.headers.getlist("accept"))
    try:
        operation = await _operation(request, service.settings.limits.body)
        if operation.kind == "update":
            _check_token(request, service.settings.token)
    except ProtocolError as error:
        return _refusal(error)
    if operation.kind == "query":
        work = service.query(operation, accept, endpoint)
    elif operation.kind == "update":  # goes on when its client goes away
        return _response(await asyncio.shield(service.update(operation, endpoint)))
    else:
        work = service.description(accept, endpoint)
    return _response(await _while_connected(request, work))


async def _operation(request: Request, most: int) -> Operation:
    query_string: bytes = request.scope["query_string"]
    if request.method != "POST":
        return read_get(query_string)
    try:
        body = await asyncio.wait_for(_body(request, most), _BODY_SECONDS)
    except TimeoutError:
        raise ProtocolError(408, "the body of the request did not come in time") from None
    except ClientDisconnect:
        raise ProtocolError(499, "the client has gone") from None
    return read_post(query_string, request.headers.get("content-type", ""), body)


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise ProtocolError(413, f"a request may have {most // MIB} MiB; send less at once")
    return bytes(body)


def _check_token(request: Request, token: str | None) -> None:
    if token is None:
        raise ProtocolError(403, "this server is read-only; start it with --writable for updates")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    right = secrets.compare_digest(given.strip().encode(), token.encode())
    if scheme.lower() != "bearer" or not right:
        raise ProtocolError(401, "an update needs the header Authorization: Bearer TOKEN")


async def _while_connected(request: Request, work: Awaitable[Answer]) -> Answer:
    """The answer, unless the client goes away: then the work is cancelled, and nobody reads 499."""
    answering = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return answering.result() if answering.done() else Answer(499)
    finally:
        answering.cancel()
        leaving.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _refusal(error: ProtocolError) -> Response:
    answer = _response(Answer(error.status, body=f"{error}\n".encode()))
    if error.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="kg"'
    return answer


def _response(answer: Answer) -> Response:
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if answer.status == 503:
        headers["Retry-After"] = _RETRY_AFTER
    if answer.status == 204:
        return Response(status_code=204, headers=headers)
    if answer.file is None:
        return Response(answer.body, answer.status, headers, answer.media_type)
    file = answer.file.open("rb")
    if os.name == "posix":  # elsewhere it stays until the server ends
        answer.file.unlink()
    headers["Content-Length"] = str(os.fstat(file.fileno()).st_size)

    async def chunks() -> AsyncIterator[bytes]:
        with file:
            async for chunk in iterate_in_threadpool(iter(lambda: file.read(_CHUNK), b"")):
                yield chunk

    return StreamingResponse(chunks(), answer.status, headers, answer.media_type)


async def _bug(request: Request, error: Exception) -> Response:
    """An answer for what should not happen, and a line in the log."""
    _log.error("this is a bug in kg, please report it: %s: %s", type(error).__name__, error)
    return _response(Answer(500, body=b"the server failed to answer; its log says why\n"))


def application(
    store: Path,
    settings: Settings,
    ready: Callable[[], None],
    failed: Callable[[KgError], None],
) -> Starlette:
    """The application; `ready` is called when it can answer, `failed` when it cannot."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            service = app.state.service = Service(store, settings)
            try:
                await service.start()
                watching = asyncio.create_task(service.watch())
                ready()
                yield
                watching.cancel()
            finally:
                await service.close()
        except KgError as error:
            failed(error)
            raise

    middleware = [Middleware(AccessLog), Middleware(SecurityHeaders)]
    if settings.origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.origins),
                allow_methods=["GET", "POST"],
                allow_headers=["Authorization"],
            )
        )
    routes = [
        Route("/", explorer, methods=["GET"]),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/sparql/", sparql, methods=["GET", "POST"]),
    ]
    return Starlette(
        routes=routes,
        middleware=middleware,
        lifespan=lifespan,
        exception_handlers={Exception: _bug},
    )


def serve(
    store: str | Path = "kg-store",
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    settings: Settings | None = None,
    ready: Callable[[str, int], None] = lambda url, articles: None,
) -> None:
    """Serve a store over HTTP until SIGINT (KeyboardInterrupt) or SIGTERM.

    `port` 0 takes any free one. `ready` is called with the address and the number of articles when
    the server answers. StoreError when there is no store (who may write makes one) or it cannot be
    served, ServerError when nobody can listen there.
    """
    settings = settings or Settings()
    if str(store) == MEMORY:
        raise StoreError("a store in memory cannot be served; build one with --store DIR")
    with open_store(store, create=settings.token is not None) as opened:
        articles = len(opened.articles())
    listening = _listening(host, port)
    url = _url(listening)
    failures: list[KgError] = []
    config = uvicorn.Config(
        application(Path(store), settings, lambda: ready(url, articles), failures.append),
        access_log=False,  # ours shows no query
        log_config=None,
        lifespan="on",
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=_MAX_HEAD,
        limit_concurrency=_MAX_CONNECTIONS,
        timeout_graceful_shutdown=1,
    )
    uvicorn.Server(config).run(sockets=[listening])
    if failures:
        raise failures[0]


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise ServerError(
            f"{host}:{port} cannot be listened on ({error.strerror or error});"
            " choose another with --port, or end what listens there"
        ) from None
    # An answer is sent in two pieces: without this the second waits for the client's next word.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
