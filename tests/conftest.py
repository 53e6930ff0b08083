"""Makes tests/samples.py importable from every test, wherever it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from samples import council, harbour, store_of

from kg.stores import Store


@pytest.fixture
def store() -> Iterator[Store]:
    """Both invented articles in memory."""
    with store_of(harbour(), council()) as opened:
        yield opened
