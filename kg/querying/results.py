"""What a query gives, and the forms in which people and programs take it.

The W3C forms (csv, tsv, json, xml) are exactly as the recommendations "SPARQL 1.1 Query Results"
have them: programs read them, and nothing is changed in a cell, not even one that a spreadsheet
would take for a formula. For spreadsheets there is `kg export --format csv`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError, QueryError
from kg.vocab import PREFIXES, XSD

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("table", "csv", "tsv", "json", "xml", "markdown", "turtle")
_W3C = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
# What would be markup in a Markdown cell; an underscore is none inside a word.
_MARKDOWN = re.compile(r"[\\`*\[\]<>|&~]|(?<![^\W_])_|_(?![^\W_])")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Cell = str | None


@dataclass(frozen=True)
class QueryResult:
    """What a query gives: a table (`columns`, `rows`), a `boolean`, or `triples`.

    `triples` is None unless the query makes a graph. Read from what the engine wrote when it is
    asked for.
    """

    _w3c: bytes = b""
    triples: tuple[ox.Triple, ...] | None = None

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the variables; none for a boolean or a graph."""
        solutions = self._solutions()
        return tuple(variable.value for variable in solutions.variables) if solutions else ()

    @cached_property
    def terms(self) -> tuple[tuple[Term | None, ...], ...]:
        """The rows as RDF terms."""
        return tuple(tuple(row) for row in self._solutions() or ())

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows as text: the words of a literal, the IRI of a node, or None."""
        return tuple(tuple([_text(term) for term in row]) for row in self._solutions() or ())

    @cached_property
    def boolean(self) -> bool | None:
        """The answer to ASK; None for a table or a graph."""
        answer = self._read()
        return bool(answer) if isinstance(answer, ox.QueryBoolean) else None

    def _solutions(self) -> ox.QuerySolutions | None:
        answer = self._read()
        return answer if isinstance(answer, ox.QuerySolutions) else None

    def _read(self) -> ox.QuerySolutions | ox.QueryBoolean | None:
        if self.triples is not None:
            return None
        return ox.parse_query_results(self._w3c, format=ox.QueryResultsFormat.JSON)

    def to(self, format: str) -> str:
        """The result as one of FORMATS: "table" is plain text, "turtle" is for a graph.

        QueryError when the result has no such form.
        """
        if format not in FORMATS:
            raise QueryError(
                f"no format {format!r} for results; choose one of {', '.join(FORMATS)}"
            )
        if self.triples is not None:
            return self._graph(format)
        if format == "turtle":
            raise QueryError(f"the query gives no graph; choose {', '.join(FORMATS[:-1])}")
        if self.boolean is not None:
            return self._yes_or_no(format)
        if format == "table":
            return self._table()
        return self._markdown() if format == "markdown" else self._written(format)

    def to_pandas(self) -> pd.DataFrame:
        """The result as a DataFrame whose columns of numbers, dates and booleans are such.

        A column with values of several kinds stays text; what is unbound is missing. A graph gives
        the columns subject, predicate and object. KgError when pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise KgError(
                "to_pandas needs pandas, which is not installed; pip install 'news-kg[notebook]'"
            ) from None
        if self.boolean is not None:
            raise QueryError("the query gives yes or no, which is no table; use .boolean")
        columns, rows = self.columns, self.terms
        if self.triples is not None:
            columns = ("subject", "predicate", "object")
            rows = tuple((t.subject, t.predicate, t.object) for t in self.triples)
        return pd.DataFrame(
            {number: _series([row[number] for row in rows]) for number in range(len(columns))},
            index=range(len(rows)),
        ).set_axis(list(columns), axis="columns")

    def _written(self, format: str) -> str:
        answer = ox.parse_query_results(self._w3c, format=ox.QueryResultsFormat.JSON)
        written = answer.serialize(format=_W3C[format]) or b""
        if format == "json":
            return json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n"
        return written.decode()

    def _yes_or_no(self, format: str) -> str:
        if format not in ("table", "json", "xml"):
            raise QueryError("the query gives yes or no; choose table, json or xml")
        if format == "table":
            return "yes\n" if self.boolean else "no\n"
        return self._written(format)

    def _graph(self, format: str) -> str:
        if format not in ("table", "turtle"):
            raise QueryError(f"the query gives a graph, which is no {format}; choose turtle")
        triples = sorted(self.triples or (), key=str)
        lines = [f"{_short(triple)} .\n" for triple in triples]
        used = set(re.findall(r"(?:^|\s)(\w+):", "".join(lines)))
        header = [f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items() if p in used]
        return "".join([*header, "\n", *lines])

    def _table(self) -> str:
        cells = [self.columns, *([_printable(cell) for cell in row] for row in self.rows)]
        widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
        lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in cells]
        lines.insert(1, "  ".join("-" * width for width in widths))
        return "".join(f"{line.rstrip()}\n" for line in lines)

    def _markdown(self) -> str:
        """A table of GitHub Flavored Markdown (section 4.10) in which cells hold no markup."""
        cells = [self.columns, *self.rows]
        lines = [f"| {' | '.join(_no_markup(cell) for cell in row)} |" for row in cells]
        lines.insert(1, f"|{' --- |' * len(self.columns)}")
        return "".join(f"{line}\n" for line in lines)


def result_of(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> QueryResult:
    """What the engine answers, read to the end; it may raise whatever evaluation raises."""
    if isinstance(answer, ox.QueryTriples):
        return QueryResult(triples=tuple(answer))
    return QueryResult(answer.serialize(format=ox.QueryResultsFormat.JSON) or b"")


def _text(term: Term | None) -> Cell:
    if term is None or isinstance(term, ox.Triple):
        return None if term is None else str(term)
    return term.value


# --- pandas -----------------------------------------------------------------------------------

_NUMBERS = {XSD.decimal, *(ox.NamedNode(f"{XSD.iri}{kind}") for kind in ("double", "float"))}
_DATE_TIME = ox.NamedNode(f"{XSD.iri}dateTime")


def _series(terms: list[Term | None]) -> pd.Series:
    """One column; its kind is the one datatype that all its literals have."""
    import pandas as pd

    bound = [term for term in terms if term is not None]
    kinds = {term.datatype if isinstance(term, ox.Literal) else None for term in bound}
    values = [_text(term) for term in terms]
    try:
        if kinds == {XSD.integer}:
            return pd.Series([None if v is None else int(v) for v in values], dtype="Int64")
        if kinds and None not in kinds and kinds <= {XSD.integer, *_NUMBERS}:
            return pd.Series([None if v is None else float(v) for v in values], dtype="Float64")
        if kinds == {XSD.boolean}:
            truth = [None if v is None else v in ("true", "1") for v in values]
            return pd.Series(truth, dtype="boolean")
        if kinds in ({XSD.date}, {_DATE_TIME}):
            return pd.to_datetime(pd.Series(values), format="ISO8601", utc=kinds == {_DATE_TIME})
    except (ValueError, OverflowError):  # beyond what pandas can hold: the words stay
        pass
    return pd.Series(values, dtype="object" if not bound else None)


# --- Cells ------------------------------------------------------------------------------------


def _printable(cell: Cell) -> str:
    """On one line, and without what would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in cell or "")


def _no_markup(cell: Cell) -> str:
    """On one line, with what is markup in Markdown escaped (CommonMark 0.31, section 2.4)."""
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", " ".join(_printable(cell).split()))


def _short(triple: ox.Triple) -> str:
    return " ".join(_prefixed(term) for term in (triple.subject, triple.predicate, triple.object))


def _prefixed(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        for prefix, iri in PREFIXES.items():
            local = term.value.removeprefix(iri)
            if local != term.value and re.fullmatch(r"[A-Za-z_]\w*", local, re.ASCII):
                return f"{prefix}:{local}"
    return str(term)
