"""The terms of the graph: closed namespaces, so that a misspelt term is an error at once.

The `kg:` namespace is what `data/ontology.ttl` defines. Of the vocabularies of others only the
terms the graph uses are here; tests/test_vocab.py compares them with the vocabularies themselves.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from kg.model import EntityType, Modality, Relation

ONTOLOGY_FILE = Path(__file__).parent / "data" / "ontology.ttl"


class Namespace:
    """A closed set of terms: `KG.meets` or `KG["meets"]` is an IRI, anything else an error."""

    def __init__(self, prefix: str, iri: str, terms: str | set[str]) -> None:
        """`terms` are local names, as a set or separated by spaces."""
        self.prefix, self.iri = prefix, iri
        names = terms.split() if isinstance(terms, str) else terms
        self._terms = {name: ox.NamedNode(iri + name) for name in sorted(names)}
        self.__dict__.update(self._terms)  # found without a call: terms are asked for all the time

    def __getitem__(self, name: str) -> ox.NamedNode:
        """The term `name`; KeyError with the nearest terms if there is none."""
        try:
            return self._terms[name]
        except KeyError:
            raise KeyError(self._unknown(name)) from None

    def __getattr__(self, name: str) -> ox.NamedNode:
        """Called for what is no term: AttributeError with the nearest terms."""
        raise AttributeError(self._unknown(name) if "_terms" in self.__dict__ else name)

    def __contains__(self, name: object) -> bool:
        """Whether `name` is one of the terms."""
        return name in self._terms

    def __iter__(self) -> Iterator[str]:
        """The names of the terms, sorted."""
        return iter(self._terms)

    def _unknown(self, name: str) -> str:
        near = difflib.get_close_matches(name, self._terms, n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        return f"no term {self.prefix}:{name}{hint}"


KG_IRI = "https://w3id.org/news-kg/ontology#"
REL_IRI = "https://w3id.org/news-kg/relation#"

RDF = Namespace(
    "rdf",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "type subject predicate object Property Statement first rest nil",
)
RDFS = Namespace(
    "rdfs",
    "http://www.w3.org/2000/01/rdf-schema#",
    "label comment domain range subPropertyOf subClassOf Resource Datatype",
)
OWL = Namespace(
    "owl",
    "http://www.w3.org/2002/07/owl#",
    "Class ObjectProperty DatatypeProperty AnnotationProperty SymmetricProperty TransitiveProperty"
    " inverseOf sameAs equivalentClass unionOf deprecated",
)
XSD = Namespace(
    "xsd",
    "http://www.w3.org/2001/XMLSchema#",
    "boolean integer nonNegativeInteger decimal string date gYear gYearMonth",
)
SKOS = Namespace(
    "skos", "http://www.w3.org/2004/02/skos/core#", "altLabel closeMatch exactMatch scopeNote"
)
SCHEMA = Namespace(
    "schema",
    "https://schema.org/",
    "NewsArticle Person Organization Place Country City Event Thing"
    " headline publisher datePublished url inLanguage license softwareVersion",
)
ORG = Namespace("org", "http://www.w3.org/ns/org#", "Post Organization holds postIn")
PROV = Namespace("prov", "http://www.w3.org/ns/prov#", "wasAttributedTo SoftwareAgent")
NIF = Namespace(
    "nif",
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "Context RFC5147String String Phrase isString anchorOf beginIndex endIndex referenceContext"
    " sourceUrl",
)
ITSRDF = Namespace("itsrdf", "http://www.w3.org/2005/11/its/rdf#", "taIdentRef taClassRef")
SEM = Namespace(
    "sem",
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "Event hasActor hasPlace hasTimeStamp",
)
VOID = Namespace(
    "void",
    "http://rdfs.org/ns/void#",
    "Dataset triples entities vocabulary uriSpace uriRegexPattern classPartition class",
)
DCAT = Namespace("dcat", "http://www.w3.org/ns/dcat#", "Dataset startDate endDate")
DCTERMS = Namespace(
    "dcterms",
    "http://purl.org/dc/terms/",
    "title issued description creator conformsTo language license temporal PeriodOfTime",
)


@dataclass(frozen=True, slots=True)
class RelationInfo:
    """What the ontology says of a closed relation; `event_class` is a local name of `kg:`."""

    relation: Relation
    iri: ox.NamedNode
    symmetric: bool
    range: ox.NamedNode | None
    event_class: str | None
    object_is_place: bool


Node = ox.NamedNode | ox.Literal
"""What stands in the graph: it has no blank nodes."""

Spo = tuple[ox.NamedNode, ox.NamedNode, Node]
"""A triple of the graph, by its terms."""

Notes = dict[ox.NamedNode, list[Node]]
"""What is said of a node: predicate -> objects."""


def _read_ontology() -> dict[ox.NamedNode, Notes]:
    """Takes about 4 ms for 1,800 triples."""
    described: dict[ox.NamedNode, Notes] = {}
    for quad in ox.parse(path=ONTOLOGY_FILE, format=ox.RdfFormat.TURTLE):
        described.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return described


DESCRIBED = _read_ontology()
"""What the ontology says of each of its nodes, in the order of the file."""

KG = Namespace(
    "kg", KG_IRI, {s.value.removeprefix(KG_IRI) for s in DESCRIBED if s.value.startswith(KG_IRI)}
)

PREFIXES: dict[str, str] = {
    space.prefix: space.iri
    for space in (
        *(KG, SCHEMA, ORG, PROV, NIF, ITSRDF, SEM, SKOS, RDF, RDFS, OWL, XSD),
        *(VOID, DCAT, DCTERMS),
    )
} | {"rel": REL_IRI}
"""Prefix -> namespace IRI of everything the graph uses, but for the nodes under the base."""

_SPACES = {KG_IRI: KG, ORG.iri: ORG}


def _relation_info(iri: ox.NamedNode, notes: Notes) -> RelationInfo:
    space = next(space for start, space in _SPACES.items() if iri.value.startswith(start))
    events = notes.get(KG.eventClass)
    ranges = notes.get(RDFS.range)
    return RelationInfo(
        relation=Relation(
            space.prefix, iri.value.removeprefix(space.iri), notes[RDFS.label][0].value
        ),
        iri=iri,
        symmetric=OWL.SymmetricProperty in notes[RDF.type],
        range=ranges[0] if ranges and isinstance(ranges[0], ox.NamedNode) else None,
        event_class=events[0].value.removeprefix(KG_IRI) if events else None,
        object_is_place=SEM.hasPlace in notes.get(KG.objectRole, []),
    )


RELATIONS: dict[str, RelationInfo] = {
    info.relation.name: info
    for info in (
        _relation_info(iri, notes)
        for iri, notes in sorted(DESCRIBED.items(), key=lambda item: item[0].value)
        if KG.relatedTo in notes.get(RDFS.subPropertyOf, [])
    )
}
"""Local name -> what the ontology says, for every closed relation (`kg:`, `org:holds`, ...)."""

EVENT_CLASSES: frozenset[str] = frozenset(
    iri.value.removeprefix(KG_IRI)
    for iri, notes in DESCRIBED.items()
    if KG.Event in notes.get(RDFS.subClassOf, [])
)
"""Local names of the classes of events, such as "Meeting"."""

ENTITY_CLASSES: dict[EntityType, ox.NamedNode] = {
    kind: ORG.Post if kind is EntityType.POST else SCHEMA[kind.value] for kind in EntityType
}
MODALITIES: dict[Modality, ox.NamedNode] = {
    modality: KG[modality.value.capitalize()] for modality in Modality
}


def partial_date(value: str | None) -> ox.Literal | None:
    """YYYY, YYYY-MM or YYYY-MM-DD as xsd:gYear, gYearMonth or date; None for no such day."""
    if value is None or not re.fullmatch(r"\d{4}(-\d\d){0,2}", value, re.ASCII):
        return None
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return None
    kind = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(value)]
    return ox.Literal(value, datatype=kind)


def relation(name: str) -> Relation:
    """The closed relation called `name` ("meets", "holds"); KeyError with the nearest names."""
    try:
        return RELATIONS[name].relation
    except KeyError:
        near = difflib.get_close_matches(name, RELATIONS, n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise KeyError(f"no relation {name!r} in the ontology{hint}") from None


def info(of: Relation) -> RelationInfo | None:
    """What the ontology says of a relation; None for an open one."""
    return None if of.is_open else RELATIONS[of.name]
