"""What is worked out once for a document and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from spacy.tokens import Doc

_Value = TypeVar("_Value")


def once(doc: Doc, key: str, work: Callable[[], _Value]) -> _Value:
    """The value kept under `key`; the first call works it out."""
    if key not in doc.user_data:
        doc.user_data[key] = work()
    found: _Value = doc.user_data[key]
    return found
