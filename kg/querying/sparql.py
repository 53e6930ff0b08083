"""The words of a SPARQL text, and what is refused before any engine reads it.

Oxigraph opens connections for SERVICE and LOAD, and overflows its stack on deep nesting, so both
must be seen in the text beforehand. Looking for words is not enough: they may stand in literals,
IRIs and comments, where they mean nothing, and Oxigraph's parser also takes keywords that run into
their neighbours (`1SERVICE<...>`, `SERVICEk:x`). What cannot be told apart with certainty is
refused with a remedy, never let through.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kg.errors import QueryError, QueryRefused
from kg.vocab import PREFIXES

MAX_DEPTH = 100
"""How deep brackets may nest."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text as the grammar of SPARQL 1.1 (section 19.8) has it.

    `kind` is iri, name (prefixed), word, variable, string, number, label, language or sign;
    `start` its offset; `depth` how many brackets are open around it (an opening bracket and the
    one that closes it have the same depth).
    """

    kind: str
    text: str
    start: int
    depth: int

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords (given in capitals)."""
        return self.kind == "word" and self.text.upper() in words


_CHARACTER = r"[\w\u00b7\u0300-\u036f\u203f\u2040]"
_LOCAL = rf"(?:{_CHARACTER}|[:\-]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])"
_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]+|\#[^\r\n]*)
    |(?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
    |(?P<variable>[?$]{_CHARACTER}+)
    |(?P<label>_:\w(?:[{_CHARACTER[1:-1]}.\-]*[{_CHARACTER[1:-1]}\-])?)
    |(?P<language>@[A-Za-z]+(?:-+[A-Za-z0-9]+)*)
    |(?P<name>(?:[^\W\d_](?:[{_CHARACTER[1:-1]}.\-]*[{_CHARACTER[1:-1]}\-])?)?:
        (?:(?=[\w:%\\]){_LOCAL}+(?:\.+{_LOCAL}+)*)?)
    |(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<sign>.)
    """,
    re.DOTALL | re.VERBOSE,
)
_OPERANDS = {"iri", "name", "variable", "string", "number", "label", "language"}
_CLOSES = {")": "(", "]": "[", "}": "{"}


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a query or update, without space and comments.

    QueryError when a bracket closes nothing or brackets nest too deep, and when `<` could be read
    both as "less than" and as the beginning of an IRI in which the end of an expression would hide.
    """
    brackets: list[str] = []
    before: Token | None = None
    position = 0
    while found := _TOKEN.match(sparql, position):
        kind, text = found.lastgroup or "", found[0]
        if kind == "iri" and brackets[-1:] == ["("] and _is_ambiguous(text, before):
            line = sparql.count("\n", 0, position) + 1
            raise QueryError(f"line {line}: put a space after '<' where it means 'less than'")
        position = found.end()
        if kind == "space":
            continue
        if text in _CLOSES and (not brackets or brackets.pop() != _CLOSES[text]):
            line = sparql.count("\n", 0, position) + 1
            raise QueryError(f"line {line}: {text!r} closes nothing; check the brackets")
        before = Token(kind, text, found.start(), len(brackets))
        if kind == "sign" and text in "([{":
            brackets.append(text)
            if len(brackets) > MAX_DEPTH:
                raise QueryError(f"brackets nest deeper than {MAX_DEPTH}; simplify the query")
        yield before


def _is_ambiguous(text: str, before: Token | None) -> bool:
    """Whether `?a <...>` inside parentheses may be a comparison that hides what follows it.

    `FILTER(?a<?b)SERVICE?x#>` is a comparison for a parser that knows it is in an expression. An
    IRI with `://` cannot be one.
    """
    follows = before is not None and (
        before.kind in _OPERANDS or before.text == ")" or before.is_word("TRUE", "FALSE")
    )
    return follows and bool(re.search("['#)]", text)) and not re.match(r"<\w[\w+.-]*://", text)


_MAY_FETCH = re.compile(r"service|load|\\u", re.IGNORECASE)
"""What must stand in a text that opens a connection; by `\\u` a letter may be written otherwise."""


def refuse_dangerous(sparql: str, allowed: Collection[str] = ()) -> None:
    """Refuse a query or update that nests too deep, or that asks a server not in `allowed`.

    `allowed` are the addresses, character for character, that SERVICE and LOAD may name.
    QueryRefused for a connection, QueryError for what cannot be read with certainty.
    """
    if not _MAY_FETCH.search(sparql) and sum(map(sparql.count, "([{")) <= MAX_DEPTH:
        return  # nothing to be told apart; most queries are small, and reading them takes a while
    fetches: str | None = None
    for token in tokens(sparql):
        if fetches and not token.is_word("SILENT"):
            if token.kind != "iri" or token.text[1:-1] not in allowed:
                raise _refused(fetches)
            fetches = None
        fetches = _fetching(token) or fetches
    if fetches:
        raise _refused(fetches)


def _fetching(token: Token) -> str | None:
    """The keyword by which the token makes the engine open a connection."""
    if token.is_word("SERVICE", "LOAD"):
        return token.text.upper()
    glued = ""
    if token.kind == "word":
        glued = token.text
    elif token.kind == "name":
        glued = token.text.partition(":")[0]
    if "SERVICE" in glued.upper():
        raise QueryRefused(
            f"{glued!r} could be read as SERVICE, which asks other servers; choose another prefix"
        )
    return None


def _refused(keyword: str) -> QueryRefused:
    return QueryRefused(f"{keyword} asks other servers, which is not allowed here; leave it out")


def graphs_from(parsed: Iterable[Token]) -> tuple[list[str], list[str]]:
    """The graphs of FROM and of FROM NAMED, as they are written: IRIs and prefixed names.

    QueryError for `FROMk:x`, which Oxigraph reads as `FROM k:x`.
    """
    default: list[str] = []
    named: list[str] = []
    target: list[str] | None = None
    for token in parsed:
        if token.depth == 0 and token.kind == "name" and re.match("FROM[^:]", token.text, re.I):
            raise QueryError(f"{token.text!r}: put a space behind FROM, or choose another prefix")
        if token.depth == 0 and token.is_word("FROM"):
            target = default
        elif target is default and token.is_word("NAMED"):
            target = named
        else:
            if target is not None and token.kind in ("iri", "name"):
                target.append(token.text)
            target = None
    return default, named


_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def explained(name: str, message: str) -> str:
    """A message of Oxigraph's parser about the query `name`, cut to what a person can use."""
    found = _POSITION.match(message)
    if found is None:
        return f"{name}: {message.splitlines()[0]}"
    line, column, expected = found.groups()
    sentence = re.search(r"[A-Z][a-zA-Z]+( \w+){2,}", expected.splitlines()[0])
    expected = expected.splitlines()[0].split(", [")[0]
    if "Prefix not found" in message:
        expected = f"a prefix is not declared; known are {', '.join(PREFIXES)}"
    elif sentence:  # of the engine, among what it expected instead
        expected = sentence[0]
    elif expected.startswith("expected CONSTRUCT") or (expected, line) == ("expected [_]", "1"):
        expected = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
    elif expected == "expected [_]":
        expected = "cannot be read up to here; check brackets, commas and the variables of BIND"
    return f"{name}, line {line}, column {column}: {expected}"
