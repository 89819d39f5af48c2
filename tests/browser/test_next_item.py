"""The strip above a self-check: one tap leads to the next item without an answer, or to an area."""

from __future__ import annotations

import pytest

from standards_site.outputs.links import Place
from tests.probes.checklist import Checklist
from tests.probes.my_branch import TEACHERS
from tests.probes.my_branch import answered as answered_at_home
from tests.probes.one_file import Tool

SIZES = ((360, 800), (1366, 768))
ANSWER = """ids => {
  for (const id of ids) document.querySelector("#" + id + " input[value=partly]").click();
}"""
IN_SIGHT = """id => {
  const strip = document.querySelector(".state").getBoundingClientRect();
  const { top } = document.getElementById(id).getBoundingClientRect();
  const choices = document.querySelector("#" + id + " .choices").getBoundingClientRect();
  return top >= strip.bottom - 1 && choices.bottom <= innerHeight;
}"""
SCROLL = "id => window.scrollTo(0, document.getElementById(id).getBoundingClientRect().top + window.pageYOffset - 150)"
AT_ALL = "() => [...document.querySelectorAll('self-check li[data-rev]')].map(({ id }) => id)"
# answered, the item to which the reader scrolls, the item whose field the reader is in, and where one tap must lead
STATES = {
    "untouched, at the beginning": ([], "", "", "A1"),
    "the first ones answered, with every fold open": (["A1", "A2", "A3", "A4", "A5", "B1"], "", "", "B2"),
    "scrolled on past some that are open": (["C1", "C2", "C3", "C4"], "C2", "", "C5"),
    "in the field of an item just answered": (["D1"], "D1", "D1", "D2"),
    "past the last one, with one left above": ("all but B3", "G3", "G3", "B3"),
}


@pytest.fixture
def opened(open_page, disk):
    """Opens a checklist in a window of a size."""

    def open_one(width: int, height: int) -> Checklist:
        return Checklist(open_page(viewport={"width": width, "height": height}), disk)

    return open_one


def focused(checklist: Checklist) -> str:
    """Return the id of the item that has the focus."""
    return checklist.page.evaluate("(document.activeElement.closest('li[data-rev]') || {}).id")


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(
    ("answered", "scrolled", "within", "wanted"), STATES.values(), ids=[name.replace(" ", "-") for name in STATES]
)
def test_the_next_item_without_an_answer_is_one_tap_away(opened, width, height, answered, scrolled, within, wanted):
    checklist = opened(width, height)
    page = checklist.page
    if answered == "all but B3":
        answered = [name for name in page.evaluate(AT_ALL) if name != "B3"]
    page.evaluate(ANSWER, answered)
    page.evaluate("document.querySelector('#check').scrollIntoView()")
    if scrolled:
        page.evaluate(SCROLL, scrolled)
    if within:
        checklist.item(within).get_by_label("材料在哪里").focus()
    button = page.get_by_role("button", name="下一个没填")
    box = button.bounding_box()

    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    assert 0 <= box["y"] <= height - box["height"]
    assert page.evaluate(IN_SIGHT, wanted)
    assert focused(checklist) == wanted


def test_each_further_tap_leads_to_a_further_item_and_the_end_is_said(opened):
    checklist = opened(360, 800)
    page = checklist.page
    names = page.evaluate(AT_ALL)
    button = page.locator(".next")
    seen = []

    for _ in names:
        button.click()
        seen.append(focused(checklist))
    page.evaluate(ANSWER, names)
    said = button.inner_text()
    button.click()

    assert seen == names
    assert said == "都填了"
    assert page.evaluate("document.activeElement.textContent") == "备份到文件"


OPEN_ROWS = """() => [...document.querySelectorAll("self-check li[data-rev] details.rest[open]")].map(
  (rest) => rest.closest("li").id)"""


def test_of_many_findings_the_one_that_was_filled_in_is_closed_when_the_next_is_led_to(opened):
    checklist = opened(360, 800)
    page = checklist.page
    names = page.evaluate(AT_ALL)[:6]
    seen = []

    for name in names:
        checklist.answer(name, "部分达到")
        checklist.item(name).get_by_label("材料在哪里").fill(f"盒 {name}")
        page.locator(".next").click()
        seen.append((page.evaluate(OPEN_ROWS), focused(checklist)))
    kept = [checklist.item(name).get_by_label("材料在哪里").input_value() for name in names]

    assert [rows for rows, _ in seen] == [[]] * 6
    assert [at for _, at in seen] == page.evaluate(AT_ALL)[1:7]
    assert kept == [f"盒 {name}" for name in names]


def test_an_area_is_one_tap_away_and_says_how_much_of_it_is_filled(opened, data):
    checklist = opened(360, 800)
    page = checklist.page
    checklist.answer("C1", "达到")
    total = page.locator("section[data-area=C] li[data-rev]").count()
    titles = {area.id: area.title for area in data.catalogs["branch-34"].areas}

    area = page.locator(".areas button", has_text="C")
    area.click()

    assert page.locator(".areas button").evaluate_all("all => all.map((one) => one.textContent[0])") == list(titles)
    assert (area.text_content(), area.get_attribute("title")) == (f"C 1/{total}", titles["C"])
    assert page.evaluate("document.activeElement.textContent").startswith("C ")
    strip, heading = (
        page.locator("self-check .state").bounding_box(),
        page.locator("section[data-area=C] h3").bounding_box(),
    )
    assert strip["y"] + strip["height"] - 1 <= heading["y"] < 300


def test_a_row_opens_where_there_is_a_problem_and_a_closed_one_says_what_it_lacks(opened):
    checklist = opened(360, 800)
    rest = checklist.item("C1").locator(".rest")
    summary, told = rest.locator("> summary"), checklist.item("C1").locator(".told b")

    checklist.answer("C1", "达到")
    after_met = rest.get_attribute("open")
    checklist.answer("C1", "未达到")
    after_unmet = rest.get_attribute("open")
    checklist.type_note("C1", "缺签到表")
    summary.click()
    closed = (rest.get_attribute("open"), told.inner_text())
    checklist.reload()
    again = rest.get_attribute("open")
    checklist.answer("C1", "达到")
    filled = told.inner_text()
    checklist.reload()

    assert (after_met, after_unmet) == (None, "")
    assert closed == (None, "还没写：整改措施、责任人、整改期限")
    assert (again, filled) == ("", "里面已填 1 栏")
    assert page_rows(checklist) == []


def page_rows(checklist: Checklist) -> list[str]:
    """Return the rows that are open."""
    return checklist.page.evaluate(OPEN_ROWS)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("names", [["A1", "A2", "A3"], ["C9", "C2", "C1"], ["B1", "G3", "D2"]], ids=str)
def test_one_problem_is_open_at_a_time_and_what_is_pressed_does_not_move(opened, width, height, names):
    checklist = opened(width, height)
    page = checklist.page
    seen, moved = [], []

    for name in names:
        page.evaluate(SCROLL, name)
        choice = checklist.item(name).locator("input[value=unmet]")
        before = choice.bounding_box()
        page.mouse.click(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
        moved.append(abs(choice.bounding_box()["y"] - before["y"]) > 1)
        seen.append(page_rows(checklist))
    checklist.fill(names[-1], note="缺", measure="补", responsible="书记", due="2026-12-31")
    checklist.reload()

    assert seen == [[name] for name in names]
    assert moved == [False] * 3
    assert page_rows(checklist) == sorted(names[:-1])[:1]


def test_a_row_with_something_that_was_not_kept_stays_open(opened):
    checklist = opened(1366, 768)
    checklist.answer("C1", "未达到")
    checklist.note("C1").fill("长" * 20_000)

    checklist.answer("C2", "未达到")

    assert page_rows(checklist) == ["C1", "C2"]


@pytest.mark.parametrize("width", [320, 480, 600])
def test_the_menu_of_tools_fits_the_screen(opened, width):
    checklist = opened(width, 800)

    checklist.page.locator("self-check .tools .menu summary").click()

    assert checklist.page.locator("self-check .menu .clear").last.is_visible()
    assert checklist.page.evaluate("document.documentElement.scrollWidth") == width


def test_the_menu_of_tools_closes_by_key_by_tab_and_by_a_tap_elsewhere(opened):
    checklist = opened(360, 800)
    page = checklist.page
    menu = page.locator("self-check .tools .menu")
    summary = menu.locator("summary")
    states = []

    for leave in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.locator("h1").click(),
        lambda: page.locator("self-check .tools select").focus(),
    ):
        summary.click()
        menu.locator("button").first.focus()
        leave()
        states.append(menu.get_attribute("open"))

    assert states == [None, None, None]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(("answered", "wanted"), [(["A1", "A2", "B1"], "A3"), ([], "")], ids=["begun", "untouched"])
def test_the_way_to_the_check_leads_on_where_it_was_begun(opened, width, height, answered, wanted):
    checklist = opened(width, height)
    page = checklist.page
    page.evaluate(ANSWER, answered)
    page.evaluate("window.scrollTo(0, 0)")

    page.get_by_role("link", name="自查", exact=True).click()

    assert (focused(checklist) or "") == wanted
    assert page.evaluate(IN_SIGHT, wanted or "A1")


BOXES = """() => [...document.querySelectorAll(".steps button")].map((one) => {
  const { top, bottom, width, height } = one.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight && width >= 44 && height >= 44;
})"""


def test_on_a_phone_the_items_before_and_after_are_within_reach_of_a_thumb(opened):
    checklist = opened(360, 740)
    page = checklist.page
    names = page.evaluate(AT_ALL)
    checklist.item("C2").locator("input[value=met]").focus()
    page.evaluate(SCROLL, "C2")
    reached = page.evaluate(BOXES)

    seen = []
    for name in ("下一项", "下一项", "上一项", "上一项", "上一项"):
        page.get_by_role("button", name=name).click()
        seen.append(focused(checklist))

    assert reached == [True, True]
    assert seen == ["C3", "C4", "C3", "C2", "C1"]
    assert page.evaluate(IN_SIGHT, "C1")
    checklist.item("C1").locator("input[value=met]").check()
    for name in ("下一项", "上一项"):
        page.get_by_role("button", name=name).press("Enter")
    assert page.evaluate("document.activeElement.value") == "met"
    page.evaluate(SCROLL, names[-1])
    checklist.item(names[-1]).locator("input").first.focus()
    page.get_by_role("button", name="下一项").click()
    assert page.evaluate("document.activeElement.closest('.tools') !== null")


def test_between_two_items_both_neighbours_are_found_and_what_has_the_focus_is_above_the_pair(opened):
    checklist = opened(360, 740)
    page = checklist.page
    page.evaluate("document.activeElement.blur()")
    page.evaluate(SCROLL, "D1")
    page.get_by_role("button", name="上一项").click()
    before = focused(checklist)
    checklist.item("E1").locator("summary").first.evaluate("one => one.click()")
    field = checklist.item("E1").get_by_label("材料在哪里")
    page.evaluate(SCROLL, "D2")

    field.focus()

    assert before in ("C9", "D1")
    assert field.evaluate(
        "one => one.getBoundingClientRect().bottom <= document.querySelector('.steps').getBoundingClientRect().top"
    )


def test_the_pair_stands_neither_on_a_large_screen_nor_on_paper(opened):
    page = opened(1366, 768).page
    on_screen = page.locator(".steps").is_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(media="print")

    assert not on_screen
    assert not page.locator(".steps").is_visible()


ARRIVALS = {
    "nothing": [],
    "some": ["A1", "A2", "B1"],
    "an area whole": ["A1", "A2", "A3", "A4", "A5"],
    "all but B3": "all but B3",
    "all but the last": "all but last",
}
ON_SCREEN = """one => {
  const { top, bottom, left, right } = one.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
}"""
SETTLED = "() => document.querySelector('self-check').store.entries.unsaved().length === 0"
LOADED = "() => ((document.querySelector('self-check:not([hidden])') || {}).tools || {}).isLoaded"


def answer_some(page, answered) -> str:
    """Answer some items of the check that is shown, and return the first one that is left."""
    names = page.evaluate("() => document.querySelector('self-check:not([hidden])').ids()")
    if isinstance(answered, str):
        left = names[-1] if answered.endswith("last") else answered.split()[-1]
        answered = [name for name in names if name != left]
    page.evaluate(ANSWER, answered)
    page.wait_for_function(SETTLED)
    return next(name for name in names if name not in answered)


def at_item(page) -> str:
    """Wait until an item has the focus and its results are in sight, and return which."""
    page.wait_for_function("() => document.activeElement.closest('li[data-rev]')")
    name = page.evaluate("document.activeElement.closest('li[data-rev]').id")
    assert page.evaluate(IN_SIGHT, name)
    return name


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("answered", ARRIVALS.values(), ids=[name.replace(" ", "-") for name in ARRIVALS])
@pytest.mark.parametrize("whose", ["listed", "own"])
def test_on_arrival_one_tap_leads_to_the_first_item_without_an_answer(open_page, disk, whose, answered, width, height):
    page = open_page(viewport={"width": width, "height": height})
    page.goto(disk + ("branches/teacher-software.html" if whose == "listed" else f"{Place.MY_BRANCH}#{TEACHERS}"))
    page.wait_for_function(LOADED)
    if whose == "own":
        page.locator("#fact-candidates").evaluate("one => { one.closest('details').open = true; }")
        page.locator("#fact-candidates").fill("3")
    wanted = answer_some(page, answered)
    page.goto("about:blank")
    page.goto(disk + ("branches/teacher-software.html" if whose == "listed" else Place.MY_BRANCH))
    page.wait_for_function(LOADED)
    way = page.locator(".to-next a")
    says, is_seen = way.inner_text(), way.evaluate(ON_SCREEN)

    way.click()

    assert says.startswith(f"下一个没填：{wanted} ")
    assert is_seen
    assert at_item(page) == wanted
    page.goto("about:blank")
    page.goto(disk + ("branches/teacher-software.html" if whose == "listed" else Place.MY_BRANCH) + "#next")
    assert at_item(page) == wanted


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("answered", list(ARRIVALS.values())[1:], ids=[name.replace(" ", "-") for name in ARRIVALS][1:])
def test_in_the_one_file_edition_too_one_tap_leads_there(open_page, disk, answered, width, height):
    page = open_page(viewport={"width": width, "height": height})
    tool = Tool(page, disk + Place.ONE_FILE)
    tool.begin()
    page.wait_for_function(LOADED)
    wanted = answer_some(page, answered)
    page.reload()
    tool.ready()
    button = page.locator("[data-part=records]").get_by_role("button", name="下一个没填")
    is_seen = button.evaluate(ON_SCREEN)

    button.click()
    first = at_item(page)
    page.evaluate("window.scrollTo(0, 0)")
    again = page.locator("self-check-tool > div > .tools").get_by_role("button", name="下一个没填")
    is_there = again.evaluate(ON_SCREEN)
    again.click()

    assert (is_seen, is_there) == (True, True)
    assert (first, at_item(page)) == (wanted, wanted)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("answered", ARRIVALS.values(), ids=[name.replace(" ", "-") for name in ARRIVALS])
def test_from_home_one_tap_leads_to_the_first_item_without_an_answer(open_page, disk, answered, width, height):
    page = open_page(viewport={"width": width, "height": height})
    page.goto(disk + "index.html")
    answered_at_home(page, "teacher", 12, "设支部委员会，划分党小组", "")
    page.goto(disk + Place.MY_BRANCH)
    page.wait_for_function(LOADED)
    wanted = answer_some(page, answered)
    page.goto(disk + "index.html")
    page.locator("this-month h3").first.wait_for()
    way = page.get_by_role("link", name="自查：下一个没填")
    is_seen = way.evaluate(ON_SCREEN)

    way.click()

    assert is_seen
    assert at_item(page) == wanted
