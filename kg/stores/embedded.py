"""The graph in an embedded Oxigraph store; an article goes in or out in one transaction."""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.contribution import Contribution
from kg.errors import StoreError
from kg.slugs import segment
from kg.stores.base import QueryAnswer, Store
from kg.stores.contributions import HIDDEN, Exchange
from kg.vocab import PREFIXES, Node, Spo

if TYPE_CHECKING:
    from rdflib import Graph

MEMORY = ":memory:"


def open_store(path: str | Path = MEMORY, *, create: bool = True) -> EmbeddedStore:
    """The store in the directory `path`, or a new one in memory for ":memory:".

    A missing or empty directory becomes a store, unless `create` is False. StoreError when there
    is none, when something else is there, or when another process has it open.
    """
    if str(path) == MEMORY:
        return EmbeddedStore(ox.Store(), MEMORY)
    directory = Path(path)
    _check_directory(directory, create)
    patience = time.monotonic() + PATIENCE
    while True:
        try:
            directory.mkdir(parents=True, exist_ok=True)
            return EmbeddedStore(ox.Store(directory), str(path))
        except (OSError, RuntimeError) as error:  # RuntimeError: its files are damaged
            if not is_lock_error(error) or time.monotonic() > patience:
                raise _explained(error, path) from None
        time.sleep(0.02)


PATIENCE = 1.0
"""Seconds to wait for a store in use: a server has it for a moment now and then."""


def is_lock_error(error: Exception) -> bool:
    """Whether a store could not be opened because another process has it open."""
    return re.search(r"\block (file|hold)\b", str(error)) is not None


def _check_directory(directory: Path, create: bool) -> None:
    if directory.exists() and not directory.is_dir():
        raise StoreError(
            f"{directory}: is a file, a store is a directory; name another with --store DIR"
        )
    try:
        is_empty = not directory.exists() or not any(directory.iterdir())
    except OSError as error:
        raise _explained(error, directory) from None
    if is_empty and not create:
        raise StoreError(
            f"{directory}: no store is there yet; make one with"
            f" kg build SOURCE... --store {directory}"
        )
    if not is_empty and not (directory / "CURRENT").exists():
        raise StoreError(
            f"{directory}: holds other files and no store; name a new or empty directory"
            " with --store DIR"
        )


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _explained(error: Exception, path: str | Path, what: str = "opened as a store") -> StoreError:
    if is_lock_error(error):
        return StoreError(
            f"{path}: another kg process has this store open;"
            " wait until it has ended, or use another with --store DIR"
        )
    if isinstance(error, PermissionError):
        return StoreError(
            f"{path}: may not be read or written; change its permissions,"
            " or use another with --store DIR"
        )
    reason = str(error).splitlines()[0]
    if any(os.strerror(code) in reason for code in _NO_ROOM):
        return StoreError(
            f"{path}: no room is left on its disk; make room there and run the same command again,"
            " nothing is half-written"
        )
    return StoreError(f"{path}: cannot be {what} ({reason}); move it away and build it again")


class EmbeddedStore(Store):
    """The graph in an Oxigraph store of this process."""

    def __init__(self, store: ox.Store, name: str) -> None:
        """`name` is what messages call it: its directory, or ":memory:"."""
        self._store, self.name = store, name

    def close(self) -> None:
        """Give the directory back, so that another process can open it."""
        self._store = ox.Store()

    def query(self, sparql: str) -> QueryAnswer:
        """Run a SPARQL query, as every store does."""
        return self._store.query(sparql, prefixes=PREFIXES, named_graphs=self._named(sparql))

    def _named(self, sparql: str) -> list[ox.NamedNode | ox.BlankNode]:
        """The graphs a query may name: those that an update made, never the hidden ones.

        Looked for only when they are asked for, as there is a hidden one for each article.
        """
        if "graph" not in sparql.lower():
            return []
        named = self._store.named_graphs()
        return [g for g in named if isinstance(g, ox.BlankNode) or not g.value.startswith(HIDDEN)]

    def match(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Node | None = None,
    ) -> Iterator[Spo]:
        """The triples of the graph that have these terms, None matching any; in no order."""
        for quad in self._store.quads_for_pattern(subject, predicate, object, ox.DefaultGraph()):
            yield cast(Spo, (quad.subject, quad.predicate, quad.object))

    def described(
        self,
        nodes: Collection[ox.NamedNode],
        predicates: Collection[ox.NamedNode] | None = None,
    ) -> Iterator[ox.Triple]:
        """The triples of the graph with one of these subjects, and predicates if any are given."""
        for node in nodes:
            for predicate in [None] if predicates is None else predicates:
                for triple in self.match(node, predicate):
                    yield ox.Triple(*triple)

    def seen(self, triples: Collection[ox.Triple]) -> set[ox.Triple]:
        """Those of `triples` that are in the graph."""
        return {triple for triple in triples if ox.Quad(*triple) in self._store}

    def hidden(self, graph: ox.NamedNode) -> set[ox.Triple]:
        """The triples of a graph that queries do not see."""
        return {quad.triple for quad in self._store.quads_for_pattern(None, None, None, graph)}

    def hiding(
        self, triples: Collection[ox.Triple], but: Collection[ox.NamedNode]
    ) -> set[ox.Triple]:
        """Those of `triples` that are in a graph which queries do not see, `but` not counted."""
        return {triple for triple in triples if self._is_hidden(triple, but)}

    def _is_hidden(self, triple: ox.Triple, but: Collection[ox.NamedNode]) -> bool:
        subject, predicate, value = triple
        graphs = (q.graph_name for q in self._store.quads_for_pattern(subject, predicate, value))
        return any(
            isinstance(graph, ox.NamedNode) and graph.value.startswith(HIDDEN) and graph not in but
            for graph in graphs
        )

    def _exchange(self, gone: Iterable[ox.NamedNode], brought: Sequence[Contribution]) -> None:
        """Bulk loading cannot take anything out: articles that only add go in by it before others.

        Few displace a name or class that is seen.
        """
        gone = list(gone)
        there = {segment(article.value) for article in gone}
        new = [one for one in brought if one.slug not in there]
        if sum(len(one.own) for one in new) >= BULK:
            seen = Exchange(self, [], new)
            displacing = seen.displacing()
            adding = [one for one in new if displacing.isdisjoint(one.shared)]
            self._put(Exchange(self, [], adding) if displacing else seen, [], adding)
            added = {one.slug for one in adding}
            brought = [one for one in brought if one.slug not in added]
        if gone or brought:
            super()._exchange(gone, brought)

    def exchange(self, gone: Collection[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Both in one transaction; plain adding skips the parser, and bulk loading much else."""
        try:
            if gone:
                text = f"DELETE DATA {{ {_data(gone)} }} ; INSERT DATA {{ {_data(new)} }}"
                self._store.update(text)
                return
            rest = iter(new)
            some = list(islice(rest, BULK))
            if len(some) < BULK:
                self._store.extend(some)
            else:  # one after the other, as all of them at once take much memory
                self._store.bulk_extend(chain(some, rest))
        except (OSError, RuntimeError) as error:
            raise _explained(error, self.name, "written to") from None

    def graph(self) -> Graph:
        """An rdflib Graph over the same store: a view, what one changes the other shows."""
        from oxrdflib import OxigraphStore  # a quarter of a second, for those who want one
        from rdflib import Graph
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        graph = Graph(OxigraphStore(store=self._store), identifier=DATASET_DEFAULT_GRAPH_ID)
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        return graph


BULK = 20_000
"""From so many quads on, bulk loading pays; it too is all or nothing, also under kill -9."""


def _data(quads: Iterable[ox.Quad]) -> str:
    """Quads as SPARQL data blocks; str() of a term is N-Triples, in which text is escaped."""
    return " ".join(
        f"{triple} ." if graph == ox.DefaultGraph() else f"GRAPH {graph} {{ {triple} }}"
        for triple, graph in ((quad.triple, quad.graph_name) for quad in quads)
    )
