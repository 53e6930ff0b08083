"""The English pipeline: `load()` gives a spaCy `Language` with tags, trees, lemmas and names."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def load(pipeline: str | None = None) -> Language:
    """The language pipeline, loaded once per process.

    Its Docs carry `tag_` (Penn), `pos_` (UD), `lemma_`, `head` and `dep_` (UD with subtypes,
    `ROOT` for the root), `ents` (PER, ORG, LOC, MISC) and sentences. `pipeline` names another
    installed spaCy pipeline with UD labels; PipelineError if there is none of that name.
    """
    if "numpy" not in sys.modules:
        # OpenBLAS threads fight over the processor with onnxruntime on matrices this small.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with _no_garbage():
        if pipeline is None:
            # Compiled code reads the model while Python imports spaCy.
            with ThreadPoolExecutor(1) as beside:
                reading = beside.submit(_read_model)
                _import_spacy()
                reading.result()
            from kg.language.pipeline import english

            return english()
        _import_spacy()
        from kg.language.pipeline import other

        return other(pipeline)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Do not look for garbage, which takes a tenth of an import: what is imported stays."""
    looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked_for:
            gc.enable()


def _read_model() -> None:
    from kg.language.shipped import model

    model()


def _import_spacy() -> None:
    """Import spaCy without its commands: they take a third of the time, and nobody here calls them.

    It imports them, with an HTTP client, only to offer `spacy.info`, which loads them when called.
    """
    if "spacy" in sys.modules:
        return
    commands, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    info.info = _info  # type: ignore[attr-defined]
    stand_ins = {module.__name__: module for module in (commands, info)}
    sys.modules.update(stand_ins)
    try:
        import spacy  # noqa: F401
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _info(*args: object, **options: object) -> object:
    """`spacy.info`, its module imported at the first call."""
    from spacy.cli.info import info

    return info(*args, **options)  # type: ignore[arg-type]
