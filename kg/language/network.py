"""Runs the ONNX network on sentences, one at a time, and gives the raw scores."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from kg.language.features import MAX_PIECES, Encoder, normalise


@dataclass(frozen=True)
class Labels:
    """The label sets, in the order of the network's outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    labels: tuple[str, ...]  # UD relations with subtypes
    names: tuple[str, ...]  # BIO tags

    @classmethod
    def read(cls, path: Path) -> Labels:
        """From the JSON file written by the training."""
        row = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{name: tuple(row[name]) for name in ("upos", "xpos", "labels", "names")})


@dataclass(frozen=True)
class Scores:
    """Raw scores of one sentence of n words; index 0 on the head axis is the root."""

    arcs: np.ndarray  # float32 [n, n + 1], unnormalised score of each head for each word
    dependents: np.ndarray  # float32 [n, L]
    heads: np.ndarray  # float32 [n + 1, L]
    upos: np.ndarray  # int64 [n], best class
    xpos: np.ndarray  # int64 [n], best class
    names: np.ndarray  # float32 [n, tags], log probabilities


class Network:
    """The shipped model. Thread-safe: onnxruntime sessions are, and nothing else changes."""

    def __init__(self, folder: Path) -> None:
        """Load the model in `folder`, as the training exports it."""
        self.labels = Labels.read(folder / "labels.json")
        self._encoder = Encoder(folder / "tokenizer.json")
        with np.load(folder / "labels.npz") as arrays:
            weight = arrays["weight"].astype(np.float32)  # [labels, L + 1, L + 1]
        count, width, _ = weight.shape
        # Laid out once for one matrix product per sentence: [L + 1, labels * (L + 1)].
        self._label_weight = weight.transpose(1, 0, 2).reshape(width, count * width).copy()
        self._session = _session(folder / "model.onnx")

    def chunks(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Ranges of words that fit the encoder; breaks after punctuation where possible."""
        limit = MAX_PIECES - 2
        ranges: list[tuple[int, int]] = []
        start, pieces, pause = 0, 0, 0
        sizes = [len(self._encoder.pieces(normalise(word))) for word in words]
        for index, size in enumerate(sizes):
            if pieces + size > limit:
                # A break after the last pause, unless that would leave a tiny first chunk.
                end = pause if pause > start + (index - start) // 2 else index
                ranges.append((start, end))
                start, pieces = end, sum(sizes[end:index])
            pieces += size
            if words[index] in {";", ",", ":", ".", ")"}:
                pause = index + 1
        ranges.append((start, len(words)))
        return ranges

    def scores(self, words: Sequence[str]) -> Scores:
        """Scores of one sentence (at most MAX_PIECES - 2 pieces, at least one word).

        Sentences run alone: int8 activations are scaled by the extremes of the whole input, so in
        a batch a sentence's scores would depend on its neighbours.
        """
        batch = self._encoder.batch([[normalise(word) for word in words]])
        feed = {"ids": batch.ids, "shapes": batch.shapes, "first": batch.first, "last": batch.last}
        arcs, dependents, heads, upos, xpos, names = self._session.run(None, feed)
        return Scores(arcs[0, 1:], dependents[0, 1:], heads[0], upos[0, 1:], xpos[0, 1:],
                      names[0, 1:])  # fmt: skip

    def label_scores(self, scores: Scores, words: np.ndarray, heads: np.ndarray) -> np.ndarray:
        """Log probabilities [m, labels] for m pairs: 0-based words, heads counted from 1."""
        return self.labels_under(self.label_halves(scores, words), scores, heads)

    def label_halves(self, scores: Scores, words: np.ndarray) -> np.ndarray:
        """What the labels of m words are scored by, whatever their heads: [m, labels, L + 1]."""
        left = _with_one(scores.dependents[words])
        return (left @ self._label_weight).reshape(len(left), -1, left.shape[1])

    def labels_under(self, halves: np.ndarray, scores: Scores, heads: np.ndarray) -> np.ndarray:
        """Log probabilities [m, labels] of the words of `halves`, each under one of `heads`."""
        right = _with_one(scores.heads[heads])
        return log_softmax((halves @ right[:, :, None])[:, :, 0])


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """Log probabilities along the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def _with_one(matrix: np.ndarray) -> np.ndarray:
    return np.concatenate([matrix, np.ones((len(matrix), 1), dtype=np.float32)], axis=1)


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Spinning threads would eat the processor time of whatever else runs here.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
