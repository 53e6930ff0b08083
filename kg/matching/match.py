"""What a comparison of two names says."""

from __future__ import annotations

from dataclasses import dataclass

THRESHOLD = 0.88
"""From this score on, names are forms of one name; below it they need other evidence."""


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is 0 (surely two) to 1 (the same name); `reasons` say in words what made it so."""

    score: float
    reasons: tuple[str, ...]


SAME_NAME = Match(1.0, ("same name",))
