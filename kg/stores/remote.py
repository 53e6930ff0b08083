"""The graph in a SPARQL 1.1 store elsewhere: Oxigraph, Virtuoso, Fuseki, GraphDB, ...

There the graph is a named graph, as a server may hold other data, and not every server has a
default graph that can be written. Queries see only it: each is sent with the protocol's
`default-graph-uri`. What is hidden lies in graphs whose names begin with the name of that graph. A
server that has the graph in its default graph instead, as `kg serve` does, is only read.

Articles go in by one request, which servers run as one transaction (SPARQL 1.1 Update section
2.2). The Graph Store Protocol cannot do that. A request there is about one graph, which PUT
replaces and DELETE drops as a whole (sections 5.3 to 5.6), and the graph that is seen is shared by
all articles: only POST may touch it, which takes nothing out, so that a changed article would need
an update as well, and whoever reads between the two would see half of it. Some servers take a
whole data set by POST in one transaction, which is not in the protocol, takes nothing out either,
and is hardly cheaper for Oxigraph than the update. Virtuoso has no transactions, and limits: there
articles go in by steps, loaded by the Graph Store Protocol, in such an order that what was cut off
can be undone, and a note says what is being written. Whoever opens the store to write next takes
out what was left unfinished.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import TypeVar, cast

import pyoxigraph as ox

from kg.contribution import Contribution
from kg.errors import CutOffError, StoreError
from kg.stores import answers
from kg.stores.base import QueryAnswer, Spo, Store
from kg.stores.client import RESULTS, TRIPLES, Client, Refused
from kg.stores.contributions import HIDDEN
from kg.stores.endpoint import DEFAULT_GRAPH, Endpoint
from kg.stores.writer import WRITING, Writer
from kg.vocab import KG, PREFIXES, RDF, SCHEMA, Node

NODES, WHOLE = 500, 200
"""How many nodes, and how many whole triples, one query asks about: Virtuoso's plans explode."""
DATA = 1000
"""The most triples that Virtuoso takes in one update."""
LONG = 500
"""The longest text, in characters, that a query asks for as it stands."""

_ANY: Mapping[str, None] = MappingProxyType({"s": None, "p": None, "o": None})
_NO_GRAPH = "https://w3id.org/news-kg/none"
_UNFINISHED = ox.NamedNode(f"{HIDDEN}unfinished")


class RemoteStore(Store):
    """The graph in the named graph `endpoint.graph` of a remote store."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Nothing is asked yet."""
        self.name = str(endpoint)
        self.client = Client(endpoint)
        self._graph = ox.NamedNode(endpoint.graph)
        self._in_default_graph = False
        self._most: int | None = None  # rows that a Virtuoso gives, 0 for any number
        self._writer = Writer(self)

    def find_graph(self) -> None:
        """See whether the graph is in the server's default graph and not in a named one."""
        articles = f"?article a {SCHEMA.NewsArticle}"
        if self._graph.value == DEFAULT_GRAPH and not self._holds(self._within(articles)):
            # Virtuoso's default graph is all graphs together, the hidden ones too.
            self._in_default_graph = not self.client.is_virtuoso and self._holds(articles)

    def _holds(self, pattern: str) -> bool:
        with self.client.query(f"ASK {{ {pattern} }}") as response:
            return bool(answers.table(response))

    def _within(self, pattern: str) -> str:
        return pattern if self._in_default_graph else f"GRAPH {self._graph} {{ {pattern} }}"

    def close(self) -> None:
        """Let go of the connections, and let others write."""
        self._writer.end()
        self.client.close()

    # --- Reading ----------------------------------------------------------------------------------

    def query(self, sparql: str) -> QueryAnswer:
        """Run a SPARQL query, as every store does."""
        form = ox.Store().query(sparql, prefixes=PREFIXES)  # its kind, or what is wrong with it
        accept = TRIPLES if isinstance(form, ox.QueryTriples) else RESULTS
        graphs = {"default-graph-uri": self._graph.value, "named-graph-uri": _NO_GRAPH}
        if self._in_default_graph:
            graphs = {}
        try:
            response = self.client.query(_declared(sparql), accept, graphs)
        except Refused as refused:
            if refused.status == 400:
                raise ValueError(f"{self.name} says: {refused.reason}") from None
            raise
        if isinstance(form, ox.QueryTriples):
            found = answers.graph(response)
            if self.client.is_virtuoso and "{" in sparql:  # else it describes what it names
                self._check_whole(sparql, graphs)
            return found
        most = answers.rows_at_most(response)
        if most:
            raise self._cut_off(most)
        if not self.client.is_virtuoso:
            return answers.table(response)
        # Virtuoso 7 gives some rows with unbound values twice, and sorts texts by their beginnings.
        is_distinct = re.search(r"\bSELECT\b(\s+DISTINCT\b)?", sparql, re.IGNORECASE)
        return answers.table(
            response, distinct=bool(is_distinct and is_distinct[1]), order_of=sparql
        )

    def _check_whole(self, sparql: str, graphs: Mapping[str, str]) -> None:
        """StoreError when a Virtuoso cut off the graph that a query makes, which it does not tell.

        It is asked for what comes behind as many rows as it gives.
        """
        if self._most is None:
            everything = "SELECT (1 AS ?one) { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f } }"
            with self.client.query(everything) as response:
                self._most = answers.rows_at_most(response)
        query, (limit, offset) = sparql, _part(sparql)
        if not self._most or (limit is not None and limit <= self._most):
            return
        behind = f"{_PART.sub('', query)}\nLIMIT 1 OFFSET {self._most + (offset or 0)}"
        with self.client.query(_declared(behind), TRIPLES, graphs) as response:
            if next(answers.triples(response), None) is not None:
                raise self._cut_off(self._most)

    def _cut_off(self, most: int) -> CutOffError:
        return CutOffError(
            f"{self.name}: gives {most} rows at most and there are more; raise ResultSetMaxRows in"
            " virtuoso.ini"
        )

    def match(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Node | None = None,
    ) -> Iterator[Spo]:
        """The triples of the graph that have these terms, None matching any; in no order."""
        wanted = {"s": subject, "p": predicate, "o": object}
        return self._ask(self._within(_pattern(wanted)), wanted)

    def described(
        self,
        nodes: Collection[ox.NamedNode],
        predicates: Collection[ox.NamedNode] | None = None,
    ) -> Iterator[ox.Triple]:
        """The triples of the graph with one of these subjects, and predicates if any are given."""
        chosen = "" if predicates is None else f"FILTER(?p IN ({', '.join(map(str, predicates))}))"
        for some in _batches(nodes, NODES):
            values = " ".join(str(node) for node in some)
            where = f"VALUES ?s {{ {values} }} {self._within('?s ?p ?o')} {chosen}"
            for terms in self._ask(where):
                yield ox.Triple(*terms)

    def seen(self, triples: Collection[ox.Triple]) -> set[ox.Triple]:
        """Those of `triples` that are in the graph.

        Asked by node: for some hundred whole triples, Virtuoso needs minutes in a large graph.
        """
        nodes = {t.subject for t in triples if isinstance(t.subject, ox.NamedNode)}
        return set(triples).intersection(self.described(nodes, {t.predicate for t in triples}))

    def hidden(self, graph: ox.NamedNode) -> set[ox.Triple]:
        """The triples of a graph that queries do not see."""
        where = f"GRAPH {self._there(graph)} {{ ?s ?p ?o }}"
        return {ox.Triple(*terms) for terms in self._ask(where)}

    def hiding(
        self, triples: Collection[ox.Triple], but: Collection[ox.NamedNode]
    ) -> set[ox.Triple]:
        """Those of `triples` that are in a graph which queries do not see, `but` not counted."""
        kept = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{self._graph.value}:"))'
        if but:
            others = ", ".join(str(self._there(graph)) for graph in but)
            kept += f" FILTER(?g NOT IN ({others}))"
        # EXISTS ends with the first graph that has it, but Virtuoso then does not find them all.
        return self._among(triples, kept, may_use_exists=not self.client.is_virtuoso)

    def _among(
        self, triples: Collection[ox.Triple], pattern: str, *, may_use_exists: bool = False
    ) -> set[ox.Triple]:
        """Those of `triples` for which a pattern with ?s ?p ?o holds."""
        short = [triple for triple in triples if not _is_long(triple)]
        long = {(t.subject, t.predicate) for t in triples if _is_long(t)}
        exists = f"FILTER EXISTS {{ {pattern} }}" if may_use_exists else pattern
        bound = [f"(?s ?p ?o) {{ {_rows(some)} }} {exists}" for some in _batches(short, WHOLE)]
        bound += [f"(?s ?p) {{ {_rows(some)} }} {pattern}" for some in _batches(long, WHOLE)]
        found: set[ox.Triple] = set()
        for where in bound:
            rows = self._ask(f"{{ SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES {where} }} }}")
            found.update(ox.Triple(*terms) for terms in rows)
        return found.intersection(triples)

    def _ask(self, where: str, known: Mapping[str, Node | None] = _ANY) -> Iterator[Spo]:
        """The triples that a pattern gives, as they come; some of their terms may be `known`."""
        names = " ".join(f"?{name}" for name, term in known.items() if term is None)
        select = f"SELECT {names or '(1 AS ?one)'} WHERE {{ {where} }}"
        with self.client.query(select) as response:
            page = answers.rows_at_most(response)
            if not page:
                for row in answers.rows(response):
                    new = iter(row)
                    terms = (next(new) if term is None else term for term in known.values())
                    yield cast(Spo, tuple(terms))
                return
        yield from self._pages(where, _pattern(known), page)

    def _pages(self, where: str, template: str, page: int) -> Iterator[Spo]:
        """The triples of a pattern from a Virtuoso, which gives so many rows at a time.

        It cannot sort long texts, so the pages are in no order, and that none is missing is
        counted. It writes graphs five times as fast as tables.
        """
        count = f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}"
        with self.client.query(count) as response:
            ((number,),) = answers.rows(response)
        found: set[int] = set()
        for offset in range(0, int(number.value), page):
            part = f"CONSTRUCT {{ {template} }} WHERE {{ {where} }} LIMIT {page} OFFSET {offset}"
            with self.client.query(part, TRIPLES) as response:
                for triple in answers.triples(response):
                    if hash(triple) not in found:
                        found.add(hash(triple))
                        yield cast(Spo, tuple(triple))
        if len(found) < int(number.value):
            raise StoreError(
                f"{self.name}: gives {len(found)} of {number.value} rows; raise ResultSetMaxRows in"
                " virtuoso.ini above that"
            )

    def _there(self, graph: ox.NamedNode | ox.DefaultGraph) -> ox.NamedNode:
        """What a graph of ours is called there."""
        if isinstance(graph, ox.NamedNode):
            return ox.NamedNode(f"{self._graph.value}:{graph.value.removeprefix(HIDDEN)}")
        return self._graph

    # --- Writing ----------------------------------------------------------------------------------

    def finish(self) -> None:
        """Take out the articles that a writer which was cut off has left unfinished.

        StoreError when another process writes.
        """
        graphs = f"{self._there(_UNFINISHED)} {self._there(WRITING)}"
        found = self._ask(f"VALUES ?g {{ {graphs} }} GRAPH ?g {{ ?s ?p ?o }}")
        notes = {ox.Triple(*terms) for terms in found}
        unfinished = {note for note in notes if note.predicate == RDF.type}
        self._writer.check(notes - unfinished)
        for note in unfinished:
            self._exchange([cast(ox.NamedNode, note.subject)], [])

    def replace_all(self, contributions: Sequence[Contribution]) -> None:
        """Put in what several articles contribute, as every store does."""
        self._begin()
        super().replace_all(contributions)

    def _begin(self) -> None:
        if self._in_default_graph:
            raise StoreError(
                f"{self.name}: has the graph in its default graph, which is only read; build into"
                " a named graph of a SPARQL server, or into the directory that kg serve serves"
            )
        self._writer.begin()

    def note_writer(self, gone: Collection[ox.Triple], new: Collection[ox.Triple]) -> None:
        """Put notes on who writes in place of others."""
        graph = self._there(WRITING)
        for verb, notes in (("DELETE", gone), ("INSERT", new)):
            if notes:
                self.client.update(f"{verb} DATA {{ {_block(graph, notes)} }}")

    def _exchange(self, gone: Iterable[ox.NamedNode], brought: Sequence[Contribution]) -> None:
        if not self.client.is_virtuoso:
            super()._exchange(gone, brought)
            return
        gone = list(gone)
        self._begin()
        being_written = [
            ox.Quad(article, RDF.type, SCHEMA.NewsArticle, _UNFINISHED)
            for article in {*gone, *(one.article for one in brought)}
        ]
        self._insert(being_written)
        super()._exchange(gone, brought)
        self._delete(being_written)

    def exchange(self, gone: Collection[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Take quads out and put others in: one request, where that is one transaction."""
        new = list(new)
        if gone or new:
            self._begin()
        if self.client.is_virtuoso:
            self._step_by_step(gone, new)
        else:
            changes = [("DELETE", gone), ("INSERT", new)]
            data = [f"{verb} DATA {{ {self._data(quads)} }}" for verb, quads in changes if quads]
            if data:
                self.client.update(" ;\n".join(data))

    def _step_by_step(self, gone: Collection[ox.Quad], new: Collection[ox.Quad]) -> None:
        """In such an order that an article can be taken out again, wherever this is cut off.

        What tells which nodes are an article's own, and what it shares, comes first and goes last;
        what is seen is never less than what other articles support.
        """
        for step in (0, 1):
            self._insert([quad for quad in new if _step(quad) == step])
        for step in (1, 0):
            self._delete([quad for quad in gone if _step(quad) == step])

    def _insert(self, quads: Collection[ox.Quad]) -> None:
        for graph, triples in self._by_graph(quads).items():
            self.client.load(graph, "".join(f"{triple} .\n" for triple in triples))

    def _delete(self, quads: Collection[ox.Quad]) -> None:
        # In one graph at a time: else Virtuoso leaves text with a language where it is.
        for graph, triples in self._by_graph(quads).items():
            for some in _batches(triples, DATA):
                self.client.update(f"DELETE DATA {{ {_block(graph, some)} }}")

    def _data(self, quads: Iterable[ox.Quad]) -> str:
        return "\n".join(_block(graph, its) for graph, its in self._by_graph(quads).items())

    def _by_graph(self, quads: Iterable[ox.Quad]) -> dict[ox.NamedNode, list[ox.Triple]]:
        graphs: dict[ox.NamedNode, list[ox.Triple]] = {}
        for quad in quads:
            graph = self._there(quad.graph_name)  # type: ignore[arg-type]  # it has a name
            graphs.setdefault(graph, []).append(quad.triple)
        return graphs


def _block(graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> str:
    """Triples as SPARQL data; str() of a term is N-Triples, in which text is escaped."""
    return f"GRAPH {graph} {{ {' . '.join(str(triple) for triple in triples)} }}"


def _step(quad: ox.Quad) -> int:
    """When a quad comes in: 0 what says what belongs to an article, 1 all else."""
    if quad.graph_name != ox.DefaultGraph():
        return 0
    return 0 if quad.predicate == KG.statedIn or quad.object == SCHEMA.NewsArticle else 1


def _pattern(terms: Mapping[str, Node | None]) -> str:
    return " ".join(f"?{name}" if term is None else str(term) for name, term in terms.items())


_PART = re.compile(r"(?:\b(?:LIMIT|OFFSET)\s+[0-9]+\s*){1,2}(?:#[^\n]*\s*)*\Z", re.IGNORECASE)


def _part(sparql: str) -> tuple[int | None, int | None]:
    """What LIMIT and OFFSET at the end of a query say."""
    end = _PART.search(sparql)
    said = dict(re.findall(r"(LIMIT|OFFSET)\s+([0-9]+)", end[0].upper())) if end else {}
    limit, offset = (said.get(word) for word in ("LIMIT", "OFFSET"))
    return limit and int(limit), offset and int(offset)


def _declared(sparql: str) -> str:
    """A query behind the prefixes of the graph, its lines numbered as before."""
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items()) + sparql


def _is_long(triple: ox.Triple) -> bool:
    return isinstance(triple.object, ox.Literal) and len(triple.object.value) > LONG


def _rows(tuples: Iterable[Iterable[object]]) -> str:
    return " ".join(f"({' '.join(str(term) for term in terms)})" for terms in tuples)


_Item = TypeVar("_Item")


def _batches(items: Collection[_Item], size: int) -> Iterator[list[_Item]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
