"""What an entity is called that the article never names."""

from __future__ import annotations

from kg import clauses, extractors, resolve
from kg.analysis import analyse
from kg.language import load
from kg.model import Entity
from tests.reading.facts import article


def entity(text: str, label: str) -> Entity:
    document = analyse(article(text), load())
    facts = resolve.resolve(document, extractors.extract(document, clauses.extract(document)))
    return next(e for e in facts.entities if e.label == label)


def test_it_has_each_of_its_descriptions() -> None:
    found = entity(
        "A young officer from Oslo resigned. The officer visited Peru.", "young officer from Oslo"
    )
    assert found.names == ()
    assert found.descriptions == ("officer", "young officer from Oslo")


def test_a_clause_behind_it_is_no_part_of_its_label() -> None:
    found = entity("The young officer surrounded by crowds visited Peru.", "young officer")
    assert found.descriptions == ("young officer", "young officer surrounded by crowds")


def test_a_remark_or_a_story_behind_it_is_none_of_its_descriptions() -> None:
    found = entity("The young officer, surrounded by crowds, visited Peru.", "young officer")
    assert found.descriptions == ("young officer",)
    text = "The young officer who the crowds had seen in the old port on the day before left Peru."
    assert entity(text, "young officer").descriptions == ("young officer",)


def test_a_named_one_has_names_only() -> None:
    found = entity("Ann Ek visited Peru. The young officer praised Kenya.", "Ann Ek")
    assert found.descriptions == ()
