"""Where the graph is kept: an embedded Oxigraph store, or a SPARQL 1.1 server elsewhere."""

from kg.contribution import Contribution
from kg.stores.base import Store
from kg.stores.batches import Batches
from kg.stores.contributions import digest_note
from kg.stores.embedded import MEMORY, EmbeddedStore
from kg.stores.endpoint import Endpoint
from kg.stores.opening import open_store

__all__ = [
    "MEMORY",
    "Batches",
    "Contribution",
    "EmbeddedStore",
    "Endpoint",
    "Store",
    "digest_note",
    "open_store",
]
