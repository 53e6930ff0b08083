"""Positions: the same every time, boxes apart, components apart."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.explorer.layout import Box, Link, place

BOX = Box(120, 60)
SHAPES = {
    "star": [(0, leaf) for leaf in range(1, 25)],
    "path": [(step, step + 1) for step in range(24)],
    "two rings and strays": [
        *((step, (step + 1) % 8) for step in range(8)),
        *((8 + step, 8 + (step + 1) % 8) for step in range(8)),
    ],
    "none": [],
}


def links(pairs: list[tuple[int, int]]) -> list[Link]:
    return [Link(source, target, 150) for source, target in pairs]


@pytest.mark.parametrize("shape", SHAPES)
def test_boxes_do_not_overlap(shape: str) -> None:
    spots = place([BOX] * 25, links(SHAPES[shape]))
    for (ax, ay), (bx, by) in itertools.combinations(spots, 2):
        assert abs(ax - bx) >= BOX.width - 2 or abs(ay - by) >= BOX.height - 2


@pytest.mark.parametrize("shape", SHAPES)
def test_the_order_of_links_changes_nothing(shape: str) -> None:
    there = links(SHAPES[shape])
    assert place([BOX] * 25, there) == place([BOX] * 25, there[::-1])


def test_a_long_label_gets_a_long_edge() -> None:
    (ax, ay), (bx, by) = place([BOX] * 2, [Link(0, 1, 400)])
    assert 400 <= ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 < 500


def test_unconnected_parts_fill_a_page_not_a_line() -> None:
    spots = place([BOX] * 100, [])
    width = max(x for x, _ in spots) - min(x for x, _ in spots)
    height = max(y for _, y in spots) - min(y for _, y in spots)
    assert 0.7 < width / height < 2.8


SIZES = st.builds(Box, st.floats(20, 260), st.floats(20, 90))
PAIRS = st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=60)


@given(st.lists(SIZES, min_size=30, max_size=30), PAIRS, st.floats(66, 300))
@settings(max_examples=40, deadline=None)
def test_boxes_of_any_size_in_any_network_stand_apart(
    boxes: list[Box], pairs: list[tuple[int, int]], length: float
) -> None:
    placed = list(zip(boxes, place(boxes, [Link(*pair, length) for pair in pairs]), strict=True))
    for (a, (ax, ay)), (b, (bx, by)) in itertools.combinations(placed, 2):
        aside = abs(ax - bx) >= (a.width + b.width) / 2 - 3
        assert aside or abs(ay - by) >= (a.height + b.height) / 2 - 3


def overlaps(spots: list[tuple[int, int]], box: Box) -> int:
    return sum(
        abs(ax - bx) < box.width - 2 and abs(ay - by) < box.height - 2
        for (ax, ay), (bx, by) in itertools.combinations(spots, 2)
    )


def ring_of_cliques(cliques: int, members: int) -> list[tuple[int, int]]:
    inside = [
        (clique * members + a, clique * members + b)
        for clique in range(cliques)
        for a, b in itertools.combinations(range(members), 2)
    ]
    around = [(clique * members, (clique + 1) % cliques * members) for clique in range(cliques)]
    return inside + around


def test_clusters_stand_apart() -> None:
    spots = place([BOX] * 240, links(ring_of_cliques(12, 20)))
    rooms = [spots[start : start + 20] for start in range(0, 240, 20)]
    edges = [[f(axis) for axis in zip(*room, strict=True) for f in (min, max)] for room in rooms]
    for (left, right, top, bottom), (left2, right2, top2, bottom2) in itertools.combinations(
        edges, 2
    ):
        gap = max(left2 - right, left - right2, top2 - bottom, top - bottom2)
        assert gap > BOX.height, "no two clusters share room"


def test_a_large_star_has_no_clusters_and_its_boxes_are_apart() -> None:
    star = [(0, leaf) for leaf in range(1, 400)]
    assert overlaps(place([BOX] * 400, links(star)), BOX) < 5, "of 79,800 pairs"


SCRIPT = """
import random
from kg.explorer.layout import Box, Link, place
rng = random.Random(3)
pairs = [(n, rng.randrange(n)) for n in range(1, 500)] + [
    (rng.randrange(500), rng.randrange(500)) for _ in range(300)]
print(place([Box(120, 60)] * 500, [Link(a, b, 150) for a, b in pairs]))
"""


def test_neither_threads_nor_hash_seeds_change_a_large_layout() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_parallel_links_loops_and_nothing() -> None:
    assert len(place([BOX] * 2, links([(0, 1), (1, 0), (0, 0)]))) == 2
    assert place([], []) == []
