"""The scripts of the page share one scope, and none is forgotten."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

from kg.explorer.html import SCRIPTS, STYLES

ASSETS = Path(str(files("kg"))) / "explorer/assets"


def test_every_file_is_in_the_page() -> None:
    found = {path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*.*")}
    assert found == {*SCRIPTS, *STYLES, "core/page.html"}


def test_no_name_is_declared_twice() -> None:
    declared = re.compile(r"^(?:async )?(?:function|const|let|class) ([A-Za-z]\w*)", re.MULTILINE)
    names = Counter(
        name
        for script in SCRIPTS
        for name in declared.findall((ASSETS / script).read_text(encoding="utf-8"))
    )
    assert [name for name, times in names.items() if times > 1] == []
    assert len(names) > 200
