"""NIF of other annotators is read as articles with hints; hints say what is a name of what."""

from __future__ import annotations

from pathlib import Path

import pynif
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import kg
from kg.articles import read
from kg.articles.nif import NifText
from kg.articles.nif import texts as nif_texts
from kg.articles.sources import Found
from kg.errors import InputError
from kg.model import Article, EntityType, Hint, Reading
from kg.vocab import OWL

TEXT = "Jordan met Al Green in Paris. Jordan said the singer was great. She will visit Osk."
WIKI = "https://wiki.example/"
PREFIXES = """@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix dbo: <http://dbpedia.org/ontology/> .
@prefix wiki: <https://wiki.example/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <https://schema.org/> .
"""


def nif(*phrases: str, text: str = TEXT, about: str = "") -> str:
    """A document with these phrases, each the properties beside its context."""
    spans = (
        f"<https://a.example/doc#p{n}> a nif:Phrase ;"
        f" nif:referenceContext <https://a.example/doc#char=0,{len(text)}> ; {phrase} .\n"
        for n, phrase in enumerate(phrases)
    )
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    quoted = quoted.replace("\r", "\\r")
    context = (
        f'<https://a.example/doc#char=0,{len(text)}> a nif:Context ; nif:isString "{quoted}" .'
    )
    return f"{PREFIXES}{context}\n{''.join(spans)}{about}"


def phrase(words: str, says: str, number: int = 0, text: str = TEXT) -> str:
    """A phrase at the words, the first or a later time that they stand in the text."""
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return (
        f'nif:anchorOf "{words}" ; nif:beginIndex "{start}"^^xsd:nonNegativeInteger ;'
        f' nif:endIndex "{start + len(words)}"^^xsd:nonNegativeInteger ; {says}'
    )


def article_of(folder: Path, content: str, name: str = "doc.ttl") -> Article:
    (folder / name).write_text(content, encoding="utf-8", newline="")
    inputs = read([str(folder / name)])
    assert not inputs.failures, inputs.failures
    (article,) = inputs.articles
    return article


def reading_of(text: str, *hints: Hint) -> Reading:
    from contextlib import nullcontext

    from kg.language import load
    from kg.pipeline import read_one

    article = Article("a", "a", text, "a", "a.ttl", hints=hints)
    return read_one(article, load(), lambda step: nullcontext())


def hint(words: str, type: EntityType | None, ident: str | None = None, number: int = 0) -> Hint:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return Hint(start, start + len(words), type, ident)


# --- Reading ------------------------------------------------------------------------------------


def test_a_document_becomes_an_article_with_hints(tmp_path: Path) -> None:
    content = nif(
        phrase("Jordan", "itsrdf:taIdentRef wiki:Mia_Jordan ; itsrdf:taClassRef dbo:Person"),
        phrase("Osk", "itsrdf:taClassRef dbo:Organisation, dbo:Something"),
        phrase("Paris", "itsrdf:taIdentRef wiki:Paris"),
        phrase("singer", "nif:posTag 'NN'"),
    )
    article = article_of(tmp_path, content)
    assert (article.slug, article.text) == ("doc", TEXT)
    assert article.hints == (
        Hint(0, 6, EntityType.PERSON, WIKI + "Mia_Jordan"),
        Hint(23, 28, None, WIKI + "Paris"),
        Hint(79, 82, EntityType.ORGANIZATION, None),
    )


def test_what_another_tool_writes_is_read(tmp_path: Path) -> None:
    collection = pynif.NIFCollection(uri="http://b.example/corpus")
    for name, text in (("first", "🚂 Dahl came."), ("second", "Niska left.")):
        context = collection.add_context(f"http://b.example/{name}#char=0,{len(text)}", text)
        start = 2 if text.startswith("🚂") else 0
        context.add_phrase(start, text.index(" ", start), taIdentRef=WIKI + name)
    (tmp_path / "corpus.ttl").write_text(collection.dumps(), encoding="utf-8")
    first, second = read([str(tmp_path / "corpus.ttl")]).articles
    assert (first.slug, second.slug) == ("first", "second")
    assert first.hints == (Hint(2, 6, None, WIKI + "first"),)
    assert second.text[: second.hints[0].end] == "Niska"


@pytest.mark.parametrize("form", ["nt", "xml", "json-ld"])
def test_other_syntaxes_of_rdf(tmp_path: Path, form: str) -> None:
    import rdflib

    suffix = {"nt": ".nt", "xml": ".rdf", "json-ld": ".jsonld"}[form]
    graph = rdflib.Graph().parse(
        data=nif(phrase("Paris", "itsrdf:taIdentRef wiki:Paris")), format="turtle"
    )
    article = article_of(tmp_path, graph.serialize(format=form), f"doc{suffix}")
    assert article.hints == (Hint(23, 28, None, WIKI + "Paris"),)


def test_line_ends_and_a_title_move_the_hints(tmp_path: Path) -> None:
    text = "Council meets\r\n\r\nDahl came.\r\nNiska left."
    about = '<https://a.example/doc> schema:headline "News" ; schema:datePublished "2024-05-04" .'
    content = nif(phrase("Niska", "itsrdf:taIdentRef wiki:N", text=text), text=text, about=about)
    article = article_of(tmp_path, content)
    (found,) = article.hints
    assert article.text.startswith("News\n\nCouncil meets\n\nDahl")
    assert article.text[found.start : found.end] == "Niska"
    assert (article.title, article.published) == ("News", "2024-05-04")


def test_metadata_beside_the_file_counts(tmp_path: Path) -> None:
    (tmp_path / "doc.toml").write_text('publisher = "Tarn Herald"\n')
    assert article_of(tmp_path, nif()).publisher == "Tarn Herald"


def test_a_directory_is_searched_for_nif_and_not_for_graphs(tmp_path: Path) -> None:
    (tmp_path / "doc.nif").write_text(nif(), encoding="utf-8")
    (tmp_path / "graph.ttl").write_text(nif(), encoding="utf-8")
    assert [article.source for article in read([str(tmp_path)]).articles] == [
        str(tmp_path / "doc.nif")
    ]


def test_standard_input_may_be_nif() -> None:
    import io

    (article,) = read(["-"], stdin=io.BytesIO(nif().encode())).articles
    assert article.text == TEXT


@given(st.text("aé🚂 \r\n.", min_size=2, max_size=20), st.data())
def test_a_hint_keeps_its_words_whatever_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text.strip() and "\r\n" not in (text[start - 1 : start + 1], text[end - 1 : end + 1]))
    span = f"nif:beginIndex {start} ; nif:endIndex {end} ; itsrdf:taIdentRef wiki:X"
    (one,) = nif_texts(Found("doc.ttl", "doc", "turtle", nif(span, text=text).encode()))
    assert isinstance(one, NifText)
    (found,) = one.hints
    assert one.text[found.start : found.end] == text[start:end].replace("\r\n", "\n").replace(
        "\r", "\n"
    )


BAD = {
    "no RDF": ("<a> <b>", "is not Turtle"),
    "no context": (PREFIXES + "<https://a.example/> nif:anchorOf 'x' .", "holds no text in NIF"),
    "an empty text": (nif(text=" "), "is empty"),
    "two texts": (nif(about=f'<https://a.example/doc#char=0,{len(TEXT)}> nif:isString "x" .'),
                  "has no one text"),
    "an offset behind the text": (
        nif("nif:beginIndex 5 ; nif:endIndex 900 ; itsrdf:taIdentRef wiki:Paris"),
        "is at [5, 900) of a text of 83 characters"),
    "a negative offset": (
        nif("nif:beginIndex -1 ; nif:endIndex 5 ; itsrdf:taIdentRef wiki:Paris"), "is at [-1, 5)"),
    "no offset": (nif("nif:beginIndex 5 ; itsrdf:taIdentRef wiki:Paris"), "nif:endIndex"),
    "an offset in words": (
        nif("nif:beginIndex 'a' ; nif:endIndex 5 ; itsrdf:taIdentRef wiki:Paris"),
        "nif:beginIndex"),
    "other words": (
        nif("nif:beginIndex 0 ; nif:endIndex 6 ; nif:anchorOf 'Paris' ; itsrdf:taIdentRef wiki:P"),
        "says 'Paris', its offsets [0, 6) 'Jordan'"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "problem"), BAD.values(), ids=BAD)
def test_bad_nif_is_named_with_the_remedy(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "bad.ttl").write_text(content, encoding="utf-8")
    inputs = read([str(tmp_path / "bad.ttl")])
    (error,) = inputs.failures
    assert not inputs.articles
    assert isinstance(error, InputError)
    assert "bad.ttl" in str(error) and problem in str(error) and "; " in str(error)
    assert len(str(error).splitlines()) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_xml_that_declares_entities_is_refused(tmp_path: Path, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>'
    (tmp_path / "bomb.rdf").write_bytes(bomb.encode(encoding))
    (error,) = read([str(tmp_path / "bomb.rdf")]).failures
    assert "bomb.rdf: declares XML entities" in str(error)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("far.jsonld", '{"@context": "http://127.0.0.1:9/c", "@id": "http://a.example/", "a": 1}'),
        ("deep.jsonld", "[" * 20_000),
        ("deep.ttl", PREFIXES + "<http://a.example/> nif:isString " + "[ nif:isString " * 20_000),
        ("bytes.ttl", "\0\1\2"),
    ],
)
def test_hostile_rdf_is_a_line(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (error,) = read([str(tmp_path / name)]).failures
    assert name in str(error) and len(str(error).splitlines()) == 1 and len(str(error)) < 500


def test_one_bad_context_does_not_lose_the_others(tmp_path: Path) -> None:
    bad = '<https://a.example/other#char=0,1> a nif:Context ; nif:isString "" .'
    (tmp_path / "two.ttl").write_text(nif(about=bad), encoding="utf-8")
    inputs = read([str(tmp_path / "two.ttl")])
    assert [article.slug for article in inputs.articles] == ["doc"]
    (error,) = inputs.failures
    assert "https://a.example/other" in str(error)


# --- What hints do ------------------------------------------------------------------------------


def test_a_hint_says_what_is_a_name_and_of_which_class() -> None:
    reading = reading_of(
        TEXT, hint("Osk", EntityType.ORGANIZATION), hint("Jordan", EntityType.PERSON)
    )
    types = {entity.label: entity.type for entity in reading.entities}
    assert types["Osk"] is EntityType.ORGANIZATION
    assert types["Jordan"] is EntityType.PERSON
    assert types["Paris"] is EntityType.CITY, "the recogniser's own names stay"


def test_two_mentions_with_one_iri_are_one_entity() -> None:
    reading = reading_of(
        TEXT,
        hint("Al Green", EntityType.PERSON, WIKI + "Al_Green"),
        hint("the singer", None, WIKI + "Al_Green"),
        hint("She", None, WIKI + "Jordan"),
        hint("Jordan", EntityType.PERSON, WIKI + "Jordan"),
    )
    by_ident = {entity.ident: entity for entity in reading.entities}
    spans = {TEXT[a:b] for a, b in by_ident[WIKI + "Al_Green"].spans}
    assert spans == {"Al Green", "the singer"}
    assert {TEXT[a:b] for a, b in by_ident[WIKI + "Jordan"].spans} == {"Jordan", "She"}
    assert by_ident[WIKI + "Al_Green"].names == ("Al Green",), "a description is no name"


def test_one_name_with_two_iris_is_two_entities() -> None:
    reading = reading_of(
        TEXT,
        hint("Jordan", EntityType.PERSON, WIKI + "Mia"),
        hint("Jordan", EntityType.COUNTRY, WIKI + "Land", number=1),
    )
    found = {e.ident: (e.type, e.slug) for e in reading.entities if e.label == "Jordan"}
    assert found[WIKI + "Mia"][0] is EntityType.PERSON
    assert found[WIKI + "Land"][0] is EntityType.COUNTRY
    assert len({slug for _, slug in found.values()}) == 2


def test_a_hint_inside_a_word_does_nothing() -> None:
    one, other = reading_of(TEXT, Hint(1, 3, EntityType.PERSON, WIKI + "x")), reading_of(TEXT)
    assert (one.entities, one.facts) == (other.entities, other.facts)


def test_the_iri_of_another_is_kept_in_the_graph(tmp_path: Path) -> None:
    content = nif(
        phrase("Jordan", "itsrdf:taIdentRef wiki:Mia_Jordan ; itsrdf:taClassRef dbo:Person"),
        phrase("Paris", "itsrdf:taIdentRef wiki:Paris"),
    )
    (tmp_path / "doc.ttl").write_text(content, encoding="utf-8")
    with kg.open_store(":memory:") as store:
        report = kg.build([str(tmp_path / "doc.ttl")], store=store)
        assert not report.failures
        linked = {(node.value, end.value) for node, _, end in store.match(None, OWL.sameAs)}
        assert kg.validate(store).conforms
        store.remove("doc")
        assert not list(store.match())
    base = "https://example.org/kg/entity/"
    assert (base + "jordan", WIKI + "Mia_Jordan") in linked
    assert (base + "paris", WIKI + "Paris") in linked
