"""Whether two names may name one thing, from the names alone.

`compare(a, b, type)` scores two names and tells its reasons; `keys(name, type)` gives blocking
keys, so that no one has to compare every name with every other: two names whose score reaches
`THRESHOLD` share a key. Nothing here knows a store, an article or any particular entity: what else
speaks for or against an identity (offices, countries, times, companions) is for the caller.

Names may be in any script. What is told apart without fail: numbers, generations (Jr., Sr.),
directions, countries, given names.

    >>> compare("Serguei Lavrov", "Sergey Lavrov", EntityType.PERSON).score
    0.95
"""

from __future__ import annotations

from kg.matching.match import THRESHOLD, Match
from kg.matching.people import compare_people, keys_of_person
from kg.matching.things import compare_things, keys_of_thing
from kg.model import EntityType

__all__ = ["THRESHOLD", "Match", "compare", "keys"]


def compare(a: str, b: str, type: EntityType) -> Match:
    """How far names `a` and `b` of entities of `type` may name one; symmetric."""
    a, b = sorted((a, b))
    if type is EntityType.PERSON:
        return compare_people(a, b)
    return compare_things(a, b, type)


def keys(name: str, type: EntityType) -> frozenset[str]:
    """Blocking keys of a name: two names that match (`THRESHOLD`) have one in common."""
    if type is EntityType.PERSON:
        return keys_of_person(name)
    return keys_of_thing(name, type)
