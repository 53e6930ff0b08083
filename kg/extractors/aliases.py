"""Other names that no verb tells: "Karl Ode, alias Kako", "Ann Berg (née Holm)"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses.aliases import marked_aliases
from kg.model import Clause, Document, Statement
from kg.statements import tie


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """One statement for each name behind "alias", "aka", "née" or "formerly"."""
    return tuple(
        tie(document, who, "alsoKnownAs", name, "alsoKnownAs.mark")
        for who, name in marked_aliases(document.doc)
    )
