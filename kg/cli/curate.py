"""`kg merge`, `kg split` and `kg decisions`: who is who, decided by people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import kg
from kg.cli import terminal
from kg.cli.options import out_option, store_option, told_store, update_option
from kg.slugs import segment

if TYPE_CHECKING:
    from kg.stores import Endpoint

why_option = click.option("--why", metavar="TEXT", help="The reason, kept with the decision.")


@click.command(short_help="Decide that two entities are one.")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@why_option
@click.option("--force", is_flag=True, help="Even if one is a person and the other a country.")
@store_option
@update_option
def merge(one: str, other: str, why: str | None, force: bool, store: str | Endpoint) -> None:
    """Decide that A and B (names or IRIs) are one entity.

    The decision is kept: it holds for articles that come later, and `kg decisions` writes it to a
    file that another store can be built with. `kg split` takes it back.

    \b
    Examples
      kg merge "K. Lind" "Karl Lind"
      kg merge lind karl-lind --why "the only Lind in the senate"
    """
    with kg.open_store(store, create=False) as opened:
        entity = kg.merge(opened, one, other, why=why, force=force)
    also = ", ".join(entity.names[1:])
    terminal.say(f"One entity: {entity.label}" + (f", also {also}" if also else ""))
    terminal.say(f"  {entity.iri}")
    slug = segment(entity.iri)
    terminal.say(f"Undo with: kg split {slug}{told_store(store)}")


@click.command(short_help="Decide that one entity is several.")
@click.argument("entity", metavar="ENTITY")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option(
    "--article", "articles", multiple=True, metavar="NAME", help="Where it is another one."
)
@why_option
@store_option
@update_option
def split(
    entity: str,
    names: tuple[str, ...],
    articles: tuple[str, ...],
    why: str | None,
    store: str | Endpoint,
) -> None:
    """Decide that ENTITY (a name or IRI) is several.

    With NAME, those whom articles call so are one and the rest another; with --article, the one in
    that article (the option may be repeated) is one and the rest another. Without either, what
    `kg merge` joined comes apart again; if nobody merged it, each name becomes an entity.
    `kg merge` takes it back.

    \b
    Examples
      kg split "Karl Lind"                                    # undo a merge
      kg split "Karl Lind" Lind                               # some other Lind
      kg split "Karl Lind" --article harbour --why "a namesake"
      kg show "Karl Lind" --why                               # what it was made of
    """
    with kg.open_store(store, create=False) as opened:
        found = kg.split(opened, entity, names=names, articles=articles, why=why)
    if len(found) == 1:
        terminal.say(f"Still one entity, by the rules: {found[0].label}")
        slug = segment(found[0].iri)
        terminal.say(f"  see: kg show {slug} --why{told_store(store)}")
        return
    terminal.say(f"{len(found)} entities:")
    for described in found:
        terminal.say(f"  {described.label}  {described.iri}")


@click.command(short_help="List the decisions on who is who.")
@click.option("--all", "rules", is_flag=True, help="Also those that rules took, with scores.")
@click.option(
    "--add",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Take the decisions in this file into the graph first.",
)
@out_option
@store_option
@update_option
def decisions(rules: bool, add: str | None, out: str | None, store: str | Endpoint) -> None:
    """Write what people decided with `kg merge` and `kg split`, as JSON Lines.

    Keep the file with your articles and build with it: it survives every rebuild. A line is
    {"pair": ["lind", "karl-lind"], "verdict": "same", "why": "..."}, verdict is same or different;
    a name is the last part of the IRI that the article by itself gives an entity, made of its
    name, and "harbour#lind" is the one in the article harbour only.

    \b
    Examples
      kg decisions --out decisions.jsonl
      kg build news --store new --decisions decisions.jsonl
      kg decisions --add decisions.jsonl
      kg decisions --all | jq 'select(.score < 0.95)'         # what rules were least sure of
    """
    from kg import identity  # with all that compares names

    with kg.open_store(store, create=False) as opened:
        found = kg.decisions(opened, add, rules=rules)
    text = identity.written(found)
    terminal.deliver_lines(text, out, "Nobody has decided anything yet: see kg merge --help")
