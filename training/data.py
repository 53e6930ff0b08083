"""Training sentences from the treebanks and the name corpora, in one form."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import spacy

from kg.language.features import normalise

NAME_TAGS = ("O", *(f"{p}-{t}" for t in ("PER", "ORG", "LOC", "MISC") for p in "BI"))
_TAG_INDEX = {tag: index for index, tag in enumerate(NAME_TAGS)}
ANY = frozenset(range(len(NAME_TAGS)))
_O = frozenset({0})
_MISC = frozenset({_TAG_INDEX["B-MISC"], _TAG_INDEX["I-MISC"]})
_CROSSNER = ("ai", "literature", "music", "politics", "science")
_TOKENIZER = spacy.blank("en").tokenizer

Span = tuple[int, int, str]  # first word, word after the last, type


@dataclass(frozen=True)
class Tree:
    """A gold parse: one entry per word; heads count from 1, the root's head is 0."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    lemmas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sample:
    """One sentence with what is known of it. `names`: per word the allowed name tags."""

    words: tuple[str, ...]
    tree: Tree | None = None
    names: tuple[frozenset[int], ...] | None = None
    spans: tuple[Span, ...] = field(default=())


def read_conllu(path: Path) -> list[Sample]:
    """CoNLL-U sentences (https://universaldependencies.org/format.html), syntactic words only."""
    return [_conllu_sample(rows) for rows in _blocks(path)]


def _conllu_sample(lines: list[str]) -> Sample:
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    rows = [row for row in rows if row[0].isdigit()]
    tree = Tree(
        upos=tuple(row[3] for row in rows),
        xpos=tuple(row[4] for row in rows),
        heads=tuple(int(row[6]) for row in rows),
        labels=tuple(row[7] for row in rows),
        lemmas=tuple(row[2] for row in rows),
    )
    return Sample(tuple(row[1] for row in rows), tree)


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def read_bio(path: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """(document, words, tags) for each sentence of a .bio file."""
    document = ""
    for block in _blocks(path):
        for line in block:
            if line.startswith("# doc = "):
                document = line[8:]
        rows = [line.split("\t") for line in block if "\t" in line]
        if rows:
            yield document, [row[0] for row in rows], [row[1] for row in rows]


def retokenise(words: Sequence[str], tags: Sequence[str]) -> tuple[list[str], list[str]]:
    """Split words the way the run-time tokeniser does; parts of a name continue it."""
    new_words: list[str] = []
    new_tags: list[str] = []
    for word, tag in zip(words, tags, strict=True):
        for number, token in enumerate(_TOKENIZER(word)):
            new_words.append(token.text)
            new_tags.append("I" + tag[1:] if number and tag != "O" else tag)
    return new_words, new_tags


def spans_of(tags: Sequence[str]) -> list[Span]:
    """Maximal BIO spans; an I- without its B- opens a span."""
    spans: list[Span] = []
    for index, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag[2:]
        if tag[0] == "I" and spans and spans[-1][1] == index and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], index + 1, kind)
        else:
            spans.append((index, index + 1, kind))
    return spans


def _exact(words: Sequence[str], tags: Sequence[str]) -> Sample:
    names = tuple(frozenset({_TAG_INDEX[tag]}) for tag in tags)
    return Sample(tuple(words), None, names, tuple(spans_of(tags)))


def _loosened(sample: Sample, demonyms: frozenset[str], open_capitals: bool) -> Sample:
    """Allow what another corpus' convention leaves open.

    A nationality word may be MISC or nothing (or part of its span), a MISC span of lower-case
    words (a field of study) need not be a name, and with `open_capitals` an unmarked capitalised
    word inside the sentence may be anything, because that corpus marks only some names.
    """
    assert sample.names is not None
    allowed = list(sample.names)
    for start, end, kind in sample.spans:
        if kind == "MISC" and not any(word[:1].isupper() for word in sample.words[start:end]):
            allowed[start:end] = [tags | _O | _MISC for tags in allowed[start:end]]
        elif end == start + 1 and sample.words[start] in demonyms:
            allowed[start] = allowed[start] | {_TAG_INDEX["B-MISC"]}
    for index, word in enumerate(sample.words):
        if allowed[index] != _O or not word[:1].isupper():
            continue
        if word in demonyms:
            allowed[index] = _O | _MISC
        elif open_capitals and index and word.isalpha():
            allowed[index] = ANY
    return replace(sample, names=tuple(allowed))


def news_names(path: Path, *, held_out: bool) -> list[Sample]:
    """The hand-annotated articles; every fifth one (in file order) is kept for testing."""
    order: dict[str, int] = {}
    samples = []
    for document, words, tags in read_bio(path):
        number = order.setdefault(document, len(order))
        if (number % 5 == 4) == held_out:
            samples.append(_exact(*retokenise(words, tags)))
    return samples


def redocred(path: Path) -> list[Sample]:
    """Re-DocRED documents cut at sentence ends, with every mention as a name."""
    samples: list[Sample] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        doc = _TOKENIZER(row["text"])
        tags = ["O"] * len(doc)
        for entity in row["entities"]:
            if entity["type"] not in {"PER", "ORG", "LOC", "MISC"}:
                continue
            for mention in entity["mentions"]:
                span = doc.char_span(mention["start"], mention["end"], alignment_mode="expand")
                if span is not None and all(tags[i] == "O" for i in range(span.start, span.end)):
                    for i in range(span.start, span.end):
                        tags[i] = ("B-" if i == span.start else "I-") + entity["type"]
        words = [token.text for token in doc]
        samples += [_exact(words[a:b], tags[a:b]) for a, b in _cuts(words, tags)]
    return samples


def _cuts(words: Sequence[str], tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Rough sentence ends, never inside a name; good enough for name training."""
    start = 0
    for index, word in enumerate(words):
        last = index + 1 == len(words)
        ends = word in {".", "?", "!"} and not last and words[index + 1][:1].isupper()
        if last or (ends and not tags[index + 1].startswith("I") and index - start > 5):
            yield start, index + 1
            start = index + 1


@dataclass(frozen=True)
class Corpus:
    """All training samples by source, and the name forms for substitution."""

    trees: list[Sample]
    news: list[Sample]
    other_names: list[Sample]
    pool: dict[tuple[str, str], list[tuple[str, ...]]]


def load_corpus(data: Path) -> Corpus:
    """Read everything that is trained on under `data` (the folders ud, ner and rel)."""
    news = news_names(data / "ner/news-names.bio", held_out=False)
    demonyms = _demonyms(news)
    gum = _with_names(data, demonyms)
    other = [_exact(*retokenise(w, t)) for _, w, t in read_bio(data / "ner/wikigold.bio")]
    for domain in _CROSSNER:
        for part in ("train", "dev"):
            path = data / f"ner/crossner-{domain}-{part}.bio"
            other += [_exact(*retokenise(w, t)) for _, w, t in read_bio(path)]
    other = [_loosened(sample, demonyms, open_capitals=False) for sample in other]
    docred = redocred(data / "rel/redocred-dev.jsonl")
    other += [_loosened(sample, demonyms, open_capitals=True) for sample in docred]
    trees = read_conllu(data / "ud/ewt-train.conllu") + gum
    return Corpus(trees, news, other, _pool(news + other))


def _with_names(data: Path, demonyms: frozenset[str]) -> list[Sample]:
    """GUM's trees with the names derived from its entities (MISC is uncertain there)."""
    merged = []
    trees = read_conllu(data / "ud/gum-train.conllu")
    for tree, (_, words, tags) in zip(trees, read_bio(data / "ner/gum-train.bio"), strict=True):
        if list(tree.words) != words:
            raise ValueError(f"GUM's names and trees disagree at: {' '.join(words[:8])}")
        sample = _loosened(_exact(words, tags), demonyms, open_capitals=False)
        assert sample.names is not None
        names = tuple(
            allowed | _O | _MISC if allowed <= _MISC or (allowed == _O and xpos.startswith("NNP"))
            else allowed
            for allowed, xpos in zip(sample.names, tree.tree.xpos, strict=True)  # type: ignore[union-attr]
        )  # fmt: skip
        merged.append(replace(tree, names=names))
    return merged


def _demonyms(samples: Sequence[Sample]) -> frozenset[str]:
    """Single capitalised words that the news annotation calls MISC twice and mostly."""
    counts: dict[str, int] = defaultdict(int)
    for sample in samples:
        for start, end, kind in sample.spans:
            if end == start + 1 and sample.words[start][:1].isupper():
                counts[sample.words[start]] += 1 if kind == "MISC" else -1
    known = {word for word, count in counts.items() if count > 0}
    return frozenset(known | {"German", "Spanish", "Polish", "Dutch", "Swedish", "Danish"})


def _pool(samples: Sequence[Sample]) -> dict[tuple[str, str], list[tuple[str, ...]]]:
    pool: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for sample in samples:
        for start, end, kind in sample.spans:
            form = sample.words[start:end]
            if kind != "MISC" and form[0][:1].isupper():
                pool[kind, _size(form)].append(form)
    return dict(pool)


def _size(form: Sequence[str]) -> str:
    if len(form) > 1:
        return "long"
    return "acronym" if form[0].isupper() else "short"


class Sampler:
    """Epochs of samples: oversampling, name substitution and changed case, all seeded."""

    def __init__(self, corpus: Corpus, seed: int, news_copies: int) -> None:
        """The news articles come `news_copies` times an epoch."""
        self._corpus = corpus
        self._random = random.Random(seed)
        self._copies = news_copies

    def epoch(self) -> list[Sample]:
        """One epoch in random order."""
        corpus, rng = self._corpus, self._random
        samples = [self._recased(sample) for sample in corpus.trees]
        for copy in range(self._copies):
            rate = 0.0 if copy == 0 else 0.5  # the first copy stays as it was written
            samples += [self._recased(self._renamed(s, rate)) for s in corpus.news]
        samples += [self._recased(self._renamed(s, 0.3)) for s in corpus.other_names]
        rng.shuffle(samples)
        return samples

    def _renamed(self, sample: Sample, rate: float) -> Sample:
        """Replace some names by others of their type, so that the context is learnt too."""
        if sample.names is None or self._random.random() >= rate * 1.4:
            return sample
        words: list[str] = []
        names: list[frozenset[int]] = []
        at = 0
        for start, end, kind in sample.spans:
            words += sample.words[at:start]
            names += sample.names[at:start]
            form, allowed = sample.words[start:end], sample.names[start:end]
            others = self._corpus.pool.get((kind, _size(form)), [])
            if others and kind != "MISC" and self._random.random() < 0.7:
                form = self._random.choice(others)
                inside = frozenset({_TAG_INDEX[f"I-{kind}"]})
                allowed = (frozenset({_TAG_INDEX[f"B-{kind}"]}), *([inside] * (len(form) - 1)))
            words += form
            names += allowed
            at = end
        words += sample.words[at:]
        names += sample.names[at:]
        return Sample(tuple(words), None, tuple(names))

    def _recased(self, sample: Sample) -> Sample:
        """A few sentences all in capitals or in headline case, as titles are."""
        chance = self._random.random()
        if chance < 0.03:
            return replace(sample, words=tuple(word.upper() for word in sample.words))
        if chance < 0.06:
            titled = tuple(w if len(w) < 4 else w[0].upper() + w[1:] for w in sample.words)
            return replace(sample, words=titled)
        return sample


def batches(samples: Sequence[Sample], lengths: Sequence[int], budget: int, rng: random.Random
            ) -> list[list[Sample]]:  # fmt: skip
    """Batches of like length whose padded size stays under `budget` pieces, in random order."""
    order = sorted(range(len(samples)), key=lambda i: (lengths[i], rng.random()))
    result: list[list[Sample]] = [[]]
    for index in order:
        if result[-1] and (len(result[-1]) + 1) * (lengths[index] + 2) > budget:
            result.append([])
        result[-1].append(samples[index])
    rng.shuffle(result)
    return result


def model_words(words: Sequence[str]) -> list[str]:
    """The words as the network reads them."""
    return [normalise(re.sub(r"\s+", "", word)) or "_" for word in words]
