"""JSON Lines that people keep beside their articles: decisions on identity, and links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError

_REFERENCE = re.compile(r"[^\s#/]+(#[^\s#/]+)?")


def is_reference(text: str) -> bool:
    """Whether `text` can name an entity as articles call it: "lavrov", "harbour#lavrov"."""
    return _REFERENCE.fullmatch(text) is not None


def objects(
    path: str | Path, made_by: str, example: str
) -> Iterator[tuple[str, dict[str, object]]]:
    """The object of each line with its place ("links.jsonl:3"); empty lines and # are passed over.

    InputError when the file cannot be read, which names `made_by`, the command that writes such
    files, and for a line that is no object, which shows the `example`.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise InputError(
            str(path), f"cannot be read ({reason})", f"name a file that `{made_by}` wrote"
        ) from None
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            yield f"{path}:{number}", _object(line, f"{path}:{number}", example)


def _object(line: str, place: str, example: str) -> dict[str, object]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise InputError(place, "is no JSON object", f"write it as in {example}")
    return data
