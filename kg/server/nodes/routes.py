"""The addresses of nodes."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.server.exchange import accepted, answered
from kg.server.service import Service
from kg.views.turtle import SEGMENTS


async def node(request: Request) -> Response:
    """What is known of the node at this path, in the form that the client prefers."""
    service: Service = request.app.state.service
    page = request.query_params.get("page", "1")
    task = {
        "task": "node",
        "kind": request.url.path.split("/")[1],
        "name": request.path_params["name"],
        "base": request.query_params.get("base"),
        "page": int(page) if re.fullmatch(r"[0-9]{1,6}", page, re.ASCII) else 1,
        "accept": accepted(request),
        "known": request.headers.get("if-none-match", ""),
    }
    return await answered(request, service.answer(task))


ROUTES = [Route(f"/{kind}/{{name:path}}", node, methods=["GET"]) for kind in SEGMENTS]
