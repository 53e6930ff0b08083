"""The statements of the graph as plain values, in the order people read them.

`rows` gives what `kg export --format jsonl` writes, one mapping per `kg:Statement` node with the
keys of DESIGN section 4. Articles come sorted, the statements of each in text order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg import vocab
from kg.slugs import local_name
from kg.stores import Store
from kg.vocab import KG, NIF, PROV, RDF, RDFS, SCHEMA, SKOS, XSD, Node

Row = dict[str, object]
Properties = dict[ox.NamedNode, list[Node]]

_DATES = (XSD.date, XSD.gYearMonth, XSD.gYear)
CLASSES = [
    vocab.ENTITY_CLASSES[kind]
    for kind in sorted(vocab.ENTITY_CLASSES, key=lambda kind: (kind in ("Thing", "Place"), kind))
]
"""The more a class says, the earlier; of a node with two, the first is its type."""


@dataclass(frozen=True, slots=True)
class Described:
    """A node with its label, its names (the label first) and its class's local name."""

    iri: str
    label: str
    names: tuple[str, ...]
    type: str

    def row(self) -> Row:
        """As the JSON Lines contract has it."""
        return {
            "iri": self.iri,
            "label": self.label,
            "names": list(self.names),
            "type": self.type,
        }


class Reader:
    """Reads nodes out of a store, each once, and many at a time where that is known.

    A remote store is asked once for many nodes, not once for each.
    """

    def __init__(self, store: Store) -> None:
        """`store` must not change while it is read."""
        self.store = store
        self._found: dict[ox.NamedNode, Properties] = {}
        self._known: dict[ox.NamedNode, Described] = {}

    def fetch(self, nodes: Iterable[ox.NamedNode]) -> None:
        """Read all that is said of these nodes, to be asked for by `properties`."""
        new = set(nodes) - self._found.keys()
        self._found.update(_grouped(self.store.described(new), new))

    def properties(self, node: ox.NamedNode) -> Properties:
        """Everything that is said of a node, the values of each predicate sorted."""
        if node not in self._found:
            self.fetch([node])
        return self._found[node]

    def fetch_names(self, nodes: Iterable[ox.NamedNode]) -> None:
        """Read the names and classes of these nodes, to be asked for by `describe`."""
        new = set(nodes) - self._known.keys()
        for node, found in _grouped(self.store.described(new, _NAMING), new).items():
            label = text(found, RDFS.label) or local_name(node.value)
            others = sorted({value.value for value in found.get(SKOS.altLabel, [])} - {label})
            kinds = found.get(RDF.type, [])
            kind = next((kind for kind in CLASSES if kind in kinds), SCHEMA.Thing)
            self._known[node] = Described(
                node.value, label, (label, *others), local_name(kind.value)
            )

    def describe(self, node: ox.NamedNode) -> Described:
        """The label, names and class of a node."""
        if node not in self._known:
            self.fetch_names([node])
        return self._known[node]

    def relation_label(self, predicate: ox.NamedNode) -> str:
        """The label of a relation: "talks with"."""
        return self.describe(predicate).label

    def statements(
        self, nodes: Iterable[ox.NamedNode] | None = None
    ) -> list[tuple[ox.NamedNode, Properties]]:
        """These statements, or all, with their properties: by article, then in text order."""
        if nodes is None:
            nodes = (node for node, _, _ in self.store.match(None, RDF.type, KG.Statement))
        chosen = list(nodes)
        self.fetch(chosen)
        told = [self.properties(node) for node in chosen]
        self.fetch(only(found, KG.evidence) for found in told)
        self.fetch_names(
            end
            for found in told
            for role in _NAMED
            for end in found.get(role, ())
            if isinstance(end, ox.NamedNode)
        )
        keyed = []
        for node, found in zip(chosen, told, strict=True):
            start, end, _ = self.evidence(found)
            keyed.append((found[KG.statedIn][0].value, start, end, node.value, node, found))
        keyed.sort(key=lambda entry: entry[:4])
        return [(node, found) for *_, node, found in keyed]

    def evidence(self, statement: Properties) -> tuple[int, int, str]:
        """Start, end and words of the evidence of a statement."""
        span = self.properties(only(statement, KG.evidence))
        start, end = span[NIF.beginIndex][0].value, span[NIF.endIndex][0].value
        words = text(span, NIF.anchorOf)
        if words is None:  # a span that is the whole article carries its text as nif:isString
            words = text(span, NIF.isString) or ""
        return int(start), int(end), words


_NAMING = (RDFS.label, SKOS.altLabel, RDF.type)
#: What a statement refers to by name.
_NAMED = (
    *(RDF.subject, RDF.predicate, RDF.object),
    *(PROV.wasAttributedTo, KG.reportedBy, KG.place),
)


def _grouped(
    triples: Iterable[ox.Triple], nodes: Iterable[ox.NamedNode]
) -> dict[ox.NamedNode, Properties]:
    """Node -> what the triples say of it, nothing for one they do not mention."""
    grouped: dict[ox.NamedNode, Properties] = {node: {} for node in nodes}
    for subject, predicate, value in triples:
        grouped[subject].setdefault(predicate, []).append(value)
    return {
        node: {predicate: sorted(values, key=str) for predicate, values in found.items()}
        for node, found in grouped.items()
    }


def rows(store: Store) -> list[Row]:
    """One mapping per statement, exactly as many as there are `kg:Statement` nodes."""
    reader = Reader(store)
    return [row(found, reader) for _, found in reader.statements()]


def row(found: Properties, reader: Reader) -> Row:
    """The mapping of one statement, of which these are the properties.

    The label of its predicate is what the text calls it: "imprison" beside the IRI of
    `kg:arrests`.
    """
    predicate = only(found, RDF.predicate)
    start, end, words = reader.evidence(found)
    confidence = text(found, KG.confidence)
    label = text(found, KG.wording) or reader.relation_label(predicate)
    return {
        "article": only(found, KG.statedIn).value,
        "subject": _end(found[RDF.subject][0], reader),
        "predicate": {"iri": predicate.value, "label": label},
        "object": _object(found, reader),
        "modality": local_name(only(found, KG.modality).value).lower(),
        "negated": text(found, KG.negated) == "true",
        "speaker": optional(found, PROV.wasAttributedTo, reader),
        "time": text(found, KG.time),
        "time_start": text(found, KG.timeStart),
        "time_end": text(found, KG.timeEnd),
        "time_text": text(found, KG.timeText),
        "ended": text(found, KG.ended) == "true",
        "place": optional(found, KG.place, reader),
        "topic": text(found, KG.topic),
        "confidence": float(confidence) if confidence is not None else None,
        "start": start,
        "end": end,
        "text": words,
        "rule": text(found, KG.rule),
    }


def _end(end: Node, reader: Reader) -> Row:
    if isinstance(end, ox.NamedNode):
        return reader.describe(end).row()
    return {"text": end.value}


def _object(found: Properties, reader: Reader) -> Row:
    """The object of a statement; a date as the article words it, its value is the time."""
    value = found[RDF.object][0]
    worded = text(found, KG.timeText)
    if worded and isinstance(value, ox.Literal) and value.datatype in _DATES:
        return {"text": worded}
    return _end(value, reader)


def optional(found: Properties, predicate: ox.NamedNode, reader: Reader) -> Row | None:
    """The (first) value that `predicate` gives as an end of a statement, if any."""
    values = found.get(predicate)
    return _end(values[0], reader) if values else None


def only(found: Properties, predicate: ox.NamedNode) -> ox.NamedNode:
    """The node that `predicate` gives."""
    value = found[predicate][0]
    if not isinstance(value, ox.NamedNode):
        raise ValueError(f"{predicate} gives {value}, not a node")
    return value


def text(found: Properties, predicate: ox.NamedNode) -> str | None:
    """The text of the (first) value that `predicate` gives, if any."""
    values = found.get(predicate)
    return values[0].value if values else None
