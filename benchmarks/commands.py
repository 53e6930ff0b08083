"""What the benchmarks share with the command line: their options, and `kg` run on rows of text."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path


def parser(docstring: str | None) -> argparse.ArgumentParser:
    """The options that every benchmark has; a module's docstring is its help."""
    found = argparse.ArgumentParser(
        description=docstring, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    found.add_argument("--shared", type=Path, required=True, help="where the data lie")
    return found


def build_and_export(rows: Iterable[str], form: str, hash_seed: str = "0") -> bytes:
    """What `kg export --format form` gives of a fresh store with rows of JSON Lines."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    with tempfile.TemporaryDirectory() as folder:
        source, store = Path(folder, "rows.jsonl"), Path(folder, "store")
        text = "".join(f"{row}\n" for row in rows)
        source.write_text(text, encoding="utf-8", newline="\n")
        kg = [sys.executable, "-m", "kg"]
        build = [*kg, "build", str(source), "--store", str(store)]
        subprocess.run(build, check=True, env=environment, stdout=subprocess.DEVNULL)
        export = [*kg, "export", "--format", form, "--store", str(store)]
        return subprocess.run(export, check=True, env=environment, stdout=subprocess.PIPE).stdout
