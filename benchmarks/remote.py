"""What a graph on a server costs beside one in a directory: seconds and requests.

    kg build SOURCE... --store news
    python -m benchmarks.remote news [--most-rows 10000]

The articles of the store `news` are put into another directory, into PyPI's `oxigraph` server and
into Virtuoso (Debian's virtuoso-opensource-7-bin), one by one, all on this machine and on disk; a
server that is not installed is left out. `again` puts in every tenth once more. Then the same
exports are made of each, which must be the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from kg import views
from kg.explorer.page import page
from kg.stores import Contribution, Endpoint, Store, open_store
from kg.views.show import show

sys.path.append(str(Path(__file__).parents[1] / "tests" / "stores"))
import servers

Step = Callable[[Store], object]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("store", help="a store with articles")
    parser.add_argument("--most-rows", type=int, default=10_000, help="of Virtuoso; its default")
    options = parser.parse_args()
    with open_store(options.store, create=False) as store:
        articles = [store.contribution(article) for article in store.article_iris()]
        print(f"{len(articles)} articles, {len(store):,} triples\n")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        stores: dict[str, Store] = {"directory": open_store(Path(folder) / "directory")}
        for kind in ("oxigraph", "virtuoso"):
            (place := Path(folder) / kind).mkdir()
            more = {"most_rows": options.most_rows} if kind == "virtuoso" else {}
            try:
                url = stack.enter_context(getattr(servers, kind)(place, **more))
            except FileNotFoundError as error:
                print(f"{kind} is left out: {error}")
                continue
            stores[kind] = open_store(Endpoint.at(url))
        _table(stores, _steps(articles))


def _steps(articles: Sequence[Contribution]) -> dict[str, Step]:
    def put(some: Sequence[Contribution]) -> Step:
        def replace(store: Store) -> None:
            for article in some:
                store.replace_all([article])

        return replace

    def busiest(store: Store) -> str:
        """The entity that is mentioned most."""
        query = """SELECT ?x WHERE { ?article kg:mentions ?x } GROUP BY ?x
            ORDER BY DESC(COUNT(*)) ?x LIMIT 1"""
        (row,) = store.query(query)  # type: ignore[misc]
        return row["x"].value

    exports: dict[str, Step] = {
        form: lambda store, form=form: views.export(store, form)
        for form in ("ntriples", "turtle", "jsonl", "graphml", "trig")
    }
    return {
        "put in": put(articles),
        "again": put(articles[::10]),
        "show": lambda store: show(store, busiest(store)),
        "page": page,
        **exports,
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
