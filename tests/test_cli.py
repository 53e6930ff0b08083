"""The command line as a person meets it: exit codes, messages, and commands that lead on."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.cli.give import FORMATS, TABLES
from kg.cli.terminal import plain

ARTICLE = (
    "Two towns agree on a railway\n\n"
    "The mayor of Bergen, Ingrid Dahl, met the governor of Lapland, Aino Niska, in Oslo on Friday. "
    "Dahl visited Helsinki in 2019. Norway is an ally of Finland, said Niska.\n"
)


def kg(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, list(words), input=stdin, prog_name="kg")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("built")
    (folder / "railway.txt").write_text(ARTICLE, encoding="utf-8")
    result = kg("build", str(folder / "railway.txt"), "--store", str(folder / "store"))
    assert result.exit_code == 0, result.output
    return str(folder / "store")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    return tmp_path


def test_files_of_other_kinds_in_a_directory_are_told_once(here: Path) -> None:
    for name in (
        "railway.txt",
        "a.pdf",
        "b.PDF",
        "NOTES",
        "c.\x1b[31mx",
        ".hidden",
    ):
        (here / name).write_text(ARTICLE if name.endswith(".txt") else "", encoding="utf-8")
    result = kg("build", str(here), "--store", ":memory:")
    assert result.exit_code == 0, result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith("Passed over: 4 files of other kinds (2 .pdf, 1 without ending, 1 .")
    assert line.isprintable() and ".md or .html of them" in line


def test_build_writes_and_suggests_commands_that_work(here: Path) -> None:
    (here / "news").mkdir()
    (here / "news" / "railway.txt").write_text(ARTICLE, encoding="utf-8")
    result = kg("build", "news", "--out", "out")
    assert result.exit_code == 0, result.output
    assert (here / "out" / "graph.ttl").is_file() and (here / "out" / "graph.html").is_file()
    assert "1 article read" in result.stdout and "For example" in result.stdout
    assert result.stderr == ""
    suggested = re.findall(r"^  kg (.+?)  ", result.stdout.split("\nNext\n")[1], re.MULTILINE)
    assert len(suggested) == 3
    for line in suggested:
        followed = kg(*shlex.split(line))
        assert followed.exit_code == 0, followed.output


def test_suggestions_name_a_store_that_is_not_the_default(here: Path) -> None:
    (here / "railway.txt").write_text(ARTICLE, encoding="utf-8")
    result = kg("build", "railway.txt", "--store", "my archive")
    assert "kg query" in result.stdout and "--store 'my archive'" in result.stdout
    assert not (here / "kg-store").exists()


def test_a_store_in_memory_leaves_nothing(here: Path) -> None:
    (here / "railway.txt").write_text(ARTICLE, encoding="utf-8")
    result = kg("build", "railway.txt", "--store", ":memory:")
    assert result.exit_code == 0
    assert [path.name for path in here.iterdir()] == ["railway.txt"]


def test_bad_inputs_are_each_named_in_a_line_and_the_rest_is_done(here: Path) -> None:
    (here / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (here / "empty.txt").touch()
    (here / "binary.txt").write_bytes(b"a\0b")
    (here / "latin.txt").write_bytes(
        "Tromsø og Bodø får jernbane, sier ordføreren".encode("latin-1")
    )
    (here / "rows.jsonl").write_text('{"id": "a", "text": "Dahl met Niska."}\n{"id": "b"}\n')
    result = kg("build", ".", "missing.txt", "--out", "out")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 5
    for line, words in zip(
        lines, ["binary.txt", "empty.txt", "latin.txt", "rows.jsonl:2", "missing.txt"], strict=True
    ):
        assert line.startswith("Error: ") and words in line and "; " in line
    assert "2 articles read" in result.stdout
    assert "Traceback" not in result.output
    assert kg("remove", "good").exit_code == 0 and kg("remove", "a").exit_code == 0


def test_nothing_but_bad_inputs_leaves_no_summary(here: Path) -> None:
    result = kg("build", "missing.txt", "--profile")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "words/s" not in result.stderr
    assert not (here / "kg-store").exists()


def test_building_again_says_what_was_left(here: Path) -> None:
    (here / "railway.txt").write_text(ARTICLE, encoding="utf-8")
    kg("build", "railway.txt")
    assert kg("build", "railway.txt").stdout == (
        "Nothing to read: the article is in the graph already, unchanged.\n"
    )
    (here / "harbour.txt").write_text("Aino Niska visited Hamburg.", encoding="utf-8")
    assert "1 article read (1 other unchanged)" in kg("build", ".").stdout


@pytest.mark.parametrize(
    "words",
    [
        ["build"],
        ["build", "a.txt", "--published", "31.5.2024"],
        ["build", "a.txt", "--base", "nothing"],
        ["build", "a.txt", "--nonsense"],
        ["query", "who-met-whom", "-q", "ASK {}"],
        ["query", "who-met-whom", "--param", "name"],
        ["export", "--format", "docx"],
        ["show"],
        ["nonsense"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2(here: Path, words: list[str]) -> None:
    result = kg(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize("words", [["query", "who-met-whom"], ["show", "X"], ["viz"], ["export"]])
def test_without_a_store_the_first_step_is_told(here: Path, words: list[str]) -> None:
    result = kg(*words)
    assert result.exit_code == 1
    assert "kg build" in result.stderr and len(result.stderr.splitlines()) <= 2
    assert list(here.iterdir()) == []


def test_query_by_name_by_text_by_file_and_from_standard_input(store: str, here: Path) -> None:
    sparql = 'SELECT ?name WHERE { ?x rdfs:label ?name FILTER(STRSTARTS(?name, "Ingrid")) }'
    (here / "mine.rq").write_text(sparql)
    assert "Niska" in kg("query", "who-met-whom", "--store", store).stdout
    for words in (["-q", sparql], ["mine.rq"]):
        result = kg("query", *words, "--format", "csv", "--store", store)
        assert result.stdout.split() == ["name", "Ingrid", "Dahl"]
    piped = kg("query", "-", "--format", "json", "--store", store, stdin=sparql)
    assert json.loads(piped.stdout)["results"]["bindings"][0]["name"]["value"] == "Ingrid Dahl"
    assert kg("query", "-q", "ASK { ?s ?p ?o }", "--store", store).stdout == "yes\n"
    built = kg("query", "-q", "CONSTRUCT WHERE { ?x a schema:Person }", "--store", store)
    assert "schema:Person" in built.stdout


def test_query_without_a_question_lists_them(here: Path) -> None:
    result = kg("query")
    assert result.exit_code == 0
    assert "who-met-whom" in result.stdout
    assert len(result.stdout.splitlines()) >= 10


def test_list_tells_about_one_question(here: Path) -> None:
    told = kg("query", "--list", "offices").stdout
    assert told.startswith("offices: Who holds which office, and where?\n")
    assert "--param who=ENTITY" in told and "[default: anything]" in told
    assert "SELECT DISTINCT ?person" in told and "# param" not in told
    assert "--param least=NUMBER" in kg("query", "support", "--list").stdout


def test_an_empty_answer_says_so(store: str) -> None:
    found = kg("query", "chairs", "--store", store)
    assert found.exit_code == 0
    assert "no rows" in found.stderr and "person" in found.stdout
    assert kg("query", "chairs", "--format", "csv", "--store", store).stderr == ""


def test_a_name_that_nobody_has_is_told_with_similar_ones(store: str) -> None:
    missed = kg("query", "offices", "--param", "who=Dhal", "--store", store)
    assert missed.exit_code == 1 and "similar: Dahl" in missed.stderr
    wrong = kg("query", "timeline", "--param", "since=soon", "--store", store)
    assert wrong.exit_code == 2 and "give YYYY-MM-DD" in wrong.stderr


def test_after_a_build_without_statements_the_advice_has_an_answer(here: Path) -> None:
    (here / "empty.txt").write_text("Nothing\n\nNothing here.\n", encoding="utf-8")
    built = kg("build", "empty.txt")
    assert "kg query articles" in built.stdout
    assert "Nothing" in kg("query", "articles").stdout


@pytest.mark.parametrize("form", TABLES)
def test_tables_are_written_into_a_directory(store: str, here: Path, form: str) -> None:
    asked = kg("export", "--format", form, "--store", store)
    assert asked.exit_code == 2 and "--out DIR" in asked.stderr
    assert kg("export", "--format", form, "--out", "tables", "--store", store).exit_code == 0
    assert "Aino Niska" in (here / "tables" / "nodes.csv").read_text(encoding="utf-8")


def test_rdf_1_2_is_for_the_formats_that_have_it(store: str) -> None:
    assert "rdf:reifies" in kg("export", "--rdf12", "--store", store).stdout
    refused = kg("export", "--rdf12", "--format", "csv", "--store", store)
    assert refused.exit_code == 2 and "goes with turtle" in refused.stderr


@pytest.mark.parametrize("words", [["no-such-question"], ["-q", "SELECT ?x WHERE {"]])
def test_a_wrong_query_is_explained(store: str, words: list[str]) -> None:
    result = kg("query", *words, "--store", store)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ") and len(result.stderr.splitlines()) <= 2


def test_show_gives_sentences_and_knows_near_names(store: str) -> None:
    shown = kg("show", "Ingrid Dahl", "--store", store)
    assert shown.exit_code == 0
    assert "Dahl visited Helsinki in 2019." in shown.stdout
    missed = kg("show", "Ingrid Dal", "--store", store)
    assert missed.exit_code == 1
    assert "Ingrid Dahl" in missed.stderr


def test_viz_writes_a_page(store: str, here: Path) -> None:
    result = kg("viz", "--focus", "niska", "--out", "near.html", "--store", store)
    assert result.exit_code == 0
    assert "Aino Niska" in (here / "near.html").read_text(encoding="utf-8")
    assert kg("viz", "--focus", "Nobody At All", "--store", store).exit_code == 1
    assert [path.name for path in here.iterdir()] == ["near.html"]


@pytest.mark.parametrize(
    "form",
    FORMATS,
)
def test_export_to_standard_output_and_to_a_file(store: str, here: Path, form: str) -> None:
    printed = kg("export", "--format", form, "--store", store)
    assert printed.exit_code == 0
    assert kg("export", "--format", form, "--store", store, "--out", "file").exit_code == 0
    assert (here / "file").read_bytes() == printed.stdout_bytes
    assert "Niska" in printed.stdout


def test_a_file_that_cannot_be_written_is_named(store: str, here: Path) -> None:
    (here / "file").touch()
    result = kg("export", "--out", "file/graph.ttl", "--store", store)
    assert result.exit_code == 1
    assert "graph.ttl: cannot be written" in result.stderr


def test_a_query_may_lie_in_a_file_with_a_space_in_its_name(store: str, here: Path) -> None:
    (here / "my own.rq").write_text("ASK { ?article a schema:NewsArticle }", "utf-8")
    asked = kg("query", "my own.rq", "--store", store, "--format", "xml")
    assert asked.exit_code == 0 and asked.stdout.endswith("</sparql>\n")
    described = kg("query", "DESCRIBE <https://example.org/nobody>", "--store", store)
    assert described.exit_code == 0


def test_what_would_be_done_in_silence_is_refused(store: str) -> None:
    for words, told in (
        (["link", "--dry-run"], "give --endpoint URL"),
        (["serve", "--token", "secret"], "give --writable"),
        (["serve", "--cors", "editor.example"], "without a path"),
        (["serve", "--cors", "https://editor.example/"], "without a path"),
        (["serve", "--allow-service", "other.example"], "http(s)://"),
    ):
        refused = kg(*words, "--store", store)
        assert refused.exit_code == 2 and told in refused.stderr, words


def test_what_undoes_a_merge_names_the_store(here: Path) -> None:
    (here / "a.txt").write_text("News\n\nMara Lindqvist met Oskar Brandt in Vessby.\n", "utf-8")
    assert kg("build", "a.txt", "--store", "other one").exit_code == 0
    merged = kg("merge", "Mara Lindqvist", "Oskar Brandt", "--store", "other one")
    undo = merged.stdout.splitlines()[-1].removeprefix("Undo with: kg ")
    assert undo.endswith(" --store 'other one'")
    assert kg(*shlex.split(undo)).stdout.startswith("2 entities")


def test_remove_takes_an_article_out(here: Path) -> None:
    (here / "railway.txt").write_text(ARTICLE, encoding="utf-8")
    kg("build", "railway.txt")
    missed = kg("remove", "railways")
    assert missed.exit_code == 1 and "railway" in missed.stderr
    assert kg("remove", "railway").exit_code == 0
    assert "Niska" not in kg("export").stdout


def run(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kg", *words]
    root = str(Path(__file__).parent.parent)
    merged = {**os.environ, "PYTHONPATH": root, **environment}
    return subprocess.run(command, cwd=cwd, env=merged, capture_output=True, timeout=120)


def test_kg_store_names_the_store(store: str, tmp_path: Path) -> None:
    done = run("show", "Aino Niska", cwd=tmp_path, KG_STORE=store)
    assert done.returncode == 0
    assert "Niska" in done.stdout.decode()


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Łódź – a city\n\nŁukasz Żak visited Łódź.", encoding="utf-8")
    built = run(
        "build", "a.txt", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )
    assert built.returncode == 0, built.stderr
    assert "Łódź" in run("export", cwd=tmp_path, PYTHONIOENCODING="ascii").stdout.decode("utf-8")


def test_a_closed_pipe_is_no_error(store: str, tmp_path: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m kg export --store {shlex.quote(store)} | head -n 1"
    root = str(Path(__file__).parent.parent)
    done = subprocess.run(
        ["sh", "-c", command], env={**os.environ, "PYTHONPATH": root}, capture_output=True
    )
    assert done.stderr == b""


def test_article_text_cannot_steer_the_terminal(here: Path) -> None:
    hostile = (
        "Ingrid \x1b[31mDahl visits\x07 \u202eOslo\n\n"
        "Ingrid Dahl met Aino\x1b]0;owned\x07 Niska in \u202eOslo.\n"
    )
    (here / "hostile.txt").write_text(hostile, encoding="utf-8")
    for words in (
        ["build", "hostile.txt"],
        ["show", "Ingrid Dahl"],
        ["query", "-q", "SELECT * WHERE { ?s nif:anchorOf ?text }"],
    ):
        result = kg(*words)
        assert result.exit_code == 0, result.output
        assert "Dahl" in result.stdout
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", result.output)


def test_plain_shows_escapes_and_leaves_the_rest() -> None:
    assert plain("a\x1b[31m\nb\t\u202ec 👩\u200d🚀 é") == "a\\x1b[31m b \\u202ec 👩\u200d🚀 é"
