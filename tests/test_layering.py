"""Imports run one way, as the design draws them; a new module must be given its place here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
# Each layer may import from those above it and, inside one top-level module, from its parts.
LAYERS = (
    {"datelines", "errors", "model", "slugs"},
    {"vocab", "lexicons"},
    {"gazetteer"},
    {"predicates", "terms", "naming", "matching", "contribution"},
    {"times", "language"},
    {"trees"},
    {"headlines", "hints"},
    {"articles", "analysis", "digests"},
    {"clauses"},
    {"rules"},
    {"statements", "wording", "openie"},
    {"extractors"},
    {"resolve"},
    {"rdf", "dataset"},
    {"stores"},
    {"identity"},
    {"linking"},
    {"querying", "validation"},
    {"views"},
    {"explorer"},
    {"server"},
    {"report", "curation", "reconciliation"},
    {"pipeline"},
    {"cli", "testing"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
ENTRIES = {PACKAGE / "__init__.py", PACKAGE / "__main__.py"}
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p not in ENTRIES)


def imported(path: Path) -> Iterator[str]:
    """The modules of kg that a file imports, without the leading "kg."; "" for kg itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import; write it in full"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found = {name.partition(".")[2] for name in names if name.split(".")[0] == "kg"}
        yield from found - {"__version__"}  # in kg/__init__.py, which imports nothing by itself


def top(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    here = top(path)
    assert here in LEVEL, f"give kg.{here} its layer in {Path(__file__).name}"
    for name in imported(path):
        there = name.partition(".")[0]
        if here == "cli" and there not in LEVEL:
            continue  # the commands call the public verbs of the package itself
        assert there in LEVEL, f"kg.{here} imports kg.{name}, which has no layer"
        assert there == here or LEVEL[there] < LEVEL[here], f"kg.{here} may not import kg.{name}"


def test_extractors_never_import_each_other() -> None:
    files = [p for p in (PACKAGE / "extractors").glob("*.py") if p.stem != "__init__"]
    for path in files:
        others = {f"extractors.{p.stem}" for p in files if p != path}
        taken = {".".join(name.split(".")[:2]) for name in imported(path)}
        assert not taken & others, f"{path.name} imports a sibling"
