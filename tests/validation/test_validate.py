"""What kg builds conforms; what is damaged in one way is reported as exactly that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from samples import council, harbour, store_of

import kg
from kg.errors import KgError
from kg.stores import EmbeddedStore
from kg.validation.shapes import SHAPES_FILE, constraints, core, shape_of_message
from kg.vocab import ONTOLOGY_FILE, PREFIXES, RELATIONS

ROOT = Path(__file__).parent.parent.parent
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.ttl"))

RAILWAY = """Two towns agree on a railway

The mayor of Bergen, Ingrid Dahl, met Aino Niska in Oslo on 3 May 2024. Dahl visited Helsinki in \
2019. "Norway is an ally of Finland", said Niska. Dahl will visit Rome in June. Niska did not meet \
Karl Lind. Lind was the president of the Norvik Bank from 2010 to 2015.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Triple]:
    """The graph of an article that tells of an office, a meeting, a plan, a claim and a denial."""
    file = tmp_path_factory.mktemp("news") / "railway.txt"
    file.write_text(RAILWAY, encoding="utf-8")
    with kg.open_store(":memory:") as store:
        kg.build([str(file)], store=store, published="2024-05-04")
        return store.triples()


def graph_of(triples: list[ox.Triple], *updates: str) -> EmbeddedStore:
    """A store of these triples after SPARQL updates."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    for update in updates:
        before = set(store)
        store.update(update, prefixes=PREFIXES)
        assert set(store) != before, f"this damages nothing: {update}"
    return EmbeddedStore(store, ":memory:")


# --- What kg makes conforms ---------------------------------------------------------------------


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_golden_graph_conforms(path: Path) -> None:
    report = kg.validate(kg.open_graph(path))
    assert report.conforms, report.to("text")
    assert report.articles and report.statements


def test_graphs_of_several_articles_conform(built: list[ox.Triple]) -> None:
    with store_of(harbour(), council()) as store:
        for report in (kg.validate(store), kg.validate(graph_of([*built, *store.triples()]))):
            assert report.conforms, report.to("text")


def test_the_graph_of_the_seeds_conforms() -> None:
    with kg.open_store(":memory:") as store:
        kg.build([str(ROOT / "seeds")], store=store)
        report = kg.validate(store)
    assert report.conforms, report.to("text")
    assert report.articles == 1 and report.statements > 20


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nt", "nq", "rdf", "jsonld"])
def test_every_export_of_rdf_conforms_as_a_file(tmp_path: Path, suffix: str) -> None:
    names = {
        "ttl": "turtle", "trig": "trig", "nt": "ntriples", "nq": "nquads",
        "rdf": "rdfxml", "jsonld": "jsonld",
    }  # fmt: skip
    with store_of(harbour(), council()) as store:
        (tmp_path / f"g.{suffix}").write_text(kg.export(store, names[suffix]), encoding="utf-8")
    report = kg.validate(kg.open_graph(tmp_path / f"g.{suffix}"))
    assert report.conforms, report.to("text")
    assert report.articles == 2 and report.statements == 11


def test_an_empty_store_conforms() -> None:
    with kg.open_store(":memory:") as store:
        report = kg.validate(store)
    assert report.conforms and "0 articles" in report.to("text")


# --- What is damaged is told --------------------------------------------------------------------

MEETING = "?s a kg:Statement ; rdf:predicate kg:meets ; kg:modality kg:Actual ; kg:negated false ."
VISIT = "?s a kg:Statement ; rdf:predicate kg:visits ; kg:modality kg:Actual ."
PLAN = "?s a kg:Statement ; rdf:predicate kg:visits ; kg:modality kg:Planned ."
DENIAL = "?s a kg:Statement ; kg:negated true ."
CLAIM = "?s a kg:Statement ; prov:wasAttributedTo ?speaker ."
ARTICLE = "?a a schema:NewsArticle ."
CONTEXT = "?c a nif:Context ."
DAHL = '?x rdfs:label "Ingrid Dahl" .'
MAYOR = '?x a org:Post ; rdfs:label "Mayor" .'
MENTION = '?m itsrdf:taIdentRef ?x ; nif:anchorOf "Ingrid Dahl" .'
ENDS = "rdf:subject ?one ; rdf:object ?other ."


def change(where: str, gone: str = "", new: str = "") -> str:
    return f"DELETE {{ {gone} }} INSERT {{ {new} }} WHERE {{ {where} }}"


# What is broken, and how each of its messages begins.
DAMAGES: dict[str, tuple[str, list[str]]] = {
    # Articles and their text
    "no headline": (
        change(f"{ARTICLE} ?a schema:headline ?h", "?a schema:headline ?h"),
        ["an article has exactly one headline"],
    ),
    "a language that is none": (
        change(f"{ARTICLE} ?a schema:inLanguage ?l", "?a schema:inLanguage ?l",
               '?a schema:inLanguage "in English"'),
        ["an article has exactly one language"],
    ),
    "two publishers": (
        change(ARTICLE, new='?a schema:publisher "Herald", "Star"'),
        ["an article has at most one publisher"],
    ),
    "two licences": (
        change(ARTICLE, new='?a schema:license "CC BY 4.0", "CC0"'),
        ["an article has at most one licence"],
    ),
    "an address that is none": (
        change(ARTICLE, new='?a schema:url "javascript:alert(1)"'),
        ["an article has at most one web address"],
    ),
    "a day that does not exist": (
        change(f"{ARTICLE} ?a schema:datePublished ?d", "?a schema:datePublished ?d",
               '?a schema:datePublished "2024-02-30"^^xsd:date'),
        ["an article has at most one date"],
    ),
    "words for an entity": (
        change(ARTICLE, new='?a kg:mentions "Dahl"'),
        ["an article mentions nodes"],
    ),
    "no text": (
        change(CONTEXT + " ?c ?p ?v", "?c ?p ?v"),
        ["an article has exactly one text (nif:Context); it has none",
         "a span refers (nif:referenceContext) to the text"],
    ),
    "two texts": (
        change(CONTEXT + " ?c kg:statedIn ?a",
               new="<urn:c> a nif:Context ; kg:statedIn ?a ; nif:beginIndex 0 ; nif:endIndex 1 ;"
                   ' nif:isString "x"'),
        ["an article has exactly one text (nif:Context); this is another"],
    ),
    "a text that is not said": (
        change(CONTEXT + " ?c nif:isString ?t", "?c nif:isString ?t"),
        ["the text of an article (nif:isString) is there exactly once"],
    ),
    "a text that begins late": (
        change(CONTEXT, "?c nif:beginIndex 0", "?c nif:beginIndex 1"),
        ["the text of an article begins at 0", "the IRI of a span"],
    ),
    "a text with another end": (
        change(CONTEXT + " ?c nif:endIndex ?e", "?c nif:endIndex ?e", "?c nif:endIndex 7"),
        ["the text of an article ends where its characters do", "the IRI of a span"],
    ),
    "a span in no article": (
        change(MENTION + " ?m kg:statedIn ?a", "?m kg:statedIn ?a"),
        ["a span of text is in exactly one article"],
    ),
    "a span that begins before the text": (
        change(MENTION + " ?m nif:beginIndex ?b", "?m nif:beginIndex ?b", "?m nif:beginIndex -1"),
        ["a span begins", "the IRI of a span"],
    ),
    "a span without an end": (
        change(MENTION + " ?m nif:endIndex ?e", "?m nif:endIndex ?e"),
        ["a span ends (nif:endIndex) at exactly one number"],
    ),
    "a span of another text": (
        change(MENTION + " ?m nif:referenceContext ?c", "?m nif:referenceContext ?c",
               "?m nif:referenceContext <urn:other>"),
        ["a span refers (nif:referenceContext)"],
    ),
    "a span of no text": (
        change(MENTION + " ?m nif:referenceContext ?c", "?m nif:referenceContext ?c"),
        ["a span refers to exactly one text"],
    ),
    "a mention of words": (
        change(MENTION, new='?m itsrdf:taIdentRef "Dahl"'),
        ["a mention refers (itsrdf:taIdentRef) to a node"],
    ),
    "a span that ends behind the text": (
        change(MENTION + " ?m nif:endIndex ?e", "?m nif:endIndex ?e", "?m nif:endIndex 10000"),
        ["a span ends inside its article's text", "the IRI of a span"],
    ),
    "words that are not in the text": (
        change(MENTION + " ?m nif:anchorOf ?w", "?m nif:anchorOf ?w", '?m nif:anchorOf "Ingri"'),
        ["the words of a span (nif:anchorOf) are those at its offsets"],
    ),
    "a mention without words": (
        change(MENTION + " ?m nif:anchorOf ?w", "?m nif:anchorOf ?w"),
        ["evidence and mentions say their words"],
    ),
    "evidence that is no span": (
        change(MEETING + " ?s kg:evidence ?e", "?s kg:evidence ?e", "?s kg:evidence <urn:page>"),
        ["evidence and mentions are spans of text", "evidence and mentions say their words",
         "the evidence of a statement is in its own article"],
    ),
    # Statements
    "a statement in no article": (
        change(MEETING + " ?s kg:statedIn ?a", "?s kg:statedIn ?a"),
        ["a statement is in exactly one article"],
    ),
    "no subject": (
        change(CLAIM + " ?s rdf:subject ?x", "?s rdf:subject ?x"),
        ["a statement has exactly one subject"],
    ),
    "no predicate": (
        change(CLAIM + " ?s rdf:predicate ?x", "?s rdf:predicate ?x"),
        ["a statement has exactly one predicate"],
    ),
    "a predicate that is no relation": (
        change(CLAIM + " ?s rdf:predicate ?x", "?s rdf:predicate ?x", "?s rdf:predicate kg:time"),
        ["the predicate of a statement is a relation", "a relation has exactly one label"],
    ),
    "no object": (
        change(CLAIM + " ?s rdf:object ?x", "?s rdf:object ?x"),
        ["a statement has exactly one object"],
    ),
    "a modality of one's own": (
        change(PLAN, "?s kg:modality kg:Planned", "?s kg:modality kg:Likely"),
        ["a statement has exactly one modality"],
    ),
    "two modalities": (
        change(PLAN, new="?s kg:modality kg:Possible"),
        ["a statement has exactly one modality"],
    ),
    "not said whether negated": (
        change(PLAN, "?s kg:negated false"),
        ["a statement says exactly once whether it is negated"],
    ),
    "ended in words": (
        change(PLAN, new='?s kg:ended "yes"'),
        ["a statement says at most once whether it has ended"],
    ),
    "no evidence": (
        change(PLAN + " ?s kg:evidence ?e", "?s kg:evidence ?e"),
        ["a statement has exactly one evidence"],
    ),
    "no rule": (
        change(PLAN + " ?s kg:rule ?r", "?s kg:rule ?r"),
        ["a statement names exactly one rule"],
    ),
    "a confidence above one": (
        change(PLAN + " ?s kg:confidence ?c", "?s kg:confidence ?c", "?s kg:confidence 1.5"),
        ["a statement has exactly one confidence"],
    ),
    "a speaker in words": (
        change(CLAIM, "?s prov:wasAttributedTo ?speaker", '?s prov:wasAttributedTo "Niska"'),
        ["a statement has at most one speaker"],
    ),
    "a reporter in words": (
        change(PLAN, new='?s kg:reportedBy "the Herald"'),
        ["at most one passes a statement on"],
    ),
    "a place in words": (
        change(PLAN, new='?s kg:place "here"'),
        ["a statement has at most one place"],
    ),
    "an event in words": (
        change(MEETING + " ?s kg:event ?e", "?s kg:event ?e", '?s kg:event "a meeting"'),
        ["a statement tells of at most one event", "an event is told by at least one statement"],
    ),
    "two topics": (
        change(PLAN, new='?s kg:topic "rails", "roads"'),
        ["a statement has at most one topic"],
    ),
    "two wordings": (
        change(PLAN, new='?s kg:wording "pull out", "leave"'),
        ["a statement has at most one wording of its relation"],
    ),
    "the words of two times": (
        change(PLAN, new='?s kg:timeText "soon", "later"'),
        ["a statement has the words of at most one time"],
    ),
    "a time in words": (
        change(MEETING + " ?s kg:time ?t", "?s kg:time ?t", '?s kg:time "May"'),
        ["a statement has at most one time, an xsd:date"],
    ),
    "a start in a month that is none": (
        change(PLAN, new='?s kg:timeStart "2010-13"^^xsd:gYearMonth'),
        ["a statement has at most one time of its start"],
    ),
    "an end in words": (
        change(PLAN, new='?s kg:timeEnd "some day"'),
        ["a statement has at most one time of its end"],
    ),
    "an end before the start": (
        change(PLAN, new='?s kg:timeStart "2010"^^xsd:gYear ; kg:timeEnd "2009-12-31"^^xsd:date'),
        ["a time starts before it ends"],
    ),
    "an end that the article does not mention": (
        change(PLAN + " ?s rdf:object ?x", "?s rdf:object ?x", "?s rdf:object <urn:elsewhere>"),
        ["what a statement is about is mentioned in its article"],
    ),
    "a person who is held": (
        change(f"?s rdf:predicate org:holds ; rdf:object ?x . {DAHL.replace('?x', '?d')}"
               " ?p org:holds ?x", "?s rdf:object ?x . ?p org:holds ?x",
               "?s rdf:object ?d . ?p org:holds ?d"),
        ["only an office (org:Post) is held"],
    ),
    "an event of a plan": (
        change(PLAN + " ?e a kg:Visit", new="?s kg:event ?e"),
        ["an event is told only by statements that are actual"],
    ),
    "a fact without its plain triple": (
        change(VISIT + f"?s {ENDS}", "?one kg:visits ?other"),
        ["what is told as actual, positive, not attributed and not ended stands as a plain"],
    ),
    "a symmetric fact one way": (
        change(MEETING + f"?s {ENDS}", "?other kg:meets ?one"),
        ["the plain triple of a symmetric relation stands both ways"],
    ),
    "a relation without a label": (
        change("kg:visits rdfs:label ?l", "kg:visits rdfs:label ?l"),
        ["a relation has exactly one label"],
    ),
    # Plain triples
    "a plain triple that nothing says": (
        change(DAHL + '?y rdfs:label "Norway"', new="?x kg:visits ?y"),
        ["a plain triple says only what a statement tells as actual"],
    ),
    "a plain triple of a plan": (
        change(PLAN + f"?s {ENDS}", new="?one kg:visits ?other"),
        ["a plain triple says only what a statement tells as actual"],
    ),
    "a plain triple of a claim": (
        change(CLAIM + f"?s rdf:predicate ?r ; {ENDS} FILTER(isIRI(?one) && isIRI(?other))",
               new="?one ?r ?other"),
        ["a plain triple says only what a statement tells as actual"],
    ),
    "a plain triple of a denial": (
        change(DENIAL + f"?s rdf:predicate ?r ; {ENDS}", new="?one ?r ?other"),
        ["a plain triple says only what a statement tells as actual"],
    ),
    "a plain triple of what has ended": (
        change(VISIT, new="?s kg:ended true"),
        ["a plain triple says only what a statement tells as actual",
         "an event is told only by statements that are actual"],
    ),
    "words at the end of a plain triple": (
        change(DAHL, new='?x kg:visits "the town"'),
        ["the end of a plain triple is a node", "a plain triple says only what a statement"],
    ),
    "a relation that nobody declared": (
        change(DAHL + '?y rdfs:label "Norway"', new="?x rel:adore ?y"),
        ["the relation of a plain triple is declared"],
    ),
    # Entities, offices, events
    "two labels": (
        change(DAHL, new='?x rdfs:label "I. Dahl"'),
        ["an entity or office has exactly one label"],
    ),
    "a label with space around it": (
        change(DAHL, '?x rdfs:label "Ingrid Dahl"', '?x rdfs:label " Ingrid Dahl\\n"'),
        ["an entity or office has exactly one label"],
    ),
    "a name on two lines": (
        change(DAHL, new='?x skos:altLabel "Mrs\\nDahl"'),
        ["another name of an entity"],
    ),
    "a class that is none of an entity": (
        change(DAHL, new="?x a schema:Persona"),
        ["an entity has no other class"],
    ),
    "a name that is the label": (
        change(DAHL, new='?x skos:altLabel "Ingrid Dahl"'),
        ["another name of an entity"],
    ),
    "no class": (
        change('?x rdfs:label "Norway" ; a ?c', "?x a ?c"),
        ["an entity is a schema:Person"],
    ),
    "an office that no article mentions": (
        change(DAHL, new='<urn:post> a org:Post ; rdfs:label "Clerk"'),
        ["an entity or office is mentioned by some article"],
    ),
    "an office nowhere": (
        change(MAYOR, new='?x org:postIn "town"'),
        ["the end of a plain triple is a node", "a plain triple says only"],
    ),
    "a town that holds an office": (
        change(DAHL, "?x a schema:Person", "?x a schema:City"),
        ["only a person (schema:Person) holds an office"],
    ),
    "an event of no class": (
        change("?e a kg:Meeting", "?e a kg:Meeting", "?e a kg:Party"),
        ["an event is of a class of events"],
    ),
    "an event in no article": (
        change("?e a kg:Meeting ; kg:statedIn ?a", "?e kg:statedIn ?a"),
        ["an event is in exactly one article"],
    ),
    "nobody at an event": (
        change("?e a kg:Meeting ; sem:hasActor ?x", "?e sem:hasActor ?x"),
        ["an event has at least one who takes part"],
    ),
    "an event at words": (
        change("?e a kg:Meeting", new='?e sem:hasPlace "the quay"'),
        ["the place of an event"],
    ),
    "an event at no time": (
        change("?e a kg:Meeting", new='?e sem:hasTimeStamp "noon"'),
        ["the time of an event"],
    ),
    "an event that nothing tells": (
        change("?s kg:event ?e . ?e a kg:Meeting", "?s kg:event ?e"),
        ["an event is told by at least one statement"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("update", "expected"), DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_in_one_way_is_reported_as_that(
    built: list[ox.Triple], update: str, expected: list[str]
) -> None:
    report = kg.validate(graph_of(built, update))
    found = {violation.result.message for violation in report.violations}
    unexplained = {m for m in found if not m.startswith(tuple(expected))}
    missing = [start for start in expected if not any(m.startswith(start) for m in found)]
    assert not unexplained and not missing, report.to("text")


def test_every_message_of_the_shapes_is_tried() -> None:
    starts = tuple(start for _, expected in DAMAGES.values() for start in expected)
    assert not [message for message in shape_of_message() if not message.startswith(starts)]


def test_a_report_tells_the_article_the_statement_its_words_and_the_value(
    built: list[ox.Triple],
) -> None:
    update, _ = DAMAGES["a modality of one's own"]
    report = kg.validate(graph_of(built, update))
    (violation,) = report.violations
    assert violation.articles == ("railway",)
    assert violation.about.startswith("statement “Ingrid Dahl visits Rome” <https://")
    assert violation.words == "Dahl will visit Rome"
    assert violation.found == "kg:modality kg:Likely"
    text = report.to("text")
    assert text.startswith("Article railway\n  statement “Ingrid Dahl visits Rome”")
    assert "1 violation in 1 article" in text
    (row,) = json.loads(report.to("json"))["violations"]
    assert row["node"] == violation.result.focus.value and row["articles"] == ["railway"]
    graph = Graph().parse(data=report.to("turtle"), format="turtle")
    (result,) = graph.objects(None, SH.result)
    assert str(graph.value(result, SH.resultPath)) == "https://w3id.org/news-kg/ontology#modality"
    assert str(graph.value(result, SH.focusNode)) == row["node"]


def test_a_report_is_the_same_every_time(built: list[ox.Triple]) -> None:
    updates = [DAMAGES[name][0] for name in ("two labels", "no headline", "no rule")]
    one, other = (kg.validate(graph_of(t, *updates)) for t in (built, built[::-1]))
    assert one.to("text") == other.to("text") and len(one.violations) == 3


# --- The shapes are good SHACL ------------------------------------------------------------------


def everything(triples: list[ox.Triple]) -> set[tuple[str, str]]:
    """Node and message of what pySHACL alone finds, with all of the shapes and the ontology."""
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    _, report, _ = pyshacl.validate(
        Graph().parse(data=data, format="nt"),
        shacl_graph=Graph().parse(SHAPES_FILE),
        ont_graph=Graph().parse(ONTOLOGY_FILE),
        advanced=True,
    )
    assert isinstance(report, Graph)
    return {
        (str(report.value(node, SH.focusNode)), str(report.value(node, SH.resultMessage)))
        for node in report.objects(None, SH.result)
    }


# Each leaves the others to be seen.
TOGETHER = (
    "two publishers", "words that are not in the text", "no rule", "an end before the start",
    "a fact without its plain triple", "a symmetric fact one way", "a plain triple of a plan",
    "a relation that nobody declared", "a name that is the label", "an event at no time",
    "an office that no article mentions", "a statement in no article",
)  # fmt: skip


@pytest.mark.slow
def test_a_shacl_processor_alone_finds_the_same(built: list[ox.Triple]) -> None:
    store = graph_of(built, *(DAMAGES[name][0] for name in TOGETHER))
    ours = {(v.result.focus.value, v.result.message) for v in kg.validate(store).violations}
    assert len(ours) >= len(TOGETHER)
    assert everything(store.triples()) == ours


def test_the_shapes_are_well_formed() -> None:
    shapes = Graph().parse(SHAPES_FILE)
    conforms, _, text = pyshacl.validate(shapes, shacl_graph=shapes, meta_shacl=True)
    assert conforms, text
    messages = [str(message) for message in shapes.objects(None, SH.message)]
    assert len(messages) == len(set(messages))
    assert len(constraints()) == len(list(shapes.objects(None, SH.sparql)))
    assert not list(core().objects(None, SH.sparql))


def test_the_symmetric_relations_of_the_shapes_are_those_of_the_ontology() -> None:
    symmetric = {name for name, info in RELATIONS.items() if info.symmetric}
    for constraint in constraints():
        named = constraint.select.partition("IN (kg:agreesWith")[2].partition(")")[0]
        if named:
            listed = {word.strip().removeprefix("kg:") for word in f"agreesWith{named}".split(",")}
            assert listed == symmetric


def test_the_shapes_name_only_what_there_is() -> None:
    """Every class and property of ours is in the ontology."""
    shapes, ontology = Graph().parse(SHAPES_FILE), Graph().parse(ONTOLOGY_FILE)
    known = set(ontology.subjects(RDFS.label)) | set(ontology.subjects(RDF.type, OWL.Class))
    used = {term for triple in shapes for term in triple if isinstance(term, URIRef)}
    ours = {term for term in used if term.startswith("https://w3id.org/news-kg/ontology#")}
    assert ours and ours <= known


# --- Files --------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "broken.ttl").write_text("<a> <b> .", encoding="utf-8")
    (tmp_path / "graph.docx").write_text("no graph", encoding="utf-8")
    (tmp_path / "bomb.rdf").write_text('<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>')
    yield tmp_path


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("broken.ttl", "is no Turtle"),
        ("graph.docx", "of no kind"),
        ("none.ttl", "cannot be read"),
        ("bomb.rdf", "declares XML entities"),
    ],
)
def test_a_file_that_holds_no_graph_is_named(folder: Path, name: str, problem: str) -> None:
    with pytest.raises(KgError, match=problem) as caught:
        kg.open_graph(folder / name)
    assert name in str(caught.value) and "; " in str(caught.value)
