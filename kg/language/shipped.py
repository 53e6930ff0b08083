"""The model that comes with the program: its network and the rules for lemmas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from kg.errors import PipelineError
from kg.language.lemmas import Lemmatiser, Rules
from kg.language.network import Network


@dataclass(frozen=True)
class Model:
    """What reads a sentence: scores for its words, and their lemmas."""

    network: Network
    lemmatise: Lemmatiser


@cache
def model() -> Model:
    """The shipped model, read once per process; PipelineError where it is missing."""
    with as_file(files("kg") / "data" / "model") as folder:
        if not (folder / "model.onnx").exists():
            raise PipelineError(
                f"the language model is missing from {folder}; reinstall news-kg, "
                "or name another pipeline"
            )
        return Model(Network(folder), Lemmatiser(Rules.read(folder / "lemmas.json.gz")))
