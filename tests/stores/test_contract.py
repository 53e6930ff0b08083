"""What every kind of store does (`kg.testing`), and what is the same whoever keeps the graph."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
import pytest
import servers
from samples import LIND, MAYOR, OKORO, TARN, Reader, article, council, harbour, person, store_of
from who import BRIEF, LIMA, MOSCOW, put, settled

from benchmarks.generated import readings as generated
from kg import curation, identity, rdf
from kg.explorer.page import page
from kg.model import Entity, EntityType, Modality, Reading, Text, TimeExpression
from kg.querying.prepared import questions
from kg.querying.running import run_query
from kg.stores import MEMORY, Endpoint, Store, open_store
from kg.testing import StoreContract
from kg.validation import validate
from kg.views import FORMATS, export
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


@pytest.mark.slow
@pytest.mark.parametrize("kind", ("oxigraph", "virtuoso"))
def test_twenty_articles_are_exported_and_asked_as_in_an_embedded_store(
    kind: str, tmp_path: Path
) -> None:
    """Servers plan a query by what is in them: what is right of two articles may be wrong here."""
    brought = [rdf.contribution(reading) for reading in (harbour(), council(), *generated(18))]
    more = {"most_rows": 10_000} if kind == "virtuoso" else {}
    with ExitStack() as stack:
        try:
            url = stack.enter_context(getattr(servers, kind)(tmp_path, **more))
        except FileNotFoundError as error:
            pytest.skip(str(error))
        same, there = (stack.enter_context(open_store(at)) for at in (MEMORY, Endpoint.at(url)))
        for store in (same, there):
            store.replace_all(brought)
        wrong = [name for name in FORMATS if export(there, name) != export(same, name)]
        wrong += [q.name for q in questions() if answer(there, q.name) != answer(same, q.name)]
        assert not wrong


STORM = """The storm killed over 6,000 people

The storm killed over 6,000 people and injured dozens. The flood killed at least 20.
The flood killed three sailors, said Okoro, who became mayor in 2007 and may stay mayor.
"""
COUNCILS = ("Select Committee", "of Tarn", "of Tarn and Arden", "a", "B")


def storm() -> Reading:
    """Figures in several wordings, an office at several times, names that begin alike."""
    r = Reader(article("storm", STORM, published="2024-02-06"))
    for end in COUNCILS:
        r.sees(person(f"Workers' Council of the Northern Harbours {end}"), "The storm")
    r.sees(OKORO, "Okoro")
    r.sees(MAYOR, "mayor")
    gale, flood = (Entity(name, EntityType.THING, f"the {name}") for name in ("storm", "flood"))
    year = TimeExpression("in 2007", 0, 0, value="2007")
    people = Text("over 6,000 people")
    r.says(gale, "kills", people, "The storm killed over 6,000 people", place=TARN)
    r.says(gale, "injures", Text("dozens"), "injured dozens")
    r.says(flood, "kills", Text("at least 20"), "The flood killed at least 20", time=year)
    r.says(flood, "kills", Text("three sailors"), "killed three sailors", speaker=OKORO)
    r.says(OKORO, "meets", LIND, "said Okoro", time=year)
    r.says(OKORO, "holds", MAYOR, "Okoro, who became mayor in 2007", time=year)
    r.says(OKORO, "holds", MAYOR, "became mayor")
    r.says(OKORO, "holds", MAYOR, "may stay mayor", modality=Modality.POSSIBLE)
    return r.reading()


@pytest.mark.parametrize(
    ("question", "params"),
    [
        ("casualties", {}),
        ("casualties", {"least": 3}),
        ("office-history", {}),
        ("office-history", {"who": "Okoro"}),
        ("support", {"relation": "meets"}),
        ("SELECT ?name { ?x rdfs:label ?name } ORDER BY ?name", {}),
        ("SELECT ?x ?name { ?x rdfs:label ?name } order by desc( ?name ) ?x", {}),
    ],
)
def test_what_virtuoso_would_answer_otherwise_is_answered_alike(
    make: Make, question: str, params: dict[str, object]
) -> None:
    store, same = make(), open_store()
    for one in (store, same):
        put(one, harbour(), council(), storm())
    found, expected = (run_query(one, question, params).rows for one in (store, same))
    assert found == expected and len(expected) > (not params)


def answer(store: Store, question: str) -> object:
    found = run_query(store, question)
    return found.rows if found.triples is None else found.to("turtle")


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
