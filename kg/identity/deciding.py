"""What people decide, put into a store: that two entities are one, or that one is several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, product

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.identity.decisions import Decision, by_person
from kg.identity.settling import decide, known, person_decisions, settle
from kg.slugs import base_of, segment, slug
from kg.stores import Store


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """An entity as one article names it, and the segment of the IRI it has in the graph."""

    article: str
    local: str
    label: str
    node: ox.NamedNode

    @property
    def exact(self) -> str:
        """The reference to it in this article only."""
        return f"{self.article}#{self.local}"


class Parts:
    """All entities as the articles name them, when the store was last settled."""

    def __init__(self, store: Store) -> None:
        """Read them; one look at the store."""
        self._all: list[Part] = []
        for article, (profiles, names) in known(store).items():
            base = f"{base_of(article.value)}entity/"
            for profile in profiles.entities:
                name = names.get(f"entity/{profile.local}", f"entity/{profile.local}")[7:]
                node = ox.NamedNode(base + name)
                self._all.append(Part(profiles.article, profile.local, profile.label, node))
        self._all.sort(key=lambda part: (part.article, part.local))

    def of(self, node: ox.NamedNode) -> list[Part]:
        """Those that have this IRI in the graph, by article; NotFoundError for an office."""
        found = [part for part in self._all if part.node == node]
        if not found:
            raise NotFoundError(
                f"{node.value} is an office, which goes with whom or what it belongs to;"
                " name that instead"
            )
        return found

    def nodes(self, parts: Collection[Part]) -> list[ox.NamedNode]:
        """The IRIs that these have now, those of most articles first."""
        wanted = {(part.article, part.local) for part in parts}
        counts: dict[ox.NamedNode, int] = {}
        for part in self._all:
            if (part.article, part.local) in wanted:
                counts[part.node] = counts.get(part.node, 0) + 1
        return sorted(counts, key=lambda node: (-counts[node], node.value))

    def references(self, parts: Collection[Part]) -> list[str]:
        """How to refer to exactly these: by name where no article means another one by it."""
        here = {part.node for part in parts}
        wanted = {(part.article, part.local) for part in parts}
        shared = {
            part.local
            for part in self._all
            if part.node not in here or (part.article, part.local) not in wanted
        }
        found = Counter(part.exact if part.local in shared else part.local for part in parts)
        best = {segment(node.value) for node in here}
        return sorted(found, key=lambda ref: (ref not in best, -found[ref], ref))


def merge(
    store: Store, one: ox.NamedNode, other: ox.NamedNode, why: str | None = None
) -> list[ox.NamedNode]:
    """Decide that two entities are one; gives the one that they are now.

    What people decided to the contrary is taken back; what rules decide anyway is not noted.
    """
    parts = Parts(store)
    left, right = parts.of(one), parts.of(other)
    gone = _between(store, left, right, same=False)
    if gone:
        decide(store, gone, ())
        settle(store)
    if len(nodes := Parts(store).nodes([*left, *right])) == 1:
        return nodes
    # Each name of one with the best of the other, so that what is one now stays with it.
    a, b = parts.references(left), parts.references(right)
    pairs = {*((ref, b[0]) for ref in a), *((a[0], ref) for ref in b)}
    decide(store, (), (by_person(*pair, same=True, why=why) for pair in pairs))
    settle(store)
    return Parts(store).nodes([*left, *right])


def split(
    store: Store,
    node: ox.NamedNode,
    names: Collection[str] = (),
    articles: Collection[str] = (),
    why: str | None = None,
) -> list[ox.NamedNode]:
    """Decide that an entity is several; gives those that it is now.

    With `names` (labels or slugs that articles give it) or `articles` (slugs), those are one and
    the rest another. With neither, what people merged is taken back, and if nobody did, each name
    is one. NotFoundError when none of it has such a name, or there is nothing to split.
    """
    parts = Parts(store).of(node)
    if names or articles:
        groups = _chosen(parts, names, articles)
    else:
        gone = _between(store, parts, parts, same=True)
        if gone:
            decide(store, gone, ())
            settle(store)
            return Parts(store).nodes(parts)
        groups = _by_local(parts)
    gone = {d for a, b in combinations(groups, 2) for d in _between(store, a, b, same=True)}
    if gone:
        decide(store, gone, ())
        settle(store)
    now = Parts(store)
    joined = [pair for pair in combinations(groups, 2) if _meet(now, *pair)]
    decide(store, (), _apart(joined, why))
    settle(store)
    return Parts(store).nodes(parts)


def _meet(now: Parts, one: Collection[Part], other: Collection[Part]) -> bool:
    return not set(now.nodes(one)).isdisjoint(now.nodes(other))


def _apart(pairs: Iterable[tuple[list[Part], list[Part]]], why: str | None) -> Iterable[Decision]:
    """Decisions that keep the first of each pair from the second, and the first together."""
    found: dict[tuple[str, str], Decision] = {}
    for chosen, rest in pairs:
        locals_ = {part.local for part in rest}
        split_names = {part.local for part in chosen} & locals_
        left = {part.exact if part.local in split_names else part.local for part in chosen}
        for a, b in product(sorted(left), sorted(locals_)):
            decision = by_person(a, b, same=False, why=why)
            found[decision.pair] = decision
        for a, b in combinations(sorted(ref for ref in left if "#" in ref), 2):
            decision = by_person(a, b, same=True, why=why)
            found[decision.pair] = decision
    return found.values()


def _by_local(parts: Collection[Part]) -> list[list[Part]]:
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(part.local, []).append(part)
    articles = sorted({part.article for part in parts})
    if len(articles) == 1:
        raise NotFoundError(f"only {articles[0]} speaks of it, so there is nothing to split")
    if len(groups) == 1:
        raise NotFoundError(
            f"every article calls it {next(iter(parts)).label!r}, so there are no names to split it"
            f" by; say in which articles it is another, as in --article {articles[-1]}"
        )
    return [groups[local] for local in sorted(groups)]


def _chosen(
    parts: list[Part], names: Collection[str], articles: Collection[str]
) -> list[list[Part]]:
    """Those of these names in these articles, and the rest."""
    asked = {slug(name) for name in names}
    known_names = {part.local for part in parts} | {slug(part.label) for part in parts}
    known_articles = {part.article for part in parts}
    for wanted, there, what in (
        (asked, known_names, "no article calls it {}; they call it {}"),
        (set(articles), known_articles, "the article {} does not speak of it; these do: {}"),
    ):
        if missing := sorted(wanted - there):
            raise NotFoundError(what.format(missing[0], ", ".join(sorted(there)[:8])))
    chosen = [
        part
        for part in parts
        if (not asked or part.local in asked or slug(part.label) in asked)
        and (not articles or part.article in articles)
    ]
    rest = [part for part in parts if part not in chosen]
    if not chosen or not rest:
        which = "none" if not chosen else "all"
        raise NotFoundError(f"that is {which} of it; name a part that is another one")
    return [chosen, rest]


def _between(
    store: Store, one: Collection[Part], other: Collection[Part], *, same: bool
) -> set[Decision]:
    """What people decided on a pair of which each end is, or is part of, one of these two."""
    left, right = (
        {ref for part in parts for ref in (part.exact, part.local)} for parts in (one, other)
    )
    return {
        d
        for d in person_decisions(store)
        if d.same is same
        and (
            (d.pair[0] in left and d.pair[1] in right) or (d.pair[0] in right and d.pair[1] in left)
        )
    }


def concerning(store: Store, node: ox.NamedNode, decisions: Iterable[Decision]) -> list[Decision]:
    """Those of `decisions` that concern an entity."""
    refs = {ref for part in Parts(store).of(node) for ref in (part.exact, part.local)}
    return [d for d in sorted(decisions) if not refs.isdisjoint(d.pair)]


def labels(store: Store) -> Mapping[str, str]:
    """Reference -> what articles call it."""
    found: dict[str, str] = {}
    for article, (profiles, _) in known(store).items():
        for profile in profiles.entities:
            found.setdefault(profile.local, profile.label)
            found[f"{segment(article.value)}#{profile.local}"] = profile.label
    return found
