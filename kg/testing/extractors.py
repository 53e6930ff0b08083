"""What every extractor does: it reads a document and its clauses, and gives statements on them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from kg import language, rdf
from kg.analysis import analyse
from kg.clauses import extract as clauses_of
from kg.extractors import Extractor
from kg.model import Clause, Document, Mention, Modality, PostEnd, Statement
from kg.resolve import resolve
from kg.stores import open_store
from kg.testing.samples import article
from kg.validation import validate
from kg.vocab import EVENT_CLASSES, relation

if TYPE_CHECKING:
    from spacy.language import Language

PLAIN = (
    "Inès Okoro, the mayor of Tarn, met Karl Lind, 61, in Arden last Friday.",
    "Karl Lind will visit Tarn in May, but he did not sign the treaty.",
    '"Arden is our reliable friend", said Okoro. Halden Robotics said it may buy Tarn Shipping.',
    "Boats.\n\nThe Tarn Harbour Watch (THW) was founded in 1901 by Ole Vik and Ana Quispe in Peru.",
)
"""Ordinary sentences, for every extractor to read."""
ODD = (
    "",
    " \n\t\n",
    "🚢",
    "e\u0301té 🚢 Karl Lind 🚢 met 🚢 Inès Okoro 🚢",
    "<script>alert('Karl Lind')</script> \x00\x1b[31m \u202e} ; DROP ALL",
    "and, and - : ( ) \"' ... ?! ,,",
    "KARL LIND MET INES OKORO",
    "Lind met Okoro and " * 60,
)
"""What must not stop any: no words, no letters, marks of other languages, one endless sentence."""

_Read = tuple[Document, tuple[Clause, ...]]


class ExtractorContract(ABC):
    """The tests of an extractor; a subclass says which, and gives `texts` that it says much of."""

    texts: Sequence[str] = ()
    """Texts in which it finds something: at least one statement in each."""

    @abstractmethod
    def extractor(self) -> Extractor:
        """What is tested: called with a document and its clauses, it gives statements."""

    def statements(self, text: str) -> tuple[Statement, ...]:
        """What it finds in a text."""
        return self.extractor()(*_once_read(text))

    def _everything(self) -> list[str]:
        return [*self.texts, *PLAIN, *ODD]

    def test_it_finds_what_it_is_for(self) -> None:
        assert self.texts, "give `texts` in which the extractor finds something"
        for text in self.texts:
            assert self.statements(text), f"nothing found in {text!r}"

    def test_it_gives_a_tuple_of_statements_for_any_text(self) -> None:
        for text in self._everything():
            found = self.statements(text)
            assert isinstance(found, tuple)
            assert all(isinstance(statement, Statement) for statement in found)
            assert len(set(found)) == len(found), f"a statement twice, of {text!r}"

    def test_the_same_text_gives_the_same_whatever_came_before(self) -> None:
        first = {text: self.statements(text) for text in self._everything()}
        for text in reversed(self._everything()):
            assert self.statements(text) == first[text]

    def test_what_it_reads_stays_as_it_was(self) -> None:
        for text in self._everything():
            document, clauses = _read(text)
            before = document.doc.to_bytes(exclude=["user_data"]), repr(clauses)
            self.extractor()(document, clauses)
            assert (document.doc.to_bytes(exclude=["user_data"]), repr(clauses)) == before

    def test_evidence_is_inside_the_text_and_holds_words(self) -> None:
        for text in self._everything():
            for statement in self.statements(text):
                assert 0 <= statement.first < statement.last <= len(text), statement
                words = text[statement.first : statement.last]
                assert words == words.strip(), f"space around the evidence of {statement}"

    def test_ends_are_tokens_of_the_document(self) -> None:
        for text in self._everything():
            document, clauses = _once_read(text)
            for statement in self.extractor()(document, clauses):
                for token in _tokens(statement):
                    assert 0 <= token < len(document.doc), statement
                for end in (statement.subject, statement.object):
                    if isinstance(end, Mention):
                        assert end.first <= end.head <= end.last, statement

    def test_relations_are_those_of_the_ontology_or_open(self) -> None:
        for text in self._everything():
            for statement in self.statements(text):
                found = statement.relation
                assert found.label
                if found.is_open:
                    assert re.fullmatch(r"[^\W\d_][\w-]*", found.name), found
                else:
                    assert relation(found.name) == found

    def test_marks_are_those_of_the_model(self) -> None:
        for text in self._everything():
            for statement in self.statements(text):
                assert re.fullmatch(r"\S+", statement.rule), statement
                assert isinstance(statement.modality, Modality)
                assert 0 < statement.confidence <= 1
                assert statement.event is None or statement.event in EVENT_CLASSES

    def test_the_graph_of_what_it_finds_is_valid(self) -> None:
        store = open_store()
        for number, text in enumerate(filter(str.strip, self._everything())):
            document, clauses = _once_read(text)
            named = replace(document, article=article(f"sample-{number}", text))
            reading = resolve(named, self.extractor()(named, clauses))
            store.replace(f"sample-{number}", rdf.triples(reading))
        report = validate(store)
        if not report.conforms:
            pytest.fail("\n".join(str(v.result.message) for v in report.violations))


@cache
def _model() -> Language:
    return language.load()


def _read(text: str) -> _Read:
    """A text as extractors get it."""
    document = analyse(article("sample", text), _model())
    return document, tuple(clauses_of(document))


_once_read = cache(_read)


def _tokens(statement: Statement) -> list[int]:
    """All the tokens that it names."""
    found = [statement.speaker, statement.reported_by, statement.place]
    found += [statement.unless, statement.predicate]
    for end in (statement.subject, statement.object):
        if isinstance(end, Mention):
            found += [end.head, end.first, end.last]
        elif isinstance(end, PostEnd):
            found += [end.where, end.holder]
    return [token for token in found if token is not None]
