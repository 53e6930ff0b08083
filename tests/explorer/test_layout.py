"""Positions: the same every time, boxes apart, components apart."""

from __future__ import annotations

import itertools

import pytest

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


def test_more_nodes_than_the_core_are_all_placed_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.explorer.layout.CORE", 10)
    assert len(set(place([BOX] * 25, links(SHAPES["star"])))) == 25


def test_parallel_links_loops_and_nothing() -> None:
    assert len(place([BOX] * 2, links([(0, 1), (1, 0), (0, 0)]))) == 2
    assert place([], []) == []
