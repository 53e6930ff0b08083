"""Which node of the graph an address means: a path and, if the store has several bases, a base."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox

from kg.server.nodes.forms import Form
from kg.slugs import segment
from kg.stores import Store
from kg.views.turtle import SEGMENTS
from kg.vocab import KG, RDF, SCHEMA

_NEAR = 5


@dataclass(frozen=True, slots=True)
class Addresses:
    """Tells the address of a node on this server, relative to that of the explorer."""

    bases: Sequence[str]
    """The base IRIs that minted nodes of the store lie under, sorted: mostly one."""

    def path(self, iri: str) -> str | None:
        """`entity/ada-berg`, with `?base=...` where that is needed; None for other IRIs."""
        for base in self.bases:
            kind, slash, name = iri.removeprefix(base).partition("/")
            if iri.startswith(base) and kind in SEGMENTS and slash and name and "#" not in name:
                return f"{kind}/{name}{self._which(base)}"
        return None

    def form(self, node: ox.NamedNode, form: Form) -> str:
        """`ada-berg.ttl`, with `?base=...` where that is needed: relative to that of the node."""
        return f"{segment(node.value)}.{form.ending}{self.which(node)}"

    def which(self, node: ox.NamedNode) -> str:
        """What tells the base that a minted node lies under from the others, "" without others."""
        return self._which(next((b for b in self.bases if node.value.startswith(b)), ""))

    def _which(self, base: str) -> str:
        return f"?base={quote(base, safe='')}" if len(self.bases) > 1 else ""


def found(
    store: Store, addresses: Addresses, kind: str, name: str, base: str | None
) -> list[ox.NamedNode]:
    """The nodes that an address means: one for each base under which there is one."""
    path = f"{kind}/{quote(name, safe='-._~')}"
    bases = [one for one in addresses.bases if base in (None, one)]
    nodes = [ox.NamedNode(one + path) for one in bases] if name else []
    return [node for node in nodes if any(True for _ in store.match(node))]


def near(store: Store, kind: str, name: str) -> list[ox.NamedNode]:
    """Nodes of this kind whose name is like this one, the most alike first."""
    if kind == "statement":
        return []  # a hash is like no other
    if kind == "article":
        known = store.article_iris()
    else:
        mentioned = {node for _, _, node in store.match(None, KG.mentions)}
        known = [node for node in mentioned if isinstance(node, ox.NamedNode)]
    by_name: dict[str, list[ox.NamedNode]] = {}
    for node in known:
        by_name.setdefault(segment(node.value), []).append(node)
    wanted = name.lower()
    holding = sorted(other for other in by_name if wanted and wanted in other)
    alike = difflib.get_close_matches(wanted, by_name, n=_NEAR, cutoff=0.6)
    names = [*dict.fromkeys([*alike, *holding])][:_NEAR]
    return [node for each in names for node in sorted(by_name[each], key=str)]


def kind_of(store: Store, node: ox.NamedNode) -> str:
    """Whether a node is shown as an "article", a "statement", or an "entity" of any kind."""
    kinds = {kind for _, _, kind in store.match(node, RDF.type)}
    if KG.Statement in kinds:
        return "statement"
    return "article" if SCHEMA.NewsArticle in kinds else "entity"
