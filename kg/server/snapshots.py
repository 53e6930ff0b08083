"""Copies of the store to read from, while builds go on in the store itself.

Oxigraph locks a store for its only writer, and what reads beside a writer is undefined. So the
store is opened only for a moment, to make a backup of it (hard links, which cost no space), and
everyone reads the backup. A build in another process finds the store free, and its end is seen by
the store's files.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import tempfile
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: nothing is cleaned up after a server that was killed
    fcntl = None  # type: ignore[assignment]

_PREFIX = ".kg-serve-"
Signature = tuple[tuple[str, int], ...]


def signature(store: Path) -> Signature:
    """What changes when the data does: the store's table files, and its log if that has content.

    Opening a store without writing to it changes neither.
    """
    found = []
    with contextlib.suppress(OSError):  # a file may go while the directory is read
        for entry in os.scandir(store):
            is_log = entry.name.endswith(".log")
            if is_log or entry.name.endswith(".sst"):
                size = entry.stat().st_size
                if size or not is_log:
                    found.append((entry.name, size))
    return tuple(sorted(found))


def is_locked(store: Path) -> bool:
    """Whether another process has the store open, found out without opening it (not on Windows)."""
    if fcntl is None:
        return False
    try:
        with (store / "LOCK").open("r+b") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


class Workspace:
    """A directory beside the store (for hard links) with the snapshots and answers; `close` it.

    What a killed server left behind is removed first: each holds a lock on its directory.
    """

    def __init__(self, store: Path) -> None:
        """OSError when there is no place for it, beside the store or among temporary files."""
        beside = store.resolve().parent
        _remove_left_behind(beside)
        try:
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=beside))
        except OSError:  # a directory that may only be read: the snapshots are copies then
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = _locked(self.path)
        self._numbers = itertools.count(1)

    def new(self) -> Path:
        """A path for the next snapshot or answer; nothing is there yet."""
        return self.path / str(next(self._numbers))

    def close(self) -> None:
        """Remove all of it."""
        if self._lock is not None:
            os.close(self._lock)
        shutil.rmtree(self.path, ignore_errors=True)


def _locked(directory: Path) -> int | None:
    """A descriptor that holds the directory's lock; None if another process does, or on Windows."""
    if fcntl is None:
        return None
    descriptor = os.open(directory / "owner", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _remove_left_behind(parent: Path) -> None:
    for directory in parent.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            descriptor = _locked(directory)
            if descriptor is not None:
                shutil.rmtree(directory, ignore_errors=True)
                os.close(descriptor)
