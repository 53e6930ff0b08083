"""Who is who in invented articles: names, descriptions, pronouns, groups, governments."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Together

Reader = Callable[[str], Together]

SAME = [
    # names and their short forms
    ("Amina Diallo met reporters. Diallo smiled.", "Amina Diallo", "Diallo smiled"[:6], 0, 1),
    ("The World Trade Organization met. The WTO agreed.", "World Trade Organization", "WTO", 0, 0),
    ("The European Central Bank (ECB) met in May.", "European Central Bank", "ECB", 0, 0),
    ("The U.S. sent aid. The United States sent troops.", "U.S.", "United States", 0, 0),
    (
        "Halden Robotics Inc. grew. Halden Robotics hired staff.",
        "Halden Robotics Inc.",
        "Halden Robotics",
        0,
        1,
    ),
    # titles, appositions and what is later said of their holders
    (
        "The Peruvian Foreign Minister, Ana Torres, left. The minister was tired.",
        "Ana Torres",
        "The minister",
        0,
        0,
    ),
    (
        "Prime Minister Ilse Berg spoke. The prime minister left.",
        "Ilse Berg",
        "The prime minister",
        0,
        0,
    ),
    (
        "The Chilean minister, Juan Rojas, met the Peruvian minister, Ana Torres. "
        "The Chilean minister smiled.",
        "Juan Rojas",
        "The Chilean minister",
        0,
        1,
    ),
    (
        "The ministry's spokeswoman, Eva Lind, spoke. The spokeswoman left.",
        "Eva Lind",
        "The spokeswoman",
        0,
        0,
    ),
    (
        "Police Chief Karl Lind resigned. The official gave no reason.",
        "Karl Lind",
        "The official",
        0,
        0,
    ),
    # nouns
    (
        "The joint commission met in Lima. The commission approved a plan.",
        "The joint commission",
        "The commission",
        0,
        0,
    ),
    (
        "Karl Lind leads the joint commission. He praised that body.",
        "the joint commission",
        "that body",
        0,
        0,
    ),
    ("The Supreme Court met. The court ruled on Monday.", "Supreme Court", "The court", 0, 0),
    # pronouns
    ("Ana Torres met Karl Lind in Oslo. She thanked him.", "Ana Torres", "She", 0, 0),
    ("Chairwoman Ana Torres arrived. She was tired.", "Ana Torres", "She", 0, 0),
    ("The ministry published its report.", "The ministry", "its", 0, 0),
    ("The envoy, who resigned, left.", "The envoy", "who", 0, 0),
    # governments
    ("Norway and Peru met. Ties between Oslo and Lima improved.", "Norway", "Oslo", 0, 0),
    ("Norway raised taxes. Oslo rejected the criticism.", "Norway", "Oslo", 0, 0),
]


@pytest.mark.parametrize(("text", "one", "other", "nth", "other_nth"), SAME)
def test_the_same(
    together: Reader, text: str, one: str, other: str, nth: int, other_nth: int
) -> None:
    assert together(text).same(one, other, nth, other_nth)


DIFFERENT = [
    # two people of one family name, two ministers, a city and a country
    ("Ana Torres met Eva Torres.", "Ana Torres", "Eva Torres", 0, 0),
    (
        "The Chilean minister, Juan Rojas, met the Peruvian minister, Ana Torres.",
        "Juan Rojas",
        "Ana Torres",
        0,
        0,
    ),
    (
        "The Chilean minister, Juan Rojas, met reporters. The Peruvian minister smiled.",
        "Juan Rojas",
        "The Peruvian minister",
        0,
        0,
    ),
    ("Norway raised taxes. He flew to Oslo.", "Norway", "Oslo", 0, 0),
    ("Norway raised taxes. A road between Oslo and Bergen was closed.", "Norway", "Oslo", 0, 0),
    ("Karl Lind met him in Lima.", "Karl Lind", "him", 0, 0),
    ("Ana Torres spoke. It was late when the train arrived.", "Ana Torres", "train", 0, 0),
    ("Chairwoman Ana Torres arrived. He was tired.", "Ana Torres", "He", 0, 0),
    ("A commission met in Lima. The council approved a plan.", "A commission", "The council", 0, 0),
]


@pytest.mark.parametrize(("text", "one", "other", "nth", "other_nth"), DIFFERENT)
def test_not_the_same(
    together: Reader, text: str, one: str, other: str, nth: int, other_nth: int
) -> None:
    assert not together(text).same(one, other, nth, other_nth)


GROUPS = [
    (
        "Karl Lind met Ana Torres in Oslo. Both leaders praised the talks.",
        "Both leaders",
        {"Karl Lind", "Ana Torres"},
    ),
    (
        "Norway and Peru signed a treaty. The two countries will cooperate.",
        "The two countries",
        {"Norway", "Peru"},
    ),
    (
        "Karl Lind, co-chair of the council, met Ana Torres, co-chair of the council. "
        "The co-chairs smiled.",
        "co-chairs",
        {"Karl Lind", "Ana Torres"},
    ),
    (
        "Karl Lind met executives of the firms Arkon Systems and Belta Industries.",
        "firms",
        {"Arkon Systems", "Belta Industries"},
    ),
    ("Karl Lind and Ana Torres met. They signed a treaty.", "They", {"Karl Lind", "Ana Torres"}),
]


@pytest.mark.parametrize(("text", "words", "expected"), GROUPS)
def test_groups(together: Reader, text: str, words: str, expected: set[str]) -> None:
    assert together(text).group(words) == expected


def test_three_candidates_are_no_pair(together: Reader) -> None:
    found = together("Karl Lind, Ana Torres and Eva Berg met in Oslo. Both leaders left early.")
    assert found.group("Both leaders") == set()


def test_this_country_is_not_the_one_in_the_same_phrase(together: Reader) -> None:
    found = together(
        "Norway and Peru strengthen ties\n\nThe Norwegian minister, Karl Lind, met Ana Torres. "
        "The Peruvian embassy in this country published a note."
    )
    assert found.same("Norway", "this country")


def test_the_same_words_give_the_same_chains(together: Reader) -> None:
    text = "Ana Torres met Karl Lind. She thanked him. Both leaders left. The official smiled."
    assert together(text).chains == together(text).chains
