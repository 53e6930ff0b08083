"""What an update may do: everything but touch the hidden graphs.

In the hidden graphs `kg` keeps which article contributed what (`kg.stores.contributions`). An
update neither reads nor writes them, except that CLEAR ALL and DROP ALL empty the whole store. As
the engine knows nothing of this, the text of the update is changed before it is run: filters are
added where a graph is a variable, and the graphs of the request (`using-graph-uri`) are added as
USING. What cannot be told apart with certainty is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from kg.errors import QueryError, QueryRefused
from kg.querying.sparql import Token, refuse_dangerous, tokens
from kg.server.protocol import ProtocolError
from kg.stores.contributions import HIDDEN
from kg.vocab import PREFIXES

_WORDS = {
    *("PREFIX", "BASE"),
    *("INSERT", "DELETE", "DATA", "WHERE", "WITH", "USING", "NAMED", "GRAPH"),
    *("CLEAR", "DROP", "CREATE", "LOAD", "COPY", "MOVE", "ADD", "TO", "INTO"),
    *("DEFAULT", "ALL", "SILENT"),
}
"""The keywords of SPARQL 1.1 Update outside of braces."""

_IS_VISIBLE = f'!STRSTARTS(STR({{}}), "{HIDDEN}")'
_CLEAR_NAMED = (
    "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o }"
    f" FILTER({_IS_VISIBLE.format('?g')}) }}"
)

Edit = tuple[int, int, str]
"""From offset, to offset, the new text."""


def guarded(
    update: str,
    using: Sequence[str] = (),
    using_named: Sequence[str] = (),
    allowed: Collection[str] = (),
) -> str:
    """The update as it may be run, on the dataset that the request gives, if it gives any.

    QueryRefused for hidden graphs and for connections to servers that are not in `allowed`;
    ProtocolError when the update gives a dataset too (SPARQL 1.1 Protocol, section 2.2.3);
    QueryError when the text cannot be read with certainty.
    """
    refuse_dangerous(update, allowed)
    parsed = list(tokens(update))
    _refuse_hidden(parsed, [*using, *using_named])
    clauses = "".join(f"USING <{graph}> " for graph in using)
    clauses += "".join(f"USING NAMED <{graph}> " for graph in using_named)
    edits: list[Edit] = []
    for operation in _operations(parsed):
        if clauses and any(t.depth == 0 and t.is_word("WITH", "USING") for t in operation):
            raise ProtocolError(
                400, "give the dataset in the request or in the update (WITH, USING), not in both"
            )
        edits += _edits(update, operation, clauses)
    return _edited(update, edits)


def _edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; those at one place in their order."""
    pieces, position = [], 0
    for start, end, new in sorted(edits, key=itemgetter(0)):
        pieces += [text[position:start], new]
        position = end
    return "".join([*pieces, text[position:]])


def _refuse_hidden(parsed: Sequence[Token], using: Iterable[str]) -> None:
    named: dict[str, set[str]] = {prefix: {iri} for prefix, iri in PREFIXES.items()}
    iris = list(using)
    for number, token in enumerate(parsed):
        if token.kind == "word":
            _check_word(token)
        elif token.kind == "iri":
            iri = _unescaped(token.text[1:-1])
            iris.append(iri)
            before = parsed[max(number - 2, 0) : number]
            if before[:1] and before[0].is_word("PREFIX"):
                named.setdefault(before[1].text[:-1], set()).add(iri)
            elif before[-1:] and before[-1].is_word("BASE") and iri.lower().startswith("urn:"):
                raise QueryRefused("the BASE of an update may not begin with urn:")
    for token in parsed:
        if token.kind == "name":
            if token.depth == 0 and token.text.upper().startswith("LOAD"):
                raise QueryRefused(f"{token.text!r} could be read as LOAD; choose another prefix")
            iris += _meant(token.text, named)
    if any(iri.startswith(HIDDEN) for iri in iris):
        raise QueryRefused(f"names that begin with {HIDDEN} are kept for kg itself; use others")


def _check_word(token: Token) -> None:
    word = token.text.upper()
    is_glued = "GRAPH" in word and word != "GRAPH"
    if is_glued or (token.depth == 0 and word not in _WORDS):
        raise QueryError(f"{token.text!r} is no keyword here; put spaces between words")


def _meant(name: str, named: dict[str, set[str]]) -> Iterator[str]:
    """The IRIs a prefixed name may stand for, also when a keyword runs into it (`GRAPHk:x`)."""
    prefix, _, local = name.partition(":")
    local = re.sub(r"\\(.)", r"\1", local)
    for known, iris in named.items():
        if prefix.endswith(known):
            yield from (iri + local for iri in iris)


def _unescaped(iri: str) -> str:
    escape = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"
    return re.sub(escape, lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), iri)


def _operations(parsed: Sequence[Token]) -> Iterator[list[Token]]:
    operation: list[Token] = []
    for token in parsed:
        if token.depth == 0 and token.text == ";" and token.kind == "sign":
            yield operation
            operation = []
        else:
            operation.append(token)
    yield operation


def _edits(update: str, operation: Sequence[Token], clauses: str) -> Iterator[Edit]:
    top = [token for token in operation if token.depth == 0]
    words = [token.text.upper() for token in top if token.kind == "word"]
    if words[-1:] == ["NAMED"] and {"CLEAR", "DROP"} & set(words):
        first = next(token for token in top if token.is_word("CLEAR", "DROP"))
        yield first.start, operation[-1].end, _CLEAR_NAMED
    where = next((token for token in top if token.is_word("WHERE")), None)
    if where is None:
        return
    templates = [token for token in operation if token.start < where.start]
    pattern = [token for token in operation if token.start > where.start]
    if not pattern or pattern[0].text != "{" or pattern[-1].text != "}":
        raise QueryError("after WHERE comes { ... }; check the brackets")
    template = ""
    if templates and templates[-1].is_word("DELETE"):  # DELETE WHERE: the pattern is the template
        template = f" {update[pattern[0].start : pattern[-1].end]} "
        templates = pattern
    yield where.start, where.start, template + clauses
    yield from _filtered(pattern)
    for variable in sorted({name.text for _, name in _variable_graphs(templates)}):
        condition = f" FILTER(COALESCE({_IS_VISIBLE.format(variable)}, true)) "
        yield pattern[-1].start, pattern[-1].start, condition


def _filtered(pattern: Sequence[Token]) -> Iterator[Edit]:
    """`GRAPH ?g {...}` becomes a group of its own, with a filter on `?g`."""
    for graph, variable in _variable_graphs(pattern):
        ends = (
            token.end
            for token in pattern
            if token.text == "}" and token.depth == graph.depth and token.start > graph.start
        )
        end = next(ends, None)
        if end is None:
            raise QueryError("after GRAPH comes { ... }; check the brackets")
        yield graph.start, graph.start, "{ "
        yield end, end, f" FILTER({_IS_VISIBLE.format(variable.text)}) }}"


def _variable_graphs(parsed: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    for token, following in pairwise(parsed):
        if token.is_word("GRAPH") and following.kind == "variable":
            yield token, following
