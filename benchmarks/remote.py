"""What a graph on a server costs beside one in a directory: seconds and requests.

    python -m benchmarks.remote SOURCE... [--most-rows 10000]

The articles are read once, and then put into a store in a directory, into PyPI's `oxigraph` server
and into Virtuoso (Debian's virtuoso-opensource-7), all on this machine and all on disk; a server
that is not installed is left out. Then the same exports are made of each, which must be the same
bytes. Seconds and requests; `again` puts in every tenth article once more.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from kg import articles, rdf, views
from kg.language import load
from kg.model import Reading
from kg.pipeline import read_one
from kg.report import Tally
from kg.stores import Endpoint, Store, open_store
from kg.views.page import page
from kg.views.show import show

sys.path.append(str(Path(__file__).parents[1] / "tests" / "stores"))
import servers

Step = Callable[[Store], object]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--most-rows", type=int, default=10_000, help="of Virtuoso; its default")
    options = parser.parse_args()
    nlp, tally = load(), Tally()
    found = articles.read(options.sources).articles
    readings = [read_one(article, nlp, tally.timed) for article in found]
    print(f"{len(readings)} articles, read in {sum(tally.report().seconds.values()):.1f} s\n")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        stores: dict[str, Store] = {"directory": open_store(Path(folder) / "directory")}
        for kind in ("oxigraph", "virtuoso"):
            (place := Path(folder) / kind).mkdir()
            try:
                more = {"most_rows": options.most_rows} if kind == "virtuoso" else {}
                url = stack.enter_context(getattr(servers, kind)(place, **more))
            except FileNotFoundError as error:
                print(f"{kind} is left out: {error}")
                continue
            stores[kind] = open_store(Endpoint.at(url))
        _table(stores, _steps(readings))


def _steps(readings: Sequence[Reading]) -> dict[str, Step]:
    def put(some: Sequence[Reading]) -> Step:
        def replace(store: Store) -> None:
            for reading in some:
                store.replace(reading.article.slug, rdf.triples(reading))

        return replace

    def name(store: Store) -> str:
        """The slug of the entity that is mentioned most."""
        query = """SELECT ?x WHERE { ?article kg:mentions ?x } GROUP BY ?x
            ORDER BY DESC(COUNT(*)) ?x LIMIT 1"""
        (row,) = store.query(query)  # type: ignore[misc]
        return row["x"].value

    exports: dict[str, Step] = {
        form: lambda store, form=form: "".join(views.export(store, form))
        for form in ("turtle", "trig", "jsonl", "graphml")
    }
    return {
        "put in": put(readings),
        "again": put(readings[::10]),
        **exports,
        "page": page,
        "show": lambda store: show(store, name(store)),
    }


def _table(stores: dict[str, Store], steps: dict[str, Step]) -> None:
    print(f"{'':10s}" + "".join(f"{name:>24s}" for name in stores))
    for step, run in steps.items():
        cells, results = [], []
        for store in stores.values():
            client = getattr(store, "client", None)
            before, start = client.requests if client else 0, time.perf_counter()
            results.append(run(store))
            seconds = time.perf_counter() - start
            asked = f"{client.requests - before:6d} requests" if client else ""
            cells.append(f"{seconds:7.2f} s{asked:>15s}")
        differ = [n for n, r in zip(stores, results, strict=True) if r != results[0]]
        print(
            f"{step:10s}" + "".join(cells) + (f"  differs: {', '.join(differ)}" if differ else "")
        )


if __name__ == "__main__":
    main()
