"""Facts of a short text as lines one can read and compare."""

from __future__ import annotations

from functools import cache

from kg import clauses, extractors, resolve
from kg.analysis import analyse
from kg.language import load
from kg.model import Article, Entity, Fact, FactEnd, Modality, Text


def article(text: str, published: str | None = None) -> Article:
    """An article of its own for a few sentences."""
    return Article("example", "example", text, text.split("\n")[0], "example", published=published)


@cache
def facts(text: str, published: str | None = None) -> tuple[str, ...]:
    """Each fact as "Ann Ek | meets | Bo Lund", its marks in brackets behind it."""
    document = analyse(article(text, published), load())
    statements = extractors.extract(document, clauses.extract(document))
    return tuple(line(fact) for fact in resolve.resolve(document, statements).facts)


def line(fact: Fact) -> str:
    """ "Ann Ek | meets | Bo Lund [planned] [not] [says Cy Dahl] [in Oslo] [2024-05-01]"."""
    marks = [
        fact.modality.value if fact.modality is not Modality.ACTUAL else "",
        "not" if fact.negated else "",
        "ended" if fact.ended else "",
        f"says {fact.speaker.label}" if fact.speaker else "",
        f"in {fact.place.label}" if fact.place else "",
        (fact.time.value or fact.time.text) if fact.time else "",
    ]
    parts = [_end(fact.subject), fact.relation.name, _end(fact.object)]
    return " | ".join(parts) + "".join(f" [{mark}]" for mark in marks if mark)


def _end(end: FactEnd) -> str:
    if isinstance(end, Text):
        return f'"{end.text}"'
    assert isinstance(end, Entity)
    return f"{end.label} ({end.slug})" if end.is_post else end.label
