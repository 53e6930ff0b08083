"""The entities that articles speak of, each with the company in which its article names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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

    `topics` are events, works and other things, `country` the one of the `countries` that it speaks
    of most, if that is one.
    """

    people: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    topics: frozenset[str]
    countries: frozenset[str]
    country: str | None


@dataclass(frozen=True, slots=True)
class Unit:
    """An entity of one article, which calls its offices by `titles`.

    `years` are the first and last in which it is told of: those of its offices, or the article's.
    Units are sorted by `order`, which is asked for all the time.
    """

    article: str
    profile: Profile
    company: Company
    titles: frozenset[str] = frozenset()
    years: tuple[int, int] | None = None
    order: tuple[str, str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Make the key."""
        object.__setattr__(self, "order", (self.article, self.profile.local))

    @property
    def family(self) -> Family:
        """Person, place, body or thing."""
        return _FAMILIES.get(self.profile.type, Family.THING)

    @property
    def exact(self) -> str:
        """The reference to just this one: "harbour#lavrov"."""
        return f"{self.article}#{self.profile.local}"

    def people(self) -> frozenset[str]:
        """The people whom its article names beside it."""
        return self.company.people - {self.profile.wanted}

    def bodies(self) -> frozenset[str]:
        """The organisations and things that its article names beside it."""
        return self.company.bodies - {self.profile.wanted}


def units(known: ArticleProfiles) -> Iterator[Unit]:
    """Every entity of an article."""
    company = _company(known.entities)
    year = None if known.year is None else (known.year, known.year)
    for profile in known.entities:
        posts = (known.posts[post] for post in profile.offices if post in known.posts)
        titles = frozenset(label.lower() for label, _ in posts)
        yield Unit(known.article, profile, company, titles, profile.served or year)


def _company(entities: Sequence[Profile]) -> Company:
    named = [p for p in entities if p.names]
    sure = [p for p in named if len(p.label.split()) > 1]
    countries = [p for p in named if p.type is EntityType.COUNTRY]
    ranked = sorted(((p.mentions, p.wanted) for p in countries), reverse=True)
    alone = ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0])
    return Company(
        people=_wanted(p for p in sure if p.type is EntityType.PERSON),
        bodies=_wanted(
            p for p in sure if _FAMILIES.get(p.type) is Family.BODY and not is_generic(p.label)
        ),
        places=_wanted(p for p in named if p.type in (EntityType.PLACE, EntityType.CITY)),
        topics=_wanted(p for p in named if _FAMILIES.get(p.type, Family.THING) is Family.THING),
        countries=_wanted(countries),
        country=ranked[0][1] if alone else None,
    )


def _wanted(profiles: Iterable[Profile]) -> frozenset[str]:
    return frozenset(profile.wanted for profile in profiles)
