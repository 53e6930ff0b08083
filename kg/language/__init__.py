"""The English pipeline: `load()` gives a spaCy `Language` with tags, trees, lemmas and names."""

from __future__ import annotations

import os
import sys
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
    from kg.language.pipeline import english, other  # heavy imports only when needed

    return english() if pipeline is None else other(pipeline)
