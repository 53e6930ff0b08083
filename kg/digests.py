"""Fingerprints: whether an article was read before, as it is, by this very program."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib import metadata
from pathlib import Path

from kg.model import Article

_PACKAGE = Path(__file__).parent
_READ_BY = ("*.py", "*.toml", "*.tsv", "*.ttl", "*.onnx", "*.json", "*.gz", "*.npz")


def article_digest(article: Article, pipeline: str | None = None) -> str:
    """Sixty-four hex digits, other ones when what the article says or how it is read changes.

    Where it was read (`article.source`) does not count. `pipeline` names another spaCy pipeline.
    """
    fields = asdict(article) | {"source": None}
    parts = [fields, program(), pipeline, _version(pipeline)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@cache
def program() -> str:
    """All of the package that has a part in reading; 30 MB, hashed in 30 ms."""
    digest = hashlib.blake2b()
    for path in sorted(p for kind in _READ_BY for p in _PACKAGE.rglob(kind)):
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _version(pipeline: str | None) -> str | None:
    try:
        return None if pipeline is None else metadata.version(pipeline)
    except (metadata.PackageNotFoundError, ValueError):
        return None  # a directory
