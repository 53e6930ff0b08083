"""The command line: each command parses, makes one call, and prints."""

from __future__ import annotations

import importlib
import logging
import os
import sys

import click

import kg
from kg.cli.terminal import complain
from kg.errors import KgError, QueryError

COMMANDS = {
    "build": "kg.cli.build",
    "query": "kg.cli.look",
    "show": "kg.cli.look",
    "viz": "kg.cli.give",
    "export": "kg.cli.give",
    "remove": "kg.cli.give",
    "merge": "kg.cli.curate",
    "split": "kg.cli.curate",
    "decisions": "kg.cli.curate",
    "serve": "kg.cli.serve",
    "link": "kg.cli.link",
    "ontology": "kg.cli.ontology",
    "validate": "kg.cli.check",
}


class LazyGroup(click.Group):
    """Imports a command when it is run or asked about, so that `kg --help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, from its module."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run; what goes wrong is told in a line or two. Exit codes: 1 failed, 2 wrongly used."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            complain(str(error))
            ctx.exit(2 if isinstance(error, QueryError) else 1)
        except (click.ClickException, click.exceptions.Exit, click.Abort, OSError):
            raise  # click tells these itself, a closed pipe (`| head`) silently
        except Exception as error:
            if os.environ.get("KG_DEBUG"):
                raise
            complain(
                f"{type(error).__name__}: {error}\n"
                "this is a bug in kg: please report it (KG_DEBUG=1 shows where it happened)"
            )
            ctx.exit(1)


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every command explains itself: kg build --help",
)
@click.version_option(kg.__version__, prog_name="kg")
def cli() -> None:
    """Turn news articles into a knowledge graph, with evidence for every statement.

    \b
    Begin with
      kg build seeds --out out        read the articles in a directory
      kg query who-met-whom           ask one of the prepared questions
      kg show NAME                    all that is said about someone, with the words
    """


def main() -> None:
    """Run the command line; the entry point `kg`."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a pipe on Windows would refuse most of the world
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not os.environ.get("KG_DEBUG"):
        # Warnings of libraries about a page's HTML are no news to the reader.
        logging.getLogger().addHandler(logging.NullHandler())
    cli(prog_name="kg")
