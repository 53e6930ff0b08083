"""What the benchmarks with annotated spans share: passages as articles, facts as pairs of spans."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from kg import language, pipeline
from kg.model import Article, Entity, Evidence, FactEnd, Reading

Span = tuple[int, int]
Row = dict[str, Any]
PRONOUNS = frozenset(
    {
        "i", "me", "my", "mine", "myself", "you", "your", "yours", "we", "us", "our", "ours",
        "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself",
        "they", "them", "their", "theirs", "themselves", "who", "whom", "whose", "which", "that",
        "where",
    }
)  # fmt: skip


def rows(path: Path) -> list[Row]:
    """The passages of a file of JSON Lines: `text`, `entities` and `relations` with offsets."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read(passages: Iterable[Row], nlp: Callable[[str], Any] | None = None) -> Iterator[Reading]:
    """What the pipeline reads in each passage, as an article of its own."""
    nlp = nlp or language.load()
    for number, row in enumerate(passages):
        name = f"passage-{number}"
        article = Article(name, name, row["text"], "", name)
        yield pipeline.read_one(article, nlp, lambda _: nullcontext())  # type: ignore[arg-type]


def mentions(end: FactEnd, text: str) -> list[Span]:
    """Where a passage names an end of a fact or has a pronoun for it.

    Descriptions ("the company") and adjectives do not count, as the annotation leaves them out.
    """
    if not isinstance(end, Entity):
        return []
    names = {*end.names, end.label}
    return [span for span in end.spans if _refers(text[slice(*span)], names)]


def _refers(words: str, names: set[str]) -> bool:
    return words.lower() in PRONOUNS or " ".join(words.split()) in names


def worded(end: FactEnd, evidence: Evidence, text: str) -> list[Span]:
    """Where the evidence of a fact words an end of it: a date, or the adjective of a country."""
    if isinstance(end, Entity):
        return [s for s in end.spans if evidence.start <= s[0] and s[1] <= evidence.end]
    at = text.find(end.text, evidence.start, evidence.end)
    return [(at, at + len(end.text))] if at >= 0 else []


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
