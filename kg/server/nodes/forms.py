"""What a node may be given as: each form with its media type and how its address ends."""

from __future__ import annotations

from dataclasses import dataclass

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a node, as it is called on a page, in an address and in HTTP."""

    name: str
    ending: str
    media_type: str


FORMS = (
    Form("HTML", "html", HTML),
    Form("Turtle", "ttl", "text/turtle"),
    Form("JSON-LD", "jsonld", "application/ld+json"),
    Form("N-Triples", "nt", "application/n-triples"),
    Form("RDF/XML", "rdf", "application/rdf+xml"),
)
OTHERS = FORMS[1:]
"""What a page is also there as."""
