"""What an RDF export says of itself: its counts, time span, vocabularies and generator.

`description(triples)` describes the graph in VoID and DCAT. It is made anew for each export and is
no part of the graph, nor of the counts. There is no time of making in it, as the same graph gives
the same bytes, and a licence only where all articles have the same.

Sources: "Describing Linked Datasets with the VoID Vocabulary" (W3C note, 3 March 2011); DCAT 3, the
classes Dataset and Period of Time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import __version__
from kg.slugs import base_of
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
_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"  # as DCAT recommends
_CREATIVE_COMMONS = "https://creativecommons.org/"

_COUNTED = (SCHEMA.NewsArticle, KG.Statement, *sorted(ENTITY_CLASSES.values(), key=str))
"""The classes whose members are counted one by one."""

_READ = frozenset({SCHEMA.inLanguage, SCHEMA.license})
"""The predicates whose values are looked at for each article."""

_LOGIC = frozenset({"rdf", "rdfs", "owl", "xsd"})
"""Prefixes of what every RDF graph uses, which says nothing of this one."""


class _Findings:
    """What one pass over the triples finds, in memory that does not grow with the text."""

    def __init__(self, triples: Iterable[ox.Triple | Spo]) -> None:
        self.size = 0
        self.predicates: set[ox.NamedNode] = set()
        self.classes: Counter[Node] = Counter()
        self.entities: set[str] = set()
        self.bases: set[str] = set()
        self.values: dict[ox.NamedNode, list[str]] = {predicate: [] for predicate in _READ}
        self.dates: set[Node] = set()
        kinds = frozenset(ENTITY_CLASSES.values())
        for subject, predicate, value in triples:
            self.size += 1
            self.predicates.add(predicate)
            if predicate == RDF.type:
                self.classes[value] += 1
                if value in kinds:
                    self.entities.add(subject.value)
                elif value == SCHEMA.NewsArticle:
                    self.bases.add(base_of(subject.value))
            elif predicate in _READ:
                self.values[predicate].append(value.value)
            elif predicate == SCHEMA.datePublished:
                self.dates.add(value)

    def languages(self) -> list[ox.NamedNode]:
        """Those of the articles, where their codes are of two letters ("en-GB" is "en")."""
        codes = {code.partition("-")[0] for code in self.values[SCHEMA.inLanguage]}
        return [ox.NamedNode(_LANGUAGES + c) for c in sorted(codes) if re.fullmatch("[a-z]{2}", c)]

    def licences(self) -> list[ox.NamedNode]:
        """The one licence that all articles have, if they have."""
        found = [licence_iri(text) for text in self.values[SCHEMA.license]]
        if len(found) != self.classes[SCHEMA.NewsArticle] or len(set(found)) != 1:
            return []
        return [licence for licence in found[:1] if licence]

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
    bases = sorted(found.bases)  # mostly one
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
    # Not re.escape: the pattern is an XPath one, in which `\~` is an error.
    escaped = "|".join(re.sub(r"[.?*+^$|(){}\[\]\\]", r"\\\g<0>", base) for base in bases)
    values: list[tuple[ox.NamedNode, Node]] = [
        (RDF.type, VOID.Dataset),
        (RDF.type, DCAT.Dataset),
        (DCTERMS.title, ox.Literal(TITLE)),
        (DCTERMS.description, ox.Literal(ABOUT)),
        (DCTERMS.conformsTo, ONTOLOGY),
        (DCTERMS.creator, generator),
        *((DCTERMS.language, node) for node in found.languages()),
        *((DCTERMS.license, node) for node in found.licences()),
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


def _period(dataset: ox.NamedNode, dates: Iterable[Node]) -> Iterator[ox.Triple]:
    """From the first to the last day on which a dated article was published."""
    days = sorted(dates, key=lambda date: date.value)
    if not days:
        return
    period = ox.NamedNode(f"{dataset.value}#period")
    yield ox.Triple(dataset, DCTERMS.temporal, period)
    yield ox.Triple(period, RDF.type, DCTERMS.PeriodOfTime)
    yield ox.Triple(period, DCAT.startDate, days[0])
    yield ox.Triple(period, DCAT.endDate, max(days, key=_last_day))


def _last_day(date: Node) -> str:
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
