"""How fast the store is on a generated news graph, beside raw pyoxigraph and rdflib.

    python -m benchmarks.store [--articles 1200] [--rounds 3] [--without-rdflib]

Twelve hundred generated articles are about a million quads. Every step runs in a process of its
own, in turns with its peers, and the best of the rounds counts. What is loaded are
the articles as `kg.rdf` hands them over, put in by `kg.stores.Batches` as `kg build` does it; the
bare store gets the same quads, ready-made too, 150 articles at a time, or all of them from one
file, but none of the bookkeeping. A ratio is of speed: over 1 where ours is the faster. Memory is
the most that the process of a step held. rdflib needs minutes for a question at that size: beside
it, both have a tenth of the articles.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import rdflib

import kg
from benchmarks.generated import readings
from kg import rdf, views
from kg.stores import Batches, Contribution, Store, open_store
from kg.vocab import PREFIXES

BATCH, TENTH = 150, 10

QUESTIONS = {
    "one label": """SELECT ?p WHERE { ?p a schema:Person ; rdfs:label ?name }
        ORDER BY ?name LIMIT 20""",
    "whom the busiest met": """SELECT ?name (COUNT(*) AS ?n) WHERE {
        { SELECT ?one WHERE { ?one kg:meets ?any } GROUP BY ?one ORDER BY DESC(COUNT(*)) LIMIT 1 }
        ?one kg:meets ?other . ?other rdfs:label ?name } GROUP BY ?name ORDER BY DESC(?n) ?name""",
    "statements by relation": """SELECT ?relation (COUNT(*) AS ?n) WHERE {
        ?st rdf:predicate ?p . ?p rdfs:label ?relation } GROUP BY ?relation ORDER BY DESC(?n)""",
    "plans of one week": """SELECT ?st ?time WHERE { ?st kg:modality kg:Planned ; kg:time ?time
        FILTER(?time >= "2020-02-01"^^xsd:date && ?time < "2020-02-08"^^xsd:date) }""",
    "denied": """SELECT ?who ?words WHERE { ?st kg:negated true ; rdf:predicate kg:supports ;
        rdf:subject/rdfs:label ?who ; kg:evidence/nif:anchorOf ?words } ORDER BY ?who ?words""",
    "claims of one speaker": """SELECT ?words WHERE {
        { SELECT ?one WHERE { ?any prov:wasAttributedTo ?one } GROUP BY ?one
          ORDER BY DESC(COUNT(*)) ?one LIMIT 1 }
        ?st prov:wasAttributedTo ?one ; kg:evidence/nif:anchorOf ?words }""",
    "support": """SELECT ?s ?p ?o (COUNT(DISTINCT ?article) AS ?n) WHERE {
        ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:statedIn ?article
        FILTER(ISIRI(?o)) } GROUP BY ?s ?p ?o ORDER BY DESC(?n) ?s ?p ?o LIMIT 20""",
    "two steps apart": """SELECT DISTINCT ?name WHERE {
        { SELECT ?one WHERE { ?one kg:supports ?any } GROUP BY ?one ORDER BY ?one LIMIT 1 }
        ?one (kg:supports|kg:meets)/(kg:supports|kg:meets) ?other . ?other rdfs:label ?name }""",
    "named like": """SELECT ?name (COUNT(?article) AS ?n) WHERE {
        ?x rdfs:label|skos:altLabel ?name FILTER(CONTAINS(LCASE(?name), "tan"))
        ?article kg:mentions ?x } GROUP BY ?name ORDER BY DESC(?n) ?name LIMIT 50""",
    "articles of a publisher": """SELECT ?article (COUNT(?st) AS ?n) WHERE {
        ?article schema:publisher "Agency 7" . ?st kg:statedIn ?article ; a kg:Statement }
        GROUP BY ?article ORDER BY ?article""",
}
"""Ten questions of the kinds that the prepared ones ask."""

Measured = tuple[float, float]
"""Seconds, and the most memory in MB."""


def contributions(articles: int) -> Iterator[list[Contribution]]:
    """What generated articles bring, so many of them at a time."""
    found = readings(articles)
    while batch := list(islice(found, BATCH)):
        yield [rdf.contribution(reading) for reading in batch]


def load(directory: Path, articles: int) -> float:
    """Seconds to put the articles into a store of ours; making them is not counted."""
    seconds = 0.0
    with open_store(directory) as store, Batches(store) as batches:
        for batch in contributions(articles):
            start = time.perf_counter()
            for one in batch:
                batches.add(one, _heed)
            seconds += time.perf_counter() - start
        start = time.perf_counter()
        batches.put()
        return seconds + time.perf_counter() - start


def _heed(error: Exception | None) -> None:
    if error:
        raise error


def load_raw(directory: Path, articles: int) -> float:
    """Seconds to put the same triples into a bare store, as quads, without any bookkeeping."""
    seconds, store = 0.0, ox.Store(directory)
    for batch in contributions(articles):
        quads = list({ox.Quad(*triple) for one in batch for triple in one.triples})
        start = time.perf_counter()
        store.bulk_extend(quads)
        seconds += time.perf_counter() - start
    return seconds


def load_file(directory: Path, quads: Path) -> float:
    """Seconds to load the graph of a store of ours, without bookkeeping, from one file."""
    start = time.perf_counter()
    ox.Store(directory).bulk_load(path=quads)
    return time.perf_counter() - start


def turtle(directory: Path) -> float:
    """Seconds to write the graph of a store of ours as sorted Turtle."""
    with open_store(directory) as store, tempfile.NamedTemporaryFile(suffix=".ttl") as file:
        start = time.perf_counter()
        views.write(store, "turtle", file.name)
        return time.perf_counter() - start


def turtle_rdflib(triples: Path) -> float:
    """Seconds for rdflib's serialiser, its graph read before."""
    graph = rdflib.Graph().parse(triples)
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    start = time.perf_counter()
    graph.serialize(format="turtle")
    return time.perf_counter() - start


def apart(step: Callable[..., float], *args: object) -> Measured:
    """Run a step in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (step, args))


def _measured(step: Callable[..., float], args: Iterable[object]) -> Measured:
    seconds = step(*args)
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


Ask = Callable[[str], Sequence[object]]
"""Gives the rows that answer a question, all of them as text."""


def ask(directory: Path, peer: str, rounds: int) -> dict[str, tuple[float, float]]:
    """For each question the least seconds that ours and the peer take, in turns."""
    with open_store(directory) as store:
        ours = partial(_rows, store)
        theirs = _by_rdflib(store) if peer == "rdflib" else partial(_raw_rows, store)
        found: dict[str, tuple[float, float]] = {}
        for name, sparql in QUESTIONS.items():
            _seconds(ours, sparql)  # so that both find the pages of the store in memory
            for _ in range(rounds):
                pair = (_seconds(ours, sparql), _seconds(theirs, sparql))
                found[name] = tuple(map(min, pair, found.get(name, pair)))  # type: ignore[assignment]
        return found


def _seconds(ask: Ask, sparql: str) -> float:
    start = time.perf_counter()
    rows = ask(sparql)
    seconds = time.perf_counter() - start
    assert rows, f"no rows, so nothing was measured: {sparql}"
    return seconds


def _by_rdflib(store: Store) -> Ask:
    graph = rdflib.Graph()
    graph.parse(data=kg.export(store, "ntriples"), format="nt")
    return lambda sparql: [tuple(map(str, row)) for row in graph.query(sparql, initNs=PREFIXES)]


def _rows(store: Store, sparql: str) -> Sequence[object]:
    return kg.query(store, sparql).rows


def _raw_rows(store: Store, sparql: str) -> list[tuple[str | None, ...]]:
    answer = store._store.query(sparql, prefixes=PREFIXES)  # the engine, without our class
    return [tuple(None if term is None else term.value for term in row) for row in answer]


def compare(what: str, ours: Measured, peer: str = "", theirs: Measured | None = None) -> None:
    """One line: seconds and memory, and how many times faster than a peer ours is."""
    line = f"{what:8s} {ours[0]:7.2f} s {ours[1]:6.0f} MB"
    if theirs is not None:
        line += f"   {peer:20s} {theirs[0]:7.2f} s {theirs[1]:6.0f} MB"
        line += f"   ratio {theirs[0] / ours[0]:.2f}"
    print(line, flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-rdflib", action="store_true", help="leave out the slow peer")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _run(Path(folder), options.articles, options.rounds, not options.without_rdflib)


def _run(folder: Path, articles: int, rounds: int, with_rdflib: bool) -> None:
    store, quads = folder / "store", folder / "all.nt"
    apart(load, store, articles)
    with open_store(store) as opened:
        opened._store.dump(quads, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        print(f"{articles} articles, {len(opened._store):,} quads, {len(opened):,} of them seen")
    ours, raw, whole = [], [], []
    for n in range(rounds):
        ours.append(apart(load, folder / f"ours{n}", articles))
        raw.append(apart(load_raw, folder / f"raw{n}", articles))
        whole.append(apart(load_file, folder / f"file{n}", quads))
    compare("load", min(ours), "bulk_extend of quads", min(raw))
    compare("load", min(ours), "bulk_load of a file", min(whole))
    compare("Turtle", min(apart(turtle, store) for _ in range(rounds)))
    questions("pyoxigraph", store, rounds)
    if with_rdflib:
        _beside_rdflib(folder, articles // TENTH, rounds)


def _beside_rdflib(folder: Path, articles: int, rounds: int) -> None:
    store, triples = folder / "tenth", folder / "tenth.nt"
    apart(load, store, articles)
    with open_store(store) as opened:
        triples.write_text(kg.export(opened, "ntriples"), encoding="utf-8")
        print(f"\n{articles} articles, {len(opened):,} triples")
    ours = min(apart(turtle, store) for _ in range(rounds))
    compare("Turtle", ours, "rdflib", apart(turtle_rdflib, triples))
    questions("rdflib", store, rounds)


def questions(peer: str, store: Path, rounds: int) -> None:
    """A line for each question, and the ratios to the peer in short."""
    found = ask(store, peer, 1 if peer == "rdflib" else 3 * rounds)
    print(f"\n{'question':26s}{'kg':>14s}{peer:>14s}   ratio")
    for name, (ours, theirs) in found.items():
        print(f"{name:26s}{ours:12.4f} s{theirs:12.4f} s{theirs / ours:8.2f}")
    ratios = [theirs / ours for ours, theirs in found.values()]
    print(f"ratio: median {statistics.median(ratios):.2f}, least {min(ratios):.2f}")


if __name__ == "__main__":
    main()
