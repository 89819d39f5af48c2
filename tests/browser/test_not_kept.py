"""Every page that keeps something tells where it cannot, wherever that fails, in sight of who has just filled it in."""

from __future__ import annotations

from itertools import cycle

import pytest

from standards_site.outputs.links import Place
from tests.builders.failing_stores import DATABASE_FAILS, FAILURES, LOCAL_FAILS
from tests.builders.records import answer, record, text_of
from tests.probes.my_branch import TEACHERS, answered, ready
from tests.probes.one_file import Tool

ONE_PLACE = ("只存了一处",)
NOWHERE = ("没有保存", "不让保存", "存不下来")
TOLD = """([words, isInSight]) => [...document.querySelectorAll("[role=status], [data-part=here] b")].some((one) => {
  const { top, bottom, width } = one.getBoundingClientRect();
  const isThere = words.some((word) => one.textContent.includes(word)) && width > 0;
  return isThere && (!isInSight || (bottom > 0 && top < innerHeight));
})"""
FILE = text_of(record("teacher-maths", "数学教研室教师党支部", {"C1": answer("met", v={"d-1": 1})}))


def home(page, site):
    """Tick a duty of this month, on the home page."""
    page.goto(site + "index.html")
    answered(page, "teacher", 12, "设支部委员会，划分党小组", "2024-03-31")
    return lambda: page.locator("this-month li input").first.check()


def my_branch(page, site):
    """Answer a question of 我的支部."""
    page.goto(site + Place.MY_BRANCH)
    ready(page)
    return lambda: page.locator("#fact-formal_members").fill("12")


def ticks(page, site):
    """Tick a duty of this month, on 我的支部."""
    page.goto(site + Place.MY_BRANCH + f"#{TEACHERS}")
    box = page.locator("#month li .tick input").first
    box.wait_for()
    return lambda: box.check()


def branch(page, site):
    """Choose a result, on the page of a branch."""
    page.goto(site + "branches/teacher-software.html")
    return lambda: page.locator("#C1 input[value=met]").check()


def person(page, site):
    """Fill in a day of somebody, on 在培养的人."""
    page.goto(site + Place.PEOPLE)
    page.wait_for_function("() => document.querySelector('branch-people').isReady")
    page.get_by_role("button", name="加上").click()
    return lambda: page.get_by_label("派人谈话", exact=True).fill("2026-06-10")


def paper(page, site):
    """Tick the last paper of somebody, on 在培养的人."""
    person(page, site)
    return lambda: page.locator(".papers input").last.check()


def meeting(page, site):
    """Fill in where a meeting is."""
    page.goto(site + Place.MEETING)
    page.wait_for_function("() => !document.querySelector('meeting-pack').fields.disabled")
    return lambda: page.get_by_label("在哪里").fill("三楼")


def kept(page, site):
    """Bring in a file, on 本机存的内容."""
    page.goto(site + Place.KEPT)
    page.get_by_text("或者粘贴").click()
    page.get_by_label("要粘贴的").fill(FILE)
    page.get_by_role("button", name="读取粘贴的").click()
    return lambda: page.get_by_role("button", name="全部导入").click()


def one_file(page, site):
    """Choose a result, in the one-file edition."""
    tool = Tool(page, site + Place.ONE_FILE)
    tool.begin()
    return lambda: page.locator("#C1 input[value=met]").check()


PAGES = (home, my_branch, ticks, branch, person, paper, meeting, kept, one_file)
ONE_FAILS = [*zip(cycle(PAGES), FAILURES, strict=False), *zip(cycle(reversed(PAGES)), FAILURES, strict=False)]
"""One judgement serves all pages: each failure is tried on two of them, and each page with two failures or more."""
NOTHING_KEPT = list(zip(PAGES, cycle(LOCAL_FAILS), cycle(DATABASE_FAILS), strict=False))


@pytest.mark.parametrize(("opened", "failure"), ONE_FAILS)
def test_a_page_tells_where_one_place_does_not_keep_it(page, disk, opened, failure):
    page.add_init_script(FAILURES[failure])

    opened(page, disk)()

    page.wait_for_function(TOLD, arg=[ONE_PLACE, False])


@pytest.mark.parametrize(("opened", "local", "database"), NOTHING_KEPT)
def test_a_page_tells_where_nothing_is_kept(page, disk, opened, local, database):
    page.on("dialog", lambda dialog: dialog.accept())
    page.add_init_script(LOCAL_FAILS[local] + DATABASE_FAILS[database])

    opened(page, disk)()

    page.wait_for_function(TOLD, arg=[NOWHERE, True])


@pytest.mark.parametrize("opened", PAGES)
def test_a_page_tells_when_storage_is_full_later(page, disk, opened):
    page.on("dialog", lambda dialog: dialog.accept())

    keep = opened(page, disk)
    page.evaluate(f"() => {{ {LOCAL_FAILS['full']} {DATABASE_FAILS['full']} }}")
    keep()

    page.wait_for_function(TOLD, arg=[NOWHERE, True])
