"""Finds what the given sources name, and reads its bytes: nothing here knows a format.

A `Found` is one file, one page or standard input; a directory becomes the files in it.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.articles.checks import MAX_BYTES, check_size, web_address
from kg.errors import InputError

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "rows",
    ".ndjson": "rows",
    ".nif": "turtle",
}
# A graph is no article, so RDF is read as NIF only when it is named, not when a directory has it.
NAMED_SUFFIXES = {
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".rdf": "rdfxml",
    ".jsonld": "jsonld",
}
METADATA_SUFFIXES = (".toml", ".json")

# A page carries scripts and styles beside its article.
MAX_PAGE_BYTES = 5 * MAX_BYTES
MAX_ROWS_BYTES = 2_000_000_000
_LIMITS = {"text": MAX_BYTES, "markdown": MAX_BYTES, "html": MAX_PAGE_BYTES}
_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Found:
    """The bytes of one source: `name` for messages, `stem` for the slug, `kind` of SUFFIXES.

    `path` is None for a page and for standard input; `url` is the address of a page.
    """

    name: str
    stem: str
    kind: str
    data: bytes
    path: Path | None = None
    url: str | None = None


Sources = str | Path | Iterable[str | Path]
"""One source or several: files, directories, web addresses, "-" for standard input."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Files in a directory that are of no kind of article: how many of each suffix."""

    suffixes: Counter[str]


def find(
    sources: Sources, *, stdin: BinaryIO | None = None
) -> Iterator[Found | PassedOver | InputError]:
    """What `sources` name, in order; a file that is named twice is found once."""
    seen: set[str] = set()
    for source in map(str, [sources] if isinstance(sources, str | Path) else sources):
        try:
            if source == "-":
                yield _standard_input(stdin or sys.stdin.buffer)
            elif source.lower().startswith(("http://", "https://")):
                yield _page(source)
            else:
                yield from _paths(source, seen)
        except InputError as error:
            yield error


def _paths(source: str, seen: set[str]) -> Iterator[Found | PassedOver | InputError]:
    path = Path(source)
    try:
        is_directory = path.is_dir()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        is_directory = False
    if is_directory:
        files, others, errors = _files_below(path)
        yield from errors
        if others:
            yield PassedOver(others)
        if not files and not errors:
            raise InputError(
                source, "holds no article", "put .txt, .md, .html, .jsonl or .nif files into it"
            )
    else:
        files = [path]
    for file in files:
        key = os.path.realpath(file) if "\0" not in source else source
        if key not in seen:
            seen.add(key)
            try:
                yield _file(file)
            except InputError as error:
                yield error


def _files_below(directory: Path) -> tuple[list[Path], Counter[str], list[InputError]]:
    """The articles in `directory` and below, sorted, and what else there is, by suffix.

    Hidden files are no articles, and nothing else either; nor are metadata.
    """
    files: list[Path] = []
    others: Counter[str] = Counter()
    errors: list[InputError] = []

    def refused(error: OSError) -> None:
        errors.append(_os_error(str(error.filename), error))

    for folder, folders, names in os.walk(directory, onerror=refused):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in names:
            path = Path(folder, name)
            suffix = path.suffix.lower()
            if name.startswith(".") or suffix in METADATA_SUFFIXES or not path.is_file():
                continue
            if suffix in SUFFIXES:
                files.append(path)
            else:
                others[suffix] += 1
    return sorted(files, key=lambda path: path.parts), others, errors


def _file(path: Path) -> Found:
    name = str(path)
    suffix = path.suffix.lower()
    if suffix in METADATA_SUFFIXES:
        raise InputError(
            name,
            "holds metadata, not an article",
            "give the article beside it, or one JSON object per line in a .jsonl file",
        )
    # What has another suffix or none is read as text: the bytes tell when it is none.
    kind = (SUFFIXES | NAMED_SUFFIXES).get(suffix, "text")
    limit = _LIMITS.get(kind, MAX_ROWS_BYTES)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise _os_error(name, error) from None
    check_size(len(data), limit, name)
    return Found(name, path.stem, kind, data, path=path)


def _os_error(name: str, error: Exception) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(name, "does not exist", "check the path, or the directory you are in")
    if isinstance(error, PermissionError):
        return InputError(name, "may not be read", "give yourself the right to read it (chmod +r)")
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(name, f"cannot be read ({reason})", "check the path")


def _standard_input(stdin: BinaryIO) -> Found:
    data = stdin.read(MAX_ROWS_BYTES + 1)
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"{"):
        kind = "rows"
    elif start.startswith((b"<!doctype", b"<html")):
        kind = "html"
    elif start.startswith((b"@prefix", b"@base", b"prefix ")):
        kind = "turtle"
    else:
        kind = "text"
    return Found("standard input", "", kind, data)


def _page(source: str) -> Found:
    url = web_address(source, source)
    request = urllib.request.Request(url, headers={"User-Agent": "news-kg"})
    deadline = time.monotonic() + _TIMEOUT
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:
            kind = _page_kind(response.headers.get_content_type(), source)
            data = _read_until(response, deadline, source)
    except urllib.error.HTTPError as error:
        error.close()
        raise InputError(
            source, f"the server answers {error.code} {error.reason}", "check the address"
        ) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise InputError(
            source, f"cannot be fetched ({reason})", "check the address and the connection"
        ) from None
    path = urllib.parse.urlsplit(url).path
    return Found(source, _page_stem(path), kind, data, url=url)


def _page_stem(path: str) -> str:
    segments = [urllib.parse.unquote(s) for s in path.split("/") if s]
    return Path(segments[-1]).stem if segments else ""


_RDF_TYPES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
}


def _page_kind(content_type: str, source: str) -> str:
    if "html" in content_type:
        return "html"
    if content_type in _RDF_TYPES:
        return _RDF_TYPES[content_type]
    if "json" in content_type:
        return "rows"
    if content_type == "text/markdown":
        return "markdown"
    if content_type.startswith("text/"):
        return "text"
    raise InputError(
        source, f"is {content_type}, not a page or a text", "save its text as .txt and give that"
    )


def _read_until(response: http.client.HTTPResponse, deadline: float, source: str) -> bytes:
    """All of `response`: the deadline also stops a server that sends byte after byte."""
    chunks: list[bytes] = []
    size = 0
    with contextlib.closing(response):
        while chunk := response.read1(65_536):
            chunks.append(chunk)
            size += len(chunk)
            check_size(size, MAX_PAGE_BYTES, source)
            if time.monotonic() > deadline:
                raise InputError(source, f"takes over {_TIMEOUT:.0f} s to answer", "try later")
    return b"".join(chunks)
