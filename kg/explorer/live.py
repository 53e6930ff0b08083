"""The explorer of a store of any size: a beginning, and parts that are asked for one by one.

A small store is on the page whole. Of a large one the page opens on the entities that most is said
about, with what is said between them; everything else is a `neighbourhood` or an `article` away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import cast

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.explorer.html import entities, part, render
from kg.explorer.page import beside, heading, shelf, told
from kg.explorer.story import ArticleText, Node, Row
from kg.stores import Store
from kg.views.rows import Described, Reader, text
from kg.views.show import concerned
from kg.views.turtle import bases
from kg.vocab import ORG, RDF, SCHEMA

WHOLE = 1000
"""A store of so many entities is drawn whole."""
OPENING = 1000
"""So many entities of a larger one are on the page at first, the most connected."""
STATEMENTS = 3000
"""And at most so many statements between them,"""
BETWEEN = 2
"""of which so many are between the same two."""
TOLD = 300
"""A neighbourhood tells so many statements of its entity."""
NEAR = 40
"""And draws so many neighbours, those that it has most to do with."""

Pair = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]
"""A statement between two entities, its subject, its object."""


def live_page(store: Store) -> str:
    """The page of a store as a server gives it; the same store, the same bytes."""
    known = _count(store, "DISTINCT ?entity", "?article kg:mentions ?entity")
    is_whole = known <= WHOLE
    reader = Reader(store)
    rows = told(reader, None if is_whole else opening(store))
    articles = list(shelf(reader)) if is_whole else _untold(reader, rows)
    article_count = len(store.article_iris())
    return render(
        rows,
        articles,
        title=heading(article_count, articles),
        beside=beside(reader, rows, articles),
        live={  # how much there is in all, and under which bases its pages are
            "entities": known,
            "statements": _count(store, "*", "?statement a kg:Statement"),
            "articles": article_count,
            "whole": is_whole,
            "bases": bases(store),
        },
    )


def _count(store: Store, what: str, where: str) -> int:
    found = cast("ox.QuerySolutions", store.query(f"SELECT (COUNT({what}) AS ?n) {{ {where} }}"))
    return int(cast("ox.Literal", next(found)["n"]).value)


def opening(store: Store) -> list[ox.NamedNode]:
    """The statements between the entities that most is said about, as many as fit.

    An office is there with the first of its holders.
    """
    pairs = _pairs(store)
    posts = {node for node, _, _ in store.match(None, RDF.type, ORG.Post)}
    told_of = Counter(end for _, *ends in pairs for end in ends if end not in posts)
    ordered = sorted(told_of, key=lambda node: (-told_of[node], node.value))[:OPENING]
    rank = {node: number for number, node in enumerate(ordered)}
    for _, *ends in pairs:
        for post, other in (ends, ends[::-1]):
            if post in posts and other in rank:
                rank[post] = min(rank[other], rank.get(post, OPENING))
    shown: dict[tuple[str, ...], list[ox.NamedNode]] = {}
    for statement, *ends in pairs:
        if all(end in rank for end in ends):
            shown.setdefault(tuple(sorted(end.value for end in ends)), []).append(statement)
    ranked = sorted(
        (max(rank[ox.NamedNode(end)] for end in ends), ends, sorted(between, key=str)[:BETWEEN])
        for ends, between in shown.items()
    )
    return [statement for *_, between in ranked for statement in between][:STATEMENTS]


def _pairs(store: Store) -> list[Pair]:
    objects = {node: end for node, _, end in store.match(None, RDF.object)}
    return [
        (node, subject, end)
        for node, _, subject in store.match(None, RDF.subject)
        if isinstance(subject, ox.NamedNode) and isinstance(end := objects[node], ox.NamedNode)
    ]


def neighbourhood(store: Store, node: ox.NamedNode) -> dict[str, object]:
    """What is said about an entity, to read (`told`) and to draw (`drawn`), each a part of a page.

    What is drawn has the neighbours that it has most to do with, and what is between them; `more`
    is how many statements about it there are beyond those told. NotFoundError when it is unknown.
    """
    reader = Reader(store)
    about = sorted(concerned(store, node), key=str)
    if not about and not any(True for _ in store.match(node)):
        raise NotFoundError(f"nothing is known of {node.value}; search for its name")
    rows = told(reader, about[:TOLD])
    near = _near(rows, node.value)
    drawn = [*(row for row in rows if _ends(row) <= near), *_among(reader, near, set(about))]
    return {
        "told": _part(reader, rows, is_drawn=False),
        "drawn": _part(reader, drawn, is_drawn=True),
        "more": len(about) - len(rows),
    }


def _part(reader: Reader, rows: Sequence[Row], *, is_drawn: bool) -> dict[str, object]:
    articles = _untold(reader, rows)
    return part(rows, articles, beside(reader, rows, articles), is_drawn=is_drawn)


def _ends(row: Row) -> set[str]:
    """The IRIs of its subject and object."""
    ends = (row["subject"], row["object"])
    return {str(end["iri"]) for end in ends if isinstance(end, Mapping) and "iri" in end}


def _near(rows: Iterable[Row], iri: str) -> set[str]:
    """The entity and those that it has most to do with, an office and where it is included."""
    shared = Counter(end for row in rows for end in _ends(row) if len(_ends(row)) > 1)
    shared.pop(iri, None)
    nearest = sorted(shared, key=lambda end: (-shared[end], end))[:NEAR]
    return {iri, *nearest}


_AMONG = """
SELECT ?statement {{
  VALUES ?subject {{ {near} }}
  ?statement rdf:subject ?subject ; rdf:object ?object
  VALUES ?object {{ {near} }}
}} LIMIT {most}
"""


def _among(reader: Reader, near: set[str], but: set[ox.NamedNode]) -> Sequence[Row]:
    """The statements between these entities, `but` not those."""
    query = _AMONG.format(near=" ".join(sorted(f"<{iri}>" for iri in near)), most=2 * TOLD)
    found = cast("ox.QuerySolutions", reader.store.query(query))
    among = (cast("ox.NamedNode", row["statement"]) for row in found)
    return told(reader, islice((one for one in among if one not in but), TOLD))


def _untold(reader: Reader, rows: Iterable[Row]) -> list[ArticleText]:
    """The articles of these statements without their texts."""
    contexts = {str(row["article"]): str(row["context"]) for row in rows}
    nodes = [ox.NamedNode(iri) for iri in contexts]
    reader.fetch(nodes)
    return [
        ArticleText(
            iri=node.value,
            headline=text(found, SCHEMA.headline) or node.value,
            text=None,
            publisher=text(found, SCHEMA.publisher),
            date=text(found, SCHEMA.datePublished),
            url=text(found, SCHEMA.url),
            context=contexts[node.value],
        )
        for node in nodes
        for found in [reader.properties(node)]
    ]


def subject_of(store: Store, statement: ox.NamedNode) -> ox.NamedNode:
    """The entity whose neighbourhood shows a statement; NotFoundError when it is unknown."""
    for role in (RDF.subject, RDF.object):
        for _, _, end in store.match(statement, role):
            if isinstance(end, ox.NamedNode):
                return end
    raise NotFoundError(f"there is no statement {statement.value} between entities")


def article(store: Store, node: ox.NamedNode) -> dict[str, object]:
    """An article with its text and mentions, as a part of a page; NotFoundError when unknown."""
    reader = Reader(store)
    found = list(shelf(reader, [node]))
    if not found:
        raise NotFoundError(f"there is no article {node.value}")
    return part([], found, beside(reader, [], found), is_drawn=False)


def names(described: Iterable[tuple[Described, int]]) -> dict[str, object]:
    """Entities by their names, each with how much is `told` of it, as a part of a page."""
    found = list(described)
    alone = entities(Node(one.iri, one.label, one.names, one.type) for one, _ in found)
    told = [each | {"told": count} for each, (_, count) in zip(alone, found, strict=True)]
    nothing = {"articles": (), "statements": (), "nodes": (), "edges": ()}
    return {**nothing, "entities": told, "beside": {}}
