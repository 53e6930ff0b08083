"""What is known of an entity in the order people ask for it: offices first, then by relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.views.lines import End, Line
from kg.vocab import ORG

_OFFICE = {ORG.holds.value, ORG.postIn.value}


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a title.

    Of an office, also the `office` itself, its `holders`, `where` and when (`times`) it is held,
    and `doubt`: the marks of who holds it, unless a line tells it as a plain fact.
    """

    title: str
    lines: tuple[Line, ...]
    office: End | None = None
    holders: tuple[End, ...] = ()
    where: tuple[End, ...] = ()
    times: tuple[str, ...] = ()
    doubt: str = ""


def groups(iri: str, lines: Iterable[Line]) -> list[Group]:
    """The lines about the entity `iri`: its offices, by relation, its claims, what happened there.

    The explorer groups its statements in the same way.
    """
    offices: dict[str, list[Line]] = {}
    relations: dict[str, list[Line]] = {}
    claims: list[Line] = []
    here: list[Line] = []
    for line in lines:
        if line.predicate in _OFFICE:
            offices.setdefault(_office(line).label, []).append(line)
        elif iri in (line.subject.iri, line.object.iri):
            relations.setdefault(line.relation, []).append(line)
        elif line.speaker and line.speaker.iri == iri:
            claims.append(line)
        else:
            here.append(line)
    return [
        *(_office_group(told, iri) for told in offices.values()),
        *(Group(title, tuple(told)) for title, told in relations.items()),
        *([Group("claims", tuple(claims))] if claims else []),
        *([Group("there, or through it", tuple(here))] if here else []),
    ]


def _office(line: Line) -> End:
    return line.object if line.predicate == ORG.holds.value else line.subject


def _office_group(lines: Sequence[Line], iri: str) -> Group:
    held = [line for line in lines if line.predicate == ORG.holds.value]
    where = [line.object for line in lines if line.predicate == ORG.postIn.value]
    office = _office(lines[0])
    return Group(
        office.label,
        (*held, *(line for line in lines if line not in held)),
        office,
        holders=_others([line.subject for line in held], iri),
        where=_others(where, iri),
        times=tuple(dict.fromkeys(line.time for line in held if line.time)),
        doubt=", ".join(held[0].marks) if held and all(line.marks for line in held) else "",
    )


def _others(ends: Iterable[End], iri: str) -> tuple[End, ...]:
    return tuple(end for end in dict.fromkeys(ends) if end.iri != iri)


def cut(found: Sequence[Group], first: int, count: int) -> Iterator[Group]:
    """The groups with only the lines [first, first + count), counted through all of them."""
    for group in found:
        some = group.lines[max(first, 0) : max(first + count, 0)]
        if some:
            yield replace(group, lines=some)
        first -= len(group.lines)
