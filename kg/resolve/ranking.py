"""Which phrase a noun or pronoun takes up: a log-linear mention ranker with weights one can read.

After Durrett and Klein 2013, "Easy Victories and Uphill Battles in Coreference Resolution": each
candidate, and taking up nothing, has the sum of the weights of what is observed together. The
weights, in `data/coreference.tsv`, are learned by `python -m training.coreference`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product

import numpy as np
from numpy.typing import NDArray

from kg.lexicons import read_table
from kg.resolve.axes import ALONE, AXES, TOGETHER, form_of
from kg.resolve.discourse import Discourse
from kg.resolve.pairs import Column, Observer

Conjunction = tuple[str, ...]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Space:
    """All combinations of words on the axes of some conjunctions, numbered one after another."""

    conjunctions: tuple[Conjunction, ...]
    words: Mapping[str, tuple[str, ...]]

    def size(self, conjunction: Conjunction) -> int:
        """How many combinations a conjunction has."""
        return math.prod(len(self.words[axis]) for axis in conjunction)

    @property
    def offsets(self) -> tuple[int, ...]:
        """Where each conjunction begins; the last is the number of all combinations."""
        return tuple(accumulate(map(self.size, self.conjunctions), initial=0))

    def numbers(self, columns: Mapping[str, Column]) -> Column:
        """The combination seen by each conjunction (rows) in each case (columns)."""
        found = []
        for conjunction, offset in zip(self.conjunctions, self.offsets, strict=False):
            number = np.zeros(len(columns[conjunction[0]]), np.int32)
            for axis in conjunction:
                number = number * len(self.words[axis]) + columns[axis]
            found.append(number + offset)
        return np.stack(found)

    def number(self, conjunction: Conjunction, words: Iterable[str]) -> int:
        """The number of one combination."""
        found = 0
        for axis, word in zip(conjunction, words, strict=True):
            found = found * len(self.words[axis]) + self.words[axis].index(word)
        return self.offsets[self.conjunctions.index(conjunction)] + found

    def described(self) -> Iterator[tuple[Conjunction, tuple[str, ...]]]:
        """Each combination in words, in order."""
        for conjunction in self.conjunctions:
            for words in product(*(self.words[axis] for axis in conjunction)):
                yield conjunction, words


@dataclass(frozen=True, slots=True)
class Ranker:
    """The spaces of what is observed of a phrase alone and of a pair, and their weights."""

    alone: Space
    together: Space
    weights_alone: Weights
    weights_together: Weights

    @property
    def nouns(self) -> Mapping[str, int]:
        """The numbers of the words on the axis "noun"."""
        return {noun: number for number, noun in enumerate(self.alone.words["noun"])}


def spaces(nouns: Iterable[str]) -> tuple[Space, Space]:
    """The two spaces with the words on the axis "noun"; its first word is any other noun."""
    words = {**AXES, "noun": (OTHER, *nouns)}
    return Space(ALONE, words), Space(TOGETHER, words)


OTHER = "(other)"
SEPARATOR = " + "


@cache
def load() -> Ranker:
    """The ranker that comes with the package."""
    rows = read_table("coreference", "axes", "words", "weight")
    parsed = [(tuple(a.split(SEPARATOR)), tuple(w.split(SEPARATOR)), float(x)) for a, w, x in rows]
    nouns = (words[axes.index("noun")] for axes, words, _ in parsed if "noun" in axes)
    alone, together = spaces(sorted(set(nouns) - {OTHER}))
    ranker = Ranker(alone, together, np.zeros(alone.offsets[-1]), np.zeros(together.offsets[-1]))
    for axes, words, weight in parsed:
        if axes in ALONE:
            ranker.weights_alone[alone.number(axes, words)] = weight
        else:
            ranker.weights_together[together.number(axes, words)] = weight
    return ranker


@dataclass(frozen=True, slots=True)
class Candidates:
    """For one phrase: what it may take up, each with its worth, and the worth of nothing."""

    form: str
    nothing: float
    worth: tuple[tuple[int, float], ...]

    def best(self, d: Discourse) -> Iterator[int]:
        """Candidates better than nothing, best cluster first: its best phrase stands for it.

        A cluster is worth what all its phrases nearby are worth together; that is also what the
        weights are learned for.
        """
        best: dict[int, tuple[float, int]] = {}
        total: dict[int, float] = {}
        for other, worth in self.worth:
            key = other
            if other >= 0:
                key, profile = d.root(other), d.profile(other)
                if self.form in PEOPLE and not profile.names and not profile.descriptions:
                    worth -= UNNAMED
            total[key] = total.get(key, 0.0) + math.exp(worth)
            if key not in best or worth > best[key][0]:
                best[key] = (worth, other)
        for key in sorted(total, key=lambda k: -total[k]):
            if best[key][0] > self.nothing:
                yield best[key][1]


#: Pronouns that hardly ever stand for nobody told of before.
PEOPLE = frozenset({"he", "she"})
#: What it costs to take up pronouns that stand for nobody known: "He left. Berg spoke. He smiled."
UNNAMED = 3.0


def rank(d: Discourse) -> dict[int, Candidates]:
    """The candidates of each phrase of a discourse that may take up something."""
    ranker = load()
    pairs = Observer(d, ranker.nouns).pairs()
    if not pairs.antecedents:
        return {}
    alone = ranker.weights_alone[ranker.alone.numbers(pairs.alone)].sum(axis=0)
    together = ranker.weights_together[ranker.together.numbers(pairs.together)].sum(axis=0)
    ends = (*pairs.starts[1:], len(pairs.antecedents))
    found = {}
    for number, nothing, first, last in zip(
        pairs.anaphors, alone.tolist(), pairs.starts, ends, strict=True
    ):
        worth = zip(pairs.antecedents[first:last], together[first:last].tolist(), strict=True)
        form = form_of(d.phrases[number])
        found[number] = Candidates(form, -math.inf if form in PEOPLE else nothing, tuple(worth))
    return found
