"""kg merge, split, decisions and show --why as a person meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from who import BRIEF, LIMA, MINISTER, MOSCOW, put

from kg import identity
from kg.cli import cli
from kg.stores import open_store


def kg(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words), prog_name="kg")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    with open_store("kg-store") as store:
        put(store, MOSCOW, LIMA, BRIEF, MINISTER)
        identity.settle(store)
    return tmp_path


def test_merge_says_what_it_did_and_how_to_undo_it() -> None:
    before = kg("export").stdout
    merged = kg("merge", "Ole Vik", "jon-berg", "--why", "his other name")
    assert merged.exit_code == 0, merged.output
    assert merged.stdout == (
        "One entity: Jon Berg, also Ole Vik\n"
        "  https://example.org/kg/entity/jon-berg\n"
        "Undo with: kg split jon-berg\n"
    )
    assert "Jon Berg = Ole Vik: somebody decided so (his other name)" in (
        kg("show", "jon-berg", "--why").stdout
    )
    undone = kg("split", "jon-berg")
    assert undone.stdout.startswith("2 entities:\n  Jon Berg  https://")
    assert kg("export").stdout == before


def test_split_names_what_there_is_to_split() -> None:
    assert "3 entities" in kg("split", "Sergei Kuznetsov").stdout
    wrong = kg("split", "Russia")
    assert wrong.exit_code == 1
    assert wrong.stderr.startswith("Error: every article calls it 'Russia'")
    assert kg("split", "Russia", "--article", "lima").exit_code == 0
    assert kg("show", "Russia").stderr == (
        "Error: 'Russia' may be Russia (russia), Russia (russia_lima);"
        " give the whole name or the slug\n"
    )


def test_merging_what_is_not_there_or_is_one_already() -> None:
    missing = kg("merge", "Sergej Kuznezow", "Jon Berg")
    assert missing.exit_code == 1
    assert "no entity 'Sergej Kuznezow' in kg-store; similar: " in missing.stderr
    assert kg("merge", "Jon Berg", "jon-berg").exit_code == 0
    assert kg("decisions").stdout == ""


def test_a_person_and_a_country_are_merged_only_by_force() -> None:
    wrong = kg("merge", "Peru", "Jon Berg")
    assert wrong.exit_code == 1
    assert wrong.stderr == (
        "Error: Jon Berg is a person and Peru a country; if an article takes one for the other,"
        " first kg split peru --article ARTICLE, then merge what is split off with --force\n"
    )
    assert kg("decisions").stdout == ""
    assert kg("merge", "Peru", "Jon Berg", "--force").exit_code == 0


def test_decisions_go_to_a_file_and_into_another_store(here: Path) -> None:
    nobody = kg("decisions")
    assert (nobody.exit_code, nobody.stdout) == (0, "")
    assert nobody.stderr == "Nobody has decided anything yet: see kg merge --help\n"
    kg("split", "Sergei Kuznetsov", "Kuznetsov")
    kg("decisions", "--out", "mine.jsonl")
    assert [json.loads(line) for line in Path("mine.jsonl").read_text().splitlines()] == [
        {"pair": ["kuznetsov", "sergei-kuznetsov"], "verdict": "different"},
        {"pair": ["kuznetsov", "serguei-kuznetsov"], "verdict": "different"},
    ]
    with open_store("other") as store:
        put(store, BRIEF, MOSCOW, MINISTER, LIMA)
    assert kg("decisions", "--add", "mine.jsonl", "--store", "other").exit_code == 0
    assert kg("export", "--store", "other").stdout == kg("export").stdout
    rules = [json.loads(line) for line in kg("decisions", "--all").stdout.splitlines()]
    assert {rule["by"] for rule in rules if "by" in rule} == {"form-of-name"}


def test_a_build_heeds_a_file_of_decisions(here: Path) -> None:
    for name, text in (
        ("one", "Talks\n\nAnn Ek met Bo Lund in Oslo.\n"),
        ("two", "Visit\n\nAnn Eek met Bo Lund in Peru.\n"),
    ):
        Path(f"{name}.txt").write_text(text, encoding="utf-8")
    Path("mine.jsonl").write_text('{"pair": ["ann-ek", "ann-eek"], "verdict": "same"}\n')
    built = kg("build", "one.txt", "two.txt", "--store", "new", "--decisions", "mine.jsonl")
    assert built.exit_code == 0, built.output
    assert "Ann Ek" in kg("show", "Ann Eek", "--store", "new").stdout
    Path("bad.jsonl").write_text("Ann Ek = Ann Eek\n")
    wrong = kg("build", "one.txt", "--store", "none", "--decisions", "bad.jsonl")
    assert wrong.exit_code == 1
    assert wrong.stderr.startswith("Error: bad.jsonl:1: is no JSON object; write it as in {")
    assert not Path("none").exists()


def test_removing_an_article_settles_who_is_who_again() -> None:
    assert "kuznetsov" not in kg("query", "-q", "SELECT ?x { ?x rdfs:label 'Kuznetsov' }").stdout
    for article in ("moscow", "lima"):
        assert kg("remove", article).exit_code == 0
    assert "kuznetsov" in kg("query", "-q", "SELECT ?x { ?x rdfs:label 'Kuznetsov' }").stdout
