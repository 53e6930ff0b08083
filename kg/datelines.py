"""Where a report was written, as agencies put it before its first sentence.

"LIMA, May 14 (Agency) - A bus ...", "PORT HALDEN — The mayor ...", "KYIV, May 14. /AGENCY/. ...".
"""

from __future__ import annotations

import re

_CAPITAL = r"(?=[^\W\d_a-z])[^\W\d_][\w.’'-]*"
_PLACE = rf"{_CAPITAL}(?:\ (?:{_CAPITAL}|de|del|la|al)){{0,3}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH}\ \d{{1,2}}|\d{{1,2}}\ {_MONTH}|[A-Z][a-z]+day)(?:,?\ \d{{4}})?"
_AGENCY = r"(?:\([^()\n]{2,40}\)|/[^\W\d_][^/\n]{1,30}/\.?)"
_DASH = r"\s?(?:--|[-–—])\s"
_LINE = re.compile(
    rf"""[ \t]*(?P<places>{_PLACE}(?:(?:,\ |/){_PLACE})*?)
    (?:
        (?P<sure>[.,]?\ {_DATE}[.,]?\ ?(?:{_AGENCY}(?:{_DASH})?|{_DASH})|\ ?{_AGENCY}{_DASH})
        | {_DASH}
    )
    \s*(?=(?P<next>\S))""",
    re.VERBOSE,
)


def dateline_end(text: str, start: int) -> int | None:
    """Where the dateline that opens the line at `start` ends; None where the line has none.

    A dash alone is enough behind capitals only: "Harbour Watch - North" is no place. What goes on
    in small letters is no report: "U.S. - led forces".
    """
    found = _LINE.match(text, start)
    if found is None or found["next"].islower():
        return None
    capitals = found["places"].isupper() and len(found["places"].strip()) > 1
    return found.end() if found["sure"] or capitals else None


def is_dateline(text: str) -> bool:
    """Whether the text is a dateline and nothing else."""
    return dateline_end(text.strip() + _REPORT, 0) == len(text.strip()) + 1


def dateline_places(text: str) -> list[tuple[int, int]]:
    """Where the places stand in a text that is a dateline: "Lima", "Peru" in "Lima, Peru - "."""
    found = _LINE.match(text.strip() + _REPORT)
    if found is None:
        return []
    before = len(text) - len(text.lstrip()) + found.start("places")
    parts = re.finditer(r"[^,/]+", found["places"])
    return [(before + m.end() - len(m[0].lstrip()), before + m.end()) for m in parts]


_REPORT = " A"  # what a dateline stands before
