"""Statements made by hand over invented articles: what facts they become."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.model import (
    Document,
    End,
    Entity,
    EntityType,
    Fact,
    Mention,
    Modality,
    PostEnd,
    Reading,
    Relation,
    Statement,
    Text,
)
from kg.resolve import resolve

Read = Callable[[str], Document]
MEETS = Relation("kg", "meets", "meets")
HOLDS = Relation("org", "holds", "holds")
SAYS = Relation("kg", "says", "says")


def token(document: Document, word: str, nth: int = 0) -> int:
    """The number of the nth token that is `word`."""
    return [t.i for t in document.doc if t.text == word][nth]


def mention(document: Document, word: str, nth: int = 0) -> Mention:
    number = token(document, word, nth)
    return Mention(number, number, number)


def statement(document: Document, subject: End, relation: Relation, object_: End) -> Statement:
    return Statement(subject, relation, object_, 0, len(document.article.text), "by.hand")


def labels(facts: Iterable[Fact]) -> list[tuple[str, str, str]]:
    def name(end: Entity | Text) -> str:
        return end.label if isinstance(end, Entity) else end.text

    return [(name(f.subject), f.relation.name, name(f.object)) for f in facts]


def entity(reading: Reading, slug: str) -> Entity:
    return next(e for e in reading.entities if e.slug == slug)


def test_a_pronoun_becomes_the_person(read: Read) -> None:
    document = read("Ana Torres arrived in Lima. She met Karl Lind.")
    found = resolve(
        document,
        [statement(document, mention(document, "She"), MEETS, mention(document, "Karl"))],
    )
    assert labels(found.facts) == [("Ana Torres", "meets", "Karl Lind")]
    assert entity(found, "ana-torres").spans == ((0, 10), (28, 31))


def test_both_leaders_met_joins_the_two_once(read: Read) -> None:
    document = read("Karl Lind greeted Ana Torres in Oslo. Both leaders met for an hour.")
    leaders = mention(document, "leaders")
    found = resolve(document, [statement(document, leaders, MEETS, leaders)])
    assert labels(found.facts) == [("Karl Lind", "meets", "Ana Torres")]


def test_a_group_at_one_end_gives_one_fact_each(read: Read) -> None:
    document = read("Karl Lind met executives of the firms Arkon Systems and Belta Industries.")
    found = resolve(
        document,
        [statement(document, mention(document, "Karl"), MEETS, mention(document, "executives"))],
    )
    assert labels(found.facts) == [
        ("Karl Lind", "meets", "Arkon Systems"),
        ("Karl Lind", "meets", "Belta Industries"),
    ]


def test_nothing_meets_itself(read: Read) -> None:
    document = read("Ana Torres arrived in Lima. She was tired.")
    found = resolve(
        document, [statement(document, mention(document, "Ana"), MEETS, mention(document, "She"))]
    )
    assert found.facts == ()


def test_quantities_and_bare_plurals_stay_words(read: Read) -> None:
    document = read("Karl Lind met at least five people.")
    people = token(document, "people")
    end = Mention(people, token(document, "at"), people)
    found = resolve(document, [statement(document, mention(document, "Karl"), MEETS, end)])
    assert [f.object for f in found.facts] == [Text("at least five people")]


def test_a_definite_description_is_a_thing_of_its_article(read: Read) -> None:
    document = read("Karl Lind met the intergovernmental commission of both countries.")
    found = resolve(
        document,
        [statement(document, mention(document, "Karl"), MEETS, mention(document, "commission"))],
    )
    (fact,) = found.facts
    assert isinstance(fact.object, Entity)
    assert fact.object.label == "intergovernmental commission of both countries"
    assert fact.object.slug == "trial-intergovernmental-commission-of-both-countries"
    assert fact.object.names == ()
    assert fact.object.type is EntityType.ORGANIZATION


def test_an_adjective_stands_for_its_country_and_is_no_name(read: Read) -> None:
    document = read("The Peruvian minister met Karl Lind.")
    found = resolve(
        document,
        [statement(document, mention(document, "Peruvian"), MEETS, mention(document, "Karl"))],
    )
    peru = entity(found, "peru")
    assert (peru.label, peru.names, peru.type) == ("Peru", (), EntityType.COUNTRY)
    assert peru.spans == ((4, 12),)


def test_an_adjective_without_a_statement_is_no_mention(read: Read) -> None:
    document = read("The Peruvian minister met Karl Lind.")
    assert [e.slug for e in resolve(document, []).entities] == ["karl-lind"]


def test_an_abbreviated_country_gets_its_usual_name(read: Read) -> None:
    document = read("The U.S. sent aid to Peru.")
    country = entity(resolve(document, []), "united-states")
    assert country.label == "United States"
    assert set(country.names) == {"U.S.", "United States"}


def test_a_capital_that_stands_for_its_government_is_no_name_of_the_country(read: Read) -> None:
    document = read("Norway and Peru met. Ties between Oslo and Lima improved.")
    norway = entity(resolve(document, []), "norway")
    assert norway.names == ("Norway",)
    assert len(norway.spans) == 2


def test_posts_are_told_apart_by_country(read: Read) -> None:
    document = read("The Peruvian minister, Ana Torres, met the Chilean minister, Juan Rojas.")
    ends = [
        PostEnd("Minister", token(document, country), token(document, holder))
        for country, holder in (("Peruvian", "Ana"), ("Chilean", "Juan"))
    ]
    found = resolve(
        document,
        [
            statement(document, mention(document, "Ana"), HOLDS, ends[0]),
            statement(document, mention(document, "Juan"), HOLDS, ends[1]),
        ],
    )
    assert sorted(labels(found.facts)) == [
        ("Ana Torres", "holds", "Minister"),
        ("Juan Rojas", "holds", "Minister"),
        ("Minister", "postIn", "Chile"),
        ("Minister", "postIn", "Peru"),
    ]
    posts = {f.object.slug for f in found.facts if f.relation == HOLDS and _is_entity(f.object)}
    assert posts == {"minister-peru", "minister-chile"}


def _is_entity(end: Entity | Text) -> bool:
    return isinstance(end, Entity)


def test_a_post_without_a_place_is_its_holders(read: Read) -> None:
    document = read("President Ana Torres arrived.")
    post = PostEnd("President", None, token(document, "Ana"))
    found = resolve(document, [statement(document, mention(document, "Ana"), HOLDS, post)])
    (fact,) = found.facts
    assert isinstance(fact.object, Entity) and fact.object.slug == "president-ana-torres"


def test_our_is_the_country_of_an_official_who_speaks(read: Read) -> None:
    document = read(
        "The Norwegian Foreign Minister, Karl Lind, spoke. Peru is our ally, said the minister."
    )
    made = statement(
        document,
        mention(document, "Peru"),
        Relation("kg", "alliedWith", "is allied with"),
        mention(document, "our"),
    )
    found = resolve(document, [replace(made, speaker=token(document, "minister"))])
    assert labels(found.facts) == [("Peru", "alliedWith", "Norway")]
    assert found.facts[0].speaker == entity(found, "karl-lind")


def test_a_speaker_who_cannot_be_told_gives_no_fact(read: Read) -> None:
    document = read("He said that Karl Lind met Ana Torres.")
    made = statement(document, mention(document, "Karl"), MEETS, mention(document, "Ana"))
    assert resolve(document, [replace(made, speaker=token(document, "He"))]).facts == ()


def test_evidence_that_is_not_in_the_article_gives_no_fact(read: Read) -> None:
    document = read("Karl Lind met Ana Torres.")
    made = statement(document, mention(document, "Karl"), MEETS, mention(document, "Ana"))
    beyond = replace(made, last=len(document.article.text) + 1)
    assert resolve(document, [beyond, replace(made, first=5, last=5)]).facts == ()
    (fact,) = resolve(document, [made]).facts
    assert fact.evidence.text == document.article.text


def test_the_same_fact_twice_is_one(read: Read) -> None:
    document = read("Karl Lind met Ana Torres.")
    made = statement(document, mention(document, "Karl"), MEETS, mention(document, "Ana"))
    planned = replace(made, modality=Modality.PLANNED)
    assert len(resolve(document, [made, made, planned]).facts) == 2


def test_here_is_the_city_of_the_dateline(read: Read) -> None:
    document = read("LIMA (Agency) — Karl Lind met Ana Torres here on Monday.")
    made = statement(document, mention(document, "Karl"), MEETS, mention(document, "Ana"))
    (fact,) = resolve(document, [replace(made, place=token(document, "here"))]).facts
    assert fact.place is not None and fact.place.slug == "lima"


def test_hostile_text_keeps_its_offsets(read: Read) -> None:
    text = "😀 Karl Lind \u202emet\u202c Ana Torres <script>alert(1)</script> in Lima."
    document = read(text)
    for found in resolve(document, []).entities:
        assert all(text[first:last].strip() for first, last in found.spans)


def test_an_amount_that_is_taken_up_again_stays_words(read: Read) -> None:
    document = read("Karl Lind bought 200 acres of land. They lie in Peru.")
    acres = token(document, "acres")
    end = Mention(acres, token(document, "200"), acres)
    found = resolve(document, [statement(document, mention(document, "Karl"), MEETS, end)])
    assert [f.object for f in found.facts] == [Text("200 acres")]


def test_people_who_are_taken_up_again_are_a_thing_of_their_article(read: Read) -> None:
    document = read("Protesters met Karl Lind in Oslo. They carried signs.")
    end = mention(document, "Protesters")
    found = resolve(document, [statement(document, end, MEETS, mention(document, "Karl"))])
    assert [isinstance(f.subject, Entity) for f in found.facts] == [True]
