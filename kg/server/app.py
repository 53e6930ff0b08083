"""The routes: `/` the explorer, `/sparql` the endpoint, `/query` the editor of queries."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Collection
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import KgError, ServerError, StoreError
from kg.server import exploring
from kg.server.access import AccessLog, KnownHosts, SecurityHeaders, is_loopback
from kg.server.answers import problem
from kg.server.editor.routes import ROUTES as EDITOR
from kg.server.exchange import accepted, answered, read_body, refusal, response
from kg.server.nodes import routes as node_routes
from kg.server.protocol import Operation, ProtocolError, read_get, read_post
from kg.server.service import Service, Settings
from kg.stores import MEMORY, open_store

_log = logging.getLogger("kg.server")
_MAX_HEAD = 128 * 1024  # bytes of request line and headers: room for a query in a GET
_MAX_CONNECTIONS = 1000


async def sparql(request: Request) -> Response:
    """The SPARQL 1.1 Protocol."""
    service: Service = request.app.state.service
    endpoint = str(request.url.replace(query="", fragment=""))
    accept = accepted(request)
    try:
        operation = await _operation(request, service.settings.limits.body)
        if operation.kind == "update":
            _check_token(request, service.settings.token)
    except ProtocolError as error:
        return refusal(error)
    if operation.kind == "query":
        work = service.query(operation, accept, endpoint)
    elif operation.kind == "update":  # goes on when its client goes away
        return response(await asyncio.shield(service.update(operation, endpoint)))
    else:
        work = service.description(accept, endpoint)
    return await answered(request, work)


async def _operation(request: Request, most: int) -> Operation:
    query_string: bytes = request.scope["query_string"]
    if request.method != "POST":
        return read_get(query_string)
    body = await read_body(request, most)
    return read_post(query_string, request.headers.get("content-type", ""), body)


def _check_token(request: Request, token: str | None) -> None:
    if token is None:
        raise ProtocolError(403, "this server is read-only; start it with --writable for updates")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    right = secrets.compare_digest(given.strip().encode(), token.encode())
    if scheme.lower() != "bearer" or not right:
        raise ProtocolError(401, "an update needs the header Authorization: Bearer TOKEN")


async def _bug(request: Request, error: Exception) -> Response:
    """An answer for what should not happen, and a line in the log."""
    _log.error("this is a bug in kg, please report it: %s: %s", type(error).__name__, error)
    return response(problem(500, "the server failed to answer; its log says why"))


def application(
    store: Path,
    settings: Settings,
    ready: Callable[[], None],
    failed: Callable[[KgError], None],
    hosts: Collection[str] | None = None,
) -> Starlette:
    """The application; `ready` is called when it can answer, `failed` when it cannot.

    It answers to any name, or to those of this machine and `hosts`.
    """

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
    if hosts is not None:
        middleware.append(Middleware(KnownHosts, hosts=hosts))
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
        *node_routes.ROUTES,
        *exploring.ROUTES,
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/sparql/", sparql, methods=["GET", "POST"]),
        *EDITOR,
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
    is_local = is_loopback(listening.getsockname()[0])
    hosts = [host, *settings.hosts] if is_local or settings.hosts else None
    failures: list[KgError] = []
    config = uvicorn.Config(
        application(Path(store), settings, lambda: ready(url, articles), failures.append, hosts),
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
