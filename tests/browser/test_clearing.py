"""Whatever is kept of a branch goes with it when it is cleared, and nothing of the others."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from standards_site.outputs.links import Place
from tests.probes.my_branch import ready
from tests.probes.year import NOW, Year

HERE = "SelfCheck.store"
FILL = """(branch) => {
  const { store } = SelfCheck;
  const mark = (text) => branch + "的" + text;
  const day = "2026-11-30";
  const about = { branch: { id: branch, name: mark("名称") }, edition: "2026.1" };
  const facts = { kind: "teacher", formal_members: "12", committee: "1", groups: "0", term_start: "2025-01-02" };
  const how = { title: "一", rev: 1, day };
  const records = { "branch-34/2026": "C1", "branch-34/2025": "C2", "year/2026": "theme-day.m1", "year/2025": "own.1" };
  const ids = Object.keys(records).map((round) => branch + "/" + round).concat(branch + "/slip.branch-34/2026");
  const done = [
    store.fill(branch, { name: mark("名称") }),
    store.fill(SelfCheckOwn.factsOf(branch), { ...facts, note: mark("情况") }),
    store.fill(SelfCheckOwn.HERE, { branch }),
    store.fill(SelfCheckOwn.draftOf(branch), { place: mark("会议室"), day }),
    store.fill("people." + branch + "1", { code: "甲", application: day, branch }),
    store.fill("people_undo", { made: mark("导入"), branch }),
    store.fill("people_here", { branch: "", own: branch }),
  ];
  for (const key of ids) {
    const item = records[key.slice(branch.length + 1)] || "C1";
    const [, catalog, round] = key.split("/");
    done.push(store.change(key, item, { status: "met", note: mark("说明") }, how, { ...about, catalog, round }));
  }
  SelfCheckOwn.fileId(store, branch, mark("名称"));
  return Promise.all(done.map(({ database }) => database))
    .then(() => Promise.all(ids.map((key) => SelfCheckSnapshots.keep(store, key, mark("之前"), day))));
}"""
KEPT = """() => new Promise((done) => {
  const all = Object.keys(localStorage).map((name) => [name, localStorage.getItem(name)]);
  const request = indexedDB.open(SelfCheckEntries.HOME);
  request.onsuccess = () => {
    const cursor = request.result.transaction("entries").objectStore("entries").openCursor();
    cursor.onsuccess = ({ target: { result } }) => {
      if (!result) {
        request.result.close();
        return done(all);
      }
      all.push([String(result.key), JSON.stringify(result.value)]);
      result.continue();
    };
  };
})"""
BRANCHES = ("my-branch-baaaa", "my-branch-bcccc")


def of(branch: str, kept: list[list[str]]) -> list[str]:
    """Return the names of what says anything of a branch."""
    return [name for name, text in kept if branch in name + text or json.dumps(branch)[1:-1] in text]


@pytest.mark.parametrize("cleared", BRANCHES)
def test_a_branch_is_cleared_with_all_that_was_filled_in_for_it(open_page, disk, cleared):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    page.goto(f"{disk}{Place.MY_BRANCH}")
    ready(page)
    page.evaluate("() => SelfCheck.whole()")
    other = next(branch for branch in BRANCHES if branch != cleared)
    for branch in (other, cleared):
        page.evaluate(FILL, branch)
    before = page.evaluate(KEPT)
    page.reload()
    ready(page)
    Year(page).ready()

    page.get_by_role("button", name="清除本页填的内容").click()
    page.get_by_role("button", name="连自查内容一起清除").click()
    expect(page.get_by_text("准备会议时填的，不在文件里")).to_be_visible()
    page.get_by_role("button", name="都清除", exact=True).click()
    page.wait_for_function(
        f"""(branch) => ({KEPT})().then((all) => !all.some(([name, text]) => (name + text).includes(branch)))""",
        arg=cleared,
    )

    kept = page.evaluate(KEPT)
    assert len(of(cleared, before)) > 20
    assert of(cleared, kept) == []
    # which one is shown is said anew
    ours = {name for name in of(other, before) if not name.endswith(("-here/fields", "_here/fields", "_undo/fields"))}
    assert ours <= {*of(other, kept)}


def test_the_first_branch_is_cleared_with_its_meeting(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    page.goto(f"{disk}{Place.MY_BRANCH}")
    ready(page)
    page.evaluate("() => SelfCheck.whole()")
    page.evaluate(FILL, "my-branch")
    page.reload()
    ready(page)
    Year(page).ready()

    page.get_by_role("button", name="清除本页填的内容").click()
    page.get_by_role("button", name="连自查内容一起清除").click()
    page.get_by_role("button", name="都清除", exact=True).click()

    # the database hears of a clearing last, and what says so goes then
    page.wait_for_function(
        f"""() => ({KEPT})().then((all) => !all.some(([name, text]) =>
            text.includes('my-branch的') || name.includes('/clearing/')))"""
    )
    names = {name for name, _ in page.evaluate(KEPT)}
    assert not [name for name in names if "/my-branch" in name or "/meeting/" in name or "/people" in name]


def test_a_cleared_computer_keeps_nothing_of_any_branch(open_page, disk):
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    page.goto(f"{disk}{Place.MY_BRANCH}")
    ready(page)
    page.evaluate("() => SelfCheck.whole()")
    for branch in ("my-branch", *BRANCHES, "teacher-software"):
        page.evaluate(FILL, branch)
    page.goto(f"{disk}{Place.KEPT}")
    page.get_by_role("button", name="清空这台电脑").click()
    page.get_by_role("button", name="全部删掉").click()
    page.locator("kept-here .said", has_text="已清空").wait_for()

    assert page.evaluate("() => Object.keys(localStorage)") == []
    assert page.evaluate("() => indexedDB.databases().then((all) => all.map(({ name }) => name))") == []
