"""Options that several commands share."""

from __future__ import annotations

import functools
import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.stores import Endpoint

directory_option = click.option(
    "--store",
    "store",
    default="kg-store",
    envvar="KG_STORE",
    show_default=True,
    show_envvar=True,
    metavar="DIR",
    help="The directory where the graph is kept.",
)

_endpoint_option = click.option(
    "--endpoint",
    envvar="KG_ENDPOINT",
    show_envvar=True,
    metavar="URL",
    help="Instead of --store: a SPARQL 1.1 server, by the address that takes queries, such as"
    " http://localhost:7878/query. Add ?default-graph-uri=IRI to keep the graph under that name."
    " User and password: KG_ENDPOINT_USER, KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN.",
)

update_option = click.option(
    "--update-endpoint",
    envvar="KG_UPDATE_ENDPOINT",
    show_envvar=True,
    metavar="URL",
    help="The address that takes updates, where it does not follow from --endpoint.",
)


def store_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command --store and --endpoint; it gets `store`, a directory or an `Endpoint`."""

    @directory_option
    @_endpoint_option
    @functools.wraps(command)
    def with_store(
        *args: Any, store: str, endpoint: str | None, update_endpoint: str | None = None, **kw: Any
    ) -> None:
        command(*args, store=chosen_store(store, endpoint, update_endpoint), **kw)

    return with_store


def chosen_store(
    store: str,
    endpoint: str | None,
    update_endpoint: str | None = None,
    endpoint_option: str = "endpoint",
) -> str | Endpoint:
    """What is on the command line, before what is in the environment, before the default."""
    from kg.stores.endpoint import Endpoint  # pyoxigraph, which `kg --help` does without

    source = click.get_current_context().get_parameter_source
    if endpoint is None or (is_told("store") and not is_told(endpoint_option)):
        return store
    option = f"--{endpoint_option.replace('_', '-')}"
    if source("store") is source(endpoint_option):
        raise click.UsageError(f"give --store or {option} (KG_STORE or KG_ENDPOINT), not both")
    try:
        return Endpoint.at(endpoint, update_endpoint)
    except StoreError as error:
        raise click.BadParameter(str(error), param_hint=option) from None


def is_told(*names: str) -> bool:
    """Whether one of these options is on the command line, so that the next one needs it too."""
    source = click.get_current_context().get_parameter_source
    return any(source(name) is ParameterSource.COMMANDLINE for name in names)


def told_store(store: str | Endpoint) -> str:
    """ " --store DIR" when it is on this command line: what is not, the next one finds as well."""
    if not is_told("store", "endpoint"):
        return ""
    option = "--store" if isinstance(store, str) else "--endpoint"
    return f" {option} {shlex.quote(str(store))}"


out_option = click.option(
    "--out",
    "-o",
    "out",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write to this file.",
)
