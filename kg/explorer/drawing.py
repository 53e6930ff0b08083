"""A story as a pyvis network: which nodes and edges are drawn, where, and in what manner.

Colours are not set here: the page takes them from its style sheet, light or dark.
"""

from __future__ import annotations

import json
import math
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pyvis.network import Network

from kg.explorer.layout import Box, Link, place
from kg.explorer.story import HOLDS, POST_IN, Look, Node, Story
from kg.vocab import RELATIONS

SHAPES = {
    "Person": "dot",
    "Organization": "square",
    "Country": "diamond",
    "City": "triangleDown",
    "Place": "triangle",
    "Event": "star",
    "Thing": "hexagon",
    "Post": "square",
}
DASHES: dict[Look, bool | list[int]] = {
    Look.FACT: False,
    Look.ENDED: False,
    Look.PLANNED: [11, 7],
    Look.POSSIBLE: [11, 5, 2, 5],
    Look.HYPOTHETICAL: [11, 5, 2, 5, 2, 5],
    Look.CLAIM: [2, 5],
}
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 250,
        "multiselect": False,
    },
    "nodes": {"borderWidth": 1.5, "scaling": {"label": {"drawThreshold": 9}}},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
        "font": {"size": 11.5, "align": "middle"},
        "scaling": {"label": {"drawThreshold": 8}},
        "selectionWidth": 1.5,
        "hoverWidth": 0.5,
    },
}
LABEL_CELLS = 20  # a node label is wrapped at this many character cells
LABEL_LINES = 3
EDGE_CELLS = 30
SPEAKER_CELLS = 14
EDGE_CELL = 6.3  # the width of a character cell of an edge label in pixels
MUTUAL = frozenset(info.iri.value for info in RELATIONS.values() if info.symmetric)
DRAWN = 2000  # a network of more nodes opens on the most connected ones
OPENING = 1000  # so many of them; the page draws the others on demand, where they belong
CURVE = 0.2  # how far a parallel edge bends, as vis-network counts roundness


@dataclass(slots=True)
class Stroke:
    """One drawn edge: all statements that say the same between two nodes in the same manner."""

    source: int
    target: int
    label: str
    look: Look
    negated: bool
    directed: bool
    statements: list[int] = field(default_factory=list)
    count: int = 0  # without those that only complete a position


def draw(story: Story) -> Network:
    """The network of a story; every edge carries the numbers of its `statements`.

    Nodes that are not drawn at the opening are marked `later`.
    """
    drawn = _shown(story)
    strokes = _strokes(story, drawn)
    shown = sorted(drawn)
    network = Network(directed=True)
    network.set_options(json.dumps(OPTIONS))
    labels = {number: _wrap(story.nodes[number].label) for number in shown}
    sizes = {number: _size(story.nodes[number]) for number in shown}
    fonts = {number: _font(story.nodes[number]) for number in shown}
    later = _later(shown, strokes)
    boxes = [
        _box([] if number in later else labels[number], sizes[number], fonts[number])
        for number in shown
    ]
    index = {number: position for position, number in enumerate(shown)}
    links = [
        Link(
            index[stroke.source],
            index[stroke.target],
            66 + EDGE_CELL * _cells(_worded(stroke)) + sizes[stroke.source] + sizes[stroke.target],
        )
        for stroke in strokes
    ]
    for number, (x, y) in zip(shown, place(boxes, links), strict=True):
        node = story.nodes[number]
        network.add_node(
            number,
            label=_isolated(labels[number]) or "?",
            title=node.label,
            shape=SHAPES.get(node.type, "hexagon"),
            kind=node.type,
            size=sizes[number],
            x=x,
            # A label hangs below its symbol, so the symbol sits above the middle of the box.
            y=y - round(0.6 * fonts[number] * len(labels[number])),
            font={"size": fonts[number]},
            **({"later": True} if number in later else {}),
        )
    for stroke, bend in zip(strokes, _bends(strokes), strict=True):
        network.add_edge(stroke.source, stroke.target, **_manner(stroke), **bend)
    return network


def _worded(stroke: Stroke) -> str:
    """The label of an edge, with how many statements it stands for."""
    times = f" ×{stroke.count}" if stroke.count > 1 else ""
    return _cut(stroke.label, EDGE_CELLS) + times


def _manner(stroke: Stroke) -> dict[str, object]:
    """How an edge is drawn: dashes by look, a bar instead of an arrow when negated."""
    manner: dict[str, object] = {
        "label": _isolated([_worded(stroke)]),
        "relation": stroke.label,
        "dashes": DASHES[stroke.look],
        "look": stroke.look.value,
        "negated": stroke.negated,
        "statements": stroke.statements,
        "width": round(1.3 + 0.5 * math.log2(stroke.count), 2),
    }
    if stroke.negated:
        manner["arrows"] = {"to": {"enabled": True, "type": "bar", "scaleFactor": 0.9}}
    elif not stroke.directed:
        manner["arrows"] = ""
    return manner


def _shown(story: Story) -> set[int]:
    """The entities drawn as nodes: all at an end of a statement, but no post that is only held.

    Such a post stands on the edge from who holds it to the country or organization it is in.
    """
    shown: set[int] = set()
    for line in story.lines:
        ends = {HOLDS: (line.subject,), POST_IN: (line.object,)}.get(line.predicate)
        shown.update(end for end in ends or line.entities() if isinstance(end, int))
    return shown


def _strokes(story: Story, shown: set[int]) -> list[Stroke]:
    """The edges in order of their first statement."""
    strokes: dict[tuple[object, ...], Stroke] = {}
    for source, target, label, numbers in _arrows(story, shown):
        line = story.lines[numbers[0]]
        mutual = line.predicate in MUTUAL
        pair = tuple(sorted((source, target))) if mutual else (source, target)
        key = (pair, label, line.look, line.negated, line.speaker)
        if key not in strokes:
            worded = f"not {label}" if line.negated else label
            if line.speaker is not None:
                worded = f"{_cut(story.nodes[line.speaker].label, SPEAKER_CELLS)}: {worded}"
            strokes[key] = Stroke(source, target, worded, line.look, line.negated, not mutual)
        strokes[key].count += 1
        known = strokes[key].statements
        known.extend(number for number in numbers if number not in known)
    return list(strokes.values())


def _arrows(story: Story, shown: set[int]) -> Iterator[tuple[int, int, str, list[int]]]:
    """Source, target, label and statements of every arrow, before equal ones are put together."""
    seats: dict[int, dict[int, list[int]]] = {}
    for number, line in enumerate(story.lines):
        if line.predicate == POST_IN and len(line.entities()) == 2:
            post, where = line.entities()
            seats.setdefault(post, {}).setdefault(where, []).append(number)
    for number, line in enumerate(story.lines):
        if len(line.entities()) != 2:
            continue
        source, target = line.entities()
        if line.predicate == HOLDS and target not in shown:
            for where, numbers in seats.get(target, {}).items():
                yield source, where, story.nodes[target].label, [number, *numbers]
        elif source in shown and target in shown:
            yield source, target, line.relation, [number]


def _later(shown: Sequence[int], strokes: Sequence[Stroke]) -> set[int]:
    """The nodes of a large network that wait until somebody asks for them.

    First come the ends of edges both ends of which are well connected, so that none stands alone.
    """
    if len(shown) <= DRAWN:
        return set()
    degree = Counter(end for stroke in strokes for end in (stroke.source, stroke.target))
    pairs = {tuple(sorted((stroke.source, stroke.target))) for stroke in strokes}
    ranked = sorted(pairs, key=lambda pair: (*sorted(-degree[end] for end in pair)[::-1], pair))
    opening = dict.fromkeys(end for pair in ranked for end in pair)
    return set(shown).difference(list(opening)[:OPENING])


def _bends(strokes: Sequence[Stroke]) -> list[dict[str, object]]:
    """Curves that keep parallel edges apart: of three edges one is straight, two bow outwards."""
    bundles: dict[tuple[int, int], list[int]] = {}
    for number, stroke in enumerate(strokes):
        pair = (min(stroke.source, stroke.target), max(stroke.source, stroke.target))
        bundles.setdefault(pair, []).append(number)
    bends: list[dict[str, object]] = [{}] * len(strokes)
    for (low, high), numbers in bundles.items():
        for place_in_bundle, number in enumerate(numbers):
            if low == high:
                angle = round(math.pi / 4 + place_in_bundle * 2 * math.pi / len(numbers), 3)
                bends[number] = {"selfReference": {"size": 22, "angle": angle}}
                continue
            offset = (place_in_bundle - (len(numbers) - 1) / 2) * min(CURVE, 1.2 / len(numbers))
            # Clockwise is seen from the source: an edge the other way bends to the other side.
            clockwise = (offset > 0) == (strokes[number].source == low)
            kind = "curvedCW" if clockwise else "curvedCCW"
            curve = {"enabled": True, "type": kind, "roundness": round(abs(offset), 3)}
            bends[number] = {"smooth": curve if offset else False}
    return bends


def _size(node: Node) -> float:
    """The radius of a symbol in pixels, growing with the number of statements."""
    return round(min(9 + 3.2 * math.sqrt(len(node.statements)), 34), 1)


def _font(node: Node) -> float:
    """The size of a label in pixels: what much is said about stays readable from afar."""
    return round(min(14 + 1.2 * math.sqrt(len(node.statements)), 26), 1)


def _box(label: Sequence[str], size: float, font: float) -> Box:
    width = max([2 * size, *(_cells(line) * font * 0.55 for line in label)])
    return Box(width + 18, 2 * size + 1.2 * font * len(label) + 20)


def _wrap(label: str) -> list[str]:
    """A label in at most `LABEL_LINES` lines."""
    lines = textwrap.wrap(_plain(label), LABEL_CELLS)
    if len(lines) > LABEL_LINES:
        lines = [*lines[: LABEL_LINES - 1], _cut(" ".join(lines[LABEL_LINES - 1 :]), LABEL_CELLS)]
    return lines


def _cut(text: str, cells: int) -> str:
    """The text shortened to about `cells` character cells, with an ellipsis."""
    text = _plain(text)
    if _cells(text) <= cells:
        return text
    while _cells(text) > cells - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _plain(text: str) -> str:
    """The text on one line without control characters, which a canvas would draw as boxes."""
    return " ".join(
        "".join(" " if unicodedata.category(char) == "Cc" else char for char in text).split()
    )


def _cells(text: str) -> int:
    """The width of a text in character cells; East Asian wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _isolated(lines: Sequence[str]) -> str:
    """Lines between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9, section 2.4).

    A canvas has no `dir`: this keeps a right-to-left name, or an override in it, to itself.
    """
    return "\n".join(f"\u2068{line}\u2069" for line in lines)
