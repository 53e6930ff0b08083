"""Lemmas from (form, Penn tag): known verbs and exceptions, then the longest known suffix."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from kg.language import verbs

_CLITICS = {
    "n't": "not", "'m": "be", "'re": "be", "'ve": "have", "'ll": "will", "ca": "can",
    "wo": "will", "sha": "shall", "'em": "they",
}  # fmt: skip


@dataclass(frozen=True)
class Rules:
    """Per tag: suffix -> edit, and form -> lemma. An edit "2+y" drops two letters, adds "y"."""

    suffixes: dict[str, dict[str, str]]
    exceptions: dict[str, dict[str, str]]

    @classmethod
    def read(cls, path: Path) -> Rules:
        """From the compressed JSON that the training writes."""
        return cls(**json.loads(gzip.decompress(path.read_bytes())))


def edit_of(form: str, lemma: str) -> str:
    """The edit that turns form into lemma, keeping their common beginning."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return f"{len(form) - same}+{lemma[same:]}"


class Lemmatiser:
    """Callable: (form, tag) -> lemma."""

    def __init__(self, rules: Rules) -> None:
        """Use these rules."""
        self._rules = rules

    def __call__(self, form: str, tag: str) -> str:
        """Names keep their form; everything else is lower case."""
        if tag in {"NNP", "NNPS", "FW", "ADD", "CD", "SYM", "_SP"}:
            return form
        word = form.lower().replace("\u2019", "'").replace("\u2018", "'")
        known = verbs.lemmas().get((tag, word)) or self._rules.exceptions.get(tag, {}).get(word)
        if known is not None:
            return known
        if word in _CLITICS and tag[:2] in {"RB", "VB", "MD", "PR"}:
            return _CLITICS[word]
        edits = self._rules.suffixes.get(tag, {})
        for start in range(max(1, len(word) - 5), len(word) + 1):
            edit = edits.get(word[start:])
            if edit is not None:
                dropped, added = edit.split("+", 1)
                return word[: len(word) - int(dropped)] + added
        return word
