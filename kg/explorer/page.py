"""The interactive page of a store: its statements and articles, given to the HTML view."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.explorer.html import ArticleText, Mention, render
from kg.stores import Store
from kg.views.rows import Properties, Reader, Row, optional, row
from kg.views.show import find_entity
from kg.vocab import KG, OWL, RDF, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARTICLES = """
SELECT ?article ?headline ?text ?publisher ?date ?url WHERE {
  ?article a schema:NewsArticle ; schema:headline ?headline .
  ?context a nif:Context ; kg:statedIn ?article ; nif:isString ?text .
  OPTIONAL { ?article schema:publisher ?publisher }
  OPTIONAL { ?article schema:datePublished ?date }
  OPTIONAL { ?article schema:url ?url }
} ORDER BY ?article
"""
_MENTIONS = """
SELECT ?article ?start ?end ?entity WHERE {
  ?span itsrdf:taIdentRef ?entity ; kg:statedIn ?article ;
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
    statements = [_statement(node, found, reader) for node, found in reader.statements()]
    articles = list(_articles(reader))
    return render(
        statements,
        articles,
        title=title or _title(articles),
        focus=centre,
        elsewhere=_elsewhere(store),
    )


def _statement(node: ox.NamedNode, found: Properties, reader: Reader) -> Row:
    """A row with what the page needs beside it to name the statement and to write it as RDF."""
    told = {"iri": node.value, **row(found, reader)}
    told["reported_by"] = optional(found, KG.reportedBy, reader)
    value = found[RDF.object][0]
    if isinstance(value, ox.Literal) and value.datatype != XSD.string:
        told["literal"] = (value.value, value.datatype.value)
    return told


def _articles(reader: Reader) -> Iterator[ArticleText]:
    mentions = _mentions(reader)
    for found in cast("ox.QuerySolutions", reader.store.query(_ARTICLES)):
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


def _mentions(reader: Reader) -> dict[str, list[Mention]]:
    """The IRI of an article -> where it names or refers to which entity."""
    found = list(cast("ox.QuerySolutions", reader.store.query(_MENTIONS)))
    reader.fetch_names(solution["entity"] for solution in found)
    mentions: dict[str, list[Mention]] = {}
    for solution in found:
        start, end = int(solution["start"].value), int(solution["end"].value)
        entity = reader.describe(solution["entity"]).row()
        mentions.setdefault(solution["article"].value, []).append(Mention(start, end, entity))
    return mentions


def _elsewhere(store: Store) -> dict[str, list[str]]:
    """The IRI of an entity -> IRIs of the same at others, sorted."""
    found: dict[str, set[str]] = {}
    for predicate in (OWL.sameAs, SKOS.exactMatch):
        for entity, _, other in store.match(None, predicate):
            if isinstance(other, ox.NamedNode):
                found.setdefault(entity.value, set()).add(other.value)
    return {entity: sorted(others) for entity, others in found.items()}


def _value(term: ox.Literal | None) -> str | None:
    return None if term is None else term.value


def _title(articles: list[ArticleText]) -> str:
    if len(articles) == 1:
        return articles[0].headline
    return f"What {len(articles)} articles say"
