"""How long `kg validate` takes, in how much memory, and beside pySHACL alone.

    kg build ../shared/data/news/dev --store news
    python -m benchmarks.validation --store news [--peer 3]

The whole store first; then pySHACL alone, with the same shapes (SPARQL included), and kg, both on
the graph of the shortest articles.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import Graph

import kg
from kg.stores import EmbeddedStore, Store
from kg.validation.shapes import SHAPES_FILE
from kg.vocab import KG, NIF, ONTOLOGY_FILE, RDF, RDFS


def ours(store: Store) -> float:
    """The processor's seconds for kg; the graph must conform, or less would be compared."""
    start = time.process_time()
    report = kg.validate(store)
    seconds = time.process_time() - start
    assert report.conforms, report.to("text")
    print(f"{report.articles:,} articles, {report.statements:,} statements, {len(store):,} triples")
    return seconds


def theirs(triples: list[ox.Triple]) -> float:
    """The processor's seconds for pySHACL alone, its reading of the graph not counted."""
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    data = Graph().parse(data=text, format="nt")
    shapes, ontology = Graph().parse(SHAPES_FILE), Graph().parse(ONTOLOGY_FILE)
    start = time.process_time()
    conforms, _, found = pyshacl.validate(
        data, shacl_graph=shapes, ont_graph=ontology, advanced=True, inplace=True
    )
    seconds = time.process_time() - start
    assert conforms, found
    return seconds


def shortest(store: Store, number: int) -> list[ox.Triple]:
    """What the articles with the shortest texts contribute."""
    texts = ((len(text.value), span) for span, _, text in store.match(None, NIF.isString))
    spans = [span for _, span in sorted(texts, key=lambda pair: (pair[0], pair[1].value))]
    articles = [
        article for span in spans[:number] for _, _, article in store.match(span, KG.statedIn)
    ]
    triples = {t for article in articles for t in store.contributed(article)}  # type: ignore[arg-type]
    # Another article may give the best label or class of what they mention.
    triples.update(store.described({t.subject for t in triples}, (RDF.type, RDFS.label)))  # type: ignore[misc]
    return sorted(triples, key=str)


def main() -> None:
    """Validate the store, then both on a part of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", type=Path, required=True, help="a store with many articles")
    parser.add_argument("--peer", type=int, default=3, help="how many articles the peer gets")
    options = parser.parse_args()
    with kg.open_store(options.store, create=False) as store:
        seconds = ours(store)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{'kg validate':24s} {seconds:.1f} s, {memory:.0f} MB at most")
        some = shortest(store, options.peer)
    part = ox.Store()
    part.extend(ox.Quad(*triple) for triple in some)
    one, other = ours(EmbeddedStore(part, ":memory:")), theirs(some)
    print(f"{'kg on these':24s} {one:.2f} s")
    print(f"{'pySHACL alone':24s} {other:.2f} s, {other / one:.0f} times as long")


if __name__ == "__main__":
    main()
