"""What can be asked for candidates: a SPARQL endpoint, or a reconciliation service.

`open_target(url)` finds out which of them answers at an address.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from kg.linking.choosing import Candidate, Subject
from kg.linking.targets.http import Connection
from kg.linking.targets.service import Service, manifest_of
from kg.linking.targets.sparql import SparqlTarget

__all__ = ["Service", "SparqlTarget", "Target", "open_target"]


class Target(Protocol):
    """Something that knows entities by names; `batch` is how many it is asked about at once."""

    name: str
    batch: int

    def candidates(self, subjects: Sequence[Subject]) -> list[Collection[Candidate]]:
        """What may be each of `subjects`, in order; LinkError when there is no good answer."""

    def close(self) -> None:
        """Let go of the connections."""


def open_target(url: str, *, scan: bool = False, seconds: float = 30) -> Target:
    """The target at an address: a reconciliation service if it shows the manifest of one.

    With `scan`, all names at a SPARQL endpoint are read, for those that are spelt otherwise there.
    `seconds` is how long to wait for an answer. LinkError when nothing answers.
    """
    connection = Connection(url, seconds)
    manifest = manifest_of(connection)
    if manifest is not None:
        return Service(connection, manifest)
    return SparqlTarget(connection, scan=scan)
