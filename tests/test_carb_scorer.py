"""CaRB's rules on triples small enough to count by hand."""

from __future__ import annotations

import pytest

from benchmarks.carb_data import as_text, as_tokens
from benchmarks.carb_scorer import Triple, curve, key, match, score


def triple(text: str, confidence: float = 1.0) -> Triple:
    """ "subject | relation | object | object"."""
    subject, relation, *objects = (tuple(part.split()) for part in text.split("|"))
    return Triple(relation, (subject, *objects), confidence)


@pytest.mark.parametrize(
    ("gold", "found", "precision", "recall"),
    [
        ("Ek | sold | the mill", "Ek | sold | the mill", 1, 1),
        ("Ek | sold | the mill", "Ek | sold | the old mill", 4 / 5, 1),
        ("Ek | sold | the mill | in May", "Ek | sold | the mill", 1, 4 / 6),
        ("Ek | sold | the mill", "Ek | bought | the mill", 0, 0),  # no word of the relation
        ("Ek | sold | the mill", "Ek | sold", 0, 0),  # a part is missing
        ("Ek | sold in May | the mill", "Ek | sold | the mill | in May", 4 / 6, 4 / 6),
        ("Ek | is | mayor", "Ek | be | mayor", 1, 1),  # "be" is any of its forms
        ("it is late | said | Ek", "Ek | said | it is late", 1, 1),  # speech in either order
        ("the the | saw | Ek", "the | saw | Ek Ek", 3 / 4, 3 / 4),  # words count as often as there
    ],
)
def test_match(gold: str, found: str, precision: float, recall: float) -> None:
    assert match(triple(gold), triple(found)) == pytest.approx((precision, recall))


def test_a_gold_triple_takes_one_extraction_and_recall_any() -> None:
    gold = {"s": [triple("Ek | sold | the mill"), triple("Ek | sold | the shop")]}
    found = {"s": [triple("Ek | sold | the mill and the shop")]}
    assert curve(gold, found) == [pytest.approx((4 / 7, 1.0))]
    twice = {"s": [triple("Ek | sold | the mill"), triple("Ek | sold | the mill")]}
    assert curve(gold, twice) == [pytest.approx(((1 + 3 / 4) / 2, (1 + 3 / 4) / 2))]


def test_score_is_the_best_point_and_the_area_under_all() -> None:
    gold = {"s": [triple("Ek | sold | it")], "t": [triple("Lund | left | Oslo")]}
    found = {"s": [triple("Ek | sold | it", 0.9), triple("x | y | z", 0.1)]}
    assert curve(gold, found) == [(0.5, 0.5), (1.0, 0.5)]
    best = score(gold, found)
    assert (best.precision, best.recall, best.f1) == pytest.approx((1.0, 0.5, 2 / 3))
    assert best.area == pytest.approx(0.5)
    assert score(gold, {}).f1 == 0


def test_sentences_are_the_same_however_tokenised() -> None:
    assert key("He said : `` No -LRB- yet -RRB- . ''") == key('He said: "No (yet)."')


def test_tokens_to_text_and_back() -> None:
    sentence = "Ek 's two - year plan , `` a gem , '' cost $ 3\\/4 -LRB- net -RRB- ."
    assert as_text(sentence) == 'Ek\'s two-year plan, "a gem," cost $3/4 (net).'
    assert as_tokens("Ek's two-year plan", sentence) == ("Ek", "'s", "two", "-", "year", "plan")
    assert as_tokens('"a gem," cost', sentence) == ("``", "a", "gem", ",", "''", "cost")
