"""Takes the pictures of README.md and docs/: `python docs/screenshots.py`.

Needs what the tests need, and Chromium. The pictures show the article in `seeds/`, or the ten in
`tests/news`, as `kg serve` shows them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import kg

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"
SEED, NEWS = ROOT / "seeds", ROOT / "tests/news"


@dataclass(frozen=True, slots=True)
class Picture:
    """A view: of which articles, at which path, how large in CSS pixels, and how one gets there."""

    name: str
    articles: Path
    path: str
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


def find_a_path(page: Page) -> None:
    """From one person to another."""
    find(page, "voss")
    page.locator("#panel-title").focus()
    page.keyboard.press("c")
    find(page, "niska")


def run_a_question(page: Page) -> None:
    """Choose a prepared question and run it."""
    page.get_by_role("button", name="Who met whom").first.click()
    page.get_by_role("button", name="Run").click()
    page.locator("table tbody tr").first.wait_for()


def look(page: Page) -> None:
    """Nothing more than opening."""


PICTURES = (
    Picture("explorer", SEED, "", 1400, 900, "light", read_a_meeting),
    Picture("explorer-path", NEWS, "", 1400, 900, "dark", find_a_path),
    Picture("explorer-phone", SEED, "", 400, 800, "light", read_a_meeting),
    Picture("query", NEWS, "query", 1400, 900, "light", run_a_question),
    Picture("entity", SEED, "entity/ricardo-cabrisas", 1400, 900, "light", look),
)


@contextmanager
def served(articles: Path) -> Iterator[str]:
    """The address of a server of these articles' graph."""
    with tempfile.TemporaryDirectory() as folder:
        kg.build(articles, store=folder)
        command = [sys.executable, "-m", "kg", "serve", "--store", folder, "--port", "0"]
        server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            assert server.stdout is not None
            found = (re.search(r"http://[\w.:]+", line) for line in server.stdout)
            yield next(address.group() for address in found if address)
        finally:
            server.terminate()
            server.wait()


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Open the page, act, and keep what is seen."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(f"{address}/{picture.path}")
    picture.act(page)
    page.wait_for_timeout(500)
    page.screenshot(path=IMAGES / f"{picture.name}.png")
    page.close()
    print(f"docs/images/{picture.name}.png")


def main() -> None:
    """Serve each graph and take its pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("no Chromium on this machine (Debian: apt-get install chromium)")
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for articles in (SEED, NEWS):
            with served(articles) as address:
                for picture in PICTURES:
                    if picture.articles == articles:
                        take(browser, address, picture)
        browser.close()


if __name__ == "__main__":
    main()
