"""The network as two tables, nodes and edges, as graph databases and Gephi import them.

Programs read them, so that cells are exactly what the graph has, on one line.

Sources: Neo4j Operations Manual, "Import" (`neo4j-admin database import`: header fields); Gephi
documentation, "Import CSV data" (columns Id, Label, Source, Target, Type).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.slugs import local_name
from kg.stores import Store
from kg.views.networks import network
from kg.views.tables import one_line

if TYPE_CHECKING:
    import networkx as nx

# Attribute of an edge -> its column's type for Neo4j.
_EDGE = {
    "label": "string",
    "modality": "string",
    "negated": "boolean",
    "ended": "boolean",
    "speaker": "string",
    "time": "string",
    "time_text": "string",
    "topic": "string",
    "article": "string",
    "begin_index": "int",
    "end_index": "int",
    "text": "string",
}


def neo4j(store: Store) -> dict[str, str]:
    """nodes.csv and relationships.csv with the headers of `neo4j-admin database import`."""
    graph = network(store)
    nodes = ({"iri:ID": iri, **_node(data, "label", "names", ":LABEL")} for iri, data in _of(graph))
    edges = (
        {
            ":START_ID": one,
            ":END_ID": other,
            ":TYPE": local_name(data["relation"]),
            "statement": key,
        }
        | {f"{name}:{kind}": data.get(name) for name, kind in _EDGE.items()}
        for one, other, key, data in graph.edges(keys=True, data=True)
    )
    columns = [
        ":START_ID",
        ":END_ID",
        ":TYPE",
        "statement",
        *(f"{n}:{k}" for n, k in _EDGE.items()),
    ]
    return {
        "nodes.csv": _table(["iri:ID", "label", "names", ":LABEL"], nodes),
        "relationships.csv": _table(columns, edges),
    }


def gephi(store: Store) -> dict[str, str]:
    """nodes.csv and edges.csv with the columns that Gephi's spreadsheet import knows."""
    graph = network(store)
    nodes = ({"Id": iri, **_node(data, "Label", "names", "kind")} for iri, data in _of(graph))
    others = [name for name in _EDGE if name != "label"]
    edges = (
        {"Source": one, "Target": other, "Type": "Directed", "Id": key, "Label": data["label"]}
        | {"relation": data["relation"]}
        | {name: data.get(name) for name in others}
        for one, other, key, data in graph.edges(keys=True, data=True)
    )
    columns = ["Source", "Target", "Type", "Id", "Label", "relation", *others]
    return {
        "nodes.csv": _table(["Id", "Label", "names", "kind"], nodes),
        "edges.csv": _table(columns, edges),
    }


def _of(graph: nx.MultiDiGraph) -> Iterable[tuple[str, Mapping[str, str]]]:
    """The nodes; one that no article mentions has its IRI for a label."""
    for iri, data in graph.nodes(data=True):
        yield iri, data or {"label": iri, "names": "", "type": "Thing"}


def _node(data: Mapping[str, str], label: str, names: str, kind: str) -> dict[str, str]:
    return {label: data["label"], names: data["names"], kind: data["type"]}


def _table(columns: list[str], rows: Iterable[Mapping[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return one_line(value) if isinstance(value, str) else value
