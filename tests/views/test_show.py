"""Everything known about an entity, with its source; a doubtful name gives near ones."""

from __future__ import annotations

import pytest
from samples import store_of

from kg.errors import NotFoundError
from kg.stores import Store
from kg.views.sentences import sentence_around
from kg.views.show import show


def test_facts_come_first_then_what_is_marked(store: Store) -> None:
    dossier = show(store, "Karl Lind")
    assert (dossier.label, dossier.type, dossier.names) == (
        "Karl Lind",
        "Person",
        ("Karl Lind", "Lind"),
    )
    assert [(line.text, line.marks) for line in dossier.lines] == [
        ("Ines Okoro meets Karl Lind", ()),
        ("Ines Okoro meets Karl Lind", ()),
        ("Karl Lind has the age “61”", ()),
        ("Karl Lind is described as “senator”", ("former",)),
        ("Karl Lind visits Tarn", ("planned",)),
        ("Karl Lind signs “the treaty”", ("not so",)),
    ]


def test_each_line_has_its_sentence_time_and_place(store: Store) -> None:
    met = next(line for line in show(store, "lind").lines if line.time)
    assert met.time == "last Friday (2024-02-02)"
    assert str(met.place) == "Arden"
    assert met.headline == "Mayor of Tarn meets shipping chief"
    assert met.sentence == (
        "The mayor of Tarn, Inès Okoro, met Karl Lind, 61, in Arden last Friday."
    )


def test_an_office_shows_where_it_is_and_a_speaker_what_is_claimed(store: Store) -> None:
    lines = {line.text: line.marks for line in show(store, "ines-okoro").lines}
    assert lines["Ines Okoro holds Mayor"] == ()
    assert lines["Mayor is a post in Tarn"] == ()
    assert lines["Tarn is allied with Arden"] == ("says Ines Okoro",)


@pytest.mark.parametrize(
    "wanted",
    [
        "Karl Lind",
        "karl lind",
        "Lind",
        "lin",
        "karl-lind",
        "https://example.org/kg/entity/karl-lind",
    ],
)
def test_an_entity_is_found_by_iri_slug_name_or_part(store: Store, wanted: str) -> None:
    assert show(store, wanted).iri == "https://example.org/kg/entity/karl-lind"


def test_a_name_that_several_have_is_not_guessed(store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"'ar' may be Arden \(arden\), Karl Lind"):
        show(store, "ar")


def test_an_unknown_name_gives_near_ones(store: Store) -> None:
    with pytest.raises(NotFoundError, match="similar: Karl Lind"):
        show(store, "Karl Lint")
    with pytest.raises(NotFoundError, match="kg query entities"):
        show(store, "zzzzzz")
    with pytest.raises(NotFoundError, match="kg build"):
        show(store_of(), "Karl Lind")
    with pytest.raises(NotFoundError):
        show(store, "")


def test_text_for_a_terminal(store: Store) -> None:
    text = show(store, "Karl Lind").to_text()
    assert text.startswith(
        "Karl Lind (Person), also Lind\nhttps://example.org/kg/entity/karl-lind\n"
    )
    assert "\nKarl Lind visits Tarn  [planned; in May (2024-05)]\n" in text
    assert text.count("“Lind, a former senator") == 1, "a sentence stands once below its statements"


def test_a_terminal_gets_no_control_characters(store: Store) -> None:
    assert show(store, "Arden").to_text().isascii() is False
    assert all(c.isprintable() or c == "\n" for c in show(store, "Arden").to_text())


@pytest.mark.parametrize(
    ("article", "words", "sentence"),
    [
        ("Title\n\nOne went. Two came. Three left.", "Two", "Two came."),
        ("Title\n\nOne went. Two came.", "Title", "Title"),
        ("The U.S. Navy came. It left.", "Navy", "The U.S. Navy came."),
        ("Mr. Lind came.\nHe left.", "Lind", "Mr. Lind came."),
        ("“He came.” She left. It rained.", "She left. It", "She left. It rained."),
    ],
)
def test_the_sentence_around_words(article: str, words: str, sentence: str) -> None:
    start = article.index(words)
    assert sentence_around(article, start, start + len(words)) == sentence
