"""Statements as lines to read: in words, with their marks and the sentence they were read in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.slugs import local_name
from kg.views.rows import Properties, Reader, only, text
from kg.views.sentences import sentence_around
from kg.vocab import KG, NIF, PROV, RDF, SCHEMA, Node


@dataclass(frozen=True, slots=True)
class End:
    """What a statement is about: a node with the local name of its class, or words."""

    label: str
    iri: str | None = None
    type: str | None = None

    def __str__(self) -> str:
        """A name as it is, words in quotation marks."""
        return self.label if self.iri else f"“{self.label}”"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement in words.

    `start` and `end` are its evidence as offsets in the article, `evidence` the words there and
    `sentence` those around them, on one line. `time` is "last Friday (2024-02-02)", as far as
    known.
    """

    iri: str
    subject: End
    predicate: str
    relation: str
    object: End
    modality: str
    negated: bool
    ended: bool
    speaker: End | None
    reported_by: End | None
    place: End | None
    topic: str | None
    time: str | None
    confidence: str | None
    rule: str
    article: str
    headline: str
    start: int
    end: int
    evidence: str
    sentence: str

    @property
    def text(self) -> str:
        """ "Ada Berg meets Karl Lind": what it says, without its marks."""
        return f"{self.subject} {self.relation} {self.object}"

    @property
    def marks(self) -> tuple[str, ...]:
        """Why it is not a plain fact: "planned", "not so", "former", "says X"."""
        marks = [
            "not so" if self.negated else "",
            self.modality if self.modality != "actual" else "",
            "former" if self.ended else "",
            f"says {self.speaker.label}" if self.speaker else "",
        ]
        return tuple(filter(None, marks))

    @property
    def bracketed(self) -> str:
        """Its marks, time and place as "  [planned; May 2024; Arden]", "" without any."""
        details = [*self.marks, *(str(d) for d in (self.time, self.place) if d)]
        return f"  [{'; '.join(details)}]" if details else ""


def lines(reader: Reader, statements: Iterable[ox.NamedNode]) -> list[Line]:
    """These statements as lines, by article, then in text order."""
    told = reader.statements(statements)
    reader.fetch(only(found, KG.statedIn) for _, found in told)
    reader.fetch(_context(found, reader) for _, found in told)
    return [_line(node, found, reader) for node, found in told]


def article_text(reader: Reader, statement: Properties) -> str:
    """The text that the evidence of a statement is in."""
    return text(reader.properties(_context(statement, reader)), NIF.isString) or ""


def _context(statement: Properties, reader: Reader) -> ox.NamedNode:
    return only(reader.properties(only(statement, KG.evidence)), NIF.referenceContext)


def _line(node: ox.NamedNode, found: Properties, reader: Reader) -> Line:
    start, end, words = reader.evidence(found)
    article, predicate = only(found, KG.statedIn), only(found, RDF.predicate)
    return Line(
        iri=node.value,
        subject=end_of(found[RDF.subject][0], reader),
        predicate=predicate.value,
        relation=reader.relation_label(predicate),
        object=end_of(found[RDF.object][0], reader),
        modality=local_name(only(found, KG.modality).value).lower(),
        negated=text(found, KG.negated) == "true",
        ended=text(found, KG.ended) == "true",
        speaker=_optional(found, PROV.wasAttributedTo, reader),
        reported_by=_optional(found, KG.reportedBy, reader),
        place=_optional(found, KG.place, reader),
        topic=text(found, KG.topic),
        time=_when(found),
        confidence=text(found, KG.confidence),
        rule=text(found, KG.rule) or "",
        article=article.value,
        headline=text(reader.properties(article), SCHEMA.headline) or article.value,
        start=start,
        end=end,
        evidence=words,
        sentence=sentence_around(article_text(reader, found), start, end),
    )


def end_of(end: Node, reader: Reader) -> End:
    """A node with its name and class, or the words of a literal."""
    if not isinstance(end, ox.NamedNode):
        return End(end.value)
    found = reader.describe(end)
    return End(found.label, found.iri, found.type)


def _optional(found: Properties, predicate: ox.NamedNode, reader: Reader) -> End | None:
    return end_of(found[predicate][0], reader) if predicate in found else None


def _when(found: Properties) -> str | None:
    worded, date = text(found, KG.timeText), text(found, KG.time)
    if date is None:
        limits = [text(found, KG.timeStart), text(found, KG.timeEnd)]
        date = " to ".join(limit or "…" for limit in limits) if any(limits) else None
    if worded and date and worded != date:
        return f"{worded} ({date})"
    return worded or date
