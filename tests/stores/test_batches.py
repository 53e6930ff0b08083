"""Articles put in many at a time: few transactions, and none lost by what another one trips."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import harbour

from kg import rdf
from kg.errors import StoreError, TooMuchError
from kg.stores import Batches, Contribution, EmbeddedStore, batches, open_store


def articles(number: int) -> list[Contribution]:
    reading = harbour()
    named = [replace(reading.article, slug=f"a{n}") for n in range(number)]
    return [rdf.contribution(replace(reading, article=article)) for article in named]


class Counted(EmbeddedStore):
    """An embedded store that takes so many articles at once, and not everything."""

    def __init__(self, most: int, refused: str = "") -> None:
        super().__init__(open_store()._store, "counted")
        self.most, self.refused, self.sizes = most, refused, list[int]()

    def replace_all(self, contributions: list[Contribution]) -> None:  # type: ignore[override]
        self.sizes.append(len(contributions))
        if len(contributions) > self.most:
            raise TooMuchError("too much")
        if self.refused in [one.slug for one in contributions]:
            raise ValueError("odd")
        super().replace_all(contributions)


def put(store: EmbeddedStore, number: int) -> dict[str, Exception | None]:
    told: dict[str, Exception | None] = {}
    with Batches(store) as opened:
        for one in articles(number):
            opened.add(one, lambda error, slug=one.slug: told.update({slug: error}))  # type: ignore[misc]
    return told


def test_a_batch_is_full_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(articles(1)[0].triples)
    monkeypatch.setattr(batches, "TRIPLES", 3 * size)
    store = Counted(most=9)
    assert put(store, 7) == dict.fromkeys(store.articles())
    assert store.sizes == [3, 3, 1]


def test_a_batch_is_full_by_its_age(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SECONDS", 0.0)
    store = Counted(most=9)
    put(store, 3)
    assert store.sizes == [1, 1, 1]


def test_what_is_too_much_for_a_server_goes_in_by_halves(monkeypatch: pytest.MonkeyPatch) -> None:
    store = Counted(most=2)
    assert put(store, 7) == dict.fromkeys(store.articles())
    assert len(store.articles()) == 7
    with pytest.raises(TooMuchError):
        put(Counted(most=0), 1)


def test_one_that_trips_a_bug_is_told_and_the_others_are_in() -> None:
    store = Counted(most=9, refused="a2")
    told = put(store, 5)
    assert store.articles() == ["a0", "a1", "a3", "a4"]
    assert [slug for slug, error in told.items() if error] == ["a2"]


def test_what_was_added_before_an_interruption_is_put_in() -> None:
    store = Counted(most=9)
    with pytest.raises(KeyboardInterrupt), Batches(store) as opened:
        for one in articles(2):
            opened.add(one, lambda error: None)
        raise KeyboardInterrupt
    assert store.articles() == ["a0", "a1"]


def test_a_store_that_is_gone_is_not_asked_again() -> None:
    store = Counted(most=9)
    with pytest.raises(StoreError), Batches(store) as opened:
        opened.add(articles(1)[0], lambda error: None)
        raise StoreError("gone")
    assert store.sizes == []
