"""The page in a real Chromium. Every test also fails on any request, console line or violation."""

from __future__ import annotations

import pytest
from chromium import Open
from playwright.sync_api import Page, expect
from story_rows import (
    ARTICLES,
    BASE,
    BRINK,
    HARBOUR_ARTICLE,
    LEVI,
    OKAFOR,
    WELLS,
    entity,
    row,
    rows,
)
from visitor import HTML, marked, shown_statements, spot

from kg.explorer.html import ArticleText, render


def click_node(page: Page, label: object) -> None:
    page.mouse.click(*spot(page, label))


def click_edge(page: Page, one: object, two: object) -> None:
    (ax, ay), (bx, by) = spot(page, one), spot(page, two)
    page.mouse.click((ax + bx) / 2, (ay + by) / 2)


def test_it_opens_on_all_statements_in_words(open_page: Open) -> None:
    page = open_page(HTML).page
    assert len(shown_statements(page)) == len(rows())
    expect(page.locator("#summary")).to_contain_text("25 statements · 2 articles")
    assert "Tomas Wells not: meets Mara Okafor" in shown_statements(page)


def test_a_node_shows_what_is_known_with_offices_first(open_page: Open) -> None:
    page = open_page(HTML).page
    click_node(page, BRINK["label"])
    expect(page.locator("#panel-title")).to_have_text("Ada Brink")
    groups = page.locator("#panel .group h3 bdi").all_text_contents()
    assert groups[0] == "Offices"
    assert {"meets", "chairs", "visits"} <= set(groups)
    meeting = page.locator(".statement", has_text="on Monday")
    expect(meeting.locator(".marks")).to_contain_text("in Port Anvil")


def test_an_edge_shows_its_statements_and_the_first_is_read(open_page: Open) -> None:
    page = open_page(HTML).page
    click_edge(page, BRINK["label"], WELLS["label"])
    assert shown_statements(page) == ["Ada Brink meets Tomas Wells"] * 2
    assert marked(page) == "met her Sudrian colleague Tomas Wells in Port Anvil on Monday"


def test_the_marked_words_are_the_evidence_also_behind_emoji(open_page: Open) -> None:
    page = open_page(HTML).page
    evidence = page.locator("#panel .evidence")
    for number, statement in enumerate(rows()):
        evidence.nth(number).click()
        assert marked(page) == statement["text"]
        expect(page.locator("#reader mark")).to_be_in_viewport()


def test_the_article_is_shown_as_it_is(open_page: Open) -> None:
    page = open_page(HTML).page
    page.locator("#panel .evidence").first.click()
    lines = page.locator(".article-text > *").all_text_contents()
    assert lines == [line for line in HARBOUR_ARTICLE.text.split("\n") if line]


def test_a_claim_names_its_speaker_and_a_plan_says_so(open_page: Open) -> None:
    page = open_page(HTML).page
    claim = page.locator(".statement", has_text="Norland allied with Sudria")
    expect(claim.locator(".marks")).to_contain_text("according to Tomas Wells")
    plan = page.locator(".statement", has_text="Ada Brink visits Sudria")
    expect(plan.locator(".marks")).to_contain_text("planned")


def test_search_by_keyboard_ignores_accents_and_case(open_page: Open) -> None:
    page = open_page(HTML).page
    page.keyboard.press("/")
    page.keyboard.type("OKÁF")
    expect(page.locator("#found [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("Mara Okafor")
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel-title")).to_contain_text("All statements")


def test_statements_are_read_by_keyboard(open_page: Open) -> None:
    page = open_page(HTML).page
    evidence = page.locator("#panel .evidence").nth(2)
    evidence.focus()
    page.keyboard.press("Enter")
    assert marked(page) == rows()[2]["text"]
    expect(evidence).to_have_attribute("aria-pressed", "true")


def test_names_in_the_list_lead_to_their_entity(open_page: Open) -> None:
    page = open_page(HTML).page
    page.locator("#panel .entity", has_text="Straits Commission").first.click()
    expect(page.locator("#panel-title")).to_have_text("Straits Commission")


@pytest.mark.parametrize(
    ("key", "gone"),
    [
        ("Person", "Ada Brink chairs Straits Commission"),
        ("planned", "Ada Brink visits Sudria"),
        ("claim", "Norland allied with Sudria"),
        ("negated", "Tomas Wells not: meets Mara Okafor"),
    ],
)
def test_the_legend_hides_and_shows_again(open_page: Open, key: str, gone: str) -> None:
    page = open_page(HTML).page
    button = page.locator(f".legend [data-key={key}]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert gone not in shown_statements(page)
    assert "Selkie Institute located in Port Anvil" in shown_statements(page)
    button.click()
    assert gone in shown_statements(page)


def test_hidden_types_leave_the_drawing(open_page: Open) -> None:
    page = open_page(HTML).page
    kinds = (
        "newsKg.network.body.data.nodes.get().filter(({ hidden }) => !hidden).map((n) => n.kind)"
    )
    assert "Person" in page.evaluate(kinds)
    page.locator(".legend [data-key=Person]").click()
    assert set(page.evaluate(kinds)) == {"Organization", "Country", "City", "Thing"}


def test_focus_opens_on_its_entity(open_page: Open) -> None:
    page = open_page(render(rows(), ARTICLES, title="Test", focus="Okafor")).page
    expect(page.locator("#panel-title")).to_have_text("Mara Okafor")
    expect(page.locator("#summary")).to_contain_text("Around Mara Okafor")


def test_right_to_left_names_are_isolated(open_page: Open) -> None:
    page = open_page(HTML).page
    click_node(page, LEVI["label"])
    sentence = page.locator("#panel .sentence", has_text="thanks")
    assert sentence.text_content() == "עדי לוי thanks Ada Brink"
    name, relation = sentence.locator("bdi").nth(0), sentence.locator(".relation")
    left, right = name.bounding_box(), relation.bounding_box()
    assert left and right and left["x"] < right["x"], "the sentence itself runs left to right"


@pytest.mark.parametrize("width", [400, 1400, 2500])
def test_nothing_is_wider_than_the_window(open_page: Open, width: int) -> None:
    page = open_page(HTML, width=width).page
    click_node(page, OKAFOR["label"])
    expect(page.locator("#panel-title")).to_have_text("Mara Okafor")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_narrow_screen_the_article_opens_over_the_list_and_closes(open_page: Open) -> None:
    page = open_page(HTML, width=400, height=800).page
    expect(page.locator("#reader")).to_be_hidden()
    page.locator("#panel .evidence").nth(3).click()
    expect(page.locator("#reader mark")).to_be_in_viewport()
    page.locator("#reader .close").click()
    expect(page.locator("#reader")).to_be_hidden()


def test_dark_and_light_have_colours_of_their_own(open_page: Open) -> None:
    colours = {
        scheme: open_page(HTML, scheme=scheme).page.evaluate(
            "[getComputedStyle(document.body).backgroundColor,"
            " newsKg.network.body.nodes[0].options.font.color]"
        )
        for scheme in ("light", "dark")
    }
    assert colours["light"][0] != colours["dark"][0]
    assert colours["light"][1] != colours["dark"][1]


def test_an_empty_graph_opens(open_page: Open) -> None:
    page = open_page(render([], [], title="Empty")).page
    expect(page.locator("#panel-title")).to_contain_text("All statements")


HOSTILE = [
    "<script>window.broken = 1</script>",
    "</script><script>window.broken = 1</script>",
    '"><img src=x onerror="window.broken = 1">',
    "<!--<script>",
    "javascript:window.broken=1",
    "{{ 7 * 7 }} ${7 * 7}",
    "line\u2028and\u2029paragraph",
    "\u202egnp.exe\u202c \u200f!",
    "👩‍🚀🏴‍☠️ & <b>bold</b>",
    "__proto__",
    "constructor",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(open_page: Open, text: str) -> None:
    body = f"{text}\n\n😀 {text} met {text} ."
    article = ArticleText(f"{BASE}article/{text} x", text, body, text, text, text)
    attacker = {**entity(f"a {text}", text, text), "names": [text, f"other {text}"]}
    victim = entity("victim", "Victim", "Person")
    hostile = row(article, attacker, "kg:meets", victim, f"😀 {text} met {text}")
    hostile["predicate"] = {"iri": f"{BASE}{text}", "label": text}
    hostile |= {"topic": text, "time_text": text, "place": {"text": text}, "rule": text}
    page = open_page(render([hostile], [article], title=text)).page

    assert page.title() == " ".join(text.split()) or text in page.title()
    assert page.locator("#title").text_content() == text
    assert shown_statements(page) == [f"{text} {text} Victim"]
    click_node(page, text)
    assert page.locator("#panel-title").text_content() == text
    assert marked(page) == f"😀 {text} met {text}"
    assert page.locator(".article-text > *").first.text_content() == text
    page.locator("#search").fill(text)
    assert page.locator("#found bdi").first.text_content() == text
    assert page.evaluate("window.broken") is None
    assert page.locator("img, b, a[href^=javascript]").count() == 0


def test_only_web_addresses_become_links(open_page: Open) -> None:
    articles = [
        ArticleText(f"{BASE}article/{number}", "Title", "Title\n\nText.", url=url)
        for number, url in enumerate(["https://example.org/a", "javascript:alert(1)", "file:///x"])
    ]
    statements = [row(article, BRINK, "kg:says", "so", "Text") for article in articles]
    page = open_page(render(statements, articles, title="Test")).page
    links = []
    for number in range(3):
        page.locator(".evidence").nth(number).click()
        links.append(page.locator("#reader a").count())
    assert links == [1, 0, 0]


def test_a_lone_surrogate_does_not_break_the_page(open_page: Open) -> None:
    article = ArticleText(f"{BASE}article/s", "A \ud800 title", "A \ud800 title\n\nBrink spoke.")
    statement = row(article, BRINK, "kg:says", "so", "Brink spoke")
    page = open_page(render([statement], [article], title="A \ud800 title")).page
    page.locator(".evidence").click()
    assert marked(page) == "Brink spoke"


def test_the_policy_admits_no_foreign_script(open_page: Open) -> None:
    opened = open_page(HTML)
    opened.page.evaluate(
        "() => { const script = document.createElement('script');"
        " script.append('window.broken = 1'); document.body.append(script); }"
    )
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("window.broken") is None
    assert opened.complaints, "the browser says what it refused"
    opened.complaints.clear()  # this test provoked them


def test_every_view_has_a_link_and_back_leads_to_the_one_before(open_page: Open) -> None:
    page = open_page(HTML).page
    click_node(page, BRINK["label"])
    page.locator("#panel .entity", has_text="Straits Commission").first.click()
    page.locator(".legend [data-key=planned]").click()
    link = page.evaluate("location.href")
    page.go_back()
    expect(page.locator(".legend [data-key=planned]")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(page.locator("#panel-title")).to_have_text("Ada Brink")
    page.go_forward()
    page.go_forward()
    assert page.evaluate("location.href") == link

    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#panel-title")).to_have_text("Straits Commission")
    expect(page.locator(".legend [data-key=planned]")).to_have_attribute("aria-pressed", "false")


def test_a_link_to_what_is_not_there_opens_the_page(open_page: Open) -> None:
    page = open_page(HTML).page
    page.goto(
        page.url + "#entity=https%3A%2F%2Fexample.org%2Fnobody&statement=__proto__&manner=x+%25"
    )
    page.reload()
    expect(page.locator("#panel-title")).to_contain_text("All statements")
