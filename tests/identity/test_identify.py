"""Who is one with whom: names, then what speaks for it and against it."""

from __future__ import annotations

from dataclasses import replace

from samples import person, place
from who import (
    ANA,
    BERG,
    BRIEF,
    COURT,
    ELSEWHERE,
    FOOTBALL,
    JUSTICE,
    KUZNETSOV,
    LIMA,
    MINISTER,
    MOSCOW,
    NORWAY,
    OLE,
    OSLO,
    PERU,
    RUSSIA,
    SERGEI,
    SERGEY,
    SERGUEI,
    TRIAL,
    VERDICT,
    body,
    country,
    name_of,
    put,
    settled,
    story,
)

from kg import identity, rdf
from kg.identity.decisions import Verdicts
from kg.identity.forest import Clusters
from kg.identity.profiles import profiles
from kg.identity.strangers import is_common
from kg.identity.units import units
from kg.model import Entity, EntityType, Reading
from kg.vocab import ORG, RDFS, SKOS


def test_people_of_one_name_stay_apart_when_their_countries_disagree() -> None:
    store = settled(MINISTER, FOOTBALL)
    names = {name_of(store, "minister", BERG), name_of(store, "football", BERG)}
    assert names == {"jon-berg", "jon-berg_norway"}
    (decision,) = identity.rule_decisions(store)
    assert not decision.same
    assert decision.pair == ("football#jon-berg", "minister#jon-berg")
    assert decision.reasons == ("different countries: Peru; Norway; and nobody is named with both",)


def test_somebody_whom_both_are_told_of_with_makes_them_one() -> None:
    second = story("second", OLE, nations=((BERG, PERU),))
    store = settled(MINISTER, second)
    assert name_of(store, "minister", BERG) == name_of(store, "second", BERG) == "jon-berg"


def test_one_of_whom_nothing_is_known_is_the_only_one_of_the_name_or_nobody() -> None:
    store = settled(MINISTER, ELSEWHERE)
    assert name_of(store, "elsewhere", BERG) == name_of(store, "minister", BERG)
    put(store, FOOTBALL)
    identity.settle(store)
    names = {name_of(store, a, BERG) for a in ("elsewhere", "minister", "football")}
    assert len(names) == 3


def test_ages_that_the_dates_exclude_keep_two_apart() -> None:
    old = story("old", ages=((BERG, 70),), published="2024-01-01")
    later = story("later", ages=((BERG, 72),), published="2026-03-01")
    young = story("young", ages=((BERG, 24),), published="2024-01-01")
    store = settled(old, later, young)
    assert name_of(store, "old", BERG) == name_of(store, "later", BERG) == "jon-berg"
    assert name_of(store, "young", BERG) == "jon-berg_young"


def test_an_article_that_tells_two_people_apart_is_believed() -> None:
    other = person("Jonn Berg")
    store = settled(story("one", BERG), story("both", BERG, other))
    assert name_of(store, "both", other) != name_of(store, "both", BERG)


def test_spellings_and_a_family_name_are_one_person() -> None:
    store = settled(MOSCOW, LIMA, OSLO, BRIEF)
    names = {
        name_of(store, "moscow", SERGEI),
        name_of(store, "lima", SERGUEI),
        name_of(store, "oslo", SERGEY),
        name_of(store, "brief", KUZNETSOV),
    }
    assert len(names) == 1
    node = next(iter(store.match(None, RDFS.label, None)))[0]
    by_rule = {d.by for d in identity.rule_decisions(store) if d.same}
    assert by_rule == {"form-of-name", "short-name"}
    posts = {post for _, _, post in store.match(None, ORG.holds)}
    assert {post.value.rsplit("/", 1)[-1] for post in posts} == {"envoy-russia"}
    assert node is not None


def test_a_family_name_alone_is_nobody_in_particular() -> None:
    store = settled(MOSCOW, story("quarrel", KUZNETSOV), story("market", KUZNETSOV))
    names = [name_of(store, "moscow", SERGEI)]
    names += [name_of(store, a, KUZNETSOV) for a in ("quarrel", "market")]
    assert len(set(names)) == 3


def test_a_family_name_that_two_may_mean_is_neither() -> None:
    brother = person("Igor Kuznetsov")
    rival = story("rival", offices=((brother, "Envoy", RUSSIA),))
    store = settled(MOSCOW, rival, BRIEF)
    names = {
        name_of(store, "moscow", SERGEI),
        name_of(store, "rival", brother),
        name_of(store, "brief", KUZNETSOV),
    }
    assert len(names) == 3
    assert any(
        "several may be meant" in " ".join(d.reasons) for d in identity.rule_decisions(store)
    )


def test_departments_of_two_countries_stay_apart() -> None:
    store = settled(COURT, TRIAL, VERDICT)
    peru = {name_of(store, a, JUSTICE) for a in ("court", "trial")}
    assert len(peru) == 1
    assert name_of(store, "verdict", JUSTICE) not in peru


def test_a_name_that_says_which_body_it_is_needs_nothing_more() -> None:
    bank = body("Bank of Tarn")
    store = settled(story("loan", bank, PERU), story("fraud", bank, NORWAY))
    assert name_of(store, "loan", bank) == name_of(store, "fraud", bank) == "bank-of-tarn"


def test_acronyms_stand_for_the_only_body_they_can() -> None:
    long, short = body("Tarn Harbour Workers Union"), body("THWU")
    store = settled(story("strike", long), story("wages", short))
    assert name_of(store, "wages", short) == "tarn-harbour-workers-union"
    put(store, story("theatre", body("Tusk Hill Walkers Union")))
    identity.settle(store)
    assert name_of(store, "wages", short) == "thwu"


def test_a_country_is_one_and_so_is_a_person_of_the_name_of_a_town() -> None:
    town, lady = place("Paita"), person("Paita")
    store = settled(story("port", town, PERU), story("singer", lady), story("trade", PERU))
    assert name_of(store, "port", PERU) == name_of(store, "trade", PERU) == "peru"
    assert {name_of(store, "port", town), name_of(store, "singer", lady)} == {
        "paita",
        "paita_person",
    }


def test_what_is_never_named_stays_with_its_article() -> None:
    ferry = Entity("pier-the-ferry", EntityType.THING, "the ferry")
    store = settled(story("pier", ferry), story("quay", ferry))
    assert name_of(store, "pier", ferry) == "pier-the-ferry"


def test_the_label_is_the_full_name_and_the_others_are_names() -> None:
    store = settled(MOSCOW, BRIEF, story("again", offices=((KUZNETSOV, "Envoy", RUSSIA),)))
    (node,) = {n for n, _, v in store.match(None, RDFS.label) if v.value == SERGEI.label}
    assert [value.value for _, _, value in store.match(node, RDFS.label)] == [SERGEI.label]
    assert {value.value for _, _, value in store.match(node, SKOS.altLabel)} == {"Kuznetsov"}
    assert ANA.slug and OLE.slug


def test_of_two_orders_of_a_name_the_one_that_ends_in_the_family_name_is_the_label() -> None:
    mayor, guest = person("Zander Kuhl"), person("Kuhl Zander")
    first = story("first", guest, offices=((guest, "Mayor", NORWAY),))
    second = story("second", mayor, offices=((mayor, "Mayor", NORWAY),))
    third = story("third", person("Kuhl"), offices=((person("Kuhl"), "Mayor", NORWAY),))
    store = settled(first, second, third)
    assert name_of(store, "first", guest) == name_of(store, "third", person("Kuhl"))
    assert name_of(store, "first", guest) == "zander-kuhl"


def test_one_word_in_another_spelling_is_another_place() -> None:
    one, other = place("Besno"), place("Besnu")
    store = settled(story("flood", one), story("quake", other))
    assert name_of(store, "flood", one) != name_of(store, "quake", other)


QUITO, ECUADOR, ENGLAND = place("Quito"), country("Ecuador"), country("England")


def names_of_berg(*readings: Reading) -> set[str]:
    store = settled(*readings)
    return {name_of(store, reading.article.slug, BERG) for reading in readings}


def test_an_office_in_a_city_is_one_in_its_country() -> None:
    mayor = story("mayor", ANA, offices=((BERG, "Mayor", QUITO),))
    native = story("native", person("Eva Lund"), nations=((BERG, ECUADOR),))
    assert len(names_of_berg(mayor, MINISTER)) == 2
    assert names_of_berg(mayor, native) == {"jon-berg"}
    assert len(names_of_berg(mayor, native, MINISTER)) == 2


def test_a_part_of_a_state_is_a_country_whatever_else_bears_its_name() -> None:
    english = story("english", ANA, nations=((BERG, ENGLAND),))
    assert len(names_of_berg(english, MINISTER)) == 2
    british = story("british", OLE, nations=((BERG, country("United Kingdom")),))
    assert names_of_berg(english, british) == {"jon-berg"}


def test_the_dead_hold_no_office() -> None:
    board = body("Tarn Savings Board")
    painter = story("painter", ANA, lives=((BERG, "bornOn", "1850"), (BERG, "diedOn", "1901")))
    chair = story("chair", offices=((BERG, "Director", board),))
    report = story("report", offices=((BERG, "Director", board),), published="2023-05-01")
    born_only = story("exhibition", ANA, lives=((BERG, "bornOn", "1850"),))
    assert len(names_of_berg(painter, chair)) == 2
    assert len(names_of_berg(born_only, chair)) == 2
    assert names_of_berg(painter, born_only) == {"jon-berg"}
    assert names_of_berg(chair, report) == {"jon-berg"}
    assert len(names_of_berg(painter, chair, report, born_only)) == 2


def test_who_died_this_year_held_the_office_until_then() -> None:
    chair = story("chair", OLE, offices=((BERG, "Mayor", QUITO),), published="2023-05-01")
    death = story("death", ANA, lives=((BERG, "diedOn", "2024"),))
    assert names_of_berg(chair, death) == {"jon-berg"}
    assert len(names_of_berg(death, story("other", lives=((BERG, "diedOn", "1996"),)))) == 2
    later = story("later", lives=((BERG, "bornOn", "2030"),))
    assert len(names_of_berg(death, later)) == 2


SMITH = person("John Smith")
SHIPPING, MINING = body("Tarn Shipping"), body("Halden Mining")


def names_of(someone: Entity, *readings: Reading) -> list[str]:
    store = settled(*readings)
    return [name_of(store, reading.article.slug, someone) for reading in readings]


def directs(name: str, someone: Entity, firm: Entity, *others: Entity, year: int = 2024) -> Reading:
    return story(name, *others, offices=((someone, "Director", firm),), published=f"{year}-03-01")


def test_two_of_a_common_name_in_unrelated_company_stay_apart() -> None:
    ships, mines = directs("ships", SMITH, SHIPPING, OLE), story("mines", SMITH, MINING, ANA)
    again = story("again", SMITH, OLE, MINING)
    assert names_of(SMITH, ships, mines) == ["john-smith_ships", "john-smith"]
    assert names_of(SMITH, ships, again) == ["john-smith", "john-smith"]
    (decision,) = identity.rule_decisions(settled(ships, mines))
    assert decision.reasons == ("nobody and nothing is named with both",)


def test_a_name_is_one_whether_its_words_are_joined_or_not() -> None:
    joined, apart = person("Web-Woman"), person("Web Woman")
    film, comic = story("film", joined, ANA, PERU), story("comic", apart, OLE, NORWAY)
    assert len(settled(film, comic).articles()) == 2  # neither is a reason to stop
    assert is_common("Mary-Smith") and is_common("Mary Smith")
    assert not is_common("Mary") and not is_common("Mary Ann Smith")


def test_one_person_in_articles_of_different_topics_is_one() -> None:
    ships, mines = directs("ships", BERG, SHIPPING, OLE), story("mines", BERG, MINING, ANA)
    assert names_of(BERG, ships, mines) == ["jon-berg", "jon-berg"]


def test_a_rare_name_is_of_two_when_everything_about_them_disagrees() -> None:
    crowd = [person(f"{given} Vestby") for given in ("Aud", "Bo", "Cora", "Dag", "Eli", "Finn")]
    court = [person(f"{given} Salas") for given in ("Ines", "Juan", "Luz", "Pia", "Rosa", "Saul")]
    chair = directs("chair", BERG, SHIPPING, NORWAY, *crowd)
    bench = ((BERG, "Judge", body("Tacna Court")),)
    judge = story("judge", PERU, *court, offices=bench)
    assert len(set(names_of(BERG, chair, judge))) == 2
    friend = story(
        "friend", PERU, *court, crowd[0], offices=((BERG, "Judge", body("Tacna Court")),)
    )
    assert len(set(names_of(BERG, chair, friend))) == 1


def test_decades_between_articles_make_two() -> None:
    early = story("early", BERG, OLE, published="1931-05-01")
    late = story("late", BERG, ANA, published="2024-05-01")
    soon = story("soon", BERG, ANA, published="1940-05-01")
    assert len(set(names_of(BERG, early, late))) == 2
    assert len(set(names_of(BERG, early, soon))) == 1
    with_ole = story("with-ole", BERG, OLE, published="2024-05-01")
    assert len(set(names_of(BERG, early, with_ole))) == 2
    found = identity.rule_decisions(settled(early, with_ole))
    assert {decision.reasons for decision in found} == {("93 years between them",)}


def test_a_country_is_one_wherever_an_article_puts_it() -> None:
    wrong = story("wrong", nations=((PERU, NORWAY),))
    other = story("other", nations=((PERU, RUSSIA),))
    assert names_of(PERU, wrong, other, story("plain", PERU)) == ["peru"] * 3


def test_a_body_of_which_two_places_are_told_does_not_fall_into_as_many_as_articles() -> None:
    watch = body("Tarn Harbour Watch")
    told = [story(name, nations=((watch, c),)) for name, c in (("one", NORWAY), ("two", PERU))]
    plain = [story(name, watch) for name in ("three", "four", "five")]
    assert len(set(names_of(watch, *told, *plain)[2:])) == 1


def linked(someone: Entity, ident: str) -> Entity:
    return replace(someone, ident=f"https://wiki.example/{ident}")


def test_what_annotators_link_to_one_thing_is_one_whatever_it_is_called() -> None:
    bank, branch = linked(body("Bank of Tarn"), "Q7"), linked(body("The Old Lady"), "Q7")
    store = settled(story("loan", bank), story("fraud", branch), story("fees", body("Old Lady")))
    names = {name_of(store, "loan", bank), name_of(store, "fraud", branch)}
    assert names == {"bank-of-tarn"}
    told = {(d.by, d.reasons) for d in identity.rule_decisions(store)}
    assert ("same-link", ("both are https://wiki.example/Q7",)) in told


def test_what_annotators_link_to_two_things_is_two_whatever_it_is_called() -> None:
    one, other = linked(BERG, "Q1"), linked(BERG, "Q2")
    assert len(set(names_of(BERG, story("one", one, OLE), story("other", other, OLE)))) == 2
    (decision,) = identity.rule_decisions(settled(story("one", one), story("other", other)))
    assert decision.reasons == ("linked to https://wiki.example/Q2 and https://wiki.example/Q1",)
    elsewhere = replace(BERG, ident="https://names.example/77")
    assert len(set(names_of(BERG, story("one", one), story("third", elsewhere)))) == 1


def test_a_cluster_knows_the_company_of_all_its_articles_whenever_it_was_asked_for_it() -> None:
    told = [rdf.contribution(reading) for reading in (story("a", BERG, ANA), story("b", BERG, OLE))]
    everybody = [u for one in told for u in units(profiles(one.article, one.triples))]
    one, other = (unit for unit in everybody if unit.profile.local == BERG.slug)
    clusters = Clusters(everybody, Verdicts(()))
    assert clusters.of(one).people() == {ANA.slug}
    assert clusters.join(clusters.of(one), clusters.of(other)).people() == {ANA.slug, OLE.slug}
