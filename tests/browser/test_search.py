"""The words that people really type find what answers them, wherever the site lies; the box is for hand and ear."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from standards_site.outputs.links import Place, script_path
from tests.builders.queries import GROUPS
from tests.probes.accessibility import serious
from tests.probes.search import BOX, FOUND, ready, search

FIRST = 3
FIRST_FILES = (script_path("search-box"), Place.SEARCH_INDEX, script_path("search"))
MOST_BEFORE_THE_FIRST_RESULT = 60_000  # bytes as sent by a server that does not compress


@pytest.fixture(params=["disk", "intranet"])
def base(request) -> str:
    return request.getfixturevalue(request.param)


def open_box(page, base: str, path: str = "index.html") -> None:
    page.goto(base + path)
    ready(page)


def test_what_people_type_is_answered_among_the_first_three(page, base, record_property):
    assert sum(map(len, GROUPS.values())) >= 80
    open_box(page, base)
    missed, first = {}, 0

    for group, queries in GROUPS.items():
        for words, places in queries.items():
            found = [address.removeprefix(base) for address in search(page, words)[:FIRST]]
            right = [any(one.startswith(place) for place in places) for one in found]
            first += bool(right) and right[0]
            if True not in right:
                missed[group, words] = found

    print(f"{sum(map(len, GROUPS.values()))} queries, {first} answered by the first result")
    assert missed == {}


MARKUP = (
    *("<script>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>", "</p>", "<>", "{{", "${alert}"),
    *("<svg/onload=alert(1)>", "\\u003cscript\\u003e", "`id`", "＜script＞"),
)


def test_markup_finds_nothing(page, disk):
    open_box(page, disk)

    for typed in MARKUP:
        assert search(page, "党费")
        page.locator(BOX).fill(typed)

        expect(page.locator(".site-search [role=status]")).to_have_text("没有找到，换个说法试试")
        assert page.locator(FOUND).count() == 0, typed


def test_nothing_is_loaded_before_somebody_goes_to_the_box_and_then_little(page, intranet):
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url.removeprefix(intranet)))
    page.goto(intranet + "items/E1.html")
    assert [path for path in sent if "search" in path] == [FIRST_FILES[0]]

    page.route("**/search-texts.js", lambda route: None)  # never comes
    page.locator(BOX).focus()
    page.locator(BOX).fill("转正")
    expect(page.locator(FOUND).first).to_be_visible()

    assert {path for path in sent if "search" in path and "texts" not in path} == {*FIRST_FILES}


def test_the_first_results_weigh_little(site):
    assert sum((site / name).stat().st_size for name in FIRST_FILES) <= MOST_BEFORE_THE_FIRST_RESULT


def test_by_keyboard_alone(page, base):
    open_box(page, base, "items/C1.html")
    box = page.locator(BOX)
    box.fill("什么时候转正")
    expect(box).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")

    chosen = page.locator(".site-search [aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    wanted = chosen.evaluate("(link) => link.href")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(wanted)


def test_a_slash_goes_to_the_box_but_not_out_of_a_field(page, intranet):
    page.goto(intranet + "calculators.html")
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    field = page.locator(".calculator input").first
    field.focus()
    page.keyboard.press("/")
    expect(field).to_be_focused()


def test_enter_belongs_to_the_input_method_while_it_composes(page, intranet):
    open_box(page, intranet)
    box = page.locator(BOX)
    box.fill("dangfei")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "党费", "selectionStart": 2, "selectionEnd": 2})

    for composing in ("isComposing: true", "keyCode: 229"):
        box.evaluate(f"(box) => box.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter', {composing}}}))")

    assert page.url == intranet + "index.html"
    box.fill("")
    session.send("Input.insertText", {"text": "党费"})
    expect(page.locator(FOUND).first).to_contain_text("党费")


def test_results_are_told_to_who_hears_the_page(page, intranet):
    open_box(page, intranet)
    said = page.locator(".found-said")
    search(page, "党费")
    expect(said).to_have_text(re.compile(r"^找到 \d+ 条$"))
    search(page, "党废")
    expect(said).to_have_text("没有找到，列出相近的")
    expect(page.locator(".found-near")).to_have_text("没有找到“党废”。相近的：")
    page.locator(BOX).fill("vvvv")
    expect(said).to_have_text("没有找到，换个说法试试")


def test_words_that_are_taken_for_each_other_are_shown_apart(page, intranet):
    open_box(page, intranet)
    search(page, "后进")

    expect(page.locator(".found-near")).to_contain_text("另有“软弱涣散”")


def test_what_was_typed_before_the_search_was_there_is_looked_for(page, intranet):
    page.goto(intranet + "index.html")
    page.locator(BOX).press_sequentially("转正", delay=0)

    expect(page.locator(FOUND).first).to_contain_text("转正")


def test_a_search_that_could_not_be_loaded_is_loaded_the_next_time(browser, intranet):
    # a context of its own: what could not be had is a fault to the guard of the others
    context = browser.new_context()
    page = context.new_page()
    page.route("**/data/search.js", lambda route: route.abort(), times=1)
    page.goto(intranet + "index.html")
    with page.expect_event("requestfailed"):
        page.locator(BOX).focus()
    page.locator(BOX).fill("转正")
    page.locator(BOX).blur()

    page.locator(BOX).focus()

    expect(page.locator(FOUND).first).to_contain_text("转正")
    context.close()


@pytest.mark.parametrize("path", ["branches/teacher-software.html", "forms/sign-in.html", "roll-up.html"])
def test_pages_outside_the_theme_have_the_box_too(page, base, path):
    open_box(page, base, path)

    assert search(page, "党费")[0].startswith(base)


def test_a_phone_opens_the_box_and_reads_all_of_the_list(open_page, intranet):
    page = open_page(viewport={"width": 360, "height": 640})
    open_box(page, intranet)
    search(page, "什么时候转正")

    edges = page.locator(".site-search .found").evaluate("(list) => list.getBoundingClientRect().toJSON()")
    assert edges["left"] >= 0
    assert edges["right"] <= 360
    page.locator(".site-search-close").click()
    expect(page.locator(BOX)).to_be_hidden()


def test_a_box_that_closes_on_a_phone_gives_the_focus_back(open_page, intranet):
    page = open_page(viewport={"width": 360, "height": 640})
    opener = page.locator(".site-search-open")
    open_box(page, intranet)
    search(page, "党费")

    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
def test_an_open_list_has_no_serious_accessibility_fault(open_page, intranet, width):
    page = open_page(viewport={"width": width, "height": 800})
    for path in ("index.html", "branches/teacher-software.html", "forms/sign-in.html"):
        open_box(page, intranet, path)
        search(page, "后进")
        page.keyboard.press("ArrowDown")

        assert serious(page) == [], path


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_of_results_has_no_serious_accessibility_fault(open_page, intranet, width):
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(intranet + "search.html?q=后进")
    expect(page.locator(".search-results .found-one").first).to_be_visible()

    assert serious(page) == []


@pytest.mark.parametrize("path", ["items/C1.html", "branches/teacher-software.html", "forms/sign-in.html"])
def test_paper_has_no_search(page, intranet, path):
    open_box(page, intranet, path)
    search(page, "党费")

    page.emulate_media(media="print")

    assert page.locator(".site-search:visible, .site-search-open:visible, .found:visible").count() == 0


def test_the_page_of_results_has_an_address_and_shows_a_kind_alone(page, base):
    page.goto(base + "search.html?q=" + "党费")
    rows = page.locator(".search-results .found-one")
    expect(rows.first).to_contain_text("党费")
    kinds = page.locator(".search-kinds button")
    expect(kinds.first).to_have_attribute("aria-pressed", "true")

    kinds.filter(has_text="表单").click()

    expect(page.locator(".search-kinds [aria-pressed=true]")).to_contain_text("表单")
    assert set(page.locator(".search-results .found-kind").all_text_contents()) == {"表单"}


def test_the_box_leads_to_the_page_of_all_results(page, base):
    open_box(page, base)
    page.locator(BOX).fill("党员")

    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"search\.html\?q="))
    expect(page.locator(".search-page input")).to_have_value("党员")


def test_without_script_the_page_says_where_to_look(open_page, intranet):
    page = open_page(java_script_enabled=False)
    page.goto(intranet + "index.html")
    page.locator(BOX).fill("党费")
    page.locator(BOX).press("Enter")

    page.wait_for_url(re.compile(r"search\.html\?q="))
    expect(page.get_by_text("搜索要用脚本")).to_be_visible()


def test_every_address_that_can_be_found_is_there(page, intranet, site):
    page.goto(intranet + "search.html?q=党")
    page.evaluate("SiteSearch.load().then(({ whole }) => whole)")
    addresses = page.evaluate(
        "() => [...SEARCH_INDEX.groups.flatMap(([, of, rows]) => rows.map(([title, rest]) => of + (rest || title))),"
        " ...SEARCH_TEXTS.more.map((row) => row[2])]"
    )
    assert len(addresses) > 1000
    texts: dict[str, str] = {}
    broken = []
    for address in addresses:
        path, _, anchor = address.partition("#")
        if path not in texts:
            texts[path] = (site / path).read_text("utf-8") if (site / path).is_file() else ""
        if not texts[path] or (anchor and f'id="{anchor}"' not in texts[path]):
            broken.append(address)
    assert broken == []
