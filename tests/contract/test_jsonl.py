"""`kg export --format jsonl` keeps the contract of DESIGN section 4, which measurements read."""

from __future__ import annotations

import json

import pytest
from samples import council, harbour, store_of

from kg.stores import Store
from kg.views import export
from kg.vocab import KG, RDF

KEYS = [
    *("article", "subject", "predicate", "object", "modality", "negated", "speaker"),
    *("time", "time_start", "time_end", "time_text", "ended", "place", "topic"),
    *("confidence", "start", "end", "text", "rule"),
]
TEXTS = {reading.article.slug: reading.article.text for reading in (harbour(), council())}


@pytest.fixture
def lines(store: Store) -> list[dict]:
    return [json.loads(line) for line in export(store, "jsonl").splitlines()]


def test_exactly_these_keys_in_this_order(lines: list[dict]) -> None:
    assert [list(line) for line in lines] == [KEYS] * len(lines)
    assert all(list(line["predicate"]) == ["iri", "label"] for line in lines)


def test_ends_are_entities_or_words(lines: list[dict]) -> None:
    ends = [end for line in lines for end in (line["subject"], line["object"])]
    ends += [line[key] for line in lines for key in ("speaker", "place") if line[key]]
    keys = {tuple(end) for end in ends}
    assert keys == {("iri", "label", "names", "type"), ("text",)}


def test_as_many_lines_as_statements_articles_sorted_in_text_order(
    store: Store, lines: list[dict]
) -> None:
    assert len(lines) == len(list(store.match(None, RDF.type, KG.Statement)))
    places = [(line["article"], line["start"], line["end"]) for line in lines]
    assert places == sorted(places)


def test_the_text_is_exactly_the_span(lines: list[dict]) -> None:
    for line in lines:
        article = TEXTS[line["article"].rsplit("/", 1)[-1]]
        assert article[line["start"] : line["end"]] == line["text"]


def test_one_line_in_full() -> None:
    lines = export(store_of(harbour()), "jsonl").splitlines()
    (met,) = [json.loads(line) for line in lines if '#meets"' in line]
    base = "https://example.org/kg/"
    assert met == {
        "article": f"{base}article/harbour",
        "subject": {
            "iri": f"{base}entity/ines-okoro",
            "label": "Inès Okoro",
            "names": ["Inès Okoro", "Okoro"],
            "type": "Person",
        },
        "predicate": {"iri": "https://w3id.org/news-kg/ontology#meets", "label": "meets"},
        "object": {
            "iri": f"{base}entity/karl-lind",
            "label": "Karl Lind",
            "names": ["Karl Lind", "Lind"],
            "type": "Person",
        },
        "modality": "actual",
        "negated": False,
        "speaker": None,
        "time": "2024-02-02",
        "time_start": None,
        "time_end": None,
        "time_text": "last Friday",
        "ended": False,
        "place": {
            "iri": f"{base}entity/arden",
            "label": "Arden",
            "names": ["Arden"],
            "type": "Country",
        },
        "topic": None,
        "confidence": 1.0,
        "start": 55,
        "end": 80,
        "text": "Inès Okoro, met Karl Lind",
        "rule": "meets.sample",
    }


@pytest.mark.parametrize(
    ("relation", "key", "value"),
    [
        ("visits", "modality", "planned"),
        ("signs", "negated", True),
        ("describedAs", "ended", True),
        ("visits", "time", "2024-05"),
        ("age", "object", {"text": "61"}),
        ("collide_with", "confidence", 0.85),
    ],
)
def test_marks(lines: list[dict], relation: str, key: str, value: object) -> None:
    assert [line[key] for line in lines if line["predicate"]["iri"].endswith(relation)] == [value]


def test_a_claim_names_its_speaker(lines: list[dict]) -> None:
    (claim,) = [line for line in lines if line["predicate"]["iri"].endswith("alliedWith")]
    assert claim["speaker"]["label"] == "Ines Okoro"
    (said,) = [line for line in lines if line["predicate"]["iri"].endswith("says")]
    assert said["speaker"] is None
