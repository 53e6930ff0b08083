"""The entities that articles speak of, each with the company in which its article names it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.identity.generic import is_generic
from kg.identity.profiles import ArticleProfiles, Profile
from kg.model import EntityType


class Family(StrEnum):
    """What two entities of one name must have in common to be one without more evidence."""

    PERSON = "person"
    PLACE = "place"
    BODY = "body"
    THING = "thing"


_FAMILIES = {
    EntityType.PERSON: Family.PERSON,
    EntityType.PLACE: Family.PLACE,
    EntityType.CITY: Family.PLACE,
    EntityType.COUNTRY: Family.PLACE,
    EntityType.ORGANIZATION: Family.BODY,
}


@dataclass(frozen=True, slots=True)
class Company:
    """Who and what an article names so that it is likely no other of the name.

    `country` is the one that it speaks of most, if that is one.
    """

    people: frozenset[str]
    bodies: frozenset[str]
    country: str | None


@dataclass(frozen=True, slots=True)
class Unit:
    """An entity of one article."""

    article: str
    profile: Profile
    company: Company

    @property
    def family(self) -> Family:
        """Person, place, body or thing."""
        return _FAMILIES.get(self.profile.type, Family.THING)

    @property
    def exact(self) -> str:
        """The reference to just this one: "harbour#lavrov"."""
        return f"{self.article}#{self.profile.local}"

    @property
    def order(self) -> tuple[str, str]:
        """What units are sorted by."""
        return self.article, self.profile.local

    def people(self) -> frozenset[str]:
        """The people whom its article names beside it."""
        return self.company.people - {self.profile.wanted}

    def bodies(self) -> frozenset[str]:
        """The organisations and things that its article names beside it."""
        return self.company.bodies - {self.profile.wanted}


def units(known: ArticleProfiles) -> Iterator[Unit]:
    """Every entity of an article."""
    company = _company(known.entities)
    for profile in known.entities:
        yield Unit(known.article, profile, company)


def _company(entities: Sequence[Profile]) -> Company:
    named = [p for p in entities if p.names and len(p.label.split()) > 1]
    people = (p.wanted for p in named if p.type is EntityType.PERSON)
    bodies = (
        p.wanted for p in named if _FAMILIES.get(p.type) is Family.BODY and not is_generic(p.label)
    )
    ranked = sorted(
        ((p.mentions, p.wanted) for p in entities if p.type is EntityType.COUNTRY), reverse=True
    )
    alone = ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0])
    return Company(frozenset(people), frozenset(bodies), ranked[0][1] if alone else None)
