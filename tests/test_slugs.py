"""Slugs are readable in any script, and never empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.slugs import MAX_LENGTH, latin, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Inès Okoro", "ines-okoro"),
        ("  The U.N. (New York)", "the-u-n-new-york"),
        ("Москва", "moskva"),
        ("京都", "jingdou"),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_words_of_any_script_become_ascii(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_a_slug_is_never_empty_nor_long_nor_strange(text: str) -> None:
    found = slug(text)
    assert 0 < len(found) <= MAX_LENGTH
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_texts_without_words_stay_apart() -> None:
    assert slug("!") != slug("?")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Inès O’Neil", None),
        ("Łódź", "Lodz"),
        ("京都", "JingDou"),
        ("Ольга 2", "Ol'ga 2"),
        ("", None),
    ],
)
def test_other_letters_are_written_in_latin_ones(text: str, expected: str | None) -> None:
    assert latin(text) == expected
