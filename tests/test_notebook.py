"""The notebook runs from a clean kernel, and shows what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="needs pip install '.[notebook]'")
nbclient = pytest.importorskip("nbclient", reason="needs pip install '.[notebook]'")

NOTEBOOK = Path(__file__).parent.parent / "notebooks" / "explore.ipynb"


def test_the_notebook_builds_asks_and_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(NOTEBOOK.parent.parent))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "commit it without outputs"
    nbclient.NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(NOTEBOOK.parent)}},
    ).execute()
    results = [
        output.data
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if output.output_type == "execute_result"
    ]
    assert sum("<table" in data.get("text/html", "") for data in results[:-1]) == 3
    assert results[-1]["text/html"].startswith("<iframe srcdoc=")
