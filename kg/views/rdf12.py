"""The graph in RDF 1.2, where a statement is about a triple itself (`kg export --rdf12`).

What the stored form says with rdf:subject, rdf:predicate and rdf:object, `rdf:reifies` says with a
triple term; all else of a statement stays, its IRI, too. In Turtle and TriG a statement of a triple
that the graph asserts stands behind it as its annotation (`s p o ~ <statement> {| ... |}`); any
other statement (a plan, a claim, a denial) stands by itself and asserts nothing. A statement
whose subject is mere words keeps its stored form, as a triple has no literal for a subject.

Sources: RDF 1.2 Concepts section 1.5 (reifiers), RDF 1.2 Turtle section 2.10 (annotations).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import pyoxigraph as ox

from kg.dataset import description
from kg.stores import Store
from kg.views.interchange import nquads, ntriples
from kg.views.turtle import (
    Described,
    Names,
    Properties,
    bases,
    describe,
    graphs,
    parts,
    told,
    trig_document,
)
from kg.vocab import RDF

REIFIES = ox.NamedNode(f"{RDF.iri}reifies")  # not yet in the published rdf: namespace
_ENDS = (RDF.subject, RDF.predicate, RDF.object)


def as_rdf12(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The same triples with `rdf:reifies` for the three ends of each statement."""
    kept: list[ox.Triple] = []
    ends: dict[ox.NamedNode, dict[ox.NamedNode, ox.Triple]] = {}
    for triple in triples:
        if triple.predicate in _ENDS:
            node = cast(ox.NamedNode, triple.subject)  # the graph has no blank nodes
            ends.setdefault(node, {})[triple.predicate] = triple
        else:
            kept.append(triple)
    for statement, found in ends.items():
        subject, predicate, value = (cast(ox.NamedNode, found[end].object) for end in _ENDS)
        if isinstance(subject, ox.Literal):
            kept += found.values()
        else:
            reified = ox.Triple(subject, predicate, value)
            kept.append(ox.Triple(statement, REIFIES, reified))
    return kept


def ntriples12(store: Store) -> str:
    """One triple a line."""
    return ntriples(store, as_rdf12)


def nquads12(store: Store) -> str:
    """One quad a line, in the graph of each article that supports it."""
    return nquads(store, as_rdf12)


def turtle12(store: Store) -> str:
    """Turtle with annotations."""
    names = Names(bases(store))
    triples = as_rdf12(store.triples())
    return names.header() + "\n".join(_parts([*triples, *description(triples)], names))


def trig12(store: Store) -> str:
    """TriG with annotations, what each article contributed in a graph named by its IRI."""
    names = Names(bases(store))
    bodies = ((graph, _parts(triples, names)) for graph, triples in graphs(store, as_rdf12))
    return trig_document(bodies, names)


def _parts(triples: Iterable[ox.Triple], names: Names) -> Iterator[str]:
    """As Turtle has them, without the statements that annotate a triple."""
    asserted = {triple for triple in triples if not isinstance(triple.object, ox.Triple)}
    described = describe(triple for triple in triples if triple in asserted)
    reified: dict[ox.NamedNode, ox.Triple] = {
        cast(ox.NamedNode, t.subject): t.object for t in triples if isinstance(t.object, ox.Triple)
    }
    annotations: dict[ox.Triple, list[ox.NamedNode]] = {}
    for statement, triple in sorted(reified.items(), key=lambda item: item[0].value):
        if triple in asserted:
            annotations.setdefault(triple, []).append(statement)
    inside = {statement for statements in annotations.values() for statement in statements}
    outside = {node: found for node, found in described.items() if node not in inside}

    def write(node: ox.NamedNode, found: Properties) -> str:
        def behind(predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> str:
            statements = annotations.get(ox.Triple(node, predicate, value), [])
            return "".join(_annotation(each, described, names) for each in statements)

        about = reified.get(node)
        lines = [f"rdf:reifies {_term(about, names)}"] if about is not None else []
        lines += told(found, names, behind)
        return f"{names.term(node)} " + " ;\n    ".join(lines) + " .\n"

    return parts(outside, write)


def _annotation(statement: ox.NamedNode, described: Described, names: Names) -> str:
    lines = " ;\n            ".join(told(described[statement], names))
    return f"\n        ~ {names.term(statement)} {{|\n            {lines} |}}"


def _term(triple: ox.Triple, names: Names) -> str:
    return f"<<( {' '.join(names.term(term) for term in triple)} )>>"
