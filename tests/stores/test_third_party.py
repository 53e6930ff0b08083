"""A store that somebody else may write keeps the contract of stores; broken ones do not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis.errors import HypothesisException
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Identifier

from kg.stores import Store
from kg.stores.base import QueryAnswer
from kg.stores.contributions import HIDDEN
from kg.testing import StoreContract
from kg.testing.samples import council, harbour
from kg.vocab import PREFIXES, Node, Spo

pytestmark = pytest.mark.filterwarnings("ignore:Dataset.*:DeprecationWarning")


def theirs(term: Node | None) -> Identifier | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    kind = None if term.language else rdflib.URIRef(term.datatype.value)
    plain = kind is not None and str(kind) == str(rdflib.XSD.string)
    return rdflib.Literal(
        term.value, lang=term.language, datatype=None if plain else kind, normalize=False
    )


def ours(term: Identifier) -> Node:
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    kind = ox.NamedNode(str(term.datatype)) if term.datatype else None
    return ox.Literal(str(term), datatype=kind)


class RdflibStore(Store):
    """The graph in the memory of rdflib, asked by rdflib's own SPARQL engine."""

    name = "rdflib"

    def __init__(self) -> None:
        self._data = rdflib.Dataset()

    def close(self) -> None:
        self._data.close()

    def _graph(self, name: str = DATASET_DEFAULT_GRAPH_ID) -> rdflib.Graph:
        return self._data.graph(rdflib.URIRef(str(name)))

    def query(self, sparql: str) -> QueryAnswer:
        form = ox.Store().query(sparql, prefixes=PREFIXES)  # its kind, or what is wrong with it
        alone = rdflib.Dataset()  # without the hidden graphs
        for triple in self._graph():
            alone.add(triple)
        answer = alone.query(sparql, initNs=PREFIXES)
        if isinstance(form, ox.QueryTriples):
            built = ox.Store()
            built.extend(ox.Quad(*map(ours, triple)) for triple in answer)  # type: ignore[arg-type]
            return built.query("CONSTRUCT WHERE { ?s ?p ?o }")
        table = answer.serialize(format="json")
        assert table is not None
        return ox.parse_query_results(table, format=ox.QueryResultsFormat.JSON)

    def match(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Node | None = None,
    ) -> Iterator[Spo]:
        pattern = (theirs(subject), theirs(predicate), theirs(object))
        for s, p, o in self._graph().triples(pattern):  # type: ignore[arg-type]
            yield ours(s), ours(p), ours(o)  # type: ignore[misc]

    def described(
        self,
        nodes: Collection[ox.NamedNode],
        predicates: Collection[ox.NamedNode] | None = None,
    ) -> Iterator[ox.Triple]:
        for node in nodes:
            for s, p, o in self.match(node):
                if predicates is None or p in predicates:
                    yield ox.Triple(s, p, o)

    def seen(self, triples: Collection[ox.Triple]) -> set[ox.Triple]:
        return {triple for triple in triples if any(self.match(*triple))}

    def hidden(self, graph: ox.NamedNode) -> set[ox.Triple]:
        return {ox.Triple(ours(s), ours(p), ours(o)) for s, p, o in self._graph(graph.value)}

    def hiding(
        self, triples: Collection[ox.Triple], but: Collection[ox.NamedNode]
    ) -> set[ox.Triple]:
        names = {str(graph.identifier) for graph in self._data.graphs()}
        names = {n for n in names if n.startswith(HIDDEN) and ox.NamedNode(n) not in but}
        return {t for name in names for t in self.hidden(ox.NamedNode(name)) if t in triples}

    def exchange(self, gone: Collection[ox.Quad], new: Iterable[ox.Quad]) -> None:
        coming = list(new)
        for quad in gone:
            self._of(quad).remove(self._terms(quad))
        for quad in coming:
            self._of(quad).add(self._terms(quad))

    def _of(self, quad: ox.Quad) -> rdflib.Graph:
        name = quad.graph_name
        return self._graph(name.value) if isinstance(name, ox.NamedNode) else self._graph()

    def _terms(self, quad: ox.Quad) -> tuple[Identifier, ...]:
        return theirs(quad.subject), theirs(quad.predicate), theirs(quad.object)


class TestRdflib(StoreContract):
    def make_store(self) -> Store:
        return RdflibStore()

    def wrong_answers(self, store: Store) -> dict[str, str]:
        return {"countries": "rdflib 7.6 gives an empty row where there is no group"}


# --- Broken ones ----------------------------------------------------------------------------------


class KeepsAll(RdflibStore):
    def exchange(self, gone: Collection[ox.Quad], new: Iterable[ox.Quad]) -> None:
        super().exchange((), new)


class Tidies(RdflibStore):
    """Writes 0.850 as 0.85, and cuts texts short."""

    def _terms(self, quad: ox.Quad) -> tuple[Identifier, ...]:
        s, p, o = super()._terms(quad)
        return s, p, rdflib.Literal(o.strip()) if isinstance(o, rdflib.Literal) else o


class ShowsItsBooks(RdflibStore):
    def query(self, sparql: str) -> QueryAnswer:
        everything = RdflibStore()
        for graph in self._data.graphs():
            for triple in graph:
                everything._graph().add(triple)
        return everything.query(sparql)


class Forgets(RdflibStore):
    def hidden(self, graph: ox.NamedNode) -> set[ox.Triple]:
        return set()


class SharesOneGraph(RdflibStore):
    kept = rdflib.Dataset()

    def __init__(self) -> None:
        self._data = self.kept


class Broken(StoreContract):
    """Collected by no run: its tests are called one by one below."""

    def __init__(self, kind: type[Store]) -> None:
        self._kind = kind

    def make_store(self) -> Store:
        return self._kind()


@pytest.mark.parametrize(
    ("kind", "fails"),
    [
        (KeepsAll, "test_a_rebuilt_article_replaces_what_it_contributed"),
        (KeepsAll, "test_a_plain_triple_stands_as_long_as_one_article_supports_it"),
        (Tidies, "test_every_literal_is_kept"),
        (Tidies, "test_any_text_is_kept"),
        (ShowsItsBooks, "test_bookkeeping_is_not_seen_by_queries"),
        (Forgets, "test_notes_of_an_article_come_and_go_with_it"),
        (Forgets, "test_articles_come_and_go_as_in_an_embedded_store"),
        (SharesOneGraph, "test_a_new_store_is_empty"),
    ],
)
def test_a_broken_store_is_found_out(kind: type[Store], fails: str) -> None:
    suite = Broken(kind)
    test = getattr(suite, fails)
    wants_articles = "store" in test.__code__.co_varnames[: test.__code__.co_argcount]
    given = [suite.store_of(harbour(), council())] if wants_articles else []
    with pytest.raises((AssertionError, ValueError, KeyError, HypothesisException, ExceptionGroup)):
        test(*given)
