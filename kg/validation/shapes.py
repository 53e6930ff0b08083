"""The shapes file, in the two parts that are checked apart: SHACL Core, and SPARQL constraints."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import RDF, SH, Graph
from rdflib.term import Node

SHAPES_FILE = Path(__file__).parent.parent / "data" / "shapes.ttl"


_TARGETS = frozenset({SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf, SH.targetNode})


@dataclass(frozen=True, slots=True)
class Constraint:
    """A SPARQL constraint (SHACL section 6.2): each solution of `select` is a violation."""

    shape: str
    message: str
    select: str


@cache
def core() -> Graph:
    """The shapes without their SPARQL: what pySHACL checks.

    Each property shape has the targets of its node shape, which pySHACL checks for all nodes at
    once: the results are the same, and it takes a third of the time.
    """
    graph = _read()
    for predicate in (SH.sparql, SH.target):
        graph.remove((None, predicate, None))
    for shape, part in list(graph.subject_objects(SH.property)):
        targets = [(p, o) for p, o in graph.predicate_objects(shape) if p in _TARGETS]
        if targets:
            graph.remove((shape, SH.property, part))
            graph.add((part, RDF.type, SH.PropertyShape))
            for kind, target in targets:
                graph.add((part, kind, target))
    return graph


@cache
def constraints() -> tuple[Constraint, ...]:
    """The constraints in SPARQL, in the order of their shapes and messages."""
    graph = _read()
    prefixes = "".join(
        f"PREFIX {graph.value(one, SH.prefix)}: <{graph.value(one, SH.namespace)}>\n"
        for one in graph.objects(None, SH.declare)
    )
    found = (
        Constraint(
            str(shape),
            str(graph.value(node, SH.message)),
            prefixes + str(graph.value(node, SH.select)),
        )
        for shape, node in graph.subject_objects(SH.sparql)
    )
    return tuple(sorted(found, key=lambda one: (one.shape, one.message)))


@cache
def shape_of_message() -> dict[str, str]:
    """Message -> IRI of the node shape that gives it: no two shapes give the same."""
    graph = _read()
    return {
        str(message): str(_named(graph, subject))
        for subject, message in graph.subject_objects(SH.message)
    }


def _named(graph: Graph, node: Node) -> Node:
    """The node shape that a property shape or constraint belongs to."""
    while (node, RDF.type, SH.NodeShape) not in graph:
        node = next(graph.subjects(None, node))
    return node


@cache
def _source() -> str:
    return SHAPES_FILE.read_text(encoding="utf-8")


def _read() -> Graph:
    return Graph().parse(data=_source(), format="turtle")
