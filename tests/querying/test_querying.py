"""Prepared questions answer what they say, values are only ever text, errors say where."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from samples import harbour, store_of

from kg.errors import KgError, NotFoundError, QueryError
from kg.querying.parameters import terms
from kg.querying.prepared import Parameter, questions
from kg.querying.running import run_query
from kg.stores import Store
from kg.vocab import KG, RELATIONS, SCHEMA, XSD, Node

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
    assert all(param.about for param in params.values())
    assert all(sparql.count(f"VALUES ?{name} {{") == 1 for name in params)


@pytest.mark.parametrize("name", NAMES)
def test_each_runs_and_orders_its_rows(store: Store, name: str) -> None:
    result = run_query(store, name)
    if result.triples is None:
        assert "ORDER BY" in next(q.sparql for q in questions() if q.name == name)
        assert result.columns


def test_none_leaves_the_default_of_a_parameter(store: Store) -> None:
    asked = run_query(store, "offices", {"who": None, "where": None})
    assert asked.rows and asked.rows == run_query(store, "offices").rows


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


def test_relations_that_hold_both_ways_are_those_of_the_ontology() -> None:
    both = {f"kg:{name}" for name, info in RELATIONS.items() if info.symmetric}
    for name in ("support", "contradictions", "plans-fulfilled"):
        sparql = next(q.sparql for q in questions() if q.name == name)
        (listed,) = re.findall(r"\?(?:p|relation) IN \(([^)]*)\)", sparql)
        assert {term.strip() for term in listed.split(",")} == both


def test_the_least_sure_come_first(store: Store) -> None:
    (row,) = run_query(store, "confidence").rows
    assert row[:4] == ("0.85", "the ferry", "collides with", "a pier")
    assert run_query(store, "confidence", {"below": 0.5}).rows == ()


# --- Parameters are values ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who",
    ["Karl Lind", "karl lind", "LIND", "karl", " Lind ", "https://example.org/kg/entity/karl-lind"],
)
def test_an_entity_is_given_by_iri_name_or_part_of_a_name(store: Store, who: str) -> None:
    assert column(store, "visits", "visitor", who=who) == ["Karl Lind"]


def test_a_whole_name_is_preferred_to_a_part(store: Store) -> None:
    assert [t.value for t in as_terms("entity", "Tarn", store)] == [
        "https://example.org/kg/entity/tarn"
    ]
    parts = [t.value.rsplit("/", 1)[-1] for t in as_terms("entity", "arn", store)]
    assert parts == ["tarn-herald", "tarn"]


@pytest.mark.parametrize("relation", ["meets", "kg:meets", f"{KG.iri}meets", "MEETS"])
def test_a_relation_is_given_by_label_name_or_iri(store: Store, relation: str) -> None:
    assert as_terms("relation", relation, store) == [KG.meets]


def test_an_open_relation_is_given_by_its_words(store: Store) -> None:
    for words in ("collides with", "rel:collide_with", "collide with"):
        assert column(store, "evidence", "object", relation=words) == ["a pier"]


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("date", "2024", ox.Literal("2024", datatype=XSD.gYear)),
        ("date", "2024-05", ox.Literal("2024-05", datatype=XSD.gYearMonth)),
        ("date", "2024-05-31", ox.Literal("2024-05-31", datatype=XSD.date)),
        ("number", "12", ox.Literal(12)),
        ("number", "-0.5", ox.Literal("-0.5", datatype=XSD.decimal)),
        ("modality", "Planned", KG.Planned),
        ("type", "person", SCHEMA.Person),
        ("text", " as it is ", ox.Literal(" as it is ")),
    ],
)
def test_values_become_terms(store: Store, kind: str, value: str, term: object) -> None:
    assert as_terms(kind, value, store) == [term]


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("date", "yesterday", "give YYYY-MM-DD"),
        ("date", "2024-02-30", "give YYYY-MM-DD"),
        ("number", "a few", "is no number"),
        ("modality", "sure", "is none of actual, planned"),
        ("type", "animal", "is none of Person, Organization"),
        ("entity", "  ", "gives no name"),
        ("entity", "Inez Okoro", "similar: .*Okoro"),
        ("entity", "x" * 30, "`kg query entities` lists them"),
        ("relation", "meet", None),
        ("relation", "mets", "similar: meets"),
    ],
)
def test_a_wrong_value_is_told_with_the_remedy(
    store: Store, kind: str, value: str, told: str | None
) -> None:
    if told is None:
        assert as_terms(kind, value, store)
        return
    with pytest.raises((QueryError, NotFoundError), match=told) as caught:
        as_terms(kind, value, store)
    assert str(caught.value).startswith("--param who: ")


def as_terms(kind: str, value: str, store: Store) -> list[Node]:
    return terms(Parameter("who", kind), value, store)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_can_change_a_query(value: str) -> None:
    result = run_query(HARBOUR_STORE, "articles", {"words": value})
    # lower() and the engine's LCASE differ on letters whose lower case is two characters.
    assume(len(value.lower()) == len(value))
    assert bool(result.rows) == (value.lower() in "mayor of tarn meets shipping chief")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_name_can_change_a_query(value: str) -> None:
    try:
        result = run_query(HARBOUR_STORE, "who-met-whom", {"who": value})
    except (QueryError, NotFoundError):
        return
    names = " inès okoro karl lind tarn arden mayor the ferry a pier ines-okoro mayor-tarn "
    assert (
        value.strip().lower() in names + " karl-lind harbour-ferry harbour-pier" or not result.rows
    )


@pytest.mark.parametrize("value", ['" } ?x ?y ?z { "', "\\", "\\1", '"', "}\n#", "{}"])
def test_hostile_values_are_looked_for_as_they_are(value: str) -> None:
    assert run_query(HARBOUR_STORE, "articles", {"words": value}).rows == ()
    with pytest.raises(NotFoundError):
        run_query(HARBOUR_STORE, "who-met-whom", {"who": value})


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


def test_results_as_tsv_and_markdown(store: Store) -> None:
    result = run_query(store, 'SELECT ?a ?b { VALUES (?a ?b) { (1 "x|y") (UNDEF "<b>*z*_") } }')
    assert result.to("tsv") == '?a\t?b\n1\t"x|y"\n\t"<b>*z*_"\n'
    assert result.to("markdown") == (
        "| a | b |\n| --- | --- |\n| 1 | x\\|y |\n|  | \\<b\\>\\*z\\*\\_ |\n"
    )


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
@example("![a](b) <script>alert(1)</script> &lt; `x` **y** _z_ ~~w~~ | \\| # - 1.")
def test_markdown_cells_hold_no_markup(text: str) -> None:
    query = f"SELECT ?x {{ BIND({ox.Literal(text)} AS ?x) }}"
    html = MarkdownIt("gfm-like", {"linkify": False}).render(
        run_query(HARBOUR_STORE, query).to("markdown")
    )
    cell = ET.fromstring(html.replace("<hr>", "<hr/>")).find("tbody/tr/td")
    assert cell is not None and not list(cell)
    assert (cell.text or "").split() == "".join(c if c.isprintable() else " " for c in text).split()


def test_w3c_csv_is_exact_even_where_a_spreadsheet_would_calculate(store: Store) -> None:
    result = run_query(store, 'SELECT ?x { BIND("=1+1" AS ?x) }')
    assert result.to("csv") == "x\r\n=1+1\r\n"


def test_a_dataframe_has_typed_columns(store: Store) -> None:
    frame = run_query(
        store,
        """SELECT ?n ?d ?b ?day ?mixed ?text ?none {
             VALUES (?n ?d ?b ?day ?mixed ?text) {
               (1 0.5 true "2024-05-31"^^xsd:date "2024-05"^^xsd:gYearMonth "a")
               (UNDEF 2 false "2023-01-01"^^xsd:date "2024-05-31"^^xsd:date UNDEF)
             } }""",
    ).to_pandas()
    assert list(frame.columns) == ["n", "d", "b", "day", "mixed", "text", "none"]
    kinds = [str(kind) for kind in frame.dtypes[:4]]
    assert kinds[:3] == ["Int64", "Float64", "boolean"] and kinds[3].startswith("datetime64")
    assert frame["n"].isna().tolist() == [False, True] and frame["d"].sum() == 2.5
    assert frame["day"].dt.year.tolist() == [2024, 2023]
    assert frame["mixed"].tolist() == ["2024-05", "2024-05-31"]
    assert frame["text"][0] == "a" and frame["text"].isna()[1] and frame["none"].isna().all()


def test_a_graph_and_an_empty_answer_are_dataframes_too(store: Store) -> None:
    graph = run_query(store, "facts", {"who": "Lind"}).to_pandas()
    assert list(graph.columns) == ["subject", "predicate", "object"] and len(graph) >= 3
    nobody = run_query(store, "chairs").to_pandas()
    assert nobody.columns[0] == "person" and len(nobody) == 0
    twice = run_query(store, "SELECT (1 AS ?a) (2 AS ?b) {} LIMIT 0").to_pandas()
    assert twice.shape == (0, 2)
    with pytest.raises(QueryError, match="yes or no"):
        run_query(store, "ASK {}").to_pandas()


def test_dates_that_pandas_cannot_hold_stay_text(store: Store) -> None:
    frame = run_query(store, 'SELECT ?d { VALUES ?d { "999999999-01-01"^^xsd:date } }').to_pandas()
    assert frame["d"].tolist() == ["999999999-01-01"]


def test_without_pandas_the_remedy_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgError, match="pip install"):
        run_query(store, "offices").to_pandas()


# --- Errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "params", "message"),
    [
        ("who-met-whon", {}, "did you mean who-met-whom"),
        ("zzzz", {}, "kg query --list"),
        ("# param: x (colour) = a shade\nSELECT * {}", {}, "no type 'colour'"),
        ("SELECT ?x\nWHERE { ?x ", {}, "line 2"),
        ("SELECT ?x WHERE { ?x foo:a ?y }", {}, "prefix"),
        ("DELETE WHERE { ?s ?p ?o }", {}, "SELECT, ASK"),
        ("offices", {"whom": "x"}, "it has: who, office"),
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
