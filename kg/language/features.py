"""What the network sees of a word: its pieces and its shape (shared by training and run time)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

SHAPES = 16
MAX_PIECES = 512  # positions the encoder knows, [CLS] and [SEP] included
MAX_WORD_PIECES = 8  # a longer word keeps its beginning and its end

_QUOTES = str.maketrans(
    {
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u201f": '"',
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "`": "'", "\u00b4": "'",
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-",
        "\u2212": "-", "\u2026": "...",
    }
)  # fmt: skip


def normalise(word: str) -> str:
    """Plain quotes and dashes, as the treebanks mostly have them; PTB quotes become '"'."""
    word = word.translate(_QUOTES)
    return '"' if word == "''" else word


def shape(word: str) -> int:
    """One of 16 classes of outer form, which the uncased encoder cannot see."""
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return _shape_without_letters(word)
    if any(char.isdigit() for char in word):
        return 10
    if "." in word[1:] and all(char.isupper() for char in letters) and word[-1] == ".":
        return 6  # "U.S.", "J."
    if len(letters) == 1:
        return 4 if letters[0].isupper() else 1
    if not any(char.isupper() for char in letters):
        return 1
    if all(char.isupper() for char in letters):
        return 3
    if letters[0].isupper() and not any(char.isupper() for char in letters[1:]):
        return 7 if word.endswith(".") else 2
    return 5


def _shape_without_letters(word: str) -> int:
    if any(char.isdigit() for char in word):
        return 8 if word.isdigit() else 9
    if all(char in ".?!" for char in word):
        return 11
    if word in {",", ";", ":"}:
        return 12
    if word in {'"', "'"}:
        return 13
    if word in set("()[]{}"):
        return 14
    return 15 if set(word) == {"-"} else 0


@dataclass(frozen=True)
class Batch:
    """Padded inputs of one network call. B sentences, P pieces, W words with the root first."""

    ids: np.ndarray  # int64 [B, P], piece ids, 0 = [PAD]
    shapes: np.ndarray  # int64 [B, P], shape class of the piece's word
    first: np.ndarray  # int64 [B, W], index of each word's first piece; the root's is [CLS] = 0
    last: np.ndarray  # int64 [B, W], index of each word's last piece


class Encoder:
    """Words to pieces, with a cache, because articles repeat their words."""

    def __init__(self, path: Path) -> None:
        """Read a tokenizer.json."""
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._cache: dict[str, tuple[int, ...]] = {}
        self._cls = self._special("[CLS]")
        self._sep = self._special("[SEP]")
        self._unk = self._special("[UNK]")

    def _special(self, name: str) -> int:
        index = self._tokenizer.token_to_id(name)
        if index is None:
            raise ValueError(f"the tokenizer has no {name}")
        return index

    def pieces(self, word: str) -> tuple[int, ...]:
        """Piece ids of one normalised word: 1 to MAX_WORD_PIECES of them."""
        known = self._cache.get(word)
        if known is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids or [self._unk]
            if len(ids) > MAX_WORD_PIECES:
                ids = ids[: MAX_WORD_PIECES - 2] + ids[-2:]
            known = tuple(ids)
            if len(self._cache) < 100_000:
                self._cache[word] = known
        return known

    def batch(self, sentences: Sequence[Sequence[str]]) -> Batch:
        """Pack sentences of normalised words; each must fit MAX_PIECES - 2 pieces."""
        coded = [[self.pieces(word) for word in sentence] for sentence in sentences]
        height = len(sentences)
        width = max(sum(map(len, words)) for words in coded) + 2
        words_width = max(map(len, coded)) + 1
        ids = np.zeros((height, width), dtype=np.int64)
        shapes = np.zeros((height, width), dtype=np.int64)
        first = np.zeros((height, words_width), dtype=np.int64)
        last = np.zeros((height, words_width), dtype=np.int64)
        for row, (words, sentence) in enumerate(zip(coded, sentences, strict=True)):
            ids[row, 0] = self._cls
            position = 1
            for column, (pieces, word) in enumerate(zip(words, sentence, strict=True), 1):
                end = position + len(pieces)
                ids[row, position:end] = pieces
                shapes[row, position:end] = shape(word)
                first[row, column], last[row, column] = position, end - 1
                position = end
            ids[row, position] = self._sep
        return Batch(ids, shapes, first, last)
