"""From scores to one tree per sentence: greedy heads, repaired where that is no tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kg.language.network import Network, Scores, log_softmax

_SUBJECTS = {"nsubj", "nsubj:pass", "csubj", "csubj:pass"}
_CLOSE = 5.0  # nats; a second subject gives way to an alternative at most this much less likely


@dataclass(frozen=True)
class Tree:
    """Heads count from 1, the root's head is 0; labels are UD relations with subtypes."""

    heads: list[int]
    labels: list[str]


def tree(network: Network, scores: Scores) -> Tree:
    """The best tree that greedy decoding or, failing that, Chu-Liu-Edmonds finds."""
    arcs = scores.arcs.copy()
    arcs[np.arange(len(arcs)), np.arange(1, len(arcs) + 1)] = -np.inf  # no word heads itself
    heads = best_heads(arcs)
    labels = _labels(network, scores, np.array(heads))
    names = network.labels.labels
    found = Tree(heads, [names[index] for index in labels])
    return _one_subject_each(found, log_softmax(arcs), _Pairs(network, scores))


def best_heads(arcs: np.ndarray) -> list[int]:
    """Heads [n] (0 = root) maximising the summed scores [n, n + 1] over trees with one root."""
    greedy = arcs.argmax(1).tolist()
    if greedy.count(0) == 1 and not _has_cycle(greedy):
        return greedy
    size = len(arcs) + 1
    matrix = np.full((size, size), -np.inf)
    matrix[1:] = arcs
    finite = matrix[np.isfinite(matrix)]
    # A root arc costs more than all others can gain, so the best tree has exactly one.
    matrix[1:, 0] -= (finite.max() - finite.min() + 1) * size
    return chu_liu_edmonds(matrix)[1:]


def _has_cycle(heads: Sequence[int]) -> bool:
    state = [0] * (len(heads) + 1)
    state[0] = 2
    for start in range(1, len(heads) + 1):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node - 1]
        if state[node] == 1:
            return True
        for seen in path:
            state[seen] = 2
    return False


def chu_liu_edmonds(scores: np.ndarray) -> list[int]:
    """Maximum spanning arborescence; scores[d, h], node 0 is the root (Edmonds 1967)."""
    size = len(scores)
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if cycle is None:
        return [int(head) for head in heads]
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.array(cycle)
    kept = scores[members, heads[members]]
    count = len(outside)
    reduced = np.full((count + 1, count + 1), -np.inf)
    reduced[:count, :count] = scores[np.ix_(outside, outside)]
    leave = scores[np.ix_(outside, members)]  # a node outside takes its head from the cycle
    enter = scores[np.ix_(members, outside)] - kept[:, None]  # the cycle is broken at a member
    reduced[:count, count] = leave.max(1)
    reduced[count, :count] = enter.max(0)
    np.fill_diagonal(reduced, -np.inf)
    solved = chu_liu_edmonds(reduced)
    result = heads.copy()
    for row, node in enumerate(outside):
        if node == 0:
            continue
        head = solved[row]
        result[node] = members[leave[row].argmax()] if head == count else outside[head]
    entry = solved[count]
    broken = members[enter[:, entry].argmax()]
    result[broken] = outside[entry]
    return [int(head) for head in result]


def _find_cycle(heads: np.ndarray) -> list[int] | None:
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _labels(network: Network, scores: Scores, heads: np.ndarray) -> list[int]:
    """Best label of each word under its head; `root` for the root's child and no other."""
    found = network.label_scores(scores, np.arange(len(heads)), heads)
    root = network.labels.labels.index("root")
    found[:, root] = np.where(heads == 0, np.inf, -np.inf)
    return found.argmax(1).tolist()


class _Pairs:
    """Label probabilities of single pairs, computed only when a repair asks for them."""

    def __init__(self, network: Network, scores: Scores) -> None:
        self._network, self._scores = network, scores
        self._halves: dict[int, np.ndarray] = {}

    def best(self, word: int, head: int, allowed: Callable[[str], bool]) -> tuple[float, str]:
        """(log probability, label) of the best allowed label of `word` (from 1) under `head`."""
        if word not in self._halves:
            self._halves[word] = self._network.label_halves(self._scores, np.array([word - 1]))
        row = self._network.labels_under(self._halves[word], self._scores, np.array([head]))[0]
        names = self._network.labels.labels
        index = max((i for i, name in enumerate(names) if allowed(name)), key=lambda i: row[i])
        return float(row[index]), names[index]

    def of(self, word: int, head: int, label: str) -> float:
        """Log probability of one label."""
        return self.best(word, head, lambda name: name == label)[0]


def _one_subject_each(found: Tree, arcs: np.ndarray, pairs: _Pairs) -> Tree:
    """Re-attach or relabel the less certain of two subjects where another reading is close.

    "..., co-chair for the Russian side, it was agreed": `agreed` has one subject, not two.
    """
    heads, labels = list(found.heads), list(found.labels)
    for head in range(1, len(heads) + 1):
        subjects = [i + 1 for i, h in enumerate(heads) if h == head and labels[i] in _SUBJECTS]
        if len(subjects) < 2:
            continue
        options = [option for word in subjects
                   if (option := _alternative(word, heads, labels, arcs, pairs))]  # fmt: skip
        if options:
            cost, word, new_head, label = min(options)
            if cost <= _CLOSE:
                heads[word - 1], labels[word - 1] = new_head, label
    return Tree(heads, labels)


def _alternative(word: int, heads: Sequence[int], labels: Sequence[str], arcs: np.ndarray,
                 pairs: _Pairs) -> tuple[float, int, int, str] | None:  # fmt: skip
    """(cost, word, head, label) of the likeliest other attachment that is no second subject."""
    now = heads[word - 1]
    current = float(arcs[word - 1, now]) + pairs.of(word, now, labels[word - 1])
    below = _descendants(word, heads)
    options = []
    for head in np.argsort(-arcs[word - 1], kind="stable")[:4].tolist():
        if head == 0 or head in below:
            continue
        taken = head == now or any(
            h == head and labels[i] in _SUBJECTS for i, h in enumerate(heads) if i != word - 1
        )

        def allowed(name: str, taken: bool = taken) -> bool:
            return name != "root" and not (taken and name in _SUBJECTS)

        score, label = pairs.best(word, head, allowed)
        options.append((current - float(arcs[word - 1, head]) - score, word, head, label))
    return min(options, default=None)


def _descendants(word: int, heads: Sequence[int]) -> set[int]:
    below = {word}
    while True:
        more = {i + 1 for i, head in enumerate(heads) if head in below} - below
        if not more:
            return below
        below |= more
