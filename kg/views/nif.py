"""The texts of the articles with the mentions in them, as tools for NIF 2.0 read them.

Each article is a nif:Context; each mention a nif:Phrase with the entity that it names
(itsrdf:taIdentRef) and the classes of that (itsrdf:taClassRef), which `kg build` reads again as
hints. Sources: NIF 2.0 core, whose offsets are xsd:nonNegativeInteger; ITS 2.0 section 8.9.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.stores import Store
from kg.views.turtle import Described, Names, Properties, bases, block, describe
from kg.vocab import ITSRDF, KG, NIF, RDF, RDFS, SCHEMA, XSD, Node

_ABOUT = (
    *(RDF.type, SCHEMA.headline, SCHEMA.publisher, SCHEMA.datePublished, SCHEMA.url),
    *(SCHEMA.inLanguage, SCHEMA.license),
)


def nif(store: Store) -> Iterator[str]:
    """The texts as Turtle, article by article; an entity is told where it is first mentioned."""
    names = Names(bases(store))
    yield names.header()
    told: set[Node] = set()
    for article in store.article_iris():
        nodes = describe(store.described([article], _ABOUT))
        own = [node for node, _, _ in store.match(None, KG.statedIn, article)]
        spans = _texts_and_mentions(describe(store.described(own)))
        linked = {end for found in spans.values() for end in found.get(ITSRDF.taIdentRef, [])}
        entities = describe(store.described(sorted(linked, key=str), (RDF.type, RDFS.label)))  # type: ignore[arg-type]
        nodes |= {node: entities[node] for node in sorted(set(entities) - told, key=str)}
        nodes |= {node: _as_nif(found, entities) for node, found in spans.items()}
        told |= linked
        yield "".join(f"{block(node, found, names)}\n" for node, found in nodes.items())


def _texts_and_mentions(spans: Described) -> Described:
    """Contexts and mentions, the longest of those that begin together first."""
    kept = {
        node: found
        for node, found in spans.items()
        if ITSRDF.taIdentRef in found or NIF.isString in found
    }
    offsets = (NIF.beginIndex, NIF.endIndex)
    place = {
        node: [int(found[offset][0].value) for offset in offsets] for node, found in kept.items()
    }
    return {n: kept[n] for n in sorted(kept, key=lambda n: (place[n][0], -place[n][1], n.value))}


def _as_nif(found: Properties, entities: Described) -> Properties:
    """A span with the types of NIF 2.0, and the classes of what it mentions."""
    kinds: list[Node] = [NIF.RFC5147String]
    kinds.append(NIF.Context if NIF.isString in found else NIF.Phrase)
    mentioned = (m for m in found.get(ITSRDF.taIdentRef, []) if isinstance(m, ox.NamedNode))
    classes = {kind for one in mentioned for kind in entities.get(one, {}).get(RDF.type, [])}
    shown = {RDF.type: kinds} | ({ITSRDF.taClassRef: sorted(classes, key=str)} if classes else {})
    # A context that referred to itself would be a phrase to other tools.
    left_out = {RDF.type, KG.statedIn, *([NIF.referenceContext] if NIF.isString in found else [])}
    for predicate, values in found.items():
        if predicate in (NIF.beginIndex, NIF.endIndex):
            numbers = (ox.Literal(v.value, datatype=XSD.nonNegativeInteger) for v in values)
            shown[predicate] = list(numbers)
        elif predicate not in left_out:
            shown[predicate] = values
    return shown
