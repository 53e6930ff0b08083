"""What was found: in words for people, as JSON for programs, as a SHACL report for RDF tools."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from kg.errors import KgError
from kg.vocab import PREFIXES, RDF, XSD

FORMATS = ("text", "json", "turtle")
SH = "http://www.w3.org/ns/shacl#"

AT_MOST = 5
"""So many violations of one kind in one article are told in words."""

Term = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Result:
    """A validation result as SHACL section 3.6.2 has it; `shape` is the IRI of the node shape.

    `path` is None for a node as a whole and for a path that is no single property.
    """

    focus: Term
    path: ox.NamedNode | None
    value: Term | None
    message: str
    shape: str
    component: str


@dataclass(frozen=True, slots=True)
class Violation:
    """A result in words.

    `articles` are the slugs of those that the node is in, sorted. `about` tells what the node is
    ('statement "Okoro meets Lind"'), `words` its words in the text, if any, and `found` what
    stands at the path, None where the message needs none.
    """

    result: Result
    articles: tuple[str, ...]
    about: str
    words: str | None
    found: str | None

    @property
    def place(self) -> tuple[object, ...]:
        """Sort key: by article, node and message."""
        result = self.result
        return (self.articles[:1], str(result.focus), result.message, str(result.value))

    def to_text(self) -> str:
        """Two to four lines: what is wrong, what is found instead, in which words."""
        lines = [self.about, f"    {self.result.message}"]
        if self.found is not None:
            lines.append(f"    found: {self.found}")
        if self.words is not None:
            lines.append(f"    in: “{self.words}”")
        return "\n".join(lines)

    def to_row(self) -> dict[str, object]:
        """As one JSON object."""
        result = self.result
        return {
            "articles": list(self.articles),
            "node": result.focus.value,
            "about": self.about,
            "message": result.message,
            "path": result.path.value if result.path else None,
            "value": result.value.value if result.value else None,
            "found": self.found,
            "text": self.words,
            "shape": result.shape,
        }


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """All violations by article, and how much was checked."""

    violations: tuple[Violation, ...]
    articles: int
    statements: int

    @property
    def conforms(self) -> bool:
        """True when nothing is wrong."""
        return not self.violations

    def to(self, format: str) -> str:
        """The report in one of FORMATS."""
        if format not in FORMATS:
            raise KgError(f"no format {format!r}; choose one of {', '.join(FORMATS)}")
        return {"text": self._text, "json": self._json, "turtle": self._turtle}[format]()

    def _text(self) -> str:
        checked = f"{_number(self.articles, 'article')}, {_number(self.statements, 'statement')}"
        if self.conforms:
            return f"The graph conforms: nothing is wrong in {checked}.\n"
        found = _number(len(self.violations), "violation")
        return "\n".join(
            [*self._by_article(), f"The graph does not conform: {found} in {checked}.\n"]
        )

    def _by_article(self) -> Iterator[str]:
        """A paragraph for each article, those in none first; of many of a kind a few."""
        for slugs, found in groupby(self.violations, key=lambda one: one.articles[:1]):
            heading = f"Article {slugs[0]}" if slugs else "In no article"
            told: Counter[str] = Counter()
            lines = [heading]
            for violation in found:
                told[violation.result.message] += 1
                if told[violation.result.message] <= AT_MOST:
                    lines += violation.to_text().split("\n")
            lines += [
                f"... {number - AT_MOST:,} more (--format json has all): {message}"
                for message, number in told.items()
                if number > AT_MOST
            ]
            yield "\n  ".join(lines) + "\n"

    def _json(self) -> str:
        document = {
            "conforms": self.conforms,
            "articles": self.articles,
            "statements": self.statements,
            "violations": [violation.to_row() for violation in self.violations],
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def _turtle(self) -> str:
        """A sh:ValidationReport (SHACL section 3.6)."""
        report = ox.BlankNode("report")
        triples = [
            ox.Triple(report, RDF.type, _sh("ValidationReport")),
            ox.Triple(report, _sh("conforms"), ox.Literal(self.conforms)),
        ]
        for number, violation in enumerate(self.violations):
            node = ox.BlankNode(f"result{number}")
            triples.append(ox.Triple(report, _sh("result"), node))
            triples += [ox.Triple(node, *pair) for pair in _properties(violation.result)]
        prefixes = {"sh": SH, **PREFIXES}
        written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
        return written.decode()


def _properties(result: Result) -> Iterator[tuple[ox.NamedNode, Term]]:
    yield RDF.type, _sh("ValidationResult")
    yield _sh("focusNode"), result.focus
    if result.path is not None:
        yield _sh("resultPath"), result.path
    if result.value is not None:
        yield _sh("value"), result.value
    yield _sh("resultMessage"), ox.Literal(result.message, datatype=XSD.string)
    yield _sh("resultSeverity"), _sh("Violation")
    yield _sh("sourceShape"), ox.NamedNode(result.shape)
    yield _sh("sourceConstraintComponent"), ox.NamedNode(result.component)


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
