"""What the graph says of one node, as triples: what is served at its IRI.

It is the node's concise bounded description (W3C member submission CBD, symmetric: also what is
said with the node as object), and with it every statement that it is part of, the words those were
read in, and the names and classes of all that is named there. Each triple is one of the graph.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from kg.stores import Store
from kg.views.show import concerned
from kg.vocab import ITSRDF, KG, NIF, RDF, RDFS, SCHEMA

_LEFT_OUT = frozenset({ITSRDF.taIdentRef, NIF.referenceContext})
"""What spans say of a node: the text layer comes with the article."""
_NAMING = (RDF.type, RDFS.label, SCHEMA.headline)


def description(store: Store, node: ox.NamedNode) -> Iterator[ox.Triple]:
    """The triples that describe an entity, an office, an event or a statement, each once."""
    statements = concerned(store, node)
    said = set(store.described([node, *statements]))
    said |= {
        ox.Triple(*triple) for triple in store.match(None, None, node) if triple[1] not in _LEFT_OUT
    }
    evidence = (t.object for t in said if t.predicate == KG.evidence)
    said |= set(store.described([one for one in evidence if isinstance(one, ox.NamedNode)]))
    return _named(store, said)


def article_description(store: Store, article: ox.NamedNode) -> Iterator[ox.Triple]:
    """All that the article contributes to the graph, each triple once."""
    return _named(store, store.contributed(article))


def _named(store: Store, said: Collection[ox.Triple]) -> Iterator[ox.Triple]:
    """The triples, and the names of the nodes in them that they do not tell."""
    yield from said
    nodes = {node for triple in said for node in triple if isinstance(node, ox.NamedNode)}
    yield from set(store.described(nodes, _NAMING)).difference(said)
