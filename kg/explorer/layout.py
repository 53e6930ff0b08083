"""Where the nodes of a network are drawn, computed before the page exists.

No physics runs in the browser: the same network gives the same picture everywhere. Lengths are in
pixels at zoom 1. Each connected component is laid out by stress majorization (Gansner, Koren and
North 2004, "Graph Drawing by Stress Majorization"), its boxes are pushed apart, and the components
are packed on shelves. A large component is first cut into communities (Traag, Waltman and van Eck
2019, "From Louvain to Leiden"): each is laid out by itself and then is one box among the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from graspologic_native import leiden
from numpy.typing import NDArray

Points = NDArray[np.float64]

ASPECT = 1.3  # width to height of the whole picture, about that of the part of a page it is on
GAP = 50.0  # between components
MOAT = 60.0  # around a community
HUB = 22.0  # how much longer an edge is for the square root of its ends' degrees
GOLDEN = np.pi * (3 - np.sqrt(5))  # the golden angle spreads siblings evenly
CLUSTERED = 200  # a component of more nodes is cut into communities
SCALING_ROUNDS = 10
STRESS_ROUNDS = 100
MOMENTUM = 0.8
ROUNDS = 300  # of pushing boxes apart
CROWD = 2.5  # a component gets at least this many times the room of its boxes
STRETCH = 1.3  # how much a component may be stretched to come nearer to ASPECT
MIRRORS = np.array([(1, 1), (-1, 1), (1, -1), (-1, -1)])


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
    """The centre (x, y) of every box; the picture is centred on (0, 0).

    Boxes hardly ever overlap; the same input gives the same places on any number of threads.
    """
    if not boxes:
        return []
    graph = _graph(len(boxes), links)
    sizes = np.array([(box.width, box.height) for box in boxes])
    components = sorted(
        (sorted(component) for component in nx.connected_components(graph)),
        key=lambda component: (-len(component), component[0]),
    )
    blocks = [_region(graph.subgraph(component), component, sizes) for component in components]
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


def _region(graph: nx.Graph, nodes: list[int], sizes: Points, *, closely: bool = False) -> Points:
    """Positions of connected nodes, their boxes apart; of more than `CLUSTERED` by communities."""
    if len(nodes) <= CLUSTERED:
        return _separate(_upright(_stress(graph, nodes)), sizes[nodes], CROWD, exactly=closely)
    groups = _communities(graph, nodes)
    if len(groups) == 1:
        return _separate(_around_hub(graph, nodes, sizes), sizes[nodes], CROWD, exactly=True)
    position = np.zeros((len(sizes), 2))
    rooms = np.zeros((len(groups), 2))
    for number, group in enumerate(groups):
        points = _region(graph.subgraph(group), group, sizes, closely=True)
        corners = _bounds(points, sizes[group])
        rooms[number] = corners[1] - corners[0] + 2 * MOAT
        position[group] = points - corners.mean(axis=0)
    quotient = _quotient(graph, groups, rooms)
    middles = _upright(_stress(quotient, list(range(len(groups)))))
    middles = _separate(middles, rooms, 1.0, exactly=True)
    _mirror(graph, groups, position, middles)
    for group, middle in zip(groups, middles, strict=True):
        position[group] += middle
    return position[nodes]


def _communities(graph: nx.Graph, nodes: list[int]) -> list[list[int]]:
    """Groups of nodes with more edges inside than out; each is connected, as Leiden ensures."""
    edges = sorted((min(edge), max(edge)) for edge in graph.edges)
    _, found = leiden(
        [(str(a), str(b), 1.0) for a, b in edges],
        starting_communities=None,
        resolution=1.0,
        randomness=0.001,
        iterations=2,
        use_modularity=True,
        seed=1,
        trials=1,
    )
    groups: dict[int, list[int]] = {}
    for node in nodes:
        groups.setdefault(found[str(node)], []).append(node)
    return sorted(groups.values(), key=lambda group: group[0])


def _quotient(graph: nx.Graph, groups: list[list[int]], rooms: Points) -> nx.Graph:
    """The communities as nodes; the more edges join two of them, the nearer they want to be."""
    home = {node: number for number, group in enumerate(groups) for node in group}
    pairs = ((home[source], home[target]) for source, target in graph.edges)
    between = Counter((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
    radius = np.sqrt(rooms.prod(axis=1)) / 2
    quotient = nx.Graph()
    quotient.add_nodes_from(range(len(groups)))
    for (one, other), count in sorted(between.items()):
        near = float(radius[one] + radius[other])
        quotient.add_edge(one, other, length=near * (1 + 2 / (1 + count)))
    return quotient


def _mirror(graph: nx.Graph, groups: list[list[int]], position: Points, middles: Points) -> None:
    """Turns communities over where that shortens their edges to others: the room is the same."""
    home = np.zeros(len(position), dtype=int)
    for number, group in enumerate(groups):
        home[group] = number
    pairs = np.array(sorted((min(edge), max(edge)) for edge in graph.edges))
    pairs = pairs[home[pairs[:, 0]] != home[pairs[:, 1]]]
    pairs = np.concatenate([pairs, pairs[:, ::-1]])
    for number, group in enumerate(groups):
        inner, outer = pairs[home[pairs[:, 0]] == number].T
        goal = position[outer] + middles[home[outer]] - middles[number]
        reach = [float(np.hypot(*(position[inner] * m - goal).T).sum()) for m in MIRRORS]
        position[group] *= MIRRORS[int(np.argmin(np.round(reach, 3)))]


def _around_hub(graph: nx.Graph, nodes: list[int], sizes: Points) -> Points:
    """Places for what has no communities, as a star: its core by stress, the rest like seeds."""
    hub = max(nodes, key=lambda node: (graph.degree(node), -node))
    tree = list(nx.bfs_edges(graph, hub))
    core = sorted([hub, *(node for _, node in tree)][:CLUSTERED])
    position = dict(zip(core, _upright(_stress(graph.subgraph(core), core)), strict=True))
    spacing = float(np.sqrt(CROWD * sizes[nodes].prod(axis=1).mean() / np.pi))
    taken: Counter[int] = Counter()
    for parent, node in tree:
        if node not in position:
            taken[parent] += 1
            turn = CLUSTERED + taken[parent]
            direction = np.array([np.cos(turn * GOLDEN), np.sin(turn * GOLDEN)])
            position[node] = position[parent] + spacing * np.sqrt(turn) * direction
    return np.array([position[node] for node in nodes])


def _stress(graph: nx.Graph, nodes: list[int]) -> Points:
    """Positions whose distances are as near as possible to the lengths of shortest paths.

    Each round moves every node to where the others want it, with the momentum of rounds before.
    """
    if len(nodes) < 2:
        return np.zeros((len(nodes), 2))
    ideal = np.asarray(nx.floyd_warshall_numpy(graph, nodes, weight="length"))
    x, y = _scaled(ideal)
    np.fill_diagonal(ideal, np.inf)  # nobody is pulled by itself
    near = 1.0 / ideal
    weight = near**2
    total = weight.sum(axis=1)
    step = np.zeros((2, len(nodes)))
    for _ in range(STRESS_ROUNDS):
        dx, dy = x[:, None] - x, y[:, None] - y
        pull = near / np.sqrt(np.maximum(dx * dx + dy * dy, 1e-12)) - weight
        # einsum, not @: matrix products round differently with the number of threads.
        wanted = np.stack([np.einsum("ij,ij->i", pull, delta) for delta in (dx, dy)]) / total
        step = MOMENTUM * step + wanted
        x, y = x + step[0], y + step[1]
        if np.abs(step).max() < 0.5:
            break
    return np.stack([x, y], axis=1)


def _scaled(ideal: Points) -> Points:
    """The start, as rows x and y: classical scaling of the distances, as Brandes and Pich advise.

    "An Experimental Study on Distance-Based Graph Drawing" (2009). What it sets on one spot, as
    the leaves of a star, is spread a little.
    """
    count = len(ideal)
    square = ideal**2
    mean = square.mean(axis=0)
    inner = (mean[:, None] + mean - square - mean.mean()) / 2
    axes = around = _seeds(np.arange(count))
    for _ in range(SCALING_ROUNDS):  # towards the two eigenvectors with the largest eigenvalues
        axes = np.einsum("kj,ij->ki", axes, inner)
        first = axes[0] / max(float(np.sqrt((axes[0] ** 2).sum())), 1e-12)
        second = axes[1] - first * (first * axes[1]).sum()
        second = second / max(float(np.sqrt((second**2).sum())), 1e-12)
        axes = np.stack([first, second])
    length = np.sqrt(np.abs((np.einsum("kj,ij->ki", axes, inner) * axes).sum(axis=1)))
    spread = 0.15 * ideal.sum() / (count * (count - 1)) / np.sqrt(count)
    return axes * length[:, None] + spread * around


def _seeds(turns: NDArray[np.intp]) -> Points:
    """Points around (0, 0) as rows x and y, spread evenly like the seeds of a sunflower."""
    return np.sqrt(turns + 1.0) * np.stack([np.cos(turns * GOLDEN), np.sin(turns * GOLDEN)])


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


def _separate(points: Points, sizes: Points, crowd: float, *, exactly: bool) -> Points:
    """Makes room for the boxes, then pushes overlapping pairs apart where it takes less.

    The room is at least `crowd` times that of the boxes, or `exactly` so much.
    """
    room = np.ptp(points, axis=0) + sizes.mean(axis=0)
    scale = float(np.sqrt(crowd * sizes.prod(axis=1).sum() / room.prod()))
    points = points * (scale if exactly else max(1.0, scale))
    for _ in range(ROUNDS):
        first, second = _overlaps(points, sizes)
        if not len(first):
            break
        delta = points[first] - points[second]
        reach = (sizes[first] + sizes[second]) / 2
        over = reach - np.abs(delta)
        share = over / reach
        axis = np.where(share[:, 0] <= share[:, 1], 0, 1)
        pair = np.arange(len(first))
        push = 0.5 * (over[pair, axis] + 1) * np.where(delta[pair, axis] < 0, -1, 1)
        ends = np.concatenate([2 * first + axis, 2 * second + axis])
        moves = np.bincount(ends, np.concatenate([push, -push]), 2 * len(points))
        points = points + moves.reshape(-1, 2)
    return points


def _overlaps(points: Points, sizes: Points) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pairs of boxes that overlap, found by a sweep from top to bottom, as boxes are flat."""
    order = np.argsort(points[:, 1] - sizes[:, 1] / 2, kind="stable")
    left, top = (points - sizes / 2 + 0.25)[order].T
    right, bottom = (points + sizes / 2 - 0.25)[order].T
    begun = np.searchsorted(top, bottom)  # how many begin before each one ends
    count = np.maximum(begun - np.arange(1, len(order) + 1), 0)
    first = np.repeat(np.arange(len(order)), count)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    (beside,) = np.nonzero((left[first] < right[second]) & (left[second] < right[first]))
    return order[first[beside]], order[second[beside]]


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
