"""Invented articles as readings, built by hand: what the language side would hand over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg import rdf, vocab
from kg.model import (
    Article,
    Entity,
    EntityType,
    Evidence,
    Fact,
    FactEnd,
    Modality,
    Reading,
    Relation,
    Text,
    TimeExpression,
)
from kg.slugs import slug
from kg.stores import Store, open_store

HARBOUR = """Mayor of Tarn meets shipping chief

The mayor of Tarn, Inès Okoro, met Karl Lind, 61, in Arden last Friday.
"Arden is our reliable friend", said Okoro.
Lind, a former senator, will visit Tarn in May, but he did not sign the treaty.
The ferry collided with a pier 🚢 near the quay.
"""

COUNCIL = """Council names Okoro

Ines Okoro met Karl Lind again, the Tarn Herald reports.
"""


def person(name: str, *others: str) -> Entity:
    """A person with a proper name."""
    return _named(name, EntityType.PERSON, others)


def place(name: str, kind: EntityType = EntityType.CITY) -> Entity:
    """A city, or another kind of place."""
    return _named(name, kind, ())


def _named(name: str, kind: EntityType, others: Iterable[str]) -> Entity:
    return Entity(slug(name), kind, name, tuple(sorted({name, *others})))


OKORO = person("Inès Okoro", "Okoro")
LIND = person("Karl Lind", "Lind")
TARN = place("Tarn")
ARDEN = place("Arden", EntityType.COUNTRY)
MAYOR = Entity("mayor-tarn", EntityType.POST, "Mayor")
COLLIDES = Relation("rel", "collide_with", "collides with")
FERRY = Entity("harbour-ferry", EntityType.THING, "the ferry")
PIER = Entity("harbour-pier", EntityType.THING, "a pier")
HERALD = Entity("tarn-herald", EntityType.ORGANIZATION, "Tarn Herald", ("Tarn Herald",))


@dataclass
class Reader:
    """Collects the facts of one article; evidence is found by its words."""

    article: Article
    facts: list[Fact] = field(default_factory=list)
    mentions: dict[Entity, list[tuple[int, int]]] = field(default_factory=dict)

    def says(
        self,
        subject: FactEnd,
        relation: str | Relation,
        value: FactEnd,
        words: str,
        **marks: object,
    ) -> None:
        """Add a fact whose evidence is `words`."""
        start = self.article.text.index(words)
        known = relation if isinstance(relation, Relation) else vocab.relation(relation)
        evidence = Evidence(start, start + len(words), words)
        rule = f"{known.name}.sample"
        self.facts.append(Fact(subject, known, value, evidence, rule, **marks))  # type: ignore[arg-type]

    def sees(self, entity: Entity, *words: str) -> None:
        """Add a mention of `entity` for each of `words`."""
        for word in words:
            start = self.article.text.index(word)
            self.mentions.setdefault(entity, []).append((start, start + len(word)))

    def reading(self) -> Reading:
        """All of it."""
        entities = tuple(replace(e, spans=tuple(sorted(s))) for e, s in self.mentions.items())
        return Reading(self.article, tuple(self.facts), entities)


def article(slug: str, text: str, **known: str) -> Article:
    """An article as the input side gives it."""
    return Article(slug, slug, text, text.partition("\n")[0], f"{slug}.txt", **known)  # type: ignore[arg-type]


def harbour() -> Reading:
    """Facts, an office, a claim, a plan, a denial, something former, an open relation, a number."""
    r = Reader(article("harbour", HARBOUR, publisher="Tarn Herald", published="2024-02-05"))
    r.sees(OKORO, "Inès Okoro")
    r.sees(LIND, "Karl Lind")
    r.sees(TARN, "Tarn")
    r.sees(ARDEN, "Arden")
    r.sees(MAYOR, "The mayor of Tarn")
    r.sees(FERRY, "The ferry")
    r.sees(PIER, "a pier")
    friday = TimeExpression("last Friday", 0, 0, value="2024-02-02")
    r.says(OKORO, "holds", MAYOR, "mayor of Tarn, Inès Okoro")
    r.says(MAYOR, "postIn", TARN, "mayor of Tarn")
    r.says(OKORO, "meets", LIND, "Inès Okoro, met Karl Lind", place=ARDEN, time=friday)
    r.says(LIND, "age", Text("61"), "Karl Lind, 61")
    quote = "Arden is our reliable friend"
    r.says(OKORO, "says", Text(quote), f'{quote}", said Okoro')
    r.says(TARN, "alliedWith", ARDEN, quote, speaker=OKORO)
    r.says(LIND, "describedAs", Text("senator"), "Lind, a former senator", ended=True)
    may = TimeExpression("in May", 0, 0, value="2024-05")
    r.says(LIND, "visits", TARN, "will visit Tarn in May", modality=Modality.PLANNED, time=may)
    r.says(LIND, "signs", Text("the treaty"), "he did not sign the treaty", negated=True)
    r.says(FERRY, COLLIDES, PIER, "The ferry collided with a pier", confidence=0.85)
    return r.reading()


def council() -> Reading:
    """A second article: it shares two people and a fact with the first, under other names."""
    r = Reader(article("council", COUNCIL))
    ines = replace(OKORO, label="Ines Okoro", names=("Ines Okoro",))
    r.sees(ines, "Ines Okoro")
    r.sees(LIND, "Karl Lind")
    r.sees(HERALD, "Tarn Herald")
    r.says(ines, "meets", LIND, "Ines Okoro met Karl Lind", reported_by=HERALD)
    return r.reading()


def store_of(*readings: Reading) -> Store:
    """A store in memory with these articles, put in in this order."""
    store = open_store()
    put(store, *readings)
    return store


def put(store: Store, *readings: Reading) -> None:
    """Put articles into a store, in this order."""
    for reading in readings:
        store.replace(reading.article.slug, rdf.triples(reading))
