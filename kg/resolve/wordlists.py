"""The word lists of `data/lexicons/reference.tsv`, which says what each is for."""

from __future__ import annotations

from functools import cache

from kg.errors import RuleError
from kg.lexicons import read_table


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(words.split()) for name, words in read_table("reference", "list", "words")
    }


def word_list(name: str) -> frozenset[str]:
    """The lemmas of one list; RuleError when the table has none of that name."""
    if name not in _lists():
        raise RuleError(f"reference.tsv: no list {name!r}; add a line for it")
    return _lists()[name]
