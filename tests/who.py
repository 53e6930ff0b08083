"""Invented articles that share people, as the language side would hand them over."""

from __future__ import annotations

from samples import Reader, article, person, put

from kg import identity
from kg.identity import settling
from kg.model import Entity, EntityType, Reading, Text, TimeExpression
from kg.slugs import slug
from kg.stores import Store, open_store


def country(name: str) -> Entity:
    return Entity(slug(name), EntityType.COUNTRY, name, (name,))


def body(name: str, *others: str) -> Entity:
    names = tuple(sorted({name, *others}))
    return Entity(slug(name), EntityType.ORGANIZATION, name, names)


def office(title: str, owner: Entity) -> Entity:
    return Entity(slug(f"{title} {owner.slug}"), EntityType.POST, title)


def story(
    name: str,
    *entities: Entity,
    offices: tuple[tuple[Entity, str, Entity], ...] = (),
    nations: tuple[tuple[Entity, Entity], ...] = (),
    ages: tuple[tuple[Entity, int], ...] = (),
    lives: tuple[tuple[Entity, str, str], ...] = (),
    published: str = "2024-03-01",
) -> Reading:
    """An article that names `entities`, and tells who holds what office, is from where, how old.

    `lives` are triples like (BERG, "diedOn", "1901").
    """
    everybody = list(entities)
    for holder, _, owner in offices:
        everybody += [holder, owner]
    for someone, nation in nations:
        everybody += [someone, nation]
    everybody += [someone for someone, _ in ages]
    everybody += [someone for someone, *_ in lives]
    everybody = list(dict.fromkeys(everybody))
    lines = [f"News of {name}", *(entity.label for entity in everybody)]
    lines += [f"{holder.label} is {title} of {owner.label}" for holder, title, owner in offices]
    lines += [f"{someone.label} comes from {nation.label}" for someone, nation in nations]
    lines += [f"{someone.label}, aged {age}" for someone, age in ages]
    lines += [f"{someone.label} {relation} {year}" for someone, relation, year in lives]
    r = Reader(article(name, "\n".join(lines) + "\n", published=published))
    for entity in everybody:
        r.sees(entity, entity.label)
    for holder, title, owner in offices:
        post = office(title, owner)
        words = f"{holder.label} is {title} of {owner.label}"
        r.says(holder, "holds", post, words)
        r.says(post, "postIn", owner, words)
    for someone, nation in nations:
        r.says(someone, "nationality", nation, f"{someone.label} comes from {nation.label}")
    for someone, age in ages:
        r.says(someone, "age", Text(str(age)), f"{someone.label}, aged {age}")
    for someone, relation, year in lives:
        when = TimeExpression(year, 0, 0, value=year)
        r.says(someone, relation, Text(year), f"{someone.label} {relation} {year}", time=when)
    return r.reading()


NORWAY, PERU, RUSSIA = country("Norway"), country("Peru"), country("Russia")
UNITED_STATES = country("United States")
BERG, ANA, OLE = person("Jon Berg"), person("Ana Quispe"), person("Ole Vik")
SERGEI, SERGUEI, SERGEY = (person(f"{s} Kuznetsov") for s in ("Sergei", "Serguei", "Sergey"))
KUZNETSOV = person("Kuznetsov")
JUSTICE = body("Justice Department")

MINISTER = story("minister", OLE, offices=((BERG, "Minister", NORWAY),))
FOOTBALL = story("football", ANA, nations=((BERG, PERU),))
ELSEWHERE = story("elsewhere", BERG)
MOSCOW = story("moscow", offices=((SERGEI, "Envoy", RUSSIA),))
LIMA = story("lima", PERU, offices=((SERGUEI, "Envoy", RUSSIA),))
OSLO = story("oslo", SERGEY, NORWAY)
BRIEF = story("brief", offices=((KUZNETSOV, "Envoy", RUSSIA),))
COURT = story("court", JUSTICE, ANA, PERU)
TRIAL = story("trial", JUSTICE, ANA, PERU)
VERDICT = story("verdict", JUSTICE, OLE, UNITED_STATES)
WORLD = (MINISTER, FOOTBALL, ELSEWHERE, MOSCOW, LIMA, OSLO, BRIEF, COURT, TRIAL, VERDICT)


def settled(*readings: Reading) -> Store:
    store = open_store()
    put(store, *readings)
    identity.settle(store)
    return store


def name_of(store: Store, article: str, entity: Entity) -> str:
    """The last segment of the IRI that an article's entity has in the graph."""
    for profiles, names in settling.known(store).values():
        if profiles.article == article:
            own = f"entity/{entity.slug}"
            return names.get(own, own).removeprefix("entity/")
    raise AssertionError(f"{article} is not in the store")
