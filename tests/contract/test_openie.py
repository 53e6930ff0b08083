"""`kg export --format openie` keeps the contract of DESIGN section 5, which measurements read."""

from __future__ import annotations

import json

import pytest
from samples import council, harbour, store_of

from kg.stores import Store, open_store
from kg.views import export

KEYS = [
    *("article", "sentence", "subject", "relation", "objects"),
    *("confidence", "negated", "modality", "speaker"),
]
TEXTS = {reading.article.slug: reading.article.text for reading in (harbour(), council())}


@pytest.fixture
def lines(store: Store) -> list[dict]:
    return [json.loads(line) for line in export(store, "openie").splitlines()]


def test_exactly_these_keys_in_this_order(lines: list[dict]) -> None:
    assert lines
    assert [list(line) for line in lines] == [KEYS] * len(lines)
    assert all(list(line["sentence"]) == ["start", "end", "text"] for line in lines)


def test_the_kinds_of_values(lines: list[dict]) -> None:
    for line in lines:
        assert line["subject"] and line["relation"] and all(line["objects"])
        assert isinstance(line["objects"], list) and isinstance(line["negated"], bool)
        assert 0 <= line["confidence"] <= 1
        assert line["modality"] in ("actual", "planned", "possible", "hypothetical")
        assert line["speaker"] is None or line["speaker"]


def test_the_sentence_is_exactly_its_span(lines: list[dict]) -> None:
    for line in lines:
        text = TEXTS[line["article"].rsplit("/", 1)[-1]]
        sentence = line["sentence"]
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]
        assert sentence["text"] == sentence["text"].strip()


def test_parts_are_words_of_the_sentence(lines: list[dict]) -> None:
    for line in lines:
        words = line["sentence"]["text"].split()
        for part in (line["subject"], line["relation"].removeprefix("[is]"), *line["objects"]):
            assert all(any(word in whole for whole in words) for word in part.split())


def test_articles_are_sorted_and_each_is_in_text_order(lines: list[dict]) -> None:
    places = [(line["article"], line["sentence"]["start"]) for line in lines]
    assert places == sorted(places)


def test_one_line_in_full(lines: list[dict]) -> None:
    (visit,) = [line for line in lines if line["relation"] == "will visit"]
    text = "Lind, a former senator, will visit Tarn in May, but he did not sign the treaty."
    start = TEXTS["harbour"].index("Lind, a former")
    assert visit | {"confidence": 0} == {
        "article": "https://example.org/kg/article/harbour",
        "sentence": {"start": start, "end": start + len(text), "text": text},
        "subject": "Lind",
        "relation": "will visit",
        "objects": ["Tarn", "in May"],
        "confidence": 0,
        "negated": False,
        "modality": "planned",
        "speaker": None,
    }


def test_the_order_of_building_changes_nothing() -> None:
    turned = store_of(council(), harbour())
    assert export(turned, "openie") == export(store_of(harbour(), council()), "openie")


def test_each_article_is_announced() -> None:
    told: list[tuple[str, int, int]] = []
    export(
        store_of(harbour(), council()),
        "openie",
        progress=lambda title, done, total: told.append((title, done, total)),
    )
    assert told == [("Council names Okoro", 0, 2), ("Mayor of Tarn meets shipping chief", 1, 2)]


def test_an_empty_store_needs_no_language_model() -> None:
    assert export(open_store(), "openie") == ""
