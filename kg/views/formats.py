"""The graph in the format one needs: `export` gives text, `write` a whole file or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError, OutputError
from kg.model import Progress
from kg.stores import Store
from kg.views.graphtables import gephi, neo4j
from kg.views.interchange import jsonld, nquads, ntriples, rdfxml
from kg.views.networks import gexf, graphml
from kg.views.nif import nif
from kg.views.rdf12 import nquads12, ntriples12, trig12, turtle12
from kg.views.tables import csv_table, jsonl
from kg.views.turtle import trig, turtle


@dataclass(frozen=True, slots=True)
class Format:
    """How a graph is written: the suffix of its files, what it is for, and who writes it.

    `make` gives the whole text, or its pieces one after the other; `make12` the same in RDF 1.2.
    """

    suffix: str
    about: str
    make: Callable[[Store], str | Iterator[str]]
    make12: Callable[[Store], str] | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """How a graph is written as several files: what for, and who gives their texts by name."""

    about: str
    make: Callable[[Store], dict[str, str]]


def _openie(store: Store, progress: Progress | None = None) -> str:
    from kg.views.openie import openie_lines  # needs the language model, which others do not

    return openie_lines(store, progress)


FORMATS: dict[str, Format] = {
    "turtle": Format(".ttl", "the graph, for people and RDF tools", turtle, turtle12),
    "trig": Format(".trig", "as turtle, a named graph for each article", trig, trig12),
    "nquads": Format(".nq", "one quad a line, a named graph for each article", nquads, nquads12),
    "ntriples": Format(".nt", "one triple a line", ntriples, ntriples12),
    "jsonld": Format(".jsonld", "the graph as JSON-LD", jsonld),
    "rdfxml": Format(".rdf", "the graph as RDF/XML", rdfxml),
    "jsonl": Format(".jsonl", "one JSON object per statement", jsonl),
    "openie": Format(".jsonl", "one JSON object per open triple, in the text's words", _openie),
    "nif": Format(".ttl", "the texts with their mentions, for NIF 2.0 tools", nif),
    "graphml": Format(".graphml", "the network of entities for Gephi, yEd, igraph", graphml),
    "gexf": Format(".gexf", "the network of entities for Gephi", gexf),
    "csv": Format(".csv", "one row per statement", csv_table),
}
"""Name -> format, in the order that help shows them."""

TABLES: dict[str, Tables] = {
    "neo4j": Tables("nodes and relationships for neo4j-admin database import", neo4j),
    "gephi": Tables("nodes and edges for Gephi's import of spreadsheets", gephi),
}
"""Name -> format of several files, which are written into a directory."""


def export(
    store: Store, format: str, *, progress: Progress | None = None, rdf12: bool = False
) -> str:
    """The graph of `store` in one of FORMATS; the same graph gives the same text.

    `progress` hears of each article when the format reads the articles again ("openie"). With
    `rdf12`, statements are about triples themselves, as RDF 1.2 has it. KgError when there is no
    such format, or it has no form for RDF 1.2.
    """
    return "".join(pieces(store, format, progress=progress, rdf12=rdf12))


def pieces(
    store: Store, format: str, *, progress: Progress | None = None, rdf12: bool = False
) -> Iterator[str]:
    """As `export`, in pieces, so that a large graph need not be in memory as text."""
    if format in TABLES:
        raise KgError(f"{format} is several files; name a directory to write them into")
    if format not in FORMATS:
        raise KgError(f"no format {format!r}; choose one of {', '.join([*FORMATS, *TABLES])}")
    make, make12 = FORMATS[format].make, FORMATS[format].make12
    if rdf12 and make12 is None:
        known = ", ".join(name for name, known in FORMATS.items() if known.make12)
        raise KgError(f"{format} has no form for RDF 1.2; choose one of {known}")
    if rdf12 and make12 is not None:
        return iter([make12(store)])
    made = _openie(store, progress) if make is _openie else make(store)
    return iter([made]) if isinstance(made, str) else made


def write(
    store: Store,
    format: str,
    path: str | Path,
    *,
    progress: Progress | None = None,
    rdf12: bool = False,
) -> None:
    """Write an export to the file `path`, or one of TABLES into the directory `path`.

    OutputError when that cannot be written.
    """
    if format in TABLES:
        for name, text in TABLES[format].make(store).items():
            write_text(Path(path, name), text)
        return
    write_text(path, pieces(store, format, progress=progress, rdf12=rdf12))


def write_text(path: str | Path, text: str | Iterator[str]) -> None:
    """Write `text`, or its pieces, as UTF-8 beside `path`, then rename: nobody sees half a file.

    OutputError when it cannot be written.
    """
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                out.writelines([text] if isinstance(text, str) else text)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"{target}: cannot be written ({reason}); name another file") from None
