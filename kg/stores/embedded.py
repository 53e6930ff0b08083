"""The graph in an embedded Oxigraph store; an article goes in or out in one transaction."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

import pyoxigraph as ox

from kg.errors import NotFoundError, StoreError
from kg.stores.contributions import Contributions, contributed
from kg.vocab import KG, PREFIXES, RDF, RDFS, SCHEMA, SKOS, Node

if TYPE_CHECKING:
    from rdflib import Graph

MEMORY = ":memory:"

_SEEN_AS = {RDFS.label: (SKOS.altLabel,), SKOS.altLabel: (RDFS.label,)}

Spo = tuple[ox.NamedNode, ox.NamedNode, Node]
"""A triple of the graph, which has no blank nodes."""

QueryAnswer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def open_store(path: str | Path = MEMORY, *, create: bool = True) -> EmbeddedStore:
    """The store in the directory `path`, or a new one in memory for ":memory:".

    A missing or empty directory becomes a store, unless `create` is False. StoreError when there
    is none, when something else is there, or when another process has it open.
    """
    if str(path) == MEMORY:
        return EmbeddedStore(ox.Store(), MEMORY)
    directory = Path(path)
    _check_directory(directory, create)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        return EmbeddedStore(ox.Store(directory), str(path))
    except (OSError, RuntimeError) as error:  # RuntimeError: its files are damaged
        raise _explained(error, path) from None


def _check_directory(directory: Path, create: bool) -> None:
    if directory.exists() and not directory.is_dir():
        raise StoreError(
            f"{directory}: is a file, a store is a directory; name another with --store DIR"
        )
    try:
        is_empty = not directory.exists() or not any(directory.iterdir())
    except OSError as error:
        raise _explained(error, directory) from None
    if is_empty and not create:
        raise StoreError(
            f"{directory}: no store is there yet; make one with"
            f" kg build SOURCE... --store {directory}"
        )
    if not is_empty and not (directory / "CURRENT").exists():
        raise StoreError(
            f"{directory}: holds other files and no store; name a new or empty directory"
            " with --store DIR"
        )


def _explained(error: Exception, path: str | Path) -> StoreError:
    if re.search(r"\block (file|hold)\b", str(error)):
        return StoreError(
            f"{path}: another kg process has this store open;"
            " wait until it has ended, or use another with --store DIR"
        )
    if isinstance(error, PermissionError):
        return StoreError(
            f"{path}: may not be read or written; change its permissions,"
            " or use another with --store DIR"
        )
    reason = str(error).splitlines()[0]
    return StoreError(
        f"{path}: cannot be opened as a store ({reason}); move it away and build it again"
    )


class EmbeddedStore:
    """The graph. Made by `open_store`; closes at the end of a `with` block."""

    def __init__(self, store: ox.Store, name: str) -> None:
        """`name` is what messages call it: its directory, or ":memory:"."""
        self._store, self.name = store, name

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Give the directory back, so that another process can open it."""
        self._store = ox.Store()

    def __len__(self) -> int:
        """How many triples the graph has."""
        return sum(1 for _ in self.match())

    # --- Articles in and out --------------------------------------------------------------------

    def replace(self, article_slug: str, triples: Iterable[ox.Triple]) -> None:
        """Put in what an article contributes (`kg.rdf.triples`) instead of what it did before.

        One transaction: after a crash the article is wholly in, or as it was before.
        """
        brought = set(triples)
        article = _article_of(brought)
        own_nodes = {article} | {t.subject for t in brought if t.predicate == KG.statedIn}
        own = {t for t in brought if t.subject in own_nodes}
        self._exchange(self._called(article_slug), article, own, brought - own)

    def remove(self, article: str) -> None:
        """Take out an article, named by slug or IRI, and all that only it supported.

        NotFoundError, naming similar ones, when it is not in the store.
        """
        self._exchange([self.article_iri(article)], None, set(), set())

    def _exchange(
        self,
        gone: list[ox.NamedNode],
        article: ox.NamedNode | None,
        own: set[ox.Triple],
        shared: set[ox.Triple],
    ) -> None:
        books = Contributions(self._store, gone, article, shared)
        before = {quad for node in gone for quad in self._own(node)}
        before.update(books.before(), books.seen_before())
        after = {ox.Quad(*triple) for triple in own}
        after.update(books.after(), books.seen_after())
        self._apply(before - after, after - before)

    def _own(self, article: ox.NamedNode) -> Iterable[ox.Quad]:
        """The triples of the nodes only this article has: itself, spans, statements, events."""
        for node in [article, *(node for node, _, _ in self.match(None, KG.statedIn, article))]:
            for triple in self.match(node):
                yield ox.Quad(*triple)

    def _apply(self, gone: set[ox.Quad], new: set[ox.Quad]) -> None:
        """Both in one transaction; plain adding skips the parser and is five times faster."""
        if not gone:
            self._store.extend(new)
            return
        self._store.update(f"DELETE DATA {{ {_data(gone)} }} ; INSERT DATA {{ {_data(new)} }}")

    # --- What is in it ----------------------------------------------------------------------------

    def article_iris(self) -> list[ox.NamedNode]:
        """The articles in the store, sorted."""
        found = self.match(None, RDF.type, SCHEMA.NewsArticle)
        return sorted((node for node, _, _ in found), key=lambda node: node.value)

    def articles(self) -> list[str]:
        """The slugs of the articles in the store, sorted."""
        return sorted(_slug(node) for node in self.article_iris())

    def article_iri(self, article: str) -> ox.NamedNode:
        """The article called `article` (slug or IRI); NotFoundError naming similar ones."""
        for node in self.article_iris():
            if article in (node.value, _slug(node)):
                return node
        known = self.articles()
        near = difflib.get_close_matches(article, known, n=3, cutoff=0.4) or known[:3]
        hint = f"similar: {', '.join(near)}" if near else "the store is empty"
        raise NotFoundError(f"no article {article!r} in {self.name}; {hint}")

    def _called(self, article_slug: str) -> list[ox.NamedNode]:
        return [node for node in self.article_iris() if _slug(node) == article_slug]

    def contributed(self, article: ox.NamedNode) -> set[ox.Triple]:
        """Every triple of the graph that the article supports."""
        wanted = {quad.triple for quad in self._own(article)}
        for triple in contributed(self._store, article):
            wanted.update(self._as_seen(triple))
        return wanted

    def _as_seen(self, triple: ox.Triple) -> Iterable[ox.Triple]:
        """A contributed label may be seen as another name, and a class not at all."""
        for predicate in {triple.predicate, *_SEEN_AS.get(triple.predicate, ())}:
            seen = ox.Quad(triple.subject, predicate, triple.object)
            if seen in self._store:
                yield ox.Triple(triple.subject, predicate, triple.object)

    def triples(self) -> list[ox.Triple]:
        """Every triple of the graph, sorted."""
        return sorted((ox.Triple(*triple) for triple in self.match()), key=str)

    def match(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Node | None = None,
    ) -> Iterator[Spo]:
        """The triples of the graph that have these terms, None matching any; in no order."""
        for quad in self._store.quads_for_pattern(subject, predicate, object, ox.DefaultGraph()):
            yield cast(Spo, (quad.subject, quad.predicate, quad.object))

    def query(
        self, sparql: str, substitutions: Mapping[str, ox.NamedNode | ox.Literal] | None = None
    ) -> QueryAnswer:
        """Run a SPARQL query; the graph's prefixes need no declaration.

        `substitutions` gives values to variables by name. SyntaxError, from pyoxigraph, when the
        query is malformed; `kg.querying.run_query` explains it.
        """
        values: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): term for name, term in (substitutions or {}).items()
        }
        return self._store.query(
            sparql, prefixes=PREFIXES, substitutions=values or None, named_graphs=[]
        )

    def graph(self) -> Graph:
        """An rdflib Graph over the same store: a view, what one changes the other shows."""
        from oxrdflib import OxigraphStore  # a quarter of a second, for those who want one
        from rdflib import Graph
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        graph = Graph(OxigraphStore(store=self._store), identifier=DATASET_DEFAULT_GRAPH_ID)
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        return graph


def _article_of(triples: Iterable[ox.Triple]) -> ox.NamedNode:
    """The one article that these triples describe."""
    for triple in triples:
        if triple.object == SCHEMA.NewsArticle and isinstance(triple.subject, ox.NamedNode):
            return triple.subject
    raise ValueError("no schema:NewsArticle in what an article contributes")


def _slug(article: ox.NamedNode) -> str:
    return article.value.rsplit("/", 1)[-1]


def _data(quads: Iterable[ox.Quad]) -> str:
    """Quads as SPARQL data blocks; str() of a term is N-Triples, in which text is escaped."""
    return " ".join(
        f"{triple} ." if graph == ox.DefaultGraph() else f"GRAPH {graph} {{ {triple} }}"
        for triple, graph in ((quad.triple, quad.graph_name) for quad in quads)
    )
