"""Names that many bear: "Justice Department", "Supreme Court", "National Guard"."""

from __future__ import annotations

from functools import cache

from kg import lexicons

_SMALL = frozenset({"a", "and", "for", "in", "of", "on", "the"})
_MOST = 3  # a name of more words says which it is: "National Harbour Safety Board"


def is_generic(name: str) -> bool:
    """Whether a name says what sort of body it is and not which: no word of it is a proper one.

    "Foreign Ministry" is one, "Russian Foreign Ministry" and "Ministry of Magic" are none.
    """
    words = name.replace("’", "'").lower().replace("'s", "").replace("-", " ").split()
    words = [word for word in words if word not in _SMALL]
    return len(words) <= _MOST and all(
        word in _common_words() or lexicons.is_org_noun(word) for word in words
    )


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for (word,) in lexicons.read_table("common_words", "word"))
