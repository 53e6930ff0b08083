"""What an RDF export says of itself: its counts, time span, vocabularies and generator.

`description(triples)` describes the graph in VoID and DCAT. It is made anew for each export and is
no part of the graph, nor of the counts. There is no time of making in it, as the same graph gives
the same bytes, and a licence only where all articles have the same.

Sources: VoID (W3C note of 2011) sections 2.1 (metadata), 4.4 (vocabularies), 4.5 (partitions) and
4.6 (statistics); DCAT 3 section 6.16 (periods of time).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import __version__
from kg.vocab import (
    DCAT,
    DCTERMS,
    ENTITY_CLASSES,
    KG,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    VOID,
    Node,
    Spo,
)

TITLE = "Knowledge graph of news articles"
ABOUT = (
    "What news articles say, as statements with their words, speaker, modality and time."
    " The counts are of the graph without this description."
)
ONTOLOGY = ox.NamedNode("https://w3id.org/news-kg/ontology")
_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"  # as DCAT 3 section 6.4.8 recommends
_CREATIVE_COMMONS = "https://creativecommons.org/"

_COUNTED = (SCHEMA.NewsArticle, KG.Statement, *sorted(ENTITY_CLASSES.values(), key=str))
"""The classes whose members are counted one by one."""

_LOGIC = frozenset({"rdf", "rdfs", "owl", "xsd"})
"""Prefixes of what every RDF graph uses, which says nothing of this one."""


class _Findings:
    """What one pass over the triples finds."""

    def __init__(self, triples: Iterable[ox.Triple | Spo]) -> None:
        self.size = 0
        self.predicates: set[ox.NamedNode] = set()
        self.classes: Counter[Node] = Counter()
        self.entities: set[ox.NamedNode] = set()
        self.articles: set[str] = set()
        self.dates: set[ox.Literal] = set()
        self.languages: set[str] = set()
        self.licences: list[ox.NamedNode | None] = []
        kinds = frozenset(ENTITY_CLASSES.values())
        for subject, predicate, value in triples:
            self.size += 1
            self.predicates.add(predicate)
            if predicate == RDF.type:
                self.classes[value] += 1
                if value in kinds:
                    self.entities.add(subject)
                elif value == SCHEMA.NewsArticle:
                    self.articles.add(subject.value)
            elif predicate == SCHEMA.datePublished and isinstance(value, ox.Literal):
                self.dates.add(value)
            elif predicate == SCHEMA.license:
                self.licences.append(licence_iri(value.value))
            elif predicate == SCHEMA.inLanguage:
                self.languages.add(value.value.partition("-")[0])

    def bases(self) -> list[str]:
        """The base IRIs that minted nodes lie under, sorted: mostly one."""
        return sorted({article.rsplit("article/", 1)[0] for article in self.articles})

    def common_licence(self) -> list[ox.NamedNode]:
        """The one licence that all articles have, if they have."""
        known = [licence for licence in self.licences if licence is not None]
        all_same = len(known) == len(self.articles) and len(set(known)) == 1
        return known[:1] if all_same else []

    def vocabularies(self) -> list[ox.NamedNode]:
        """The namespaces that predicates and classes are of, sorted."""
        terms = {term.value for term in (*self.predicates, *self.classes)}
        spaces = (iri for prefix, iri in PREFIXES.items() if prefix not in _LOGIC)
        return [
            ox.NamedNode(iri)
            for iri in sorted(spaces)
            if any(term.startswith(iri) for term in terms)
        ]


def description(triples: Iterable[ox.Triple | Spo]) -> list[ox.Triple]:
    """The description of the graph that `triples` are, as triples; empty if it has no article.

    Its nodes are `dataset` under the base and `dataset#...`. `void:triples` counts the triples,
    `void:entities` the persons, organisations, places, things and offices, and each
    `void:classPartition` the members of a class: articles, statements, and entities by class.
    """
    found = _Findings(triples)
    bases = found.bases()
    if not bases:
        return []
    dataset = ox.NamedNode(f"{bases[0]}dataset")
    made = list(_dataset(dataset, found, bases))
    made += _period(dataset, found.dates)
    for kind in _COUNTED:
        made += _partition(dataset, kind, found.classes[kind])
    return made


def _dataset(dataset: ox.NamedNode, found: _Findings, bases: list[str]) -> Iterator[ox.Triple]:
    generator = ox.NamedNode(f"{dataset.value}#generator")
    # Not re.escape: the pattern is an XPath one, in which `\\~` is an error.
    escaped = "|".join(re.sub(r"[.?*+^$|(){}\[\]\\]", r"\\\g<0>", base) for base in bases)
    values: list[tuple[ox.NamedNode, Node]] = [
        (RDF.type, VOID.Dataset),
        (RDF.type, DCAT.Dataset),
        (DCTERMS.title, ox.Literal(TITLE)),
        (DCTERMS.description, ox.Literal(ABOUT)),
        (DCTERMS.conformsTo, ONTOLOGY),
        (DCTERMS.creator, generator),
        *((DCTERMS.language, node) for node in _languages(found.languages)),
        *((DCTERMS.license, node) for node in found.common_licence()),
        *((VOID.uriSpace, ox.Literal(base)) for base in bases),
        (VOID.uriRegexPattern, ox.Literal(f"^({escaped})(entity|post)/")),
        *((VOID.vocabulary, node) for node in found.vocabularies()),
        (VOID.triples, ox.Literal(found.size)),
        (VOID.entities, ox.Literal(len(found.entities))),
    ]
    for predicate, value in values:
        yield ox.Triple(dataset, predicate, value)
    yield ox.Triple(generator, RDF.type, PROV.SoftwareAgent)
    yield ox.Triple(generator, RDFS.label, ox.Literal(f"news-kg {__version__}"))
    yield ox.Triple(generator, SCHEMA.softwareVersion, ox.Literal(__version__))


def licence_iri(text: str) -> ox.NamedNode | None:
    """The IRI of a licence: of Creative Commons by its name, of another only where it is given."""
    name = re.fullmatch(r"CC[ -](BY(?:-(?:NC|ND|SA|NC-SA|NC-ND))?)[ -]([1-4]\.[05])", text, re.I)
    if name:
        return ox.NamedNode(f"{_CREATIVE_COMMONS}licenses/{name[1].lower()}/{name[2]}/")
    if re.fullmatch(r"CC0(?:[ -]1\.0)?", text, re.IGNORECASE):
        return ox.NamedNode(f"{_CREATIVE_COMMONS}publicdomain/zero/1.0/")
    if re.fullmatch(r"https?://[^\x00-\x20<>\"{}|\\^`\x7f-\x9f]+", text):
        try:
            return ox.NamedNode(text)
        except ValueError:  # looks like an IRI, but is none
            return None
    return None


def _languages(codes: Iterable[str]) -> list[ox.NamedNode]:
    known = sorted(code for code in codes if re.fullmatch("[a-z]{2}", code))
    return [ox.NamedNode(_LANGUAGES + code) for code in known]


def _period(dataset: ox.NamedNode, dates: Iterable[ox.Literal]) -> Iterator[ox.Triple]:
    """From the first to the last day on which a dated article was published."""
    days = sorted(dates, key=lambda date: date.value)
    if not days:
        return
    period = ox.NamedNode(f"{dataset.value}#period")
    yield ox.Triple(dataset, DCTERMS.temporal, period)
    yield ox.Triple(period, RDF.type, DCTERMS.PeriodOfTime)
    yield ox.Triple(period, DCAT.startDate, days[0])
    yield ox.Triple(period, DCAT.endDate, max(days, key=_last_day))


def _last_day(date: ox.Literal) -> str:
    """Sorts a month or year behind the days in it."""
    return date.value.ljust(10, "~")


def _partition(dataset: ox.NamedNode, kind: ox.NamedNode, size: int) -> Iterator[ox.Triple]:
    """How many members a class has, if any."""
    if size:
        name = re.split("[/#]", kind.value)[-1]
        part = ox.NamedNode(f"{dataset.value}#{name}")
        yield ox.Triple(dataset, VOID.classPartition, part)
        yield ox.Triple(part, VOID["class"], kind)
        yield ox.Triple(part, VOID.entities, ox.Literal(size))
