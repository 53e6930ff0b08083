"""What one article contributes is exactly what DESIGN section 4 says."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import ARDEN, FERRY, LIND, OKORO, PIER, TARN, Reader, article, harbour

from kg import rdf
from kg.contribution import Contribution
from kg.errors import InputError
from kg.model import (
    Entity,
    EntityType,
    Evidence,
    Fact,
    Modality,
    Reading,
    Relation,
    Text,
    TimeExpression,
)
from kg.vocab import ITSRDF, KG, NIF, ORG, PROV, RDF, RDFS, SCHEMA, SEM, SKOS, XSD, relation

BASE = rdf.DEFAULT_BASE
Triples = set[ox.Triple]


def node(path: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + path)


def triples(reading: Reading) -> Triples:
    return set(rdf.triples(reading))


def values(found: Triples, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[object]:
    return sorted(
        (t.object for t in found if (t.subject, t.predicate) == (subject, predicate)), key=str
    )


def statement(found: Triples, predicate: ox.NamedNode) -> ox.NamedNode:
    (only,) = {t.subject for t in found if t.predicate == RDF.predicate and t.object == predicate}
    return only


def test_what_is_the_articles_own_is_apart_from_what_others_may_say() -> None:
    brought = rdf.contribution(harbour())
    assert brought == Contribution.of(rdf.triples(harbour()))
    assert node("entity/ines-okoro") in {triple.subject for triple in brought.shared}


def test_the_article_carries_what_is_known_of_it_and_its_text() -> None:
    found, reading = triples(harbour()), harbour()
    it = node("article/harbour")
    assert values(found, it, RDF.type) == [SCHEMA.NewsArticle]
    assert values(found, it, SCHEMA.publisher) == [ox.Literal("Tarn Herald")]
    assert values(found, it, SCHEMA.datePublished) == [ox.Literal("2024-02-05", datatype=XSD.date)]
    assert values(found, it, SCHEMA.url) == []
    context = node(f"article/harbour#char=0,{len(reading.article.text)}")
    assert NIF.Context in values(found, context, RDF.type)
    assert values(found, context, NIF.isString) == [ox.Literal(reading.article.text)]


def test_offsets_count_code_points() -> None:
    r = Reader(article("boat", "🚢🚢 Karl Lind waved."))
    r.sees(LIND, "Karl Lind")
    found = triples(r.reading())
    span = node("article/boat#char=3,12")
    assert values(found, span, NIF.anchorOf) == [ox.Literal("Karl Lind")]
    assert values(found, span, ITSRDF.taIdentRef) == [node("entity/karl-lind")]
    assert values(found, span, NIF.beginIndex) == [ox.Literal(3)]


def test_every_span_statement_and_event_says_its_article() -> None:
    found = triples(harbour())
    kinds = (NIF.RFC5147String, KG.Statement, KG.Meeting)
    own = {t.subject for t in found if t.predicate == RDF.type and t.object in kinds}
    assert own
    assert all(values(found, it, KG.statedIn) == [node("article/harbour")] for it in own)


def test_an_entity_has_its_class_label_and_other_names() -> None:
    found = triples(harbour())
    assert values(found, node("entity/karl-lind"), RDF.type) == [SCHEMA.Person]
    assert values(found, node("entity/karl-lind"), RDFS.label) == [ox.Literal("Karl Lind")]
    assert values(found, node("entity/karl-lind"), SKOS.altLabel) == [ox.Literal("Lind")]
    assert values(found, node("entity/harbour-ferry"), SKOS.altLabel) == []
    assert node("entity/arden") in values(found, node("article/harbour"), KG.mentions)


def test_an_office_is_a_post_with_its_holder_and_place() -> None:
    found, post = triples(harbour()), node("post/mayor-tarn")
    assert values(found, post, RDF.type) == [ORG.Post]
    assert values(found, node("entity/ines-okoro"), ORG.holds) == [post]
    assert values(found, post, ORG.postIn) == [node("entity/tarn")]


def test_a_fact_is_a_statement_and_a_plain_triple_both_ways_when_symmetric() -> None:
    found = triples(harbour())
    it = statement(found, KG.meets)
    assert values(found, it, RDF.subject) == [node("entity/ines-okoro")]
    assert values(found, it, RDF.object) == [node("entity/karl-lind")]
    assert values(found, it, KG.modality) == [KG.Actual]
    assert values(found, it, KG.negated) == [ox.Literal(False)]
    assert values(found, it, KG.ended) == []
    assert values(found, it, KG.place) == [node("entity/arden")]
    assert values(found, it, KG.time) == [ox.Literal("2024-02-02", datatype=XSD.date)]
    assert values(found, it, KG.timeText) == [ox.Literal("last Friday")]
    assert values(found, node("entity/ines-okoro"), KG.meets) == [node("entity/karl-lind")]
    assert values(found, node("entity/karl-lind"), KG.meets) == [node("entity/ines-okoro")]


@pytest.mark.parametrize(
    ("name", "mark", "value"),
    [
        ("visits", "modality", KG.Planned),
        ("signs", "negated", ox.Literal(True)),
        ("describedAs", "ended", ox.Literal(True)),
    ],
)
def test_what_is_no_plain_fact_is_marked_and_asserts_nothing(
    name: str, mark: str, value: ox.NamedNode | ox.Literal
) -> None:
    found = triples(harbour())
    assert values(found, statement(found, KG[name]), KG[mark]) == [value]
    assert not [t for t in found if t.predicate == KG[name]]


def test_a_claim_belongs_to_its_speaker_and_asserts_nothing() -> None:
    found = triples(harbour())
    it = statement(found, KG.alliedWith)
    assert values(found, it, PROV.wasAttributedTo) == [node("entity/ines-okoro")]
    assert not [t for t in found if t.predicate == KG.alliedWith]


def test_words_are_a_literal_end_and_never_a_plain_triple() -> None:
    found = triples(harbour())
    quote = ox.Literal("Arden is our reliable friend")
    assert values(found, statement(found, KG.says), RDF.object) == [quote]
    assert not [t for t in found if t.predicate == KG.says]


def test_a_number_is_a_plain_value_where_the_relation_takes_one() -> None:
    found = triples(harbour())
    assert values(found, node("entity/karl-lind"), KG.age) == [ox.Literal(61)]
    r = Reader(article("a", "Karl Lind, sixty-one"))
    r.says(LIND, "age", Text("sixty-one"), "Karl Lind, sixty-one")
    assert not [t for t in triples(r.reading()) if t.predicate == KG.age]


@pytest.mark.parametrize(
    ("words", "value", "kind"),
    [
        ("4 May 1931", "1931-05-04", XSD.date),
        ("May 1931", "1931-05", XSD.gYearMonth),
        ("1931", "1931", XSD.gYear),
    ],
)
def test_a_day_month_or_year_is_a_plain_value_where_the_relation_takes_a_date(
    words: str, value: str, kind: ox.NamedNode
) -> None:
    r = Reader(article("a", f"Karl Lind was born in {words}"))
    time = TimeExpression(words, 0, 0, value=value)
    r.says(LIND, "bornOn", Text(words), f"born in {words}", time=time)
    found = triples(r.reading())
    assert values(found, node("entity/karl-lind"), KG.bornOn) == [ox.Literal(value, datatype=kind)]


def test_an_open_relation_is_named_by_the_words_and_explained() -> None:
    found = triples(harbour())
    collides = ox.NamedNode("https://w3id.org/news-kg/relation#collide_with")
    assert values(found, node("entity/harbour-ferry"), collides) == [node("entity/harbour-pier")]
    assert values(found, collides, RDFS.label) == [ox.Literal("collides with")]
    assert values(found, collides, RDFS.subPropertyOf) == [KG.relatedTo]


def test_two_statements_of_one_event_share_it() -> None:
    moss = Entity("ada-moss", EntityType.PERSON, "Ada Moss", ("Ada Moss",))
    r = Reader(article("a", "Inès Okoro met Karl Lind and Ada Moss in Tarn."))
    r.says(OKORO, "meets", LIND, "Inès Okoro met Karl Lind", place=TARN)
    r.says(OKORO, "meets", moss, "Inès Okoro met Karl Lind and Ada Moss", place=TARN)
    found = triples(r.reading())
    (event,) = {t.subject for t in found if t.predicate == RDF.type and t.object == KG.Meeting}
    assert len(values(found, event, SEM.hasActor)) == 3
    assert values(found, event, SEM.hasPlace) == [node("entity/tarn")]
    assert len([t for t in found if t.predicate == KG.event]) == 2


def test_only_plain_facts_make_events_and_a_visited_country_is_their_place() -> None:
    r = Reader(article("a", "Karl Lind visited Arden. Inès Okoro will visit Arden."))
    r.says(LIND, "visits", ARDEN, "Karl Lind visited Arden")
    r.says(OKORO, "visits", ARDEN, "Inès Okoro will visit Arden", modality=Modality.PLANNED)
    found = triples(r.reading())
    (event,) = {t.subject for t in found if t.predicate == RDF.type and t.object == KG.Visit}
    assert values(found, event, SEM.hasActor) == [node("entity/karl-lind")]
    assert values(found, event, SEM.hasPlace) == [node("entity/arden")]


@pytest.mark.parametrize(
    "change",
    [
        {"object": TARN},
        {"relation": relation("visits")},
        {"negated": True},
        {"modality": Modality.POSSIBLE},
        {"speaker": OKORO},
        {"rule": "another"},
        {"evidence": Evidence(0, 9, "Karl Lind")},
        {"topic": "the quay"},
    ],
)
def test_statements_that_differ_have_different_hashes(change: dict[str, object]) -> None:
    fact = Fact(LIND, relation("meets"), OKORO, Evidence(0, 4, "Karl"), "r")
    changed = replace(fact, **change)  # type: ignore[arg-type]
    assert rdf.statement_hash("a", fact) != rdf.statement_hash("a", changed)
    assert rdf.statement_hash("a", fact) != rdf.statement_hash("b", fact)


def test_statements_that_say_the_same_collapse_to_the_surest() -> None:
    r = Reader(article("a", "Karl Lind met Inès Okoro."))
    for confidence in (0.5, 0.9, 0.7):
        r.says(LIND, "meets", OKORO, "Karl Lind met Inès Okoro", confidence=confidence)
    found = triples(r.reading())
    it = statement(found, KG.meets)
    assert values(found, it, KG.confidence) == [ox.Literal("0.9", datatype=XSD.decimal)]


def test_evidence_that_is_not_in_the_text_is_refused() -> None:
    fact = Fact(FERRY, relation("meets"), PIER, Evidence(0, 5, "Other"), "r")
    with pytest.raises(ValueError, match="Other"):
        list(rdf.triples(Reading(article("a", "Words"), (fact,), ())))


def test_a_date_that_does_not_exist_is_left_out() -> None:
    reading = Reading(article("a", "Words", published="2023-02-30"), (), ())
    assert not [t for t in rdf.triples(reading) if t.predicate == SCHEMA.datePublished]


@pytest.mark.parametrize("base", ["", "kg/", "https://a.example/kg", "https://a b/", "http://a/#"])
def test_a_base_that_names_cannot_be_put_behind_is_refused(base: str) -> None:
    with pytest.raises(InputError, match="base"):
        rdf.check_base(base)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_no_text_reaches_an_iri_unescaped(text: str) -> None:
    r = Reader(article("a", f"{text} x"))
    hostile = Entity(text, EntityType.THING, text, (text,))
    r.says(hostile, Relation("rel", text, text), Text(text), f"{text} x")
    for triple in rdf.triples(r.reading()):
        for term in triple:
            if isinstance(term, ox.NamedNode):
                assert not set(term.value) & set('<>"{}|\\^` \n\t')
