"""The IRI of each entity: readable, one for each, a function of who is who and of nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.identity.cluster import Cluster
from kg.identity.conflicts import country_names
from kg.identity.generic import is_generic
from kg.identity.units import Family
from kg.slugs import slug

SEPARATOR = "_"
"""Before what tells namesakes apart; no slug has it, so that no name can be taken for this."""


def canonical(clusters: Sequence[Cluster]) -> dict[tuple[str, str], str]:
    """(Article, local segment) -> segment of the entity's IRI, for every unit.

    A cluster is called by its best name. Of several that would be called the same, the one in most
    articles is; the others have behind it what tells them apart: a country, a kind, an article.
    """
    wanted: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        wanted.setdefault(_wanted(cluster), []).append(cluster)
    found: dict[tuple[str, str], str] = {}
    for name, namesakes in wanted.items():
        for segment, cluster in _told_apart(name, namesakes):
            found.update({unit.order: segment for unit in cluster.units})
    return found


def _wanted(cluster: Cluster) -> str:
    names = best_names(cluster)
    return slug(names[0]) if names else cluster.first.profile.local


def best_names(cluster: Cluster) -> list[str]:
    """The labels that articles give it, the best first: a full one, that of most articles.

    Of several in as many, one that ends in a name by which the person is also called alone: "Karl
    Lind" before "Lind Karl" where somebody writes "Lind".
    """
    used = Counter(unit.profile.label for unit in cluster.units if unit.profile.names)
    alone = {name for name in cluster.names() if len(name.split()) == 1}
    return sorted(
        used,
        key=lambda name: (
            _is_short(name, cluster),
            -used[name],
            alone.isdisjoint(name.split()[-1:]),
            name,
        ),
    )


def _is_short(name: str, cluster: Cluster) -> bool:
    """Whether a longer name says more: "Lavrov", "UN", "Supreme Court"."""
    one_word = len(name.split()) == 1
    if cluster.family is Family.PERSON:
        return one_word
    return is_generic(name) or (one_word and name.isupper())


def _told_apart(name: str, namesakes: Iterable[Cluster]) -> Iterable[tuple[str, Cluster]]:
    ranked = sorted(namesakes, key=lambda cluster: cluster.rank)
    taken = {name}
    yield name, ranked[0]
    for cluster in ranked[1:]:
        segment = next(s for s in _segments(name, cluster, ranked[0]) if s not in taken)
        taken.add(segment)
        yield segment, cluster


def _segments(name: str, cluster: Cluster, first: Cluster) -> Iterable[str]:
    own = country_names(cluster.countries - first.countries)
    if own:
        yield f"{name}{SEPARATOR}{slug(own[0])}"
    if cluster.family is not first.family:
        yield f"{name}{SEPARATOR}{cluster.first.profile.type.value.lower()}"
    article = f"{name}{SEPARATOR}{cluster.first.article}"
    yield article
    number = 2
    while True:
        yield f"{article}{SEPARATOR}{number}"
        number += 1
