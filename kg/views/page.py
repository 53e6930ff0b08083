"""The interactive page of a store: its statements and articles, given to the HTML view."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.stores import EmbeddedStore
from kg.views import export
from kg.views.html import ArticleText, render

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


def page(store: EmbeddedStore, *, focus: str | None = None, title: str | None = None) -> str:
    """The graph in `store` as one self-contained HTML page; the same store, the same bytes.

    `focus` (an entity's IRI or name) draws only its surroundings: NotFoundError if there is none.
    `title` is the page's heading, else the headline of the only article or their number.
    """
    articles = list(_articles(store))
    rows = [json.loads(line) for line in export(store, "jsonl").splitlines()]
    return render(rows, articles, title=title or _title(articles), focus=focus)


def _articles(store: EmbeddedStore) -> Iterator[ArticleText]:
    solutions: ox.QuerySolutions = store.query(_ARTICLES)  # type: ignore[assignment]
    for row in solutions:
        texts = {name: getattr(row[name], "value", None) for name in _FIELDS}
        yield ArticleText(iri=row["article"].value, **texts)


_FIELDS = ("headline", "text", "publisher", "date", "url")


def _title(articles: list[ArticleText]) -> str:
    if len(articles) == 1:
        return articles[0].headline
    return f"What {len(articles)} articles say"
