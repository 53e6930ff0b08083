"""The addresses of the explorer: itself, and what it asks for while it is used."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.server.answers import Answer
from kg.server.exchange import response, while_connected
from kg.server.service import Service, Task


async def explorer(request: Request) -> Response:
    """The graph as an interactive page."""
    service: Service = request.app.state.service
    return response(await while_connected(request, service.page()))


async def neighbourhood(request: Request) -> Response:
    """What is said about one entity, or about that of a statement: `?entity=` or `?statement=`."""
    return await _part(request, "entity", "statement")


async def text(request: Request) -> Response:
    """An article with its text: `?article=`."""
    return await _part(request, "article")


async def search(request: Request) -> Response:
    """The entities that are called so: `?q=`."""
    accept = ",".join(request.headers.getlist("accept"))
    words = request.query_params.get("q", "")
    return await _answer(request, {"task": "search", "words": words, "accept": accept})


async def _part(request: Request, *kinds: str) -> Response:
    given = [(kind, request.query_params[kind]) for kind in kinds if kind in request.query_params]
    if len(given) != 1:
        told = " or ".join(f"{kind}=IRI" for kind in kinds)
        return response(Answer(400, body=f"ask with one {told}\n".encode()))
    ((kind, iri),) = given
    return await _answer(request, {"task": "part", "kind": kind, "iri": iri})


async def _answer(request: Request, task: Task) -> Response:
    service: Service = request.app.state.service
    return response(await while_connected(request, service.answer(task)))


ROUTES = [
    Route("/", explorer, methods=["GET"]),
    Route("/neighbourhood", neighbourhood, methods=["GET"]),
    Route("/text", text, methods=["GET"]),
    Route("/search", search, methods=["GET"]),
]
