"""The routes of the editor: the page, the files it asks for, and values for parameters."""

from __future__ import annotations

import json

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.server.editor.contents import POLICY, contents
from kg.server.exchange import answered, read_body, refusal
from kg.server.protocol import ProtocolError
from kg.server.service import Service

_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


async def page(request: Request) -> Response:
    """The editor."""
    found = await run_in_threadpool(contents)
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    return Response(found.page, headers=headers, media_type="text/html")


async def part(request: Request) -> Response:
    """A file that the page asks for, which a browser may keep: another has another address."""
    found = await run_in_threadpool(contents)
    name = request.path_params["name"]
    if request.path_params["digest"] != found.digest or name not in found.parts:
        return refusal(ProtocolError(404, "no such part of the editor; load /query anew"))
    media_type, content = found.parts[name]
    return Response(content, headers=_FOR_GOOD, media_type=media_type)


async def bind(request: Request) -> Response:
    """A query with values put into its parameters, from `{"query": TEXT, "values": {NAME: TEXT}}`.

    The answer is the query as SPARQL; 400 says which value is no good.
    """
    service: Service = request.app.state.service
    try:
        query, values = _asked(await read_body(request, service.settings.limits.body))
    except ProtocolError as error:
        return refusal(error)
    return await answered(request, service.bind(query, values))


def _asked(body: bytes) -> tuple[str, dict[str, str]]:
    try:
        asked = json.loads(body)
        query, values = asked["query"], asked["values"]
    except (ValueError, KeyError, TypeError):
        raise ProtocolError(400, 'send {"query": TEXT, "values": {NAME: TEXT}}') from None
    if not isinstance(query, str) or not isinstance(values, dict):
        raise ProtocolError(400, '"query" is a text and "values" an object')
    return query, {name: str(value) for name, value in values.items()}


ROUTES = [
    Route("/query", page, methods=["GET"]),
    Route("/query/bind", bind, methods=["POST"]),
    Route("/query/{digest}/{name}", part, methods=["GET"]),
]
