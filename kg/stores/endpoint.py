"""Where a remote store is: the address of its query service, its graph, and who asks."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

import pyoxigraph as ox

from kg.errors import StoreError

DEFAULT_GRAPH = "https://w3id.org/news-kg/graph"
"""The named graph of a remote store that holds the graph, unless the address names another."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The query service at `url`, the update service if it is not where it is looked for.

    `graph` is the IRI of the named graph that holds the graph. Either `user` and `password`, or a
    `token`, or none of them.
    """

    url: str
    update_url: str | None = None
    graph: str = DEFAULT_GRAPH
    user: str | None = None
    password: str = field(default="", repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def at(
        cls, url: str, update_url: str | None = None, environ: Mapping[str, str] = os.environ
    ) -> Endpoint:
        """Read an address, `http://USER:PASSWORD@host/sparql?default-graph-uri=IRI` at its longest.

        What it leaves out is taken from KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or
        KG_ENDPOINT_TOKEN. StoreError when it is no address, or has no such graph.
        """
        clean, user, password, graph = _split(url)
        if user is None:
            user, password = (environ.get(f"KG_ENDPOINT_{n}", "") for n in ("USER", "PASSWORD"))
        return cls(
            clean,
            _split(update_url)[0] if update_url else None,
            graph or DEFAULT_GRAPH,
            user or None,
            password or "",
            environ.get("KG_ENDPOINT_TOKEN") or None,
        )

    def __str__(self) -> str:
        """The address with its graph, as it can be given again, without user and password."""
        if self.graph == DEFAULT_GRAPH:
            return self.url
        graph = urlencode({"default-graph-uri": self.graph}, safe=":/")
        return f"{self.url}{'&' if '?' in self.url else '?'}{graph}"


def _split(url: str) -> tuple[str, str | None, str | None, str | None]:
    """An address without what is secret, user, password, and the graph it names."""
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        shown = re.sub(r"//[^/@]*@", "//", url)
        raise StoreError(f"{shown}: is no web address; give one like http://localhost:7878/query")
    fields = parse_qsl(parts.query, keep_blank_values=True)
    graphs = [value for name, value in fields if name == "default-graph-uri"]
    rest = urlencode([(name, value) for name, value in fields if name != "default-graph-uri"])
    host = parts.netloc.rpartition("@")[2]
    clean = urlunsplit(parts._replace(netloc=host, query=rest, fragment=""))
    if len(graphs) > 1:
        raise StoreError(f"{clean}: names {len(graphs)} graphs; give one default-graph-uri")
    for graph in graphs:
        try:
            ox.NamedNode(graph)
        except ValueError:
            raise StoreError(f"{clean}: {graph!r} is no IRI; name a graph by an IRI") from None
    user, password = (part and unquote(part) for part in (parts.username, parts.password))
    return clean, user, password, graphs[0] if graphs else None
