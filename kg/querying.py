"""Questions to the graph: SPARQL that is prepared, in a file, or one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import QueryError
from kg.parameters import terms
from kg.prepared import Question, bind, find
from kg.results import QueryResult, result_of
from kg.stores import Store
from kg.vocab import PREFIXES, Node

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def run_query(store: Store, query: str, params: Mapping[str, object] | None = None) -> QueryResult:
    """Run a prepared question by name, a file by path, or SPARQL as it stands.

    `params` are values for the question's parameters, as text or as numbers and dates. QueryError,
    naming line or near names, when the query is unknown or malformed, or a value is no such thing;
    NotFoundError when the graph has no entity or relation of that name.
    """
    question = find(query)
    sparql = bind(question, _values(question, params or {}, store))
    _refuse_dangerous(question.name, sparql)
    try:
        return result_of(store.query(sparql))
    except SyntaxError as error:
        raise QueryError(_explained(question.name, str(error))) from None
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(
            f"{question.name}: {str(error).splitlines()[0]}; change the query"
        ) from None


def _values(
    question: Question, params: Mapping[str, object], store: Store
) -> dict[str, list[Node]]:
    values = {}
    for name, value in params.items():
        if name not in question.params:
            known = ", ".join(question.params) or "none"
            raise QueryError(
                f"{question.name}: no parameter {name!r} (it has: {known});"
                f' a query declares one with VALUES ?{name} {{ "default" }}'
            )
        values[name] = terms(question.params[name], str(value), store)
    return values


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
