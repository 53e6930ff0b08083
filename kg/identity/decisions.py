"""Decisions on identity as data: which two are one or are not, why, and who says so.

A decision is about a pair of references. A reference is how articles call an entity: the last
segment of the IRI that they give it themselves ("lavrov": whatever any article calls so), or the
same of one article only ("harbour#lavrov"). Neither depends on what other articles say, so that a
decision holds in any store, and after every rebuild.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeGuard

import pyoxigraph as ox

from kg.errors import InputError
from kg.identity.lines import is_reference, objects
from kg.stores.contributions import HIDDEN

PERSON = "person"
"""Who says so, of a decision that somebody took; else the name of a rule."""

_DECISION = ox.NamedNode(f"{HIDDEN}decision")
DECISIONS = ox.NamedNode(f"{HIDDEN}decisions")
"""The hidden graph of what people decided."""


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """Whether `pair`, two references in order, is one entity.

    `score` is what speaks for one, 0 to 1, to which something else may be opposed; a person's
    verdict is sure. `by` is "person" or the rule that decided.
    """

    pair: tuple[str, str]
    same: bool
    score: float
    reasons: tuple[str, ...] = ()
    by: str = PERSON

    def to_json(self) -> str:
        """One line of a file of decisions."""
        data = {"pair": self.pair, "verdict": "same" if self.same else "different"}
        if self.by == PERSON:
            return _line(data | ({"why": self.reasons[0]} if self.reasons else {}))
        return _line(data | {"score": self.score, "reasons": self.reasons, "by": self.by})


def _line(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def by_person(a: str, b: str, *, same: bool, why: str | None = None) -> Decision:
    """What somebody decided on references `a` and `b`."""
    pair = (min(a, b), max(a, b))
    return Decision(pair, same, float(same), (why,) if why else ())


def read(path: str | Path) -> tuple[Decision, ...]:
    """The decisions of people in a JSON Lines file; InputError naming the line that is none.

    Each line: {"pair": ["lavrov", "sergei-lavrov"], "verdict": "same", "why": "..."}; verdict is
    same or different, "why" may be left out. Lines of rules, which `kg decisions --all` writes,
    are passed over.
    """
    found = (_parsed(data, place) for place, data in objects(path, "kg decisions", _EXAMPLE))
    return tuple(decision for decision in found if decision is not None)


def _parsed(data: Mapping[str, object], place: str) -> Decision | None:
    if data.get("by", PERSON) != PERSON:
        return None
    pair, verdict, why = data.get("pair"), data.get("verdict"), data.get("why")
    unknown = sorted(set(data) - {"pair", "verdict", "why", "by"})
    if unknown:
        raise InputError(place, f"has an unknown field {unknown[0]!r}", f"write {_EXAMPLE}")
    if not _is_pair(pair):
        raise InputError(
            place,
            '"pair" is not two names of IRIs',
            f'give the last part of each IRI, as in {_EXAMPLE}, or "article#name"',
        )
    if verdict not in ("same", "different") or not isinstance(why, str | None):
        raise InputError(
            place, '"verdict" is not same or different, or "why" no text', f"write {_EXAMPLE}"
        )
    return by_person(pair[0], pair[1], same=verdict == "same", why=why)


_EXAMPLE = '{"pair": ["lind", "karl-lind"], "verdict": "same"}'


def _is_pair(pair: object) -> TypeGuard[list[str]]:
    return (
        isinstance(pair, list)
        and len(pair) == 2
        and pair[0] != pair[1]
        and all(isinstance(end, str) and is_reference(end) for end in pair)
    )


def written(decisions: Iterable[Decision]) -> str:
    """Decisions as JSON Lines, sorted: what `read` reads."""
    return "".join(f"{decision.to_json()}\n" for decision in sorted(decisions))


def to_triples(decisions: Iterable[Decision]) -> set[ox.Triple]:
    """Decisions as they are kept in a hidden graph: a line each."""
    return {
        ox.Triple(_DECISION, _DECISION, ox.Literal(json.dumps(asdict(d), ensure_ascii=False)))
        for d in decisions
    }


def from_triples(triples: Collection[ox.Triple]) -> Iterator[Decision]:
    """What `to_triples` wrote, sorted."""
    found = (json.loads(t.object.value) for t in triples if isinstance(t.object, ox.Literal))
    yield from sorted(
        Decision(
            tuple(data["pair"]), data["same"], data["score"], tuple(data["reasons"]), data["by"]
        )
        for data in found
    )


class Verdicts:
    """What people decided, asked of two locals; the more exactly a decision names them the more
    it weighs: "a#lind, b#lind" before "a#lind, karl-lind" before "lind, karl-lind".
    """

    def __init__(self, decisions: Iterable[Decision]) -> None:
        """Of two decisions on one pair, different weighs more."""
        self._same: dict[tuple[str, str], bool] = {}
        for decision in decisions:
            if decision.by == PERSON:
                known = self._same.get(decision.pair, True)
                self._same[decision.pair] = known and decision.same
        self.references = frozenset(end for pair in self._same for end in pair)
        self.pairs = dict(sorted(self._same.items()))

    def refs(self, article: str, local: str) -> tuple[str, ...]:
        """Those references to a local that decisions use, the exact one first."""
        exact = f"{article}#{local}"
        return tuple(ref for ref in (exact, local) if ref in self.references)

    def on(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool | None:
        """Whether two locals, given by `refs`, are one; None when nobody said."""
        found: dict[int, bool] = {}
        for a in one:
            for b in other:
                verdict = self._same.get((min(a, b), max(a, b)))
                if verdict is not None:
                    rank = ("#" in a) + ("#" in b)
                    found[rank] = found.get(rank, True) and verdict
        return found[max(found)] if found else None
