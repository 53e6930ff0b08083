"""The statements as JSON Lines and as one table."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import cast

from kg.stores import Store
from kg.views.rows import Row, rows

# JSON allows these in strings, but many readers take them for line ends.
_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_ENDS = ("subject", "predicate", "object", "speaker", "place")


def jsonl(store: Store) -> str:
    """One JSON object per statement (DESIGN section 4)."""
    return "".join(json_line(row) for row in rows(store))


def json_line(row: Row) -> str:
    """A mapping as one line of JSON."""
    return json.dumps(row, ensure_ascii=False).translate(_LINE_ENDS) + "\n"


def csv_table(store: Store) -> str:
    """One row per statement; an end has a column with its label or words and one with its IRI.

    The table is for spreadsheets, and articles are written by strangers: what would be taken for
    a formula gets an apostrophe before it (OWASP, "CSV Injection"). JSON Lines have it as it is.
    """
    out = io.StringIO()
    flat = [_flat(row) for row in rows(store)]
    writer = csv.DictWriter(out, _columns(), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _no_formula(cell) for name, cell in row.items()} for row in flat)
    return out.getvalue()


def _no_formula(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def one_line(text: str) -> str:
    """`text` with spaces for line breaks and tabs, for readers of tables that know no others."""
    return " ".join(re.split(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", text))


def _columns() -> list[str]:
    plain = "modality negated speaker time time_start time_end time_text ended place topic"
    names = ["article", *_ENDS[:3], *plain.split(), "confidence", "start", "end", "text", "rule"]
    return [
        column for name in names for column in ((name, f"{name}_iri") if name in _ENDS else (name,))
    ]


def _flat(row: Row) -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in row.items():
        if name not in _ENDS:
            flat[name] = str(value).lower() if isinstance(value, bool) else value
            continue
        end = cast(dict[str, str], value or {})
        flat[name] = end.get("label") or end.get("text")
        flat[f"{name}_iri"] = end.get("iri")
    return flat
