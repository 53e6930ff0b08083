"""The lexicons: what they look up, and that their files stay in order."""

from __future__ import annotations

from importlib.resources import files

import pytest

from kg import lexicons
from kg.errors import RuleError

TABLES = {
    "ambiguous": ("word", "country", "other"),
    "countries": ("code", "kind", "name", "names", "adjectives", "demonyms", "capitals"),
    "legal_suffixes": ("suffix",),
    "metonyms": ("name", "organization", "country"),
    "org_nouns": ("noun",),
    "person_nouns": ("noun", "gender"),
    "place_nouns": ("noun",),
    "titles": ("title", "category", "gender"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_sorted_without_duplicates_and_names_its_source(name: str) -> None:
    text = files("kg").joinpath("data", "lexicons", f"{name}.tsv").read_text(encoding="utf-8")
    assert text.startswith("# Source: ")
    keys = [row[0] for row in lexicons.read_table(name, *TABLES[name])]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", TABLES)
def test_no_field_has_stray_spaces_or_curly_apostrophes(name: str) -> None:
    for row in lexicons.read_table(name, *TABLES[name]):
        for field in row:
            assert field == field.strip()
            assert "\u2019" not in field, "lookups fold the curly apostrophe to the plain one"


def test_common_names_are_sorted_and_name_their_source() -> None:
    text = files("kg").joinpath("data", "lexicons", "common_names.tsv").read_text(encoding="utf-8")
    assert text.startswith("# Source: US Census Bureau")
    rows = lexicons.read_table("common_names", "name", "kind", "share")
    assert [row[:2] for row in rows] == sorted({row[:2] for row in rows})
    assert all(kind in ("given", "family") and 0 < float(s) < 5 for _, kind, s in rows)


def test_a_table_with_another_header_is_refused() -> None:
    with pytest.raises(RuleError, match=r"titles\.tsv: the header must be title, rank"):
        lexicons.read_table("titles", "title", "rank")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Russia", "RU"),
        ("the Russian Federation", "RU"),
        ("Russian", "RU"),
        ("Russians", "RU"),
        ("RUSSIA", "RU"),
        ("US", "US"),
        ("U.S.", "US"),
        ("the United States", "US"),
        ("The United States of America", "US"),
        ("American", "US"),
        ("Great Britain", "GB"),
        ("Britons", "GB"),
        ("Scottish", "GB-SCT"),
        ("Welsh", "GB-WLS"),
        ("Soviet", "SUHH"),
        ("Cote d\u2019Ivoire", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("Guinea-Bissau", "GW"),
        ("Filipinos", "PH"),
        ("Saudi", "SA"),
        ("South Korean", "KR"),
        ("Kosovo", "XK"),
        ("Taiwanese", "TW"),
        ("Palestinians", "PS"),
        ("the Netherlands", "NL"),
        ("Dutch", "NL"),
        ("Dominican", "DO"),
        ("the Vatican", "VA"),
    ],
)
def test_a_country_is_found_by_name_adjective_and_people(text: str, code: str) -> None:
    found = lexicons.country(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text", ["us", "russia", "polish", "Korea", "Congolese", "Atlantis", "", "the", "CAT", "Moscow"]
)
def test_what_names_no_single_country_is_none(text: str) -> None:
    assert lexicons.country(text) is None


def test_name_adjective_and_people_are_told_apart() -> None:
    assert lexicons.country_named("Swedish") is None
    assert lexicons.country_of_adjective("Sweden") is None
    assert lexicons.country_of_people("Swedes") == lexicons.country_named("Sweden")
    assert lexicons.country_of_people("a Dane") == lexicons.country_of_adjective("Danish")


def test_capitals_stand_for_their_country() -> None:
    for city, code in (
        ("Moscow", "RU"),
        ("Washington, D.C.", "US"),
        ("La Paz", "BO"),
        ("Kyiv", "UA"),
    ):
        found = lexicons.capital_of(city)
        assert found is not None
        assert found.code == code
    assert lexicons.capital_of("Vladivostok") is None


def test_every_word_of_a_country_leads_back_to_it_or_is_listed_as_ambiguous() -> None:
    for one in lexicons.countries():
        words = (
            (lexicons.country_named, (one.name, *one.names)),
            (lexicons.country_of_adjective, one.adjectives),
            (lexicons.country_of_people, one.demonyms),
            (lexicons.capital_of, one.capitals),
        )
        for look_up, spellings in words:
            for spelling in spellings:
                assert look_up(spelling) == one or lexicons.is_ambiguous(spelling), spelling


def test_every_ambiguous_word_reads_as_the_country_it_says() -> None:
    for word, code, other in lexicons.read_table("ambiguous", *TABLES["ambiguous"]):
        found = lexicons.country(word) or lexicons.capital_of(word)
        assert (found.code if found else "-") == code, word
        assert other
        assert lexicons.is_ambiguous(word)


def test_every_country_of_a_metonym_exists() -> None:
    codes = {one.code for one in lexicons.countries()}
    for name, body, code in lexicons.read_table("metonyms", *TABLES["metonyms"]):
        assert code == "" or code in codes, name
        assert body


def test_ambiguity() -> None:
    assert lexicons.is_ambiguous("Georgia")
    assert lexicons.is_ambiguous("Jordan")
    assert not lexicons.is_ambiguous("Norway")


def test_a_seat_stands_for_its_institution() -> None:
    pentagon = lexicons.metonym("the Pentagon")
    assert pentagon is not None
    assert pentagon.organization == "United States Department of Defense"
    assert pentagon.country == "US"
    assert lexicons.metonym("Kremlin") == lexicons.metonym("The Kremlin")
    assert lexicons.metonym("Eiffel Tower") is None


@pytest.mark.parametrize(
    ("lemma", "category"),
    [
        ("minister", "office"),
        ("Prime Minister", "office"),
        ("co-president", "office"),
        ("co-chair", "office"),
        ("ex-governor", "office"),
        ("attorney general", "office"),
        ("chargé d\u2019affaires", "office"),
        ("colonel", "rank"),
        ("prince", "rank"),
        ("journalist", "occupation"),
        ("co-author", "occupation"),
        ("Mrs.", "honorific"),
        ("victim", None),
        ("ministry", None),
    ],
)
def test_the_category_of_a_title(lemma: str, category: str | None) -> None:
    assert lexicons.role_category(lemma) == category
    assert lexicons.is_role(lemma) == (category in ("office", "rank", "occupation"))
    assert lexicons.is_office(lemma) == (category == "office")


def test_titles_have_known_categories_and_are_no_person_nouns() -> None:
    for title, category, sex in lexicons.read_table("titles", *TABLES["titles"]):
        assert category in ("office", "rank", "occupation", "honorific"), title
        assert sex in ("", "f", "m"), title
        assert not lexicons.is_person_noun(title), title


def test_kinds_of_noun() -> None:
    assert lexicons.is_person_noun("resident")
    assert not lexicons.is_person_noun("minister")
    assert lexicons.is_org_noun("Ministry")
    assert not lexicons.is_org_noun("river")
    assert lexicons.is_place_noun("river")
    assert not lexicons.is_place_noun("ministry")


@pytest.mark.parametrize(
    ("word", "sex"),
    [
        ("spokeswoman", "f"),
        ("king", "m"),
        ("Mrs", "f"),
        ("Mr.", "m"),
        ("daughter", "f"),
        ("co-chairwoman", "f"),
        ("minister", None),
        ("table", None),
    ],
)
def test_gender_only_where_the_word_says_it(word: str, sex: str | None) -> None:
    assert lexicons.gender(word) == sex


def test_legal_suffixes() -> None:
    assert lexicons.is_legal_suffix("GmbH")
    assert lexicons.is_legal_suffix("Inc.")
    assert not lexicons.is_legal_suffix("Bank")
