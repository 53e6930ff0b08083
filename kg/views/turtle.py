"""Turtle and TriG for people: prefixes, parts with a heading, grouped by subject, in a fixed order.

The text of an article, its spans and mentions come last. Sources: RDF 1.1 Turtle sections 2.4
(prefixes), 2.5 (literals), 6.5 (escapes); RDF 1.1 TriG section 2.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.dataset import description
from kg.slugs import base_of
from kg.stores import Store
from kg.vocab import (
    DCTERMS,
    KG,
    NIF,
    ORG,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SEM,
    SKOS,
    VOID,
    XSD,
    Node,
    Spo,
)

SEGMENTS = ("article", "entity", "post", "event", "statement")
"""The kinds of minted nodes: each a path segment under the base, and a prefix of its own."""

_PARTS = (
    "Data set",
    "Articles",
    "Entities",
    "Offices",
    "Events",
    "Statements",
    "Relations",
    "Text",
)
_FIRST_PREDICATES = (
    *(RDF.type, RDFS.label, SKOS.altLabel, SCHEMA.headline),
    *(RDF.subject, RDF.predicate, RDF.object, KG.modality, KG.negated, KG.ended),
    *(DCTERMS.title, DCTERMS.description, VOID["class"]),
)
_RANK = {predicate: rank for rank, predicate in enumerate(_FIRST_PREDICATES)}
_DESCRIBES_DATA = frozenset({VOID.Dataset, DCTERMS.PeriodOfTime, PROV.SoftwareAgent})
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?", re.ASCII)
_RELATIVE = re.compile(
    r"article/[A-Za-z0-9_][A-Za-z0-9_.~%-]*#char=\d+,\d+|dataset(#\w+)?", re.ASCII
)
"""What is written relative to the base: spans and the description of the data set."""
_RUN_OF_QUOTES = re.compile(r'"(?="|\Z)')
_ESCAPES = {ord("\\"): "\\\\", ord("\r"): "\\r"} | {
    code: f"\\u{code:04X}" for code in (*range(0x9), 0xB, 0xC, *range(0xE, 0x20), 0x7F)
}

Properties = dict[ox.NamedNode, list[Node]]
Described = dict[ox.NamedNode, Properties]


AT_ONCE = 2_000
"""So many nodes are read and written at a time, which bounds the memory of an export."""

_TELLING = (RDF.type, RDFS.subPropertyOf, KG.evidence, KG.statedIn, SEM.hasActor, VOID["class"])
"""What a node must tell to find its place in the document."""


def turtle(store: Store) -> Iterator[str]:
    """The graph as Turtle, piece by piece."""
    names = Names(bases(store))
    yield names.header()
    sketches: Described = {}
    about = describe(description(_sketched(store.match(), sketches)))
    parts = _sorted_out({**sketches, **about})
    for number, (part, nodes) in enumerate(parts):
        yield "\n" * bool(number) + f"# --- {part} ---\n"
        for first in range(0, len(nodes), AT_ONCE):
            some = nodes[first : first + AT_ONCE]
            found = about if part == _PARTS[0] else describe(store.described(some))
            for node in some:
                yield f"\n{block(node, found[node], names)}"


def _sketched(triples: Iterable[Spo], sketches: Described) -> Iterator[Spo]:
    """The triples as they come; what of them is telling is kept."""
    telling = frozenset(_TELLING)
    for triple in triples:
        subject, predicate, value = triple
        kept = sketches.setdefault(subject, {})
        if predicate in telling:
            kept.setdefault(predicate, []).append(value)
        yield triple


Form = Callable[[Iterable[ox.Triple]], Collection[ox.Triple]]
"""How triples are put: as they are, or as RDF 1.2 has them."""


def graphs(
    store: Store, form: Form = frozenset
) -> Iterator[tuple[ox.NamedNode | None, set[ox.Triple]]]:
    """What each article contributed, then, under None, what none did; their union is the graph."""
    triples = form(store.triples())
    rest = {*triples, *description(triples)}
    for article in store.article_iris():
        contributed = set(form(store.contributed(article)))
        rest -= contributed
        yield article, contributed
    if rest:
        yield None, rest


def trig(store: Store) -> str:
    """What each article contributed in a graph named by its IRI; their union is the graph."""
    names = Names(bases(store))
    write = writer(names)
    bodies = ((article, parts(describe(found), write)) for article, found in graphs(store))
    return trig_document(bodies, names)


def trig_document(bodies: Iterable[tuple[ox.NamedNode | None, Iterable[str]]], names: Names) -> str:
    """The parts of each graph in its braces, those of no graph without."""
    blocks = []
    for graph, its_parts in bodies:
        body = "\n".join(its_parts)
        blocks.append(body if graph is None else f"{names.term(graph)} {{\n\n{body}}}\n")
    return names.header() + "\n".join(blocks)


def bases(store: Store) -> list[str]:
    """The base IRIs that minted nodes of the store lie under, sorted: mostly one."""
    return sorted({base_of(node.value) for node in store.article_iris()})


class Names:
    """Writes terms as short as Turtle allows without an escape."""

    def __init__(self, base_iris: Sequence[str]) -> None:
        """The first base is the document's; nodes under others are written in full."""
        self.base = base_iris[0] if base_iris else None
        segments = {name: f"{self.base}{name}/" for name in SEGMENTS} if self.base else {}
        self.prefixes = segments | PREFIXES
        self._by_namespace = {iri: prefix for prefix, iri in self.prefixes.items()}
        self._known: dict[ox.NamedNode, str] = {}

    def header(self) -> str:
        """The declarations."""
        lines = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in self.prefixes.items()]
        return "".join([f"@base <{self.base}> .\n"] * bool(self.base) + lines) + "\n"

    def term(self, term: Node) -> str:
        """A term: `kg:meets`, `<article/a#char=8,32>`, `"text"`, `true`."""
        if isinstance(term, ox.Literal):
            return _literal(term, self)
        if term not in self._known:
            self._known[term] = self._iri(term)
        return self._known[term]

    def _iri(self, node: ox.NamedNode) -> str:
        cut = max(node.value.rfind("#"), node.value.rfind("/")) + 1
        prefix = self._by_namespace.get(node.value[:cut])
        if prefix is not None and _LOCAL.fullmatch(node.value, cut):
            return f"{prefix}:{node.value[cut:]}"
        if self.base and node.value.startswith(self.base):
            relative = node.value[len(self.base) :]
            if _RELATIVE.fullmatch(relative):
                return f"<{relative}>"
        return str(node)


def _literal(literal: ox.Literal, names: Names) -> str:
    value = literal.value
    if literal.language:
        return str(literal)
    if literal.datatype == XSD.boolean and value in ("true", "false"):
        return value
    if literal.datatype == XSD.integer and re.fullmatch(r"-?[0-9]+", value, re.ASCII):
        return value
    words = value.translate(_ESCAPES)
    if "\n" in value:  # a long string may hold quotes, but not run into the three that end it
        words = '"""' + _RUN_OF_QUOTES.sub(r"\"", words) + '"""'
    else:
        words = '"' + words.replace('"', r"\"") + '"'
    return words if literal.datatype == XSD.string else f"{words}^^{names.term(literal.datatype)}"


def describe(triples: Iterable[ox.Triple]) -> Described:
    """Subject -> predicate -> values."""
    described: Described = {}
    for subject, predicate, value in triples:
        described.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return described


def _sorted_out(described: Described) -> list[tuple[str, list[ox.NamedNode]]]:
    """The nodes of each part, in order; parts without any are left out."""
    parts: dict[str, list[ox.NamedNode]] = {part: [] for part in _PARTS}
    for node, found in described.items():
        parts[_part(found)].append(node)
    for nodes in parts.values():
        nodes.sort(key=lambda node: _order(node, described[node]))
    return [(part, nodes) for part, nodes in parts.items() if nodes]


def parts(described: Described, write: Callable[[ox.NamedNode, Properties], str]) -> Iterator[str]:
    """Each part with its heading, its subjects in order, each as `write` has it."""
    for part, nodes in _sorted_out(described):
        blocks = "\n".join(write(node, described[node]) for node in nodes)
        yield f"# --- {part} ---\n\n{blocks}"


def writer(names: Names) -> Callable[[ox.NamedNode, Properties], str]:
    """Writes a node as `block` does."""
    return lambda node, found: block(node, found, names)


def _part(found: dict[ox.NamedNode, list[Node]]) -> str:
    kinds = found.get(RDF.type, [])
    if KG.Statement in kinds:
        return "Statements"
    if NIF.RFC5147String in kinds:
        return "Text"
    if SCHEMA.NewsArticle in kinds:
        return "Articles"
    if not _DESCRIBES_DATA.isdisjoint(kinds) or VOID["class"] in found:
        return "Data set"
    if RDFS.subPropertyOf in found:
        return "Relations"
    if ORG.Post in kinds:
        return "Offices"
    return "Events" if KG.statedIn in found and SEM.hasActor in found else "Entities"


def _order(node: ox.NamedNode, found: dict[ox.NamedNode, list[Node]]) -> list[tuple[int, str]]:
    """Statements in the order of their evidence, all else by IRI, numbers in it as numbers."""
    place = found[KG.evidence][0].value if KG.evidence in found else ""
    pieces = re.split(r"(\d+)", f"{place} {node.value}")
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces]


def block(node: ox.NamedNode, found: Properties, names: Names) -> str:
    """The node with all that is said of it, one predicate a line."""
    return f"{names.term(node)} " + " ;\n    ".join(told(found, names)) + " .\n"


def told(
    found: Properties,
    names: Names,
    behind: Callable[[ox.NamedNode, Node], str] = lambda predicate, value: "",
) -> list[str]:
    """Each predicate with its values; `behind` gives what stands behind a value."""
    lines = []
    for predicate in sorted(found, key=lambda p: (_RANK.get(p, len(_RANK)), names.term(p))):
        verb = "a" if predicate == RDF.type else names.term(predicate)
        values = sorted(names.term(value) + behind(predicate, value) for value in found[predicate])
        lines.append(f"{verb} {', '.join(values)}")
    return lines
