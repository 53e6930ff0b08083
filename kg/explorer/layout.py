"""Where the nodes of a network are drawn, computed before the page exists.

No physics runs in the browser: the same network gives the same picture everywhere. Lengths are in
pixels at zoom 1. Each connected component is laid out by stress majorization (Gansner, Koren and
North 2004, "Graph Drawing by Stress Majorization"), its boxes are pushed apart, and the components
are packed on shelves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

ASPECT = 1.3  # width to height of the whole picture, about that of the part of a page it is on
GAP = 50.0  # between components
HUB = 22.0  # how much longer an edge is for the square root of its ends' degrees
GOLDEN = 2.399963  # the golden angle spreads siblings evenly
CORE = 900  # stress needs n^2 memory: nodes beyond these are placed beside their neighbours
ROUNDS = 150
CROWD = 2.5  # a component gets at least this many times the room of its boxes
STRETCH = 1.3  # how much a component may be stretched to come nearer to ASPECT


@dataclass(frozen=True, slots=True)
class Box:
    """The room a node needs, label included, in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Link:
    """An edge between two boxes, by number, and the length that its own label needs."""

    source: int
    target: int
    length: float


def place(boxes: Sequence[Box], links: Sequence[Link]) -> list[tuple[int, int]]:
    """The centre (x, y) of every box.

    Boxes do not overlap in networks of everyday size; the picture is centred on (0, 0).
    """
    if not boxes:
        return []
    graph = _graph(len(boxes), links)
    sizes = np.array([(box.width, box.height) for box in boxes])
    components = sorted(
        (sorted(component) for component in nx.connected_components(graph)),
        key=lambda component: (-len(component), component[0]),
    )
    blocks = []
    for component in components:
        points = _component(graph.subgraph(component), component)
        blocks.append(_separate(points, sizes[component]))
    centres = np.zeros((len(boxes), 2))
    for component, points in zip(components, _pack(blocks, components, sizes), strict=True):
        centres[component] = points
    corners = _bounds(centres, sizes)
    return [(int(x), int(y)) for x, y in np.rint(centres - corners.mean(axis=0))]


def _graph(count: int, links: Sequence[Link]) -> nx.Graph:
    """The links as a graph; of parallel ones the longest counts, and hubs get room for spokes."""
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    for link in sorted(links, key=lambda link: (link.source, link.target, link.length)):
        if link.source != link.target:
            known = graph.get_edge_data(link.source, link.target, {"length": 0.0})
            graph.add_edge(link.source, link.target, length=max(link.length, known["length"]))
    for source, target, edge in graph.edges(data=True):
        busy = np.sqrt(graph.degree(source)) + np.sqrt(graph.degree(target)) - 2
        edge["length"] += HUB * float(busy)
    return graph


def _component(graph: nx.Graph, nodes: list[int]) -> Points:
    """Positions of one connected component, before boxes are pushed apart."""
    hub = max(nodes, key=lambda node: (graph.degree(node), -node))
    reached = [hub, *(node for _, node in nx.bfs_edges(graph, hub))]
    core = sorted(reached[:CORE])
    position = dict(zip(core, _upright(_stress(graph.subgraph(core), core)), strict=True))
    for turn, (parent, node) in enumerate(nx.bfs_edges(graph, hub)):
        if node not in position:
            spoke = 0.6 * graph.edges[parent, node]["length"]
            direction = np.array([np.cos(turn * GOLDEN), np.sin(turn * GOLDEN)])
            position[node] = position[parent] + spoke * direction
    return np.array([position[node] for node in nodes])


def _stress(graph: nx.Graph, nodes: list[int]) -> Points:
    """Positions whose distances are as near as possible to the lengths of shortest paths."""
    ideal = np.asarray(nx.floyd_warshall_numpy(graph, nodes, weight="length"))
    np.fill_diagonal(ideal, 1.0)
    weight = 1.0 / ideal**2
    np.fill_diagonal(weight, 0.0)
    total = np.maximum(weight.sum(axis=1), 1e-12)[:, None]
    points = _start(graph, nodes)
    for _ in range(ROUNDS):
        x, y = points.T
        distance = np.hypot(x[:, None] - x, y[:, None] - y)
        pull = weight * ideal / np.maximum(distance, 1e-6)
        # einsum, not @: matrix products round differently with the number of threads.
        wanted = points * pull.sum(axis=1)[:, None] + np.einsum("ij,jk->ik", weight - pull, points)
        step = 0.7 * (wanted / total - points)
        points = points + step
        if np.abs(step).max() < 0.5:
            break
    return points


def _start(graph: nx.Graph, nodes: list[int]) -> Points:
    """A rough first layout: springs where networkx can do them without scipy, else a spiral."""
    spread = 100.0 * float(np.sqrt(len(nodes)))
    if len(nodes) < 500:
        layout = nx.spring_layout(graph, seed=7, iterations=60, weight=None)
        return spread * np.array([layout[node] for node in nodes])
    turns = np.arange(len(nodes))
    spiral = np.stack([np.cos(turns * GOLDEN), np.sin(turns * GOLDEN)], axis=1)
    return 100.0 * np.sqrt(turns + 1.0)[:, None] * spiral


def _upright(points: Points) -> Points:
    """Turns the layout so that its long side lies flat, and stretches it towards `ASPECT`."""
    centred = points - points.mean(axis=0)
    xx, yy = (centred**2).sum(axis=0)
    xy = (centred[:, 0] * centred[:, 1]).sum()
    angle = 0.5 * np.arctan2(2 * xy, xx - yy)
    cos, sin = np.cos(angle), np.sin(angle)
    x, y = centred[:, 0], centred[:, 1]
    flat = np.stack([x * cos + y * sin, y * cos - x * sin], axis=1)
    width, height = np.ptp(flat, axis=0) + 1.0
    stretch = np.clip(np.sqrt(ASPECT * height / width), 1 / STRETCH, STRETCH)
    return flat * np.array([stretch, 1 / stretch]) if len(points) > 2 else flat


def _separate(points: Points, sizes: Points) -> Points:
    """Makes room for the boxes, then pushes overlapping pairs apart where it takes less."""
    room = np.ptp(points, axis=0) + sizes.mean(axis=0)
    crowded = float(np.sqrt(CROWD * sizes.prod(axis=1).sum() / room.prod()))
    points = points * max(1.0, crowded)
    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2
    for _ in range(ROUNDS):
        x, y = points.T
        beside = np.abs(x[:, None] - x) < reach[:, :, 0] - 0.5
        beside &= np.abs(y[:, None] - y) < reach[:, :, 1] - 0.5
        first, second = np.nonzero(np.triu(beside, 1))
        if not len(first):
            break
        delta = points[first] - points[second]
        over = reach[first, second] - np.abs(delta)
        share = over / reach[first, second]
        axis = np.where(share[:, 0] <= share[:, 1], 0, 1)
        pair = np.arange(len(first))
        push = 0.4 * (over[pair, axis] + 1) * np.where(delta[pair, axis] < 0, -1, 1)
        np.add.at(points, (first, axis), push)
        np.add.at(points, (second, axis), -push)
    return points


def _bounds(points: Points, sizes: Points) -> Points:
    """The upper left and the lower right corner around boxes."""
    return np.stack([(points - sizes / 2).min(axis=0), (points + sizes / 2).max(axis=0)])


def _pack(blocks: list[Points], components: list[list[int]], sizes: Points) -> list[Points]:
    """Sets components side by side on shelves, on those that make the picture the largest."""
    corners = [
        _bounds(points, sizes[component])
        for points, component in zip(blocks, components, strict=True)
    ]
    extents = [(float(width), float(height)) for width, height in (c[1] - c[0] for c in corners)]
    widest = max(width for width, _ in extents)
    total = sum(width + GAP for width, _ in extents)
    choices = [widest + (max(total, widest) - widest) * step / 40 for step in range(41)]
    best = min((_shelves(extents, width) for width in choices), key=_scale_needed)
    return [
        points - corner[0] + np.array(spot)
        for points, corner, spot in zip(blocks, corners, best.spots, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Shelves:
    """Upper left corners of blocks on shelves, and the size of the whole."""

    spots: list[tuple[float, float]]
    width: float
    height: float


def _scale_needed(shelves: _Shelves) -> float:
    return max(shelves.width / ASPECT, shelves.height)


def _shelves(extents: Sequence[tuple[float, float]], limit: float) -> _Shelves:
    """Fills shelves up to a width, the highest blocks first; low ones stand in columns."""
    spots = [(0.0, 0.0)] * len(extents)
    x = y = shelf = column = filled = right = 0.0
    for index in sorted(range(len(extents)), key=lambda i: (-extents[i][1], i)):
        width, height = extents[index]
        if column and filled + height <= shelf and x + max(width, column) <= limit:
            column = max(column, width)  # goes under the block before it
        else:
            x, filled = x + column + (GAP if column else 0.0), 0.0
            column = width
            if x and x + width > limit:
                x, y, shelf = 0.0, y + shelf + GAP, 0.0
            shelf = max(shelf, height)
        spots[index] = (x, y + filled)
        filled += height + GAP
        right = max(right, x + width)
    return _Shelves(spots, right, y + shelf)
