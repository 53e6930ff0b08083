"""The interactive page of a store: its statements and articles, given to the HTML view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import cast

import pyoxigraph as ox

from kg.explorer.html import ArticleText, Mention, render
from kg.stores import Store
from kg.views.rows import Properties, Reader, Row, optional, row
from kg.views.show import find_entity
from kg.vocab import KG, OWL, RDF, SKOS, XSD

_ARTICLES = """
SELECT ?article ?headline ?text ?publisher ?date ?url WHERE {%s
  ?article a schema:NewsArticle ; schema:headline ?headline .
  ?context a nif:Context ; kg:statedIn ?article ; nif:isString ?text .
  OPTIONAL { ?article schema:publisher ?publisher }
  OPTIONAL { ?article schema:datePublished ?date }
  OPTIONAL { ?article schema:url ?url }
} ORDER BY ?article
"""
_MENTIONS = """
SELECT ?article ?start ?end ?entity WHERE {%s
  ?span kg:statedIn ?article ; itsrdf:taIdentRef ?entity ;
    nif:beginIndex ?start ; nif:endIndex ?end .
} ORDER BY ?article ?start ?end ?entity
"""


def page(store: Store, *, focus: str | None = None, title: str | None = None) -> str:
    """The graph in `store` as one self-contained HTML page; the same store, the same bytes.

    `focus` (an entity's IRI, name or a part of it, as `show` takes it) draws only its
    surroundings: NotFoundError if there is none or there are several.
    `title` is the page's heading, else the headline of the only article or their number.
    """
    reader = Reader(store)
    centre = None if focus is None else find_entity(reader, focus).value
    statements = told(reader)
    articles = list(shelf(reader))
    return render(
        statements,
        articles,
        title=title or heading(len(articles), articles),
        focus=centre,
        elsewhere=elsewhere(store),
    )


def told(reader: Reader, nodes: Iterable[ox.NamedNode] | None = None) -> list[Row]:
    """These statements, or all, as the page takes them."""
    return [_statement(node, found, reader) for node, found in reader.statements(nodes)]


def _statement(node: ox.NamedNode, found: Properties, reader: Reader) -> Row:
    """A row with what the page needs beside it to name the statement and to write it as RDF."""
    told = {"iri": node.value, **row(found, reader)}
    told["reported_by"] = optional(found, KG.reportedBy, reader)
    value = found[RDF.object][0]
    if isinstance(value, ox.Literal) and value.datatype != XSD.string:
        told["literal"] = (value.value, value.datatype.value)
    return told


def shelf(reader: Reader, articles: Iterable[ox.NamedNode] | None = None) -> Iterator[ArticleText]:
    """These articles, or all, with their texts and where they mention whom."""
    these = "" if articles is None else f" VALUES ?article {{ {' '.join(map(str, articles))} }}"
    mentions = _mentions(reader, these)
    for found in cast("ox.QuerySolutions", reader.store.query(_ARTICLES % these)):
        article = found["article"].value
        yield ArticleText(
            iri=article,
            headline=found["headline"].value,
            text=found["text"].value,
            publisher=_value(found["publisher"]),
            date=_value(found["date"]),
            url=_value(found["url"]),
            mentions=tuple(mentions.get(article, ())),
        )


def _mentions(reader: Reader, these: str) -> dict[str, list[Mention]]:
    """The IRI of an article -> where it names or refers to which entity."""
    found = list(cast("ox.QuerySolutions", reader.store.query(_MENTIONS % these)))
    reader.fetch_names(solution["entity"] for solution in found)
    mentions: dict[str, list[Mention]] = {}
    for solution in found:
        start, end = int(solution["start"].value), int(solution["end"].value)
        entity = reader.describe(solution["entity"]).row()
        mentions.setdefault(solution["article"].value, []).append(Mention(start, end, entity))
    return mentions


def elsewhere(store: Store, nodes: Iterable[ox.NamedNode | None] = (None,)) -> dict[str, list[str]]:
    """The IRI of an entity, of these or of all -> IRIs of the same at others, sorted."""
    found: dict[str, set[str]] = {}
    for node, predicate in product(nodes, (OWL.sameAs, SKOS.exactMatch)):
        for entity, _, other in store.match(node, predicate):
            if isinstance(other, ox.NamedNode):
                found.setdefault(entity.value, set()).add(other.value)
    return {entity: sorted(others) for entity, others in found.items()}


def _value(term: ox.Literal | None) -> str | None:
    return None if term is None else term.value


def heading(count: int, articles: Sequence[ArticleText]) -> str:
    """The title of a page about so many articles, of which some are at hand."""
    return articles[0].headline if count == len(articles) == 1 else f"What {count:,} articles say"
