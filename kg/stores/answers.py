"""Answers of a SPARQL server as terms: whole, or bit by bit as they come.

Sources: SPARQL 1.1 Query Results JSON Format; RDF 1.1 N-Triples. Virtuoso writes true and false as
"1" and "0", and the answer to ASK as a table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar, cast

import pyoxigraph as ox
import requests
from urllib3.exceptions import HTTPError

from kg.errors import StoreError
from kg.vocab import XSD, Node

_Read = TypeVar("_Read")

_VARIABLE = re.compile(r"\?\w+")
_ORDER = re.compile(
    r"\bORDER\s+BY(?:\s*(?:\?\w+|(?:ASC|DESC)\s*\(\s*\?\w+\s*\)))+\s*\Z", re.IGNORECASE
)
_BLANK = b'"bnode"'  # the type of a blank node; in a text the quotes are escaped
_BOOLEAN = re.compile(rb'(?<="http://www.w3.org/2001/XMLSchema#boolean", "value": ")([01])(?=")')
_BOOLEANS = {b"0": b"false", b"1": b"true"}
_TRUTH: dict[Node, Node] = {
    ox.Literal(number, datatype=XSD.boolean): ox.Literal(number == "1") for number in "01"
}


def rows_at_most(response: requests.Response) -> int:
    """The number of rows after which a Virtuoso has cut an answer off, 0 when it has not."""
    return int(response.headers.get("X-SPARQL-MaxRows", "0"))


def rows(response: requests.Response) -> Iterator[tuple[Node, ...]]:
    """The rows of a table, read as they come."""
    response.raw.decode_content = True
    found = _readable(
        response, lambda: ox.parse_query_results(response.raw, format=ox.QueryResultsFormat.JSON)
    )
    solutions = iter(cast(Iterable[Iterable[Node]], found))
    while (row := _readable(response, lambda: next(solutions, None))) is not None:
        yield tuple(_TRUTH.get(term, term) for term in row)


def triples(response: requests.Response) -> Iterator[ox.Triple]:
    """The triples of a graph, read as they come."""
    response.raw.decode_content = True
    quads = _readable(response, lambda: ox.parse(response.raw, format=_format(response)))
    while (quad := _readable(response, lambda: next(quads, None))) is not None:
        yield quad.triple


def table(
    response: requests.Response, *, distinct: bool = False, order_of: str = ""
) -> ox.QuerySolutions | ox.QueryBoolean:
    """A table, or yes or no; with `distinct` no row of a table comes twice.

    `order_of` is a query: when it ends with ORDER BY and variables that it selects, the rows are
    sorted by them as an embedded store sorts them.
    """
    written = _BOOLEAN.sub(lambda found: _BOOLEANS[found[1]], response.content)
    if b'"__ASK_RETVAL"' in written[:100]:
        written = b'{"head":{},"boolean":%s}' % _BOOLEANS[b"%d" % (b'"value"' in written)]

    def read() -> ox.QuerySolutions | ox.QueryBoolean:
        once = _each_once(written) if distinct else written
        found = ox.parse_query_results(once, format=ox.QueryResultsFormat.JSON)
        order = _ORDER.search(order_of)
        if order and isinstance(found, ox.QuerySolutions) and _BLANK not in written:
            return _in_order(found, order[0])
        return found

    return _readable(response, read)


def _in_order(found: ox.QuerySolutions, order: str) -> ox.QuerySolutions:
    """Rows without blank nodes, sorted by our own engine: to it they are VALUES."""
    names = " ".join(map(str, found.variables))
    if not set(_VARIABLE.findall(order)) <= set(names.split()):
        return found
    rows = "\n".join(f"({' '.join(str(term or 'UNDEF') for term in row)})" for row in found)
    select = f"SELECT {names} WHERE {{ VALUES ({names}) {{ {rows} }} }} {order}"
    return cast(ox.QuerySolutions, ox.Store().query(select))


def _each_once(table: bytes) -> bytes:
    """A table in JSON without rows that are there already."""
    read = json.loads(table)
    rows = {json.dumps(row, sort_keys=True): row for row in read["results"]["bindings"]}
    read["results"]["bindings"] = list(rows.values())
    return json.dumps(read).encode()


def graph(response: requests.Response) -> ox.QueryTriples:
    """A graph."""
    kept = ox.Store()
    kept.extend(ox.Quad(*triple) for triple in triples(response))
    return cast(ox.QueryTriples, kept.query("CONSTRUCT WHERE { ?s ?p ?o }"))


def _format(response: requests.Response) -> ox.RdfFormat:
    kind = ox.RdfFormat.from_media_type(response.headers.get("Content-Type", ""))
    if kind is None:
        raise ValueError("no RDF")
    return kind


def _readable(response: requests.Response, read: Callable[[], _Read]) -> _Read:
    """What `read` gives; StoreError when the answer is something else, or ends too soon."""
    try:
        return read()
    except (SyntaxError, ValueError, KeyError, OSError, HTTPError) as error:
        kind = response.headers.get("Content-Type", "nothing").partition(";")[0]
        raise StoreError(
            f"{response.url}: its answer ({kind}) is no whole SPARQL result ({str(error)[:80]});"
            " try again, or give the address of its query service"
        ) from None
