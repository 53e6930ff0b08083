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
from kg.views.interchange import jsonld, nquads, ntriples, rdfxml
from kg.views.networks import gexf, graphml
from kg.views.nif import nif
from kg.views.tables import csv_table, jsonl
from kg.views.turtle import trig, turtle


@dataclass(frozen=True, slots=True)
class Format:
    """How a graph is written: the suffix of its files, what it is for, and who writes it.

    `make` gives the whole text, or its pieces one after the other.
    """

    suffix: str
    about: str
    make: Callable[[Store], str | Iterator[str]]


def _openie(store: Store, progress: Progress | None = None) -> str:
    from kg.views.openie import openie_lines  # needs the language model, which others do not

    return openie_lines(store, progress)


FORMATS: dict[str, Format] = {
    "turtle": Format(".ttl", "the graph, for people and RDF tools", turtle),
    "trig": Format(".trig", "as turtle, a named graph for each article", trig),
    "nquads": Format(".nq", "one quad a line, a named graph for each article", nquads),
    "ntriples": Format(".nt", "one triple a line", ntriples),
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


def export(store: Store, format: str, *, progress: Progress | None = None) -> str:
    """The graph of `store` in one of FORMATS; the same graph gives the same text.

    `progress` hears of each article when the format reads the articles again ("openie").
    """
    return "".join(pieces(store, format, progress=progress))


def pieces(store: Store, format: str, *, progress: Progress | None = None) -> Iterator[str]:
    """As `export`, in pieces, so that a large graph need not be in memory as text."""
    if format not in FORMATS:
        raise KgError(f"no format {format!r}; choose one of {', '.join(FORMATS)}")
    make = FORMATS[format].make
    made = _openie(store, progress) if make is _openie else make(store)
    return iter([made]) if isinstance(made, str) else made


def write(store: Store, format: str, path: str | Path, *, progress: Progress | None = None) -> None:
    """Write an export to the file `path`; OutputError when that cannot be written."""
    write_text(path, pieces(store, format, progress=progress))


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
