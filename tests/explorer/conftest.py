"""A real Chromium, and pages open in it that report whatever they should not do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from chromium import Open, Opened, blank_pages, started
from playwright.sync_api import Browser, Route


# Not for the session: while it runs, no other test could start an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as chromium:
        yield chromium


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML from disk; at the end no page may have complained."""
    numbers = count()

    with blank_pages(browser) as blank:

        def open_it(html: str, **look: int | str) -> Opened:
            path = tmp_path / f"page-{next(numbers)}.html"
            path.write_text(html, encoding="utf-8", newline="\n")
            result = blank(**look)

            def refuse(route: Route) -> None:
                if route.request.url != path.as_uri():
                    result.complaints.append(f"request: {route.request.url}")
                    route.abort()
                else:
                    route.continue_()

            result.page.route("**/*", refuse)
            result.page.goto(path.as_uri())
            return result

        yield open_it
