"""Reading, in a real Chromium: an entity, a statement in its article, and who else says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chromium import Open
from playwright.sync_api import Page, expect
from story_rows import (
    ANVIL,
    ARTICLES,
    BASE,
    BRINK,
    HARBOUR_ARTICLE,
    LEVI,
    MINISTER,
    NORLAND,
    OKAFOR,
    SCIENCE_ARTICLE,
    WELLS,
    entity,
    row,
    rows,
)
from visitor import HTML, choose, marked

from kg.explorer.html import ArticleText, Mention, render
from kg.vocab import OWL


def roles(page: Page) -> dict[str, list[str]]:
    return {
        role: page.locator(f"mark .role-{role}").all_text_contents()
        for role in ("subject", "object")
    }


def details(page: Page) -> dict[str, str]:
    pairs = page.locator("#reader .details > div")
    return {
        str(pairs.nth(at).locator("dt").text_content()): str(
            pairs.nth(at).locator("dd").text_content()
        )
        for at in range(pairs.count())
    }


def read(page: Page, words: str) -> None:
    page.locator("#panel .evidence", has_text=words).first.click()


# --- The entity ---------------------------------------------------------------------------------


def test_offices_come_first_with_who_where_and_when(open_page: Open) -> None:
    later = replace(SCIENCE_ARTICLE, date="2032-01-05")
    former = row(later, BRINK, "org:holds", MINISTER, "Ada Brink", ended=True, time_end="2031")
    html = render([*rows(), former], [HARBOUR_ARTICLE, later], title="Test")
    page = open_page(html).page
    choose(page, "Ada Brink")
    assert page.locator("#panel .group h3 bdi").first.text_content() == "Offices"
    office = page.locator(".office")
    assert office.locator(".office-words").all_text_contents() == ["Minister of Trade, Norland"]
    expect(office.locator(".office-when")).to_contain_text("former, … to 2031")
    expect(office.locator(".told")).to_have_text("told 2031-03-04 to 2032-01-05")

    choose(page, "Norland")
    assert page.locator(".office-words").all_text_contents() == ["Ada Brink, Minister of Trade"]


def test_who_was_in_office_is_former_and_who_is_comes_before(open_page: Open) -> None:
    page = open_page(HTML).page
    choose(page, "Mara Okafor")
    assert page.locator(".office-words").all_text_contents() == ["Mayor, Port Anvil"]
    expect(page.locator(".office-when")).to_contain_text("former")


def test_a_strip_shows_when_and_leads_to_the_statement(open_page: Open) -> None:
    page = open_page(HTML).page
    choose(page, "Ada Brink")
    strip = page.locator(".moments")
    expect(strip).to_have_attribute("aria-label", r"When: 5 dated statements, 3 – 4 March 2031")
    strip.locator(".moment.is-told").click()
    assert marked(page) == "met her Sudrian colleague Tomas Wells in Port Anvil on Monday"


def test_long_groups_fold_and_unfold_for_what_is_read(open_page: Open) -> None:
    many = [row(HARBOUR_ARTICLE, BRINK, "kg:meets", WELLS, "met her Sudrian colleague")] * 3
    text = "Ada Brink spoke. " * 60
    article = ArticleText(f"{BASE}article/long", "Long", text)
    spoke = row(article, BRINK, "kg:says", "so", "Ada Brink spoke")
    many += [
        {**spoke, "start": 17 * at, "end": 17 * at + 15, "iri": f"{BASE}statement/{at}"}
        for at in range(60)
    ]
    page = open_page(render(many, [HARBOUR_ARTICLE, article], title="Test")).page
    choose(page, "Ada Brink")
    group = page.locator("#panel .group", has_text="says")
    expect(group.locator(".statement")).to_have_count(5)
    expect(group.locator(".more")).to_have_text("Show 50 more of 55")
    group.locator(".more").click()
    expect(group.locator(".statement")).to_have_count(55)
    expect(group.locator(".statement").nth(5).locator(".evidence")).to_be_focused()

    page.goto(page.url.split("#")[0] + f"#entity={BRINK['iri']}&statement={BASE}statement/40")
    page.reload()
    chosen = page.locator("#panel .evidence[aria-pressed=true]")
    expect(chosen).to_be_in_viewport()
    expect(group.locator(".statement")).to_have_count(41)


def test_identity_elsewhere_is_a_link_only_when_it_is_on_the_web(open_page: Open) -> None:
    others = [
        (OWL.sameAs.value, iri)
        for iri in ("http://www.wikidata.org/entity/Q1", "javascript:alert(1)")
    ]
    html = render(rows(), ARTICLES, title="Test", beside={str(NORLAND["iri"]): others})
    page = open_page(html).page
    choose(page, "Norland")
    lines = page.locator("#panel .iri").all_text_contents()
    assert lines[1:] == ["= http://www.wikidata.org/entity/Q1", "= javascript:alert(1)"]
    assert page.locator("#panel .iri a").count() == 1


def test_who_is_only_mentioned_is_found_and_shown_where(open_page: Open) -> None:
    stranger = entity("coast-review", "Coast Review", "Organization")
    at = SCIENCE_ARTICLE.text.index("Coast Review")
    mention = Mention(at, at + len("Coast Review"), stranger)
    article = replace(SCIENCE_ARTICLE, mentions=(*SCIENCE_ARTICLE.mentions, mention))
    page = open_page(render(rows(), [HARBOUR_ARTICLE, article], title="Test")).page
    choose(page, "Coast Review")
    expect(page.locator("#panel")).to_contain_text("nothing is stated about it")
    page.locator("#panel .mentioning").click()
    expect(page.locator("#reader .name-chosen")).to_be_in_viewport()
    expect(page.locator("#reader")).to_have_attribute("aria-label", f"Article: {article.headline}")
    link = page.evaluate("location.href")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#reader .name-chosen")).to_be_in_viewport()


# --- The statement in its article ---------------------------------------------------------------


def test_subject_and_object_are_marked_within_the_words(open_page: Open) -> None:
    page = open_page(HTML).page
    read(page, "met her Sudrian colleague")
    assert roles(page) == {"subject": [], "object": ["Tomas Wells"]}
    read(page, "Brink is to visit Sudria")
    assert roles(page) == {"subject": ["Brink"], "object": ["Sudria"]}
    page.locator("#panel .statement", has_text="joins the talks").locator(".evidence").click()
    assert roles(page)["object"] == ["the talks"], "words that name nothing are found too"
    choose(page, str(LEVI["label"]))
    page.locator("#panel .statement", has_text="thanks").locator(".evidence").click()
    assert roles(page) == {"subject": [LEVI["label"]], "object": ["Ada Brink"]}
    assert marked(page) == "עדי לוי, thanked Ada Brink 🧪"


def test_they_look_different_without_colour(open_page: Open) -> None:
    page = open_page(HTML).page
    read(page, "Brink is to visit Sudria")
    lines = {
        role: page.locator(f"mark .role-{role}").evaluate(
            "e => getComputedStyle(e).borderBottomStyle"
        )
        for role in ("subject", "object")
    }
    assert lines == {"subject": "solid", "object": "double"}


def test_the_card_tells_all_that_qualifies_a_statement(open_page: Open) -> None:
    told = rows()
    told[2] |= {"confidence": 0.85, "topic": "ferries", "reported_by": OKAFOR, "speaker": WELLS}
    page = open_page(render(told, ARTICLES, title="Test")).page
    read(page, "met her Sudrian colleague")
    assert details(page) == {
        "Modality": "actual",
        "Speaker": "Tomas Wells",
        "Reported by": "Mara Okafor",
        "Time": "Monday",
        "that is": "2031-03-03",
        "Place": "Port Anvil",
        "Topic": "ferries",
        "Confidence": "85 %",
        "Rule": "test-meets",
    }
    read(page, "Wells did not meet")
    assert details(page)["Denied"] == "it is not so"


def test_next_and_previous_by_buttons_and_keys(open_page: Open) -> None:
    page = open_page(HTML).page
    choose(page, "Straits Commission")
    place = page.locator("#reader .place")
    expect(place).to_have_text("1 of 3")
    page.locator("#reader .next").click()
    expect(place).to_have_text("2 of 3")
    expect(page.locator("#reader .next")).to_be_focused()
    page.keyboard.press("n")
    expect(place).to_have_text("3 of 3")
    expect(page.locator("#reader .next")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("n")
    expect(place).to_have_text("3 of 3")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("p")
    expect(place).to_have_text("1 of 3")
    page.locator("#panel .evidence").first.focus()
    page.keyboard.press("n")
    expect(place).to_have_text("2 of 3")
    expect(page.locator("#panel .evidence").nth(1)).to_be_focused()
    page.go_back()
    expect(page.locator("#panel-title")).to_contain_text("All statements")


def test_names_in_the_article_lead_to_their_entity(open_page: Open) -> None:
    page = open_page(HTML).page
    read(page, "Brink met Wells again")
    sign = "e => getComputedStyle(e, '::before').content"
    read_name = page.locator("#reader .source-sentence a.name", has_text="Brink").first
    assert "●" in read_name.evaluate(sign), "the type is told by a symbol too"
    name = page.locator("#reader a.name", has_text="Selkie Institute").first
    expect(name).to_have_attribute("title", "Selkie Institute (Organization)")
    name.click()
    expect(page.locator("#panel-title")).to_have_text("Selkie Institute")
    expect(page.locator("#reader")).to_have_attribute(
        "aria-label", f"Article: {SCIENCE_ARTICLE.headline}"
    )
    page.locator("#reader a.name", has_text="Dockers' League").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_have_text("Dockers' League")


def test_words_in_the_article_choose_their_statements_in_turn(open_page: Open) -> None:
    page = open_page(HTML).page
    words = page.locator("#reader .said", has_text="will open").first
    words.click()
    short = marked(page)
    assert short == "The two sides will open a new ferry line"
    page.locator("#reader .said", has_text="will open").first.click()
    assert marked(page) == f"{short} before the end of 2031"
    expect(page.locator("#panel .evidence[aria-pressed=true]")).to_be_in_viewport()
    page.locator("#reader .said", has_text="will open").first.click()
    assert marked(page) == short


def test_what_filters_hide_is_not_underlined(open_page: Open) -> None:
    page = open_page(HTML).page
    assert page.locator("#reader .said", has_text="will open").count()
    page.locator(".legend [data-key=planned]").click()
    assert not page.locator("#reader .said", has_text="will open").count()


def test_who_else_says_so_and_who_denies_it(open_page: Open) -> None:
    denial = row(SCIENCE_ARTICLE, WELLS, "kg:meets", BRINK, "Brink met Wells again", negated=True)
    page = open_page(render([*rows(), denial], ARTICLES, title="Test")).page
    read(page, "met her Sudrian colleague")
    witnesses = page.locator("#reader .witnesses")
    expect(witnesses.locator("summary")).to_have_text("Also said in 1 other place, denied in 1")
    items = witnesses.locator("li:has(> .witness)")
    expect(items.nth(0)).to_contain_text("negated")
    expect(items.nth(0).locator(".source")).to_have_text("Coast Review")
    items.nth(1).locator(".witness").click()
    assert marked(page) == "Brink met Wells again"
    expect(witnesses.locator(".source").nth(1)).to_have_text("Harbour Wire, 2031-03-04")


def test_a_citation_has_words_headline_publisher_date_and_address(open_page: Open) -> None:
    page = open_page(HTML).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    read(page, "Brink chairs")
    page.locator("#reader .cite").click()
    expect(page.locator(".toast")).to_have_text("Citation copied")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“Brink chairs the Straits Commission” — Norland and Sudria agree on a shared harbour, "
        "Harbour Wire, 2031-03-04, https://example.org/harbour"
    )


def test_the_link_of_a_view_opens_it(open_page: Open) -> None:
    page = open_page(HTML).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(page, "Tomas Wells")
    page.locator("#reader .next").click()
    words = marked(page)
    page.locator("#reader .link").click()
    expect(page.locator(".toast")).to_have_text("Link to this view copied")
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#panel-title")).to_have_text("Tomas Wells")
    assert marked(page) == words


def test_what_cannot_be_copied_is_shown_to_be_copied_by_hand(open_page: Open) -> None:
    page = open_page(HTML).page
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject();"
        " document.execCommand = () => false; }"
    )
    read(page, "Brink chairs")
    page.locator("#reader .cite").click()
    field = page.locator("dialog.offer textarea")
    assert field.input_value().startswith("“Brink chairs the Straits Commission”")
    selected = "e => e.value.slice(e.selectionStart, e.selectionEnd) === e.value"
    assert field.evaluate(selected)
    page.keyboard.press("Escape")
    expect(page.locator("dialog.offer")).to_have_count(0)
    assert marked(page) == "Brink chairs the Straits Commission", "Escape closed nothing else"


def test_an_article_that_is_not_at_hand_is_not_mistaken_for_another(open_page: Open) -> None:
    lost = {**rows()[3], "article": f"{BASE}article/lost", "text": "Brink chairs it"}
    moved = {**rows()[3], "start": 0, "end": 5}
    page = open_page(render([lost, moved], ARTICLES, title="Test")).page
    read(page, "Brink chairs it")
    expect(page.locator("#reader .card-words")).to_have_text("Brink chairs it")
    expect(page.locator("#reader")).to_contain_text("The text of the article is not at hand.")
    assert page.locator("#reader .article-text").count() == 0
    read(page, "Brink chairs the Straits")
    expect(page.locator("#reader")).to_contain_text("These words do not stand there")
    assert page.locator("#reader mark").count() == 0


HOSTILE = "<b>x</b></script> \u202e\" ' & 👩‍🚀 שלום __proto__"


def test_hostile_words_are_shown_as_they_are(open_page: Open) -> None:
    text = f"{HOSTILE}\n\n👩‍🚀 {HOSTILE} met {HOSTILE} Two in {HOSTILE}"
    one = entity(f"one {HOSTILE}", HOSTILE, HOSTILE)
    two = entity("two", f"{HOSTILE} Two", "Person")
    at = text.index(HOSTILE, 5)
    article = ArticleText(
        f"{BASE}article/{HOSTILE}",
        HOSTILE,
        text,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        mentions=(Mention(at, at + len(HOSTILE), one),),
    )
    evidence = f"{HOSTILE} met {HOSTILE} Two"
    told = row(article, one, "kg:meets", two, evidence, topic=HOSTILE, rule=HOSTILE)
    told |= {"time_text": HOSTILE, "reported_by": two, "start": at, "end": at + len(evidence)}
    office = row(article, one, "org:holds", entity(HOSTILE, HOSTILE, "Post"), evidence)
    others = [(OWL.sameAs.value, iri) for iri in (HOSTILE, f"https://example.org/{HOSTILE}")]
    beside = {str(one["iri"]): [*others, (HOSTILE, HOSTILE, HOSTILE)]}
    html = render([told, office, {**told, "negated": True}], [article], title="T", beside=beside)
    page = open_page(html).page
    page.locator("#panel .evidence").first.click()
    assert marked(page) == evidence
    assert page.locator("mark .role-subject").all_text_contents() == [HOSTILE]
    assert details(page)["Topic"] == HOSTILE
    page.locator("#reader a.name").first.click()
    assert page.locator("#panel-title").text_content() == HOSTILE
    assert page.locator(".office-words").text_content() == HOSTILE
    assert page.locator("#reader b, #panel b, script:not([src]) + b").count() == 0


def test_right_to_left_text_runs_its_way_and_its_offsets_hold(open_page: Open) -> None:
    text = "כותרת\n\n🎉 עדי לוי פגשה את מהא אל-חסן בירושלים."
    names = {"עדי לוי": LEVI, "מהא אל-חסן": OKAFOR, "ירושלים": ANVIL}
    found = [
        Mention(text.index(name), text.index(name) + len(name), who) for name, who in names.items()
    ]
    article = ArticleText(f"{BASE}article/he", "כותרת", text, mentions=tuple(found))
    page = open_page(
        render(
            [row(article, LEVI, "kg:meets", OKAFOR, "עדי לוי פגשה את מהא אל-חסן")],
            [article],
            title="T",
        )
    ).page
    page.locator("#panel .evidence").click()
    assert roles(page) == {"subject": ["עדי לוי"], "object": ["מהא אל-חסן"]}
    subject = page.locator("mark .role-subject").bounding_box()
    object_ = page.locator("mark .role-object").bounding_box()
    assert subject and object_ and subject["x"] > object_["x"]


@pytest.mark.parametrize("width", [400, 1400, 2500])
def test_the_card_leaves_room_for_the_words(open_page: Open, width: int) -> None:
    page = open_page(HTML, width=width, height=820).page
    page.locator("#panel .evidence", has_text="met her Sudrian colleague").click()
    mark = page.locator("#reader mark")
    expect(mark).to_be_in_viewport(ratio=1)
    covering = page.evaluate(
        "() => { const [{ left, top }] = document.querySelector('#reader mark').getClientRects();"
        " return document.elementFromPoint(left + 4, top + 6).closest('mark') !== null; }"
    )
    assert covering, "nothing lies over the words"


def test_on_paper_are_the_panel_and_the_article(open_page: Open) -> None:
    page = open_page(HTML).page
    choose(page, "Ada Brink")
    page.emulate_media(media="print")
    expect(page.locator(".stage")).to_be_hidden()
    expect(page.locator("#reader .reader-bar")).to_be_hidden()
    expect(page.locator("#reader .article-text")).to_be_visible()
    assert page.locator("#panel").evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    assert page.locator("#reader").evaluate("e => e.scrollHeight <= e.clientHeight + 1")
