"""What goes to the terminal: safe text, tables, progress. Article text is hostile."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

import kg

if TYPE_CHECKING:
    from rich.table import Table

    from kg import model

# Control characters move the cursor or start escape sequences; bidirectional controls
# (UAX #9, section 2) make text read other than it is.
_UNSAFE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: str) -> str:
    """`text` on one line, in which nothing can steer a terminal: escapes are shown as such."""
    text = re.sub(r"\s*\n\s*", " ", text.replace("\t", " ").strip())
    return _UNSAFE.sub(lambda found: repr(found[0])[1:-1], text)


def say(text: str = "") -> None:
    """Print lines for a person to standard output."""
    click.echo("\n".join(plain_line(line) for line in text.split("\n")))


def plain_line(line: str) -> str:
    """Like `plain`, but leaves indentation, inner space and tabs as they are."""
    return _UNSAFE.sub(lambda found: repr(found[0])[1:-1], line)


def complain(message: str) -> None:
    """Print what went wrong, at most two lines, to standard error."""
    for number, line in enumerate(message.split("\n")[:2]):
        click.echo(("Error: " if number == 0 else "  ") + plain_line(line), err=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str | None]], title: str = "") -> None:
    """Print rows under headings, as wide as the terminal."""
    from rich import box
    from rich.console import Console
    from rich.text import Text

    grid = _table(columns, box.SIMPLE_HEAD, title)
    for row in rows:
        grid.add_row(*(Text(plain(cell or "")) for cell in row))
    Console().print(grid)


def _table(columns: Sequence[str], style: object, title: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=style, title=Text(plain(title)) if title else None, title_justify="left")  # type: ignore[arg-type]
    for column in columns:
        grid.add_column(Text(plain(column)), overflow="fold")
    return grid


def deliver(text: str, out: str | None, form: str) -> None:
    """Write `text` to the file `out` and say so; without one print it, "text" for a person."""
    if out is not None:
        kg.write_text(out, text)
        say(f"Written: {out}")
    elif form == "text":
        say(text.rstrip("\n"))
    else:
        click.echo(text.encode(), nl=False)


def deliver_lines(text: str, out: str | None, without: str) -> None:
    """Write lines for programs to the file `out`, else print them; tell `without` any."""
    if out is not None:
        kg.write_text(out, text)
    elif text:
        click.echo(text.encode(), nl=False)
    else:
        click.echo(without, err=True)


@contextmanager
def progress(doing: str = "reading") -> Iterator[model.Progress | None]:
    """A progress bar on standard error, told what is next; None when that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)

        def step(what: str, done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=plain(what)[:50])

        yield step
