"""`kg validate`: is the graph what it promises to be?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import kg
from kg.cli import terminal
from kg.cli.options import out_option, store_option
from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.stores import Endpoint

FORMATS = ("text", "json", "turtle")


@click.command(short_help="Check that the graph keeps its promises.")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@out_option
@store_option
def validate(file: str | None, form: str, out: str | None, store: str | Endpoint) -> None:
    """Check the graph, or a FILE of RDF, and say in words what is wrong and where.

    Every statement must have its evidence in the text of its article, one modality, a rule and a
    confidence; entities, offices, events and times must be well formed; and no plain triple may
    stand that no article tells as a fact. The rules are SHACL shapes (kg/data/shapes.ttl).

    \b
    Examples
      kg validate
      kg validate graph.ttl                     # any .ttl, .trig, .nt, .nq, .rdf, .jsonld
      kg validate --format json | jq .violations
      kg validate --format turtle --out report.ttl   # a SHACL validation report

    Exit code 0 when nothing is wrong, 1 otherwise.
    """
    opened = kg.open_graph(file) if file else kg.open_store(store, create=False)
    with opened as graph, terminal.progress("checking") as progress:
        report = kg.validate(graph, progress=progress)
    if file and report.conforms and not report.articles:
        raise StoreError(
            f"{file}: holds no article (schema:NewsArticle), so there is nothing to check;"
            " name a graph that kg exported"
        )
    terminal.deliver(report.to(form), out, form)
    if report.conforms:
        return
    if file is None and form == "text":
        terminal.say(
            "\nNext\n  take each article that is named out (kg remove ARTICLE), and build it again;"
            "\n  what kg itself builds wrong is a bug: please report it with the article"
        )
    click.get_current_context().exit(1)
