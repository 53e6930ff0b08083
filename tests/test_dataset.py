"""Each RDF export says truly what is in it, to any tool that reads VoID and DCAT."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, PROV, RDF, RDFS, SDO, VOID
from samples import LIND, OKORO, Reader, article, council, harbour, store_of

import kg
from kg import rdf
from kg.dataset import description
from kg.views import export
from kg.vocab import PREFIXES

BASE = rdf.DEFAULT_BASE
DATASET = rdflib.URIRef(BASE + "dataset")
VOID_CLASS = VOID._NS["class"]  # rdflib leaves out what is a keyword of Python
READ_AS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
READ_AS |= {"trig": "trig", "nquads": "nquads"}

NEWS = """Two towns agree on a railway

The mayor of Bergen, Ingrid Dahl, met the governor of Lapland, Aino Niska, in Oslo on Friday.
Dahl will visit Helsinki in May. Norway is an ally of Finland, said Niska.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> kg.Store:
    """A graph as `kg build` makes it."""
    path = tmp_path_factory.mktemp("news") / "railway.txt"
    path.write_text(NEWS, "utf-8")
    store = kg.open_store()
    assert not kg.build([str(path)], store=store, published="2024-05-31").failures
    return store


def read(store: kg.Store, format: str) -> rdflib.Graph:
    """The export, as rdflib reads it: the union of its graphs."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=export(store, format), format=READ_AS[format])
    return dataset


def counts(graph: rdflib.Graph) -> dict[str, int]:
    """Local name of a class -> how many members the description counts."""
    return {
        str(graph.value(part, VOID_CLASS)): int(graph.value(part, VOID.entities))  # type: ignore[arg-type]
        for part in graph.objects(DATASET, VOID.classPartition)
    }


@pytest.mark.parametrize("format", READ_AS)
def test_its_counts_are_true_of_a_built_graph(built: kg.Store, format: str) -> None:
    graph = read(built, format)
    asked = "SELECT ?c (COUNT(?x) AS ?n) WHERE { ?x a ?c } GROUP BY ?c"
    members = {row[0]: int(row[1] or 0) for row in kg.query(built, asked).rows}
    told = counts(graph)
    assert told and told == {kind: members[kind] for kind in told}
    statement = PREFIXES["kg"] + "Statement"
    assert told[statement] == len(export(built, "jsonl").splitlines()) > 3
    assert told[str(SDO.NewsArticle)] == 1
    assert graph.value(DATASET, VOID.triples).toPython() == len(built)  # type: ignore[union-attr]
    entities = sum(told.values()) - told[statement] - 1
    assert graph.value(DATASET, VOID.entities).toPython() == entities > 5  # type: ignore[union-attr]


def test_every_entity_and_nothing_else_matches_its_pattern(built: kg.Store) -> None:
    graph = read(built, "turtle")
    pattern = str(graph.value(DATASET, VOID.uriRegexPattern))
    asked = f"SELECT DISTINCT ?x WHERE {{ ?x a ?c FILTER regex(str(?x), {ox.Literal(pattern)}) }}"
    matching = {row[0] for row in kg.query(built, asked).rows}
    asked = "SELECT DISTINCT ?x WHERE { ?article kg:mentions ?x }"
    assert {row[0] for row in kg.query(built, asked).rows} <= matching
    assert len(matching) == graph.value(DATASET, VOID.entities).toPython()  # type: ignore[union-attr]


def test_its_vocabularies_are_those_of_the_graph(built: kg.Store) -> None:
    graph = read(built, "turtle")
    told = {str(space) for space in graph.objects(DATASET, VOID.vocabulary)}
    everyday = {PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd")}
    terms = {str(t.predicate.value) for t in built.triples()}
    terms |= {t.object.value for t in built.triples() if str(t.predicate.value) == str(RDF.type)}
    assert told == {re.split("(?<=[/#])(?=[^/#]*$)", term)[0] for term in terms} - everyday


def test_its_period_is_from_the_first_to_the_last_publication() -> None:
    march = Reader(article("march", "Karl Lind met Inès Okoro.", published="2024-03-01"))
    march.says(LIND, "meets", OKORO, "Karl Lind met Inès Okoro")
    graph = read(store_of(harbour(), council(), march.reading()), "turtle")
    period = graph.value(DATASET, DCTERMS.temporal)
    assert (period, RDF.type, DCTERMS.PeriodOfTime) in graph
    assert str(graph.value(period, DCAT.startDate)) == "2024-02-05"
    assert str(graph.value(period, DCAT.endDate)) == "2024-03-01"


def test_a_month_ends_after_the_days_in_it_and_a_year_after_its_months() -> None:
    days = {"a": "2024-05-31", "b": "2024-05", "c": "2024-04-30"}
    assert period_of(days) == ("2024-04-30", "2024-05")
    assert period_of(days | {"d": "2024"}) == ("2024", "2024")


def period_of(days: dict[str, str]) -> tuple[str, str]:
    articles = [
        Reader(article(slug, "Words", published=day)).reading() for slug, day in days.items()
    ]
    found = {t.predicate.value: t.object.value for t in description(store_of(*articles).triples())}
    return found[str(DCAT.startDate)], found[str(DCAT.endDate)]


def test_what_is_not_known_is_left_out() -> None:
    graph = read(store_of(council()), "turtle")
    told = set(graph.predicates(DATASET))
    assert told.isdisjoint({DCTERMS.temporal, DCTERMS.license, DCTERMS.publisher, DCTERMS.issued})
    assert not any(date for _, _, date in graph.triples((None, DCAT.startDate, None)))


def test_a_language_is_named_by_its_code_and_a_wrong_one_not_at_all() -> None:
    for code, told in (("en", ["en"]), ("en-GB", ["en"]), ("> <x", [])):
        reading = Reader(article("a", "Words", language=code)).reading()
        found = description(store_of(reading).triples())
        named = [t.object.value for t in found if t.predicate.value == str(DCTERMS.language)]
        assert [iri.rsplit("/", 1)[-1] for iri in named] == told


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC BY 2.5", "https://creativecommons.org/licenses/by/2.5/"),
        ("cc-by-nc-sa-3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/terms", "https://example.org/terms"),
        ("CC BY 9.9", None),
        ("All rights reserved", None),
        ("https://a.example/<script>", None),
        ("http://[::x]/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_licence_is_an_iri_or_left_out(text: str, iri: str | None) -> None:
    store = store_of(Reader(article("a", "Words", license=text)).reading())
    graph = read(store, "turtle")
    told = graph.value(DATASET, DCTERMS.license)
    assert (told and str(told)) == iri
    assert list(graph.objects(None, SDO.license)) == [rdflib.Literal(text)]


def test_the_data_set_has_a_licence_only_where_all_articles_have_the_same() -> None:
    def told(*licences: str | None) -> list[str]:
        articles = [article(f"a{n}", "Words", license=x) for n, x in enumerate(licences)]  # type: ignore[arg-type]
        graph = read(store_of(*(Reader(a).reading() for a in articles)), "turtle")
        return [str(licence) for licence in graph.objects(DATASET, DCTERMS.license)]

    assert told("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/") != []
    assert told("CC BY 4.0", "CC BY-SA 4.0") == told("CC BY 4.0", None) == told(None) == []


def test_it_names_the_ontology_and_what_made_it() -> None:
    graph = read(store_of(harbour()), "turtle")
    ontology = graph.value(DATASET, DCTERMS.conformsTo)
    assert str(ontology) == PREFIXES["kg"].rstrip("#")
    generator = graph.value(DATASET, DCTERMS.creator)
    assert (generator, RDF.type, PROV.SoftwareAgent) in graph
    assert str(graph.value(generator, SDO.softwareVersion)) == kg.__version__
    assert str(graph.value(generator, RDFS.label)) == f"news-kg {kg.__version__}"


def test_the_store_is_without_it_and_so_are_the_tables(built: kg.Store) -> None:
    assert not kg.query(built, "ASK { ?x a void:Dataset }").boolean
    for name in ("jsonl", "csv", "graphml", "gexf"):
        assert "Dataset" not in export(built, name) and f"{BASE}dataset" not in export(built, name)


def test_a_graph_without_articles_has_none() -> None:
    assert description(store_of().triples()) == []


def test_a_base_with_signs_of_regular_expressions_is_matched_as_it_is() -> None:
    base = "https://a.example/~kg/(b)+/"
    store = kg.open_store()
    store.replace("harbour", rdf.triples(harbour(), base))
    found = {t.predicate.value: t.object.value for t in description(store.triples())}
    pattern = ox.Literal(found[str(VOID.uriRegexPattern)])
    for entity, matches in (
        (f"{base}entity/x", True),
        ("https://axexample/~kg/(b)+/entity/x", False),
    ):
        assert (
            kg.query(store, f"ASK {{ FILTER regex({ox.Literal(entity)}, {pattern}) }}").boolean
            is matches
        )


def test_turtle_tells_it_first_and_a_changed_fact_changes_few_lines() -> None:
    before = export(store_of(harbour(), council()), "turtle").splitlines()
    first = next(line for line in before if line.startswith("#"))
    assert first == "# --- Data set ---"
    r = Reader(article("council", council().article.text))
    for fact in council().facts:
        r.facts.append(fact)
    after = export(store_of(harbour(), r.reading()), "turtle").splitlines()
    head = before.index("# --- Articles ---")
    changed = set(before[:head]) ^ set(after[: after.index("# --- Articles ---")])
    assert len(changed) <= 4  # the number of triples, before and after, and of entities
