"""Clusters that become fewer as they are joined, and what keeps two of them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.identity.cluster import Cluster
from kg.identity.conflicts import are_different, conflict
from kg.identity.decisions import Verdicts
from kg.identity.strangers import strangers
from kg.identity.units import Family, Unit


class Clusters:
    """Units that become fewer clusters as they are joined (a disjoint-set forest)."""

    def __init__(self, units: Sequence[Unit], verdicts: Verdicts) -> None:
        """Each unit is a cluster of its own at first."""
        self._verdicts = verdicts
        self._parent: dict[tuple[str, str], tuple[str, str]] = {u.order: u.order for u in units}
        self._known = {unit.order: self._single(unit) for unit in units}

    def _single(self, unit: Unit) -> Cluster:
        profile = unit.profile
        refs = self._verdicts.refs(unit.article, profile.local)
        return Cluster(
            first=unit,
            units=[unit],
            articles={unit.article},
            countries=frozenset(profile.countries),
            born=profile.born,
            died=profile.died,
            served=profile.served,
            idents=frozenset(profile.idents),
            refs=frozenset({refs} if refs else ()),
        )

    def of(self, unit: Unit) -> Cluster:
        """The cluster that a unit is in."""
        return self._known[self._root(unit.order)]

    def _root(self, key: tuple[str, str]) -> tuple[str, str]:
        while (above := self._parent[key]) is not key:
            self._parent[key] = self._parent[above]
            key = above
        return key

    def among(self, units: Iterable[Unit]) -> list[Cluster]:
        """The clusters of some units, each once, those of most articles first."""
        found = {self._root(unit.order) for unit in units}
        return sorted((self._known[key] for key in found), key=lambda cluster: cluster.rank)

    def forbidden(self, one: Cluster, other: Cluster) -> str | None:
        """What somebody decided against joining two clusters."""
        for a in one.refs:
            for b in other.refs:
                if self._verdicts.on(a, b) is False:
                    return "somebody decided so"
        return None

    def against(self, one: Cluster, other: Cluster) -> str | None:
        """Why two clusters may not be joined by a rule; None when nothing speaks against it."""
        return self.clash(one, other) or strangers(one, other)

    def clash(self, one: Cluster, other: Cluster) -> str | None:
        """Why two clusters may not be joined, however much they have in common."""
        return self.forbidden(one, other) or conflict(one, other)

    def are_one(self, clusters: Sequence[Cluster]) -> bool:
        """Whether nothing at all speaks against joining all of these things: seen at one look."""
        told = [cluster.countries for cluster in clusters if cluster.countries]
        return (
            clusters[0].family is not Family.PERSON
            and not any(cluster.refs for cluster in clusters)
            and not are_different(frozenset().union(*(cluster.idents for cluster in clusters)))
            and (not told or bool(frozenset.intersection(*told)))
        )

    def join(self, *clusters: Cluster) -> Cluster:
        """One cluster of several."""
        large = max(clusters, key=lambda cluster: len(cluster.units))
        for small in clusters:
            if small is not large:
                root = self._root(large.first.order)
                self._parent[self._root(small.first.order)] = root
                large.take(small)
                self._known[root] = large
        return large
