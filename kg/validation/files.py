"""A file of RDF as a store in memory, so that what others made can be checked like a store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.articles.checks import check_entities
from kg.errors import StoreError
from kg.stores import EmbeddedStore

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def open_graph(path: str | Path) -> EmbeddedStore:
    """The graph in the file `path`, the union of its named graphs, as a store in memory.

    StoreError when it cannot be read, or holds no RDF of the kind that its suffix says; InputError
    for XML that declares entities.
    """
    file = Path(path)
    form = _FORMATS.get(file.suffix.lower())
    if form is None:
        raise StoreError(f"{file}: is of no kind that is read; name one of {', '.join(_FORMATS)}")
    store = ox.Store()
    try:
        if form == ox.RdfFormat.RDF_XML:
            check_entities(file.read_bytes(), str(file))
        store.bulk_extend(_quads(file, form))
    except SyntaxError as error:
        raise StoreError(f"{file}: is no {form.name} ({error}); correct it there") from None
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(f"{file}: cannot be read ({reason}); check the path") from None
    return EmbeddedStore(store, str(file))


def _quads(file: Path, form: ox.RdfFormat) -> Iterator[ox.Quad]:
    """The triples of the file; those about triples (RDF 1.2) are no statements of ours."""
    for quad in ox.parse(path=file, format=form, base_iri=file.absolute().as_uri()):
        if not isinstance(quad.object, ox.Triple):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)
