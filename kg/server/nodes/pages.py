"""Pages about nodes: no script, one style sheet, every word escaped by jinja2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from math import ceil
from typing import cast
from urllib.parse import urlencode

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.explorer.inlining import policy
from kg.explorer.story import look_of
from kg.server.nodes.finding import Addresses, kind_of
from kg.server.nodes.forms import OTHERS
from kg.slugs import local_name, segment
from kg.stores import Store
from kg.views.grouping import cut, groups
from kg.views.lines import Line, end_of, lines
from kg.views.names import Named
from kg.views.quoting import Marked, Quoter, pieces
from kg.views.rows import Reader, text
from kg.views.show import dossier, headline
from kg.vocab import ENTITY_CLASSES, KG, NIF, RDF, SCHEMA

LINES = 100
"""So many statements of an entity are on one page."""
ARTICLES = 200
"""So many articles are listed for an entity."""

_TYPES = {local_name(one.value) for one in ENTITY_CLASSES.values()}


def page(store: Store, node: ox.NamedNode, addresses: Addresses, number: int) -> str:
    """The page of a node; `number` is that of the part of a long one, from 1."""
    kind = kind_of(store, node)
    reader = Reader(store)
    if kind == "article":
        return _article(reader, node, addresses)
    if kind == "statement":
        return _statement(reader, node, addresses)
    return _entity(reader, node, addresses, number)


def nothing(
    store: Store, kind: str, name: str, alike: Sequence[ox.NamedNode], addresses: Addresses
) -> str:
    """The page that says that there is no such node, and names those with a name like it."""
    reader = Reader(store)
    if kind == "article":
        ends = [headline(reader, node) for node in alike]
    else:
        ends = [end_of(node, reader) for node in alike]
    up = "../" * (name.count("/") + 1)
    return _rendered("nothing.html", addresses, None, f"No {kind} {name}", up=up, alike=ends)


def found(store: Store, words: str, found: Sequence[Named], addresses: Addresses) -> str:
    """The page of the entities whose names have these words."""
    reader = Reader(store)
    reader.fetch_names(one.node for one in found)
    hits = [(end_of(one.node, reader), reader.describe(one.node).names, one.told) for one in found]
    title = f"Names with {words}" if words.strip() else "Who most is said about"
    return _rendered("search.html", addresses, None, title, up="", words=words, hits=hits)


def _entity(reader: Reader, node: ox.NamedNode, addresses: Addresses, number: int) -> str:
    known = dossier(reader, node)
    grouped = groups(known.iri, known.lines)
    count = max(ceil(len(known.lines) / LINES), 1)
    number = min(number, count)
    quoter = Quoter(reader)
    which = addresses.which(node)
    return _rendered(
        "entity.html",
        addresses,
        node,
        known.label,
        known=known,
        groups=list(cut(grouped, (number - 1) * LINES, LINES)),
        offices=[group for group in grouped if group.office],
        number=number,
        count=count,
        here=f"{segment(node.value)}{which}{'&' if which else '?'}",
        quote=quoter.quote,
        articles=known.articles[:ARTICLES],
    )


def _statement(reader: Reader, node: ox.NamedNode, addresses: Addresses) -> str:
    (line,) = lines(reader, [node])
    quoter = Quoter(reader)
    events = [end_of(event, reader) for event in reader.properties(node).get(KG.event, ())]
    same = [other for other in _like(reader, line) if other.iri != line.iri]
    return _rendered(
        "statement.html",
        addresses,
        node,
        line.text,
        line=line,
        quote=quoter.quote,
        events=events,
        same=same,
    )


def _like(reader: Reader, line: Line) -> list[Line]:
    """The statements with the same subject, predicate and object, the most of them others'."""
    own = reader.properties(ox.NamedNode(line.iri))
    triple = " ; ".join(
        f"{role} {own[role][0]}" for role in (RDF.subject, RDF.predicate, RDF.object)
    )
    found = reader.store.query(f"SELECT ?st {{ ?st {triple} }} ORDER BY ?st LIMIT {LINES}")
    return lines(reader, [row["st"] for row in cast("ox.QuerySolutions", found)])


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of an article: the statements it is evidence of, and of which it is the beginning."""

    text: str
    statements: tuple[str, ...]
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of an article."""

    is_title: bool
    words: list[Words]


def _article(reader: Reader, node: ox.NamedNode, addresses: Addresses) -> str:
    own = reader.properties(node)
    words = _text(reader, node)
    told = lines(reader, _statements(reader.store, node))
    # Of several, a piece of the text leads to the one with the fewest words.
    order = sorted(range(len(told)), key=lambda n: told[n].end - told[n].start)
    marked = [Marked(told[n].start, told[n].end, str(n + 1)) for n in order]
    title = (text(own, SCHEMA.headline) or "").strip()
    begun: set[str] = set()
    paragraphs = []
    for found in re.finditer(r"[^\n]*\S[^\n]*", words):
        is_title = found.start() == 0 and found[0].strip() == title
        some = []
        for piece in pieces(words, found.start(), found.end(), marked):
            begins = tuple(role for role in piece.roles if role not in begun)
            begun.update(begins)
            some.append(Words(piece.text, piece.roles, begins))
        paragraphs.append(Paragraph(is_title, some))
    mentioned = own.get(KG.mentions, [])
    reader.fetch_names(cast("list[ox.NamedNode]", mentioned))
    return _rendered(
        "article.html",
        addresses,
        node,
        title or node.value,
        paragraphs=paragraphs,
        lines=told,
        sentences=[list(some) for _, some in groupby(told, lambda line: line.sentence)],
        numbers={line.iri: number for number, line in enumerate(told, 1)},
        byline=[text(own, SCHEMA.publisher), text(own, SCHEMA.datePublished)],
        url=text(own, SCHEMA.url),
        license=text(own, SCHEMA.license),
        language=text(own, SCHEMA.inLanguage),
        mentioned=[end_of(one, reader) for one in mentioned],
    )


def _text(reader: Reader, article: ox.NamedNode) -> str:
    """The text of an article."""
    for node, _, _ in reader.store.match(None, KG.statedIn, article):
        for _, _, value in reader.store.match(node, NIF.isString):
            return value.value
    return ""


def _statements(store: Store, article: ox.NamedNode) -> list[ox.NamedNode]:
    stated = (node for node, _, _ in store.match(None, KG.statedIn, article))
    return [node for node in stated if any(True for _ in store.match(node, KG.modality))]


def _rendered(
    template: str,
    addresses: Addresses,
    node: ox.NamedNode | None,
    title: str,
    *,
    up: str = "../",
    words: str = "",
    **values: object,
) -> str:
    """A page with its style sheet; without a `node` it is about none.

    `up` leads from its address to that of the explorer, `words` are those looked for.
    """

    def path(iri: str) -> str | None:
        own = addresses.path(iri)
        return None if own is None else f"{up}{own}"

    style = _style()
    forms = [(form, addresses.form(node, form)) for form in OTHERS] if node else []
    return (
        _templates()
        .get_template(template)
        .render(
            title=title,
            iri=node.value if node else None,
            forms=forms,
            path=path,
            up=up,
            words=words,
            style=Markup(style),  # ours, and its hash is in the policy
            policy=policy([style], also={"form-action": "'self'"}),
            **values,
        )
    )


@cache
def _style() -> str:
    shared = files("kg") / "explorer" / "assets/core/theme.css"
    own = files("kg") / "server" / "nodes" / "templates" / "node.css"
    return "\n".join(file.read_text("utf-8") for file in (shared, own))


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.server.nodes"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["look"] = lambda line: look_of(line.speaker, line.modality, line.ended)
    environment.globals["type_class"] = lambda kind: kind if kind in _TYPES else "Thing"
    environment.globals["type_name"] = lambda kind: "other" if kind == "Thing" else kind
    environment.globals["fragment"] = lambda **view: urlencode(view)
    environment.tests["web"] = lambda iri: re.match(r"https?://[^\s<>\"]+\Z", iri) is not None
    return environment
