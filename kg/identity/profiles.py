"""What one article says of each entity, as far as it tells who is who.

A profile is read from the triples of one article alone, under the IRIs that the article itself
gives its entities, so that it never depends on what other articles say or on what was decided.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from functools import lru_cache

import pyoxigraph as ox

from kg import lexicons
from kg.matching import keys
from kg.model import EntityType
from kg.slugs import segment, slug
from kg.vocab import ENTITY_CLASSES, ITSRDF, KG, ORG, OWL, RDF, RDFS, SCHEMA, SKOS, XSD, Node

_TYPES = {iri: kind for kind, iri in ENTITY_CLASSES.items()}
_OF_A_COUNTRY = frozenset({KG.nationality, KG.leads})
_WHERE_BODIES_ARE = frozenset({KG.nationality, KG.locatedIn, KG.basedIn, KG.partOf})
_TIES = frozenset(
    {
        *(KG.spouseOf, KG.childOf, KG.siblingOf, KG.relativeOf, KG.employedBy, KG.playsFor),
        *(KG.chairs, KG.foundedBy, KG.subsidiaryOf, KG.ownedBy, KG.studiedAt),
    }
)
# What an article puts behind a segment that it has already given another of its entities.
_KIND_BEHIND = re.compile(rf"-({'|'.join(kind.value.lower() for kind in EntityType)})(-\d+)?")
_ABROAD = frozenset(
    {"ambassador", "attaché", "chargé", "consul", "correspondent", "envoy", "nuncio"}
)
LONGEST = 110  # years of a life in which an office is held
_LIVES = frozenset({KG.age, KG.bornOn})
_DATES = frozenset({XSD.date, XSD.gYear, XSD.gYearMonth})
_ASKED = frozenset(
    {
        *(RDF.type, RDF.subject, RDF.predicate, RDF.object, RDFS.label, SKOS.altLabel, OWL.sameAs),
        *(KG.mentions, KG.modality, KG.negated, KG.time, KG.timeStart, KG.timeEnd, KG.timeText),
        *(KG.ended, KG.countryCode, SCHEMA.datePublished, ORG.postIn, ITSRDF.taIdentRef),
    }
)
"""The predicates that profiles are made of; the others are two thirds of an article."""


_slug = lru_cache(maxsize=1 << 17)(slug)  # the same names are asked for all the time


@dataclass(frozen=True, slots=True)
class Profile:
    """One entity as one article speaks of it.

    `local` is the last segment of the IRI that the article gives it. `names` are proper names, its
    label first; an entity that is never named has none. `countries` are codes of ISO 3166-1 that
    nationality, offices and seats tell; `offices` the slugs of posts held; `ties` the slugs of
    relatives, employers and the like; `born` the first and last year in which it may have been
    born, `died` the year of its death, `served` the first and last year in which it is told to
    hold an office; `idents` the IRIs that it has elsewhere (`owl:sameAs`). `mentions` is how often
    the article names it. `keys` are blocking keys: two profiles without a key in common are never
    compared.
    """

    local: str
    type: EntityType
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    born: tuple[int, int] | None = None
    died: int | None = None
    served: tuple[int, int] | None = None
    idents: tuple[str, ...] = ()
    mentions: int = 0
    keys: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Its name, or for an unnamed one the segment of its IRI."""
        return self.names[0] if self.names else self.local

    @property
    def wanted(self) -> str:
        """The segment that its label makes; also the group of those who may share an IRI."""
        return _slug(self.names[0]) if self.names else self.local


_FIELDS = tuple(f.name for f in fields(Profile))
_LISTS = frozenset(_FIELDS) - {"local", "type", "mentions", "died"}


@dataclass(frozen=True, slots=True)
class ArticleProfiles:
    """All entities of an article, and its posts: segment -> (label, segment of the owner).

    `year` is that in which it appeared.
    """

    article: str
    entities: tuple[Profile, ...]
    posts: dict[str, tuple[str, str]]
    year: int | None = None

    def to_json(self) -> str:
        """One line, the same for the same profiles."""
        compact = [
            {name: value for name in _FIELDS if (value := getattr(entity, name))}
            for entity in self.entities
        ]
        data: dict[str, object] = {"article": self.article, "entities": compact}
        data |= {"posts": self.posts}
        data |= {"year": self.year} if self.year is not None else {}
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> ArticleProfiles:
        """What `to_json` wrote."""
        data = json.loads(text)
        return cls(
            data["article"],
            tuple(_profile(entity) for entity in data["entities"]),
            {post: (label, owner) for post, (label, owner) in data["posts"].items()},
            data.get("year"),
        )


def _profile(data: dict[str, object]) -> Profile:
    values = {
        name: tuple(value) if name in _LISTS else value  # type: ignore[arg-type]
        for name, value in data.items()
    }
    return Profile(**values | {"type": EntityType(str(data["type"]))})  # type: ignore[arg-type]


class _Article:
    """The triples of one article, by what is asked of them."""

    def __init__(self, article: ox.NamedNode, triples: Collection[ox.Triple]) -> None:
        self.node = article
        self.values: dict[tuple[ox.NamedNode, ox.NamedNode], list[Node]] = {}
        for subject, predicate, value in triples:
            if predicate in _ASKED:
                self.values.setdefault((subject, predicate), []).append(value)
        self.mentioned: dict[ox.NamedNode, int] = {}
        self.facts: list[tuple[Node, ox.NamedNode, Node]] = []
        self.serving: dict[Node, set[int]] = {}  # in which years somebody holds an office
        for (subject, predicate), values in self.values.items():
            if predicate == ITSRDF.taIdentRef and isinstance(values[0], ox.NamedNode):
                for value in values:
                    self.mentioned[value] = self.mentioned.get(value, 0) + 1  # type: ignore[index,arg-type]
            elif predicate == RDF.type and KG.Statement in values:
                self._add_fact(subject)
        self.facts.sort(key=str)  # of two ages the last one counts, in whatever order they came

    def _add_fact(self, statement: ox.NamedNode) -> None:
        negated = any(value.value == "true" for value in self.get(statement, KG.negated))
        if negated or KG.Actual not in self.get(statement, KG.modality):
            return
        (relation,) = self.get(statement, RDF.predicate)
        assert isinstance(relation, ox.NamedNode)
        for subject in self.get(statement, RDF.subject):
            if relation == ORG.holds:
                self.serving.setdefault(subject, set()).update(self._years(statement))
            self.facts.extend((subject, relation, o) for o in self.get(statement, RDF.object))

    def _years(self, statement: ox.NamedNode) -> set[int]:
        """The years it tells of; without any time that of the article, unless it is over."""
        times = (KG.time, KG.timeStart, KG.timeEnd)
        found = (time.value[:4] for at in times for time in self.get(statement, at))
        told = {int(year) for year in found if year.isdecimal()}
        if told or self.get(statement, KG.timeText) or self.get(statement, KG.ended):
            return told
        year = self.year()
        return set() if year is None else {year}

    def get(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[Node]:
        return self.values.get((subject, predicate), [])

    def year(self) -> int | None:
        published = [value.value for value in self.get(self.node, SCHEMA.datePublished)]
        return int(published[0][:4]) if published else None


def profiles(article: ox.NamedNode, triples: Collection[ox.Triple]) -> ArticleProfiles:
    """Who is spoken of in an article, from the triples it contributes (`kg.rdf.triples`)."""
    known = _Article(article, triples)
    nodes = {n for n in known.get(article, KG.mentions) if isinstance(n, ox.NamedNode)}
    posts = {n for n in nodes if ORG.Post in known.get(n, RDF.type)}
    told: dict[ox.NamedNode, dict[str, set[str]]] = {n: {} for n in nodes}
    born: dict[ox.NamedNode, tuple[int, int]] = {}
    died: dict[ox.NamedNode, int] = {}
    owners = _owners(known, posts)
    for subject, relation, value in known.facts:
        if not isinstance(subject, ox.NamedNode) or subject not in told:
            continue
        if relation in _LIVES and isinstance(value, ox.Literal):
            years = _born(relation, value, known.year())
            born.update({subject: years} if years else {})
        elif relation == KG.diedOn and isinstance(value, ox.Literal) and value.datatype in _DATES:
            died[subject] = int(value.value[:4])
        elif relation == ORG.holds and value in owners and isinstance(value, ox.NamedNode):
            told[subject].setdefault("offices", set()).add(segment(value.value))
            if not _is_abroad(known.get(value, RDFS.label)):
                _add_country(told[subject], known, owners[value])
        elif isinstance(value, ox.NamedNode) and value in told:
            _add_relation(told, known, subject, relation, value)
    entities = [
        _entity(known, node, told[node], born.get(node), died.get(node))
        for node in sorted(nodes - posts, key=lambda node: node.value)
    ]
    return ArticleProfiles(
        segment(article.value),
        tuple(entities),
        {
            segment(post.value): (_label(known, post), segment(owner.value))
            for post, owner in sorted(owners.items(), key=lambda item: item[0].value)
        },
        known.year(),
    )


def _owners(known: _Article, posts: Collection[ox.NamedNode]) -> dict[ox.NamedNode, ox.NamedNode]:
    """Post -> the country, body or holder that its slug was made from."""
    found: dict[ox.NamedNode, ox.NamedNode] = {}
    pairs = [(s, o) for s, relation, o in known.facts if relation == ORG.postIn]
    pairs += [(o, s) for s, relation, o in known.facts if relation == ORG.holds]
    pairs += [(p, o) for p in posts for o in known.get(p, ORG.postIn)]
    for post, owner in pairs:
        if not isinstance(post, ox.NamedNode) or not isinstance(owner, ox.NamedNode):
            continue
        labels = known.get(post, RDFS.label)
        if any(
            slug(f"{label.value} {segment(owner.value)}") == segment(post.value) for label in labels
        ):
            found[post] = owner
    return found


def _label(known: _Article, node: ox.NamedNode) -> str:
    return min((value.value for value in known.get(node, RDFS.label)), default="")


def _is_abroad(titles: Iterable[Node]) -> bool:
    """Whether an office is where its holder is not from: "Ambassador" of Peru is one to Peru."""
    return any(word in _ABROAD for title in titles for word in title.value.lower().split())


def _add_country(told: dict[str, set[str]], known: _Article, node: ox.NamedNode) -> None:
    if SCHEMA.Country not in known.get(node, RDF.type):
        codes = (code.value.partition("-")[0] for code in known.get(node, KG.countryCode))
        told.setdefault("countries", set()).update(codes)  # of a city without namesakes
        return
    for label in known.get(node, RDFS.label):
        country = lexicons.country_named(label.value)
        # "Georgia" may be the state; "England" is ambiguous as a family name only.
        sure = country is not None and (
            "-" in country.code or not lexicons.is_ambiguous(label.value)
        )
        if country is not None and sure:
            told.setdefault("countries", set()).add(country.code.partition("-")[0])


def _add_relation(
    told: dict[ox.NamedNode, dict[str, set[str]]],
    known: _Article,
    subject: ox.NamedNode,
    relation: ox.NamedNode,
    value: ox.NamedNode,
) -> None:
    types = known.get(subject, RDF.type)
    telling = _OF_A_COUNTRY if SCHEMA.Person in types else _WHERE_BODIES_ARE
    is_country = SCHEMA.Country in known.get(value, RDF.type)
    # Which country a country is, its name says.
    if is_country and relation in telling and SCHEMA.Country not in types:
        _add_country(told[subject], known, value)
    if relation in _TIES:
        told[subject].setdefault("ties", set()).add(segment(value.value))
        told[value].setdefault("ties", set()).add(segment(subject.value))


def _born(relation: ox.NamedNode, value: ox.Literal, year: int | None) -> tuple[int, int] | None:
    """The years of birth that a date of birth, or an age when the article appeared, leaves."""
    if relation == KG.bornOn and value.datatype in _DATES:
        return int(value.value[:4]), int(value.value[:4])
    if relation == KG.age and value.datatype == XSD.integer and year is not None:
        return year - int(value.value) - 1, year - int(value.value)
    return None


def _served(
    known: _Article, node: ox.NamedNode, born: tuple[int, int] | None, died: int | None
) -> tuple[int, int] | None:
    """The years of its offices, but not that of the article for a holder who is of the past."""
    years = known.serving.get(node, set())
    if died is not None:
        years = {year for year in years if year <= died}
    if born is not None:
        years = {year for year in years if year <= born[1] + LONGEST}
    return (min(years), max(years)) if years else None


def _entity(
    known: _Article,
    node: ox.NamedNode,
    told: dict[str, set[str]],
    born: tuple[int, int] | None,
    died: int | None,
) -> Profile:
    types = sorted(_TYPES[t] for t in known.get(node, RDF.type) if t in _TYPES)  # type: ignore[index]
    kind = types[0] if types else EntityType.THING
    label = _label(known, node)
    local = segment(node.value)
    names: tuple[str, ...] = ()
    if label and is_named(local, label):
        others = {value.value for value in known.get(node, SKOS.altLabel)} - {label}
        names = (label, *sorted(others))
    by_name = known.get(node, KG.countryCode)  # what the gazetteer knows, the name says already
    idents = () if by_name else sorted(value.value for value in known.get(node, OWL.sameAs))
    return Profile(
        local=local,
        type=kind,
        names=names,
        countries=tuple(sorted(told.get("countries", ()))),
        offices=tuple(sorted(told.get("offices", ()))),
        ties=tuple(sorted(told.get("ties", ()))),
        born=born,
        died=died,
        served=_served(known, node, born, died),
        idents=tuple(idents),
        mentions=known.mentioned.get(node, 0),
        keys=tuple(sorted({*_keys(local, names, kind), *(f"i {ident}" for ident in idents)})),
    )


def is_named(local: str, label: str) -> bool:
    """Whether an article made the segment from a name, rather than from its own and words."""
    name = slug(label)
    return local == name or (
        local.startswith(name) and _KIND_BEHIND.fullmatch(local[len(name) :]) is not None
    )


def _keys(local: str, names: Iterable[str], kind: EntityType) -> tuple[str, ...]:
    """The segment, the keys of the names, their slugs, and of people the last word."""
    found = {f"= {local}"}
    for name in names:
        found |= keys(name, kind)
        found.add(f"= {slug(name)}")
        if kind is EntityType.PERSON:
            found.add(f"s {slug(name.split()[-1])}")
    return tuple(sorted(found))
