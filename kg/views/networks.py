"""The network of entities: nodes are entities, edges the statements between two of them."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.slugs import local_name
from kg.stores import Store
from kg.views.interchange import xml_text
from kg.views.rows import Properties, Reader, only, text
from kg.vocab import KG, PROV, RDF

if TYPE_CHECKING:
    import networkx as nx


def network(store: Store) -> nx.MultiDiGraph:
    """A node for every entity that an article mentions, an edge for every statement between two.

    Nodes are IRIs with `label`, `type` and `names` (joined by " | "). The key of an edge is the
    IRI of its statement; `relation`, `label`, `modality`, `negated`, `ended`, `article`,
    `begin_index`, `end_index`, `text` and, where known, `speaker`, `time`, `time_text`, `topic`
    are its attributes.
    Statements that end in mere words have no second node and are left out.
    """
    import networkx as nx  # a sixth of a second, which no other export needs

    reader = Reader(store)
    graph = nx.MultiDiGraph()
    mentioned = {value for _, _, value in store.match(None, KG.mentions)}
    nodes = sorted((n for n in mentioned if isinstance(n, ox.NamedNode)), key=str)
    reader.fetch_names(nodes)
    for node in nodes:
        entity = reader.describe(node)
        names = " | ".join(entity.names)
        graph.add_node(node.value, label=entity.label, type=entity.type, names=names)
    for statement, found in reader.statements():
        subject, value = found[RDF.subject][0], found[RDF.object][0]
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
            attributes = _attributes(found, reader)
            graph.add_edge(subject.value, value.value, key=statement.value, **attributes)
    return graph


def _attributes(found: Properties, reader: Reader) -> dict[str, str | int | bool]:
    start, end, words = reader.evidence(found)
    relation = only(found, RDF.predicate)
    attributes: dict[str, str | int | bool] = {
        "relation": relation.value,
        "label": reader.relation_label(relation),
        "modality": local_name(only(found, KG.modality).value).lower(),
        "negated": text(found, KG.negated) == "true",
        "ended": text(found, KG.ended) == "true",
        "article": only(found, KG.statedIn).value,
        "begin_index": start,  # GEXF takes "start" and "end" for the life of an edge
        "end_index": end,
        "text": words,
    }
    if PROV.wasAttributedTo in found:
        attributes["speaker"] = reader.describe(only(found, PROV.wasAttributedTo)).label
    known = {"time": KG.time, "time_text": KG.timeText, "topic": KG.topic}
    values = {name: text(found, predicate) for name, predicate in known.items()}
    return attributes | {name: value for name, value in values.items() if value is not None}


def graphml(store: Store) -> str:
    """The network as GraphML."""
    import networkx as nx

    lines = nx.generate_graphml(_xml_network(store))
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', *lines]) + "\n"


def gexf(store: Store) -> str:
    """The network as GEXF 1.2, without the date of writing that networkx puts in."""
    import networkx as nx

    written = io.BytesIO()
    nx.write_gexf(_xml_network(store), written, version="1.2draft")
    root = ET.fromstring(written.getvalue())
    namespace = "{http://www.gexf.net/1.2draft}"
    for meta in root.findall(f"{namespace}meta"):
        root.remove(meta)
    ET.register_namespace("", namespace.strip("{}"))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _xml_network(store: Store) -> nx.MultiDiGraph:
    graph = network(store)
    attributes = [data for _, data in graph.nodes(data=True)]
    attributes += [data for _, _, data in graph.edges(data=True)]
    for data in attributes:
        data.update({k: xml_text(v) for k, v in data.items() if isinstance(v, str)})
    return graph
