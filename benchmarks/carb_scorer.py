"""CaRB's rules for scoring open triples, as its paper and its default options define them.

Bhardwaj, Aggarwal and Mausam, "CaRB: A Crowdsourced Benchmark for Open IE" (EMNLP 2019). A gold
triple and an extraction match in three parts (subject, relation, all other arguments as one) by the
words they share; without a shared word in the relation there is no match. Precision pairs each
gold triple with one extraction at most, the best first; recall takes the best extraction for each
gold triple. Words are those of the Penn Treebank, set apart by spaces.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

FORMS_OF_BE = ("be", "is", "am", "are", "was", "were", "been", "being")
#: Gold triples with these have speaker and words in either order.
SAYING = ("said", "told", "added", "adds", "says")
BRACKETS = {
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Triple:
    """A relation between arguments, the subject first, each as words; gold ones are certain."""

    relation: tuple[str, ...]
    arguments: tuple[tuple[str, ...], ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall where their F1 is highest, and the area under their curve."""

    precision: float
    recall: float
    area: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def key(sentence: str) -> str:
    """What stays of a sentence however it was tokenised: its letters and digits."""
    joined = sentence.replace(" ", "")
    for escaped, bracket in BRACKETS.items():
        joined = joined.replace(escaped, bracket)
    return joined.translate(str.maketrans("", "", string.punctuation))


def match(gold: Triple, found: Triple) -> tuple[float, float]:
    """Which share of the words of `found` is right, and which share of those of `gold` is there."""
    expected = _three_parts(gold)
    straight = _compare(expected, _three_parts(found))
    if not any(word in " ".join(gold.relation) for word in SAYING) or len(found.arguments) < 2:
        return straight
    subject, *rest = found.arguments
    turned = (found.relation, tuple(word for part in rest for word in part), subject)
    return max(straight, _compare(expected, turned))


def _three_parts(triple: Triple) -> tuple[tuple[str, ...], ...]:
    subject, *rest = triple.arguments or ((),)
    if not rest:
        return triple.relation, subject
    return triple.relation, subject, tuple(word for part in rest for word in part)


def _compare(
    gold: Sequence[tuple[str, ...]], found: Sequence[tuple[str, ...]]
) -> tuple[float, float]:
    in_relation = _shared_in_relation(gold[0], found[0])
    if not in_relation or len(found) < len(gold):
        return 0.0, 0.0
    pairs = list(zip(gold[1:], found[1:], strict=False))
    shared = in_relation + sum(_shared(left, right) for left, right in pairs)
    in_gold = len(gold[0]) + sum(len(left) for left, _ in pairs)
    in_found = len(found[0]) + sum(len(right) for _, right in pairs)
    return shared / in_found, shared / in_gold


def _shared(gold: Sequence[str], found: Sequence[str]) -> int:
    return (Counter(gold) & Counter(found)).total()


def _shared_in_relation(gold: Sequence[str], found: Sequence[str]) -> int:
    """As `_shared`, but "be" stands for any of its forms."""
    left_over = Counter(found) - Counter(gold)
    be = left_over["be"] > 0 and any(form in gold for form in FORMS_OF_BE)
    return _shared(gold, found) + be


def score(gold: Mapping[str, Sequence[Triple]], found: Mapping[str, Sequence[Triple]]) -> Score:
    """The figures of extractions, by sentence key; sentences without gold do not count."""
    points = curve(gold, found)
    # The curve starts at recall 0 with precision 1; between two points it is a straight line.
    line = [*points, (1.0, 0.0)]
    area = sum((left[1] - right[1]) * (left[0] + right[0]) / 2 for left, right in pairwise(line))
    best = max((Score(*point, area) for point in points), key=lambda s: s.f1, default=None)
    return best or Score(0.0, 0.0, 0.0)


def curve(
    gold: Mapping[str, Sequence[Triple]], found: Mapping[str, Sequence[Triple]]
) -> list[tuple[float, float]]:
    """Precision and recall with all extractions, then with ever more confident ones only."""
    levels = sorted({triple.confidence for triples in found.values() for triple in triples})
    right, covered, numbers = ([0.0] * len(levels) for _ in range(3))
    for sentence, expected in gold.items():
        triples = found.get(sentence, ())
        scores = [[match(one, other) for other in triples] for one in expected]
        own = sorted({triple.confidence for triple in triples})
        first = 0
        for level in own:
            kept = [n for n, triple in enumerate(triples) if triple.confidence >= level]
            last = levels.index(level)
            precision, recall = _paired(scores, kept), _covered(scores, kept)
            for index in range(first, last + 1):
                right[index] += precision
                covered[index] += recall
                numbers[index] += len(kept)
            first = last + 1
    total = sum(len(expected) for expected in gold.values())
    return [
        (r / n if n else 1.0, c / total) for r, c, n in zip(right, covered, numbers, strict=True)
    ]


def _paired(scores: list[list[tuple[float, float]]], kept: list[int]) -> float:
    """The sum of the precisions when each gold triple takes one extraction, the best first."""
    rows = [[row[column] for column in kept] for row in scores]
    return sum(rows[row][column][0] for row, column in pairs(rows, len(kept)))


def pairs(scores: list[list[tuple[float, float]]], columns: int) -> list[tuple[int, int]]:
    """Which gold triple (row) takes which extraction (column): the highest precisions first."""
    places = [(row, column) for row in range(len(scores)) for column in range(columns)]
    places.sort(key=lambda place: -scores[place[0]][place[1]][0])
    found: dict[int, int] = {}
    for row, column in places:
        if row not in found and column not in found.values():
            found[row] = column
    return list(found.items())


def _covered(scores: list[list[tuple[float, float]]], kept: list[int]) -> float:
    return sum(max((row[column][1] for column in kept), default=0.0) for row in scores)
