"""Takes the pictures of README.md and docs/: `python docs/screenshots.py`.

Needs what the tests need, and Chromium. The pictures show the article in `seeds/`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import kg

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"


@dataclass(frozen=True, slots=True)
class Picture:
    """A view of the explorer: how large in CSS pixels, light or dark, and how one gets there."""

    name: str
    width: int
    height: int
    scheme: str
    act: Callable[[Page], None]


def find(page: Page, name: str) -> None:
    """Search as a person does."""
    page.locator("#search").fill(name)
    page.keyboard.press("Enter")


def read_a_meeting(page: Page) -> None:
    """Choose a person, then the words of a meeting."""
    find(page, "lavrov")
    page.locator("#panel .statement", has_text="meets").first.locator(".evidence").click()


PICTURES = (
    Picture("explorer", 1400, 900, "light", read_a_meeting),
    Picture("explorer-dark", 1400, 900, "dark", lambda page: find(page, "cuba")),
    Picture("explorer-phone", 400, 800, "light", read_a_meeting),
)


def take(browser: Browser, html: Path, picture: Picture) -> None:
    """Open the page, act, and keep what is seen."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(html.as_uri())
    picture.act(page)
    page.wait_for_timeout(500)
    page.screenshot(path=IMAGES / f"{picture.name}.png")
    page.close()


def main() -> None:
    """Build the seed's graph, draw it, and take all pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("no Chromium on this machine (Debian: apt-get install chromium)")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        html = Path(folder, "explorer.html")
        with kg.open_store(":memory:") as store:
            kg.build([ROOT / "seeds"], store=store)
            kg.write_text(html, kg.page(store))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for picture in PICTURES:
            take(browser, html, picture)
            print(f"docs/images/{picture.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
