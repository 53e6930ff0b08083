"""Every kind of store, empty, for tests of what all of them do; a server is started once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import servers

from kg.stores import Endpoint, Store, open_store

KINDS = ("embedded", "oxigraph", "virtuoso")

Make = Callable[[], Store]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """The address of the server of a kind; several are kept running once they are asked for."""
    started: dict[str, str] = {}
    with ExitStack() as stack:

        def address(kind: str) -> str:
            if kind not in started:
                start = getattr(servers, kind)(tmp_path_factory.mktemp(kind))
                try:
                    started[kind] = stack.enter_context(start)
                except FileNotFoundError as error:
                    pytest.skip(str(error))
            return started[kind]

        yield address


@pytest.fixture(scope="session", params=KINDS)
def make(request: pytest.FixtureRequest, server: Callable[[str], str]) -> Make:
    """Makes stores of one kind, each of them empty."""
    if request.param == "embedded":
        return open_store
    url = server(request.param)
    return lambda: open_store(servers.new_graph(url))


@pytest.fixture(params=KINDS[1:])
def remote(request: pytest.FixtureRequest, server: Callable[[str], str]) -> Endpoint:
    """An empty graph of each remote."""
    return servers.new_graph(server(request.param))
