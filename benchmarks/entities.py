"""Who is who across articles: what is joined and kept apart, for the eye, and what it costs.

    python -m benchmarks.entities --shared ../shared [--store DIR] [--list]
    python -m benchmarks.entities --shared ../shared --generated 2000

Builds the news articles, or takes a store of them, and counts the entities as articles name them,
the nodes they become, those that join names which equality would keep apart, and names that several
nodes bear; `--list` shows each. `--generated` times the rules on that many generated articles and
on fractions of them; the times should be in proportion.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import kg
from benchmarks import commands
from benchmarks.generated import readings
from kg import identity, rdf
from kg.identity.clusters import identify
from kg.identity.decisions import Verdicts
from kg.identity.profiles import profiles
from kg.identity.settling import known
from kg.identity.units import Unit, units
from kg.slugs import segment
from kg.stores import open_store


def main() -> None:
    """Print the figures, and with --list what they count."""
    parser = commands.parser(__doc__)
    parser.add_argument("--store", type=Path, help="a store of the articles, built before")
    parser.add_argument("--list", action="store_true", help="show each join and each namesake")
    parser.add_argument("--generated", type=int, help="time the rules on so many articles instead")
    options = parser.parse_args()
    if options.generated:
        generated(options.generated)
        return
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "store")
        if options.store:
            shutil.copytree(options.store, store)
        else:
            report = kg.build([str(options.shared / "data/news/dev")], store=store)
            share = report.seconds["identity"] / sum(report.seconds.values())
            print(f"share of the build        {share:.1%}")
        news(store, show=options.list)


def news(directory: Path, *, show: bool) -> None:
    """What became of the entities of a store, and what one more article costs."""
    with open_store(directory, create=False) as store:
        nodes: dict[str, list[Unit]] = defaultdict(list)
        labels: dict[str, set[str]] = defaultdict(set)
        everything = known(store)
        for found, names in everything.values():
            for unit in units(found):
                if unit.profile.names:
                    own = f"entity/{unit.profile.local}"
                    nodes[names.get(own, own)].append(unit)
                    labels[unit.profile.wanted].add(names.get(own, own))
        joined = {n: c for n, us in nodes.items() if len(c := _called(us)) > 1}
        namesakes = {label: ns for label, ns in labels.items() if len(ns) > 1}
        several = sum(len({unit.article for unit in us}) > 1 for us in nodes.values())
        print(f"articles                  {len(everything)}")
        print(f"named, article by article {sum(map(len, nodes.values()))}")
        print(f"nodes                     {len(nodes)}, {several} of them in several articles")
        print(f"nodes of several names    {len(joined)}")
        print(f"names of several nodes    {len(namesakes)}")
        first = store.article_iris()[0]
        wording = identity.own_wording(store, first)
        store.remove(first.value)
        identity.settle(store)
        started = time.process_time()
        store.replace(segment(first.value), wording.triples, wording.notes)
        stored = time.process_time()
        identity.settle(store)
        settled = time.process_time()
        print(
            f"one more article          {settled - stored:.2f} s, {stored - started:.2f} s to store"
        )
    if show:
        for node, called in sorted(joined.items()):
            print(f"= {node}: " + ", ".join(f"{name} {n}" for name, n in called.most_common()))
        for label, several_nodes in sorted(namesakes.items()):
            print(f"≠ {label}: " + ", ".join(sorted(several_nodes)))


def _called(found: list[Unit]) -> Counter[str]:
    return Counter(unit.profile.wanted for unit in found)


def generated(articles: int) -> None:
    """Seconds of the processor that the rules take for generated articles."""
    read = [
        profiles(next(t.subject for t in triples if _is_article(t)), triples)  # type: ignore[arg-type]
        for triples in (rdf.triples(reading) for reading in readings(articles))
    ]
    print("articles  entities  nodes  seconds")
    for part in (articles // 4, articles // 2, articles):
        everybody = [unit for found in read[:part] for unit in units(found)]
        started = time.process_time()
        found = identify(everybody, Verdicts(()))
        seconds = time.process_time() - started
        nodes = len(set(found.names.values()))
        print(f"{part:8d}  {len(everybody):8d}  {nodes:5d}  {seconds:.1f}")


def _is_article(triple: object) -> bool:
    return str(getattr(triple, "object", "")) == "<https://schema.org/NewsArticle>"


if __name__ == "__main__":
    main()
