"""What OWL 2 RL reasoners derive from the ontology and a graph is so, and no nonsense."""

from __future__ import annotations

import owlrl  # comes with pySHACL
import pytest
import rdflib
from rdflib.namespace import ORG, OWL, PROV, RDF, SDO
from samples import ARDEN, LIND, OKORO, TARN, Reader, article, council, harbour, place, store_of

from kg import vocab
from kg.model import EntityType
from kg.rdf import DEFAULT_BASE
from kg.views import export

KG = rdflib.Namespace(vocab.KG_IRI)
ENTITY = rdflib.Namespace(f"{DEFAULT_BASE}entity/")
APART = (SDO.Person, SDO.Place, SDO.Organization, ORG.Post, KG.Statement, SDO.NewsArticle)


@pytest.fixture(scope="module")
def entailed() -> rdflib.Graph:
    """The sample graph, the ontology, and all that follows from both."""
    r = Reader(
        article("quay", "The quay is in Tarn. Tarn is in Arden. Karl Lind is Okoro's uncle.")
    )
    quay = place("Quay", EntityType.PLACE)
    r.says(quay, "locatedIn", TARN, "The quay is in Tarn")
    r.says(TARN, "locatedIn", ARDEN, "Tarn is in Arden")
    r.says(LIND, "relativeOf", OKORO, "Karl Lind is Okoro's uncle")
    graph = rdflib.Graph().parse(vocab.ONTOLOGY_FILE)
    graph.parse(data=export(store_of(harbour(), council(), r.reading()), "ntriples"), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def test_relations_hold_the_way_the_ontology_says(entailed: rdflib.Graph) -> None:
    post = rdflib.URIRef(f"{DEFAULT_BASE}post/mayor-tarn")
    for triple in (
        (ENTITY.quay, KG.locatedIn, ENTITY.arden),  # transitive
        (ENTITY["ines-okoro"], KG.relativeOf, ENTITY["karl-lind"]),  # symmetric
        (post, ORG.heldBy, ENTITY["ines-okoro"]),  # inverse
        (ENTITY.tarn, ORG.hasPost, post),
        (ENTITY.tarn, RDF.type, ORG.Organization),  # by the range of org:postIn
        (ENTITY["karl-lind"], RDF.type, KG.Agent),
        (ENTITY["karl-lind"], KG.relatedTo, ENTITY["ines-okoro"]),
    ):
        assert triple in entailed


def test_a_statement_is_derived_from_its_words_and_asserts_nothing(entailed: rdflib.Graph) -> None:
    for statement in set(entailed.subjects(RDF.type, KG.Statement)):
        assert (statement, RDF.type, PROV.Entity) in entailed
        assert entailed.value(statement, PROV.wasDerivedFrom) is not None
    # Planned and claimed: statements, from which no triple follows.
    assert (ENTITY["karl-lind"], KG.visits, ENTITY.tarn) not in entailed
    assert (ENTITY.tarn, KG.alliedWith, ENTITY.arden) not in entailed


def test_nothing_is_two_things_at_once(entailed: rdflib.Graph) -> None:
    for number, kind in enumerate(APART):
        members = set(entailed.subjects(RDF.type, kind))
        assert members, kind
        for other in APART[number + 1 :]:
            assert not members & set(entailed.subjects(RDF.type, other)), (kind, other)
    assert not list(entailed.subjects(RDF.type, OWL.Nothing))


def test_the_reasoner_finds_no_contradiction(entailed: rdflib.Graph) -> None:
    error = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    assert [str(message) for message in entailed.objects(None, error)] == []
