"""What a build did: counted while it runs, told when it is done."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError
from kg.model import Entity, EntityType, Fact, Modality, Reading

MAX_BUSIEST = 6
MAX_SAMPLES = 4


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Everything is about the articles of this build, not about the whole store.

    `articles` are the slugs of those read, `replaced` the ones of them that were in the store
    before; `unchanged` were there already as they are, and were not read; `passed_over` counts, by
    suffix, the files in directories that are of no kind of article. `entities` counts
    distinct entities by type, `statements` by modality, `facts` the statements that stand as
    plain triples, by the label of the relation; each is sorted, the most first. `busiest` are
    named entities and in how many facts each takes part; `samples` are a few facts between named
    entities, then one plan and one claim. `words` counts those of the articles between white
    space; `seconds` is the time of each step; `written` are the files in the output directory.
    """

    articles: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failures: tuple[KgError, ...] = ()
    passed_over: dict[str, int] = field(default_factory=dict)
    entities: dict[str, int] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)
    busiest: tuple[tuple[Entity, int], ...] = ()
    samples: tuple[Fact, ...] = ()
    words: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    written: tuple[Path, ...] = ()


class Tally:
    """Counts readings and times steps; `report` gives the result."""

    def __init__(self) -> None:
        """Start at nothing."""
        self.failures: list[KgError] = []
        self.passed_over: dict[str, int] = {}
        self.written: list[Path] = []
        self.known: set[str] = set()
        self.unchanged: list[str] = []
        self._articles: list[str] = []
        self._words = 0
        self._entities: dict[str, Entity] = {}
        self._parts: Counter[str] = Counter()
        self._statements: Counter[str] = Counter()
        self._facts: Counter[str] = Counter()
        self._samples: dict[str, Fact] = {}
        self._others: dict[str, Fact] = {}
        self._seconds: dict[str, float] = {}

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Adds the time its block takes to `step`."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[step] = self._seconds.get(step, 0.0) + time.perf_counter() - start

    def count(self, reading: Reading) -> None:
        """Add what one article contributed."""
        self._articles.append(reading.article.slug)
        self._words += len(reading.article.text.split())
        self._entities.update({e.slug: e for e in reading.entities if not e.is_post})
        for fact in reading.facts:
            self._statements[fact.modality.value] += 1
            ends = [end for end in (fact.subject, fact.object) if isinstance(end, Entity)]
            if not fact.is_plain:
                self._count_other(fact)
            elif len(ends) == 2:
                self._facts[fact.relation.label] += 1
                self._parts.update(end.slug for end in ends if end.names and not end.is_post)
                if _is_telling(fact):
                    self._samples.setdefault(fact.relation.name, fact)

    def _count_other(self, fact: Fact) -> None:
        """Keep a plan and a claim of someone named, to show what is no fact.

        The first that a relation of the ontology tells, as that reads best, else the first.
        """
        if not isinstance(fact.subject, Entity) or not fact.subject.names or fact.negated:
            return
        claimed = fact.speaker is not None and bool(fact.speaker.names)
        planned = fact.speaker is None and fact.modality is Modality.PLANNED
        kind = "claim" if claimed else "plan" if planned else None
        if kind is None:
            return
        kept = self._others.setdefault(kind, fact)
        if kept.relation.is_open and not fact.relation.is_open:
            self._others[kind] = fact

    def report(self) -> BuildReport:
        """What was counted so far."""
        types = Counter(entity.type.value for entity in self._entities.values())
        busiest = sorted(self._parts.items(), key=lambda item: (-item[1], item[0]))
        return BuildReport(
            articles=tuple(self._articles),
            replaced=tuple(slug for slug in self._articles if slug in self.known),
            unchanged=tuple(self.unchanged),
            failures=tuple(self.failures),
            passed_over=_by_number(self.passed_over),
            entities=_by_number(types),
            statements=_by_number(self._statements),
            facts=_by_number(self._facts),
            busiest=tuple(
                (self._entities[slug], number)
                for slug, number in busiest[:MAX_BUSIEST]
                if slug in self._entities
            ),
            samples=(
                *tuple(self._samples.values())[:MAX_SAMPLES],
                *(self._others[kind] for kind in ("plan", "claim") if kind in self._others),
            ),
            words=self._words,
            seconds=dict(self._seconds),
            written=tuple(self.written),
        )


def _is_telling(fact: Fact) -> bool:
    """A sample shows a relation of the ontology between a named one and another or an office."""
    if fact.relation.is_open or fact.relation.name == "postIn":
        return False
    ends = (fact.subject, fact.object)
    return all(isinstance(e, Entity) and (e.names or e.type is EntityType.POST) for e in ends)


def _by_number(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
