"""The sentences that statements were read in, found again in the texts of the articles.

The graph has no sentences, only spans: they are told by punctuation, and a paragraph is never left.
"""

from __future__ import annotations

import re

_PARAGRAPH = re.compile(r"\n+")
# "U.S. ", "Mr. " and the like end no sentence.
_ABBREVIATION = "".join(
    rf"(?<!\b{short})" for short in ("[A-Z]", "Mr", "Ms", "Mrs", "Dr", "St", "Gen", "Sen", "Gov")
)
_SENTENCE_END = re.compile(rf"{_ABBREVIATION}[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")


def sentence_bounds(article: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence or sentences that hold characters [start, end) begin and end."""
    left = max((m.end() for m in _PARAGRAPH.finditer(article, 0, start)), default=0)
    right = _PARAGRAPH.search(article, end)
    paragraph_end = right.start() if right else len(article)
    first = max(
        (m.end() for m in _SENTENCE_END.finditer(article, left, start + 1) if m.end() <= start),
        default=left,
    )
    last = next(
        (m.end() for m in _SENTENCE_END.finditer(article, max(end - 1, first), paragraph_end)),
        paragraph_end,
    )
    return first, last


def sentence_around(article: str, start: int, end: int) -> str:
    """The sentence or sentences of `article` that hold characters [start, end), on one line."""
    first, last = sentence_bounds(article, start, end)
    return one_line(article[first:last]).strip()


def one_line(words: str) -> str:
    """Without line ends, and without what would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in words)
