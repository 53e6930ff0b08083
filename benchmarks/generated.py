"""A news graph of any size: invented articles as readings, put into triples by the real code.

Persons, bodies and places are drawn by Zipf's law, as in news: a few are in most articles. The same
number of articles gives the same graph, byte for byte.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate

from kg import vocab
from kg.explorer.story import ArticleText
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

SYLLABLES = ("ba", "del", "ro", "mi", "tan", "ves", "ko", "lin", "sar", "du", "pe", "nor", "ga")
SENTENCES = 22
BASE = "https://w3id.org/news-kg/relation#"
MODALITIES = (Modality.ACTUAL,) * 7 + (Modality.PLANNED, Modality.POSSIBLE, Modality.HYPOTHETICAL)
OPEN = tuple(
    Relation("rel", f"{verb}_{preposition}", f"{verb}s {preposition}")
    for verb in ("argue", "side", "collide", "appear", "travel")
    for preposition in ("with", "for", "beside")
)


@dataclass(frozen=True)
class World:
    """Who and what there is, each drawn the more often the earlier it stands."""

    persons: tuple[Entity, ...]
    bodies: tuple[Entity, ...]
    places: tuple[Entity, ...]
    weights: dict[int, list[float]] = field(default_factory=dict)

    def draw(self, kind: tuple[Entity, ...], rng: random.Random) -> Entity:
        """One of a kind."""
        if len(kind) not in self.weights:
            self.weights[len(kind)] = list(accumulate(1 / n for n in range(1, len(kind) + 1)))
        return rng.choices(kind, cum_weights=self.weights[len(kind)])[0]


def world(articles: int, rng: random.Random) -> World:
    """As many entities as that many articles tend to name."""
    return World(
        _named(articles, EntityType.PERSON, "{} {}", rng),
        _named(articles // 2 + 5, EntityType.ORGANIZATION, "{} {} Council", rng),
        _named(min(articles // 4 + 5, 2000), EntityType.CITY, "{}", rng),
    )


def _named(number: int, kind: EntityType, form: str, rng: random.Random) -> tuple[Entity, ...]:
    found: dict[str, Entity] = {}
    while len(found) < number:
        name = form.format(_word(rng), _word(rng))
        found.setdefault(slug(name), Entity(slug(name), kind, name, (name,)))
    return tuple(found.values())


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=3)).capitalize()


def readings(articles: int, seed: int = 1) -> Iterator[Reading]:
    """That many articles, each of 22 sentences with a statement: about 440 triples."""
    rng = random.Random(seed)
    known = world(articles, rng)
    relations = [vocab.relation(n) for n in ("meets", "visits", "criticises", "supports", "sues")]
    for number in range(articles):
        yield _reading(number, known, relations, rng)


def _reading(number: int, known: World, relations: list[Relation], rng: random.Random) -> Reading:
    text, facts = f"News number {number}", []
    spans: dict[Entity, list[tuple[int, int]]] = {}
    day = date(2020, 1, 1) + timedelta(days=number % 2000)
    for _ in range(SENTENCES):
        text += "\n" if rng.random() < 0.2 else " "
        one, other = known.draw(known.persons, rng), _other(known, rng)
        relation = rng.choice(relations if rng.random() < 0.6 else OPEN)
        start, words = len(text), [one.label, relation.label]
        spans.setdefault(one, []).append((start, start + len(one.label)))
        if isinstance(other, Entity):
            begin = start + len(" ".join(words)) + 1
            spans.setdefault(other, []).append((begin, begin + len(other.label)))
        words.append(other.label if isinstance(other, Entity) else other.text)
        sentence = " ".join(words)
        text += f"{sentence}."
        facts.append(
            Fact(
                one,
                relation,
                other,
                Evidence(start, start + len(sentence), sentence),
                f"{relation.name}.generated",
                modality=rng.choice(MODALITIES),
                negated=rng.random() < 0.05,
                speaker=known.draw(known.persons, rng) if rng.random() < 0.25 else None,
                time=_time(day, rng),
                place=known.draw(known.places, rng) if rng.random() < 0.2 else None,
                confidence=round(rng.uniform(0.5, 1), 2),
            )
        )
    name = f"generated-{number:06d}"
    article = Article(
        name,
        name,
        text,
        text.partition("\n")[0][:80],
        name,
        f"Agency {number % 40}",
        day.isoformat(),
    )
    entities = tuple(replace(e, spans=tuple(sorted(found))) for e, found in spans.items())
    return Reading(article, tuple(facts), entities)


def _other(known: World, rng: random.Random) -> FactEnd:
    if rng.random() < 0.25:
        return Text(f"the {_word(rng).lower()} of the year")
    return known.draw(rng.choice((known.persons, known.bodies, known.places)), rng)


def _time(day: date, rng: random.Random) -> TimeExpression | None:
    if rng.random() > 0.3:
        return None
    return TimeExpression("that day", 0, 0, (day - timedelta(days=rng.randint(0, 6))).isoformat())


def network(
    entities: int, edges: int, seed: int = 1
) -> tuple[list[dict[str, object]], list[ArticleText]]:
    """Statements as `kg export --format jsonl` has them, and their articles, of a network.

    It has exactly that many entities and drawn edges. Entities belong to stories, in which a few
    are in most statements; every seventh statement joins two stories.
    """
    rng = random.Random(seed)
    people = [_member(number, rng) for number in range(entities)]
    stories = _stories(people, rng)
    pairs = _pairs(people, stories, edges, rng)
    rows: list[dict[str, object]] = []
    articles: list[ArticleText] = []
    for number, start in enumerate(range(0, len(pairs), SENTENCES)):
        text = f"News number {number}\n\n"
        iri = f"https://example.org/kg/article/generated-{number}"
        day = (date(2020, 1, 1) + timedelta(days=number % 2000)).isoformat()
        for at, (one, other) in enumerate(pairs[start : start + SENTENCES], start):
            relation = OPEN[at % len(OPEN)]
            sentence = f"{one['label']} {relation.label} {other['label']}"
            rows.append(
                {
                    "iri": f"https://example.org/kg/statement/{at}",
                    "article": iri,
                    "subject": one,
                    "predicate": {"iri": f"{BASE}{relation.name}", "label": relation.label},
                    "object": other,
                    "modality": rng.choice(MODALITIES).value,
                    "negated": rng.random() < 0.05,
                    "speaker": rng.choice(people[:50]) if rng.random() < 0.1 else None,
                    "time": day if rng.random() < 0.3 else None,
                    "start": len(text),
                    "end": len(text) + len(sentence),
                    "text": sentence,
                    "rule": "generated",
                }
            )
            text += f"{sentence}. "
        articles.append(
            ArticleText(iri, f"News number {number}", text, f"Agency {number % 40}", day)
        )
    return rows, articles


def _member(number: int, rng: random.Random) -> dict[str, object]:
    kind = rng.choices(("Person", "Organization", "City", "Country"), (50, 30, 15, 5))[0]
    label = f"{_word(rng)} {_word(rng)}"
    iri = f"https://example.org/kg/entity/{slug(label)}-{number}"
    return {"iri": iri, "label": label, "names": [label], "type": kind}


Entities = list[dict[str, object]]


def _stories(people: Entities, rng: random.Random) -> list[Entities]:
    """The entities in groups of 5 to 200, as many small ones as large ones have members."""
    stories, start = [], 0
    while start < len(people):
        size = int(5 * 40 ** rng.random())
        stories.append(people[start : start + size])
        start += size
    return stories


def _pairs(
    people: Entities, stories: list[Entities], edges: int, rng: random.Random
) -> list[tuple[dict[str, object], dict[str, object]]]:
    """Who has to do with whom: everybody with somebody of the own story, then more."""
    found: dict[tuple[str, str], tuple[dict[str, object], dict[str, object]]] = {}

    def join(one: dict[str, object], other: dict[str, object]) -> None:
        if one is not other and (str(other["iri"]), str(one["iri"])) not in found:
            found.setdefault((str(one["iri"]), str(other["iri"])), (one, other))

    for story in stories:
        for place, one in enumerate(story):
            join(one, story[_early(place, rng)])
    weights = list(accumulate(len(story) for story in stories))
    while len(found) < edges:
        story = rng.choices(stories, cum_weights=weights)[0]
        abroad = rng.choices(stories, cum_weights=weights)[0] if rng.random() < 1 / 7 else story
        join(rng.choice(story), abroad[_early(len(abroad), rng)])
    pairs = list(found.values())
    rng.shuffle(pairs)
    return pairs


def _early(count: int, rng: random.Random) -> int:
    """A place below `count`, the first ones by far the likeliest."""
    return int(count * rng.random() ** 4)
