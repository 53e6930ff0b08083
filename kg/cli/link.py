"""`kg link`: our entities elsewhere."""

from __future__ import annotations

import click

import kg
from kg.cli import terminal
from kg.cli.options import chosen_store, directory_option, out_option
from kg.model import EntityType

NEARLY = 0.5  # from this score on, what is not linked is told, too
KINDS = ("person", "organization", "place", "city", "country")


@click.command(short_help="Find our entities at a SPARQL endpoint or reconciliation service.")
@click.option(
    "--endpoint",
    metavar="URL",
    help="Whom to ask: a SPARQL endpoint, or a reconciliation service (W3C community API 0.2).",
)
@click.option("--dry-run", is_flag=True, help="Show what would be linked, and keep nothing.")
@click.option("--entity", metavar="ENTITY", help="Ask about this one only, by name or IRI.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS, case_sensitive=False),
    help="Ask about these only; may be repeated.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0.5, 1.0),
    default=0.95,
    show_default=True,
    help="How sure a link must be.",
)
@click.option(
    "--scan",
    is_flag=True,
    help="Read all names at the SPARQL endpoint, to find other spellings; for small ones.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(1, 3600),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for an answer.",
)
@click.option(
    "--add",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Take the links in this file into the graph.",
)
@click.option("--forget", metavar="ENTITY", help="Take the links of this entity back.")
@out_option
@directory_option
@click.option(
    "--store-endpoint",
    envvar="KG_ENDPOINT",
    show_envvar=True,
    metavar="URL",
    help="Instead of --store: the SPARQL 1.1 server that keeps the graph.",
)
def link(
    endpoint: str | None,
    dry_run: bool,
    entity: str | None,
    kinds: tuple[str, ...],
    threshold: float,
    scan: bool,
    timeout: float,
    add: str | None,
    forget: str | None,
    out: str | None,
    store: str,
    store_endpoint: str | None,
) -> None:
    """Find out what persons, organisations and places of the graph are elsewhere.

    Candidates are compared by all their names (other spellings, orders and short forms count) and
    by their class; one that is sure enough and stands out becomes a link, skos:exactMatch. Links
    are kept with score and reason, and hold when articles are built again. Without --endpoint, the
    links there are are written, as JSON Lines.

    \b
    Examples
      kg link --endpoint https://query.wikidata.org/sparql --kind country --dry-run
      kg link --endpoint http://localhost:7878/query --scan      # a small one, all spellings
      kg link --endpoint https://wikidata.reconci.link/en/api --entity "Ana Ruiz"
      kg link --out links.jsonl                                  # keep them with the articles
      kg link --add links.jsonl --store new
      kg link --forget "Ana Ruiz"
    """
    if sum(option is not None for option in (endpoint, add, forget)) > 1:
        raise click.UsageError("--endpoint, --add and --forget each go alone; run kg link for each")
    if dry_run and endpoint is None:
        raise click.UsageError("--dry-run asks nobody by itself; give --endpoint URL as well")
    place = chosen_store(store, store_endpoint, endpoint_option="store_endpoint")
    with kg.open_store(place, create=False) as opened:
        if forget is not None:
            for one in kg.forget_links(opened, forget):
                terminal.say(f"Taken back: {one.entity} = {one.same_as}")
        elif add is not None:
            terminal.say(f"Links taken in: {kg.add_links(opened, add)}")
        elif endpoint is not None:
            with terminal.progress("asking") as progress:
                report = kg.link(
                    opened,
                    endpoint,
                    kinds=[EntityType(kind.capitalize()) for kind in kinds],
                    threshold=threshold,
                    entity=entity,
                    scan=scan,
                    seconds=timeout,
                    dry_run=dry_run,
                    progress=progress,
                )
            _tell(report, dry_run, out)
        else:
            text = kg.written_links(opened)
            terminal.deliver_lines(text, out, "There are no links yet: see kg link --help")


def _tell(report: kg.LinkReport, dry_run: bool, out: str | None) -> None:
    """What is linked, what nearly was, and how to go on."""
    for verdict in report.verdicts:
        name, why = verdict.subject.names[0], "; ".join(verdict.reasons)
        if verdict.candidate is not None:
            terminal.say(terminal.plain(f"{name} = {verdict.candidate.iri}"))
        elif verdict.score >= NEARLY:
            terminal.say(terminal.plain(f"{name}: not linked"))
        else:
            continue
        terminal.say(terminal.plain_line(f"    {verdict.score:.2f}, {terminal.plain(why)}"))
    made, asked = len(report.links), len(report.verdicts)
    terminal.say(f"{made} of {asked} entities {'would be linked' if dry_run else 'linked'}.")
    if out is not None:
        kg.write_text(out, kg.written_links(report.links))
    elif made and not dry_run:
        terminal.say(
            "Keep them in a file: kg link --out links.jsonl; undo: kg link --forget ENTITY"
        )
