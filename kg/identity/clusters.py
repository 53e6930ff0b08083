"""Who is who in a set of articles: a function of the set, never of the order they came in.

In turn:
0. what articles link to one thing elsewhere;
1. entities of one name: one, unless something speaks against it. Where the name alone says little
   (one word of a person's, "Justice Department", a name of two kinds of thing), something must
   speak for it;
2. what people decided;
3. names that are forms of one another (`kg.matching`), in the order of their scores;
4. short names ("Lavrov", "UN"), when there is just one whom they can mean.
Every join is checked against all that is known of both clusters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.identity.candidates import (
    WEAK,
    is_one_word,
    is_short,
    likeness,
    pairs,
    says_little,
    sharing,
)
from kg.identity.canonical import canonical
from kg.identity.cluster import Cluster
from kg.identity.decisions import Decision, Verdicts
from kg.identity.evidence import Support, best_support, support
from kg.identity.forest import Clusters
from kg.identity.strangers import ENOUGH, acquainted, bits
from kg.identity.units import Family, Unit
from kg.matching import THRESHOLD, Match

_KINDS = 0.9  # one name of several words for two kinds of thing: "White House"
_LEAST = 0.4  # one word of a name; names less alike are never one, whatever else is in common
_SAME_WORDS = 0.97  # from here on, names differ in order, spaces and small words only
_ONLY_ONE = 0.7  # a family name when only one person of that name is known
_NOT_TOLD = "it is not told which one is meant"
_WINDOW = 8  # how many of those that share something are compared with each


@dataclass(frozen=True, slots=True)
class Identities:
    """What became of a set of articles.

    `names` gives (article, local segment) the segment of the entity's IRI; `decisions` are those
    of rules that a name alone does not explain, sorted.
    """

    names: dict[tuple[str, str], str]
    decisions: tuple[Decision, ...]


def identify(units: Iterable[Unit], verdicts: Verdicts) -> Identities:
    """Who is who among these, given what people decided."""
    everybody = sorted(units, key=lambda unit: unit.order)
    found = _Identification(everybody, verdicts)
    found.run()
    names = canonical(found.clusters.among(everybody))
    return Identities(names, tuple(sorted(set(found.decisions))))


class _Identification:
    """The steps, on clusters that become fewer; each notes what it decides."""

    def __init__(self, everybody: Sequence[Unit], verdicts: Verdicts) -> None:
        self.clusters = Clusters(everybody, verdicts)
        self.decisions: list[Decision] = []
        self._everybody = everybody
        self._verdicts = verdicts
        self._groups: dict[str, list[Unit]] = {}
        for unit in everybody:
            self._groups.setdefault(unit.profile.wanted, []).append(unit)

    def run(self) -> None:
        self._same_links()
        for group in self._groups.values():
            self._same_name([unit for unit in group if unit.profile.names])
        self._by_people()
        self._forms_of_names()
        self._short_names()

    # --- 0. One link ------------------------------------------------------------------------------

    def _same_links(self) -> None:
        """Those that other annotators linked to one thing are one, whatever they are called."""
        linked: dict[str, list[Unit]] = {}
        for unit in self._everybody:
            for ident in unit.profile.idents:
                linked.setdefault(ident, []).append(unit)
        for ident in sorted(linked):
            first, *others = linked[ident]
            for unit in others:
                one, other = self.clusters.of(first), self.clusters.of(unit)
                if one is other or self.clusters.clash(one, other) is not None:
                    continue
                if first.profile.wanted != unit.profile.wanted:
                    self._note(one, other, True, 1.0, (f"both are {ident}",), "same-link")
                self.clusters.join(one, other)

    # --- 1. One name ------------------------------------------------------------------------------

    def _same_name(self, group: Sequence[Unit]) -> None:
        if len(group) < 2:
            return
        families = sorted({unit.family for unit in group})
        for family in families:
            kin = [unit for unit in group if unit.family is family]
            if says_little(kin[0]):
                self._joined_by_evidence(kin)
            else:
                self._joined_by_default(kin)
        if len(families) > 1:
            self._across_kinds(group)

    def _joined_by_default(self, kin: Sequence[Unit]) -> None:
        clusters = self.clusters.among(kin)
        if self.clusters.are_one(clusters):
            self.clusters.join(*clusters)
            return
        left = len(clusters)
        for one, other in sharing(kin, window=1):
            left -= self._try(one, other)
            if left == 1:
                return
        clusters = self.clusters.among(kin)
        apart: list[Cluster] = []
        for cluster in (c for c in clusters if c.is_anchored):
            self._placed(cluster, apart)
        floating = [c for c in clusters if not c.is_anchored]
        if not apart:
            for cluster in floating:
                self._placed(cluster, apart)
            return
        self._left_over(floating, apart)

    def _left_over(self, floating: Sequence[Cluster], anchored: list[Cluster]) -> None:
        """One of whom nothing is known is whoever it can be, if that is only one.

        Else it is nobody in particular; a body or place then is one with the others of the name.
        """
        others: list[Cluster] = []
        for cluster in floating:
            fitting = self._fitting(cluster, anchored)
            if len(fitting) == 1:
                at = anchored.index(fitting[0])
                anchored[at] = self.clusters.join(cluster, fitting[0])
                continue
            if fitting:
                self._note(cluster, anchored[0], False, 0.5, (_NOT_TOLD,), "same-name")
            else:
                why = self.clusters.against(cluster, anchored[0]) or ""
                self._note(cluster, anchored[0], False, 0.2, (why,), "same-name")
            if not fitting or cluster.family is not Family.PERSON:
                self._placed(cluster, others)

    def _fitting(self, cluster: Cluster, apart: Sequence[Cluster]) -> list[Cluster]:
        """Those of `apart` that it may be one with; of several, the only one it has to do with."""
        fitting = [c for c in apart if self.clusters.against(cluster, c) is None]
        near = [c for c in fitting if acquainted(cluster, c)] if len(fitting) > 1 else []
        return near if len(near) == 1 else fitting

    def _placed(self, cluster: Cluster, apart: list[Cluster]) -> None:
        """Join a cluster to the only one of `apart` that it fits, or put it beside them."""
        fitting = self._fitting(cluster, apart)
        if len(fitting) == 1:
            apart[apart.index(fitting[0])] = self.clusters.join(cluster, fitting[0])
            return
        if apart:
            why = self.clusters.against(cluster, apart[0]) or "it may be one of several"
            self._note(cluster, apart[0], False, 0.2, (why,), "same-name")
        apart.append(cluster)

    def _joined_by_evidence(self, kin: Sequence[Unit]) -> None:
        edges = []
        for one, other in sharing(kin, window=_WINDOW):
            found = support(one, other)
            if found.on(WEAK) >= THRESHOLD:
                edges.append((-found.on(WEAK), one.order, other.order, one, other, found))
        for *_, one, other, found in sorted(edges, key=lambda edge: edge[:3]):
            self._try(one, other, found)

    def _try(self, one: Unit, other: Unit, found: Support | None = None) -> bool:
        """Join the clusters of two units that share something; whether that made one of two."""
        clusters = self.clusters.of(one), self.clusters.of(other)
        if clusters[0] is clusters[1]:
            return False
        against = self.clusters.clash if bits(one, other) >= ENOUGH else self.clusters.against
        if against(*clusters) is not None:
            return False
        if found is not None:
            pair = sorted((one.exact, other.exact))
            reasons = ("same name", *found.reasons)
            self.decisions.append(
                Decision((pair[0], pair[1]), True, found.on(WEAK), reasons, "same-name")
            )
        self.clusters.join(*clusters)
        return True

    def _across_kinds(self, group: Sequence[Unit]) -> None:
        """As of a "White House" that is a building here and a government there."""
        for one, other in combinations(self.clusters.among(group), 2):
            one, other = self.clusters.of(one.first), self.clusters.of(other.first)
            if one is other or one.family is other.family:
                continue
            plain = Family.PERSON not in (one.family, other.family)
            several = len(one.first.profile.label.split()) > 1
            base = _KINDS if plain and several and not says_little(one.first) else WEAK
            found = best_support(one, other)
            reasons = (f"same name, of a {one.family} and a {other.family}", *found.reasons)
            self._settle(one, other, found.on(base), reasons, "same-name")

    # --- 2. People --------------------------------------------------------------------------------

    def _by_people(self) -> None:
        """Join what people joined, whatever speaks against it.

        Of several who bear a name, the one in most articles is meant, and whoever else fits it.
        """
        by_ref: dict[str, list[Unit]] = {}
        for unit in self._everybody:
            for ref in self._verdicts.refs(unit.article, unit.profile.local):
                by_ref.setdefault(ref, []).append(unit)
        for pair, same in self._verdicts.pairs.items():
            if not same or not all(ref in by_ref for ref in pair):
                continue
            ends = [self.clusters.among(by_ref[ref]) for ref in pair]
            (one, *more), (other, *others) = ends
            if self.clusters.forbidden(one, other) is None:
                joined = self.clusters.join(one, other)
                for unit in (cluster.first for cluster in (*more, *others)):
                    cluster = self.clusters.of(unit)
                    if self.clusters.against(cluster, joined) is None:
                        joined = self.clusters.join(cluster, joined)

    # --- 3. Forms of a name -----------------------------------------------------------------------

    def _forms_of_names(self) -> None:
        edges = []
        for one, other in pairs(
            self.clusters, self._everybody, lambda key: not key.startswith("s "), _WINDOW
        ):
            match = likeness(one, other)
            if match.score < WEAK or is_short(one) != is_short(other):
                continue
            if match.score < _SAME_WORDS and not one.articles.isdisjoint(other.articles):
                continue  # who writes of both does so on purpose
            found = best_support(one, other)
            weak = match.score < _SAME_WORDS and is_one_word(one) and is_one_word(other)
            score = found.on(min(match.score, WEAK) if weak else match.score)
            if score >= THRESHOLD:
                edges.append((-score, one.first.order, other.first.order, match, found))
        partners: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for _, a, b, *_ in edges:
            partners.setdefault(a, []).append(b)
            partners.setdefault(b, []).append(a)
        at = {unit.order: unit for unit in self._everybody}
        for score, a, b, match, found in sorted(edges, key=lambda edge: edge[:3]):
            one, other = self.clusters.of(at[a]), self.clusters.of(at[b])
            rivals = [at[c] for end, mate in ((a, b), (b, a)) for c in partners[end] if c != mate]
            reasons = (*match.reasons, *found.reasons)
            if found.doubt == 1.0 and self._are_apart(rivals, one, other):
                reasons = (*reasons, "but it may be one of several")
                self._note(one, other, False, -score, reasons, "form-of-name")
            else:
                self._settle(one, other, -score, reasons, "form-of-name")

    def _are_apart(self, rivals: Iterable[Unit], one: Cluster, other: Cluster) -> bool:
        """Whether a rule has kept apart namesakes that a form of their name may mean."""
        groups = one.groups() | other.groups()
        return any(
            (rival := self.clusters.of(unit)) is not one
            and rival is not other
            and rival.groups() & groups
            for unit in rivals
        )

    # --- 4. Short names ---------------------------------------------------------------------------

    def _short_names(self) -> None:
        fitting: dict[tuple[str, str], list[tuple[Cluster, Match]]] = {}
        shorts: dict[tuple[str, str], Cluster] = {}
        for one, other in pairs(self.clusters, self._everybody, lambda key: True, _WINDOW):
            if is_short(one) == is_short(other):
                continue
            short, long = (one, other) if is_short(one) else (other, one)
            if is_one_word(long):
                continue
            match = likeness(short, long)
            least = _LEAST if short.family is Family.PERSON else WEAK
            if match.score >= least and self.clusters.against(short, long) is None:
                fitting.setdefault(short.first.order, []).append((long, match))
                shorts[short.first.order] = short
        for key in sorted(shorts, key=lambda key: shorts[key].rank):
            self._short_name(shorts[key], fitting[key])

    def _short_name(self, short: Cluster, fitting: Sequence[tuple[Cluster, Match]]) -> None:
        only = len(fitting) == 1
        scored = []
        for long, match in fitting:
            found = best_support(short, long)
            base = match.score
            if only and short.family is Family.PERSON:
                base = max(base, _ONLY_ONE)
            if match.score >= THRESHOLD and not only:
                base = WEAK  # an acronym that may stand for several
            scored.append((found.on(base), long, (*match.reasons, *found.reasons)))
        sure = [entry for entry in scored if entry[0] >= THRESHOLD]
        if len(sure) == 1:
            score, long, reasons = sure[0]
            if only:
                reasons = (*reasons, "nobody else is known who may be meant")
            current = self.clusters.of(short.first), self.clusters.of(long.first)
            self._settle(*current, score, reasons, "short-name")
        elif len(sure) > 1:
            for score, long, reasons in sure[:2]:
                why = (*reasons, "but several may be meant")
                self._note(short, long, False, score, why, "short-name")

    # --- Notes ------------------------------------------------------------------------------------

    def _settle(
        self, one: Cluster, other: Cluster, score: float, reasons: tuple[str, ...], rule: str
    ) -> None:
        """Join two clusters whose score is high enough and against which nothing speaks."""
        if one is other or score < THRESHOLD or self.clusters.forbidden(one, other) is not None:
            return
        why = self.clusters.against(one, other)
        if why is not None:
            self._note(one, other, False, score, (*reasons, f"but {why}"), rule)
            return
        self._note(one, other, True, score, reasons, rule)
        self.clusters.join(one, other)

    def _note(
        self,
        one: Cluster,
        other: Cluster,
        same: bool,
        score: float,
        reasons: tuple[str, ...],
        rule: str,
    ) -> None:
        refs = sorted((self._ref(one), self._ref(other)))
        self.decisions.append(Decision((refs[0], refs[1]), same, score, reasons, rule))

    def _ref(self, cluster: Cluster) -> str:
        """How to refer to a cluster: by its name when all that are called so are in it."""
        unit = cluster.first
        group = self._groups[unit.profile.wanted]
        local = unit.profile.local
        whole = local == unit.profile.wanted and all(
            self.clusters.of(other) is self.clusters.of(unit) for other in group
        )
        return local if whole else unit.exact
