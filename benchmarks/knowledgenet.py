"""How many static facts of web pages are in the graph: KnowledgeNet, folds 1 to 3.

    python -m benchmarks.knowledgenet --shared ../shared [--misses SPOUSE] [--wrong SPOUSE]

Builds each passage by itself and scores its facts as the evaluator that comes with KnowledgeNet
does (github.com/diffbot/knowledge-net): a fact counts once for every pair of mentions of its two
ends, two mentions are the same when they overlap, and only the properties that are exhaustively
annotated for a passage are scored. Which relations state a property follows from the Wikidata
properties that the ontology aligns them with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pyoxigraph as ox

from benchmarks import commands
from benchmarks.passages import Row, Span, mentions, overlap, read, rows, worded
from kg import vocab
from kg.model import Entity, EntityType, Evidence, Fact, FactEnd, Modality, Reading

FILE = "data/rel/knowledgenet-train.jsonl"
#: The properties of KnowledgeNet by the Wikidata properties that say the same.
PROPERTIES: dict[str, tuple[str, ...]] = {
    "DATE_OF_BIRTH": ("P569",),
    "DATE_OF_DEATH": ("P570",),
    "PLACE_OF_BIRTH": ("P19",),
    "PLACE_OF_RESIDENCE": ("P551",),
    "NATIONALITY": ("P27",),
    "EDUCATED_AT": ("P69",),
    "EMPLOYEE_OR_MEMBER_OF": ("P108", "P463", "P54", "P1416"),
    "POLITICAL_AFFILIATION": (),
    "CHILD_OF": ("P8810",),
    "SPOUSE": ("P26",),
    "DATE_FOUNDED": ("P571",),
    "FOUNDED_BY": ("P112",),
    "HEADQUARTERS": ("P159",),
    "SUBSIDIARY_OF": ("P749",),
}
#: Those whose objects are words of the text rather than things it names.
AS_WORDED = frozenset({"DATE_OF_BIRTH", "DATE_OF_DEATH", "DATE_FOUNDED", "NATIONALITY"})
#: Who does so to an organisation belongs to it, or did.
BELONGING = frozenset(
    {"chairs", "coChairs", "joins", "leads", "leaves", "represents", "resignsFrom"}
)
#: Names of parties, belonging to which is a political affiliation as well.
PARTY = re.compile(
    r"party|labour|conservatives?|democrat(s|ic)?|republicans?|liberals?|greens|socialists?"
    r"|communists?|social democracy|unionists?|fianna|gael",
    re.IGNORECASE,
)
#: Those whose places are also the places around them: born in Arden, so in the country of Arden.
IN_PLACES = frozenset({"PLACE_OF_BIRTH", "PLACE_OF_RESIDENCE", "HEADQUARTERS"})
CHIEF = re.compile(r"\b(ceo|chief executive|managing director|head|president)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact of a property, by where its two ends are mentioned."""

    property: str
    subject: Span
    object: Span

    def is_same(self, other: Stated) -> bool:
        """Whether both say the same of overlapping words."""
        return (
            self.property == other.property
            and overlap(self.subject, other.subject)
            and overlap(self.object, other.object)
        )


def alignments() -> dict[str, list[str]]:
    """The properties that each relation of the ontology states."""
    wikidata = "http://www.wikidata.org/prop/direct/"
    found: dict[str, list[str]] = {}
    for quad in ox.parse(path=vocab.ONTOLOGY_FILE, format=ox.RdfFormat.TURTLE):
        if quad.predicate == vocab.SKOS.closeMatch:
            number = quad.object.value.removeprefix(wikidata)
            name = quad.subject.value.removeprefix(vocab.KG_IRI)
            found.setdefault(name, []).extend(p for p, ids in PROPERTIES.items() if number in ids)
    return found


def gold(row: Row) -> set[Stated]:
    """The annotated facts of a passage."""
    at = {entity["id"]: (entity["start"], entity["end"]) for entity in row["entities"]}
    return {Stated(r["type"], at[r["head"]], at[r["tail"]]) for r in row["relations"]}


def stated(reading: Reading, aligned: dict[str, list[str]]) -> set[Stated]:
    """What the facts of a reading say of the properties, for every pair of mentions."""
    text = reading.article.text
    found: set[Stated] = set()
    for name, subject, other, evidence in _facts(reading, aligned):
        as_worded = name in AS_WORDED
        others = worded(other, evidence, text) if as_worded else mentions(other, text)
        found.update(Stated(name, *pair) for pair in product(mentions(subject, text), others))
    return found


def _facts(
    reading: Reading, aligned: dict[str, list[str]]
) -> Iterator[tuple[str, FactEnd, FactEnd, Evidence]]:
    facts = [f for f in reading.facts if f.modality is Modality.ACTUAL and not f.negated]
    around = {f.subject: f.object for f in facts if f.relation.name == "locatedIn"}
    yield from _of_posts(facts)
    for fact in facts:
        for name in (*aligned.get(fact.relation.name, ()), *_besides(fact)):
            if name == "EMPLOYEE_OR_MEMBER_OF":
                yield from _belongs(fact.subject, fact.object, fact.evidence)
                continue
            yield name, fact.subject, fact.object, fact.evidence
            if name == "SPOUSE":
                yield name, fact.object, fact.subject, fact.evidence
            outer, seen = fact.object, {fact.object}
            while name in IN_PLACES and outer in around and around[outer] not in seen:
                outer = around[outer]
                seen.add(outer)
                yield name, fact.subject, outer, fact.evidence


def _besides(fact: Fact) -> Iterator[str]:
    """What a relation states only between some kinds of things."""
    kinds = tuple(e.type if isinstance(e, Entity) else None for e in (fact.subject, fact.object))
    person, body = EntityType.PERSON, EntityType.ORGANIZATION
    if fact.relation.name in BELONGING and kinds == (person, body):
        yield "EMPLOYEE_OR_MEMBER_OF"
    elif fact.relation.name in ("partOf", "ownedBy") and kinds == (body, body):
        yield "SUBSIDIARY_OF"
    elif fact.relation.name == "locatedIn" and kinds[0] is body:
        yield "HEADQUARTERS"


def _belongs(
    member: FactEnd, body: FactEnd, evidence: Evidence
) -> Iterator[tuple[str, FactEnd, FactEnd, Evidence]]:
    """Who is of an organisation is its member; who is of a party shares its politics."""
    if isinstance(member, Entity) and member.type is EntityType.PERSON:
        yield "EMPLOYEE_OR_MEMBER_OF", member, body, evidence
        if isinstance(body, Entity) and any(map(PARTY.search, body.names)):
            yield "POLITICAL_AFFILIATION", member, body, evidence


def _of_posts(facts: Sequence[Fact]) -> Iterator[tuple[str, FactEnd, FactEnd, Evidence]]:
    """Who holds an office in an organisation belongs to it; its chief executive is its CEO."""
    where = {f.subject: f.object for f in facts if f.relation.name == "postIn"}
    for fact in facts:
        body = where.get(fact.object) if fact.relation.name == "holds" else None
        if isinstance(body, Entity) and isinstance(fact.object, Entity):
            yield from _belongs(fact.subject, body, fact.evidence)
            if CHIEF.search(fact.object.label):
                yield "CEO", body, fact.subject, fact.evidence


@dataclass(frozen=True, slots=True)
class Scored:
    """One passage: what was found of the annotated facts, what was not, and what is not there."""

    row: Row
    hits: frozenset[Stated]
    misses: frozenset[Stated]
    wrong: frozenset[Stated]


def score(row: Row, found: set[Stated]) -> Scored:
    """As KnowledgeNet's evaluator: what overlaps a fact that was found is neither right nor wrong.

    A fact that is not annotated is wrong only where its property is annotated exhaustively.
    """
    wanted = gold(row)
    matched = {f for f in found if any(f.is_same(w) for w in wanted)}
    hits = {w for w in wanted if any(f.is_same(w) for f in matched)}
    rest = {f for f in found if not any(f.is_same(m) for m in matched)}
    wrong = {f for f in rest if f.property in row["exhaustively_annotated"]}
    return Scored(row, frozenset(hits), frozenset(wanted - hits), frozenset(wrong))


def evaluate(passages: Sequence[Row], nlp: Callable[[str], Any] | None = None) -> list[Scored]:
    """Every passage read and scored."""
    aligned = alignments()
    readings = zip(passages, read(passages, nlp), strict=True)
    return [score(row, stated(reading, aligned)) for row, reading in readings]


def report(scored: Sequence[Scored]) -> None:
    """A table of precision, recall and F1 by property, and over all facts."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*PROPERTIES, "CEO", "all")}
    for one in scored:
        for kind in ("hits", "misses", "wrong"):
            for fact in getattr(one, kind):
                counts[fact.property][kind] += 1
                counts["all"][kind] += 1
    print("property                precision recall  F1     found/wrong/missed")
    for name, c in counts.items():
        precision = c["hits"] / max(1, c["hits"] + c["wrong"])
        recall = c["hits"] / max(1, c["hits"] + c["misses"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        tail = f"{c['hits']}/{c['wrong']}/{c['misses']}"
        print(f"{name:23s} {precision:.3f}     {recall:.3f}   {f1:.3f}  {tail}")


def show(scored: Sequence[Scored], kind: str, name: str) -> None:
    """The passages with misses or wrong facts of one property, with the words."""
    for one in scored:
        text = one.row["text"]
        pairs = [
            f"{text[slice(*f.subject)]} | {text[slice(*f.object)]}"
            for f in sorted(getattr(one, kind), key=lambda f: (f.subject, f.object))
            if f.property == name
        ]
        if pairs:
            print(f"{one.row['id']}: {text}\n    " + "\n    ".join(pairs))


def main() -> None:
    """Read all passages, print the table."""
    parser = commands.parser(__doc__)
    parser.add_argument("--misses", metavar="PROPERTY", help="show what was not found")
    parser.add_argument("--wrong", metavar="PROPERTY", help="show what is not annotated")
    options = parser.parse_args()
    scored = evaluate(rows(options.shared / FILE))
    report(scored)
    for kind in ("misses", "wrong"):
        if getattr(options, kind):
            show(scored, kind, getattr(options, kind))


if __name__ == "__main__":
    main()
