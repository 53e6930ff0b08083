"""Our own extractors and somebody else's keep the contract of extractors; broken ones do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kg.extractors import EXTRACTORS, Extractor
from kg.model import Clause, Document, Mention, Relation, Statement, Text
from kg.testing import ExtractorContract

OURS = {extractor.__module__.rpartition(".")[2]: extractor for extractor in EXTRACTORS}
FOUND = {
    "relations": "Inès Okoro met Karl Lind in Arden last Friday.",
    "predications": "Karl Lind called Inès Okoro a hero.",
    "positions": "Inès Okoro, the mayor of Tarn, resigned.",
    "places": "Karl Lind lives in Lima, Peru.",
    "attributes": "Karl Lind, 61, retired.",
    "lists": "Results\n\nHarbour Party - 8 seats\nTarn List - 3 seats\n",
    "lives": "Karl Lind (born 3 May 1901 in Lima) was a painter.",
    "bodies": "The Norwegian embassy in Lima protested.",
    "belonging": "A spokeswoman for the Harbour Party resigned.",
    "copulas": "Tarn Ltd is one of the oldest firms in Lima.",
    "complements": "Karl Lind tried to leave Peru.",
    "modifiers": "The Lund administration supported the pro-Peru camp.",
    "aliases": "Karl Lind, alias Kako, met Inès Okoro.",
    "attribution": "Karl Lind said that the harbour was closed.",
}


@pytest.mark.parametrize("name", sorted(OURS))
class TestOurs(ExtractorContract):
    @pytest.fixture(autouse=True)
    def chosen(self, name: str) -> None:
        self._extractor, self.texts = OURS[name], (FOUND[name],)

    def extractor(self) -> Extractor:
        return self._extractor


# --- Somebody else's ------------------------------------------------------------------------------

PAINTS = Relation("rel", "paint", "paints")


def painters(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Who paints what: a small extractor as somebody may write one."""
    found = []
    for clause in clauses:
        subjects, objects = clause.role("subject"), clause.role("object")
        if clause.predicate != "paint" or not subjects or not objects:
            continue
        who, what = subjects[0], objects[0]
        tokens = sorted({clause.head, *who.tokens, *what.tokens})
        first, last = document.doc[tokens[0]], document.doc[tokens[-1]]
        words = document.doc[min(what.tokens) : max(what.tokens) + 1].text
        found.append(
            Statement(
                Mention(who.head, min(who.tokens), max(who.tokens)),
                PAINTS,
                Text(words),
                first.idx,
                last.idx + len(last.text),
                "painters.paint",
                clause.modality,
                clause.negated,
                predicate=clause.head,
            )
        )
    return tuple(found)


class TestPainters(ExtractorContract):
    texts = ("Karl Lind paints boats.", "Inès Okoro did not paint the old harbour.")

    def extractor(self) -> Extractor:
        return painters


class Broken(ExtractorContract):
    """Collected by no run: its tests are called one by one below."""

    texts = TestPainters.texts

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor

    def extractor(self) -> Extractor:
        return self._extractor


def changed(**fields: object) -> Extractor:
    """The painters' statements with something wrong in each."""
    return lambda document, clauses: tuple(
        replace(statement, **fields) for statement in painters(document, clauses)
    )


def forgets_nothing() -> Extractor:
    seen: list[Statement] = []

    def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
        seen.extend(painters(document, clauses))
        return tuple(dict.fromkeys(seen))

    return extract


def scribbles(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    for token in document.doc:
        token.lemma_ = "x"
    return painters(document, clauses)


def divides(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    return painters(document, clauses)[: 1000 // len(document.doc)]


@pytest.mark.parametrize(
    ("extractor", "fails"),
    [
        (lambda document, clauses: (), "test_it_finds_what_it_is_for"),
        (lambda *read: list(painters(*read)), "test_it_gives_a_tuple_of_statements_for_any_text"),
        (lambda *read: painters(*read) * 2, "test_it_gives_a_tuple_of_statements_for_any_text"),
        (divides, "test_it_gives_a_tuple_of_statements_for_any_text"),
        (forgets_nothing(), "test_the_same_text_gives_the_same_whatever_came_before"),
        (scribbles, "test_what_it_reads_stays_as_it_was"),
        (changed(last=10_000), "test_evidence_is_inside_the_text_and_holds_words"),
        (changed(first=9, last=10), "test_evidence_is_inside_the_text_and_holds_words"),
        (changed(speaker=99), "test_ends_are_tokens_of_the_document"),
        (changed(subject=Mention(0, 1, 1)), "test_ends_are_tokens_of_the_document"),
        (
            changed(relation=Relation("kg", "paints", "paints")),
            "test_relations_are_those_of_the_ontology_or_open",
        ),
        (
            changed(relation=Relation("rel", "a b>", "paints")),
            "test_relations_are_those_of_the_ontology_or_open",
        ),
        (changed(rule=""), "test_marks_are_those_of_the_model"),
        (changed(confidence=2.0), "test_marks_are_those_of_the_model"),
        (changed(event="Painting"), "test_marks_are_those_of_the_model"),
        (changed(confidence=2.0), "test_the_graph_of_what_it_finds_is_valid"),
    ],
)
def test_a_broken_extractor_is_found_out(extractor: Extractor, fails: str) -> None:
    suite = Broken(extractor)
    with pytest.raises((AssertionError, KeyError, ZeroDivisionError, pytest.fail.Exception)):
        getattr(suite, fails)()
