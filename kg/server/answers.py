"""What a query gives, written out whole before anything of it is sent."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import QueryRefused
from kg.querying.sparql import graphs_from, refuse_dangerous, tokens
from kg.server import negotiation
from kg.server.limits import MIB, Limits
from kg.stores.contributions import HIDDEN
from kg.vocab import PREFIXES

_INLINE = MIB // 4
#: What stands between or behind rows (and elsewhere only by a rare chance, inside a text), and how
#: many of them there are when there is no row.
_ROW = {
    ox.QueryResultsFormat.JSON: (b"},{", -1),
    ox.QueryResultsFormat.XML: (b"</result>", 0),
    ox.QueryResultsFormat.CSV: (b"\r\n", 1),
    ox.QueryResultsFormat.TSV: (b"\n", 1),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer: its body, or the file that holds it; `headers` beside the usual ones."""

    status: int
    media_type: str = "text/plain"
    body: bytes = b""
    file: Path | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def problem(status: int, message: str) -> Answer:
    """An answer that says in a line what is wrong."""
    return Answer(status, body=f"{message}\n".encode())


class TooLarge(Exception):
    """An answer has more rows or bytes than allowed."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it came: its text, what the client accepts, and the dataset it names, if any."""

    sparql: str
    accept: str
    base: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    allowed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What is queried: a store, and which of its named graphs may be seen."""

    store: ox.Store
    named_graphs: Sequence[ox.NamedNode | ox.BlankNode]


def source(store: ox.Store) -> Source:
    """All of a store but its hidden graphs."""
    return Source(
        store,
        [
            graph
            for graph in store.named_graphs()
            if isinstance(graph, ox.BlankNode) or not graph.value.startswith(HIDDEN)
        ],
    )


def answer(source: Source, query: Query, limits: Limits, file: Path) -> Answer:
    """The answer to a query; a large one is put into `file`.

    QueryError when it may not be run, SyntaxError when it is malformed, TooLarge when there is
    more than `limits` allow.
    """
    refuse_dangerous(query.sparql, query.allowed)
    default, named = _dataset(source, query)
    found = source.store.query(
        query.sparql,
        base_iri=query.base,
        prefixes=PREFIXES,
        default_graph=default,
        named_graphs=named,
    )
    offers: dict[str, ox.QueryResultsFormat] | dict[str, ox.RdfFormat]
    if isinstance(found, ox.QueryTriples):
        offers = negotiation.GRAPHS
    elif isinstance(found, ox.QueryBoolean):
        offers = negotiation.BOOLEANS
    else:
        offers = negotiation.TABLES
    media_type = negotiation.chosen(query.accept, offers)
    if media_type is None:
        return Answer(406, body=f"this query can be answered in {', '.join(offers)}".encode())
    form = offers[media_type]
    row = _ROW[form] if isinstance(form, ox.QueryResultsFormat) else None
    with Sink(limits, file, row) as sink:
        write(found, form, sink)
        return sink.answer(media_type)


def write(
    found: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple],
    form: ox.QueryResultsFormat | ox.RdfFormat,
    sink: Sink,
    prefixes: dict[str, str] = PREFIXES,
) -> None:
    """Write what was found in a format that fits it; TooLarge when it is too much."""
    out = cast("IO[bytes]", sink)
    try:
        if isinstance(form, ox.QueryResultsFormat):
            assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
            found.serialize(out, format=form)
        else:
            assert not isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
            ox.serialize(sink.counted(found), out, format=form, prefixes=prefixes)
    except Exception:
        if sink.problem:  # the engine wraps what the sink raises
            raise TooLarge(sink.problem) from None
        raise


def _dataset(
    source: Source, query: Query
) -> tuple[list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph], list[ox.NamedNode | ox.BlankNode]]:
    """The graphs the query sees: as the request says, else as it says itself, else all.

    Given to the engine in any case, since that also overrides what the query says itself: the
    hidden graphs cannot be named.
    """
    default: Sequence[str] = query.default_graphs
    named: Sequence[str] = query.named_graphs
    if not default and not named and "from" in query.sparql.lower():
        default, named = _own_dataset(query)
        _refuse_unknown({*default, *named}, source)
    if default or named:
        return [*_visible(default)], [*_visible(named)]
    return [ox.DefaultGraph()], list(source.named_graphs)


def _refuse_unknown(graphs: Iterable[str], source: Source) -> None:
    """Other engines fetch what FROM names, so that an empty answer would be taken for its data."""
    here = {graph.value for graph in source.named_graphs}
    for graph in sorted(graphs):
        if graph not in here:
            raise QueryRefused(
                f"FROM <{graph}>: no graph here has that name, and none is fetched; leave FROM out,"
                " as all of the graph is in the default graph"
            )


def _visible(graphs: Iterable[str]) -> Iterator[ox.NamedNode]:
    return (ox.NamedNode(graph) for graph in graphs if not graph.startswith(HIDDEN))


def _own_dataset(query: Query) -> tuple[list[str], list[str]]:
    """What FROM and FROM NAMED say; the engine itself resolves their IRIs."""
    default, named = graphs_from(tokens(query.sparql))
    if not default and not named:
        return [], []
    forms = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
    prologue = next(t.start for t in tokens(query.sparql) if t.is_word(*forms))
    terms = " ".join(f"({graph} AS ?g{n})" for n, graph in enumerate([*default, *named]))
    resolved = ox.Store().query(
        f"{query.sparql[:prologue]} SELECT {terms} {{}}", base_iri=query.base, prefixes=PREFIXES
    )
    assert isinstance(resolved, ox.QuerySolutions)
    graphs = [graph.value for graph in next(resolved)]
    return graphs[: len(default)], graphs[len(default) :]


class Sink(io.RawIOBase):
    """Takes an answer as it is written: in memory at first, in a file when it grows."""

    def __init__(self, limits: Limits, file: Path, row: tuple[bytes, int] | None = None) -> None:
        """`row` is what marks each row in the format that is written, if it is counted there."""
        self._limits, self._path = limits, file
        self._mark, without_rows = row or (b"", 0)
        self._out: IO[bytes] = io.BytesIO()
        self._size, self._rows = 0, -without_rows
        self._tail = b""
        self._is_whole = False
        self.problem = ""

    def write(self, chunk: bytes) -> int:  # type: ignore[override]
        """Take a piece; TooLarge, also kept as `problem`, when it is one too many."""
        self._size += len(chunk)
        if self._size > self._limits.answer:
            self._refuse(f"{self._limits.answer // MIB} MiB")
        if self._mark:
            seen = self._tail + chunk
            self._count(seen.count(self._mark))
            self._tail = seen[len(seen) - len(self._mark) + 1 :] if len(self._mark) > 1 else b""
        if self._size > _INLINE and isinstance(self._out, io.BytesIO):
            written = self._out.getvalue()
            self._out = self._path.open("wb")
            self._out.write(written)
        return self._out.write(chunk)

    def counted(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
        """The triples, which count as rows."""
        for triple in triples:
            self._count(1)
            yield triple

    def answer(self, media_type: str) -> Answer:
        """All that was written."""
        self._is_whole = True
        if isinstance(self._out, io.BytesIO):
            return Answer(200, media_type, self._out.getvalue())
        return Answer(200, media_type, file=self._path)

    def close(self) -> None:
        """Finish the file, or remove it when the answer is not whole."""
        self._out.close()
        if not self._is_whole:
            self._path.unlink(missing_ok=True)
        super().close()

    def _count(self, rows: int) -> None:
        self._rows += rows
        if self._rows > self._limits.rows:
            self._refuse(f"{self._limits.rows:,} rows")

    def _refuse(self, allowed: str) -> None:
        self.problem = f"the answer has more than {allowed}; ask for less with LIMIT and OFFSET"
        raise TooLarge(self.problem)
