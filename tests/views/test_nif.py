"""NIF goes out so that another tool reads it, and comes back as the graph that it came from."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from pynif import NIFCollection
from samples import HARBOUR, Reader, article, person, store_of

import kg
from kg.rdf import DEFAULT_BASE
from kg.stores import Store
from kg.vocab import SCHEMA

RAILWAY = """Two towns agree on a railway 🚂

The mayor of Bergen, Ingrid Dahl, met Aino Niska in Oslo on 3 May 2024. Niska praised Dahl.
She visited Helsinki in 2019.
"""


def test_another_tool_reads_texts_and_mentions(store: Store) -> None:
    council, harbour = sorted(
        NIFCollection.loads(kg.export(store, "nif")).contexts, key=lambda context: context.uri
    )
    assert harbour.mention == HARBOUR and harbour.endIndex == len(HARBOUR)
    assert str(harbour.uri) == f"{DEFAULT_BASE}article/harbour#char=0,{len(HARBOUR)}"
    assert len(council.phrases) == 3 and len(harbour.phrases) == 7
    for context in (council, harbour):
        for phrase in context.phrases:
            assert context.mention[phrase.beginIndex : phrase.endIndex] == phrase.mention
    (lind,) = (phrase for phrase in harbour.phrases if phrase.mention == "Karl Lind")
    assert str(lind.taIdentRef) == f"{DEFAULT_BASE}entity/karl-lind"
    assert [str(kind) for kind in lind.taClassRef] == [SCHEMA.Person.value]


def test_offsets_are_those_of_nif() -> None:
    r = Reader(article("boat", "🚢🚢 Karl Lind waved.", url="https://herald.example/boat"))
    r.sees(person("Karl Lind"), "Karl Lind")
    text = kg.export(store_of(r.reading()), "nif")
    assert 'nif:beginIndex "3"^^xsd:nonNegativeInteger' in text
    assert "a nif:Phrase, nif:RFC5147String" in text
    assert 'schema:url "https://herald.example/boat"' in text
    triples = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    assert len(triples) == len(set(triples)), "each triple once"


@pytest.fixture
def built(tmp_path: Path) -> Store:
    (tmp_path / "railway.txt").write_text(RAILWAY, encoding="utf-8")
    store = kg.open_store(":memory:")
    kg.build([str(tmp_path / "railway.txt")], store=store, published="2024-05-04")
    return store


def test_a_graph_that_goes_out_as_nif_comes_back_the_same(built: Store, tmp_path: Path) -> None:
    (tmp_path / "railway.ttl").write_text(kg.export(built, "nif"), encoding="utf-8")
    again = kg.open_store(":memory:")
    report = kg.build([str(tmp_path / "railway.ttl")], store=again)
    assert not report.failures
    assert again.triples() == built.triples()
