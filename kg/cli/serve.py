"""`kg serve`: the graph to other programs and to browsers."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import secrets
from urllib.parse import urlsplit

import click

import kg
from kg.cli import terminal
from kg.cli.options import directory_option, is_told

_MIB = 1 << 20


def _addresses(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Those of --allow-service; of --cors those without a path, as browsers send them, or `*`."""
    for value in values:
        parts = urlsplit(value)
        is_address = parts.scheme in ("http", "https") and bool(parts.netloc)
        if param.name == "services" and not is_address:
            raise click.BadParameter(f"{value!r} is no web address; give http(s)://host/path")
        is_origin = is_address and f"{parts.scheme}://{parts.netloc}" == value
        if param.name == "origins" and not is_origin and value != "*":
            raise click.BadParameter(f"{value!r} is no origin; give https://host without a path")
    return values


@click.command(short_help="Serve the graph: SPARQL endpoint and explorer.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0 takes any free one.",
)
@click.option("--writable", is_flag=True, help="Take updates from those who have the token.")
@click.option(
    "--token",
    envvar="KG_TOKEN",
    show_envvar=True,
    metavar="TOKEN",
    help="The token for updates; without it, one is made and shown.",
)
@click.option(
    "--cors",
    "origins",
    multiple=True,
    callback=_addresses,
    metavar="ORIGIN",
    help="Let pages of this origin (https://host, or * for all) ask.",
)
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="Answer to this name too, as a proxy in front may ask by it.",
)
@click.option(
    "--allow-service",
    "services",
    multiple=True,
    callback=_addresses,
    metavar="URL",
    help="Let SERVICE and LOAD fetch from exactly this address.",
)
@click.option(
    "--timeout",
    default=30.0,
    show_default=True,
    type=click.FloatRange(min=0.1),
    metavar="SECONDS",
    help="How long a query or an update may run.",
)
@click.option(
    "--memory",
    default=1024,
    show_default=True,
    type=click.IntRange(min=64),
    metavar="MIB",
    help="How much memory it may take.",
)
@click.option(
    "--max-rows",
    default=1_000_000,
    show_default=True,
    type=click.IntRange(min=1),
    metavar="N",
    help="How many rows or triples an answer may have.",
)
@click.option(
    "--workers",
    default=max(4, os.cpu_count() or 1),
    show_default="one for each core, at least 4",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many queries run at once.",
)
@directory_option
def serve(
    host: str,
    port: int,
    writable: bool,
    token: str | None,
    origins: tuple[str, ...],
    hosts: tuple[str, ...],
    services: tuple[str, ...],
    timeout: float,
    memory: int,
    max_rows: int,
    workers: int,
    store: str,
) -> None:
    """Serve the graph over HTTP: / is the explorer, /query an editor, /sparql a SPARQL endpoint.

    Every entity, office, event, statement and article has a page at the path of its IRI, such as
    /entity/NAME, and is there as Turtle, JSON-LD, N-Triples and RDF/XML too: for who asks so by
    the Accept header, and at /entity/NAME.ttl, .jsonld, .nt and .rdf. /search?q=... finds names.
    Of a large graph the explorer shows the most connected part, and fetches the rest on demand; it
    is drawn ahead, after the start and after each build.

    Only this machine can reach it, by its own names and those of --allow-host, unless --host says
    otherwise, and nobody can change anything, unless --writable does. Builds can go on meanwhile:
    what they add is served when they are done.

    A query that takes more time, memory or rows than allowed gets an error that says so (504, 500,
    422), never a part of an answer. SERVICE and LOAD are refused (403) but for --allow-service.
    Nested brackets, requests (4 MiB) and answers (256 MiB) are limited as well.

    \b
    With --writable, who sends the token may run SPARQL Update:
      - What an update adds, no article supports: kg remove does not take it out again, and a
        label or class it gives to an entity of an article may go when articles are built.
      - What it deletes of an article's triples comes back when that article is read anew.
      - Your own triples are safest in a named graph (INSERT DATA { GRAPH <...> { ... } }).
      - The hidden graphs (urn:x-news-kg:...) that say which article supports what are neither
        seen nor changed; only CLEAR ALL and DROP ALL empty them with all the rest.

    \b
    Examples
      kg serve
      kg serve --port 8080 --timeout 10 --cors https://editor.example
      KG_TOKEN=secret kg serve --writable --store mine
      curl http://127.0.0.1:8000/sparql --data-urlencode 'query=SELECT * { ?s ?p ?o } LIMIT 5'
      curl http://127.0.0.1:8000/entity/grupo-norte -H 'Accept: text/turtle'
      curl http://127.0.0.1:8000/sparql -H 'Authorization: Bearer secret' \\
           --data-urlencode 'update=INSERT DATA { GRAPH <https://example.org/notes> { ... } }'
    """
    from kg.server.limits import Limits
    from kg.server.service import Settings

    if token and not writable and is_told("token"):
        raise click.UsageError("--token is for updates; give --writable as well to take them")
    if writable and not token:
        token = secrets.token_urlsafe(24)
    settings = Settings(
        limits=Limits(seconds=timeout, memory=memory * _MIB, rows=max_rows),
        workers=workers,
        token=token if writable else None,
        origins=origins,
        allowed=services,
        hosts=hosts,
    )
    _log_to_stderr()

    def ready(url: str, articles: int) -> None:
        terminal.say(_introduction(url, store, articles, settings.token))

    with contextlib.suppress(KeyboardInterrupt):  # raised again once all is put away
        kg.serve(store, host=host, port=port, settings=settings, ready=ready)
    terminal.say("Stopped.")


def _log_to_stderr() -> None:
    log = logging.getLogger("kg.server")
    log.addHandler(logging.StreamHandler())
    log.setLevel(logging.INFO)
    log.propagate = False


def _introduction(url: str, store: str, articles: int, token: str | None) -> str:
    is_local = re.match(r"http://(127\.|\[::1\])", url)
    lines = [
        f"Serving {store} ({articles} articles), {'writable' if token else 'read-only'},"
        f" {'to this machine only' if is_local else 'to everyone who can reach it'}:",
        f"  {url}/         the graph, to look at",
        f"  {url}/query    an editor to ask it in, with the prepared questions",
        f"  {url}/sparql   the SPARQL endpoint",
        "Try",
        f"  curl {url}/sparql --data-urlencode 'query=SELECT * {{ ?s ?p ?o }} LIMIT 5'",
    ]
    if token:
        lines += [
            f"  curl {url}/sparql -H 'Authorization: Bearer {token}' \\",
            "       --data-urlencode 'update=INSERT DATA { <urn:a> <urn:b> <urn:c> }'",
        ]
    return "\n".join([*lines, "Ctrl-C ends it."])
