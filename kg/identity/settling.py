"""The graph brought up to date with who is who: after a build, a removal, or a decision.

What is known of each article is kept in one hidden graph, so that only those articles are read
again that came, changed or are named anew. An article that stands as it should has a note with the
digest of what is known of it; one without is unsettled, whatever interrupted the work before, and
the next call finishes it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kg.digests import program
from kg.identity import decisions as data
from kg.identity.canonical import SEPARATOR
from kg.identity.clusters import identify
from kg.identity.decisions import DECISIONS, Decision, Verdicts
from kg.identity.profiles import ArticleProfiles, Profile, profiles
from kg.identity.renaming import Names, Worded, is_settled_note, renamed, settled, worded
from kg.identity.units import units
from kg.model import Progress
from kg.slugs import base_of, segment, slug
from kg.stores import Contribution, Store
from kg.stores.contributions import HIDDEN, notes_of

PROFILES = ox.NamedNode(f"{HIDDEN}profiles")
"""The hidden graph of what is known of each article: a line each."""
RULED = ox.NamedNode(f"{HIDDEN}ruled")
"""The hidden graph of what rules decided."""
_KNOWN = ox.NamedNode(f"{HIDDEN}known")
_HEEDED = ox.NamedNode(f"{HIDDEN}heeded")
_AT_ONCE = 100  # articles that are rewritten in one transaction


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is known of an article: its profiles, and which of its segments are renamed to what."""

    profiles: ArticleProfiles
    names: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """One line."""
        names = json.dumps(self.names, sort_keys=True, separators=(",", ":"))
        return f"{self.profiles.to_json()}\t{names}"

    @classmethod
    def of(cls, text: str) -> _Entry:
        """What `text` wrote."""
        known, _, names = text.partition("\t")
        return cls(ArticleProfiles.from_json(known), json.loads(names))

    def digest(self) -> str:
        """Other digits when anything of it changes, or the program does."""
        return hashlib.sha256(f"{program()}\t{self.text()}".encode()).hexdigest()


def settle(
    store: Store,
    decided: Collection[Decision] = (),
    progress: Progress | None = None,
    brought: Mapping[ox.NamedNode, ArticleProfiles] | None = None,
) -> int:
    """Name every entity in `store` as the set of its articles and the decisions on it demand.

    `decided` are put into the store before, in place of what was decided on the same pairs.
    `brought` are the profiles of articles that were put in since it was settled, for a caller who
    has them at hand: what is known of the others is read from the store.
    Returns how many articles were named anew. Each stays whole at any time: killed, the next call
    finishes the work.
    """
    if decided:
        pairs = {decision.pair for decision in decided}
        decide(store, (d for d in person_decisions(store) if d.pair in pairs), decided)
    return _Settling(store, progress or (lambda what, done, total: None)).run(brought or {})


def own_wording(store: Store, article: ox.NamedNode) -> Worded:
    """What an article brought, under the IRIs that it gave its entities itself."""
    brought = store.contribution(article)
    return worded(brought.triples, brought.notes)


def person_decisions(store: Store) -> tuple[Decision, ...]:
    """What people decided, sorted."""
    return tuple(data.from_triples(store.hidden(DECISIONS)))


def rule_decisions(store: Store) -> tuple[Decision, ...]:
    """What rules decided when the store was last settled, sorted."""
    return tuple(data.from_triples(store.hidden(RULED)))


def decide(store: Store, gone: Iterable[Decision], new: Iterable[Decision]) -> None:
    """Take decisions of people out of the store and put others in; `settle` heeds them."""
    old = _quads(data.to_triples(gone), DECISIONS)
    add = _quads(data.to_triples(new), DECISIONS)
    store.exchange(old - add, add - old)


def known(store: Store) -> dict[ox.NamedNode, tuple[ArticleProfiles, Mapping[str, str]]]:
    """Article -> its profiles, and which of its segments are renamed, when last settled."""
    return {node: (entry.profiles, entry.names) for node, entry in _entries(store.hidden(PROFILES))}


def _entries(lines: Iterable[ox.Triple]) -> Iterator[tuple[ox.NamedNode, _Entry]]:
    for triple in sorted(lines, key=lambda line: str(line.subject)):
        if triple.predicate == _KNOWN and isinstance(triple.subject, ox.NamedNode):
            assert isinstance(triple.object, ox.Literal)
            with suppress(KeyError, TypeError, ValueError):  # another version wrote it: read again
                yield triple.subject, _Entry.of(triple.object.value)


class _Settling:
    """One run: which articles are unsettled, who is who now, what is to be written."""

    def __init__(self, store: Store, progress: Progress) -> None:
        self._store, self._progress = store, progress
        self._decisions = person_decisions(store)
        self._by_ref: dict[str, list[str]] = {}
        for decision in self._decisions:
            for ref in decision.pair:
                self._by_ref.setdefault(ref, []).append(f"d {' '.join(decision.pair)}")
        self._hidden = store.hidden(PROFILES)
        self._before = dict(_entries(self._hidden))
        self._after: dict[ox.NamedNode, _Entry] = {}

    def run(self, brought: Mapping[ox.NamedNode, ArticleProfiles]) -> int:
        articles = self._store.article_iris()
        dirty = self._unsettled(articles)
        gone = self._before.keys() - set(articles)
        heeded = self._heeded() in self._hidden
        if not dirty and not gone and heeded:
            return 0
        self._after = {a: self._before[a] for a in articles if a not in dirty}
        standing = {article: entry.names for article, entry in self._after.items()}
        for number, article in enumerate(sorted(dirty, key=str)):
            self._progress(f"who is who in {segment(article.value)}", number, len(dirty))
            if article in brought:
                standing[article], self._after[article] = {}, _Entry(brought[article])
                continue
            own = own_wording(self._store, article)
            standing[article] = _relative(own.names, article)
            self._after[article] = _Entry(profiles(article, own.triples))
        affected = self._affected({*dirty, *gone}) if heeded else None
        ruled = self._name(affected)
        anew = [a for a, entry in self._after.items() if entry.names != standing[a]]
        self._rewrite(sorted(anew, key=str))
        self._write_down(dirty - set(anew), ruled)
        return len(anew)

    def _unsettled(self, articles: Collection[ox.NamedNode]) -> set[ox.NamedNode]:
        notes = {
            article: settled(article, self._before[article].digest())
            for article in articles
            if article in self._before
        }
        standing = self._store.hiding(set(notes.values()), but=())
        return {a for a in articles if notes.get(a) not in standing}

    def _heeded(self) -> ox.Triple:
        """The note that these decisions of people were heeded, by this program."""
        text = data.written(self._decisions)
        digest = hashlib.sha256(f"{program()}\t{text}".encode()).hexdigest()
        return ox.Triple(_HEEDED, _HEEDED, ox.Literal(digest))

    # --- Who is concerned -------------------------------------------------------------------------

    def _affected(self, changed: Collection[ox.NamedNode]) -> set[str]:
        """The keys of all whom a change of these articles may concern, however indirectly."""
        by_key: dict[str, set[tuple[str, ...]]] = {}
        found: set[str] = set()
        for entries in (self._before, self._after):
            for article, entry in entries.items():
                for profile in entry.profiles.entities:
                    keys = self._keys(entry.profiles.article, profile)
                    for key in keys:
                        by_key.setdefault(key, set()).add(keys)
                    if article in changed:
                        found.update(keys)
        ahead = list(found)
        while ahead:
            for keys in by_key.pop(ahead.pop(), ()):
                ahead += set(keys) - found
                found.update(keys)
        return found

    def _keys(self, article: str, profile: Profile) -> tuple[str, ...]:
        """The blocking keys of a profile, and a key for each decision on it."""
        if not self._by_ref:
            return profile.keys
        refs = (profile.local, f"{article}#{profile.local}")
        return (*profile.keys, *(key for ref in refs for key in self._by_ref.get(ref, ())))

    def _name(self, affected: Collection[str] | None) -> set[Decision]:
        """Name the affected, or all; gives what rules decided, on others as before."""
        everybody = [
            unit
            for entry in self._after.values()
            for unit in units(entry.profiles)
            if affected is None
            or any(key in affected for key in self._keys(unit.article, unit.profile))
        ]
        found = identify(everybody, Verdicts(self._decisions))
        concerned: dict[str, list[str]] = {}
        for unit in everybody:
            concerned.setdefault(unit.article, []).append(unit.profile.local)
        for article, entry in self._after.items():
            name = entry.profiles.article
            old = self._before[article].names if article in self._before else {}
            segments = {p.local: p.local for p in entry.profiles.entities}
            segments |= {own: old.get(f"entity/{own}", f"entity/{own}")[7:] for own in segments}
            segments |= {own: found.names[name, own] for own in concerned.get(name, ())}
            self._after[article] = replace(entry, names=_renamings(segments, entry.profiles))
        if affected is None:
            return set(found.decisions)
        locals_ = {unit.profile.local for unit in everybody}
        locals_ |= self._locals_of(affected)
        others = (
            d
            for d in rule_decisions(self._store)
            if locals_.isdisjoint(ref.rpartition("#")[2] for ref in d.pair)
        )
        return {*found.decisions, *others}

    def _locals_of(self, affected: Collection[str]) -> set[str]:
        """What those are called who are concerned, whether they are still there or not."""
        return {key[2:] for key in affected if key.startswith("= ")}

    # --- What is written --------------------------------------------------------------------------

    def _rewrite(self, articles: Sequence[ox.NamedNode]) -> None:
        for start in range(0, len(articles), _AT_ONCE):
            self._progress("naming anew", start, len(articles))
            self._store.replace_all([self._named(a) for a in articles[start : start + _AT_ONCE]])

    def _named(self, article: ox.NamedNode) -> Contribution:
        entry = self._after[article]
        names = _absolute(entry.names, article)
        triples, notes = renamed(article, own_wording(self._store, article), names, entry.digest())
        return Contribution.of(triples, notes)

    def _write_down(self, noted: Collection[ox.NamedNode], ruled: Collection[Decision]) -> None:
        """All that the next run starts from, in one transaction."""
        lines = {ox.Triple(a, _KNOWN, ox.Literal(entry.text())) for a, entry in self._after.items()}
        before = _quads(self._hidden, PROFILES)
        before |= _quads(self._store.hidden(RULED), RULED)
        heeded = {self._heeded()} if lines or self._decisions else set()
        after = _quads({*lines, *heeded}, PROFILES)
        after |= _quads(data.to_triples(ruled), RULED)
        for article in noted:
            note = settled(article, self._after[article].digest())
            after |= _quads((note,), notes_of(article))
            before |= _quads(self._stale(article), notes_of(article))
        self._store.exchange(before - after, after - before)

    def _stale(self, article: ox.NamedNode) -> Iterable[ox.Triple]:
        return (t for t in self._store.hidden(notes_of(article)) if is_settled_note(t))


def _quads(triples: Iterable[ox.Triple], graph: ox.NamedNode) -> set[ox.Quad]:
    return {ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples}


def _renamings(segments: Mapping[str, str], known: ArticleProfiles) -> dict[str, str]:
    """What is renamed to what below the base: entities, and the posts of those renamed."""
    found = {f"entity/{own}": f"entity/{name}" for own, name in segments.items() if own != name}
    for post, (label, owner) in known.posts.items():
        stem, mark, rest = segments.get(owner, owner).partition(SEPARATOR)
        name = f"{slug(f'{label} {stem}')}{mark}{rest}"
        if name != post:
            found[f"post/{post}"] = f"post/{name}"
    return found


def _absolute(names: Mapping[str, str], article: ox.NamedNode) -> Names:
    base = base_of(article.value)
    return {ox.NamedNode(base + own): ox.NamedNode(base + name) for own, name in names.items()}


def _relative(names: Names, article: ox.NamedNode) -> dict[str, str]:
    start = len(base_of(article.value))
    return {own.value[start:]: name.value[start:] for own, name in names.items()}
