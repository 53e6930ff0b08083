"""Opening the store that a directory or an address names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, overload

from kg.errors import StoreError
from kg.stores import embedded
from kg.stores.endpoint import Endpoint

if TYPE_CHECKING:
    from kg.stores.embedded import EmbeddedStore
    from kg.stores.remote import RemoteStore


@overload
def open_store(path: str | Path = ..., *, create: bool = ...) -> EmbeddedStore: ...
@overload
def open_store(path: Endpoint, *, create: bool = ...) -> RemoteStore: ...
@overload
def open_store(
    path: str | Path | Endpoint, *, create: bool = ...
) -> EmbeddedStore | RemoteStore: ...
def open_store(
    path: str | Path | Endpoint = embedded.MEMORY, *, create: bool = True
) -> EmbeddedStore | RemoteStore:
    """The store in the directory `path`, at an `Endpoint`, or a new one in memory for ":memory:".

    A missing or empty directory becomes a store, unless `create` is False. StoreError when there
    is none, when something else is there, or when another process has it open.

    A remote store is there whether it is empty or not; with `create` it is asked at once whether a
    writer left an article unfinished, which is then taken out; without, whether the graph is in the
    server's default graph.
    """
    if isinstance(path, Endpoint):
        from kg.stores.remote import RemoteStore  # requests takes a tenth of a second

        remote = RemoteStore(path)
        if create:
            remote.finish()
        else:
            remote.find_graph()
        return remote
    if re.match("https?:", str(path)):
        raise StoreError(f"{path}: is an address, not a directory; give it with --endpoint")
    return embedded.open_store(path, create=create)
