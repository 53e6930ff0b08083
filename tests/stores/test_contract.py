"""What every kind of store does (`kg.testing`), and what is the same whoever keeps the graph."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
from samples import LIND, OKORO, council, harbour, store_of
from who import BRIEF, LIMA, MOSCOW, put, settled

from kg import curation, identity, rdf
from kg.explorer.page import page
from kg.stores import Store
from kg.testing import StoreContract
from kg.validation import validate
from kg.views.show import show
from kg.vocab import KG

Make = Callable[[], Store]


class TestStores(StoreContract):
    """Of each kind; see conftest.py."""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def made_by(cls, make: Make) -> None:
        cls.make = staticmethod(make)

    def make_store(self) -> Store:
        return self.make()

    def wrong_answers(self, store: Store) -> dict[str, str]:
        if not getattr(getattr(store, "client", None), "is_virtuoso", False):
            return {}
        reason = "some plans of Virtuoso 7.2.5 carry an OPTIONAL value over to other rows"
        return {"articles-about": reason, "between": reason}


def test_an_entity_has_one_iri_and_decisions_are_kept(make: Make) -> None:
    store, same = make(), settled(MOSCOW, LIMA, BRIEF)
    put(store, BRIEF, LIMA)
    identity.settle(store)
    put(store, MOSCOW)
    assert identity.settle(store) > 0
    assert identity.settle(store) == 0
    assert store.triples() == same.triples()
    for one in (store, same):
        curation.split(one, "sergei-kuznetsov", names=["Kuznetsov"], why='a "namesake" 🚢\\')
    assert store.triples() == same.triples()
    assert curation.decisions(store, rules=True) == curation.decisions(same, rules=True)
    for one in (store, same):
        one.remove("lima")
        identity.settle(one)
    assert store.triples() == same.triples()


def test_the_page_and_what_is_shown_are_the_same_as_of_an_embedded_store(make: Make) -> None:
    store, same = make(), store_of(harbour(), council())
    put(store, harbour(), council())
    assert page(store) == page(same)
    assert show(store, "karl lind") == show(same, "karl lind")


def test_every_store_can_be_validated(make: Make) -> None:
    store = make()
    put(store, harbour(), council())
    assert validate(store).conforms
    mint = rdf.Minter()
    store.exchange([], [ox.Quad(mint.entity(LIND), KG.visits, mint.entity(OKORO))])
    (violation,) = validate(store).violations
    assert violation.result.message.startswith("a plain triple says only what")
