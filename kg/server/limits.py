"""How much one request may take."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What is more than this is cut off with an error that says so."""

    seconds: float = 30.0
    """How long a query or an update may run."""
    memory: int = 1024 * MIB
    """How many bytes of memory it may take, beyond what an idle worker takes (not on Windows)."""
    rows: int = 1_000_000
    """How many rows or triples an answer may have."""
    answer: int = 256 * MIB
    """How many bytes an answer may have."""
    body: int = 4 * MIB
    """How many bytes a request may have."""
    patience: float = 20.0
    """How many seconds a request waits for a free worker."""
