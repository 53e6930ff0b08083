"""Entities and relations in government news on Syria and Iraq: re3d (dstl), development part.

    python -m benchmarks.re3d --shared ../shared [--misses CommWith]

Builds each article with the pipeline and compares by overlapping spans: an entity is found when an
entity of the graph of its kind is mentioned there, a relation when a fact of the graph joins its
two ends in either direction. The relations of re3d are wide ("CoLocated" is whoever is somewhere
together), so that each stands for several of ours. "IsSynonymOf" is identity in the graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

from benchmarks import commands
from benchmarks.passages import Row, Span, overlap, read, rows
from kg.model import Entity, EntityType, Fact, Reading

FILE = "data/rel/re3d-dev.jsonl"
KINDS = {
    "Organisation": {EntityType.ORGANIZATION, EntityType.COUNTRY},
    "Location": {EntityType.PLACE, EntityType.CITY, EntityType.COUNTRY},
    "Person": {EntityType.PERSON},
}
RELATIONS = {
    "AlliesOf": "alliedWith cooperatesWith supports aids agreesWith",
    "BelongsTo": "memberOf employedBy affiliatedWith partOf subsidiaryOf ownedBy nationality postIn"
    " represents joins",
    "CoLocated": "locatedIn occursIn basedIn livesIn diedIn bornIn visits arrivesIn deploysTo"
    " locatedNear captures liberates",
    "CommWith": "meets talksWith negotiatesWith tells asks demandsFrom thanks congratulates",
    "Dislikes": "criticises opposes accuses blames rejects threatens protestsAgainst",
    "FightingAgainst": "attacks fights kills defeats opposes",
    "InChargeOf": "leads chairs coChairs controls postIn",
    "Likes": "praises supports thanks endorses congratulates",
}
SYNONYM = "IsSynonymOf"
Joined = tuple[str, list[Span], list[Span]]


def joined(reading: Reading) -> Iterator[Joined]:
    """The relations of re3d that a reading states, with all mentions of their ends."""
    where = {f.subject: f.object for f in reading.facts if f.relation.name == "postIn"}
    for fact in reading.facts:
        other = where.get(fact.object, fact.object)
        if not isinstance(fact.subject, Entity) or not isinstance(other, Entity):
            continue
        if fact.subject.is_post or fact.negated:
            continue
        for name in _names(fact):
            yield name, list(fact.subject.spans), list(other.spans)
    for entity in reading.entities:
        for one, other_span in combinations(entity.spans, 2):
            yield "IsSynonymOf", [one], [other_span]


def _names(fact: Fact) -> list[str]:
    own = "postIn" if fact.relation.name == "holds" else fact.relation.name
    return [name for name, relations in RELATIONS.items() if own in relations.split()]


def pairs(row: Row) -> set[tuple[str, Span, Span]]:
    """The annotated relations of an article, each pair once."""
    at = {entity["id"]: (entity["start"], entity["end"]) for entity in row["entities"]}
    found = {(r["type"], *sorted((at[r["head"]], at[r["tail"]]))) for r in row["relations"]}
    return {(name, one, other) for name, one, other in found if name in {*RELATIONS, SYNONYM}}


def evaluate(
    articles: Sequence[Row], show: str | None = None, nlp: Callable[[str], Any] | None = None
) -> Counter[tuple[str, str]]:
    """Counts by kind of entity or relation and by "hit", "gold", "stated" and "right"."""
    counts: Counter[tuple[str, str]] = Counter()
    for row, reading in zip(articles, read(articles, nlp), strict=True):
        _count_entities(row, reading, counts)
        wanted, found = pairs(row), list(joined(reading))
        for name, one, other in sorted(wanted):
            hit = any(n == name and _joins(a, b, one, other) for n, a, b in found)
            counts[name, "gold"] += 1
            counts[name, "hit"] += hit
            if name == show and not hit:
                print(row["text"][slice(*one)], "|", row["text"][slice(*other)])
        for name, a, b in found:
            # in a text with many mentions of two things, one annotated pair of them is enough
            counts[name, "stated"] += name != SYNONYM
            counts[name, "right"] += name != SYNONYM and any(
                n == name and _joins(a, b, one, other) for n, one, other in wanted
            )
    return counts


def _count_entities(row: Row, reading: Reading, counts: Counter[tuple[str, str]]) -> None:
    for wanted in row["entities"]:
        if wanted["type"] in KINDS:
            span = (wanted["start"], wanted["end"])
            there = {e.type for e in reading.entities if any(overlap(s, span) for s in e.spans)}
            counts[wanted["type"], "gold"] += 1
            counts[wanted["type"], "hit"] += bool(there & KINDS[wanted["type"]])


def _joins(first: list[Span], second: list[Span], one: Span, other: Span) -> bool:
    return any(
        (overlap(a, one) and overlap(b, other)) or (overlap(a, other) and overlap(b, one))
        for a, b in product(first, second)
    )


def report(counts: Counter[tuple[str, str]]) -> None:
    """A line for each kind of entity and relation, and one for all relations."""
    print("kind             recall           precision")
    for name in (*KINDS, *RELATIONS, SYNONYM):
        _line(name, *(counts[name, key] for key in ("hit", "gold", "right", "stated")))
    total = [sum(counts[n, k] for n in RELATIONS) for k in ("hit", "gold", "right", "stated")]
    _line("all relations", *total)


def _line(name: str, hit: int, gold: int, right: int, stated: int) -> None:
    precision = f"{right / stated:.3f} ({right}/{stated})" if stated else "-"
    print(f"{name:16s} {hit / max(1, gold):.3f} ({hit}/{gold})".ljust(34) + precision)


def main() -> None:
    """Read the articles, print the table."""
    parser = commands.parser(__doc__)
    parser.add_argument("--misses", metavar="RELATION", help="show the pairs not found")
    options = parser.parse_args()
    report(evaluate(rows(options.shared / FILE), options.misses))


if __name__ == "__main__":
    main()
