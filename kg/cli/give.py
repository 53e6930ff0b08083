"""`kg viz`, `kg export` and `kg remove`: the graph to the outside, an article out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import kg
from kg.cli import terminal
from kg.cli.options import out_option, store_option, update_option

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
@click.option("--format", "form", type=click.Choice(FORMATS), default="turtle", show_default=True)
@out_option
@store_option
def export(form: str, out: str | None, store: str | Endpoint) -> None:
    """Write the graph, to standard output or a file.

    \b
    turtle     RDF for people         trig      ... by article
    ntriples   RDF, a triple a line   nquads    ... by article
    jsonld     RDF as JSON            rdfxml    RDF as XML
    jsonl      the statements, a JSON object a line, with speaker, modality and evidence
    csv        the statements as a table
    openie     what each sentence says in its own words; reads the articles again
    nif        the texts with the mentions in them, for NIF 2.0 tools and `kg build`
    graphml    the network, for Gephi, yEd, networkx
    gexf       the network, for Gephi

    Each form of RDF also describes the data set, in VoID and DCAT: counts, time span, licence.

    \b
    Examples
      kg export > graph.ttl
      kg export --format jsonl | jq .text
      kg export --format graphml --out graph.graphml
      kg export --format openie --out triples.jsonl
    """
    from kg.views import pieces

    with kg.open_store(store, create=False) as opened, terminal.progress() as progress:
        if out is not None:
            kg.write(opened, form, out, progress=progress)
            return
        for piece in pieces(opened, form, progress=progress):
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
        found = [opened.article_iri(article) for article in articles]
        for article in found:
            opened.remove(article.value)
            terminal.say(f"Removed: {article.value.rsplit('/', 1)[-1]}")
        kg.settle(opened)
