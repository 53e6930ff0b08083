"""One article, one reading of a name: what its sentences favour, and what longer names say."""

from __future__ import annotations

import numpy as np

from kg.language.agreement import consistent
from kg.language.names import KINDS, TAGS, Span


def read(text: str, *names: tuple[str, str], sure: float = 3.0) -> list[tuple[str, str]]:
    """Names of `text`, where the network found `names`, the nth time that they are mentioned."""
    words = text.split()
    beliefs = np.full((len(words), TAGS), -sure, dtype=np.float32)
    found, at = [], 0
    for name, kind in names:
        form = name.split()
        start = next(i for i in range(at, len(words)) if words[i : i + len(form)] == form)
        at = start + len(form)
        found.append(Span(start, at, kind))
        first = 1 + 2 * KINDS.index(kind)
        beliefs[start, first] = beliefs[start + 1 : at, first + 1] = -0.1
    result = consistent(found, words, {0}, beliefs)
    return [(" ".join(words[span.start : span.end]), span.kind) for span in result]


def test_the_kind_that_most_places_favour_holds_everywhere() -> None:
    text = "in Saxo and in Saxo and by Saxo"
    assert read(text, ("Saxo", "LOC"), ("Saxo", "LOC"), ("Saxo", "ORG")) == [("Saxo", "LOC")] * 3


def test_a_form_that_is_mostly_a_name_is_one_everywhere() -> None:
    text = "of Saxo , of Saxo , of Saxo , of Saxo"
    assert len(read(text, *[("Saxo", "ORG")] * 3)) == 4
    assert len(read(text, *[("Saxo", "ORG")] * 2)) == 2


def test_a_surname_is_a_person_unless_it_is_a_known_place() -> None:
    text = "when Anders Dahl spoke Dahl"
    assert read(text, ("Anders Dahl", "PER"), ("Dahl", "ORG"))[1] == ("Dahl", "PER")
    text = "when Berta Paris left Paris"
    assert read(text, ("Berta Paris", "PER"), ("Paris", "LOC"))[1] == ("Paris", "LOC")


def test_a_storm_is_no_person() -> None:
    text = "when Hurricane Iris came Iris"
    assert read(text, ("Hurricane Iris", "MISC"), ("Iris", "PER"))[1] == ("Iris", "MISC")
    text = "when Hurricane Iris met Ada Iris , Iris"
    names = ("Hurricane Iris", "MISC"), ("Ada Iris", "PER"), ("Iris", "PER")
    assert read(text, *names)[2] == ("Iris", "PER")


def test_the_first_word_of_a_firm_is_no_person() -> None:
    text = "when Saxo Air fell Saxo"
    assert read(text, ("Saxo Air", "ORG"), ("Saxo", "PER"))[1] == ("Saxo", "ORG")
    assert read(text, ("Saxo Air", "ORG"), ("Saxo", "LOC"))[1] == ("Saxo", "LOC")


def test_an_acronym_is_what_its_long_form_is() -> None:
    text = "the Great Reef Islands ( GRI ) , GRI"
    names = ("Great Reef Islands", "LOC"), ("GRI", "ORG"), ("GRI", "ORG")
    assert [kind for _, kind in read(text, *names)] == ["LOC"] * 3
    text = "the Great Reef Islands ( XYZ )"
    assert read(text, ("Great Reef Islands", "LOC"), ("XYZ", "ORG"))[1] == ("XYZ", "ORG")


def test_a_country_breaks_a_tie_and_no_more() -> None:
    text = "when Norway won"
    assert read(text, ("Norway", "ORG"), sure=2.0) == [("Norway", "LOC")]
    assert read(text, ("Norway", "ORG"), sure=6.0) == [("Norway", "ORG")]
