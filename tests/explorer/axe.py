"""axe-core, put to a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / ".ci/javascript/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def findings(page: Page) -> list[str]:
    """What axe has to say, one line for each element."""
    # The page's policy admits no script of ours; the debugger's way in is outside of it.
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
    run = f"axe.run({{ runOnly: {RULES} }})"
    result: dict[str, Any] = session.send(
        "Runtime.evaluate", {"expression": run, "awaitPromise": True, "returnByValue": True}
    )["result"]["value"]
    assert len(result["passes"]) > 20, "axe has looked at the page"
    return [
        f"{violation['impact']} {violation['id']}: {node['html'][:150]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
