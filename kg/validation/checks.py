"""validate(): every check of the shapes file on every node of a store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import cast

import pyoxigraph as ox
import pyshacl
from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.slugs import segment
from kg.stores import Store
from kg.validation import shapes
from kg.validation.report import Result, Term, ValidationReport
from kg.validation.words import violation
from kg.vocab import EVENT_CLASSES, KG, NIF, RDF, RDFS, SKOS, XSD

Progress = Callable[[str, int, int], None]
"""Called before each step with what it checks, the number of those done and of all."""

_DESCRIBED_BY = (RDF.type, RDFS.label, SKOS.altLabel, RDFS.subPropertyOf, KG.statedIn)
# What leads to nodes that articles share, and to those that one article has.
_SHARED = (KG.mentions, RDF.predicate)
_OWNED = (KG.statedIn, KG.evidence, KG.event, NIF.referenceContext)
# Nodes of no article.
_STRAY = """SELECT DISTINCT ?node WHERE {
    ?node a ?kind .
    FILTER NOT EXISTS { ?node kg:statedIn ?article . ?article a schema:NewsArticle }
    FILTER NOT EXISTS { ?node a schema:NewsArticle }
    FILTER NOT EXISTS { ?any kg:mentions ?node }
}"""
_STRAY_AT_ONCE = 1000


def validate(store: Store, *, progress: Progress | None = None) -> ValidationReport:
    """Check the graph of `store` against `kg/data/shapes.ttl`."""
    found: dict[Result, None] = {}
    articles = store.article_iris()
    constraints = shapes.constraints()
    total = len(articles) + len(constraints)
    for number, article in enumerate(articles):
        if progress:
            progress(segment(article.value), number, total)
        own = {article, *(node for node, _, _ in store.match(None, KG.statedIn, article))}
        found.update(dict.fromkeys(_check(store, own)))
    stray = [cast(ox.NamedNode, row["node"]) for row in store.query(_STRAY)]  # type: ignore[union-attr]
    for first in range(0, len(stray), _STRAY_AT_ONCE):
        found.update(dict.fromkeys(_check(store, stray[first : first + _STRAY_AT_ONCE])))
    for number, constraint in enumerate(constraints, start=len(articles)):
        if progress:
            progress(constraint.message, number, total)
        found.update(dict.fromkeys(_answers(store, constraint)))
    violations = (violation(store, result) for result in found)
    return ValidationReport(
        violations=tuple(sorted(violations, key=lambda one: one.place)),
        articles=len(articles),
        statements=sum(1 for _ in store.match(None, RDF.type, KG.Statement)),
    )


# --- SHACL Core, by pySHACL ---------------------------------------------------------------------


def _check(store: Store, own: Collection[ox.NamedNode]) -> Iterator[Result]:
    """What is wrong with these nodes, the entities and relations they lead to, and loose ends."""
    triples = set(store.described(own))
    others = _ends(triples, _SHARED + _OWNED) - set(own)
    shared = _ends(triples, _SHARED)
    triples.update(store.described(others, _DESCRIBED_BY))
    known = {triple.subject for triple in triples}
    checked = {*own, *(node for node in others if node in shared or node not in known)}
    for result in _violations(_graph(triples)):
        if result.focus in checked:
            yield result


def _ends(triples: Iterable[ox.Triple], predicates: Collection[ox.NamedNode]) -> set[ox.NamedNode]:
    ends = (triple.object for triple in triples if triple.predicate in predicates)
    return {end for end in ends if isinstance(end, ox.NamedNode)}


def _violations(data: Graph) -> Iterator[Result]:
    """The results of pySHACL, each message once a node and value."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes.core(), inplace=True)
    if not isinstance(report, Graph):
        raise report
    for node in report.objects(None, SH.result):
        message = str(report.value(node, SH.resultMessage))
        path = report.value(node, SH.resultPath)
        value = report.value(node, SH.value)
        yield Result(
            focus=_term(report.value(node, SH.focusNode)),
            path=ox.NamedNode(path) if isinstance(path, URIRef) else None,
            value=None if value is None else _term(value),
            message=message,
            shape=shapes.shape_of_message()[message],
            component=str(report.value(node, SH.sourceConstraintComponent)),
        )


def _graph(triples: Iterable[ox.Triple]) -> Graph:
    """The triples, and what the ontology says of the classes of events, for pySHACL."""
    graph = Graph()
    for name in EVENT_CLASSES:
        graph.add((URIRef(KG[name].value), URIRef(RDFS.subClassOf.value), URIRef(KG.Event.value)))
    for triple in triples:
        graph.add((_rdflib(triple.subject), _rdflib(triple.predicate), _rdflib(triple.object)))
    return graph


def _rdflib(term: Term | ox.Triple) -> Node:
    assert not isinstance(term, ox.Triple)  # the graph has none
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value))
    return BNode(term.value) if isinstance(term, ox.BlankNode) else URIRef(term.value)


def _term(node: object) -> Term:
    if isinstance(node, Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(node.datatype or XSD.string.value))
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))


# --- SHACL-SPARQL, by the store -----------------------------------------------------------------

_SPARQL_COMPONENT = str(SH.SPARQLConstraintComponent)


def _answers(store: Store, constraint: shapes.Constraint) -> Iterator[Result]:
    """The solutions of a constraint: each is a violation (SHACL section 6.3)."""
    answer = store.query(constraint.select)
    assert isinstance(answer, ox.QuerySolutions)
    names = {variable.value for variable in answer.variables}
    for row in answer:
        yield Result(
            focus=cast(Term, row["this"]),
            path=cast(ox.NamedNode, row["path"]) if "path" in names else None,
            value=cast(Term, row["value"]) if "value" in names else None,
            message=constraint.message,
            shape=constraint.shape,
            component=_SPARQL_COMPONENT,
        )
