"""Where the graph is kept: an embedded Oxigraph store, in a directory or in memory."""

from kg.stores.base import Contribution, Store
from kg.stores.contributions import digest_note
from kg.stores.embedded import MEMORY, EmbeddedStore, open_store

__all__ = ["MEMORY", "Contribution", "EmbeddedStore", "Store", "digest_note", "open_store"]
