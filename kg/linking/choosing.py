"""Which candidate an entity is, if any: by names and class, and only where one stands out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kg.matching import compare
from kg.model import EntityType
from kg.slugs import local_name

DEFAULT_THRESHOLD = 0.95
"""From this score on a candidate is taken: the same name, or another spelling of it."""

_MARGIN = 0.03  # by which the best must be better than the next
_UNKNOWN_CLASS = 0.98  # what a score is worth when nothing tells the class

#: Words in the names and ids of classes elsewhere -> what our entities of such a class are.
_CLASSES: dict[str, frozenset[EntityType]] = {
    **dict.fromkeys(
        ("person", "human", "people", "q5", "agent-person"), frozenset({EntityType.PERSON})
    ),
    **dict.fromkeys(
        ("organization", "organisation", "company", "business", "party", "corporation", "ministry",
         "university", "institution", "newspaper", "agency", "bank", "q43229", "q4830453"),
        frozenset({EntityType.ORGANIZATION}),
    ),
    **dict.fromkeys(
        ("country", "nation", "sovereign state", "q6256", "q3624078"),
        frozenset({EntityType.COUNTRY, EntityType.PLACE}),
    ),
    **dict.fromkeys(
        ("city", "town", "village", "settlement", "capital", "municipality", "q515", "q486972"),
        frozenset({EntityType.CITY, EntityType.PLACE}),
    ),
    **dict.fromkeys(
        ("place", "location", "region", "river", "island", "feature"),
        frozenset({EntityType.PLACE, EntityType.CITY, EntityType.COUNTRY}),
    ),
    **dict.fromkeys(("event", "meeting", "election", "war"), frozenset({EntityType.EVENT})),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """One of our entities, as far as linking goes; `reference` is how links refer to it."""

    reference: str
    iri: str
    type: EntityType
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a target knows: its names, the names or ids of its classes.

    `sure` is set when the target itself says that it is the one.
    """

    iri: str
    names: tuple[str, ...]
    classes: tuple[str, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided on an entity: the candidate taken, or None, with score and reasons."""

    subject: Subject
    candidate: Candidate | None
    score: float
    reasons: tuple[str, ...]


def choose(
    subject: Subject, candidates: Iterable[Candidate], threshold: float = DEFAULT_THRESHOLD
) -> Verdict:
    """The one candidate that the subject is.

    None when no score reaches the threshold, or another candidate is nearly as good.
    """
    scored = sorted(
        (_score(subject, one) for one in candidates if one.iri != subject.iri),
        key=lambda found: (-found.score, found.candidate.iri if found.candidate else ""),
    )
    if not scored:
        return Verdict(subject, None, 0.0, ("no candidate",))
    best = scored[0]
    if best.score < threshold:
        return Verdict(subject, None, best.score, best.reasons)
    rivals = [one for one in scored[1:] if one.score > best.score - _MARGIN]
    if rivals:
        sure = [one for one in (best, *rivals) if one.candidate and one.candidate.sure]
        if len(sure) != 1:
            others = ", ".join(one.candidate.iri for one in rivals[:3] if one.candidate)
            return Verdict(subject, None, best.score, (f"as good: {others}",))
        best = sure[0]
    return best


def _score(subject: Subject, candidate: Candidate) -> Verdict:
    """The best of all pairs of names, less where the class is not known; 0 for another class."""
    kinds = kinds_of(candidate.classes)
    if kinds and subject.type not in kinds:
        what = ", ".join(candidate.classes[:3])
        return Verdict(subject, candidate, 0.0, (f"of another class: {what}",))
    matches = (
        (compare(ours, theirs, subject.type), ours, theirs)
        for ours in subject.names
        for theirs in candidate.names
    )
    best = max(matches, key=lambda found: (found[0].score, found[1:]), default=None)
    if best is None:
        return Verdict(subject, candidate, 0.0, ("no name",))
    match, ours, theirs = best
    reasons = [f"{ours} = {theirs}" if ours != theirs else f"the name {ours}", *match.reasons]
    score = match.score
    if not kinds:
        score *= _UNKNOWN_CLASS
        reasons.append("class not known")
    if subject.type is EntityType.PERSON and len(ours.split()) == 1 and ours.isascii():
        score = min(score, 0.9)
        reasons.append("one word only")
    return Verdict(subject, candidate, round(score, 3), tuple(dict.fromkeys(reasons)))


def kinds_of(classes: Collection[str]) -> frozenset[EntityType]:
    """What our entities of such classes may be; empty when no class is known."""
    found: set[EntityType] = set()
    for name in classes:
        found |= _CLASSES.get(local_name(name).casefold(), frozenset())
    return frozenset(found)
