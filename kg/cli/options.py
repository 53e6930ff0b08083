"""Options that several commands share."""

from __future__ import annotations

import click

store_option = click.option(
    "--store",
    "store",
    default="kg-store",
    envvar="KG_STORE",
    show_default=True,
    show_envvar=True,
    metavar="DIR",
    help="The directory where the graph is kept.",
)

out_option = click.option(
    "--out",
    "-o",
    "out",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write to this file.",
)
