"""Learns which phrase a noun or pronoun takes up: weights for `kg.resolve.ranking`.

    python -m training.coreference --data DIR --out kg/data/lexicons/coreference.tsv

Reads OntoGUM's training documents (`coref/ontogum-train.jsonl`) with their trees and names
(`ud/gum-train.conllu`, `ner/gum-train.bio`). The loss is that of Durrett and Klein 2013: the log
likelihood that a phrase takes up one of its chain, or nothing where it begins one, with a margin
that makes a false link dearer than a wrong one. AdaGrad over documents in an order given by a seed.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from benchmarks.coreference import Gold, Span, gold_style_span, group_span, read_gold
from kg.resolve.coreference import ruled_discourse
from kg.resolve.discourse import Discourse
from kg.resolve.mentions import Kind
from kg.resolve.pairs import Observer, Pairs
from kg.resolve.ranking import SEPARATOR, Space, Weights, spaces


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on besides the data."""

    epochs: int = 12
    rate: float = 0.1
    decay: float = 0.001
    false_link: float = 0.2
    wrong_link: float = 1.0
    no_link: float = 3.0
    rarest_noun: int = 12
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Sample:
    """The pairs of a document as combinations, and which of them (or of nothing) are right."""

    alone: NDArray[np.int32]
    together: NDArray[np.int32]
    starts: NDArray[np.int64]
    right: NDArray[np.bool_]
    right_alone: NDArray[np.bool_]
    loss: NDArray[np.float64]
    loss_alone: NDArray[np.float64]


def sample(gold: Gold, d: Discourse, pairs: Pairs, found: tuple[Space, Space],
           settings: Settings) -> Sample:  # fmt: skip
    """A document as the learner sees it."""
    chain_of = {span: n for n, chain in enumerate(gold.chains) for span in chain}
    own = [chain_of.get(gold_style_span(d.doc[p.head]), -1) for p in d.phrases]
    starts = np.array(pairs.starts, np.int64)
    sizes = np.diff([*pairs.starts, len(pairs.antecedents)])
    theirs = np.array([_chain(d, n, own, chain_of) for n in pairs.antecedents], np.int64)
    mine = np.repeat(np.array([own[n] for n in pairs.anaphors], np.int64), sizes)
    right = (mine == theirs) & (mine >= 0)
    some = np.zeros(len(starts), bool)
    np.logical_or.at(some, np.repeat(np.arange(len(starts)), sizes), right)
    loss = np.where(
        right, 0.0, np.where(np.repeat(some, sizes), settings.wrong_link, settings.false_link)
    )
    return Sample(
        alone=found[0].numbers(pairs.alone),
        together=found[1].numbers(pairs.together),
        starts=np.append(starts, len(pairs.antecedents)),
        right=right,
        right_alone=~some,
        loss=loss,
        loss_alone=np.where(some, settings.no_link, 0.0),
    )


def _chain(d: Discourse, number: int, own: Sequence[int], chain_of: Mapping[Span, int]) -> int:
    """The gold chain of a phrase or group, -1 for none."""
    if number >= 0:
        return own[number]
    return chain_of.get(group_span(d.doc[d.phrases[-number - 1].head]), -1)


def frequent_nouns(discourses: Iterable[Discourse], rarest: int) -> list[str]:
    """The nouns that are frequent enough to learn how they refer."""
    counts = Counter(p.words for d in discourses for p in d.phrases if p.kind is Kind.NOMINAL)
    return sorted(noun for noun, count in counts.items() if count >= rarest and noun.isalpha())


def step(one: Sample, alone: Weights, together: Weights) -> tuple[Weights, Weights, float]:
    """Gradients of the loss of one document, and the loss."""
    sizes = np.diff(one.starts)
    which = np.repeat(np.arange(len(sizes)), sizes)
    nothing = alone[one.alone].sum(axis=0) + one.loss_alone
    worth = together[one.together].sum(axis=0) + one.loss
    top = nothing.copy()
    np.maximum.at(top, which, worth)
    e_nothing, e_worth = np.exp(nothing - top), np.exp(worth - top[which])
    every = e_nothing + np.bincount(which, e_worth, len(sizes))
    good = e_nothing * one.right_alone + np.bincount(which, e_worth * one.right, len(sizes))
    loss = float(np.sum(np.log(every) - np.log(good)))
    slope_alone = e_nothing / every - e_nothing * one.right_alone / good
    slope = e_worth / every[which] - e_worth * one.right / good[which]
    return (
        _spread(one.alone, slope_alone, len(alone)),
        _spread(one.together, slope, len(together)),
        loss,
    )


def _spread(numbers: NDArray[np.int32], slope: Weights, size: int) -> Weights:
    return np.bincount(numbers.ravel(), np.tile(slope, len(numbers)), size)


def learn(
    samples: Sequence[Sample], found: tuple[Space, Space], settings: Settings
) -> tuple[Weights, Weights]:
    """The weights after some epochs, averaged over the second half of them."""
    order = np.random.default_rng(settings.seed)
    weights = [np.zeros(space.offsets[-1]) for space in found]
    squares = [np.full(len(w), 1e-6) for w in weights]
    mean = [np.zeros(len(w)) for w in weights]
    counted = 0
    bar = tqdm(range(settings.epochs), unit="epoch", disable=None)
    for epoch in bar:
        total = 0.0
        for number in order.permutation(len(samples)):
            *slopes, loss = step(samples[number], *weights)
            total += loss
            for w, square, slope in zip(weights, squares, slopes, strict=True):
                touched = slope != 0
                slope += settings.decay * len(samples[number].starts) * w * touched
                square += slope * slope
                w -= settings.rate * slope / np.sqrt(square)
            if epoch >= settings.epochs // 2:
                counted += 1
                for m, w in zip(mean, weights, strict=True):
                    m += w
        bar.set_postfix(loss=f"{total:.0f}")
    return mean[0] / counted, mean[1] / counted


def rows(space: Space, weights: Weights) -> list[str]:
    """The weights that count, in words."""
    return [
        f"{SEPARATOR.join(axes)}\t{SEPARATOR.join(words)}\t{weight:.3f}"
        for (axes, words), weight in zip(space.described(), weights.tolist(), strict=True)
        if abs(weight) >= 0.02
    ]


HEADER = """# Source: learned from OntoGUM by `python -m training.coreference`; CC BY-SA 4.0.
# Weights of kg.resolve.ranking: axes, what is observed on each, and how much it speaks for a link
# (or for none, on the axes of a phrase alone).
axes\twords\tweight
"""


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with coref/, ud/ and ner/")
    parser.add_argument("--out", type=Path, required=True, help="the table of weights to write")
    options = parser.parse_args()
    data = options.data
    golds = read_gold(
        data / "ud/gum-train.conllu", data / "ner/gum-train.bio", data / "coref/ontogum-train.jsonl"
    )
    alone, together, found = trained(golds, Settings())
    text = HEADER + "\n".join((*rows(found[0], alone), *rows(found[1], together))) + "\n"
    options.out.write_text(text, encoding="utf-8", newline="\n")


def trained(
    golds: Sequence[Gold], settings: Settings
) -> tuple[Weights, Weights, tuple[Space, Space]]:
    """The weights from annotated documents, with their spaces."""
    discourses = [ruled_discourse(gold.doc)[0] for gold in golds]
    found = spaces(frequent_nouns(discourses, settings.rarest_noun))
    nouns: Mapping[str, int] = {noun: n for n, noun in enumerate(found[0].words["noun"])}
    samples = [
        sample(gold, d, Observer(d, nouns).pairs(), found, settings)
        for gold, d in zip(golds, tqdm(discourses, unit="document", disable=None), strict=True)
    ]
    return *learn(samples, found, settings), found


if __name__ == "__main__":
    main()
