"""What stands inside a page: which of it may run, and how data get there unharmed."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping


def policy(
    styles: Iterable[str], scripts: Iterable[str] = (), also: Mapping[str, str] | None = None
) -> str:
    """The Content-Security-Policy (CSP Level 3, section 2.3.1) that admits only these pieces.

    `also` has the directives that a page needs beside or instead of the usual, such as
    `{"connect-src": "'self'"}`.
    """
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(map(_hash, scripts)) or "'none'",
        "style-src": " ".join(map(_hash, styles)),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
    }
    return "; ".join(f"{name} {value}" for name, value in (directives | dict(also or {})).items())


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def escaped_json(data: object) -> str:
    """ASCII-only JSON without <, > and &, so that no text can end the element it stands in."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
