"""What a page of the explorer asks its server for, made in a worker: parts of the graph as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.explorer import live
from kg.server import negotiation
from kg.server.answers import Answer, TooLarge, problem
from kg.server.limits import MIB, Limits
from kg.server.nodes import pages
from kg.server.nodes.finding import Addresses
from kg.stores import Store
from kg.views.names import NameIndex
from kg.views.rows import Reader

JSON = "application/json"
FOUND = 50
"""A search gives so many names."""


def page(store: Store) -> Answer:
    """The explorer itself."""
    return Answer(200, "text/html", live.live_page(store).encode())


def part(store: Store, task: Mapping[str, Any], limits: Limits) -> Answer:
    """The part of the graph around an "entity" or a "statement", or an "article" with its text.

    404 when there is none; ValueError when it is no IRI.
    """
    kind, node = task["kind"], ox.NamedNode(task["iri"])
    try:
        if kind == "article":
            return _json(live.article(store, node), limits)
        centre = live.subject_of(store, node) if kind == "statement" else node
        return _json({"centre": centre.value, **live.neighbourhood(store, centre)}, limits)
    except NotFoundError as error:
        return problem(404, str(error))


def search(
    store: Store,
    names: NameIndex,
    addresses: Addresses,
    task: Mapping[str, Any],
    limits: Limits,
) -> Answer:
    """The entities that are called so, as JSON or as a page."""
    offers = ("text/html", JSON)
    media_type = negotiation.chosen(task["accept"], dict.fromkeys(offers))
    if media_type is None:
        return problem(406, f"this can be given as {', '.join(offers)}")
    found = names.find(task["words"], FOUND)
    if media_type != JSON:
        html = pages.found(store, task["words"], found, addresses)
        return Answer(200, media_type, html.encode())
    reader = Reader(store)
    reader.fetch_names(one.node for one in found)
    return _json(live.names((reader.describe(one.node), one.told) for one in found), limits)


def _json(data: object, limits: Limits) -> Answer:
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if len(body) > limits.answer:
        raise TooLarge(f"the answer has more than {limits.answer // MIB} MiB")
    return Answer(200, JSON, body)
