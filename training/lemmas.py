"""Learns lemma rules from the treebanks: suffix edits per Penn tag, and the exceptions."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path

from kg.language.lemmas import Lemmatiser, Rules, edit_of
from training.data import read_conllu

_LONGEST_SUFFIX = 5
# Tags whose words inflect; names, numbers and marks keep their form.
_INFLECTED = (
    *("NN", "VB", "JJ", "RB", "PRP", "MD", "DT", "IN", "CC"),
    *("WP", "WDT", "WRB", "EX", "PDT", "RP", "TO", "POS"),
)


def observed(data: Path) -> Counter[tuple[str, str, str]]:
    """How often (lower-case form, Penn tag) has a lemma in the training trees."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for name in ("ewt-train", "gum-train"):
        for sample in read_conllu(data / f"ud/{name}.conllu"):
            tree = sample.tree
            if tree is None:
                continue
            for word, tag, lemma in zip(sample.words, tree.xpos, tree.lemmas, strict=True):
                inflected = tag.startswith(_INFLECTED) and not tag.startswith("NNP")
                if inflected and word.isascii() and lemma != "_":
                    counts[word.lower(), tag, lemma.lower() if tag != "PRP" else lemma] += 1
    return counts


def learn(counts: Counter[tuple[str, str, str]]) -> Rules:
    """Suffix edits first (the majority edit per tag and suffix), then what they get wrong."""
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for (form, tag, lemma), count in sorted(counts.items()):
        if count > best.get((form, tag), (0, ""))[0]:
            best[form, tag] = (count, lemma)
    edits: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for (form, tag), (_, lemma) in best.items():
        for size in range(min(_LONGEST_SUFFIX, len(form) - 1) + 1):
            edits[tag][form[len(form) - size :]][edit_of(form, lemma)] += 1
    suffixes = {tag: _pruned(found) for tag, found in edits.items()}
    lemmatiser = Lemmatiser(Rules(suffixes, {}))
    exceptions: dict[str, dict[str, str]] = defaultdict(dict)
    for (form, tag), (_, lemma) in sorted(best.items()):
        if lemmatiser(form, tag) != lemma:
            exceptions[tag][form] = lemma
    return Rules(suffixes, dict(exceptions))


def _pruned(found: dict[str, Counter[str]]) -> dict[str, str]:
    """Keep a longer suffix only where it is frequent and differs from the shorter one."""
    kept: dict[str, str] = {}
    for suffix in sorted(found, key=lambda s: (len(s), s)):
        edit, count = min(found[suffix].items(), key=lambda item: (-item[1], item[0]))
        shorter = next((kept[suffix[i:]] for i in range(1, len(suffix) + 1) if suffix[i:] in kept),
                       None)  # fmt: skip
        if edit != shorter and (suffix == "" or count >= 2):
            kept[suffix] = edit
    return kept


def write_lemmas(data: Path, path: Path) -> None:
    """Write the rules as compressed JSON, the same bytes every time."""
    rules = learn(observed(data))
    row = {"suffixes": rules.suffixes, "exceptions": rules.exceptions}
    text = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
