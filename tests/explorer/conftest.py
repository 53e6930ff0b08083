"""A real Chromium, and pages open in it that report whatever they should not do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import CHROMIUM, QUIET, Open, Opened
from playwright.sync_api import Browser, Route, sync_playwright


# Not for the session: while it runs, no other test could start an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML from disk; at the end no page may have complained."""
    opened: list[Opened] = []

    def open_it(
        html: str, *, width: int = 1400, height: int = 900, scheme: str = "light"
    ) -> Opened:
        path = tmp_path / f"page-{len(opened)}.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        result = Opened(page)
        opened.append(result)

        def refuse(route: Route) -> None:
            if route.request.url != path.as_uri():
                result.complaints.append(f"request: {route.request.url}")
                route.abort()
            else:
                route.continue_()

        page.route("**/*", refuse)
        page.on(
            "console", lambda said: result.complaints.append(f"console {said.type}: {said.text}")
        )
        page.on("pageerror", lambda error: result.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: result.complaints.append(f"dialog: {dialog.message}"))
        page.goto(path.as_uri())
        return result

    yield open_it
    for result in opened:
        result.page.wait_for_timeout(30)  # what the browser has to say arrives a moment later
        result.page.close()
        assert result.complaints == []
