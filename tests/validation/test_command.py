"""`kg validate` as a person meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from samples import Reader, article, council, harbour, person, store_of

import kg
from kg.cli import cli


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["validate", *words], prog_name="kg")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    with store_of(harbour(), council()) as store:
        (tmp_path / "good.ttl").write_text(kg.export(store, "turtle"), encoding="utf-8")
    return tmp_path / "good.ttl"


@pytest.fixture
def bad(good: Path) -> Path:
    text = good.read_text(encoding="utf-8").replace("kg:modality kg:Planned", 'kg:modality "soon"')
    (good.parent / "bad.ttl").write_text(text, encoding="utf-8")
    return good.parent / "bad.ttl"


def test_a_graph_that_conforms_is_exit_code_0(good: Path) -> None:
    result = run(str(good))
    assert result.exit_code == 0 and result.stderr == ""
    assert result.stdout == "The graph conforms: nothing is wrong in 2 articles, 11 statements.\n"


def test_a_store_is_checked_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks\n\nIngrid Dahl met Aino Niska in Oslo.")
    store = str(tmp_path / "store")
    CliRunner().invoke(cli, ["build", str(tmp_path / "a.txt"), "--store", store])
    result = run("--store", store)
    assert result.exit_code == 0, result.output
    assert "in 1 article," in result.stdout


def test_what_is_wrong_is_told_in_words_with_exit_code_1(bad: Path) -> None:
    result = run(str(bad))
    assert result.exit_code == 1 and result.stderr == ""
    assert result.stdout.startswith("Article harbour\n  statement “Karl Lind visits Tarn” <")
    assert '\n      found: kg:modality "soon"\n' in result.stdout
    assert "\n      in: “will visit Tarn in May”\n" in result.stdout
    assert "1 violation in 2 articles" in result.stdout


@pytest.mark.parametrize("form", ["text", "json", "turtle"])
def test_reports_go_to_a_file(bad: Path, tmp_path: Path, form: str) -> None:
    printed = run(str(bad), "--format", form)
    written = run(str(bad), "--format", form, "--out", str(tmp_path / "report"))
    assert written.exit_code == printed.exit_code == 1
    assert written.stdout == f"Written: {tmp_path / 'report'}\n"
    assert (tmp_path / "report").read_text(encoding="utf-8") == printed.stdout
    if form == "json":
        assert json.loads(printed.stdout)["conforms"] is False


def test_without_a_store_the_first_step_is_told(tmp_path: Path) -> None:
    result = run("--store", str(tmp_path / "none"))
    assert result.exit_code == 1 and "kg build" in result.stderr


@pytest.mark.parametrize("name", ["none.ttl", "graph.docx"])
def test_no_graph_is_a_line_and_no_traceback(tmp_path: Path, name: str) -> None:
    (tmp_path / "graph.docx").touch()
    result = run(str(tmp_path / name))
    assert result.exit_code in (1, 2)
    assert name in result.stderr and "Traceback" not in result.output


def test_a_file_without_articles_does_not_conform_silently(tmp_path: Path) -> None:
    (tmp_path / "other.nt").write_text('<urn:a> <urn:b> "c" .\n')
    result = run(str(tmp_path / "other.nt"))
    assert result.exit_code == 1 and "other.nt: holds no article" in result.stderr


def test_of_many_of_a_kind_a_few_are_told(good: Path) -> None:
    text = good.read_text(encoding="utf-8").replace("kg:rule ", "kg:rulle ")
    (good.parent / "many.ttl").write_text(text, encoding="utf-8")
    result = run(str(good.parent / "many.ttl"))
    assert result.stdout.count("statement “") == 6  # five of ten in one article, one in the other
    assert "... 5 more (--format json has all): a statement names exactly one rule" in result.stdout
    rows = json.loads(run(str(good.parent / "many.ttl"), "--format", "json").stdout)["violations"]
    assert (
        sum(row["message"].startswith("a statement names exactly one rule") for row in rows) == 11
    )


def test_text_of_an_article_cannot_steer_the_terminal(tmp_path: Path) -> None:
    r = Reader(article("evil", "\x1b[31mKarl\x07 Lind\u202e waved"))
    r.sees(person("\x1b[31mKarl\x07 Lind\u202e"), "\x1b[31mKarl\x07 Lind\u202e")
    text = kg.export(store_of(r.reading()), "turtle").replace("schema:Person", "schema:Persona")
    (tmp_path / "evil.ttl").write_text(text, encoding="utf-8")
    result = run(str(tmp_path / "evil.ttl"))
    assert result.exit_code == 1 and "Lind" in result.stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(result.stdout)
