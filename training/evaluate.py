"""Measures an exported model: tags and trees on gold tokens, names on held-out news."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.language.decode import tree
from kg.language.lemmas import Lemmatiser, Rules
from kg.language.names import best_tags
from kg.language.network import Network
from training.data import NAME_TAGS, Sample, news_names, read_bio, read_conllu, spans_of


@dataclass(frozen=True)
class Parsing:
    """Shares of words, punctuation and subtypes counted."""

    upos: float
    xpos: float
    uas: float
    las: float
    lemmas: float


def parsing(network: Network, lemmatiser: Lemmatiser, samples: Sequence[Sample]) -> Parsing:
    """Accuracy on sentences with gold tokens; lemmas from predicted tags."""
    hits: Counter[str] = Counter()
    for sample in samples:
        gold = sample.tree
        if gold is None or len(network.chunks(sample.words)) > 1:
            continue
        scores = network.scores(sample.words)
        found = tree(network, scores)
        hits["words"] += len(sample.words)
        for index, word in enumerate(sample.words):
            tag = network.labels.xpos[scores.xpos[index]]
            hits["upos"] += network.labels.upos[scores.upos[index]] == gold.upos[index]
            hits["xpos"] += tag == gold.xpos[index]
            attached = found.heads[index] == gold.heads[index]
            hits["uas"] += attached
            hits["las"] += attached and found.labels[index] == gold.labels[index]
            hits["lemmas"] += lemmatiser(word, tag).lower() == gold.lemmas[index].lower()
    return Parsing(*(hits[key] / hits["words"] for key in ("upos", "xpos", "uas", "las", "lemmas")))


def names(network: Network, samples: Sequence[tuple[Sequence[str], Sequence[str]]],
          kinds: Sequence[str]) -> dict[str, tuple[float, float, float]]:  # fmt: skip
    """Exact-span precision, recall, F1 by type and for all `kinds` together."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in (*kinds, "all")}
    for words, tags in samples:
        gold = {span for span in spans_of(tags) if span[2] in kinds}
        found: set[tuple[int, int, str]] = set()
        for start, end in network.chunks(words):
            best = best_tags(network.scores(words[start:end]).names)
            spans = spans_of([NAME_TAGS[index] for index in best])
            found |= {(a + start, b + start, kind) for a, b, kind in spans if kind in kinds}
        for kind in (*kinds, "all"):
            own = [{s for s in spans if kind in ("all", s[2])} for spans in (gold, found)]
            counts[kind].update(gold=len(own[0]), found=len(own[1]), both=len(own[0] & own[1]))
    return {kind: _prf(count) for kind, count in counts.items()}


def _prf(count: Counter[str]) -> tuple[float, float, float]:
    precision = count["both"] / max(1, count["found"])
    recall = count["both"] / max(1, count["gold"])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def report(data: Path, model: Path, limit: int | None) -> str:
    """All figures as lines of text."""
    network = Network(model)
    lemmatiser = Lemmatiser(Rules.read(model / "lemmas.json.gz"))
    lines = []
    for name in ("ewt-dev", "gum-dev"):
        samples = read_conllu(data / f"ud/{name}.conllu")[:limit]
        begin = time.perf_counter()
        figures = parsing(network, lemmatiser, samples)
        speed = sum(len(s.words) for s in samples) / (time.perf_counter() - begin)
        shown = " ".join(f"{key} {value:.2%}" for key, value in vars(figures).items())
        lines.append(f"{name}: {shown} ({speed:.0f} words/s)")
    news = [
        (s.words, [NAME_TAGS[min(tags)] for tags in s.names or ()])
        for s in news_names(data / "ner/news-names.bio", held_out=True)
    ]
    uner = [(words, tags) for _, words, tags in read_bio(data / "ner/uner-ewt-dev.bio")][:limit]
    for name, rows, kinds in (
        ("news-names held out", news, ("PER", "ORG", "LOC", "MISC")),
        ("uner-ewt-dev", uner, ("PER", "ORG", "LOC")),
    ):
        figures_by_kind = names(network, rows, kinds)
        shown = ", ".join(f"{k} P {p:.1%} R {r:.1%} F {f:.1%}"
                          for k, (p, r, f) in figures_by_kind.items())  # fmt: skip
        lines.append(f"{name}: {shown}")
    return "\n".join(lines)


def main() -> None:
    """Print the figures of an exported model."""
    parser = argparse.ArgumentParser(prog="training.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="only the first sentences of each treebank")
    args = parser.parse_args()
    print(report(args.data, args.model, args.limit), flush=True)


if __name__ == "__main__":
    main()
