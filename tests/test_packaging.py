"""What the documentation says is what the program does."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

import kg
from kg.cli import COMMANDS, cli
from kg.cli.give import FORMATS, TABLES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_has_two_lines_complete_on_a_fresh_machine() -> None:
    lines = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    build, test = lines
    assert build.endswith("pip install -q . && .venv/bin/kg build seeds --out out")
    assert test.endswith("pip install -q -e '.[test]' && .venv/bin/python -m pytest")


def readme_commands() -> list[list[str]]:
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("kg ")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


def help_commands() -> list[list[str]]:
    context = click.Context(cli, info_name="kg")
    texts = [cli.help or ""]
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        texts.append(command.help or "")
    lines = [line for text in texts for line in text.splitlines() if line.startswith("  kg ")]
    return [
        shlex.split(line.split(" | ")[0].split("      ")[0], comments=True)[1:] for line in lines
    ]


@pytest.mark.parametrize("words", readme_commands() + help_commands(), ids=" ".join)
def test_commands_in_readme_and_help_parse(words: list[str]) -> None:
    if ">" in words:
        words = words[: words.index(">")]
    name, *arguments = words
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    command.make_context(name, arguments)  # raises when an option or argument is none


def test_help_lists_every_command_with_what_it_does() -> None:
    text = cli.get_help(click.Context(cli, info_name="kg"))
    for name in COMMANDS:
        assert re.search(rf"^  {name}\s+\w", text, re.MULTILINE)


@pytest.mark.parametrize("line", ["import kg", "from kg.cli import cli"])
def test_importing_does_not_wait_for_the_heavy_libraries(line: str) -> None:
    check = f"{line}; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    heavy = {"spacy", "rdflib", "pyoxigraph", "numpy", "rich", "jinja2", "networkx"}
    assert not loaded & {*heavy, "pytest", "hypothesis"}


def test_every_public_name_is_there() -> None:
    for name in kg.__all__:
        assert callable(getattr(kg, name))
    assert set(kg.__all__) <= set(dir(kg))


def test_export_offers_every_format_there_is() -> None:
    from kg import views

    assert list(FORMATS) == list(views.FORMATS)
    assert list(TABLES) == list(views.TABLES)
