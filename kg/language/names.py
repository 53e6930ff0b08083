"""Names of a sentence: the best legal tag sequence, as tidy spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

KINDS = ("PER", "ORG", "LOC", "MISC")
TAGS = 1 + 2 * len(KINDS)  # O, B-PER, I-PER, B-ORG, ...
TITLES = {
    "president", "vice-president", "vice", "prime", "minister", "deputy", "foreign", "defense",
    "defence", "interior", "finance", "chancellor", "premier", "secretary", "senator", "sen.",
    "representative", "rep.", "governor", "gov.", "mayor", "king", "queen", "prince", "princess",
    "pope", "sir", "lord", "lady", "dame", "baroness", "mr", "mr.", "mrs", "mrs.", "ms", "ms.",
    "miss", "dr", "dr.", "prof", "prof.", "professor", "gen.", "general", "lt.", "lieutenant",
    "col.", "colonel", "maj.", "major", "sgt.", "sergeant", "capt.", "captain", "adm.", "admiral",
    "brig.", "brigadier", "cpl.", "corporal", "pvt.", "cmdr.", "commander", "sheikh", "ayatollah",
    "judge", "justice", "spokesman", "spokeswoman", "spokesperson", "ambassador", "rev.",
    "reverend", "archbishop", "bishop", "cardinal", "coach", "congressman", "congresswoman",
    "chairman", "chairwoman", "director", "ex-president", "former", "the", "his", "her", "their",
    "our",
}  # fmt: skip
_EDGES = frozenset(
    {",", ".", ";", ":", '"', "'", "“", "”", "‘", "’", "(", ")", "[", "]", "-", "–", "—", "--",
     "'s", "’s", "/", "!", "?", "``", "''"}
)  # fmt: skip
_PAIRS = {")": "(", "]": "[", "”": "“", '"': '"', "!": "!"}


@dataclass(frozen=True, order=True)
class Span:
    """A name: token indices [start, end) of the document."""

    start: int
    end: int
    kind: str


def _forbidden() -> np.ndarray:
    """[from, to] -inf where an I- tag does not continue its own name."""
    matrix = np.zeros((TAGS, TAGS), dtype=np.float32)
    for kind in range(len(KINDS)):
        inside = 2 + 2 * kind
        matrix[:, inside] = -np.inf
        matrix[[inside - 1, inside], inside] = 0
    return matrix


_STEPS = _forbidden()
_START = _STEPS[0]


def best_tags(scores: np.ndarray) -> list[int]:
    """Viterbi over log probabilities [n, 9]: the best sequence in which every I- continues."""
    best = scores[0] + _START
    back = np.zeros(scores.shape, dtype=np.int64)
    for index in range(1, len(scores)):
        steps = best[:, None] + _STEPS
        back[index] = steps.argmax(0)
        best = steps.max(0) + scores[index]
    tags = [int(best.argmax())]
    for index in range(len(scores) - 1, 0, -1):
        tags.append(int(back[index, tags[-1]]))
    return tags[::-1]


def spans(tags: Sequence[int], positions: Sequence[int]) -> list[Span]:
    """Spans of a legal tag sequence; `positions` are the words' token indices."""
    found: list[Span] = []
    for tag, position in zip(tags, positions, strict=True):
        if tag == 0:
            continue
        kind = KINDS[(tag - 1) // 2]
        if tag % 2 == 0:  # I-: Viterbi guarantees that it continues the last span
            found[-1] = Span(found[-1].start, position + 1, kind)
        else:
            found.append(Span(position, position + 1, kind))
    return found


def tidy(span: Span, words: Sequence[str], first: int) -> Span | None:
    """Without article, title, possessive and stray punctuation; None if nothing is left.

    `first` is the first token of the sentence, where a capital "The" says nothing.
    """
    start, end = span.start, span.end
    while start < end and _drops_front(span, words, start, end, first):
        start += 1
    while end > start and _drops_back(words, start, end):
        end -= 1
    if start == end or not any(char.isalpha() for word in words[start:end] for char in word):
        return None
    return Span(start, end, span.kind)


def _drops_front(span: Span, words: Sequence[str], start: int, end: int, first: int) -> bool:
    word = words[start]
    if word in _EDGES or word.isspace():
        # An opening quote stays where it closes inside the name: “Willi” Schneider.
        return not any(_PAIRS.get(other) in (word, None) and other in _PAIRS and _PAIRS[other]
                       == word for other in words[start + 1 : end])  # fmt: skip
    if end - start == 1:
        return False
    if word == "the" or (word == "The" and start == first and span.kind != "MISC"):
        return True
    return span.kind == "PER" and word.lower() in TITLES


def _drops_back(words: Sequence[str], start: int, end: int) -> bool:
    word = words[end - 1]
    if word.isspace():
        return True
    return word in _EDGES and _PAIRS.get(word) not in words[start : end - 1]
