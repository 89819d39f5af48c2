"""What earlier editions of the tool stored is found and kept whole, and two sites on one host keep apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.builders.failing_stores import DATABASE_FAILS, LOCAL_FAILS
from tests.builders.records import brought_up
from tests.probes.checklist import press_tool
from tests.probes.desk import KEY, PAGE, Desk
from tests.probes.my_branch import HEADING, ready

# written by the pages of edition 2026.1 before each site had a store of its own; it never changes
STORED = json.loads((Path(__file__).parents[1] / "exports/fixtures/browser-storage-1.json").read_text("utf-8"))
CLEARED = "zbk/2/student-masters/branch-34/2026/"
NONE: dict[str, str] = {}
PLACES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "both": (STORED["localStorage"], STORED["database"]),
    "local-only": (STORED["localStorage"], NONE),
    "database-only": (NONE, STORED["database"]),
}
LOAD = """async ([local, database]) => {
    Object.assign(localStorage, local);
    if (!Object.keys(database).length) return;
    await new Promise((done) => {
        const request = indexedDB.open("zbk", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("entries");
        request.onsuccess = () => {
            const transaction = request.result.transaction("entries", "readwrite");
            for (const name of Object.keys(database)) transaction.objectStore("entries").put(database[name], name);
            transaction.oncomplete = () => done(request.result.close());
        };
    });
}"""
FORGET_HALF = """(home) => new Promise((done) => {
    for (const name of Object.keys(localStorage).filter((one, at) => at % 2 || one.endsWith("taken"))) {
        if (name.startsWith(home)) localStorage.removeItem(name);
    }
    const request = indexedDB.open(home);
    request.onsuccess = () => {
        const transaction = request.result.transaction("entries", "readwrite");
        const entries = transaction.objectStore("entries");
        entries.delete(home + "taken");
        entries.getAllKeys().onsuccess = (event) => {
            event.target.result.filter((_, at) => at % 3 === 0).forEach((name) => entries.delete(name));
        };
        transaction.oncomplete = () => done(request.result.close());
    };
})"""

Open = Callable[..., Desk]


def load(context: BrowserContext, url: str, local: dict[str, str], database: dict[str, str]) -> None:
    """Give a fresh browser what an earlier edition had stored."""
    page = context.new_page()
    page.goto(url)
    page.evaluate(LOAD, [local, database])
    page.close()


@pytest.fixture
def desk_of(page, disk) -> Open:
    """Opens a window of one of the sites of a host."""

    def open_one(site: str = "sample", *scripts: str) -> Desk:
        window = page.context.new_page()
        for script in scripts:
            window.add_init_script(script)
        desk = Desk(window, disk + PAGE, site)
        desk.ask("() => store.ready")
        return desk

    return open_one


def entries(texts: dict[str, str], prefix: str) -> dict[str, Any]:
    """Return the values that stand under a prefix, by what follows it."""
    return {
        name.removeprefix(prefix): json.loads(text)["value"] for name, text in texts.items() if name.startswith(prefix)
    }


def texts(stored: dict[str, str], prefix: str) -> dict[str, str]:
    """Return the texts that stand under a prefix, by what follows it."""
    return {name.removeprefix(prefix): text for name, text in stored.items() if name.startswith(prefix)}


def missing(desk: Desk, local: dict[str, str], database: dict[str, str]) -> dict[str, Any]:
    """Return what of the earlier store is not in this one, each place by itself."""
    # only localStorage says what was cleared before the database could be reached
    is_cleared = f"zbk/clearing/{CLEARED}" in local
    live = {name: text for name, text in database.items() if not (is_cleared and name.startswith(CLEARED))}
    wanted = {f"e/{name}": value for name, value in entries({**live, **local}, "zbk/2/").items()}
    facts = texts(local, "zbk/1/my-branch-facts/")
    if facts:
        wanted["e/form/my-branch-facts/fields"] = facts
        wanted["e/form/start/fields"] = json.loads(local["zbk/2-start"])
    asides = texts(local, "zbk/2-aside/")
    snapshots = texts(live, "zbk/snapshots/")
    found: dict[str, Any] = {}
    for place, held in {"local": desk.kept_locally(), "database": desk.kept_in_database()}.items():
        kept = entries(held, desk.home + "e/")
        found |= {f"{place} {name}": value for name, value in wanted.items() if kept.get(name[2:]) != brought_up(value)}
        found |= {
            f"{place} aside {name}": text
            for name, text in asides.items()
            if held.get(f"{desk.home}aside/{name}") != text
        }
        if place == "database":
            found |= {name: text for name, text in snapshots.items() if held.get(f"{desk.home}snapshot/{name}") != text}
        found |= {name: text for name, text in held.items() if is_cleared and name.startswith(desk.home + "e/student")}
    return found


@pytest.mark.parametrize("places", PLACES.values(), ids=PLACES)
def test_all_that_an_earlier_edition_stored_is_found_and_nothing_of_it_is_lost(page, disk, desk_of, places):
    load(page.context, disk + PAGE, *places)

    desk = desk_of()
    at_first = missing(desk, *places)
    desk.write("C2", "note", "新写的", "teacher-maths/branch-34/2026")
    desk.page.close()
    again = desk_of()

    assert at_first == {}
    assert again.notes("teacher-maths/branch-34/2026")["C2"] == "新写的"
    assert again.notes("teacher-maths/branch-34/2026")["C1"] == "数学的"
    # what was there stays for another site of this host
    assert {**again.kept_locally(), **places[0]} == again.kept_locally()


def test_moving_that_was_cut_off_in_the_middle_is_taken_up_again(page, disk, desk_of):
    load(page.context, disk + PAGE, *PLACES["both"])
    first = desk_of()
    first.ask(FORGET_HALF, first.home)
    first.page.close()

    assert missing(desk_of(), *PLACES["both"]) == {}


ONE_FAILS = {"full": LOCAL_FAILS["full"], "forbidden": LOCAL_FAILS["forbidden"], "absent": DATABASE_FAILS["absent"]}


@pytest.mark.parametrize("failure", ONE_FAILS.values(), ids=ONE_FAILS)
def test_one_place_is_enough_to_find_it(page, disk, desk_of, failure):
    load(page.context, disk + PAGE, *PLACES["both"])

    desk = desk_of("sample", failure)
    records = desk.ask("() => store.records().map(({ key }) => key)")
    desk.page.close()

    everywhere = {name.rpartition("/")[0] for name in texts(STORED["localStorage"], "zbk/2/")}
    # where localStorage cannot be read, nothing says what was cleared
    assert set(records) - {CLEARED[6:-1]} == everywhere
    # and once both work again, both have all of it
    local = dict(STORED["localStorage"])
    if CLEARED[6:-1] in records:
        del local[f"zbk/clearing/{CLEARED}"]
    assert missing(desk_of(), local, STORED["database"]) == {}


def test_what_a_window_of_an_earlier_edition_writes_later_is_found_too(page, disk, desk_of):
    load(page.context, disk + PAGE, *PLACES["both"])
    desk_of().page.close()
    name = "zbk/2/teacher-maths/branch-34/2026/C1"
    entry = json.loads(STORED["localStorage"][name])
    entry["at"]["note"] += 1
    entry["value"]["note"] = "旧窗口里接着写的"
    load(page.context, disk + PAGE, {name: json.dumps(entry)}, NONE)

    desk = desk_of()
    desk.page.wait_for_function(
        "() => store.loadNow('teacher-maths/branch-34/2026').record.items.C1.note === '旧窗口里接着写的'"
    )


def test_each_site_that_opens_finds_it_and_from_then_on_they_share_neither_data_nor_clearing(page, disk, desk_of):
    load(page.context, disk + PAGE, *PLACES["both"])
    one, other = desk_of("site-a"), desk_of("site-b")
    found = [missing(desk, *PLACES["both"]) for desk in (one, other)]

    one.ask("() => { heard.length = 0; }")
    one.write("C1", "note", "甲站的")
    other.write("C1", "note", "乙站的")
    apart = [one.notes()["C1"], other.notes()["C1"], one.ask("() => heard").count(f"{KEY} C1")]
    one.ask("() => SelfCheckClearing.clear(store)")
    one.page.wait_for_timeout(200)
    left = missing(other, {name: text for name, text in STORED["localStorage"].items() if "software" not in name}, NONE)

    assert found == [{}, {}]
    assert one.ask("() => store.device()") != other.ask("() => store.device()")
    assert apart == ["甲站的", "乙站的", 0]
    assert one.ask("() => store.records()") == []
    assert left == {}
    assert other.notes()["C1"] == "乙站的"
    # nobody who clears expects to leave a copy behind
    assert [name for name in one.kept_locally() if name.startswith(("zbk/1", "zbk/2", "zbk/snap"))] == []
    one.page.close()
    assert desk_of("site-a").ask("() => store.records()") == []


@pytest.mark.parametrize(("one", "other"), [("a", "a-b"), ("a", "A1"), ("site", "site-2")])
def test_no_site_takes_another_for_a_part_of_itself(desk_of, one, other):
    first, second = desk_of(one), desk_of(other)
    first.write("C1", "note", "一")
    second.write("C1", "note", "二")
    first.ask("key => SelfCheckSnapshots.keep(store, key, '每日', '2026-11-22')", KEY)
    second.ask("key => SelfCheckSnapshots.keep(store, key, '每日', '2026-11-22')", KEY)

    first.ask("() => SelfCheckClearing.clear(store)")

    assert second.notes() == {"C1": "二"}
    assert second.ask("key => SelfCheckSnapshots.listed(store, key).then((all) => all.length)", KEY) == 1
    assert set(second.kept_locally()) >= {f"{second.home}device", f"{second.home}e/{KEY}/C1"}
    assert {f"{second.home}device", f"{second.home}e/{KEY}/C1"} <= set(second.kept_in_database())
    assert first.ask("() => store.records()") == []


def settled(page: Page) -> Page:
    """Wait until every self-check of a page has read what is kept."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('self-check')].every((one) => one.tools && one.tools.isLoaded)"
    )
    return page


def test_the_pages_show_all_that_an_earlier_edition_stored(page, disk):
    load(page.context, disk + PAGE, *PLACES["both"])
    page.goto(disk + "branches/teacher-software.html")
    settled(page).locator("self-check .tools select").select_option("2026")
    branch = [page.locator("#note-C1").input_value(), page.locator("#due-C1").input_value()]
    page.locator("self-check .tools select").select_option("2025")
    unknown = page.locator("self-check .others").inner_text()
    press_tool(page, "恢复以前的内容")
    page.get_by_role("button", name="恢复这一份").first.wait_for()
    page.goto(disk + "my-branch.html")
    ready(page)
    mine = [
        page.locator(".branch-parts > h2").inner_text(),
        page.locator("#fact-term_start").input_value(),
        settled(page).locator("self-check:visible").get_by_label("支部名称").input_value(),
        page.locator("self-check:visible #note-C1").input_value(),
    ]
    page.goto(disk + "self-check-tool.html")
    page.wait_for_function("() => document.querySelector('self-check-tool').ready")
    records = page.locator("[data-part=records] li").count()

    assert branch == ["缺第三季度签到表\n两次", "2026-12-31"]
    assert "停用条目里的字" in unknown
    assert "不认识的条目里的字" in unknown
    assert mine == [HEADING, "2024-10-15", "第一党支部", "自己支部的"]
    assert records == 7
    assert page.get_by_label("支部名称").input_value() == "测试学院第一党支部"
