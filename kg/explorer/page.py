"""The interactive page of a store: its statements and articles, given to the HTML view."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kg.explorer.html import ArticleText, render
from kg.stores import Store
from kg.views.rows import Reader, named_rows
from kg.views.show import find_entity

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

_ARTICLES = """
SELECT ?article ?headline ?text ?publisher ?date ?url WHERE {
  ?article a schema:NewsArticle ; schema:headline ?headline .
  ?context a nif:Context ; kg:statedIn ?article ; nif:isString ?text .
  OPTIONAL { ?article schema:publisher ?publisher }
  OPTIONAL { ?article schema:datePublished ?date }
  OPTIONAL { ?article schema:url ?url }
} ORDER BY ?article
"""


def page(store: Store, *, focus: str | None = None, title: str | None = None) -> str:
    """The graph in `store` as one self-contained HTML page; the same store, the same bytes.

    `focus` (an entity's IRI, name or a part of it, as `show` takes it) draws only its
    surroundings: NotFoundError if there is none or there are several.
    `title` is the page's heading, else the headline of the only article or their number.
    """
    articles = list(_articles(store))
    node = None if focus is None else find_entity(Reader(store), focus).value
    statements = [{"iri": iri, **row} for iri, row in named_rows(store)]
    return render(statements, articles, title=title or _title(articles), focus=node)


def _articles(store: Store) -> Iterator[ArticleText]:
    for row in cast("ox.QuerySolutions", store.query(_ARTICLES)):
        yield ArticleText(
            iri=row["article"].value,
            headline=row["headline"].value,
            text=row["text"].value,
            publisher=_value(row["publisher"]),
            date=_value(row["date"]),
            url=_value(row["url"]),
        )


def _value(term: ox.Literal | None) -> str | None:
    return None if term is None else term.value


def _title(articles: list[ArticleText]) -> str:
    if len(articles) == 1:
        return articles[0].headline
    return f"What {len(articles)} articles say"
