"""`kg query` and `kg show`: what is in the graph."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

import kg
from kg.cli import terminal
from kg.cli.options import store_option

if TYPE_CHECKING:
    from kg.stores import Endpoint


def _pairs(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for name, equals, _ in pairs:
        if not equals or not name:
            raise click.BadParameter(f"{name!r} is not of the form name=value")
    return {name: value for name, _, value in pairs}


@click.command(short_help="Ask the graph a question.")
@click.argument("question", required=False, metavar="[NAME|FILE|-]")
@click.option("-q", "--text", metavar="SPARQL", help="The query itself.")
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_pairs,
    help="A value for a parameter of the question; may be given again for others.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "markdown", "turtle"]),
    help="How to print the answer.  [default: table, or turtle for a graph]",
)
@click.option(
    "--list",
    "listing",
    is_flag=True,
    help="List the prepared questions; with NAME, tell all about that one.",
)
@store_option
def query(
    question: str | None,
    text: str | None,
    params: dict[str, str],
    form: str | None,
    listing: bool,
    store: str | Endpoint,
) -> None:
    """Run a SPARQL query: one of the prepared questions, a file, or your own.

    Without any, the prepared questions are listed. The prefixes of the graph (kg:, rel:, schema:,
    org:, prov:, nif:, ...) need no declaration.

    \b
    Examples
      kg query --list
      kg query --list who-met-whom
      kg query who-met-whom --param who="Ingrid Dahl"
      kg query evidence --param relation=meets --format csv
      kg query -q 'SELECT ?name WHERE { ?x a schema:Country ; rdfs:label ?name }'
      kg query mine.rq --format json
    """
    if question is not None and text is not None:
        raise click.UsageError("give a question or -q, not both")
    if question is None and text is None:
        _list_questions()
        return
    if question == "-":
        question = sys.stdin.read()
    asked = text if text is not None else question or ""
    if listing:
        _tell_about(asked)
        return
    with kg.open_store(store, create=False) as opened:
        result = kg.query(opened, asked, params)
    if form is None:
        form = "turtle" if result.triples is not None else "table"
    if form == "table" and result.columns and sys.stdout.isatty():
        terminal.table(result.columns, result.rows)
    elif form == "table":
        terminal.say(result.to("table").rstrip("\n"))
    else:
        text = result.to(form)
        click.echo(text, nl=not text.endswith("\n"))
    if form == "table" and result.columns and not result.rows:
        click.echo("no rows: nothing in the graph answers this", err=True)


def _list_questions() -> None:
    rows = [
        (question.name, question.title, ", ".join(question.params)) for question in kg.questions()
    ]
    if sys.stdout.isatty():
        terminal.table(("question", "what it answers", "--param"), rows)
        terminal.say("kg query --list NAME tells all about one.")
    else:
        for row in rows:
            terminal.say("\t".join(row))


def _tell_about(asked: str) -> None:
    """What a question answers, its parameters with type and default, and its SPARQL."""
    from kg.querying.prepared import find

    question = find(asked)
    terminal.say(f"{question.name}: {question.title}" if question.title else question.name)
    if question.description:
        click.echo()
        click.echo(click.wrap_text(terminal.plain(question.description), width=88))
    if question.params:
        terminal.say("\nParameters")
    for parameter in question.params.values():
        default = "anything" if parameter.default is None else parameter.default
        value = f"--param {parameter.name}={parameter.type.upper()}"
        terminal.say(f"  {value:28s} {parameter.about}  [default: {default}]")
    terminal.say(f"\nSPARQL\n{question.body.rstrip()}")


@click.command(short_help="All that is known about someone or something.")
@click.argument("entity", metavar="ENTITY")
@click.option("--why", is_flag=True, help="Tell instead why it is one entity, and not another.")
@store_option
def show(entity: str, why: bool, store: str | Endpoint) -> None:
    """Everything the articles say about ENTITY (a name or an IRI), each line with its sentence.

    \b
    Examples
      kg show "Grupo Norte"
      kg show https://example.org/kg/entity/grupo-norte
      kg show "Grupo Norte" --why             # under which names, by whose decision
    """
    with kg.open_store(store, create=False) as opened:
        told = kg.explain(opened, entity) if why else kg.show(opened, entity)
        terminal.say(told.to_text().rstrip("\n"))
