"""The learned ranker: its table of weights, and what it puts together in invented articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.resolve.ranking import load

from .conftest import Together

Reader = Callable[[str], Together]


def test_every_weight_is_on_known_axes_and_counts() -> None:
    ranker = load()
    assert "country" in ranker.nouns
    for space, weights in (
        (ranker.alone, ranker.weights_alone),
        (ranker.together, ranker.weights_together),
    ):
        assert len(weights) == sum(map(space.size, space.conjunctions))
        assert weights.any()


def test_a_combination_has_the_number_of_its_words() -> None:
    for space in (load().alone, load().together):
        for number, (axes, words) in enumerate(space.described()):
            if number % 97 == 0:
                assert space.number(axes, words) == number


SAME = [
    # the subject of the clause before outranks whoever stands nearer
    (
        "Ana Torres leads Arkon Systems. Eva Lind lives in Oslo. She sold her house.",
        "Eva Lind",
        "She",
    ),
    ("Karl Lind lost his job in May.", "Karl Lind", "his"),
    ("Halden Robotics opened a plant in Lima. It hired 200 workers.", "Halden Robotics", "It"),
    ("Halden Robotics sued the city. The firm wants its money.", "Halden Robotics", "The firm"),
    ("The workers went on strike. They want higher pay.", "The workers", "They"),
    # who speaks or thinks is somebody
    ("The council rejected the allegations. They believe the report is wrong.", "council", "They"),
    # a bare family name is the one who came first and is named most
    (
        "Ana Ruiz resigned. Ana Ruiz had led the party. Her son, Ivo Ruiz, was there. Ruiz smiled.",
        "Ana Ruiz",
        "Ruiz smiled"[:4],
    ),
]


@pytest.mark.parametrize(("text", "one", "other"), SAME)
def test_the_same(together: Reader, text: str, one: str, other: str) -> None:
    assert together(text).same(one, other, 0, text.count(other) - 1)


DIFFERENT = [
    ("Karl Lind met him in Oslo.", "Karl Lind", "him"),
    ("Karl Lind told Ivo Berg that the plan suits him.", "plan", "him"),
    ("Ana Torres was elected as mayor in May. She then went to Lima.", "mayor", "She"),
    ("A storm hit Lima. He stayed at home.", "A storm", "He"),
    ("The plant cost five million dollars. It opened in May.", "dollars", "It"),
    ("The Chilean minister, Juan Rojas, left. The Peruvian minister stayed.", "Juan Rojas",
     "The Peruvian minister"),
    ("Ana Ruiz met her son, Ivo Ruiz. Senator Ruiz smiled.", "Ivo Ruiz", "Ruiz"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "one", "other"), DIFFERENT)
def test_not_the_same(together: Reader, text: str, one: str, other: str) -> None:
    assert not together(text).same(one, other, 0, text.count(other) - 1)


def test_a_name_of_dots_does_no_harm(together: Reader) -> None:
    assert together("Jr. Ana Torres said ... Jr. left.").chains is not None
