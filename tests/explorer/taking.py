"""What is taken out of a page, and what the store has of the same statements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
from playwright.sync_api import Page, expect
from rdflib import Graph

from kg.vocab import KG, PREFIXES, PROV, RDF, SEM

Construct = Callable[[str], str | bytes]
"""Asks a store for triples, as Turtle."""
PREFIXED = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def take(page: Page, name: str) -> tuple[str, bytes]:
    """The name and content of a file."""
    page.get_by_role("button", name="Take away").click()
    with page.expect_download() as waiting:
        page.locator(f"[data-take={name}]").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def query_of(page: Page) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Take away").click()
    page.locator("[data-take=SPARQL]").click()
    expect(page.locator(".toast")).to_have_text("Query copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


PARTS = """
CONSTRUCT {{ ?node ?property ?value }} WHERE {{
  VALUES ?statement {{ {statements} }}
  {{ ?statement a kg:Statement BIND(?statement AS ?node) }}
  UNION {{ ?statement kg:statedIn|rdf:predicate|kg:event ?node }}
  UNION {{ ?statement kg:evidence ?node }}
  UNION {{ ?statement rdf:subject|rdf:object|prov:wasAttributedTo|kg:reportedBy|kg:place ?node }}
  FILTER(isIRI(?node))
  ?node ?property ?value .
  FILTER(?property != itsrdf:taIdentRef)
  FILTER NOT EXISTS {{ [] rdf:predicate ?property }}
}}
"""
PLAIN = """
CONSTRUCT {{ ?subject ?relation ?object }} WHERE {{
  VALUES ?statement {{ {statements} }}
  ?statement rdf:predicate ?relation ; rdf:subject|rdf:object ?subject, ?object ;
    kg:modality kg:Actual ; kg:negated false .
  FILTER NOT EXISTS {{ ?statement kg:ended true }}
  FILTER NOT EXISTS {{ ?statement prov:wasAttributedTo ?somebody }}
  ?subject ?relation ?object .
}}
"""


def subset(construct: Construct, statements: set[str]) -> set[ox.Triple]:
    """What the store has of these, their words, events, entities, articles and relations.

    An article mentions whom its statements tell of; whom none tells of takes part in no event.
    """
    given = " ".join(f"<{iri}>" for iri in statements)
    triples: set[ox.Triple] = set()
    for query in (PARTS, PLAIN):
        answer = construct(PREFIXED + query.format(statements=given))
        triples |= {quad.triple for quad in ox.parse(answer, format=ox.RdfFormat.TURTLE)}
    of_entities = (RDF.subject, RDF.object, PROV.wasAttributedTo, KG.reportedBy, KG.place)
    ends = {(t.subject, t.object) for t in triples if t.predicate in of_entities}
    stated = {t.subject: t.object for t in triples if t.predicate == KG.statedIn}
    told = {(stated[statement], end) for statement, end in ends} | {
        (t.object, end) for t in triples if t.predicate == KG.event for _, end in ends
    }
    by_name = (KG.mentions, SEM.hasActor, SEM.hasPlace)
    return {t for t in triples if t.predicate not in by_name or (t.subject, t.object) in told}


def parsed(content: bytes) -> set[ox.Triple]:
    triples = {quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)}
    assert len(Graph().parse(data=content, format="turtle")) == len(triples)
    return triples


def statements_in(triples: set[ox.Triple]) -> set[str]:
    return {t.subject.value for t in triples if t.object == KG.Statement}
