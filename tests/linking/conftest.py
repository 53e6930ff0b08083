"""The servers of `authorities`, for the tests of linking."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from authorities import Table, authority, served


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a SPARQL endpoint."""
    with authority(tmp_path_factory.mktemp("authority")) as url:
        yield url


@pytest.fixture
def service() -> Iterator[str]:
    """The address of a reconciliation service."""
    with served(Table) as url:
        yield url
