"""A store is settled by the set of its articles and decisions: no order, no interruption shows."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import council, harbour
from who import (
    BERG,
    BRIEF,
    ELSEWHERE,
    KUZNETSOV,
    LIMA,
    MOSCOW,
    OSLO,
    SERGEI,
    WORLD,
    name_of,
    put,
    settled,
)

from kg import curation, identity, rdf
from kg.errors import InputError, NotFoundError
from kg.identity import deciding, renaming, settling
from kg.identity.decisions import Verdicts, by_person
from kg.model import Reading
from kg.stores import Store, open_store
from kg.testing.strategies import readings
from kg.views import FORMATS, export

FEW = (MOSCOW, LIMA, OSLO, BRIEF)


def everything(store: Store) -> dict[str, str]:
    """All that can be seen of a store, in each format that reads the store alone."""
    return {form: export(store, form) for form in sorted(set(FORMATS) - {"openie"})}


@pytest.fixture(scope="module")
def world() -> str:
    return export(settled(*WORLD), "turtle")


@given(st.permutations(WORLD), st.sets(st.integers(0, len(WORLD) - 1)), st.data())
@settings(max_examples=15, deadline=None)
def test_no_order_and_no_number_of_builds_shows(
    world: str, order: Sequence[Reading], pauses: Collection[int], data: st.DataObject
) -> None:
    store = open_store()
    gone = data.draw(st.sets(st.sampled_from(WORLD[:4]), max_size=2), label="removed in between")
    for place, reading in enumerate(order):
        put(store, reading)
        if place in pauses:
            identity.settle(store)
    for reading in gone:
        store.remove(reading.article.slug)
        identity.settle(store)
    put(store, *gone)
    identity.settle(store)
    assert export(store, "turtle") == world


def test_a_settled_store_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    store = settled(*FEW)
    monkeypatch.setattr(store, "exchange", lambda *_: pytest.fail("nothing was to be written"))
    assert identity.settle(store) == 0


@given(readings())
@settings(max_examples=15, deadline=None)
def test_what_a_caller_has_at_hand_is_what_would_be_read_from_the_store(
    several: list[Reading],
) -> None:
    brought = [rdf.contribution(reading) for reading in several]
    store = open_store()
    store.replace_all(brought)
    for one in brought:
        own = identity.own_wording(store, one.article).triples
        assert identity.profiles(one.article, own) == identity.profiles(one.article, one.triples)


def test_a_build_names_who_is_who_as_a_store_that_is_read_again(world: str) -> None:
    found = [rdf.contribution(reading) for reading in WORLD]
    store = open_store()
    store.replace_all(found)
    identity.settle(
        store, brought={one.article: identity.profiles(one.article, one.triples) for one in found}
    )
    assert export(store, "turtle") == world


def test_what_another_version_noted_is_read_again(world: str) -> None:
    store = settled(*WORLD)
    graph = settling.PROFILES
    lines = {t for t in store.hidden(graph) if '"served":[' in t.object.value}
    texts = {t: re.sub(r"\[(\d+),\d+\]", r"\1", t.object.value) for t in lines}
    older = {ox.Triple(t.subject, t.predicate, ox.Literal(text)) for t, text in texts.items()}
    assert lines and not lines & older
    store.exchange({ox.Quad(*t, graph) for t in lines}, {ox.Quad(*t, graph) for t in older})
    identity.settle(store)
    assert export(store, "turtle") == world
    assert lines <= store.hidden(graph)


def test_only_articles_that_are_concerned_are_rewritten(monkeypatch: pytest.MonkeyPatch) -> None:
    store = settled(*WORLD)
    read: list[str] = []
    whole = store.contribution

    def noted(article: ox.NamedNode) -> object:
        read.append(article.value.rsplit("/", 1)[-1])
        return whole(article)

    monkeypatch.setattr(store, "contribution", noted)
    put(store, council())
    identity.settle(store)
    assert set(read) == {"council"}


def test_what_comes_and_goes_leaves_no_trace() -> None:
    store = settled(*FEW)
    before = everything(store)
    put(store, *(reading for reading in WORLD if reading not in FEW))
    identity.settle(store)
    assert everything(store) != before
    for reading in WORLD:
        if reading not in FEW:
            store.remove(reading.article.slug)
    identity.settle(store)
    assert everything(store) == before


class Killed(Exception):
    pass


@pytest.mark.parametrize("survived", range(4))
def test_whatever_interrupts_it_the_next_run_finishes(
    survived: int, world: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.identity.settling._AT_ONCE", 1)
    store = settled(*FEW)
    put(store, *(reading for reading in WORLD if reading not in FEW))
    exchange, left = store.exchange, [survived]

    def interrupted(gone: Collection[ox.Quad], new: Collection[ox.Quad]) -> None:
        if not left[0]:
            raise Killed
        left[0] -= 1
        exchange(gone, new)

    monkeypatch.setattr(store, "exchange", interrupted)
    with pytest.raises(Killed):
        identity.settle(store)
    monkeypatch.setattr(store, "exchange", exchange)
    # In the meantime something else happens: an article goes that others were named for.
    store.remove("moscow")
    put(store, MOSCOW)
    identity.settle(store)
    assert export(store, "turtle") == world


# --- Renaming -------------------------------------------------------------------------------------

NODES = [ox.NamedNode(f"https://example.org/{n}") for n in "abcd"]
P = ox.NamedNode("https://example.org/p")
VALUES = st.one_of(st.sampled_from(NODES), st.sampled_from([ox.Literal("x"), ox.Literal('"\n')]))


@given(
    st.frozensets(st.builds(ox.Triple, st.sampled_from(NODES), st.just(P), VALUES)),
    st.dictionaries(st.sampled_from(NODES), st.sampled_from(NODES)),
)
def test_an_article_is_read_back_as_it_was_worded(
    triples: frozenset[ox.Triple], names: dict[ox.NamedNode, ox.NamedNode]
) -> None:
    article = ox.NamedNode("https://example.org/article")
    note = ox.Triple(article, P, ox.Literal("of others"))
    occurring = {end for t in triples for end in (t.subject, t.object)}
    names = {own: target for own, target in names.items() if own in occurring and own != target}
    own = renaming.Worded(triples, frozenset({note}), {})
    seen, notes = renaming.renamed(article, own, names, "digest")
    assert renaming.worded(seen, notes) == renaming.Worded(triples, frozenset({note}), names)


# --- Decisions of people --------------------------------------------------------------------------


def test_what_is_merged_can_be_split_without_trace() -> None:
    store = settled(harbour(), council(), *FEW)
    before = everything(store)
    merged = curation.merge(store, "karl-lind", "Tarn Herald")
    assert "Tarn Herald" in merged.names
    assert everything(store) != before
    parts = curation.split(store, merged.iri)
    assert {part.label for part in parts} == {"Karl Lind", "Tarn Herald"}
    assert everything(store) == before
    assert curation.decisions(store) == []


def test_what_is_split_can_be_merged_without_trace() -> None:
    store = settled(*FEW)
    before = everything(store)
    parts = curation.split(store, "Sergei Kuznetsov", names=["Kuznetsov"], why="another envoy")
    assert [part.label for part in parts] == ["Sergei Kuznetsov", "Kuznetsov"]
    assert name_of(store, "brief", KUZNETSOV) == "kuznetsov"
    curation.merge(store, parts[0].iri, parts[1].iri)
    assert everything(store) == before
    assert curation.decisions(store) == []


def test_one_article_may_speak_of_another() -> None:
    third, fourth = (ELSEWHERE, WORLD[0])
    store = settled(third, fourth)
    assert name_of(store, "elsewhere", BERG) == name_of(store, "minister", BERG)
    found = curation.split(store, "Jon Berg", articles=["elsewhere"])
    assert len(found) == 2
    assert name_of(store, "elsewhere", BERG) != name_of(store, "minister", BERG)
    curation.merge(store, found[0].iri, found[1].iri)
    assert name_of(store, "elsewhere", BERG) == name_of(store, "minister", BERG)


def test_decisions_survive_a_rebuild_and_come_in_any_order(tmp_path: Path) -> None:
    store = settled(harbour(), *FEW)
    curation.merge(store, "Karl Lind", "Tarn", why="a test")
    curation.split(store, "Sergei Kuznetsov", names=["kuznetsov"])
    file = tmp_path / "decisions.jsonl"
    lines = [d.to_json() for d in curation.decisions(store)]
    random.Random(7).shuffle(lines)
    file.write_text("# who is who\n" + "\n".join(lines) + "\n", encoding="utf-8")
    again = open_store()
    curation.decisions(again, file)
    put(again, *FEW, harbour())
    identity.settle(again)
    assert everything(again) == everything(store)
    assert curation.decisions(again) == curation.decisions(store)


def test_a_decision_on_a_name_holds_for_articles_to_come() -> None:
    store = settled(MOSCOW, *[r for r in WORLD if r.article.slug == "minister"])
    curation.merge(store, "Sergei Kuznetsov", "Jon Berg")
    put(store, ELSEWHERE)
    identity.settle(store)
    assert name_of(store, "elsewhere", BERG) == name_of(store, "moscow", SERGEI)


def test_reasons_are_told() -> None:
    store = settled(*WORLD)
    told = curation.explain(store, "sergei-kuznetsov").to_text()
    assert "1 article calls it Kuznetsov" in told
    assert "spelt otherwise" in told
    assert "same office: envoy-russia" in told
    apart = curation.explain(store, "jon-berg_norway").to_text()
    assert "different countries: Peru; Norway" in apart
    curation.split(store, "sergei-kuznetsov", names=["Kuznetsov"], why="no\x1b[31m namesake")
    told = curation.explain(store, "kuznetsov").to_text()
    assert "somebody decided so (no [31m namesake)" in told


def test_what_cannot_be_split_is_said() -> None:
    store = settled(*FEW)
    with pytest.raises(NotFoundError, match=r"similar: .*Sergei Kuznetsov"):
        curation.split(store, "Sergej Kuznetzov")
    with pytest.raises(NotFoundError, match="no article calls it igor; they call it kuznetsov"):
        curation.split(store, "Sergei Kuznetsov", names=["Igor"])
    with pytest.raises(NotFoundError, match="all of it"):
        curation.split(store, "Sergei Kuznetsov", articles=["moscow", "lima", "oslo", "brief"])
    with pytest.raises(NotFoundError, match="there are no names to split it"):
        curation.split(store, "Russia")
    with pytest.raises(NotFoundError, match="is an office"):
        curation.merge(store, "Russia", "Envoy")


@pytest.mark.parametrize(
    "line",
    [
        "same lind karl-lind",
        "[]",
        '{"pair": ["lind"], "verdict": "same"}',
        '{"pair": ["lind", "lind"], "verdict": "same"}',
        '{"pair": ["lind", "karl lind"], "verdict": "same"}',
        '{"pair": ["lind", "karl-lind"], "verdict": "maybe"}',
        '{"pair": ["lind", "karl-lind"], "verdict": "same", "why": 1}',
        '{"pair": ["lind", "karl-lind"], "verdict": "same", "reason": "x"}',
        "[" * 100_000,
    ],
)
def test_a_line_that_is_no_decision_is_named(line: str, tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"decisions\.jsonl:2: "):
        identity.read(file)


def test_the_more_exact_decision_weighs_more() -> None:
    verdicts = Verdicts(
        [by_person("lind", "karl-lind", same=True), by_person("pier#lind", "karl-lind", same=False)]
    )
    karl = verdicts.refs("quay", "karl-lind")
    assert verdicts.on(verdicts.refs("quay", "lind"), karl) is True
    assert verdicts.on(verdicts.refs("pier", "lind"), karl) is False
    assert verdicts.on(karl, karl) is None


def test_parts_are_named_by_article_where_a_name_is_shared() -> None:
    store = settled(*WORLD)
    parts = deciding.Parts(store)
    berg = parts.of(ox.NamedNode(rdf.DEFAULT_BASE + "entity/jon-berg_norway"))
    assert parts.references(berg) == ["minister#jon-berg"]
    envoy = parts.of(ox.NamedNode(rdf.DEFAULT_BASE + "entity/sergei-kuznetsov"))
    assert "kuznetsov" in parts.references(envoy)


def test_who_is_merged_stays_with_all_its_names() -> None:
    store = settled(*FEW, harbour())
    merged = curation.merge(store, "Kuznetsov", "Karl Lind", why="for a test")
    assert {"Sergei Kuznetsov", "Serguei Kuznetsov", "Kuznetsov", "Karl Lind"} <= set(merged.names)
