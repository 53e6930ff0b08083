"""Each repair of a name as a recogniser may give it wrongly, and on one that must stay as it is."""

from __future__ import annotations

from tests.test_trees import tree


def names(text: str, ents: str) -> list[tuple[str, str]]:
    """The names of a tree after all repairs."""
    return [(name.text, name.label_) for name in tree(text, ents).ents]


def test_people_of_a_country_are_no_part_of_a_name() -> None:
    row = "{0}/NNPS/compound/2 Abel/NNP/nsubj/4 Alemu/NNP/flat/2 won/VBD/ROOT/0"
    ents = "B-PER I-PER I-PER O"
    assert names(row.format("Ethiopians"), ents) == [("Abel Alemu", "PER")]
    assert names(row.format("Jordan"), ents) == [("Jordan Abel Alemu", "PER")]


def test_the_place_of_an_office_is_no_part_of_who_holds_it() -> None:
    row = (
        "{0}/NN/nsubj/6 of/IN/case/4 Osk/NNP/compound/4 Ann/NNP/nmod/1 Ek/NNP/flat/4"
        " left/VBD/ROOT/0"
    )
    ents = "O O B-PER I-PER I-PER O"
    assert names(row.format("mayor"), ents) == [("Osk", "LOC"), ("Ann Ek", "PER")]
    assert names(row.format("song"), ents) == [("Osk Ann Ek", "PER")]


def test_a_name_is_what_its_apposition_calls_it_wherever_it_stands() -> None:
    row = (
        "Saxo/NNP/nsubj/6 ,/,/punct/4 a/DT/det/4 {0}/NN/appos/1 ,/,/punct/4 sued/VBD/ROOT/0"
        " Saxo/NNP/obj/6"
    )
    ents = "B-{0} O O O O O B-{0}"
    assert names(row.format("lawyer"), ents.format("LOC")) == [("Saxo", "PER")] * 2
    assert names(row.format("company"), ents.format("PER")) == [("Saxo", "ORG")] * 2
    assert names(row.format("city"), ents.format("ORG")) == [("Saxo", "LOC")] * 2
    assert names(row.format("wonder"), ents.format("ORG")) == [("Saxo", "ORG")] * 2


def test_an_apposition_further_off_is_of_another_name() -> None:
    row = (
        "Ek/NNP/nsubj/7 of/IN/case/3 Saxo/NNP/nmod/1 ,/,/punct/6 a/DT/det/6 company/NN/appos/1"
        " left/VBD/ROOT/0"
    )
    assert names(row, "B-PER O B-ORG O O O O") == [("Ek", "PER"), ("Saxo", "ORG")]


def test_a_family_has_the_name_of_persons() -> None:
    row = "the/DT/det/3 {0}/NNP/compound/3 family/NN/nsubj/4 left/VBD/ROOT/0"
    assert names(row.format("Dahl"), "O B-ORG O O") == [("Dahl", "PER")]
    assert names(row.format("NATO"), "O B-ORG O O") == [("NATO", "ORG")]
    assert names(row.format("Oslo"), "O B-LOC O O") == [("Oslo", "LOC")]


def test_nobody_is_a_member_of_a_person() -> None:
    row = "{0}/NNP/compound/2 rebels/NNS/nsubj/3 left/VBD/ROOT/0"
    assert names(row.format("Osk"), "B-PER O O") == [("Osk", "ORG")]
    assert names(row.format("Osk"), "B-MISC O O") == [("Osk", "MISC")]


def test_a_dateline_is_cut_off_and_a_name_with_a_dash_is_not() -> None:
    row = "{0}/NNP/compound/3 -/:/punct/3 Norvik/NNP/nsubj/4 grew/VBD/ROOT/0"
    assert names(row.format("PORVIK"), "B-ORG I-ORG I-ORG O") == [("PORVIK", "LOC")]
    assert names(row.format("Oslo"), "B-ORG I-ORG I-ORG O") == [("Oslo", "LOC")]
    assert names(row.format("Force"), "B-ORG I-ORG I-ORG O") == [("Force - Norvik", "ORG")]


def test_a_company_has_its_legal_form_and_a_case_has_two_parties() -> None:
    row = "Ek/NNP/nsubj/4 {0}/NNP/flat/1 Ltd/NNP/flat/1 grew/VBD/ROOT/0"
    assert names(row.format("Saxo"), "B-PER I-PER I-PER O") == [("Ek Saxo Ltd", "ORG")]
    assert names(row.format("v."), "B-MISC I-MISC I-MISC O") == [("Ek v. Ltd", "MISC")]


def test_a_given_name_is_no_title() -> None:
    row = "{0}/NNP/nsubj/4 {1}/NNP/flat/1 Ek/NNP/flat/1 left/VBD/ROOT/0"
    for first, second, kept in (
        ("King", "Olav", "Olav Ek"),
        ("Dean", "Ann", "Ann Ek"),
        ("singer", "Ann", "Ann Ek"),
        ("Hunter", "S.", "Hunter S. Ek"),
    ):
        assert names(row.format(first, second), "B-PER I-PER I-PER O") == [(kept, "PER")]
    row = "{0}/NNP/nsubj/3 Ek/NNP/flat/1 left/VBD/ROOT/0"
    for first, kept in (("King", "Ek"), ("Dean", "Dean Ek"), ("Baker", "Baker Ek")):
        assert names(row.format(first), "B-PER I-PER O") == [(kept, "PER")]


def test_what_something_happens_in_is_a_place() -> None:
    row = (
        "bombs/NNS/nsubj/6 {0}/IN/case/3 Osk/NNP/nmod/1 and/CC/cc/5 Hamra/NNP/conj/3"
        " fell/VBD/ROOT/0"
    )
    ents = "O O B-PER O B-PER O"
    for word in ("in", "at", "near"):
        assert names(row.format(word), ents) == [("Osk", "LOC"), ("Hamra", "LOC")]
    assert names(row.format("by"), ents) == [("Osk", "PER"), ("Hamra", "PER")]
    with_person = row.format("in") + " on/IN/case/9 Osk/NNP/compound/9 Ek/NNP/obl/6"
    found = names(with_person, f"{ents} O B-PER I-PER")
    assert found == [("Osk", "PER"), ("Hamra", "LOC"), ("Osk Ek", "PER")]
