"""Which pairs are worth a look, and how alike their names are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.identity.cluster import Cluster
from kg.identity.forest import Clusters
from kg.identity.generic import is_generic
from kg.identity.units import Family, Unit
from kg.matching import Match, compare
from kg.model import EntityType

WEAK = 0.6
"""A score of names that many bear; from here on, names of things may be one."""
_BLOCK = 300  # larger blocks are compared with neighbours only
_NAMES = 5  # names of a cluster that are compared
_ALIAS = 0.4  # the doubt left when an article itself uses both names


def says_little(unit: Unit) -> bool:
    """Whether many may bear the name: one word of a person's, a body's that says no country."""
    if unit.profile.type is EntityType.COUNTRY:
        return False
    if unit.family is Family.PERSON:
        return len(unit.profile.label.split()) == 1
    return is_generic(unit.profile.label)


def is_one_word(cluster: Cluster) -> bool:
    """Whether no name of it has two words: too little to be known by in another spelling.

    Of things, words of two letters do not count: "La Brasna", "Al Prassna".
    """
    small = 0 if cluster.family is Family.PERSON else 2
    words = (sum(len(word) > small for word in name.split()) for name in cluster.names())
    return all(number <= 1 for number in words)


def is_short(cluster: Cluster) -> bool:
    """Whether it has no longer name than one word of a person's, or capitals: "UN"."""
    if not is_one_word(cluster) or cluster.family is Family.PERSON:
        return is_one_word(cluster)
    return all(2 * sum(map(str.isupper, name)) > len(name) for name in cluster.names())


def sharing(kin: Sequence[Unit], window: int) -> Iterator[tuple[Unit, Unit]]:
    """Pairs that have an office, a tie, a companion or a country in common, each once.

    Of many that share one thing, each is paired with the next few.
    """
    having: dict[tuple[int, str], list[Unit]] = {}
    for unit in kin:
        profile = unit.profile
        told = (profile.offices, profile.ties, unit.people(), profile.countries, unit.bodies())
        for rank, values in enumerate(told):
            for value in values:
                having.setdefault((rank, value), []).append(unit)
    seen: set[tuple[tuple[str, str], tuple[str, str]]] = set()
    for what in sorted(having):
        those = having[what]
        for place, one in enumerate(those):
            for other in those[place + 1 : place + 1 + window]:
                pair = (one.order, other.order)
                if one.article != other.article and pair not in seen:
                    seen.add(pair)
                    yield one, other


def pairs(
    clusters: Clusters, everybody: Sequence[Unit], wanted: Callable[[str], bool], window: int
) -> Iterator[tuple[Cluster, Cluster]]:
    """Clusters of different names that have a key in common, each pair once."""
    blocks: dict[str, list[tuple[Cluster, set[str]]]] = {}
    for cluster in clusters.among(everybody):
        if cluster.first.profile.names:
            groups = cluster.groups()
            for key in cluster.blocks():
                if wanted(key):
                    blocks.setdefault(key, []).append((cluster, groups))
    seen: set[tuple[tuple[str, str], tuple[str, str]]] = set()
    for key in sorted(blocks):
        block = blocks[key]
        width = len(block) if len(block) <= _BLOCK else window
        for place, (one, groups) in enumerate(block):
            for other, others in block[place + 1 : place + 1 + width]:
                pair = (one.first.order, other.first.order)
                if groups.isdisjoint(others) and pair not in seen:
                    seen.add(pair)
                    yield one, other


def likeness(one: Cluster, other: Cluster) -> Match:
    """How alike the names of two clusters are: the best of all pairs of their labels.

    A name of one word stands for a person only where there is no longer one, since a family has
    it in common. That an article calls one of a body by the label of the other speaks for it.
    """
    if one.family is not other.family:
        return Match(0.0, ("different kinds of thing",))
    kind = one.first.profile.type
    left, right = _compared(one), _compared(other)
    found = (compare(a, b, kind) for a in left[:_NAMES] for b in right[:_NAMES])
    best = max(found, key=lambda match: (match.score, match.reasons))
    if one.family is Family.PERSON or best.score < WEAK:
        return best
    used = {*left} & {*other.names()} | {*right} & {*one.names()}
    both = min((name for name in used if not is_generic(name)), default=None)
    if both is None:
        return best
    score = round(1 - (1 - best.score) * _ALIAS, 3)
    return Match(score, (*best.reasons, f"an article uses both: {both}"))


def _compared(cluster: Cluster) -> list[str]:
    """The full names of a person, what articles mostly call anything else."""
    if cluster.family is not Family.PERSON:
        return cluster.labels()
    return [name for name in cluster.names() if len(name.split()) > 1] or cluster.names()
