"""`kg viz`, `kg export` and `kg remove`: the graph to the outside, an article out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import kg
from kg.cli import terminal
from kg.cli.options import store_option, update_option

if TYPE_CHECKING:
    from kg.stores import Endpoint

FORMATS = (
    "turtle",
    "trig",
    "nquads",
    "ntriples",
    "jsonld",
    "rdfxml",
    "jsonl",
    "openie",
    "nif",
    "graphml",
    "gexf",
    "csv",
)
TABLES = ("neo4j", "gephi")


@click.command(short_help="Write the graph as an interactive page.")
@click.option("--focus", metavar="ENTITY", help="Draw only what surrounds this entity.")
@click.option(
    "--out",
    "-o",
    metavar="FILE",
    default="graph.html",
    show_default=True,
    type=click.Path(dir_okay=False),
    help="The page to write.",
)
@store_option
def viz(focus: str | None, out: str, store: str | Endpoint) -> None:
    """Write one HTML file that shows the graph in any browser, also without a network.

    A click on an entity or a relation shows its statements and their words in the article.

    \b
    Examples
      kg viz
      kg viz --focus "Grupo Norte" --out grupo.html
    """
    with kg.open_store(store, create=False) as opened:
        kg.write_text(out, kg.page(opened, focus=focus))
    terminal.say(f"Written: {out} (open it in a browser)")


@click.command(short_help="Write the graph in a format for other programs.")
@click.option(
    "--format",
    "form",
    type=click.Choice((*FORMATS, *TABLES)),
    default="turtle",
    show_default=True,
    help="What to write; see above.",
)
@click.option(
    "--rdf12",
    is_flag=True,
    help="In RDF 1.2, a statement annotates its triple: turtle, trig, ntriples, nquads.",
)
@click.option(
    "--out",
    "-o",
    "out",
    type=click.Path(),
    metavar="FILE",
    help="Write to this file; a directory for neo4j and gephi.",
)
@store_option
def export(form: str, rdf12: bool, out: str | None, store: str | Endpoint) -> None:
    """Write the graph, to standard output or a file.

    \b
    turtle     RDF for people         trig      ... by article
    ntriples   RDF, a triple a line   nquads    ... by article
    jsonld     RDF as JSON            rdfxml    RDF as XML
    jsonl      the statements, a JSON object a line, with speaker, modality and evidence
    csv        the statements as a table, for spreadsheets
    openie     what each sentence says in its own words; reads the articles again
    nif        the texts with the mentions in them, for NIF 2.0 tools and `kg build`
    graphml    the network, for Gephi, yEd, networkx
    gexf       the network, for Gephi
    neo4j      the network as two tables, for neo4j-admin database import
    gephi      the network as two tables, for Gephi

    Each form of RDF also describes the data set, in VoID and DCAT: counts, time span, licence.

    \b
    Examples
      kg export > graph.ttl
      kg export --format jsonl | jq .text
      kg export --format graphml --out graph.graphml
      kg export --format openie --out triples.jsonl
      kg export --format ntriples --rdf12 > graph.nt
      kg export --format neo4j --out tables
    """
    from kg.views import FORMATS as KNOWN
    from kg.views import pieces

    if form in TABLES and out is None:
        raise click.UsageError(f"{form} is several files: name a directory with --out DIR")
    if rdf12 and (form not in KNOWN or KNOWN[form].make12 is None):
        known = ", ".join(name for name, kind in KNOWN.items() if kind.make12)
        raise click.UsageError(f"--rdf12 goes with {known}, not with {form}")

    with kg.open_store(store, create=False) as opened, terminal.progress() as progress:
        if out is not None:
            kg.write(opened, form, out, progress=progress, rdf12=rdf12)
            return
        for piece in pieces(opened, form, progress=progress, rdf12=rdf12):
            click.echo(piece.encode(), nl=False)


@click.command(short_help="Take articles out of the graph.")
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@store_option
@update_option
def remove(articles: tuple[str, ...], store: str | Endpoint) -> None:
    """Take each ARTICLE (its name or IRI) out of the graph again, with all that only it said.

    \b
    Example
      kg remove two-towns-agree
    """
    with kg.open_store(store, create=False) as opened:
        for name in kg.remove(opened, articles):
            terminal.say(f"Removed: {name}")
