"""From the home page to the answer of each everyday question with the keyboard alone; how many keys is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from standards_site.in_force.resolve import Standards
from standards_site.outputs.self_check.roll_up import branch_list
from tests.builders.questions import QUESTIONS, SCREENS, SIZES, TODAY
from tests.builders.records import filled, text_of

DAY = "2026-11-29"
MOST = 150
"""Keys after which what is looked for is out of reach."""
IN_FOCUS = "(one) => one === document.activeElement"


class Keys:
    """The keyboard of somebody who has no mouse, on an open page."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)
        self.pressed += 1

    def reach(self, wanted: str) -> None:
        """Go on with the tab key to what a selector names."""
        # the very element, for looking it up anew after each key takes longer than the key
        target = self.page.locator(wanted).first.element_handle()
        for _ in range(MOST):
            self.press("Tab")
            if target.evaluate(IN_FOCUS):
                return
        pytest.fail(f"{wanted} is not reached with {MOST} presses of the tab key")

    def follow(self, wanted: str) -> None:
        """Follow a link."""
        self.reach(wanted)
        with self.page.expect_navigation():
            self.press("Enter")

    def enter(self, wanted: str, value: str) -> None:
        """Type a value into a field, or choose it from a list."""
        self.reach(wanted)
        field = self.page.locator(wanted).first
        kind = field.evaluate("(one) => one.type")
        if kind == "select-one":
            for _ in range(MOST):
                if field.input_value() == value:
                    return
                self.press("ArrowDown")
        elif kind == "date":
            year, month, day = value.split("-")
            # the order of its parts is that of the system's language
            for parts in ((month, day, year), (year, month, day)):
                for part in parts:
                    self.type(part)
                    if part == year:  # which may have six digits; behind two of them the browser goes on by itself
                        self.press("ArrowRight")
                if field.input_value() == value:
                    return
                for _ in parts:
                    self.press("ArrowLeft")
        else:
            self.type(value)
        assert field.input_value() == value

    def type(self, text: str) -> None:
        """Type a text."""
        self.page.keyboard.type(text)
        self.pressed += len(text)


@pytest.fixture(params=SIZES, ids=["phone", "pc"])
def keys(request, open_page, disk):
    """The keyboard on the home page."""
    width, height = request.param
    page = open_page(viewport={"width": width, "height": height})
    page.clock.set_fixed_time(f"{DAY}T08:00:00+08:00")
    page.goto(f"{disk}index.html")
    found = Keys(page)
    yield found
    print(f"{width} px: {found.pressed} keys")


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name.split()[0] for question in QUESTIONS])
def test_an_answer_is_reached_by_keyboard(keys, data, question):
    given = question.inputs[0]

    for tap in question.taps:
        keys.follow(tap)
    for name, value in given.items():
        keys.enter(question.fields[name], value)

    for sentence in question.expected(data, {**given, TODAY: DAY}):
        keys.page.wait_for_function(f"(sentence) => ({SCREENS})(sentence) !== null", arg=sentence)


def test_the_month_of_a_branch_is_reached_by_keyboard(keys):
    keys.enter(".home-month select >> nth=0", "teacher")
    keys.enter(".home-month input >> nth=0", "12")
    keys.reach(".home-month select >> nth=1")
    keys.press("ArrowDown")
    keys.reach(".home-month button")
    keys.press("Enter")

    expect(keys.page.locator("this-month h2")).to_have_text("本月要做（2026 年 11 月）")
    keys.reach("this-month summary")
    keys.press("Enter")
    expect(keys.page.locator("this-month details li").first).to_be_visible()


def test_the_next_item_that_is_not_filled_is_reached_by_keyboard(keys):
    keys.follow(".home-doors a:text-is('支部自查')")
    keys.follow("a[href$='teacher-software.html']")
    keys.reach("button:text-is('下一个没填')")
    keys.press("Enter")
    focused = keys.page.evaluate("document.activeElement.closest('li[data-rev]').id")
    keys.press(" ")

    assert focused == "A1"
    assert keys.page.locator("#A1 input:checked").count() == 1


@pytest.mark.parametrize(
    ("occasion", "form", "wanted"),
    [
        ("每年", "档案盒标签", "forms/box-label.html"),
        ("检查前", "党员活动室“六有”自查表", "forms/check-activity-room.html"),
    ],
    ids=["labels", "room"],
)
def test_a_form_is_reached_by_keyboard(keys, disk, occasion, form, wanted):
    keys.follow(".md-tabs a:text-is('表单')")
    keys.follow(f".occasions a:text-is('{occasion}')")
    keys.follow(f".forms-table th > a:text-is('{form}')")

    assert keys.page.url == disk + wanted


def test_what_the_committee_looks_for_is_reached_by_keyboard(keys, data, tmp_path: Path):
    expected = branch_list(data, Standards(data))["branches"][:12]
    for place, one in enumerate(expected):
        (tmp_path / f"{place}.json").write_text(text_of(filled(data, one["id"], one["name"], place)), "utf-8")

    # listened for from the start: the browser hears of it later than of the key
    keys.page.on("filechooser", lambda chooser: chooser.set_files(sorted(tmp_path.iterdir())))
    keys.follow(".home-doors a:text-is('汇总各支部自查')")
    keys.reach("#roll-up-files")
    keys.press("Enter")

    first = keys.page.locator("[data-part=first]")
    first.wait_for()
    expect(first.locator("[data-part=received]")).to_contain_text("收到 12")
    expect(first.locator("[data-part=weakest] li").first).to_contain_text("没做到的支部")
