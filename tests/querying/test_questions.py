"""Every prepared question answers what its transcript in golden/queries shows.

A transcript is commands with what they print, on two stores: `seed`, the article in seeds, and
`news`, ten small articles in tests/news. KG_WRITE_GOLDEN=1 writes what is printed now.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import cli

TESTS = Path(__file__).parent.parent
GOLDEN = TESTS / "golden" / "queries"
NAMES = [question.name for question in kg.questions()]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the stores `seed` and `news`."""
    folder = tmp_path_factory.mktemp("stores")
    for name, source in (("seed", TESTS.parent / "seeds"), ("news", TESTS / "news")):
        report = kg.build([str(source)], store=str(folder / name))
        assert not report.failures
    return folder


def commands(transcript: str) -> list[str]:
    return re.findall(r"^\$ kg (.+)$", transcript, re.MULTILINE)


def test_each_question_has_a_transcript() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == NAMES
    assert len(NAMES) >= 24


@pytest.mark.parametrize("name", NAMES)
def test_the_answers_are_as_the_transcript_shows(
    stores: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(stores)
    path = GOLDEN / f"{name}.txt"
    kept = path.read_text("utf-8")
    asked = commands(kept)
    assert any("--store seed" in command for command in asked)
    assert any("--store news" in command for command in asked)
    assert all(command.startswith(f"query {name} ") for command in asked)
    found = "\n".join(
        f"$ kg {command}\n{CliRunner().invoke(cli, shlex.split(command)).output}"
        for command in asked
    )
    if "KG_WRITE_GOLDEN" in os.environ:
        path.write_text(found, "utf-8")
    assert found == kept


@pytest.mark.parametrize("name", NAMES)
def test_each_has_an_answer_on_some_transcript(name: str) -> None:
    outputs = re.split(r"^\$ .+$", (GOLDEN / f"{name}.txt").read_text("utf-8"), flags=re.MULTILINE)
    answered = [output for output in outputs[1:] if "no rows" not in output]
    # The reading is sure of all that it states now; test_querying has a case that it is not.
    assert answered or name == "confidence"
