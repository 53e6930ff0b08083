"""Links as data: which entity is what elsewhere, how sure, why, and who says so.

A link is kept in a hidden graph of the store. What queries see of it, `skos:exactMatch`, is put
into what each article contributes that mentions the entity, so that it goes when they go; `apply`
brings that up to date.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import InputError
from kg.identity import PERSON
from kg.identity.lines import is_reference, objects
from kg.identity.settling import known
from kg.slugs import base_of, segment
from kg.stores import Contribution, Store
from kg.stores.contributions import HIDDEN, shared_by
from kg.vocab import KG, SKOS

_LINK = ox.NamedNode(f"{HIDDEN}link")
LINKS = ox.NamedNode(f"{HIDDEN}links")
"""The hidden graph of links: a line each."""
_EXAMPLE = '{"entity": "karl-lind", "same_as": "http://www.wikidata.org/entity/Q1"}'


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """`entity`, a reference as in decisions on identity, is `same_as` elsewhere.

    `score` is 0 to 1, `by` the address of the target that was asked, or "person".
    """

    entity: str
    same_as: str
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    by: str = PERSON


def links(store: Store) -> tuple[Link, ...]:
    """The links in a store, sorted."""
    found = (json.loads(t.object.value) for t in store.hidden(LINKS))  # type: ignore[union-attr]
    return tuple(sorted(Link(**{**data, "reasons": tuple(data["reasons"])}) for data in found))


def keep(store: Store, new: Iterable[Link]) -> None:
    """Put links into the store, each in place of one of the same entity to the same thing."""
    added = {(link.entity, link.same_as): link for link in new}
    old = {link for link in links(store) if (link.entity, link.same_as) in added}
    _exchange(store, old, added.values())
    apply(store)


def forget(store: Store, entity: str) -> tuple[Link, ...]:
    """Take the links of an entity back, given by its reference; gives them."""
    gone = tuple(link for link in links(store) if link.entity == entity)
    _exchange(store, gone, ())
    apply(store)
    return gone


def _exchange(store: Store, gone: Collection[Link], new: Collection[Link]) -> None:
    before, after = _quads(gone), _quads(new)
    store.exchange(before - after, after - before)


def _quads(found: Iterable[Link]) -> set[ox.Quad]:
    return {
        ox.Quad(_LINK, _LINK, ox.Literal(json.dumps(asdict(link), ensure_ascii=False)), LINKS)
        for link in found
    }


# --- Files ----------------------------------------------------------------------------------------


def written(found: Iterable[Link]) -> str:
    """Links as JSON Lines, sorted: what `read` reads."""
    return "".join(f"{json.dumps(asdict(link), ensure_ascii=False)}\n" for link in sorted(found))


def read(path: str | Path) -> tuple[Link, ...]:
    """The links in a JSON Lines file; InputError naming the line that is none."""
    return tuple(_parsed(data, place) for place, data in objects(path, "kg link --out", _EXAMPLE))


def _parsed(data: Mapping[str, Any], place: str) -> Link:
    link = Link(
        data.get("entity", ""),
        data.get("same_as", ""),
        data.get("score", 1.0),
        tuple(data["reasons"]) if isinstance(data.get("reasons"), list) else (),
        data.get("by", PERSON),
    )
    texts = (link.entity, link.same_as, link.by, *link.reasons)
    if not all(isinstance(text, str) for text in texts) or not isinstance(link.score, int | float):
        raise InputError(place, "has a field of another kind", f"write it as in {_EXAMPLE}")
    if not is_reference(link.entity):
        raise InputError(place, '"entity" is no name of an IRI', f"write it as in {_EXAMPLE}")
    if not is_iri(link.same_as):
        raise InputError(place, '"same_as" is no web address', f"write it as in {_EXAMPLE}")
    return link


def is_iri(text: str) -> bool:
    """True for an absolute IRI that can stand in the graph."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return re.match(r"[a-z][a-z0-9+.-]*:\S", text, re.IGNORECASE) is not None


# --- In the graph ---------------------------------------------------------------------------------


def apply(store: Store) -> None:
    """Let the articles in the store contribute the links of what they mention, and no others."""
    wanted = _wanted(store)
    before: dict[ox.NamedNode, set[ox.Triple]] = defaultdict(set)
    for node, predicate, target in store.match(None, SKOS.exactMatch):
        for article, _, _ in store.match(None, KG.mentions, node):
            before[article].add(ox.Triple(node, predicate, target))
    changed = [_contribution(store, a, wanted.get(a, set())) for a in {*wanted, *before}]
    store.replace_all([one for one in changed if one is not None])


def _wanted(store: Store) -> dict[ox.NamedNode, set[ox.Triple]]:
    """Article -> the links of the entities that it mentions."""
    by_entity: dict[str, list[ox.NamedNode]] = defaultdict(list)
    for link in links(store):
        by_entity[link.entity].append(ox.NamedNode(link.same_as))
    found: dict[ox.NamedNode, set[ox.Triple]] = defaultdict(set)
    if by_entity:
        for article, local, node in mentioned(store):
            exact = f"{segment(article.value)}#{local}"
            for target in (*by_entity.get(local, ()), *by_entity.get(exact, ())):
                found[article].add(ox.Triple(node, SKOS.exactMatch, target))
    return found


def _contribution(
    store: Store, article: ox.NamedNode, wanted: Collection[ox.Triple]
) -> Contribution | None:
    """What the article is to contribute; None when it does already."""
    linked = {t for t in store.hidden(shared_by(article)) if t.predicate == SKOS.exactMatch}
    if linked == set(wanted):
        return None
    now = store.contribution(article)
    return replace(now, shared={*(now.shared - linked), *wanted})


def mentioned(store: Store) -> Iterator[tuple[ox.NamedNode, str, ox.NamedNode]]:
    """Article, reference and node of every entity that an article mentions.

    The reference is what the article itself calls it (`kg.identity.decisions`).
    """
    settled = known(store)
    for article, (profiles, names) in settled.items():
        base = base_of(article.value)
        for profile in profiles.entities:
            own = f"entity/{profile.local}"
            yield article, profile.local, ox.NamedNode(base + names.get(own, own))
    for article, _, node in store.match(None, KG.mentions):
        if article not in settled and isinstance(node, ox.NamedNode) and "/entity/" in node.value:
            yield article, segment(node.value), node
