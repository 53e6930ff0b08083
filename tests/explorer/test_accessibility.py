"""axe-core finds nothing wrong with the page (rules of WCAG 2.2, levels A and AA)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from chromium import Open
from playwright.sync_api import Page
from story_rows import ARTICLES, rows

from kg.explorer.html import render

AXE = Path(__file__).parents[2] / ".ci/javascript/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = pytest.mark.skipif(
    not AXE.exists(), reason="no axe-core here (npm ci --prefix .ci/javascript)"
)


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1400])
def test_the_page_as_it_opens(open_page: Open, width: int, scheme: str) -> None:
    opened = open_page(render(rows(), ARTICLES, title="Harbour news"), width=width, scheme=scheme)
    assert findings(opened.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_in_use(open_page: Open, scheme: str) -> None:
    page = open_page(render(rows(), ARTICLES, title="Harbour news"), scheme=scheme).page
    page.locator("#panel .entity").first.click()
    page.locator("#panel .evidence").first.click()
    page.locator(".legend button").first.click()
    page.locator("#search").fill("a")
    assert findings(page) == []
