"""The interactive page: one self-contained HTML file that asks nobody for anything.

pyvis builds the network and brings vis-network; page, style and behaviour are in `assets`.
Statements and articles travel as escaped JSON, and the page puts them into the document as text
only. Its Content-Security-Policy admits exactly the scripts and the style sheet that stand in it.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from pyvis.network import Network

from kg.errors import NotFoundError
from kg.explorer.drawing import DASHES, MUTUAL, SHAPES, draw
from kg.explorer.inlining import escaped_json, policy
from kg.explorer.story import (
    ArticleText,
    Beside,
    Line,
    Mention,
    Node,
    Row,
    Story,
    tell,
)
from kg.explorer.times import days
from kg.slugs import base_of, latin, local_name
from kg.views.rows import CLASSES
from kg.views.turtle import Names
from kg.vocab import KG

__all__ = ["ArticleText", "Mention", "render"]

VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"  # inside the pyvis package
STYLES = (
    *("core/theme.css", "core/page.css", "drawing/drawing.css", "asking/asking.css"),
    *("reading/reading.css", "takeaway/takeaway.css", "core/print.css"),
)
SCRIPTS = (  # in the order in which they run
    "core/state.js",
    "core/dom.js",
    "core/keys.js",
    "core/graph.js",
    "asking/filters.js",
    "reading/statements.js",
    "asking/facets.js",
    "core/selection.js",
    "drawing/visible.js",
    "drawing/paths.js",
    "asking/list.js",
    "reading/passages.js",
    "reading/facts.js",
    "reading/offices.js",
    "reading/moments.js",
    "reading/entity.js",
    "reading/panel.js",
    "reading/copying.js",
    "reading/articles.js",
    "reading/reader.js",
    "asking/legend.js",
    "drawing/network.js",
    "drawing/overview.js",
    "drawing/edgelabels.js",
    "drawing/actions.js",
    "drawing/notice.js",
    "asking/finding.js",
    "asking/search.js",
    "asking/filterdialog.js",
    "asking/chips.js",
    "asking/calendar.js",
    "asking/timeline.js",
    "asking/brush.js",
    "core/live.js",
    "takeaway/rows.js",
    "takeaway/turtle.js",
    "takeaway/sparql.js",
    "takeaway/picture.js",
    "takeaway/takeaway.js",
    "core/start.js",
)
LIVE = "core/live.js"  # only in a page of a server, which it asks


def render(
    statements: Iterable[Row],
    articles: Iterable[ArticleText],
    *,
    title: str,
    focus: str | None = None,
    beside: Beside | None = None,
    live: Mapping[str, object] | None = None,
) -> str:
    """The page for statements in the form of `kg export --format jsonl` and their articles.

    A statement may also have its "iri", by which links into the page name it; "reported_by", in
    the form of "speaker"; and "literal", the object as (value, datatype) if it is no text.
    `beside` has what the graph says else of entities, articles, statements and the events of
    these, such as IRIs of the same at others. `live` is for a page of a server, which it asks for
    what it has not: how much there is in all.

    `focus` (an IRI, a label or a name, in any case) keeps only what is said about one entity and
    between its neighbours. Raises NotFoundError if no entity is called so. The same input gives
    the same page, byte for byte.
    """
    rows, shelf = list(statements), list(articles)
    story = tell(rows, shelf)
    centre = None
    if focus is not None:
        found = _find(story, focus)
        iri, near = story.nodes[found].iri, _near(story, found)
        used = {story.lines[number].article for number in near}
        shelf = [article for number, article in enumerate(shelf) if number in used]
        story = tell([rows[number] for number in near], shelf, only_stated=True)
        centre = next(number for number, node in enumerate(story.nodes) if node.iri == iri)
    data = _data(story, draw(story), title, centre, beside or {})
    if live is not None:
        data["live"] = live
    return _page(title, data, is_live=live is not None)


def part(
    statements: Iterable[Row],
    articles: Iterable[ArticleText],
    beside: Beside,
    *,
    is_drawn: bool,
) -> dict[str, object]:
    """A part of a graph for a page that is open: its data, to be put together by IRI.

    Without `is_drawn` it has no nodes and edges.
    """
    story = tell(statements, articles, only_stated=is_drawn)
    return _graph(story, draw(story) if is_drawn else Network(), beside)


def _find(story: Story, focus: str) -> int:
    """The number of the entity that is called `focus`; the one most is said about if several."""
    wanted = focus.casefold()
    found = [
        number
        for number, node in enumerate(story.nodes)
        if node.iri == focus or wanted in (name.casefold() for name in (node.label, *node.names))
    ]
    if found:
        return max(found, key=lambda number: (len(story.nodes[number].statements), -number))
    known = sorted({name for node in story.nodes for name in (node.label, *node.names)})
    close = difflib.get_close_matches(focus, known, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(close)}?" if close else "`kg viz` without --focus shows all"
    raise NotFoundError(f"no entity is called {focus!r}; {hint}")


def _near(story: Story, centre: int) -> list[int]:
    """The statements about `centre`, and those whose ends are both its neighbours."""
    about = set(story.nodes[centre].statements)
    circle = {centre, *(end for number in about for end in story.lines[number].entities())}
    posts = {number for number in circle if story.nodes[number].type == "Post"}
    for line in story.lines:
        if line.is_office and posts.intersection(line.entities()):
            circle.update(line.entities())  # a post counts with its holder and its country
    return [
        number
        for number, line in enumerate(story.lines)
        if number in about or (len(line.entities()) == 2 and circle.issuperset(line.entities()))
    ]


def entities(nodes: Iterable[Node]) -> list[dict[str, object]]:
    """Entities of which nothing else is told, as a page takes them."""
    return [_entity(node) for node in nodes]


def _data(
    story: Story,
    network: Network,
    title: str,
    centre: int | None,
    beside: Beside,
) -> dict[str, Any]:
    """What the page's scripts read."""
    return {
        "title": title,
        "focus": centre,
        **_graph(story, network, beside),
        "options": json.loads(network.get_network_data()[-1]),
        "shapes": SHAPES,
        "dashes": {look.value: dashes for look, dashes in DASHES.items()},
        "prefixes": Names(sorted({base_of(article.iri) for article in story.articles})).prefixes,
        "classes": {local_name(kind.value): kind.value for kind in CLASSES},
        "symmetric": sorted(MUTUAL),
    }


def _graph(story: Story, network: Network, beside: Beside) -> dict[str, object]:
    """The graph itself: everything by number, all words as plain strings."""
    nodes, edges, *_ = network.get_network_data()
    return {
        "articles": list(map(_article, story.articles, story.mentions)),
        "entities": [_entity(node) for node in story.nodes],
        "statements": [_statement(line) for line in story.lines],
        "nodes": nodes,
        "edges": edges,
        "beside": _beside(story, beside),
    }


def _beside(story: Story, beside: Beside) -> Beside:
    """What stands beside the things of a story, their relations and their events."""
    own = [thing.iri for things in (story.nodes, story.articles, story.lines) for thing in things]
    own += [line.predicate for line in story.lines]
    said = [each for iri in own for each in beside.get(iri, ())]
    events = [each[1] for each in said if each[0] == KG.event.value]
    return {iri: beside[iri] for iri in dict.fromkeys([*own, *events]) if iri in beside}


def _article(article: ArticleText, mentions: Iterable[tuple[int, int, int]]) -> dict[str, object]:
    """`mentions` becomes one flat list: start, end, entity, ...; a `silent` one has no text yet."""
    own: dict[str, object] = {field.name: getattr(article, field.name) for field in fields(article)}
    flat = [number for mention in mentions for number in mention]
    silent = {"text": "", "silent": True} if article.text is None else {}
    return {**own, "when": days(article.date), "mentions": flat, **silent}


def _entity(node: Node) -> dict[str, object]:
    others = [name for name in node.names if name != node.label]
    written = [latin(name) for name in (node.label, *others)]
    return {
        "iri": node.iri,
        "label": node.label,
        "names": others,
        **({"latin": written} if any(written) else {}),
        "type": node.type,
        "statements": node.statements,
    }


def _statement(line: Line) -> dict[str, object]:
    return {**asdict(line), "look": line.look.value, "office": line.is_office}


def _page(title: str, data: dict[str, object], *, is_live: bool) -> str:
    """The template with style, scripts and data in it."""
    pieces = files("kg") / "explorer" / "assets"
    style = "\n".join((pieces / name).read_text("utf-8") for name in STYLES)
    names = [name for name in SCRIPTS if is_live or name != LIVE]
    parts = [(pieces / name).read_text("utf-8") for name in names]
    script = '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"
    library = vis_network()
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string((pieces / "core/page.html").read_text("utf-8"))
    # A lone surrogate, which JSON input may hold, cannot be written as UTF-8.
    heading = title.encode("utf-8", "replace").decode()
    return template.render(
        title=heading,
        policy=policy([style], [library, script], {"connect-src": "'self'"} if is_live else None),
        style=style,
        library=library,
        script=script,
        data=escaped_json(data),
    )


def vis_network() -> str:
    """vis-network as pyvis bundles it, with the line ends a browser hashes.

    The reference to a source map is left out: developer tools would try to fetch it.
    """
    source = (files("pyvis") / VIS_NETWORK).read_bytes().decode("utf-8")
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"//# sourceMappingURL=\S*", "", source)
