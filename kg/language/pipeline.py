"""The spaCy component over the shipped model, and the pipelines `load()` can give."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from kg.errors import PipelineError
from kg.language import decode, names, verbs
from kg.language.agreement import consistent
from kg.language.network import Scores
from kg.language.sentences import mark_sentences
from kg.language.shipped import Model, model
from kg.language.words import News

COMPONENT = "kg_english"
THREADS = 2
# OntoNotes and other common name labels, as spaCy pipelines give them, in our four.
_KINDS = {
    "PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
    "NORP": "MISC", "EVENT": "MISC", "LAW": "MISC", "PRODUCT": "MISC", "WORK_OF_ART": "MISC",
    "LANGUAGE": "MISC", "MISC": "MISC",
}  # fmt: skip


class English:
    """Adds sentences, tags, lemmas, trees and names to a Doc; the same Doc for the same text."""

    def __init__(self, model: Model) -> None:
        """Read with `model`."""
        self._network = model.network
        self._lemmatise = model.lemmatise
        # Sentences are read alone, so that how many are read at once changes no result.
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix=COMPONENT)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate in place."""
        if not len(doc):
            return doc
        draft = _Draft(doc)
        sentences = [self._chunks(draft, start, end) for start, end in mark_sentences(doc)]
        every = [tuple(draft.words_at(chunk)) for chunks in sentences for chunk in chunks]
        distinct = tuple(dict.fromkeys(every))  # the same words are read once
        read = dict(zip(distinct, self._pool.map(self._read, distinct), strict=True))
        found = iter(every)
        for chunks in sentences:
            root: int | None = None
            for chunk in chunks:
                root = self._annotate(draft, chunk, *read[next(found)], root)
        draft.write()
        firsts = {start for start, _ in draft.sentences}
        spans = consistent(draft.names, draft.words, firsts, draft.beliefs)
        doc.ents = [DocSpan(doc, span.start, span.end, label=span.kind) for span in spans]
        return doc

    def _chunks(self, draft: _Draft, start: int, end: int) -> list[list[int]]:
        """The tokens of a sentence, in pieces where it is longer than the encoder reads."""
        positions = [i for i in range(start, end) if not draft.doc[i].is_space]
        if not positions:
            return []
        draft.sentences.append((positions[0], end))
        ranges = self._network.chunks(draft.words_at(positions))
        return [positions[first:last] for first, last in ranges]

    def _read(self, words: tuple[str, ...]) -> tuple[Scores, decode.Tree]:
        """What the network says of a chunk."""
        scores = self._network.scores(words)
        return scores, decode.tree(self._network, scores)

    def _annotate(
        self,
        draft: _Draft,
        positions: list[int],
        scores: Scores,
        tree: decode.Tree,
        root: int | None,
    ) -> int:
        """Annotate the tokens at `positions`; their root hangs on `root` if there is one."""
        words = draft.words_at(positions)
        labels = self._network.labels
        own = positions[tree.heads.index(0)]
        for index, position in enumerate(positions):
            tag = labels.xpos[scores.xpos[index]]
            if tag in ("VB", "VBP") and verbs.is_past(words[index]):
                tag = "VBD"
            head = tree.heads[index]
            draft.tags[position] = tag
            draft.pos[position] = labels.upos[scores.upos[index]]
            draft.lemmas[position] = self._lemmatise(words[index], tag)
            draft.heads[position] = positions[head - 1] if head else position
            draft.deps[position] = tree.labels[index] if head else "ROOT"
        if root is not None:
            draft.heads[own], draft.deps[own] = root, "parataxis"
        draft.beliefs[positions] = scores.names
        tokens = draft.words
        for span in names.spans(names.best_tags(scores.names), positions):
            tidied = names.tidy(span, tokens, positions[0])
            if tidied is not None:
                draft.names.append(tidied)
        return own if root is None else root


class _Draft:
    """Annotation of a Doc before it is written, by token index."""

    def __init__(self, doc: Doc) -> None:
        """Everything is white space until it is annotated."""
        size = len(doc)
        self.doc = doc
        self.words = [token.text for token in doc]
        self.tags = ["_SP"] * size
        self.pos = ["SPACE"] * size
        self.lemmas = list(self.words)
        self.deps = ["dep"] * size
        self.heads = [-1] * size
        self.names: list[names.Span] = []
        self.beliefs = np.zeros((size, names.TAGS), dtype=np.float32)
        self.sentences: list[tuple[int, int]] = []

    def words_at(self, positions: list[int]) -> list[str]:
        """The words of the tokens at `positions`."""
        return [self.words[i] for i in positions]

    def write(self) -> None:
        """Set everything at once: setting heads one by one would rebuild the tree each time."""
        self._attach_spaces()
        strings = self.doc.vocab.strings
        columns = [
            [strings.add(tag) for tag in self.tags],
            [strings.add(pos) for pos in self.pos],
            [strings.add(lemma) for lemma in self.lemmas],
            [strings.add(dep) for dep in self.deps],
        ]
        offsets = np.array([head - i for i, head in enumerate(self.heads)], dtype=np.int64)
        table = np.array(columns, dtype=np.uint64).T
        table = np.column_stack([table, offsets.astype(np.uint64)])
        self.doc.from_array(["TAG", "POS", "LEMMA", "DEP", "HEAD"], table)  # type: ignore[arg-type]

    def _attach_spaces(self) -> None:
        """White space hangs on the word before it, at the beginning on the word after it."""
        real = next((i for i, head in enumerate(self.heads) if head >= 0), None)
        for index, head in enumerate(self.heads):
            if head < 0:
                before = index - 1
                while before > 0 and self.tags[before] == "_SP":
                    before -= 1
                if before >= 0 and self.tags[before] != "_SP":
                    self.heads[index] = before
                else:
                    self.heads[index] = real if real is not None else 0
        if real is None:
            self.deps[0] = "ROOT"


@Language.factory(COMPONENT)
def _factory(nlp: Language, name: str) -> English:
    return English(model())


@cache
def english() -> Language:
    """The shipped pipeline: blank English tokeniser, then everything from one network."""
    nlp = News()
    nlp.add_pipe(COMPONENT)
    return nlp


@cache
def other(name: str) -> Language:
    """An installed spaCy pipeline with UD labels, its name labels mapped to ours."""
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError) as error:
        raise PipelineError(
            f"no spaCy pipeline {name!r} is installed; install it or leave the option out "
            "to use the one that comes with news-kg"
        ) from error
    labels = set(nlp.get_pipe("parser").labels) if nlp.has_pipe("parser") else set()  # type: ignore[attr-defined]
    if "dobj" in labels:
        raise PipelineError(
            f"the pipeline {name!r} has no Universal Dependencies labels (it says 'dobj' where UD "
            "says 'obj'); name one trained on UD, or leave the option out"
        )
    nlp.add_pipe("kg_kinds", last=True)
    return nlp


@Language.component("kg_kinds")
def _map_kinds(doc: Doc) -> Doc:
    doc.ents = [
        DocSpan(doc, ent.start, ent.end, label=_KINDS[ent.label_])
        for ent in doc.ents
        if ent.label_ in _KINDS
    ]
    return doc
