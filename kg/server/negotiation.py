"""In which format an answer is given (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
"""What a SELECT may be given as, the server's own preference first."""

BOOLEANS = {
    media_type: form
    for media_type, form in TABLES.items()
    if form in (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML)
}
"""What an ASK may be given as: CSV and TSV have no truth values."""

GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
"""What a CONSTRUCT or DESCRIBE may be given as."""


def chosen(accept: str, offers: Mapping[str, object]) -> str | None:
    """The media type among `offers` that an Accept header prefers; None if it takes none of them.

    Among those it likes equally, the first. A header that is missing or says nothing takes all.
    """
    ranges = _ranges(accept)
    if not ranges:
        return next(iter(offers))
    quality = {offer: _quality(offer, ranges) for offer in offers}
    best = max(quality, key=lambda offer: quality[offer])
    return best if quality[best] > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    """Media ranges (`text/turtle`, `text/*`, `*/*`) with their weights."""
    ranges = {}
    for part in accept.lower().split(","):
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        if not re.fullmatch(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+", media_range):
            continue
        weight = 1.0
        for parameter in parameters:
            if found := re.fullmatch(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)", parameter):
                weight = min(float(found[1]), 1.0)
        ranges[media_range] = weight
    return ranges


def _quality(offer: str, ranges: Mapping[str, float]) -> float:
    """The weight of the most specific range that covers the offer."""
    kind = offer.partition("/")[0]
    for media_range in (offer, f"{kind}/*", "*/*"):
        if media_range in ranges:
            return ranges[media_range]
    return 0.0
