"""What an HTTP request asks for: the operations of the SPARQL 1.1 Protocol, section 2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl

import pyoxigraph as ox

FORM = "application/x-www-form-urlencoded"
_DIRECT: dict[str, Literal["query", "update"]] = {
    "application/sparql-query": "query",
    "application/sparql-update": "update",
}
_DATASET = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}
_MAX_FIELDS = 1000


class ProtocolError(Exception):
    """A request that is not as the protocol says; `status` is the HTTP status of the answer."""

    def __init__(self, status: int, message: str) -> None:
        """`message` says what is wrong and what to do instead."""
        self.status = status
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Operation:
    """A query, an update, or (without either) the question what the service is.

    `default_graphs` and `named_graphs` are the dataset that the request names; both are empty when
    it names none.
    """

    kind: Literal["query", "update", "description"]
    sparql: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_get(query_string: bytes) -> Operation:
    """The operation of a GET request (sections 2.1.1 and, without a query, 4)."""
    fields = _fields(query_string, "the address")
    if _values(fields, "update"):
        raise ProtocolError(400, "an update is sent by POST, not by GET")
    if not _values(fields, "query"):
        return Operation("description")
    return _operation(fields)


def read_post(query_string: bytes, content_type: str, body: bytes) -> Operation:
    """The operation of a POST request (sections 2.1.2, 2.1.3, 2.2.1 and 2.2.2)."""
    media_type, _, parameters = content_type.partition(";")
    media_type = media_type.strip().lower()
    if media_type != FORM and media_type not in _DIRECT:
        raise ProtocolError(415, f"the Content-Type of a POST is {FORM}, {' or '.join(_DIRECT)}")
    charset = re.search(r"charset\s*=\s*\"?([^\s\";]+)", parameters, re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise ProtocolError(415, "SPARQL is sent in UTF-8")
    fields = _fields(query_string, "the address")
    if media_type == FORM:
        return _operation([*fields, *_fields(body, "the form")])
    try:
        fields.append((_DIRECT[media_type], body.decode()))
    except UnicodeDecodeError:
        raise ProtocolError(400, "the body is not in UTF-8") from None
    return _operation(fields)


def _fields(encoded: bytes, place: str) -> list[tuple[str, str]]:
    """The fields of a form or of a query string (URL Standard, section 5.1), strictly."""
    if re.search(rb"%(?![0-9A-Fa-f]{2})", encoded):
        raise ProtocolError(400, f"a '%' in {place} is not followed by two hexadecimal digits")
    try:
        return parse_qsl(
            encoded.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS
        )
    except UnicodeDecodeError:
        raise ProtocolError(400, f"{place} is not in UTF-8") from None
    except ValueError:
        raise ProtocolError(400, f"{place} has more than {_MAX_FIELDS} fields") from None


def _operation(fields: list[tuple[str, str]]) -> Operation:
    queries, updates = _values(fields, "query"), _values(fields, "update")
    if len(queries) + len(updates) != 1:
        raise ProtocolError(400, "send exactly one query=... or one update=...")
    kind: Literal["query", "update"] = "query" if queries else "update"
    for other in _DATASET["update" if queries else "query"]:
        if _values(fields, other):
            raise ProtocolError(400, f"{other} is not for a {kind}; use {_DATASET[kind][0]}")
    default, named = (tuple(_graphs(fields, name)) for name in _DATASET[kind])
    return Operation(kind, (queries or updates)[0], default, named)


def _values(fields: list[tuple[str, str]], wanted: str) -> list[str]:
    return [value for name, value in fields if name == wanted]


def _graphs(fields: list[tuple[str, str]], name: str) -> list[str]:
    graphs = _values(fields, name)
    for graph in graphs:
        try:
            ox.NamedNode(graph)
        except ValueError:
            raise ProtocolError(400, f"{name} takes an absolute IRI") from None
    return graphs
