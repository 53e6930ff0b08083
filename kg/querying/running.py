"""Runs a question: prepared, in a file, or as it stands."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import CutOffError, QueryError
from kg.querying.parameters import terms
from kg.querying.prepared import Question, bind, find
from kg.querying.results import QueryResult, result_of
from kg.querying.sparql import explained, refuse_dangerous
from kg.stores import Store
from kg.vocab import Node


def run_query(store: Store, query: str, params: Mapping[str, object] | None = None) -> QueryResult:
    """Run a prepared question by name, a file by path, or SPARQL as it stands.

    `params` are values for the question's parameters, as text or as numbers and dates; None leaves
    the default. QueryError, naming line or near names, when the query is unknown or malformed, or
    a value is no such thing; NotFoundError when the graph has no entity or relation of that name.
    """
    question = find(query)
    sparql = bound(question, params or {}, store)
    try:
        refuse_dangerous(sparql)
        return result_of(store.query(sparql))
    except QueryError as error:
        raise type(error)(f"{question.name}: {error}") from None
    except CutOffError as error:
        less = _how_to_ask_for_less(question, params or {})
        raise CutOffError(f"{question.name}: {error}{less}") from None
    except SyntaxError as error:
        raise QueryError(explained(question.name, str(error))) from None
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(
            f"{question.name}: {str(error).splitlines()[0]}; change the query"
        ) from None


def _how_to_ask_for_less(question: Question, params: Mapping[str, object]) -> str:
    """The parameters that still take anything, or LIMIT where a query has none."""
    if not question.params:
        return ", or ask for a part with LIMIT and OFFSET"
    free = [
        f"--param {name}=..."
        for name, known in question.params.items()
        if known.default is None and params.get(name) is None
    ]
    return f", or ask for less with {' or '.join(free)}" if free else ""


def bound(question: Question, params: Mapping[str, object], store: Store) -> str:
    """The question's SPARQL with these values for its parameters, as `run_query` takes them.

    QueryError when there is no such parameter or a value is no such thing; NotFoundError when the
    graph has nothing of that name.
    """
    values: dict[str, list[Node]] = {}
    for name, value in params.items():
        if name not in question.params:
            known = ", ".join(question.params) or "none"
            raise QueryError(
                f"{question.name}: no parameter {name!r} (it has: {known}); a query declares one"
                f" with VALUES ?{name} {{ UNDEF }}"
            )
        if value is not None:
            values[name] = terms(question.params[name], str(value), store)
    return bind(question, values)
