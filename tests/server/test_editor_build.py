"""The bundle of CodeMirror is what `editor/` builds from its lock file, byte for byte."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "editor"
BUILT = ROOT / "kg/server/editor/assets"


@pytest.mark.skipif(shutil.which("npm") is None, reason="no npm (Debian: apt-get install npm)")
def test_the_bundle_is_what_the_lock_file_builds(tmp_path: Path) -> None:
    folder = tmp_path / "editor"
    shutil.copytree(SOURCES, folder, ignore=shutil.ignore_patterns("node_modules"))
    npm = shutil.which("npm")
    assert npm is not None

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([npm, *words], cwd=folder, capture_output=True, text=True)

    installed = run("ci", "--ignore-scripts", "--no-fund", "--no-audit")
    if re.search("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH", installed.stderr):
        pytest.skip("npm reaches no registry")
    assert installed.returncode == 0, installed.stderr
    built = run("run", "build", "--", str(tmp_path))
    assert built.returncode == 0, built.stderr
    for name in ("codemirror.js", "codemirror.LICENSES.txt"):
        is_same = (tmp_path / name).read_bytes() == (BUILT / name).read_bytes()
        assert is_same, f"{name} is not what editor/ builds; there: npm ci && npm run build"


def test_the_licence_of_every_package_in_the_lock_file_is_told() -> None:
    packages = json.loads((SOURCES / "package-lock.json").read_text("utf-8"))["packages"]
    told = (BUILT / "codemirror.LICENSES.txt").read_text("utf-8")
    shipped = {path: known for path, known in packages.items() if path and not known.get("dev")}
    assert len(shipped) > 10
    for path, known in shipped.items():
        name = path.removeprefix("node_modules/")
        assert known["license"] == "MIT", f"{name}: look at its licence, and at pyproject.toml"
        assert f"{name} {known['version']} (MIT)" in told


def test_the_bundle_is_small_and_asks_nobody() -> None:
    bundle = (BUILT / "codemirror.js").read_text("ascii")
    assert len(bundle) < 500_000
    assert not re.search(r"\beval\(|new Function\(|fetch\(|XMLHttpRequest|sourceMappingURL", bundle)
