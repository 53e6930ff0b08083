"""Where Chromium is, how it is started, and a page in it that keeps whatever it complains of."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

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
