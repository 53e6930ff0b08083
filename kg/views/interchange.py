"""The forms of RDF for machines: N-Triples, N-Quads, JSON-LD, RDF/XML; all sorted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import pyoxigraph as ox

from kg.dataset import description
from kg.stores import Store
from kg.views.turtle import Form, Names, bases, graphs
from kg.vocab import RDF, XSD, Node

# XML 1.0 section 2.2: what a document may not hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def ntriples(store: Store, form: Form = frozenset) -> str:
    """One triple a line."""
    triples = form(store.triples())
    return "".join(sorted(f"{triple} .\n" for triple in [*triples, *description(triples)]))


def nquads(store: Store, form: Form = frozenset) -> str:
    """One quad a line, in the graph of each article that supports it; their union is the graph."""
    lines = (
        f"{triple} .\n" if graph is None else f"{triple} {graph} .\n"
        for graph, triples in graphs(store, form)
        for triple in triples
    )
    return "".join(sorted(lines))


def jsonld(store: Store) -> str:
    """The graph as JSON-LD."""
    triples = store.triples()
    return jsonld_document([*triples, *description(triples)], Names(bases(store)))


def jsonld_document(triples: Iterable[ox.Triple], names: Names) -> str:
    """JSON-LD 1.1 with a context of prefixes, one object per subject."""
    nodes: dict[str, dict[str, list[object]]] = {}
    for subject, predicate, value in triples:
        node = nodes.setdefault(_compact(subject, names), {})
        if predicate == RDF.type:
            node.setdefault("@type", []).append(_compact(value, names))
        else:
            node.setdefault(_compact(predicate, names), []).append(_json_value(value, names))
    graph = [
        {"@id": iri} | {key: _single(values) for key, values in sorted(node.items())}
        for iri, node in sorted(nodes.items())
    ]
    document = {"@context": names.prefixes, "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _single(values: list[object]) -> object:
    return values[0] if len(values) == 1 else values


def _compact(node: ox.NamedNode, names: Names) -> str:
    short = names.term(node)
    return node.value if short.startswith("<") else short


def _json_value(value: Node, names: Names) -> object:
    if isinstance(value, ox.NamedNode):
        return {"@id": _compact(value, names)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype == XSD.string:
        return value.value
    if value.datatype == XSD.boolean:
        return value.value == "true"
    if value.datatype == XSD.integer and len(value.value) < 16:  # beyond, JSON loses digits
        return int(value.value)
    return {"@value": value.value, "@type": _compact(value.datatype, names)}


def rdfxml(store: Store) -> str:
    """RDF/XML; characters that XML cannot hold become U+FFFD."""
    names = Names(bases(store))
    triples = store.triples()
    safe = [ox.Triple(s, p, _xml_safe(o)) for s, p, o in [*triples, *description(triples)]]
    written = ox.serialize(safe, format=ox.RdfFormat.RDF_XML, prefixes=names.prefixes) or b""
    # A bare carriage return would be read as a line feed (XML 1.0 section 2.11).
    return written.decode().replace("\r", "&#13;") + "\n"


def _xml_safe(value: Node) -> Node:
    if isinstance(value, ox.Literal) and _NOT_XML.search(value.value):
        words = xml_text(value.value)
        if value.language:
            return ox.Literal(words, language=value.language)
        return ox.Literal(words, datatype=value.datatype)
    return value


def xml_text(text: str) -> str:
    """`text` with what XML cannot hold replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)
