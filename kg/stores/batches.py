"""Articles into a store many at a time: one transaction for a batch of them is much the fastest.

A batch is full when it has so many triples, which bounds the memory it takes, or when it is so old,
which bounds the work that is lost when the program is killed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from kg.contribution import Contribution
from kg.errors import KgError, TooMuchError
from kg.stores.base import Store

TRIPLES, SECONDS = 120_000, 10.0

Told = Callable[[Exception | None], None]
"""Called when an article is in the store, or with the error that keeps it out."""


class Batches:
    """Puts what articles bring into a store, in a `with` block, at the end of which all is in.

    So it is when the block is left by an error or by Ctrl-C. StoreError when the store is gone.
    """

    def __init__(self, store: Store) -> None:
        """Nothing is put in yet."""
        self._store = store
        self._batch: list[tuple[Contribution, Told]] = []
        self._triples, self._since, self._most = 0, 0.0, TRIPLES

    def __enter__(self) -> Self:
        """These batches."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put in what is left, unless it was the store that failed."""
        if not isinstance(error, KgError):
            self.put()

    def add(self, contribution: Contribution, told: Told) -> None:
        """Put in what an article brings, now or with others."""
        if not self._batch:
            self._triples, self._since = 0, time.monotonic()
        self._batch.append((contribution, told))
        self._triples += len(contribution.own) + len(contribution.shared)
        if self._triples >= self._most or time.monotonic() >= self._since + SECONDS:
            self.put()

    def put(self) -> None:
        """Put in all that was added so far."""
        batch, self._batch = self._batch, []
        if batch:
            self._put(batch)

    def _put(self, batch: list[tuple[Contribution, Told]]) -> None:
        try:
            self._store.replace_all([contribution for contribution, _ in batch])
        except Exception as error:
            is_too_much = isinstance(error, TooMuchError)
            if isinstance(error, KgError) and not (is_too_much and len(batch) > 1):
                raise
            if len(batch) > 1:  # what one article trips must not keep the others out
                if is_too_much:
                    self._most = max(self._most // 2, 1)
                self._put(batch[: len(batch) // 2])
                self._put(batch[len(batch) // 2 :])
            else:
                batch[0][1](error)
        else:
            for _, told in batch:
                told(None)
