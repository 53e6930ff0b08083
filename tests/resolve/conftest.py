"""Short invented articles, read by the real model."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from kg import language
from kg.analysis import analyse
from kg.model import Article, Document
from kg.resolve.coreference import Chains, find_chains

Read = Callable[[str], Document]


@pytest.fixture(scope="session")
def nlp() -> Language:
    return language.load()


@pytest.fixture(scope="session")
def read(nlp: Language) -> Read:
    def analysed(text: str) -> Document:
        article = Article("trial", "trial", text, text.partition("\n")[0], "trial.txt")
        return analyse(article, nlp)

    return analysed


class Together:
    """What the resolver puts together in a text, by words."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.chains: Chains = find_chains(document.doc)

    def phrase(self, words: str, nth: int = 0) -> int:
        """The number of the phrase whose head is the last of `words` at their nth occurrence."""
        doc, start = self.document.doc, -1
        for _ in range(nth + 1):
            start = doc.text.index(words, start + 1)
        inside = [t.i for t in doc if start <= t.idx < start + len(words)]
        for number, phrase in enumerate(self.chains.phrases):
            if phrase.head in inside and phrase.first <= inside[-1] < phrase.last:
                return number
        raise AssertionError(f"{words!r} is no mention")

    def cluster(self, words: str, nth: int = 0) -> int:
        number = self.phrase(words, nth)
        return next(n for n, c in enumerate(self.chains.clusters) if number in c)

    def same(self, one: str, other: str, nth: int = 0, other_nth: int = 0) -> bool:
        return self.cluster(one, nth) == self.cluster(other, other_nth)

    def group(self, words: str) -> set[str]:
        """The first words of each thing that a group stands for."""
        clusters = self.chains.groups.get(self.phrase(words), ())
        firsts = [self.chains.phrases[self.chains.clusters[n][0]] for n in clusters]
        return {self.document.doc[p.first : p.last].text for p in firsts}


@pytest.fixture(scope="session")
def together(read: Read) -> Callable[[str], Together]:
    return lambda text: Together(read(text))
