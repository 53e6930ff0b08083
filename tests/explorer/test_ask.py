"""Searching, filtering and the timeline in a real Chromium, as a person does it.

Every test also fails on any request, console line or violation.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from chromium import Open
from playwright.sync_api import Locator, Page, expect
from story_rows import (
    ARTICLES,
    BASE,
    BRINK,
    HARBOUR_ARTICLE,
    NORLAND,
    WELLS,
    entity,
    row,
    rows,
)
from visitor import HTML, shown_statements

from kg.explorer.html import ArticleText, render

TITLE = "#panel-title"


def found(page: Page, query: str) -> list[str]:
    page.locator("#search").fill(query)
    return page.locator("#found [role=option] .name").all_text_contents()


def box(page: Page, facet: str, key: str) -> Locator:
    return page.locator(f'[data-facet={facet}] input[data-key="{key}"]')


def count_of(page: Page, facet: str, key: str) -> str | None:
    return page.locator(f'[data-facet={facet}] label:has([data-key="{key}"]) .count').text_content()


def filter_button(page: Page) -> Locator:
    return page.locator("#menus").get_by_role("button", name="Filter")


def chips(page: Page) -> list[str]:
    texts = page.locator("#filters .chip").all_text_contents()
    return [text.removeprefix("Remove the filter ").removesuffix("×") for text in texts]


def open_at(open_page: Open, html: str, link: str, **options: Any) -> Page:
    """The page as somebody opens it who was sent a link."""
    page = open_page(html, **options).page
    page.goto(page.url + link)
    page.reload()
    return page


# Search


def names_page() -> str:
    people = [
        entity("lukasz", "Łukasz Żółć", "Person", "Zolc-Brand"),
        entity("jiang", "江一", "Person"),
        entity("petrova", "Ирина Петрова", "Person"),
        entity("oneil", "Shane O'Neil", "Person", "S. O’Neil"),
        entity("un", "U.N. Council", "Organization"),
        entity("neil", "Neil Abernathy", "Person"),
    ]
    statements = [row(HARBOUR_ARTICLE, each, "kg:meets", WELLS, "Ada Brink") for each in people]
    statements.append(row(HARBOUR_ARTICLE, people[5], "kg:chairs", NORLAND, "Ada Brink"))
    return render(statements, ARTICLES, title="Names")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("lukasz zolc", "Łukasz Żółć"),
        ("ŁUKASZ", "Łukasz Żółć"),
        ("zolc łukasz", "Łukasz Żółć"),
        ("zolc brand", "Łukasz Żółć also Zolc-Brand"),
        ("jiang", "江一 JiangYi"),
        ("irina", "Ирина Петрова IrinaPetrova"),
        ("петр", "Ирина Петрова"),
        ("oneil", "Shane O'Neil"),
        ("o'neil", "Shane O'Neil"),
        ("un council", "U.N. Council"),
    ],
)
def test_names_are_found_however_they_are_typed(open_page: Open, query: str, name: str) -> None:
    page = open_page(names_page()).page
    assert found(page, query)[0].replace(" ", "") == name.replace(" ", "")


def test_the_words_that_match_are_bold_and_the_best_name_comes_first(open_page: Open) -> None:
    page = open_page(names_page()).page
    assert found(page, "neil") == ["Neil Abernathy", "Shane O'Neil"]
    assert page.locator("#found strong").all_text_contents() == ["Neil", "Neil"]
    found(page, "zol l")
    assert page.locator("#found strong").all_text_contents() == ["Ł", "Żół"]
    found(page, "oneil")
    assert page.locator("#found strong").first.text_content() == "O'Neil"


def test_search_is_a_combobox_for_the_keyboard(open_page: Open) -> None:
    page = open_page(HTML).page
    field = page.get_by_role("combobox", name="Find a name")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("o")
    expect(field).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")  # around, to the last
    expect(options.last).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.last.get_attribute("id")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("")
    page.keyboard.type("wells")
    page.keyboard.press("Enter")
    expect(page.locator(TITLE)).to_have_text("Tomas Wells")
    expect(page.locator(TITLE)).to_be_focused()


def test_a_name_that_nobody_has_says_so(open_page: Open) -> None:
    page = open_page(HTML).page
    page.locator("#search").fill("xyzzy")
    expect(page.locator("#found")).to_have_text("No such name")
    page.keyboard.press("Enter")
    expect(page.locator(TITLE)).to_contain_text("All statements")


def test_relations_and_headlines_are_found_too(open_page: Open) -> None:
    page = open_page(HTML).page
    found(page, "meets")
    page.keyboard.press("Enter")
    assert chips(page) == ["Relation: meets"]
    assert len(shown_statements(page)) == 3
    found(page, "ocean")
    page.keyboard.press("Enter")
    assert chips(page) == ["Relation: meets", "Article: Ocean institute opens in Port Anvil"]
    expect(page.locator("#reader")).to_contain_text("The Selkie Institute opened")


# Filters


def test_boxes_narrow_and_counts_follow_the_other_filters(open_page: Open) -> None:
    page = open_page(HTML).page
    filter_button(page).click()
    expect(page.get_by_role("dialog", name="Filter")).to_be_visible()
    assert count_of(page, "manner", "planned") == "3"
    assert count_of(page, "speaker", "article") == "23"
    box(page, "manner", "planned").check()
    assert len(shown_statements(page)) == 3
    assert count_of(page, "manner", "claim") == "2", "its own counts stay"
    assert count_of(page, "speaker", "article") == "3"
    assert count_of(page, "relation", "https://w3id.org/news-kg/ontology#opens") == "2"
    assert count_of(page, "type", "Person") == "1", "entities, not statements"
    box(page, "manner", "claim").check()
    assert len(shown_statements(page)) == 5
    assert chips(page) == ["Manner: planned", "Manner: claim"]
    expect(page.locator(TITLE)).to_have_text(re.compile(r"All statements\s*5 of 25"))
    expect(filter_button(page)).to_have_accessible_name("Filter 2 set")


def test_what_the_legend_hides_the_boxes_show_and_the_other_way_round(open_page: Open) -> None:
    page = open_page(HTML).page
    page.locator(".legend [data-key=Person]").click()
    assert chips(page) == ["Type: not Person"]
    filter_button(page).click()
    expect(box(page, "type", "Person")).to_be_checked(indeterminate=True)
    expect(box(page, "type", "Country")).not_to_be_checked()
    box(page, "type", "Person").click()
    assert chips(page) == []
    page.locator(".legend [data-key=Person]").click()
    box(page, "type", "City").check()
    expect(page.locator(".legend [data-key=City]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".legend [data-key=Person]")).to_have_attribute("aria-pressed", "false")


def test_the_legend_keeps_the_focus(open_page: Open) -> None:
    page = open_page(HTML).page
    button = page.locator(".legend [data-key=claim]")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    assert len(shown_statements(page)) == len(rows())


def test_planned_also_finds_what_somebody_claims_is_planned(open_page: Open) -> None:
    claim = row(
        HARBOUR_ARTICLE,
        BRINK,
        "kg:visits",
        NORLAND,
        "Ada Brink",
        modality="planned",
        speaker=WELLS,
    )
    page = open_at(open_page, render([*rows(), claim], ARTICLES, title="T"), "#manner=planned")
    assert "Ada Brink visits Norland" in shown_statements(page)


def test_of_many_values_the_others_are_found_by_name(open_page: Open) -> None:
    statements = [
        row(HARBOUR_ARTICLE, BRINK, f"kg:relation{number}", WELLS, "Ada Brink")
        for number in range(400)
    ]
    page = open_page(render(statements, ARTICLES, title="Test")).page
    filter_button(page).click()
    group = page.get_by_role("group", name="Relations")
    assert group.get_by_role("checkbox").count() == 8
    group.get_by_role("button", name="Show all 400").click()
    assert group.get_by_role("checkbox").count() == 300
    group.get_by_role("searchbox").fill("RELATION399")
    group.get_by_role("checkbox").check()
    assert chips(page) == ["Relation: relation399"]


def test_the_filters_by_keyboard(open_page: Open) -> None:
    page = open_page(HTML).page
    button = filter_button(page)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#filter-title")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past "Close": there is nothing to reset
    expect(box(page, "type", "Person")).to_be_focused()
    page.keyboard.press("Space")
    assert chips(page) == ["Type: Person"]
    expect(box(page, "type", "Person")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()
    assert chips(page) == ["Type: Person"], "Escape closes the filters, and keeps them"


def test_chips_lift_one_filter_or_all(open_page: Open) -> None:
    page = open_at(open_page, HTML, "#manner=claim+planned&speaker=article")
    assert chips(page) == ["Manner: claim", "Manner: planned", "Speaker: the article itself"]
    page.get_by_role("button", name="Remove the filter Manner: claim").click()
    assert chips(page) == ["Manner: planned", "Speaker: the article itself"]
    expect(page.locator("#filters .chip").first).to_be_focused()
    page.locator("#filters").get_by_role("button", name="Reset all").click()
    expect(page.locator("#filters")).to_be_hidden()
    expect(filter_button(page)).to_be_focused()
    assert len(shown_statements(page)) == len(rows())


def test_a_screen_reader_hears_how_much_is_left(open_page: Open) -> None:
    page = open_page(HTML).page
    page.locator(".legend [data-key=fact]").click()
    status = page.get_by_role("status").filter(has_text="statements")
    expect(status).to_have_text(re.compile(r"^\d+ of 25 statements$"))


def test_nothing_left_says_which_filter_hides_most_and_lifts_it(open_page: Open) -> None:
    page = open_at(open_page, HTML, "#relation=kg:meets&manner=planned")
    expect(page.locator("#panel")).to_contain_text("25 statements are hidden by the filters")
    page.get_by_role("button", name="Lift “Manner: planned” to see 3").click()
    assert len(shown_statements(page)) == 3
    expect(page.locator(TITLE)).to_be_focused()


KG = "https://w3id.org/news-kg/ontology#"


@pytest.mark.parametrize(
    ("link", "chip", "count"),
    [
        ("#type=Person", "Type: Person", 6),
        ("#type=-Person+Post", "Type: not Person", 10),
        ("#manner=-fact", "Manner: not fact", 10),
        ("#manner=negated", "Manner: negated", 1),
        ("#relation=kg:meets", "Relation: meets", 3),
        (f"#relation={quote(KG + 'meets', safe='')}", "Relation: meets", 3),
        (f"#speaker={WELLS['iri']}", "Speaker: Tomas Wells", 1),
        ("#speaker=-article", "Speaker: not the article itself", 2),
        ("#publisher=Coast%2520Review", "Publisher: Coast Review", 6),
        (f"#from={BASE}article/science", "Article: Ocean institute opens in Port Anvil", 6),
        ("#time=2031-03-03", "Time: 3 March 2031", 1),
        ("#time=2031-03-04..", "Time: from 4 March 2031 on", 18),
        ("#time=..2031-03-03&undated=yes", "Time: until 3 March 2031", 7),
    ],
)
def test_every_filter_has_a_link(open_page: Open, link: str, chip: str, count: int) -> None:
    page = open_at(open_page, HTML, link)
    assert chips(page)[0] == chip
    expect(page.locator(f"{TITLE} .count")).to_have_text(f"{count} of 25")
    address = page.evaluate("location.hash")
    page.locator(".legend [data-key=City]").click()
    page.go_back()
    assert page.evaluate("location.hash") == address


@pytest.mark.parametrize(
    "link",
    ["#time=x..y", "#time=2031-13-45..", "#time=2032..2031", "#time=..", "#type=-", "#time=0000"],
)
def test_a_filter_that_means_nothing_is_none(open_page: Open, link: str) -> None:
    page = open_at(open_page, HTML, link)
    assert len(shown_statements(page)) == len(rows())


# Timeline


def timeline_page() -> str:
    statements = []
    articles = []
    for month in range(1, 13):
        text = f"Brink met Wells {month} times"
        articles.append(
            ArticleText(f"{BASE}article/{month}", text, text, date=f"2030-{month:02}-15")
        )
        statements += [row(articles[-1], BRINK, "kg:meets", WELLS, "Brink met Wells")] * 2
    undated = ArticleText(f"{BASE}article/u", "Brink met Wells", "Brink met Wells")
    statements += [
        row(articles[0], BRINK, "kg:visits", NORLAND, "Brink", time="2030-06-03"),
        row(articles[0], BRINK, "kg:chairs", NORLAND, "Brink", time="2030-06"),
        row(articles[0], BRINK, "kg:praises", NORLAND, "Brink", time_start="2030-06-10"),
        row(articles[0], BRINK, "kg:joins", NORLAND, "Brink", time="1999"),
        row(undated, BRINK, "kg:thanks", WELLS, "Brink"),
    ]
    for number, statement in enumerate(statements):
        statements[number] = {**statement, "iri": f"{BASE}statement/{number}"}
    return render(statements, [*articles, undated], title="A year")


def bar_titles(page: Page) -> list[str]:
    return page.locator("#timeline .bin title").all_text_contents()


def span_words(page: Page) -> str | None:
    return page.locator("#timeline strong").text_content()


def test_bars_count_when_things_are_told_to_have_happened(open_page: Open) -> None:
    page = open_page(timeline_page()).page
    titles = bar_titles(page)
    assert titles[0] == "until 13 January 2030: 1 statement, 1 of them with a time of their own"
    around = next(title for title in titles if re.match(r"3\W+9 June 2030", title))
    assert around.endswith("2 statements, 2 of them with a time of their own")
    assert span_words(page) == "Any time"


def test_dragging_over_the_timeline_chooses_a_span(open_page: Open) -> None:
    page = open_page(timeline_page()).page
    plot = page.locator("#timeline .plot").bounding_box()
    assert plot
    y = plot["y"] + 20
    page.mouse.move(plot["x"] + plot["width"] * 0.4, y)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] * 0.5, y)
    page.mouse.move(plot["x"] + plot["width"] * 0.6, y, steps=4)
    page.mouse.up()
    expect(page.locator("#timeline .brush")).to_be_visible()
    words = span_words(page)
    assert words and "2030" in words
    expect(page.locator("#filters")).to_contain_text(f"Time: {words}")
    expect(page.locator(f"{TITLE} .count")).to_have_text(re.compile(r"^\d+ of 29$"))
    page.go_back()
    assert span_words(page) == "Any time", "a movement is one step in the history"
    page.go_forward()
    page.get_by_role("button", name="Any time").click()
    assert len(shown_statements(page)) == 29


def test_a_click_chooses_one_bar_and_zooming_in_shows_it_finer(open_page: Open) -> None:
    page = open_at(open_page, timeline_page(), "#time=2030-06..2030-07")
    assert span_words(page) == "June – July 2030"
    bars = page.locator("#timeline .bin").count()
    page.get_by_role("button", name="Zoom in").click()
    titles = bar_titles(page)
    assert any(title.startswith("3 June 2030: ") for title in titles)
    assert len(titles) > 12
    page.get_by_role("button", name="Zoom out").click()
    assert page.locator("#timeline .bin").count() == bars
    page.get_by_role("button", name="Any time").click()
    page.locator("#timeline .bin .whole").first.click()
    assert (span_words(page) or "").startswith("Until ")
    assert shown_statements(page) == ["Ada Brink joins Norland"]


def test_the_span_is_moved_by_keyboard(open_page: Open) -> None:
    page = open_page(timeline_page()).page
    low = page.get_by_role("slider", name="From")
    high = page.get_by_role("slider", name="To")
    low.focus()
    before = int(low.get_attribute("aria-valuenow") or "x")
    page.keyboard.press("ArrowRight")
    assert int(low.get_attribute("aria-valuenow") or "x") == before + 1
    assert "2030" in (low.get_attribute("aria-valuetext") or "")
    page.keyboard.press("ArrowRight")
    expect(low).to_be_focused()
    assert "Ada Brink joins Norland" not in shown_statements(page)
    high.focus()
    page.keyboard.press("Home")
    assert high.get_attribute("aria-valuenow") == low.get_attribute("aria-valuenow")
    page.keyboard.press("End")
    low.focus()
    page.keyboard.press("Home")
    assert span_words(page) == "Any time"


def test_what_has_no_time_is_shown_on_request(open_page: Open) -> None:
    page = open_at(open_page, timeline_page(), "#time=1999")
    assert shown_statements(page) == ["Ada Brink joins Norland"]
    page.get_by_label("and 1 without a time").check()
    assert shown_statements(page) == ["Ada Brink joins Norland", "Ada Brink thanks Tomas Wells"]
    assert "undated=yes" in page.evaluate("location.hash")


def test_bars_follow_the_other_filters(open_page: Open) -> None:
    page = open_at(open_page, timeline_page(), "#relation=kg:joins")
    counts = [int(found[1]) for t in bar_titles(page) if (found := re.search(r": (\d+) st", t))]
    assert sum(counts) == 1


def test_touch_brushes_the_timeline(open_page: Open) -> None:
    page = open_page(timeline_page(), width=400, height=800).page
    plot = page.locator("#timeline .plot")
    plot.scroll_into_view_if_needed()
    area = plot.bounding_box()
    assert area
    session = page.context.new_cdp_session(page)
    for kind, share in (
        ("touchStart", 0.3),
        ("touchMove", 0.45),
        ("touchMove", 0.6),
        ("touchEnd", 0),
    ):
        at = [{"x": area["x"] + area["width"] * share, "y": area["y"] + 20}] if share else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
    expect(page.locator("#timeline .brush")).to_be_visible()


def test_without_dates_there_is_no_timeline(open_page: Open) -> None:
    undated = ArticleText(f"{BASE}article/u", "Brink met Wells", "Brink met Wells")
    statement = row(undated, BRINK, "kg:meets", WELLS, "Brink met Wells")
    page = open_page(render([statement], [undated], title="Test")).page
    expect(page.locator("#timeline")).to_be_hidden()


# The list


def long_page(count: int) -> str:
    statements = [
        {
            **row(HARBOUR_ARTICLE, BRINK, "kg:meets", f"guest {number}", "Ada Brink"),
            "iri": f"{BASE}statement/{number}",
        }
        for number in range(count)
    ]
    return render(statements, ARTICLES, title="Many")


def test_a_long_list_comes_slice_by_slice(open_page: Open) -> None:
    page = open_page(long_page(3000)).page
    expect(page.locator(f"{TITLE} .count")).to_have_text("3,000")
    first = len(shown_statements(page))
    assert first < 300
    item = page.locator("#panel .statement").nth(7)
    assert item.get_attribute("aria-posinset") == "8"
    assert item.get_attribute("aria-setsize") == "3000"
    page.locator("#panel").evaluate("(panel) => { panel.scrollTop = panel.scrollHeight; }")
    page.wait_for_function(
        "(first) => document.querySelectorAll('#panel .statement').length > first", arg=first
    )
    here = len(shown_statements(page))
    page.get_by_role("button", name=re.compile("^Show 100 more of ")).focus()
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.closest('.statement').ariaPosInSet")
    assert int(focused) > here
    assert shown_statements(page)[-1].startswith("Ada Brink meets guest")


def test_a_list_of_hundreds_is_all_there_for_find_in_page(open_page: Open) -> None:
    page = open_page(long_page(400)).page
    expect(page.locator("#panel .statement")).to_have_count(400)
    expect(page.locator("#panel .rest")).to_be_hidden()


# Hostile text


HOSTILE = [
    '"><img src=x onerror="window.broken = 1">',
    "</script><script>window.broken = 1</script>",
    "-Person City %20 %2d",
    "__proto__",
    "\u202egnp.exe\u202c \u200f!",
    "kg:meets",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_filter_and_search_as_they_are(open_page: Open, text: str) -> None:
    article = ArticleText(f"{BASE}article/{text}", text, f"{text}\n\nso.", text, "2031-02-30")
    attacker = entity(f"a {text}", text, text, f"other {text}")
    statements = [
        row(article, attacker, "kg:meets", WELLS, "so", speaker=attacker, time_text=text),
        row(HARBOUR_ARTICLE, BRINK, "kg:chairs", NORLAND, "Ada Brink"),
    ]
    statements[0] |= {"predicate": {"iri": f"{BASE}{text}", "label": text}, "modality": text}
    page = open_page(render(statements, [article, HARBOUR_ARTICLE], title=text)).page
    filter_button(page).click()
    for facet in ("Entities", "Relations", "Speakers", "Publishers", "Articles"):
        values = page.get_by_role("group", name=facet).locator("label", has_text=text[-5:].strip())
        values.first.locator("input").check()
        chip = page.locator("#filters .chip bdi").last.text_content()
        assert chip and text.endswith(chip)
    address = page.evaluate("location.hash")
    page.reload()
    expect(page.locator("#filters .chip")).to_have_count(5)
    assert len(shown_statements(page)) == 0, "its other end is a person"
    page.locator("#filters .chip").first.click()
    assert len(shown_statements(page)) == 1
    page.go_back()
    assert page.evaluate("location.hash") == address
    page.locator("#search").fill(text)
    assert page.locator("#found img, #found script").count() == 0
    assert page.evaluate("window.broken") is None


@pytest.mark.parametrize("width", [400, 1400])
def test_filters_fit_the_window(open_page: Open, width: int) -> None:
    page = open_at(open_page, HTML, "#type=-Person&time=2031-03-03..", width=width, height=800)
    filter_button(page).click()
    expect(page.get_by_role("dialog")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if width == 400:
        page.get_by_role("button", name="Show them").click()
        expect(page.get_by_role("dialog")).to_be_hidden()
