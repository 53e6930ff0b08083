"""Codes of countries and cities: facts where a name leaves no doubt, nothing where it does."""

from __future__ import annotations

import re

import pytest

from kg import gazetteer, lexicons
from kg.gazetteer import Codes, codes, codes_of_city, codes_of_country
from kg.model import Entity, EntityType, Evidence, Fact
from kg.vocab import relation

#: Former countries that neither source of the table has.
UNKNOWN = {"DDDE", "RHZW", "VDVN", "YDYE", "ZRCD"}


def test_every_country_of_today_has_a_wikidata_id_of_its_own() -> None:
    known = {c.code: codes_of_country(c.name) for c in lexicons.countries()}
    ids = {code: found.same_as for code, found in known.items() if found}
    assert {code for code, same in ids.items() if not same} == UNKNOWN
    numbers = [same[0] for same in ids.values() if same]
    assert all(re.fullmatch(r"http://www\.wikidata\.org/entity/Q[1-9]\d*", n) for n in numbers)
    assert len(set(numbers)) == len(numbers)


def test_wikidata_ids_agree_with_a_second_source() -> None:
    territories = pytest.importorskip("rigour.territories", reason="rigour needs ICU to install")
    second = {t.code.upper(): {t.qid, *t.other_qids} for t in territories.get_territories()}
    for country in lexicons.countries():
        found = codes_of_country(country.name)
        if found and found.same_as and country.code in second and country.code != "SJ":
            assert found.same_as[0].rsplit("/", 1)[-1] in second[country.code]


@pytest.mark.parametrize(
    ("name", "code", "number"),
    [("Peru", "PE", "Q419"), ("Russia", "RU", "Q159"), ("England", "GB-ENG", "Q21")],
)
def test_codes_of_countries(name: str, code: str, number: str) -> None:
    assert codes_of_country(name) == Codes(code, (f"http://www.wikidata.org/entity/{number}",))


@pytest.mark.parametrize(
    ("name", "countries", "within", "country"),
    [
        ("Paris", {"FR"}, None, "FR"),
        ("Paris", set(), None, "FR"),  # none of its namesakes is a tenth as big
        ("Paris", {"US"}, "US", "US"),  # the article says where it lies
        ("St. Petersburg", {"RU"}, None, "RU"),
        ("Saint Petersburg", {"US"}, "US", "US"),
        ("Paris", {"US"}, None, None),  # the big one, or the one in Texas?
        ("Springfield", {"US"}, None, None),  # many, none much bigger
        ("Victoria", {"GB"}, None, None),
        ("New York", {"US"}, None, None),  # a state, too
        ("Benghazi", {"LY"}, None, "LY"),
        ("São Paulo", set(), None, "BR"),
        ("Nowhere at All", {"FR"}, None, None),
    ],
)
def test_cities_only_without_doubt(
    name: str, countries: set[str], within: str | None, country: str | None
) -> None:
    found = codes_of_city(name, countries, within)
    assert (found.country if found else None) == country
    if found:
        assert re.fullmatch(r"https://sws\.geonames\.org/\d+/", found.same_as[0])


def test_a_capital_by_another_name_has_at_least_its_country() -> None:
    assert codes_of_city("Kiev", set()) == Codes("UA")


def test_a_place_that_may_be_no_city_must_be_a_big_one() -> None:
    assert codes_of_city("Paris", {"US"}, "US", surely=False) is None
    assert codes_of_city("Paris", {"FR"}, surely=False) is not None


def test_codes_of_one_article_take_its_countries_into_account() -> None:
    states = Entity("united-states", EntityType.COUNTRY, "United States", ("U.S.",))
    paris = Entity("paris", EntityType.CITY, "Paris", ("Paris",))
    ana = Entity("ana-paris", EntityType.PERSON, "Paris", ("Paris",))
    lies_in = Fact(paris, relation("locatedIn"), states, Evidence(0, 5, "Paris"), "places.comma")
    assert codes([states, paris, ana], [])[states].country == "US"
    assert set(codes([states, paris, ana], [])) == {states}
    assert codes([states, paris, ana], [lies_in])[paris].country == "US"


def test_the_biggest_city_of_a_name_comes_first() -> None:
    sizes = [city.inhabitants for city in gazetteer._cities("Paris")]
    assert sizes == sorted(sizes, reverse=True)


def test_every_line_of_the_table_is_a_city() -> None:
    rows = lexicons.read_table("cities", "geonames", "slug", "country", "inhabitants")
    known = {country.code for country in lexicons.countries()}
    assert all(number.isdigit() and size.isdigit() for number, _, _, size in rows)
    assert {country for _, _, country, _ in rows} <= known
    assert len({number for number, *_ in rows}) == len(rows)
