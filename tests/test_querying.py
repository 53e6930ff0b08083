"""Prepared questions answer what they say, values are only ever text, errors say where."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import harbour, store_of

from kg.errors import QueryError
from kg.prepared import questions
from kg.querying import run_query
from kg.stores import Store
from kg.vocab import KG, RELATIONS

NAMES = [question.name for question in questions()]
HARBOUR_STORE = store_of(harbour())


def column(store: Store, question: str, name: str, **params: str) -> list[str | None]:
    result = run_query(store, question, params)
    return [row[result.columns.index(name)] for row in result.rows]


def test_there_are_questions_for_what_people_ask() -> None:
    wanted = "who-met-whom offices chairs planned said allies timeline evidence claims-by-speaker"
    assert {*wanted.split(), "entities", "visits", "where", "disagreements"} <= set(NAMES)


@pytest.mark.parametrize("question", questions(), ids=NAMES)
def test_each_says_what_it_answers_and_what_its_parameters_are(question: object) -> None:
    sparql, title, params = question.sparql, question.title, question.params  # type: ignore[attr-defined]
    assert sparql.startswith("# ")
    assert title.endswith("?")
    assert all(params.values())
    assert all(f"VALUES ?{name} {{" in sparql for name in params)


@pytest.mark.parametrize("name", NAMES)
def test_each_runs_and_orders_its_rows(store: Store, name: str) -> None:
    assert "ORDER BY" in next(q.sparql for q in questions() if q.name == name)
    assert run_query(store, name).columns


@pytest.mark.parametrize("name", NAMES)
def test_each_is_plain_sparql_for_other_tools(store: Store, name: str) -> None:
    from rdflib.plugins.sparql import prepareQuery

    prepareQuery(next(q.sparql for q in questions() if q.name == name))


@pytest.mark.parametrize("name", NAMES)
def test_each_uses_only_relations_that_exist(name: str) -> None:
    sparql = next(q.sparql for q in questions() if q.name == name)
    used = {word.split(":")[1].strip(";,.)/") for word in sparql.split() if word.startswith("kg:")}
    used = {part.split("/")[0] for part in used} - {""}
    assert all(term in KG or term in RELATIONS for term in used)


def test_who_met_whom(store: Store) -> None:
    assert column(store, "who-met-whom", "met") == ["Karl Lind", "Karl Lind"]
    assert set(column(store, "who-met-whom", "place")) == {"Arden", None}


def test_names_match_by_part_and_without_case(store: Store) -> None:
    for who in ("karl", "LIND", "inès", "Okoro"):
        assert len(column(store, "who-met-whom", "person", who=who)) == 2
    assert column(store, "who-met-whom", "person", who="nobody") == []


def test_offices(store: Store) -> None:
    (row,) = run_query(store, "offices", {"who": "okoro"}).rows
    assert row == ("Ines Okoro", "Mayor", "Tarn", "in office", None)
    assert len(run_query(store, "offices", {"who": "mayor"}).rows) == 1


def test_planned_said_claims_timeline(store: Store) -> None:
    assert column(store, "planned", "relation", who="tarn") == ["visits"]
    assert column(store, "said", "words", who="okoro") == ["Arden is our reliable friend"]
    assert column(store, "claims-by-speaker", "subject", who="okoro") == ["Tarn"]
    assert column(store, "allies", "according_to", who="arden") == ["Ines Okoro"]
    assert column(store, "timeline", "when") == ["2024-02-02", "2024-05"]
    assert column(store, "uncertain", "status") == ["not actual"]
    assert column(store, "visits", "modality") == ["planned"]
    assert column(store, "where", "place_name", place="ard") == ["Arden"]


def test_evidence_for_a_relation(store: Store) -> None:
    words = column(store, "evidence", "evidence", relation="collides")
    assert words == ["The ferry collided with a pier"]


def test_entities_by_number_of_statements(store: Store) -> None:
    result = run_query(store, "entities", {"type": "Person"})
    assert [row[0] for row in result.rows] == ["Karl Lind", "Ines Okoro"]


# --- Parameters are values ------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_value_can_change_a_query(value: str) -> None:
    result = run_query(HARBOUR_STORE, "who-met-whom", {"who": value})
    names = ("inès okoro", "okoro", "karl lind", "lind")
    assert bool(result.rows) == any(value.lower() in name for name in names)


@pytest.mark.parametrize("value", ['" } ?x ?y ?z { "', "\\", "\\1", '"', "}\n#", "{}"])
def test_hostile_values_are_looked_for_as_they_are(value: str) -> None:
    assert run_query(HARBOUR_STORE, "who-met-whom", {"who": value}).rows == ()


def test_own_queries_and_files_take_parameters(store: Store, tmp_path: Path) -> None:
    sparql = 'SELECT ?e WHERE { VALUES ?n { "" } ?e rdfs:label ?n }'
    assert len(run_query(store, sparql, {"n": "Arden"}).rows) == 1
    file = tmp_path / "mine.rq"
    file.write_text(sparql)
    assert len(run_query(store, str(file), {"n": "Arden"}).rows) == 1


# --- Results --------------------------------------------------------------------------------------


def test_results_in_each_format(store: Store) -> None:
    result = run_query(store, "SELECT ?l WHERE { ?p a schema:Country ; rdfs:label ?l }")
    assert result.to("table") == "l\n-----\nArden\n"
    assert list(csv.reader(io.StringIO(result.to("csv")))) == [["l"], ["Arden"]]
    (row,) = json.loads(result.to("json"))["results"]["bindings"]
    assert row == {"l": {"type": "literal", "value": "Arden"}}
    assert "Arden" in "".join(ET.fromstring(result.to("xml")).itertext())
    with pytest.raises(QueryError, match="no graph"):
        result.to("turtle")
    with pytest.raises(QueryError, match="choose one of"):
        result.to("excel")


def test_yes_or_no(store: Store) -> None:
    result = run_query(store, "ASK { ?s kg:meets ?o }")
    assert result.boolean is True
    assert result.to("table") == "yes\n"
    assert json.loads(result.to("json"))["boolean"] is True
    with pytest.raises(QueryError, match="yes or no"):
        result.to("csv")


def test_a_graph_is_turtle(store: Store) -> None:
    result = run_query(store, "CONSTRUCT WHERE { ?s kg:meets ?o }")
    assert len(rdflib.Graph().parse(data=result.to("turtle"), format="turtle")) == 2
    with pytest.raises(QueryError, match="turtle"):
        result.to("csv")


def test_a_table_shows_no_control_characters(store: Store) -> None:
    result = run_query(store, 'SELECT ?x WHERE { BIND("a\\u001b[31m\\u202e\\nb" AS ?x) }')
    assert result.to("table") == "x\n---------\na [31m  b\n"


# --- Errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "params", "message"),
    [
        ("who-met-whon", {}, "did you mean who-met-whom"),
        ("zzzz", {}, "there are allies"),
        ("SELECT ?x\nWHERE { ?x ", {}, "line 2"),
        ("SELECT ?x WHERE { ?x foo:a ?y }", {}, "prefix"),
        ("DELETE WHERE { ?s ?p ?o }", {}, "SELECT, ASK"),
        ("offices", {"whom": "x"}, "it has: who"),
    ],
)
def test_errors_name_the_place_and_the_remedy(
    store: Store, query: str, params: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        run_query(store, query, params)
    assert str(caught.value).count("\n") <= 1


def test_a_file_that_is_no_text_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryError, match="UTF-8"):
        run_query(store, str(tmp_path / "x.rq"))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * " + "{" * 5000 + "}" * 5000, "nest deeper than 100"),
    ],
)
def test_a_query_neither_calls_out_nor_brings_the_engine_down(
    store: Store, query: str, told: str
) -> None:
    with pytest.raises(QueryError, match=told):
        run_query(store, query)


def test_words_in_literals_and_comments_are_no_service(store: Store) -> None:
    found = run_query(store, 'SELECT (1 AS ?n) { FILTER("SERVICE ((((" != "x") } # SERVICE {{{')
    assert found.columns == ("n",) or list(found.columns) == ["n"]
