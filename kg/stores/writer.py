"""One writer at a time to a graph on a server, as an embedded store has its LOCK.

A server has no lock for strangers, so a note in a graph of its own says who writes, and when they
last did. It is no secret and no guard against others than `kg`. A writer that was killed is known
by its process, on the same machine, and elsewhere by its silence.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import StoreError
from kg.stores.contributions import HIDDEN

if TYPE_CHECKING:
    from kg.stores.remote import RemoteStore

WRITING = ox.NamedNode(f"{HIDDEN}writing")
"""The hidden graph of the notes."""
SILENCE = 600
"""Seconds without a sign of life after which a writer is taken for gone."""
_RENEWED = 60  # seconds after which a writer says again that it is there
_SEEN = ox.NamedNode(f"{HIDDEN}seen")
_HOST = hashlib.sha256(platform.node().encode()).hexdigest()[:12]


def _name(process: int) -> ox.NamedNode:
    return ox.NamedNode(f"{HIDDEN}writer:{_HOST}-{process}")


class Writer:
    """Whether this process may write to the graph of a store, from its first write until `end`."""

    def __init__(self, store: RemoteStore) -> None:
        """Nothing is asked or said yet."""
        self._store = store
        self._note: ox.Triple | None = None
        self._since = 0.0

    def check(self, notes: Iterable[ox.Triple]) -> None:
        """StoreError when one of the notes in the graph WRITING is of another who writes now."""
        for note in notes:
            silent = max(0, int(time.time()) - int(note.object.value))  # type: ignore[union-attr]
            if note.subject == _name(os.getpid()) or silent > SILENCE or _is_gone(note.subject):
                continue
            raise StoreError(
                f"{self._store.name}: another kg process writes to this graph; wait until it has"
                f" ended, or {SILENCE // 60} minutes if it was killed on another machine"
            )

    def begin(self) -> None:
        """Say that this process writes, unless it has just done so.

        StoreError when another does. Of two that begin at once each sees the other, and neither
        writes, unless one is quick enough to see nobody.
        """
        if self._note and time.monotonic() < self._since + _RENEWED:
            return
        notes = self._store.hidden(WRITING)
        self.check(notes)
        note = ox.Triple(_name(os.getpid()), _SEEN, ox.Literal(int(time.time())))
        self._store.note_writer(notes - {note}, {note} - notes)
        self._note, self._since = note, time.monotonic()
        try:
            self.check(self._store.hidden(WRITING))
        except StoreError:
            self.end()
            raise

    def end(self) -> None:
        """Say that this process writes no more, if the server still listens."""
        if self._note:
            with contextlib.suppress(StoreError):
                self._store.note_writer({self._note}, ())
            self._note = None


def _is_gone(writer: object) -> bool:
    """Whether a writer was a process of this machine that has ended."""
    _, _, name = str(writer).strip("<>").rpartition(":")
    host, _, process = name.partition("-")
    if host != _HOST or os.name == "nt" or not process.isdecimal():  # Windows: 0 is a signal there
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:  # it is there, and somebody else's
        pass
    return False
