"""Questions to the graph: SPARQL that is prepared, in a file, or one's own.

A prepared question is a file of `queries/`. Its first line says what it answers; each
`# param: NAME = WHAT IT IS` line declares a parameter, whose place in the query is a line
`VALUES ?NAME { "default" }`: the file is a complete query for any SPARQL tool, and a value given
here takes the place of the default as an escaped literal.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg.errors import QueryError
from kg.stores import Store
from kg.vocab import PREFIXES

FORMATS = ("table", "csv", "json", "xml", "turtle")

_PARAM = re.compile(r"^#\s*param:\s*(\w+)\s*=\s*(.*)$", re.MULTILINE)
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}


@dataclass(frozen=True, slots=True)
class Question:
    """A prepared query; `params` are its parameters with what each is."""

    name: str
    title: str
    sparql: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query gives: a table (`columns`, `rows`), a `boolean`, or `triples`.

    A cell is the text of a literal, the IRI of a node, or None.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | None, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None
    _w3c: bytes = field(default=b"", repr=False)

    def to(self, format: str) -> str:
        """The result as "table" (plain text), "csv", "json", "xml" (W3C results) or "turtle"."""
        if format not in FORMATS:
            raise QueryError(
                f"no format {format!r} for results; choose one of {', '.join(FORMATS)}"
            )
        if self.triples is not None:
            return self._graph(format)
        if format == "turtle":
            raise QueryError("the query gives no graph; choose table, csv, json or xml")
        if format == "table":
            return self._table()
        if self.boolean is not None and format == "csv":
            raise QueryError("the query gives yes or no; choose table, json or xml")
        answer = ox.parse_query_results(self._w3c, format=ox.QueryResultsFormat.JSON)
        written = answer.serialize(format=_RESULTS[format]) or b""
        if format == "json":
            return json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n"
        return written.decode()

    def _graph(self, format: str) -> str:
        if format not in ("table", "turtle"):
            raise QueryError(f"the query gives a graph, which is no {format}; choose turtle")
        triples = sorted(self.triples or (), key=str)
        lines = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()]
        return "".join([*lines, "\n", *(f"{_short(triple)} .\n" for triple in triples)])

    def _table(self) -> str:
        if self.boolean is not None:
            return "yes\n" if self.boolean else "no\n"
        cells = [self.columns, *([_printable(cell) for cell in row] for row in self.rows)]
        widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
        lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in cells]
        lines.insert(1, "  ".join("-" * width for width in widths))
        return "".join(f"{line.rstrip()}\n" for line in lines)


def questions() -> list[Question]:
    """The prepared questions, by name."""
    return [
        _question(path.stem, path.read_text("utf-8")) for path in sorted(_directory().glob("*.rq"))
    ]


def run_query(store: Store, query: str, params: Mapping[str, str] | None = None) -> QueryResult:
    """Run a prepared question by name, a file by path, or SPARQL as it stands.

    `params` are bound as string literals. QueryError, naming line or near names, when the query
    is unknown or malformed, or has no such parameter.
    """
    question = _find(query)
    sparql = _bind(question, params or {})
    _refuse_dangerous(question.name, sparql)
    try:
        return _result(store.query(sparql))
    except SyntaxError as error:
        raise QueryError(_explained(question.name, str(error))) from None
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(
            f"{question.name}: {str(error).splitlines()[0]}; change the query"
        ) from None


def _refuse_dangerous(name: str, sparql: str) -> None:
    """Refuse what would open a connection, or nest so deep that the engine overflows its stack."""
    plain = _QUOTED.sub(" ", sparql)
    if re.search(r"\bSERVICE\b", plain, re.IGNORECASE):
        raise QueryError(f"{name}: SERVICE asks other servers, which kg never does; leave it out")
    depth = deepest = 0
    for bracket in re.findall(r"[{}()\[\]]", plain):
        depth += 1 if bracket in "{([" else -1
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise QueryError(f"{name}: brackets nest {deepest} deep; {MAX_DEPTH} is the most allowed")


MAX_DEPTH = 100
#: Literals, IRIs and comments, in which brackets and words mean nothing.
_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|' + r"'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|#[^\n]*",
    re.DOTALL,
)


def _directory() -> Path:
    """`kg/queries` of an installed package, `queries` of a checkout."""
    package = Path(__file__).parent
    installed = package / "queries"
    return installed if installed.is_dir() else package.parent / "queries"


def _question(name: str, sparql: str) -> Question:
    title = sparql.partition("\n")[0].lstrip("# ").rstrip()
    return Question(name, title, sparql, dict(_PARAM.findall(sparql)))


def _find(query: str) -> Question:
    if re.search(r"[\s{]", query.strip()):
        return Question("query", "", query, dict(_PARAM.findall(query)))
    prepared = {question.name: question for question in questions()}
    if query in prepared:
        return prepared[query]
    path = Path(query)
    try:
        if path.is_file():
            return _question(str(path), path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{query}: cannot be read ({error}); give a file in UTF-8") from None
    near = difflib.get_close_matches(query, prepared, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(prepared)}"
    raise QueryError(f"no question and no file {query!r}; {hint}")


def _bind(question: Question, params: Mapping[str, str]) -> str:
    sparql = question.sparql
    for name, value in params.items():
        place = re.compile(rf"VALUES\s+\?{re.escape(name)}\s*\{{[^{{}}]*\}}", re.IGNORECASE)
        literal = f"VALUES ?{name} {{ {ox.Literal(value)} }}"
        sparql, count = place.subn(lambda _, text=literal: text, sparql)  # type: ignore[misc]
        if not count:
            known = ", ".join(question.params) or "none"
            raise QueryError(
                f"{question.name}: no parameter {name!r} (it has: {known});"
                f' a query declares one with VALUES ?{name} {{ "default" }}'
            )
    return sparql


def _explained(name: str, message: str) -> str:
    """The parser's message with its line, cut to what a person can use."""
    found = _POSITION.match(message)
    if found is None:
        return f"{name}: {message.splitlines()[0]}"
    line, column, expected = found.groups()
    expected = expected.splitlines()[0].split(", [")[0]
    if expected.startswith(("expected CONSTRUCT", "expected [_]")):
        expected = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
    elif "Prefix not found" in message:
        expected = f"a prefix is not declared; known are {', '.join(PREFIXES)}"
    return f"{name}, line {line}, column {column}: {expected}"


def _result(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
) -> QueryResult:
    if isinstance(answer, ox.QueryTriples):
        return QueryResult(triples=tuple(answer))
    written = answer.serialize(format=ox.QueryResultsFormat.JSON) or b""
    if isinstance(answer, ox.QueryBoolean):
        return QueryResult(boolean=bool(answer), _w3c=written)
    read = ox.parse_query_results(written, format=ox.QueryResultsFormat.JSON)
    solutions = cast(ox.QuerySolutions, read)
    columns = tuple(variable.value for variable in solutions.variables)
    return QueryResult(columns, tuple(_cells(solutions)), _w3c=written)


def _cells(solutions: Iterable[ox.QuerySolution]) -> Iterator[tuple[str | None, ...]]:
    for solution in solutions:
        yield tuple(None if term is None else _text(term) for term in solution)


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _printable(cell: str | None) -> str:
    """On one line, and without what would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in cell or "")


def _short(triple: ox.Triple) -> str:
    return " ".join(_prefixed(term) for term in (triple.subject, triple.predicate, triple.object))


def _prefixed(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if isinstance(term, ox.NamedNode):
        for prefix, iri in PREFIXES.items():
            local = term.value.removeprefix(iri)
            if local != term.value and re.fullmatch(r"[A-Za-z_]\w*", local, re.ASCII):
                return f"{prefix}:{local}"
    return str(term)
