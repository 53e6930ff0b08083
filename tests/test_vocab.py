"""Namespaces are closed and made of the ontology; terms of others exist where they are from."""

import pyoxigraph as ox
import pytest
from rdflib import namespace

from kg import vocab
from kg.model import EntityType, Modality, Relation


def test_a_misspelt_term_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(AttributeError, match="meets"):
        _ = vocab.KG.meetz
    with pytest.raises(KeyError, match="meets"):
        vocab.relation("meetz")
    with pytest.raises(KeyError, match="Organization"):
        vocab.SCHEMA["Organisation"]


def test_relations_are_found_by_their_local_names() -> None:
    assert vocab.relation("meets") == Relation("kg", "meets", "meets")
    assert vocab.relation("talksWith").label == "talks with"
    assert vocab.relation("holds") == Relation("org", "holds", "holds")


def test_labels_of_relations_are_distinct() -> None:
    labels = [info.relation.label for info in vocab.RELATIONS.values()]
    assert len(set(labels)) == len(labels)


def test_every_term_of_ours_is_declared_before_it_is_used() -> None:
    triples = list(ox.parse(path=vocab.ONTOLOGY_FILE, format=ox.RdfFormat.TURTLE))
    declared = {t.subject for t in triples if t.predicate == vocab.RDF.type}
    used = {
        term
        for t in triples
        for term in (t.subject, t.predicate, t.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(vocab.KG_IRI)
    }
    assert used <= declared


def test_symmetric_relations_and_event_classes() -> None:
    assert vocab.RELATIONS["meets"].symmetric
    assert not vocab.RELATIONS["visits"].symmetric
    assert vocab.RELATIONS["meets"].event_class == "Meeting"
    assert {r.event_class for r in vocab.RELATIONS.values()} - {None} == vocab.EVENT_CLASSES


def test_every_kind_of_entity_and_modality_has_a_term() -> None:
    assert set(vocab.ENTITY_CLASSES) == set(EntityType)
    assert set(vocab.MODALITIES) == set(Modality)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (vocab.SCHEMA, namespace.SDO),
        (vocab.ORG, namespace.ORG),
        (vocab.PROV, namespace.PROV),
        (vocab.SKOS, namespace.SKOS),
        (vocab.RDF, namespace.RDF),
        (vocab.RDFS, namespace.RDFS),
        (vocab.OWL, namespace.OWL),
        (vocab.XSD, namespace.XSD),
        (vocab.VOID, namespace.VOID),
        (vocab.DCAT, namespace.DCAT),
        (vocab.DCTERMS, namespace.DCTERMS),
    ],
    ids=lambda value: getattr(value, "prefix", ""),
)
def test_reused_terms_exist_in_their_vocabulary(
    ours: vocab.Namespace, theirs: type[namespace.DefinedNamespace]
) -> None:
    assert str(theirs._NS) == ours.iri
    # Asking for a term would not do: schema.org's namespace only warns of a wrong one.
    assert [name for name in ours if name not in theirs] == []
