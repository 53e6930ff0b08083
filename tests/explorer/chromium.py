"""Where Chromium is, how it is started, and a page in it that keeps whatever it complains of."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Opened:
    """A page in the browser; `complaints` are its requests, console errors and CSP violations."""

    page: Page
    complaints: list[str] = field(default_factory=list)


Open = Callable[..., Opened]


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium; without one the tests are skipped."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@contextmanager
def blank_pages(browser: Browser) -> Iterator[Open]:
    """Gives empty pages; at the end none may have complained.

    Of each one may choose `width`, `height`, `scheme`, and whether it is on a `phone`, for fingers.
    """
    opened: list[Opened] = []

    def blank(
        *, width: int = 1400, height: int = 900, scheme: str = "light", phone: bool = False
    ) -> Opened:
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            has_touch=phone,
            is_mobile=phone,
        )
        result = Opened(page)
        opened.append(result)
        page.on(
            "console", lambda said: result.complaints.append(f"console {said.type}: {said.text}")
        )
        page.on("pageerror", lambda error: result.complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: result.complaints.append(f"dialog: {dialog.message}"))
        return result

    yield blank
    for result in opened:
        result.page.wait_for_timeout(30)  # what the browser has to say arrives a moment later
        result.page.close()
        assert result.complaints == []
