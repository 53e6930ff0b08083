"""Fits the weights of `kg/openie/confidence.py` on CaRB's development set, and prints them.

    python -m benchmarks.carb_fit --shared ../shared

The target of a triple is the precision CaRB gives it: the share of its words that its gold triple
has, 0 when all gold triples are taken. Figures come from five folds by sentence: every triple is
ranked by weights that were fitted without its sentence.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from benchmarks import carb_data, commands
from benchmarks.carb import line
from benchmarks.carb_scorer import Triple, match, pairs, score
from kg import openie
from kg.analysis import analyse
from kg.language import load
from kg.model import Article
from kg.openie import spans
from kg.openie.confidence import traits

FOLDS = 5
RIDGE = 2.0


def read(sentence: str) -> list[tuple[Triple, Mapping[str, float]]]:
    """The triples of a sentence with their traits."""
    text = carb_data.as_text(sentence)
    document = analyse(Article("s", "s", text, text, "s"), load())
    doc = document.doc
    found = []
    for triple in openie.read(document):
        draft = triple.draft
        parts = [draft.relation, draft.subject, *draft.objects]
        words = [carb_data.as_tokens(spans.text(doc, part), sentence) for part in parts]
        relation = (("is",) if draft.implied else ()) + words[0]
        found.append((Triple(relation, tuple(words[1:])), traits(doc, draft, triple.clause)))
    return found


def fit(inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with a ridge, by Newton's method."""
    weights = np.zeros(inputs.shape[1])
    for _ in range(30):
        guesses = _sigmoid(inputs @ weights)
        slope = inputs.T @ (guesses - targets) + RIDGE * weights
        curvature = (inputs * (guesses * (1 - guesses))[:, None]).T @ inputs
        weights -= np.linalg.solve(curvature + RIDGE * np.eye(len(weights)), slope)
    return weights


def _sigmoid(values: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-values))


def main() -> None:
    """Read, fit, print figures and weights."""
    folder = commands.parser(__doc__).parse_args().shared / "data/oie/carb"
    gold, sentences = carb_data.gold(folder / "gold/dev.tsv")
    found = {name: read(sentence) for name, sentence in sentences.items()}

    rows, targets, folds = [], [], []
    for name, triples in found.items():
        scores = [[match(one, other) for other, _ in triples] for one in gold[name]]
        right = {column: scores[row][column][0] for row, column in pairs(scores, len(triples))}
        rows += [chosen for _, chosen in triples]
        targets += [right.get(column, 0.0) for column in range(len(triples))]
        folds += [zlib.crc32(name.encode()) % FOLDS] * len(triples)
    names = sorted({name for row in rows for name in row})
    inputs = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    wanted, fold = np.array(targets), np.array(folds)

    confidences = np.zeros(len(rows))
    for number in range(FOLDS):
        weights = fit(inputs[fold != number], wanted[fold != number])
        confidences[fold == number] = _sigmoid(inputs[fold == number] @ weights)
    ranked = defaultdict(list)
    order = iter(confidences)
    for name, triples in found.items():
        ranked[name] = [replace(t, confidence=round(float(next(order)), 2)) for t, _ in triples]
    print(line("in five folds", score(gold, ranked), len(rows)))
    for name, weight in zip(names, fit(inputs, wanted), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
