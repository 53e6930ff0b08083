"""Names: the best legal tag sequence, tidy spans, and one reading per form in an article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

KINDS = ("PER", "ORG", "LOC", "MISC")
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
    """[from, to] -inf where an I- tag does not continue its own name; tags are O, B-x, I-x, ..."""
    count = 1 + 2 * len(KINDS)
    matrix = np.zeros((count, count), dtype=np.float32)
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


def consistent(found: Sequence[Span], words: Sequence[str], starts: set[int]) -> list[Span]:
    """One article, one reading: a form that is mostly one name is that name everywhere.

    `starts` are sentence-initial tokens, whose capital proves nothing.
    """
    votes = _votes(found, words)
    places = _places(words, votes)
    result: dict[tuple[int, int], Span] = {(span.start, span.end): span for span in found}
    # Longest forms first, so that "Aker Invest" is settled before "Aker".
    for form in sorted(votes, key=lambda form: (-len(form), form)):
        kind = _winner(votes[form], len(places[form]), len(form))
        if kind is None:
            continue
        for start in places[form]:
            span = Span(start, start + len(form), kind)
            if (span.start, span.end) in result:
                result[span.start, span.end] = span
            elif len(form) > 1 or start not in starts:
                _insert(result, span)
    return sorted(result.values())


def _votes(found: Sequence[Span], words: Sequence[str]) -> dict[tuple[str, ...], Counter[str]]:
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    surnames: Counter[tuple[str, ...]] = Counter()
    for span in found:
        form = tuple(words[span.start : span.end])
        if any(word[:1].isupper() for word in form):
            votes[form][span.kind] += 1
        if span.kind == "PER" and len(form) > 1:
            surnames[form[-1:]] += 1
    for form, count in surnames.items():
        if form in votes:  # "Dahl" once read as a place is settled by "Anders Dahl"
            votes[form]["PER"] += count
    return dict(votes)


def _places(words: Sequence[str], votes: dict[tuple[str, ...], Counter[str]]
            ) -> dict[tuple[str, ...], list[int]]:  # fmt: skip
    """Where each form stands in the article."""
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for form in votes:
        by_first[form[0]].append(form)
    places: dict[tuple[str, ...], list[int]] = {form: [] for form in votes}
    for index, word in enumerate(words):
        for form in by_first.get(word, ()):
            if tuple(words[index : index + len(form)]) == form:
                places[form].append(index)
    return places


def _winner(votes: Counter[str], places: int, length: int) -> str | None:
    """The kind that holds the majority of all places (single words: two thirds of three)."""
    kind, count = min(votes.items(), key=lambda item: (-item[1], KINDS.index(item[0])))
    if length > 1:
        return kind if 2 * count > places and 2 * count > votes.total() else None
    enough = count >= 3 and 3 * count >= 2 * max(places, votes.total())
    return kind if enough or (count == votes.total() and places == count) else None


def _insert(result: dict[tuple[int, int], Span], span: Span) -> None:
    """Add a span; shorter ones inside give way, a longer or crossing one keeps it out."""
    near = [key for key in result if key[0] < span.end and key[1] > span.start]
    if all(span.start <= start and end <= span.end for start, end in near):
        for key in near:
            del result[key]
        result[span.start, span.end] = span
