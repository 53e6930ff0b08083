"""axe-core finds nothing wrong with the page (rules of WCAG 2.2, levels A and AA)."""

from __future__ import annotations

import pytest
from axe import AXE, findings
from chromium import Open
from visitor import HTML

pytestmark = pytest.mark.skipif(
    not AXE.exists(), reason="no axe-core here (npm ci --prefix .ci/javascript)"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1400])
def test_the_page_as_it_opens(open_page: Open, width: int, scheme: str) -> None:
    opened = open_page(HTML, width=width, scheme=scheme)
    assert findings(opened.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_in_use(open_page: Open, scheme: str) -> None:
    page = open_page(HTML, scheme=scheme).page
    page.locator("#panel .entity").first.click()
    page.locator("#panel .evidence").first.click()
    page.locator(".legend button").first.click()
    page.locator("#search").fill("a")
    assert findings(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1400])
def test_the_page_with_filters_open(open_page: Open, width: int, scheme: str) -> None:
    page = open_page(HTML, width=width, scheme=scheme).page
    page.goto(f"{page.url}#time=2031-03-03..&manner=-claim&relation=kg:meets")
    page.reload()
    assert findings(page) == []
    page.locator("#menus").get_by_role("button", name="Filter").click()
    assert findings(page) == []


def test_the_menu_of_what_one_takes_away(open_page: Open) -> None:
    page = open_page(HTML).page
    page.locator("#reader a.name").first.click()
    page.get_by_role("button", name="Take away").click()
    assert findings(page) == []
