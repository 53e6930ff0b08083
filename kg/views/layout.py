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

STEP = np.array([235.0, 165.0])  # one hop; wider than high, because labels are
ASPECT = 1.5  # width to height of the whole picture
GAP = 70.0  # between components
CORE = 900  # stress needs n^2 memory: nodes beyond these are placed beside their neighbours
ROUNDS = 150


@dataclass(frozen=True, slots=True)
class Box:
    """The room a node needs, label included, in pixels."""

    width: float
    height: float


def place(boxes: Sequence[Box], links: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The centre (x, y) of every box; `links` are pairs of box numbers, in any order.

    Boxes do not overlap in networks of everyday size; the picture is centred on (0, 0).
    """
    if not boxes:
        return []
    graph = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_edges_from(sorted((min(pair), max(pair)) for pair in links if pair[0] != pair[1]))
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


def _component(graph: nx.Graph, nodes: list[int]) -> Points:
    """Positions of one connected component, before boxes are pushed apart."""
    if len(nodes) == 1:
        return np.zeros((1, 2))
    by_degree = sorted(nodes, key=lambda node: (-graph.degree(node), node))
    core = sorted(_connected_core(graph, by_degree[0])) if len(nodes) > CORE else nodes
    position = dict(zip(core, _upright(_stress(graph, core)) * STEP, strict=True))
    for turn, (parent, node) in enumerate(nx.bfs_edges(graph, by_degree[0])):
        if node not in position:
            angle = turn * 2.399963  # the golden angle spreads siblings evenly
            position[node] = position[parent] + STEP * 0.6 * (np.cos(angle), np.sin(angle))
    return np.array([position[node] for node in nodes])


def _connected_core(graph: nx.Graph, start: int) -> list[int]:
    """The first `CORE` nodes reached from `start`, so that the core stays connected."""
    reached = [start, *(node for _, node in nx.bfs_edges(graph, start))]
    return reached[:CORE]


def _stress(graph: nx.Graph, nodes: list[int]) -> Points:
    """Positions in hops whose distances are as near as possible to those in the graph."""
    number = {node: index for index, node in enumerate(nodes)}
    hops = np.zeros((len(nodes), len(nodes)))
    for node, lengths in nx.all_pairs_shortest_path_length(graph.subgraph(nodes)):
        for other, length in lengths.items():
            hops[number[node], number[other]] = length
    # Spokes of a hub need room around it, so an edge is longer the busier its ends are.
    busy = np.sqrt(np.array([graph.degree(node) for node in nodes]))
    ideal = hops + 0.09 * (busy[:, None] + busy[None, :] - 2)
    np.fill_diagonal(ideal, 1.0)
    weight = 1.0 / ideal**2
    np.fill_diagonal(weight, 0.0)
    points = _start(graph, nodes)
    for _ in range(ROUNDS):
        delta = points[:, None, :] - points[None, :, :]
        distance = np.sqrt((delta**2).sum(axis=2))
        np.fill_diagonal(distance, 1.0)
        pull = weight * ideal / np.maximum(distance, 1e-6)
        wanted = (weight[:, :, None] * points[None, :, :] + pull[:, :, None] * delta).sum(axis=1)
        points = 0.3 * points + 0.7 * wanted / weight.sum(axis=1)[:, None]
    return points


def _start(graph: nx.Graph, nodes: list[int]) -> Points:
    """A rough first layout: springs where networkx can do them without scipy, else a spiral."""
    if len(nodes) < 500:
        layout = nx.spring_layout(graph.subgraph(nodes), seed=7, iterations=60)
        spread = float(np.sqrt(len(nodes)))
        return np.array([layout[node] for node in nodes]) * spread
    turns = np.arange(len(nodes))
    radius = np.sqrt(turns + 1.0)
    return np.stack([radius * np.cos(turns * 2.399963), radius * np.sin(turns * 2.399963)], axis=1)


def _upright(points: Points) -> Points:
    """Turns the layout so that its long side lies flat."""
    centred = points - points.mean(axis=0)
    xx, yy = (centred**2).sum(axis=0)
    xy = (centred[:, 0] * centred[:, 1]).sum()
    angle = 0.5 * np.arctan2(2 * xy, xx - yy)
    cos, sin = np.cos(angle), np.sin(angle)
    x, y = centred[:, 0], centred[:, 1]
    return np.stack([x * cos + y * sin, y * cos - x * sin], axis=1)


def _separate(points: Points, sizes: Points) -> Points:
    """Pushes overlapping boxes apart, each pair along the axis where it takes less."""
    points = points.copy()
    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2
    order = np.sign(np.arange(len(points))[:, None] - np.arange(len(points))[None, :])
    for _ in range(ROUNDS):
        delta = points[:, None, :] - points[None, :, :]
        over = reach - np.abs(delta)
        hit = (over > 0.5).all(axis=2)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        sideways = over[:, :, 0] <= over[:, :, 1]
        for axis, chosen in ((0, hit & sideways), (1, hit & ~sideways)):
            # Boxes at one place part in the order of their numbers.
            sign = np.where(delta[:, :, axis] == 0, order, np.sign(delta[:, :, axis]))
            points[:, axis] += (np.where(chosen, over[:, :, axis] + 1, 0) * sign * 0.4).sum(axis=1)
    return points


def _bounds(points: Points, sizes: Points) -> Points:
    """The upper left and the lower right corner around boxes."""
    return np.stack([(points - sizes / 2).min(axis=0), (points + sizes / 2).max(axis=0)])


def _pack(blocks: list[Points], components: list[list[int]], sizes: Points) -> list[Points]:
    """Sets components side by side on shelves, the highest first, filling about `ASPECT`."""
    corners = [
        _bounds(points, sizes[component])
        for points, component in zip(blocks, components, strict=True)
    ]
    extent = [corner[1] - corner[0] for corner in corners]
    area = sum(float((width + GAP) * (height + GAP)) for width, height in extent)
    shelf = max(max(float(width) for width, _ in extent), float(np.sqrt(area * ASPECT)))
    placed: list[Points] = [np.zeros((0, 2))] * len(blocks)
    x = y = tallest = 0.0
    for index in sorted(range(len(blocks)), key=lambda i: (-float(extent[i][1]), i)):
        width, height = (float(side) for side in extent[index])
        if x and x + width > shelf:
            x, y, tallest = 0.0, y + tallest + GAP, 0.0
        placed[index] = blocks[index] - corners[index][0] + np.array([x, y])
        x, tallest = x + width + GAP, max(tallest, height)
    return placed
