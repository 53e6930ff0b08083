"""A SPARQL endpoint, asked for what has a name of ours: rdfs:label, skos:altLabel and the like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.errors import LinkError
from kg.linking.choosing import Candidate, Subject
from kg.linking.targets.http import Connection
from kg.matching import keys

_RESULTS = "application/sparql-results+json"
_NAMES = " ".join(
    f"<{iri}>"
    for iri in (
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "http://www.w3.org/2004/02/skos/core#altLabel",
        "https://schema.org/name",
        "http://schema.org/name",
        "https://schema.org/alternateName",
        "http://schema.org/alternateName",
        "http://xmlns.com/foaf/0.1/name",
    )
)
_CLASSES = (
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.wikidata.org/prop/direct/P31>"
)
_LANGUAGES = ("", "@en", "@mul")
"""The languages of names: exact literals, so that the endpoint can use its index."""
_PAGE, _LIMIT = 5000, 1000
"""Rows that are asked for at once, and the fewest at which servers cut an answer off."""


class SparqlTarget:
    """An endpoint. With `scan`, all its names are read once, so that other spellings are found."""

    def __init__(self, connection: Connection, *, scan: bool = False) -> None:
        """Nothing is sent yet."""
        self._connection, self._scan = connection, scan
        self.name, self.batch = connection.url, 50
        self._by_key: dict[str, set[str]] | None = None
        self._named: dict[str, set[str]] = defaultdict(set)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def candidates(self, subjects: Sequence[Subject]) -> list[Collection[Candidate]]:
        """What there is called as each is, or, of a scanned endpoint, nearly so."""
        if self._scan:
            found = [self._near(subject) for subject in subjects]
        else:
            by_name = self._called({name for s in subjects for name in s.names})
            found = [{iri for n in s.names for iri in by_name.get(n, ())} for s in subjects]
        described = self._described({iri for some in found for iri in some})
        return [[described[iri] for iri in sorted(some)] for some in found]

    def _called(self, names: Collection[str]) -> dict[str, set[str]]:
        """Name -> the nodes that have it."""
        values = " ".join(
            f"{ox.Literal(name)}{language}" for name in sorted(names) for language in _LANGUAGES
        )
        where = f"VALUES ?name {{ {values} }} VALUES ?p {{ {_NAMES} }} ?node ?p ?name"
        by_name: dict[str, set[str]] = defaultdict(set)
        for node, name in self._rows("?node ?name", where):
            by_name[name.value].add(node.value)
        return by_name

    def _near(self, subject: Subject) -> set[str]:
        """The nodes that share a blocking key with a subject; the names are read once."""
        if self._by_key is None:
            for node, found in self._rows("?node ?n", f"VALUES ?p {{ {_NAMES} }} ?node ?p ?n"):
                self._named[found.value].add(node.value)
            self._by_key = {}
        by_key = self._keyed(subject)
        shared = (key for name in subject.names for key in keys(name, subject.type))
        return {node for key in shared for node in by_key.get(f"{subject.type} {key}", ())}

    def _keyed(self, subject: Subject) -> dict[str, set[str]]:
        """The nodes by the keys that their names have for the type of a subject."""
        assert self._by_key is not None
        if str(subject.type) not in self._by_key:
            self._by_key[str(subject.type)] = set()
            for name, nodes in self._named.items():
                for key in keys(name, subject.type):
                    self._by_key.setdefault(f"{subject.type} {key}", set()).update(nodes)
        return self._by_key

    def _described(self, nodes: Collection[str]) -> dict[str, Candidate]:
        """Each node with its names and classes."""
        names: dict[str, set[str]] = defaultdict(set)
        classes: dict[str, set[str]] = defaultdict(set)
        for some in _batches(sorted(nodes), self.batch):
            values = " ".join(f"<{iri}>" for iri in some)
            predicates = f"{_NAMES} {_CLASSES}"
            where = f"VALUES ?node {{ {values} }} VALUES ?p {{ {predicates} }} ?node ?p ?value"
            for node, value in self._rows("?node ?value", where):
                kept = classes if isinstance(value, ox.NamedNode) else names
                kept[node.value].add(value.value)
        return {
            node: Candidate(node, tuple(sorted(names[node])), tuple(sorted(classes[node])))
            for node in nodes
        }

    def _rows(
        self, variables: str, where: str
    ) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
        """The rows of a pattern whose first column is a node, a page at a time."""
        offset = 0
        while True:
            # Sorted inside, since Virtuoso sorts at most 10,000 rows together with an offset.
            ordered = f"SELECT DISTINCT {variables} WHERE {{ {where} }} ORDER BY {variables}"
            page = f"LIMIT {_PAGE} OFFSET {offset}"
            rows = list(self._asked(f"SELECT {variables} WHERE {{ {{ {ordered} }} }} {page}"))
            for node, value in rows:
                if isinstance(node, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                    yield node, value
            if len(rows) < min(_PAGE, _LIMIT):
                return
            offset += len(rows)

    def _asked(self, query: str) -> Iterator[tuple[object, object]]:
        answer = self._connection.post({"query": query}, _RESULTS)
        try:
            rows = answer["results"]["bindings"]  # type: ignore[index]
            names = answer["head"]["vars"]  # type: ignore[index]
            for row in rows:
                yield _term(row.get(names[0])), _term(row.get(names[1]))
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            raise LinkError(
                f"{self.name}: answers with no SPARQL results;"
                " give the address of its query service"
            ) from None


def _term(binding: dict[str, str] | None) -> ox.NamedNode | ox.Literal | None:
    """A term of SPARQL 1.1 Query Results JSON, section 3.2.2; blank nodes have no name here."""
    if binding is None or binding["type"] == "bnode":
        return None
    if binding["type"] == "uri":
        return ox.NamedNode(binding["value"])
    return ox.Literal(binding["value"])


def _batches(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
