"""What every kind of store does: articles go in and out whole and without trace, in any order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import rdf
from kg.errors import NotFoundError, QueryError
from kg.model import EntityType, Reading
from kg.querying.prepared import Question, questions
from kg.querying.running import run_query
from kg.stores import Contribution, Store
from kg.testing.samples import LIND, OKORO, Reader, article, council, harbour, put, store_of
from kg.testing.strategies import readings
from kg.views import FORMATS, export
from kg.vocab import KG, RDF, RDFS, SCHEMA, SKOS, XSD

INES = ox.NamedNode(rdf.DEFAULT_BASE + "entity/ines-okoro")
KARL = ox.NamedNode(rdf.DEFAULT_BASE + "entity/karl-lind")

LITERALS = [
    ox.Literal("true", datatype=XSD.boolean),
    ox.Literal("false", datatype=XSD.boolean),
    ox.Literal(0),
    ox.Literal(1),
    ox.Literal(-7),
    ox.Literal("1"),
    ox.Literal("0.85", datatype=XSD.decimal),
    ox.Literal("1", datatype=XSD.decimal),
    ox.Literal("2024", datatype=XSD.gYear),
    ox.Literal("2024-05", datatype=XSD.gYearMonth),
    ox.Literal("2024-05-31", datatype=XSD.date),
    ox.Literal("été", language="fr"),
    ox.Literal(""),
    ox.Literal(" \t\r\n "),
    ox.Literal("\x01\x1b[31m\x7f\x85\u2028\ufffe"),
    ox.Literal("🚢 \U0010fffd e\u0301 é"),
    ox.Literal('" } } ; DROP ALL ; INSERT DATA { GRAPH <urn:x> { <urn:x> <urn:x> """'),
    ox.Literal("' \\' \\\\ \\u0041 {0} %s $s ?p"),
    ox.Literal("long 🚢 " * 20_000),
]


def brings(slug: str, literals: list[ox.Literal]) -> set[ox.Triple]:
    """An article with these as values of its own nodes and of a node that it shares."""
    node = ox.NamedNode(f"{rdf.DEFAULT_BASE}article/{slug}")
    span = ox.NamedNode(f"{node.value}#char=0,1")
    triples = {
        ox.Triple(node, RDF.type, SCHEMA.NewsArticle),
        ox.Triple(span, KG.statedIn, node),
    }
    for number, literal in enumerate(literals):
        predicate = ox.NamedNode(f"https://w3id.org/news-kg/relation#r{number}")
        triples |= {ox.Triple(span, predicate, literal), ox.Triple(INES, predicate, literal)}
    return triples


class StoreContract(ABC):
    """The tests of a kind of store; a subclass says how one is made."""

    @abstractmethod
    def make_store(self) -> Store:
        """A new store, empty; what else is kept where it is kept must not show."""

    def wrong_answers(self, store: Store) -> Mapping[str, str]:
        """Prepared questions that its engine is known to answer wrongly, with why; left out."""
        return {}

    def store_of(self, *articles: Reading) -> Store:
        """A new store with these articles, put in in this order."""
        store = self.make_store()
        put(store, *articles)
        return store

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        """Both invented articles."""
        with self.store_of(harbour(), council()) as opened:
            yield opened

    def test_a_new_store_is_empty(self) -> None:
        """Whatever is in another one."""
        self.store_of(harbour())
        assert len(self.make_store()) == 0

    def test_the_same_article_again_changes_nothing(self, store: Store) -> None:
        before = store.triples()
        store.replace("harbour", rdf.triples(harbour()))
        assert store.triples() == before
        assert store.articles() == ["council", "harbour"]

    def test_a_rebuilt_article_replaces_what_it_contributed(self, store: Store) -> None:
        store.replace("harbour", rdf.triples(replace(harbour(), facts=())))
        store.replace("council", rdf.triples(replace(council(), facts=())))
        assert not list(store.match(None, RDF.type, KG.Statement))
        assert not list(store.match(INES, KG.meets))

    def test_another_base_replaces_the_article_of_that_slug(self, store: Store) -> None:
        store.replace("harbour", rdf.triples(harbour(), "https://news.example/"))
        assert store.articles() == ["council", "harbour"]
        assert not list(
            store.match(None, KG.statedIn, ox.NamedNode(rdf.DEFAULT_BASE + "article/harbour"))
        )

    def test_a_plain_triple_stands_as_long_as_one_article_supports_it(self, store: Store) -> None:
        store.remove("harbour")
        assert list(store.match(INES, KG.meets, KARL))
        assert list(store.match(KARL, KG.meets, INES))
        assert not list(store.match(KARL, KG.age))
        store.remove("council")
        assert len(store) == 0

    def test_one_label_the_other_names_beside_it(self, store: Store) -> None:
        assert _names(store, RDFS.label) == {"Ines Okoro"}
        assert _names(store, SKOS.altLabel) == {"Inès Okoro", "Okoro"}
        store.remove("council")
        assert _names(store, RDFS.label) == {"Inès Okoro"}
        assert _names(store, SKOS.altLabel) == {"Okoro"}

    def test_a_general_class_gives_way_and_comes_back(self, store: Store) -> None:
        vague = replace(LIND, type=EntityType.THING)
        r = Reader(article("vague", "Karl Lind waved."))
        r.sees(vague, "Karl Lind")
        store.replace("vague", rdf.triples(r.reading()))
        assert [kind for _, _, kind in store.match(KARL, RDF.type)] == [SCHEMA.Person]
        store.remove("council")
        store.remove("harbour")
        assert [kind for _, _, kind in store.match(KARL, RDF.type)] == [SCHEMA.Thing]

    def test_removing_takes_a_slug_or_an_iri_and_names_similar_articles(self, store: Store) -> None:
        with pytest.raises(NotFoundError, match="harbour"):
            store.remove("harbor")
        store.remove(rdf.DEFAULT_BASE + "article/harbour")
        assert store.articles() == ["council"]

    def test_bookkeeping_is_not_seen_by_queries(self, store: Store) -> None:
        assert not store.query("ASK { GRAPH ?g { ?s ?p ?o } }")
        answer = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert isinstance(answer, ox.QuerySolutions)
        assert [int(row["n"].value) for row in answer] == [len(store)]

    def test_a_reading_without_its_article_is_a_bug(self) -> None:
        triple = ox.Triple(INES, RDFS.label, ox.Literal("Inès Okoro"))
        with pytest.raises(ValueError, match="no article"):
            self.make_store().replace("a", [triple])

    def test_what_another_article_contributes_is_a_bug(self) -> None:
        with pytest.raises(ValueError, match="harbour"):
            self.make_store().replace("council", rdf.triples(harbour()))

    def test_facts_of_one_article_do_not_leave_with_another(self) -> None:
        r = Reader(article("second", "Inès Okoro, met Karl Lind"))
        r.says(OKORO, "meets", LIND, "Inès Okoro, met Karl Lind")
        store = self.store_of(harbour(), r.reading())
        store.remove("second")
        assert store.triples() == store_of(harbour()).triples()

    def test_notes_of_an_article_come_and_go_with_it(self) -> None:
        store = self.make_store()
        brought = set(rdf.triples(harbour()))
        note = ox.Triple(INES, RDFS.label, ox.Literal("noted"))
        store.replace("harbour", brought, [note])
        (iri,) = store.article_iris()
        assert store.contribution(iri) == Contribution.of(brought, [note])
        assert store.hiding([note], but=()) == {note}
        assert note not in store.triples()
        store.remove("harbour")
        assert store.hiding([note], but=()) == set()

    def test_every_view_is_the_same_as_of_an_embedded_store(self, store: Store) -> None:
        same = store_of(harbour(), council())
        for name in FORMATS:
            assert export(store, name) == export(same, name), name

    @pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
    def test_every_question_has_the_same_answer_as_in_an_embedded_store(
        self, store: Store, question: Question
    ) -> None:
        if reason := self.wrong_answers(store).get(question.name):
            pytest.skip(reason)
        same = store_of(harbour(), council())
        answer, expected = (run_query(asked, question.name) for asked in (store, same))
        if expected.triples is not None:
            assert answer.to("turtle") == expected.to("turtle") and expected.triples
            return
        assert answer.rows == expected.rows
        assert answer.columns

    def test_each_kind_of_query_has_its_kind_of_answer(self, store: Store) -> None:
        assert run_query(store, "ASK { ?x kg:meets ?y }").boolean is True
        assert run_query(store, "ASK { ?x kg:meets ?x }").boolean is False
        built = run_query(store, "CONSTRUCT WHERE { ?x kg:meets ?y }")
        assert set(built.triples or ()) == {
            ox.Triple(INES, KG.meets, KARL),
            ox.Triple(KARL, KG.meets, INES),
        }
        described = run_query(store, f"DESCRIBE {KARL}").triples or ()
        assert ox.Triple(KARL, KG.meets, INES) in described
        negated = run_query(store, "SELECT ?n { ?s kg:negated ?n } ORDER BY DESC(?n)")
        assert negated.rows[0] == ("true",) and negated.rows[-1] == ("false",)

    def test_a_malformed_query_is_explained_with_its_line(self, store: Store) -> None:
        with pytest.raises(QueryError, match="line 2"):
            run_query(store, "SELECT ?x\nWHERE { ?x }")

    def test_every_literal_is_kept(self) -> None:
        store, brought = self.make_store(), brings("odd", LITERALS)
        store.replace("odd", brought)
        assert set(store.triples()) == brought
        (iri,) = store.article_iris()
        assert store.contribution(iri).triples == brought
        assert store.seen(brought) == brought
        store.replace("other", brings("other", LITERALS))
        store.remove("odd")
        assert set(store.triples()) == brings("other", LITERALS)
        store.remove("other")
        assert len(store) == 0

    @settings(max_examples=8, deadline=None)
    @given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=30))
    @example(texts=[" space around it\n"])
    def test_any_text_is_kept(self, texts: list[str]) -> None:
        store, brought = self.make_store(), brings("odd", [ox.Literal(text) for text in texts])
        store.replace("odd", brought)
        assert set(store.triples()) == brought
        store.remove("odd")
        assert len(store) == 0

    @settings(max_examples=4, deadline=None)
    @given(articles=readings())
    def test_articles_come_and_go_as_in_an_embedded_store(self, articles: list[Reading]) -> None:
        store, same = self.store_of(*articles[::-1]), store_of(*articles)
        for reading in articles:
            assert store.triples() == same.triples()
            for iri in same.article_iris():
                assert store.contribution(iri) == same.contribution(iri)
                assert store.contributed(iri) == same.contributed(iri)
            store.remove(reading.article.slug)
            same.remove(reading.article.slug)
        assert len(store) == 0

    def test_many_articles_at_once_are_as_one_after_the_other(self) -> None:
        bring = [rdf.contribution(reading) for reading in (harbour(), council())]
        store = self.make_store()
        store.replace_all(bring)
        assert store.triples() == store_of(harbour(), council()).triples()
        store.replace_all(bring[:1])
        assert store.triples() == store_of(harbour(), council()).triples()


def _names(store: Store, predicate: ox.NamedNode) -> set[str]:
    return {value.value for _, _, value in store.match(INES, predicate)}
