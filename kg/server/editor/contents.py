"""What the page at `/query` is made of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.explorer.inlining import policy
from kg.model import EntityType, Modality
from kg.querying.prepared import questions
from kg.terms import terms
from kg.vocab import PREFIXES

POLICY = policy((), also=dict.fromkeys(("script-src", "style-src", "connect-src"), "'self'"))
"""The Content-Security-Policy of the page: it runs and asks only what this server has."""

_MEDIA_TYPES = {"css": "text/css", "js": "text/javascript", "json": "application/json"}
_SHARED = "TYPE_COLOURS, make, words, direction, svg, plural, isWebAddress"
_FOLDER = "FOLDER"  # where the page has the address of the files beside it


@dataclass(frozen=True, slots=True)
class Contents:
    """The page and the files it asks for, by name, with their media types.

    `digest` changes when any of them does, so that browsers may keep each for good under an address
    with the digest in it.
    """

    page: bytes
    digest: str
    parts: dict[str, tuple[str, bytes]]


@cache
def contents() -> Contents:
    """All of it; the same for every store."""
    from kg.explorer.html import vis_network  # what draws is large, and not every server is asked

    own = {
        path.name: path.read_bytes()
        for path in (files("kg") / "server/editor/assets").iterdir()
        if path.name.rpartition(".")[2] in (*_MEDIA_TYPES, "html", "txt")
    }
    page = own.pop("page.html")
    explorer = files("kg") / "explorer/assets"
    parts = own | {
        "theme.css": (explorer / "core/theme.css").read_bytes(),
        # In the explorer's page, which is one file, this is part of one script; here, a module.
        "dom.js": (explorer / "core/dom.js").read_bytes() + f"\nexport {{ {_SHARED} }};\n".encode(),
        "vis-network.js": vis_network().encode(),
        "vocabulary.json": json.dumps(_vocabulary(), ensure_ascii=False).encode(),
    }
    digest = hashlib.sha256(b"".join(parts[name] for name in sorted(parts))).hexdigest()[:16]
    return Contents(
        page.replace(_FOLDER.encode(), f"query/{digest}".encode()),
        digest,
        {name: (_media_type(name), content) for name, content in parts.items()},
    )


def _media_type(name: str) -> str:
    return _MEDIA_TYPES.get(name.rpartition(".")[2], "text/plain")


def _vocabulary() -> dict[str, object]:
    """What the editor completes and offers: prefixes, terms, values of parameters, questions."""
    return {
        "prefixes": PREFIXES,
        "terms": [
            {
                "name": term.name,
                "kind": term.kind,
                "label": term.label,
                "definition": term.definition,
                "example": term.example,
            }
            for term in terms()
        ],
        "types": [kind.value for kind in EntityType],
        "modalities": [modality.value for modality in Modality],
        "questions": [
            {
                "name": question.name,
                "title": question.title,
                "about": question.description,
                "sparql": question.sparql,
            }
            for question in questions()
        ],
    }
