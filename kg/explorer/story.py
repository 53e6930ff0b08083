"""Rows of `kg export --format jsonl` as the numbered entities and statements of a page.

The page refers to entities, statements and articles by number, never by IRI: an IRI is only data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kg.explorer.times import Days, days, when
from kg.slugs import local_name
from kg.vocab import ORG

Row = Mapping[str, object]

Said = tuple[str, str] | tuple[str, str, str]
"""What a node says of itself: predicate and the IRI of a node, or a value and its datatype."""
Beside = Mapping[str, Sequence[Said]]
"""The IRI of a node -> what the graph has of it beside what rows and articles tell."""

HOLDS = ORG.holds.value
POST_IN = ORG.postIn.value


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters [start, end) of an article's text that name or refer to an entity.

    `entity` is as in a row: `{"iri", "label", "names", "type"}`.
    """

    start: int
    end: int
    entity: Row


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as the page shows it; `text` is what the offsets of its statements count in.

    Without a text, a page of a server asks for it when the article is opened. `context` is the IRI
    of the text as the graph has it.
    """

    iri: str
    headline: str
    text: str | None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    mentions: tuple[Mention, ...] = ()
    context: str | None = None


class Look(StrEnum):
    """How a statement is drawn: a plain fact, or why it is none."""

    FACT = "fact"
    PLANNED = "planned"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"
    CLAIM = "claim"
    ENDED = "ended"


@dataclass(slots=True)
class Node:
    """An entity of the page; `statements` are those that say something of it, in text order."""

    iri: str
    label: str
    names: tuple[str, ...]
    type: str
    statements: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the page; an end is the number of an entity, or a text.

    `start` and `end` are code points into the text of article number `article`, or None where
    those words are not there: a wrong highlight is worse than none. `cited` is then what the row
    itself said, `{"article", "start", "end"}`. `literal` is the object as the graph has it,
    `[value, datatype]`, where it is a number or a date. `when` are the first and the last day.
    """

    iri: str
    subject: int | str
    predicate: str
    relation: str
    object: int | str
    literal: tuple[str, str] | None
    look: Look
    modality: str
    negated: bool
    ended: bool
    speaker: int | None
    reported_by: int | None
    place: int | str | None
    topic: str | None
    time: str | None
    time_start: str | None
    time_end: str | None
    time_text: str | None
    confidence: float | None
    when: Days | None
    article: int | None
    start: int | None
    end: int | None
    cited: Row | None
    text: str
    rule: str

    @property
    def is_office(self) -> bool:
        """True for what makes a position: who holds a post, and where the post is."""
        return self.predicate in (HOLDS, POST_IN)

    def entities(self) -> tuple[int, ...]:
        """The entities at its ends."""
        return tuple(end for end in (self.subject, self.object) if isinstance(end, int))


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a page knows; `mentions` has for each article start, end, and entity, by start."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    articles: tuple[ArticleText, ...]
    mentions: tuple[tuple[tuple[int, int, int], ...], ...]


def tell(
    rows: Iterable[Row], articles: Iterable[ArticleText], *, only_stated: bool = False
) -> Story:
    """Numbers entities in order of appearance, statements and articles in the order given.

    `only_stated` leaves out the mentions of entities of which no statement says anything.
    """
    shelf = tuple(articles)
    numbers = {article.iri: number for number, article in enumerate(shelf)}
    cast = _Cast()
    lines = tuple(
        _line(row, str(row.get("iri") or f"urn:statement:{number}"), cast, shelf, numbers)
        for number, row in enumerate(rows)
    )
    mentions = tuple(tuple(_mentions(article, cast, only_stated)) for article in shelf)
    _index(cast.nodes, lines)
    return Story(tuple(cast.nodes), lines, shelf, mentions)


def _mentions(
    article: ArticleText, cast: _Cast, only_stated: bool
) -> Iterator[tuple[int, int, int]]:
    length = len(article.text or "")
    for mention in sorted(article.mentions, key=lambda mention: (mention.start, -mention.end)):
        is_there = 0 <= mention.start < mention.end <= length
        if is_there and not (only_stated and not cast.knows(mention.entity)):
            yield mention.start, mention.end, cast.number(mention.entity)


class _Cast:
    """Gives each entity its number the first time it appears."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._numbers: dict[str, int] = {}

    def number(self, entity: Mapping[str, object]) -> int:
        """The number of an entity `{"iri", "label", "names", "type"}`."""
        iri = str(entity["iri"])
        if iri not in self._numbers:
            self._numbers[iri] = len(self.nodes)
            names = entity.get("names")
            self.nodes.append(
                Node(
                    iri,
                    str(entity.get("label") or iri),
                    tuple(str(name) for name in names) if isinstance(names, Sequence) else (),
                    local_name(str(entity.get("type") or "Thing")),
                )
            )
        return self._numbers[iri]

    def knows(self, entity: Row) -> bool:
        """Whether the entity has a number."""
        return str(entity["iri"]) in self._numbers

    def end(self, end: object) -> int | str:
        """The number of an entity, or the words of `{"text"}`."""
        if isinstance(end, Mapping):
            return self.number(end) if end.get("iri") else str(end.get("text") or "")
        return str(end or "")

    def optional(self, end: object) -> int | str | None:
        """As `end`, but None stays None."""
        return self.end(end) if end else None

    def agent(self, end: object) -> int | None:
        """As `optional`, but words are nobody."""
        found = self.optional(end)
        return found if isinstance(found, int) else None


_CITED = ("article", "start", "end")


def _line(
    row: Row, own_iri: str, cast: _Cast, articles: Sequence[ArticleText], numbers: Mapping[str, int]
) -> Line:
    predicate = row["predicate"]
    if not isinstance(predicate, Mapping):
        raise TypeError(f"predicate is {predicate!r}, not a mapping with iri and label")
    article = numbers.get(str(row.get("article")))
    literal = row.get("literal")
    confidence = row.get("confidence")
    start, end = _span(row, articles[article].text if article is not None else "")
    iri = str(predicate["iri"])
    return Line(
        iri=own_iri,
        subject=cast.end(row["subject"]),
        predicate=iri,
        relation=str(predicate.get("label") or local_name(iri)),
        object=cast.end(row["object"]),
        literal=(str(literal[0]), str(literal[1])) if isinstance(literal, tuple) else None,
        look=look_of(row.get("speaker"), row.get("modality"), row.get("ended")),
        modality=str(row.get("modality") or "actual"),
        negated=bool(row.get("negated")),
        ended=bool(row.get("ended")),
        speaker=cast.agent(row.get("speaker")),
        reported_by=cast.agent(row.get("reported_by")),
        place=cast.optional(row.get("place")),
        topic=_text(row, "topic"),
        time=_text(row, "time"),
        time_start=_text(row, "time_start"),
        time_end=_text(row, "time_end"),
        time_text=_text(row, "time_text"),
        confidence=confidence if isinstance(confidence, int | float) else None,
        when=when(row, days(articles[article].date) if article is not None else None),
        article=article,
        start=start,
        end=end,
        cited=None if start is not None else {key: row.get(key) for key in _CITED},
        text=str(row.get("text") or ""),
        rule=str(row.get("rule") or ""),
    )


def _span(row: Row, text: str | None) -> tuple[int | None, int | None]:
    """The offsets of the evidence if its words stand there, as far as the text is at hand."""
    start, end = row.get("start"), row.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and start < end):
        return None, None
    return (start, end) if text is None or text[start:end] == row.get("text") else (None, None)


def look_of(speaker: object, modality: object, ended: object) -> Look:
    """How a statement with these is drawn, each None or false where it has none."""
    if speaker:
        return Look.CLAIM
    if modality in (Look.PLANNED, Look.POSSIBLE, Look.HYPOTHETICAL):
        return Look(str(modality))
    return Look.ENDED if ended else Look.FACT


def _text(row: Row, key: str) -> str | None:
    return str(row[key]) if row.get(key) else None


def _index(nodes: Sequence[Node], lines: Sequence[Line]) -> None:
    """Fills `Node.statements`; who holds a post also concerns the country the post is in."""
    seats: dict[int, set[int]] = {}
    for line in lines:
        if line.predicate == POST_IN and isinstance(line.subject, int):
            seats.setdefault(line.subject, set()).update(line.entities())
    for number, line in enumerate(lines):
        concerned = set(line.entities())
        concerned.update(end for end in (line.speaker, line.place) if isinstance(end, int))
        if line.predicate == HOLDS and isinstance(line.object, int):
            concerned |= seats.get(line.object, set())
        for node in concerned:
            nodes[node].statements.append(number)
