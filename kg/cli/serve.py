"""`kg serve`: the graph to other programs and to browsers."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import socket
from pathlib import Path

import click

import kg
from kg.cli import terminal
from kg.cli.options import store_option
from kg.errors import KgError

_MIB = 1 << 20


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
    metavar="ORIGIN",
    help="Let pages of this origin (https://host, or * for all) ask.",
)
@click.option(
    "--allow-service",
    "services",
    multiple=True,
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
    show_default="cores, at least 4",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many queries run at once.",
)
@store_option
def serve(
    host: str,
    port: int,
    writable: bool,
    token: str | None,
    origins: tuple[str, ...],
    services: tuple[str, ...],
    timeout: float,
    memory: int,
    max_rows: int,
    workers: int,
    store: str,
) -> None:
    """Serve the graph over HTTP: /sparql is a SPARQL 1.1 endpoint, / is the explorer.

    Only this machine can reach it, unless --host says otherwise, and nobody can change anything,
    unless --writable does. Builds can go on meanwhile: what they add is served when they are done.

    A query that takes more time, memory or rows than allowed gets an error that says so (504, 500,
    422), never a part of an answer. SERVICE and LOAD are refused (403) but for --allow-service.
    Nested brackets, requests (4 MiB) and answers (256 MiB) are limited as well.

    \b
    With --writable, who sends the token may run SPARQL Update:
      - What an update adds, no article supports: kg remove does not take it out again, and a
        label or class it gives to an entity of an article may go when articles are built.
      - What it deletes of an article's triples comes back when that article is built again.
      - Your own triples are safest in a named graph (INSERT DATA { GRAPH <...> { ... } }).
      - The hidden graphs (urn:x-news-kg:...) that say which article supports what are neither
        seen nor changed; only CLEAR ALL and DROP ALL empty them with all the rest.

    \b
    Examples
      kg serve
      kg serve --port 8080 --timeout 10 --cors https://editor.example
      KG_TOKEN=secret kg serve --writable --store mine
      curl http://127.0.0.1:8000/sparql --data-urlencode 'query=SELECT * { ?s ?p ?o } LIMIT 5'
      curl http://127.0.0.1:8000/sparql -H 'Authorization: Bearer secret' \\
           --data-urlencode 'update=INSERT DATA { GRAPH <https://example.org/notes> { ... } }'
    """
    from kg.server.app import serve  # starlette, only for those who serve
    from kg.server.limits import Limits
    from kg.server.service import Settings

    with kg.open_store(store, create=writable) as opened:
        articles = len(opened.articles())
    if writable and not token:
        token = secrets.token_urlsafe(24)
    limits = Limits(seconds=timeout, memory=memory * _MIB, rows=max_rows)
    settings = Settings(Path(store), limits, workers, token if writable else None, services)
    listening = _listening(host, port)
    _log_to_stderr()

    def ready() -> None:
        _introduce(listening, store, articles, settings.token)

    with contextlib.suppress(KeyboardInterrupt):  # raised again once all is put away
        serve(settings, listening, origins=origins, ready=ready)
    terminal.say("Stopped.")


def _log_to_stderr() -> None:
    log = logging.getLogger("kg.server")
    log.addHandler(logging.StreamHandler())
    log.setLevel(logging.INFO)
    log.propagate = False


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise KgError(
            f"{host}:{port} cannot be listened on ({error.strerror or error});"
            " choose another with --port, or end what listens there"
        ) from None


def _introduce(listening: socket.socket, store: str, articles: int, token: str | None) -> None:
    host, port = listening.getsockname()[:2]
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    reach = "for this machine only" if host.startswith("127.") or host == "::1" else "for all"
    terminal.say(
        f"Serving {store} ({articles} articles), {'writable' if token else 'read-only'}, {reach}:\n"
        f"  {url}/         the graph, to look at\n"
        f"  {url}/sparql   the SPARQL endpoint\n"
        "Try\n"
        f"  curl {url}/sparql --data-urlencode 'query=SELECT * {{ ?s ?p ?o }} LIMIT 5'"
    )
    if token:
        terminal.say(
            f"  curl {url}/sparql -H 'Authorization: Bearer {token}' \\\n"
            "       --data-urlencode 'update=INSERT DATA { <urn:a> <urn:b> <urn:c> }'"
        )
    terminal.say("Ctrl-C ends it.")
