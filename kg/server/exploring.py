"""The addresses of the explorer: itself, and what it asks for while it is used."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.server.answers import problem
from kg.server.exchange import accepted, answered, response
from kg.server.service import Service, Task


async def explorer(request: Request) -> Response:
    """The graph as an interactive page."""
    service: Service = request.app.state.service
    return await answered(request, service.page())


async def neighbourhood(request: Request) -> Response:
    """What is said about one entity, or about that of a statement: `?entity=` or `?statement=`."""
    return await _part(request, "entity", "statement")


async def text(request: Request) -> Response:
    """An article with its text: `?article=`."""
    return await _part(request, "article")


async def search(request: Request) -> Response:
    """The entities that are called so: `?q=`."""
    words = request.query_params.get("q", "")
    task = {"task": "search", "words": words, "accept": accepted(request)}
    return await _answer(request, task)


async def _part(request: Request, *kinds: str) -> Response:
    given = [(kind, request.query_params[kind]) for kind in kinds if kind in request.query_params]
    if len(given) != 1:
        told = " or ".join(f"{kind}=IRI" for kind in kinds)
        return response(problem(400, f"ask with one {told}"))
    ((kind, iri),) = given
    return await _answer(request, {"task": "part", "kind": kind, "iri": iri})


async def _answer(request: Request, task: Task) -> Response:
    service: Service = request.app.state.service
    return await answered(request, service.answer(task))


ROUTES = [
    Route("/", explorer, methods=["GET"]),
    Route("/neighbourhood", neighbourhood, methods=["GET"]),
    Route("/text", text, methods=["GET"]),
    Route("/search", search, methods=["GET"]),
]
