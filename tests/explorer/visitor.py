"""What a person does with the page, and sees on it."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from story_rows import ARTICLES, rows

from kg.explorer.html import render

HTML = render(rows(), ARTICLES, title="Harbour news")

_SPOT = """(label) => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const id = data.entities.findIndex((entity) => entity.label === label);
  const { network } = globalThis.newsKg;
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  const { left, top } = document.getElementById("network").getBoundingClientRect();
  return { x: x + left, y: y + top };
}"""


def spot(page: Page, label: object) -> tuple[float, float]:
    """Where the node of an entity is in the window."""
    at = page.evaluate(_SPOT, label)
    return at["x"], at["y"]


def choose(page: Page, name: str) -> None:
    """Find an entity by its name, with the keyboard."""
    page.keyboard.press("/")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text(name)


def shown_statements(page: Page) -> list[str]:
    return page.locator("#panel .sentence").all_text_contents()


def marked(page: Page) -> str:
    """The words of the article that are marked."""
    return "\n".join(page.locator("#reader mark").all_text_contents())
