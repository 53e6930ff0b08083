"""`kg ontology`: what the classes and relations of the graph mean."""

from __future__ import annotations

import click

import kg
from kg.cli import terminal
from kg.cli.options import out_option

FORMATS = ("text", "markdown", "html", "turtle")


@click.command(short_help="What the classes and relations of the graph mean.")
@click.argument("term", required=False, metavar="[TERM]")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@out_option
def ontology(term: str | None, form: str, out: str | None) -> None:
    """What the terms of the graph mean: all of them in a line each, or all that is said of TERM.

    TERM is a name, with or without its prefix, or a label. It is told with an example, its domain
    and range, the event it tells of, the terms of other vocabularies that say nearly the same
    (schema.org, ORG, SEM, PROV, Wikidata, PLOVER, CAMEO), and the rules that make it. It may also
    be one of the headings of the list.

    \b
    Examples
      kg ontology
      kg ontology meets
      kg ontology "is a member of"
      kg ontology conflict
      kg ontology kg:Meeting --format turtle
      kg ontology --format html --out ontology.html
    """
    terminal.deliver(kg.ontology(term, form), out, form)
