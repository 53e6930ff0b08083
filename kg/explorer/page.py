"""The interactive page of a store: its statements and articles, given to the HTML view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

import pyoxigraph as ox

from kg.explorer.html import ArticleText, Mention, render
from kg.explorer.story import Beside, Said
from kg.explorer.story import Row as Told
from kg.slugs import local_name
from kg.stores import Store
from kg.views.rows import Properties, Reader, Row, only, optional, row
from kg.views.show import find_entity
from kg.vocab import KG, NIF, OWL, RDF, RDFS, SCHEMA, SKOS, XSD, Node

_ARTICLES = """
SELECT ?article ?context ?headline ?text ?publisher ?date ?url WHERE {%s
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
        beside=beside(reader, statements, articles),
    )


def told(reader: Reader, nodes: Iterable[ox.NamedNode] | None = None) -> list[Row]:
    """These statements, or all, as the page takes them."""
    return [_statement(node, found, reader) for node, found in reader.statements(nodes)]


def _statement(node: ox.NamedNode, found: Properties, reader: Reader) -> Row:
    """A row with what the page needs beside it to name the statement and to write it as RDF."""
    told = {"iri": node.value, **row(found, reader)}
    told["reported_by"] = optional(found, KG.reportedBy, reader)
    told["beside"] = [
        *(
            _said(predicate, value)
            for predicate in _OF_STATEMENTS
            for value in found.get(predicate, ())
        ),
    ]
    relation = only(found, RDF.predicate)  # here "Ek meets Lund", whatever the article's words
    told["predicate"] = {"iri": relation.value, "label": reader.relation_label(relation)}
    span = reader.properties(only(found, KG.evidence))
    told["context"] = only(span, NIF.referenceContext).value
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
            context=found["context"].value,
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


_OF_STATEMENTS = (KG.event, KG.wording)
_OF_ENTITIES = (RDF.type, OWL.sameAs, SKOS.exactMatch, KG.countryCode)
_OF_ARTICLES = (SCHEMA.inLanguage, SCHEMA.license)
_ENDS = ("subject", "object", "speaker", "reported_by", "place")


def beside(reader: Reader, rows: Sequence[Told], articles: Iterable[ArticleText]) -> Beside:
    """What the graph has of the same things beside what rows and articles tell.

    That is further classes, who entities are elsewhere, codes, the language and licence of
    articles, and events: what Turtle that is taken out of the page would else lack.
    """
    shelf = list(articles)
    ends = [end for told in rows for key in _ENDS if isinstance(end := told.get(key), Mapping)]
    ends += [mention.entity for article in shelf for mention in article.mentions]
    types = {str(end["iri"]): str(end["type"]) for end in ends if end.get("iri")}
    said = {(str(told["iri"]), each) for told in rows for each in _own(told)}
    events = {each[1] for _, each in said if each[0] == KG.event.value}
    triples = [
        *reader.store.described(_nodes(types), _OF_ENTITIES),
        *reader.store.described(_nodes(article.iri for article in shelf), _OF_ARTICLES),
        *reader.store.described(_nodes(events)),
    ]
    said |= {_named(told) for told in rows}
    for subject, predicate, value in triples:
        is_known = predicate == RDF.type and isinstance(value, ox.NamedNode)
        if not (is_known and local_name(value.value) == types.get(subject.value)):
            said.add((subject.value, _said(predicate, value)))
    found: dict[str, list[Said]] = {}
    for iri, each in sorted(said):
        found.setdefault(iri, []).append(each)
    return found


def _own(told: Told) -> Sequence[Said]:
    return cast("Sequence[Said]", told["beside"])


def _named(told: Told) -> tuple[str, Said]:
    """The relation of a statement with its label."""
    relation = cast("Mapping[str, str]", told["predicate"])
    return relation["iri"], (RDFS.label.value, relation["label"], XSD.string.value)


def _nodes(iris: Iterable[str]) -> list[ox.NamedNode]:
    return [ox.NamedNode(iri) for iri in sorted(set(iris))]


def _said(predicate: ox.NamedNode, value: Node) -> Said:
    if isinstance(value, ox.NamedNode):
        return predicate.value, value.value
    return predicate.value, value.value, value.datatype.value


def _value(term: ox.Literal | None) -> str | None:
    return None if term is None else term.value


def heading(count: int, articles: Sequence[ArticleText]) -> str:
    """The title of a page about so many articles, of which some are at hand."""
    return articles[0].headline if count == len(articles) == 1 else f"What {count:,} articles say"
