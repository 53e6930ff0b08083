"""Named events: who is at one is where and when it is. "met for the Oslo Summit on 3 March"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.model import Mention, Modality, Statement, TimeExpression
from kg.resolve.discourse import Discourse
from kg.resolve.happenings import cluster_of, day_of, kinds_of

_Value = TypeVar("_Value")

#: Who is at an event is where it is.
ATTENDING = frozenset({"attends", "hosts", "participatesIn"})


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where (a token) and when a named event is, if the article tells just one place, one day."""

    place: int | None
    day: TimeExpression | None


def at_occasions(d: Discourse, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements, with the place and day of the named event at which something is done."""
    found = tuple(statements)
    occasions = _occasions(d, found)
    return tuple(_completed(d, one, occasions) for one in found)


def _occasions(d: Discourse, statements: Iterable[Statement]) -> dict[int, Occasion]:
    """The named events, by cluster."""
    places: dict[int, dict[int, int]] = defaultdict(dict)
    days: dict[int, dict[str, TimeExpression]] = defaultdict(dict)
    for one in statements:
        if one.modality is not Modality.ACTUAL or one.negated:
            continue
        for event in _events_of(d, one):
            where = one.object if one.relation.name == "occursIn" else None
            place = cluster_of(d, where.head) if isinstance(where, Mention) else None
            if isinstance(where, Mention) and place is not None:
                places[event].setdefault(place, where.head)
            day = day_of(one.time) if _is_brief(d, event) else None
            if day is not None and day.value:
                days[event].setdefault(day.value, day)
    return {
        event: Occasion(_only(places[event].values()), _only(days[event].values()))
        for event in sorted({*places, *days})
        if len(places[event]) < 2  # else it is held again and again
    }


def _only(values: Iterable[_Value]) -> _Value | None:
    found = list(values)
    return found[0] if len(found) == 1 else None


def _events_of(d: Discourse, statement: Statement) -> Iterator[int]:
    """The named event that a statement is about, or that it says somebody was at."""
    ends = [statement.subject] if statement.relation.name == "occursIn" else []
    ends += [statement.object] if _is_at(statement) else []
    for end in ends:
        event = cluster_of(d, end.head) if isinstance(end, Mention) else None
        if event is not None and d.profile(event).names:
            yield event


def _is_at(statement: Statement) -> bool:
    """ "attended the Harbour Summit", "spoke at it", "met for it"."""
    name = statement.relation.name
    return name in ATTENDING or name.endswith(("_at", "_during")) or name == "meet_for"


def _is_brief(d: Discourse, event: int) -> bool:
    """ "the Harbour Summit"; a championship or a storm lasts longer than what one did at it."""
    words = {word.lower() for name in d.profile(event).names for word in name.split()}
    kinds = frozenset().union(*(kinds_of("noun", word) for word in words))
    return bool(kinds & {"meeting", "ceremony"})


def _completed(d: Discourse, statement: Statement, occasions: dict[int, Occasion]) -> Statement:
    for event in _events_of(d, statement):
        known = occasions.get(event)
        if known is not None:
            place = known.place if statement.place is None else statement.place
            time = known.day if statement.time is None else statement.time
            statement = replace(statement, place=place, time=time)
    return statement
