"""What one article contributes to the graph (DESIGN section 4).

`contribution(reading, base)` is the whole of it: the article and its text (NIF), its mentions and
statements, the entities they are about, events, and the plain triples that stand for facts. How the
contributions of several articles share one graph is the store's business.

Sources: NIF 2.0 core for spans, RFC 5147 section 2.2 for their fragments (`char=113,290`), RDF 1.1
Schema section 5.3 for rdf:subject, rdf:predicate and rdf:object, SEM for events.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from kg import gazetteer, vocab
from kg.contribution import Contribution
from kg.errors import InputError
from kg.model import (
    Article,
    Entity,
    EntityType,
    Evidence,
    Fact,
    FactEnd,
    Reading,
    Relation,
    Text,
    TimeExpression,
)
from kg.slugs import slug
from kg.vocab import ITSRDF, KG, NIF, OWL, PROV, RDF, RDFS, SCHEMA, SEM, SKOS, XSD, Node

DEFAULT_BASE = "https://example.org/kg/"

PLACES = frozenset({EntityType.PLACE, EntityType.CITY, EntityType.COUNTRY})


def check_base(base: str) -> str:
    """`base` as it is, if minted names can be put behind it; InputError otherwise."""
    try:
        parts = urlsplit(base)
        ox.NamedNode(base)
        is_usable = bool(parts.scheme and parts.netloc) and base.endswith("/")
        is_usable = is_usable and not parts.query and not parts.fragment
    except ValueError:
        is_usable = False
    if not is_usable:
        raise InputError(
            f"--base {base!r}",
            "is no IRI that names can be put behind",
            f"give an absolute one that ends in /, such as {DEFAULT_BASE}",
        )
    return base


@dataclass(frozen=True, slots=True)
class Minter:
    """Makes the IRIs of minted nodes under a base; what a slug may not hold is escaped."""

    base: str = DEFAULT_BASE

    def _node(self, kind: str, name: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self.base}{kind}/{quote(name, safe='-._~')}")

    def article(self, article_slug: str) -> ox.NamedNode:
        """The article itself."""
        return self._node("article", article_slug)

    def span(self, article_slug: str, start: int, end: int) -> ox.NamedNode:
        """Characters [start, end) of the article's text, as in RFC 5147 section 2.2.2."""
        return ox.NamedNode(f"{self.article(article_slug).value}#char={start},{end}")

    def entity(self, entity: Entity) -> ox.NamedNode:
        """An entity, or an office under `post/`."""
        return self._node("post" if entity.is_post else "entity", entity.slug)

    def statement(self, digest: str) -> ox.NamedNode:
        """A statement by the hash of what it says and where."""
        return self._node("statement", digest)

    def event(self, name: str) -> ox.NamedNode:
        """An event by its readable name."""
        return self._node("event", name)


def triples(reading: Reading, base: str = DEFAULT_BASE) -> set[ox.Triple]:
    """Every triple that the article contributes."""
    return contribution(reading, base).triples


def contribution(
    reading: Reading, base: str = DEFAULT_BASE, notes: Iterable[ox.Triple] = ()
) -> Contribution:
    """All that the article contributes, with `notes` that are not seen in the graph."""
    article, mint = reading.article, Minter(base)
    node = mint.article(article.slug)
    facts = _distinct(article.slug, reading.facts)
    entities = _entities(reading)
    codes = gazetteer.codes(entities, facts.values())
    own, shared = set(_article(article, mint)), set[ox.Triple]()
    for entity in entities:
        shared.update(_entity(entity, mint), _codes(mint.entity(entity), codes.get(entity)))
        own.add(ox.Quad(node, KG.mentions, mint.entity(entity)))
        own.update(_mentions(entity, article, mint))
    for relation in {fact.relation for fact in facts.values()}:
        shared.update(_relation(relation))
    for digest, fact in facts.items():
        own.update(_statement(mint.statement(digest), fact, article, mint))
        shared.update(_plain(fact, mint))
    for event in _events(facts):
        own.update(_event(event, article, mint))
    return Contribution(node, own, shared, set(notes))


def relation_iri(relation: Relation) -> ox.NamedNode:
    """The IRI of a closed relation, or `rel:` and the words of an open one."""
    info = vocab.info(relation)
    if info is not None:
        return info.iri
    words = slug(relation.name, separator="_")
    # An XML name may not begin with a digit, and RDF/XML makes every predicate one.
    return ox.NamedNode(f"{vocab.REL_IRI}{'_' if words[0].isdigit() else ''}{words}")


def statement_hash(article_slug: str, fact: Fact) -> str:
    """Sixteen hex digits from where the statement is and everything it says but its confidence."""
    time = fact.time
    parts: list[object] = [
        article_slug,
        *(fact.evidence.start, fact.evidence.end, fact.rule),
        *(_key(fact.subject), fact.relation.prefix, fact.relation.name, _key(fact.object)),
        *(fact.modality.value, fact.negated, fact.ended),
        *(_key(fact.speaker), _key(fact.reported_by), _key(fact.place), fact.topic),
        *((time.text, time.value, time.start, time.end) if time else ()),
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _key(end: FactEnd | None) -> tuple[str, str] | None:
    if end is None:
        return None
    return ("text", end.text) if isinstance(end, Text) else (str(end.is_post), end.slug)


def _distinct(article_slug: str, facts: Iterable[Fact]) -> dict[str, Fact]:
    """Hash -> fact in text order; of two that say the same, the surer."""
    kept: dict[str, Fact] = {}
    for fact in facts:
        digest = statement_hash(article_slug, fact)
        if digest not in kept or fact.confidence > kept[digest].confidence:
            kept[digest] = fact
    return kept


def _entities(reading: Reading) -> list[Entity]:
    """Every entity of the reading, those that only facts refer to included."""
    found = list(reading.entities)
    for fact in reading.facts:
        ends = (fact.subject, fact.object, fact.speaker, fact.reported_by, fact.place)
        found += [end for end in ends if isinstance(end, Entity)]
    return list(
        {(entity.is_post, entity.slug, entity.label): entity for entity in found[::-1]}.values()
    )


# --- The article and its text -----------------------------------------------------------------


def _article(article: Article, mint: Minter) -> Iterator[ox.Quad]:
    node = mint.article(article.slug)
    yield ox.Quad(node, RDF.type, SCHEMA.NewsArticle)
    yield ox.Quad(node, SCHEMA.headline, ox.Literal(article.title))
    yield ox.Quad(node, SCHEMA.inLanguage, ox.Literal(article.language))
    if article.publisher:
        yield ox.Quad(node, SCHEMA.publisher, ox.Literal(article.publisher))
    if article.url:
        yield ox.Quad(node, SCHEMA.url, ox.Literal(article.url))
    if article.license:
        yield ox.Quad(node, SCHEMA.license, ox.Literal(article.license))
    published = vocab.partial_date(article.published)
    if published:
        yield ox.Quad(node, SCHEMA.datePublished, published)
    context = mint.span(article.slug, 0, len(article.text))
    yield ox.Quad(context, RDF.type, NIF.Context)
    yield ox.Quad(context, NIF.isString, ox.Literal(article.text))
    yield from _offsets(context, 0, len(article.text), article, mint)


def _offsets(
    node: ox.NamedNode, start: int, end: int, article: Article, mint: Minter
) -> Iterator[ox.Quad]:
    yield ox.Quad(node, RDF.type, NIF.RFC5147String)
    yield ox.Quad(node, KG.statedIn, mint.article(article.slug))
    yield ox.Quad(node, NIF.beginIndex, ox.Literal(start))
    yield ox.Quad(node, NIF.endIndex, ox.Literal(end))
    context = mint.span(article.slug, 0, len(article.text))
    yield ox.Quad(node, NIF.referenceContext, context)


def _span(start: int, end: int, article: Article, mint: Minter) -> Iterator[ox.Quad]:
    node = mint.span(article.slug, start, end)
    yield from _offsets(node, start, end, article, mint)
    yield ox.Quad(node, NIF.anchorOf, ox.Literal(article.text[start:end]))


def _mentions(entity: Entity, article: Article, mint: Minter) -> Iterator[ox.Quad]:
    for start, end in entity.spans:
        yield from _span(start, end, article, mint)
        span = mint.span(article.slug, start, end)
        yield ox.Quad(span, ITSRDF.taIdentRef, mint.entity(entity))


# --- Entities and relations -------------------------------------------------------------------


def _entity(entity: Entity, mint: Minter) -> Iterator[ox.Triple]:
    node = mint.entity(entity)
    yield ox.Triple(node, RDF.type, vocab.ENTITY_CLASSES[entity.type])
    yield ox.Triple(node, RDFS.label, ox.Literal(entity.label))
    for name in entity.names or entity.descriptions:
        if name != entity.label:
            yield ox.Triple(node, SKOS.altLabel, ox.Literal(name))
    if entity.ident is not None and entity.ident != node.value:
        yield ox.Triple(node, OWL.sameAs, ox.NamedNode(entity.ident))


def _codes(node: ox.NamedNode, codes: gazetteer.Codes | None) -> Iterator[ox.Triple]:
    if codes is not None:
        yield ox.Triple(node, KG.countryCode, ox.Literal(codes.country))
        for other in codes.same_as:
            yield ox.Triple(node, OWL.sameAs, ox.NamedNode(other))


def _relation(relation: Relation) -> Iterator[ox.Triple]:
    node = relation_iri(relation)
    yield ox.Triple(node, RDFS.label, ox.Literal(relation.label))
    yield ox.Triple(node, RDFS.subPropertyOf, KG.relatedTo)


# --- Statements and what they assert ------------------------------------------------------------


def _statement(node: ox.NamedNode, fact: Fact, article: Article, mint: Minter) -> Iterator[ox.Quad]:
    _check_evidence(fact.evidence, article)
    start, end = fact.evidence.start, fact.evidence.end
    yield from _span(start, end, article, mint)
    values: list[tuple[ox.NamedNode, Node | None]] = [
        (RDF.type, KG.Statement),
        (KG.statedIn, mint.article(article.slug)),
        (RDF.subject, _end(fact.subject, fact.relation, mint)),
        (RDF.predicate, relation_iri(fact.relation)),
        (RDF.object, _object(fact, mint)),
        (KG.modality, vocab.MODALITIES[fact.modality]),
        (KG.negated, ox.Literal(fact.negated)),
        (KG.ended, ox.Literal(True) if fact.ended else None),
        (KG.evidence, mint.span(article.slug, start, end)),
        (KG.rule, ox.Literal(fact.rule)),
        (KG.confidence, _decimal(fact.confidence)),
        (PROV.wasAttributedTo, mint.entity(fact.speaker) if fact.speaker else None),
        (KG.reportedBy, mint.entity(fact.reported_by) if fact.reported_by else None),
        (KG.place, mint.entity(fact.place) if fact.place else None),
        (KG.topic, ox.Literal(fact.topic) if fact.topic else None),
        (KG.wording, ox.Literal(fact.wording) if fact.wording else None),
        *_times(fact.time),
    ]
    for predicate, value in values:
        if value is not None:
            yield ox.Quad(node, predicate, value)


def _check_evidence(evidence: Evidence, article: Article) -> None:
    """Offsets that do not hold the words are a bug, and must never become a statement."""
    found = article.text[evidence.start : evidence.end]
    if not found or found != evidence.text:
        raise ValueError(
            f"{article.slug}: evidence [{evidence.start}, {evidence.end}) is {found!r}, "
            f"not {evidence.text!r}"
        )


def _end(end: FactEnd, relation: Relation, mint: Minter) -> Node:
    """An entity's IRI, a number where the relation takes one, else the words."""
    if isinstance(end, Entity):
        return mint.entity(end)
    info = vocab.info(relation)
    if info and info.range == XSD.integer and re.fullmatch(r"[1-9][0-9]{0,8}", end.text):
        return ox.Literal(int(end.text))
    return ox.Literal(end.text)


def _object(fact: Fact, mint: Minter) -> Node:
    """The object of a fact: a date where the relation takes one and the words tell it."""
    info = vocab.info(fact.relation)
    dated = info and info.range == KG.PartialDate and fact.time
    day = vocab.partial_date(fact.time.value) if dated and fact.time else None
    return day or _end(fact.object, fact.relation, mint)


def _decimal(value: float) -> ox.Literal:
    """`value` to three places in the form that the store keeps: "1", "0.85"."""
    digits = format(Decimal(str(round(value, 3))).normalize(), "f")
    return ox.Literal(digits, datatype=XSD.decimal)


def _times(time: TimeExpression | None) -> list[tuple[ox.NamedNode, Node | None]]:
    if time is None:
        return []
    return [
        (KG.timeText, ox.Literal(time.text)),
        (KG.time, vocab.partial_date(time.value)),
        (KG.timeStart, vocab.partial_date(time.start)),
        (KG.timeEnd, vocab.partial_date(time.end)),
    ]


def _plain(fact: Fact, mint: Minter) -> Iterator[ox.Triple]:
    """The triple that a plain fact asserts, both ways when the relation is symmetric."""
    if not fact.is_plain or isinstance(fact.subject, Text):
        return
    subject, relation = mint.entity(fact.subject), relation_iri(fact.relation)
    end = _object(fact, mint)
    if isinstance(end, ox.Literal) and end.datatype == XSD.string:
        return
    yield ox.Triple(subject, relation, end)
    info = vocab.info(fact.relation)
    if info and info.symmetric and isinstance(end, ox.NamedNode):
        yield ox.Triple(end, relation, subject)


# --- Events -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Event:
    """Statements of one article that tell of one event."""

    kind: str
    start: int
    end: int
    facts: dict[str, Fact] = field(default_factory=dict)

    @property
    def has_actor(self) -> bool:
        """As in "Some arrived in Tarn": who has no node takes part in no event."""
        roles = (role for fact in self.facts.values() for role, _ in _roles(fact))
        return SEM.hasActor in roles

    def tells_the_same(self, kind: str, fact: Fact) -> bool:
        """Same class, overlapping words, and a participant in common."""
        others = {_key(end) for known in self.facts.values() for end in _participants(known)}
        return (
            kind == self.kind
            and fact.evidence.start < self.end
            and self.start < fact.evidence.end
            and not others.isdisjoint(_key(end) for end in _participants(fact))
        )


def _participants(fact: Fact) -> list[Entity]:
    return [end for end in (fact.subject, fact.object) if isinstance(end, Entity)]


def _events(facts: dict[str, Fact]) -> list[_Event]:
    """The events of plain facts: "A met B and C" is one meeting told by two statements."""
    events: list[_Event] = []
    for digest, fact in facts.items():
        info = vocab.info(fact.relation)
        kind = fact.event or (info.event_class if info else None)
        if kind is None or not fact.is_plain or not _participants(fact):
            continue
        span = fact.evidence
        same = next((i for i, e in enumerate(events) if e.tells_the_same(kind, fact)), None)
        if same is None:
            events.append(_Event(kind, span.start, span.end, {digest: fact}))
        else:
            known = events[same]
            events[same] = replace(
                known,
                start=min(known.start, span.start),
                end=max(known.end, span.end),
                facts=known.facts | {digest: fact},
            )
    return [event for event in events if event.has_actor]


def _event(event: _Event, article: Article, mint: Minter) -> Iterator[ox.Quad]:
    first = min(event.facts)
    node = mint.event(f"{article.slug}-{event.kind.lower()}-{event.start}-{first[:4]}")
    yield ox.Quad(node, RDF.type, KG[event.kind])
    yield ox.Quad(node, KG.statedIn, mint.article(article.slug))
    for digest, fact in event.facts.items():
        yield ox.Quad(mint.statement(digest), KG.event, node)
        for role, entity in _roles(fact):
            yield ox.Quad(node, role, mint.entity(entity))
        time = vocab.partial_date(fact.time.value) if fact.time else None
        if time:
            yield ox.Quad(node, SEM.hasTimeStamp, time)


def _roles(fact: Fact) -> Iterator[tuple[ox.NamedNode, Entity]]:
    """Who takes part in the event of a fact, and where it is."""
    if isinstance(fact.subject, Entity):
        yield SEM.hasActor, fact.subject
    if isinstance(fact.object, Entity):
        info = vocab.info(fact.relation)
        is_place = bool(info and info.object_is_place) and fact.object.type in PLACES
        yield (SEM.hasPlace if is_place else SEM.hasActor), fact.object
    if fact.place:
        yield SEM.hasPlace, fact.place
