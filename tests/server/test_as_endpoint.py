"""What `kg serve` serves is an --endpoint to kg itself: read like a store, and not written."""

from __future__ import annotations

import pytest
from samples import council, harbour, store_of

import kg
from kg.errors import StoreError
from kg.stores import Endpoint, open_store
from tests.server.running import Server


def endpoint(server: Server) -> Endpoint:
    return Endpoint.at(f"http://{server.host}:{server.port}/sparql")


def test_the_same_is_read_as_from_the_store(server: Server) -> None:
    served = open_store(endpoint(server), create=False)
    with served, store_of(harbour(), council()) as store:
        for form in ("turtle", "jsonl", "graphml"):
            assert kg.export(served, form) == kg.export(store, form)
        assert kg.query(served, "who-met-whom").rows == kg.query(store, "who-met-whom").rows
        assert kg.show(served, "Lind").to_text() == kg.show(store, "Lind").to_text()


def test_it_is_not_written(server: Server) -> None:
    served = open_store(endpoint(server), create=False)
    with served, pytest.raises(StoreError, match="only read; build into"):
        served.remove("harbour")
