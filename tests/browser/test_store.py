"""What somebody wrote is still there: killed browsers, full, forbidden, broken and damaged stores, two windows."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import pytest

from standards_site.data import self_check
from tests.builders.failing_stores import DATABASE_FAILS, HURRIED, LOCAL_FAILS
from tests.builders.records import an_answer
from tests.probes.desk import DAY, HOME, KEY, PAGE, PARTS, SCRIPTS, Desk
from tests.probes.installed import required
from tests.probes.patience import wait_until
from tests.probes.pure_scripts import SITE

OTHER = "teacher-maths/branch-34/2026-H2"
ENTRY = f"{HOME}e/{KEY}/C1"
OPENS_WHEN_LET = """const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...all) {
    if (!all[0].startsWith("zbk/3/")) return open.apply(this, all);
    const held = {};
    window.letOpen = () => {
        IDBFactory.prototype.open = open;
        const request = indexedDB.open(...all);
        for (const name of ["onupgradeneeded", "onsuccess"]) {
            request[name] = (event) => { held.result = request.result; held[name](event); };
        }
    };
    return held;
};"""
NO_CHANNEL = """delete window.BroadcastChannel;"""


def some(failures):
    """Return the failures as parameters."""
    return [pytest.param(script, id=name) for name, script in failures.items()]


@pytest.fixture(params=["disk", "intranet"])
def place(request):
    """The address of a page, once from disk and once from a plain-http host."""
    return request.getfixturevalue(request.param) + PAGE


@pytest.fixture
def url(disk):
    """The address of a page on disk."""
    return disk + PAGE


@pytest.fixture
def desk_with(page, url):
    """Opens a window of the same browser in which something fails."""

    def open_one(*scripts: str) -> Desk:
        window = page.context.new_page()
        for script in scripts:
            window.add_init_script(script)
        return Desk(window, url)

    return open_one


@pytest.fixture
def desk(desk_with):
    """A window in which nothing fails."""
    return desk_with()


def test_what_was_written_100_ms_before_the_browser_was_killed_is_there(machine, place):
    desk = Desk(machine.context.new_page(), place)
    desk.write("C1", "note", "很早以前写的")
    desk.page.wait_for_timeout(1000)
    desk.ask("key => { fill(key, 'C1', 'note', '刚写的'); }", KEY)

    machine.lose_power(desk.page)

    assert Desk(machine.context.new_page(), place).notes() == {"C1": "刚写的"}


def test_firefox_from_disk_keeps_an_entry_over_a_kill_and_over_a_restart(url, tmp_path):
    node = required("node", package="nodejs")
    firefox = required("firefox-esr", "firefox", package="firefox-esr")
    site = tmp_path / "site.js"
    site.write_text(SITE, encoding="utf-8")
    scripts = [str(site), *(str(SCRIPTS / part) for part in PARTS)]
    command = [node, str(Path(__file__).parent / "firefox_store.mjs"), firefox, url, str(tmp_path / "profile")]

    done = subprocess.run([*command, *scripts], capture_output=True, text=True, check=False, timeout=300)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"afterKill": "缺签到表", "afterRestart": "组织委员", "faults": []}


def test_an_answer_is_stored_as_it_was_given(desk):
    stored = desk.ask(
        """async (key) => {
            await store.load(key);
            await fill(key, "C1", "status", "unmet").database;
            await fill(key, "C1", "note", "缺签到表\\n两次").database;
            await fill(key, "C1", "evidence", ["记录本第12页"]).database;
            return { device: store.device(), now: store.loadNow(key) };
        }""",
        KEY,
    )

    answer = {
        **an_answer(),
        "status": "unmet",
        "note": "缺签到表\n两次",
        "evidence": ["记录本第12页"],
        "rev": 1,
        "v": {stored["device"]: 3},
        "log": [[DAY, "unmet", stored["device"]]],
    }
    assert stored["now"] == {
        "record": {
            "format": "zbk-self-check",
            "schema": self_check.SCHEMA,
            "edition": "2026.1",
            "branch": {"id": "teacher-software", "name": "软件工程教师党支部"},
            "catalog": "branch-34",
            "round": "2026",
            "exported": {"day": "", "device": ""},
            "items": {"C1": answer},
            "retired": {},
            "unknown": {"items": {}, "extra": {}},
        },
        "changes": 3,
        "unsaved_changes": 3,
        "exported_on": "",
        "exported_as": "",
    }


def test_both_places_hold_the_same(desk):
    told = [desk.write("C1", "note", "缺签到表"), desk.write("C1", "status", "met"), desk.write("A1", "note", "a")]

    assert told == [[True, True]] * 3
    assert desk.kept_locally() == desk.kept_in_database()
    assert sorted(desk.kept_locally()) == [
        f"{HOME}device",
        *(f"{HOME}e/{KEY}/{part}" for part in ("#", "A1", "C1")),
        f"{HOME}taken",
    ]


def test_a_plain_http_page_without_secure_context_stores_too(page, intranet):
    desk = Desk(page, intranet + PAGE)
    missing = desk.ask("() => [typeof crypto.randomUUID, typeof navigator.storage, typeof navigator.locks]")

    told = desk.write("C1", "note", "缺签到表")
    again = Desk(page, intranet + PAGE)

    assert missing == ["undefined"] * 3
    assert told == [True, True]
    assert again.items() == again.items_now()
    assert again.notes() == {"C1": "缺签到表"}


@pytest.mark.parametrize("failure", some(LOCAL_FAILS))
def test_without_local_storage_the_database_is_enough(desk_with, failure):
    desk = desk_with(failure)
    before = desk.ask("() => store.works.local")
    told = desk.write("C1", "note", "缺签到表")
    after = desk.ask("() => [store.works.local, store.works.database, store.entries.unsaved()]")
    desk.page.close()

    again = desk_with(failure)

    assert (before, told) == (False, [False, True])
    assert after == [False, True, []]
    assert again.notes() == {"C1": "缺签到表"}


@pytest.mark.parametrize("failure", some(DATABASE_FAILS))
def test_without_a_database_local_storage_is_enough(desk_with, failure):
    desk = desk_with(failure)
    told = desk.write("C1", "note", "缺签到表")
    after = desk.ask("() => [store.works.local, !!store.works.database, store.entries.unsaved()]")
    desk.page.close()

    again = desk_with(failure)

    assert told == [True, False]
    assert after == [True, False, []]
    assert again.items_now()["C1"]["note"] == "缺签到表"
    assert again.notes() == {"C1": "缺签到表"}


@pytest.mark.parametrize("database", some({name: DATABASE_FAILS[name] for name in ("absent", "hanging", "full")}))
@pytest.mark.parametrize("local", some({name: LOCAL_FAILS[name] for name in ("forbidden", "full")}))
def test_where_nothing_can_be_stored_the_page_works_and_says_what_is_unsaved(desk_with, local, database):
    desk = desk_with(local, database)
    told = [desk.write("C1", "note", "缺签到表"), desk.write("C2", "status", "met")]

    state = desk.ask(
        "() => [store.works.local, !!store.works.database, store.entries.unsaved().map((one) => one.part)]"
    )

    assert told == [[False, False]] * 2
    assert state == [False, False, ["C1", "#", "C2"]]
    assert desk.notes() == {"C1": "缺签到表", "C2": ""}


def test_really_full_local_storage_is_told_and_the_database_has_it(desk):
    desk.items()
    desk.ask("""() => {
        let size = 1 << 22;
        for (let text = ""; size >= 1; ) {
            try { localStorage.setItem("foreign", text + "x".repeat(size)); text += "x".repeat(size); }
            catch (_full) { size >>= 1; }
        }
    }""")

    local = desk.ask("key => fill(key, 'C1', 'note', '缺签到表').local", KEY)
    desk.page.wait_for_function("() => store.entries.unsaved().length === 0")
    desk.ask("() => localStorage.removeItem('foreign')")
    later = desk.ask("key => fill(key, 'C2', 'note', 'b').local", KEY)
    desk.page.wait_for_function("() => store.entries.unsaved().length === 0")

    assert (local, later) == (False, True)
    wait_until(lambda: desk.kept_locally() == desk.kept_in_database())


def test_what_could_not_be_stored_is_tried_again_with_the_next_write(desk_with):
    desk = desk_with(
        DATABASE_FAILS["absent"],
        """const set = Storage.prototype.setItem;
        Storage.prototype.setItem = function (name, text) {
            if (window.isFull) throw new DOMException("full", "QuotaExceededError");
            set.call(this, name, text);
        };""",
    )
    desk.ask("() => { window.isFull = true; }")
    refused = desk.write("C1", "note", "缺签到表")
    desk.ask("() => { window.isFull = false; }")

    accepted = desk.write("C2", "note", "b")

    assert (refused, accepted) == ([False, False], [True, False])
    assert ENTRY in desk.kept_locally()
    assert desk.ask("() => store.entries.unsaved()") == []


def test_what_was_written_before_the_database_opened_gets_into_it(desk_with):
    desk = desk_with(HURRIED, OPENS_WHEN_LET)
    shown = desk.ask(
        "key => { fill(key, 'C1', 'note', '缺签到表'); return store.loadNow(key).record.items.C1.note; }", KEY
    )
    waited = desk.notes()

    desk.ask("() => letOpen()")
    desk.page.wait_for_function("() => store.works.database === true")

    assert (shown, waited) == ("缺签到表", {"C1": "缺签到表"})
    assert desk.kept_in_database() == desk.kept_locally()


def test_a_database_that_opens_late_tells_what_it_held(desk_with):
    first = desk_with(LOCAL_FAILS["full"])
    first.write("C1", "note", "只在数据库里")
    first.page.close()
    desk = desk_with(HURRIED, OPENS_WHEN_LET)
    desk.write("C1", "responsible", "组织委员")

    desk.ask("() => letOpen()")
    desk.page.wait_for_function("() => store.works.database === true && store.entries.unsaved().length === 0")
    desk.write("C2", "note", "b")

    answer = desk.items_now()["C1"]
    assert (answer["note"], answer["responsible"]) == ("只在数据库里", "组织委员")
    assert f"{KEY} C1" in desk.ask("() => heard")
    assert desk.kept_in_database() == desk.kept_locally()


@pytest.mark.parametrize(
    "failure",
    [pytest.param(LOCAL_FAILS["full"], id="database"), pytest.param(DATABASE_FAILS["broken"], id="localStorage")],
)
def test_the_newer_one_wins_wherever_it_is(desk_with, failure):
    first = desk_with()
    first.write("C1", "note", "旧的")
    first.write("C1", "status", "unmet")
    first.page.close()
    second = desk_with(failure)
    second.ask("key => store.load(key)", KEY)
    second.write("C1", "note", "新的")
    second.page.close()

    third = desk_with()

    answer = third.items()["C1"]
    assert (answer["note"], answer["status"], sum(answer["v"].values())) == ("新的", "unmet", 3)
    third.page.wait_for_function("() => store.works.database === true")
    assert third.kept_locally() == third.kept_in_database()


def test_a_damaged_entry_in_local_storage_loses_and_is_set_aside(desk_with):
    first = desk_with()
    first.write("C1", "note", "缺签到表")
    first.ask("name => localStorage.setItem(name, localStorage.getItem(name).slice(0, 40))", ENTRY)
    damaged = first.kept_locally()[ENTRY]
    first.page.close()

    desk = desk_with()
    notes = desk.notes()
    asides = desk.ask("() => SelfCheckSnapshots.asides(store)")

    assert notes == {"C1": "缺签到表"}
    assert [aside["text"] for aside in asides] == [damaged]
    assert asides[0]["name"].startswith(f"{KEY}/C1/")
    assert desk.kept_locally()[ENTRY] == desk.kept_in_database()[ENTRY]
    assert desk.kept_locally()[f"{HOME}aside/" + asides[0]["name"]] == damaged


def test_a_damaged_entry_in_the_database_loses_and_is_set_aside(desk_with):
    first = desk_with()
    first.write("C1", "note", "缺签到表")
    first.put_into_database(ENTRY, "{")
    first.page.close()

    desk = desk_with()
    notes = desk.notes()
    asides = desk.ask("() => SelfCheckSnapshots.asides(store)")

    assert notes == {"C1": "缺签到表"}
    assert [aside["text"] for aside in asides] == ["{"]
    assert desk.kept_in_database()[f"{HOME}aside/" + asides[0]["name"]] == "{"
    assert desk.kept_locally()[ENTRY] == desk.kept_in_database()[ENTRY]


def test_of_an_entry_damaged_in_one_field_only_that_field_is_taken_from_the_other_place(desk_with):
    first = desk_with()
    first.write("C1", "due", "2026-12-31")
    first.write("C1", "note", "缺签到表")
    damaged = json.loads(first.kept_locally()[ENTRY])
    damaged["value"]["due"] = "年底"
    damaged["at"]["due"] = 99
    damaged["value"]["note"] = "缺签到表和会议记录"
    damaged["at"]["note"] = 2
    text = json.dumps(damaged, ensure_ascii=False)
    first.ask("([name, text]) => localStorage.setItem(name, text)", [ENTRY, text])
    first.page.close()

    desk = desk_with()
    answer = desk.items()["C1"]

    assert (answer["due"], answer["note"]) == ("2026-12-31", "缺签到表和会议记录")
    assert [aside["text"] for aside in desk.ask("() => SelfCheckSnapshots.asides(store)")] == [text]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("null", id="null"),
        pytest.param("[]", id="list"),
        pytest.param('{"at":{},"value":7}', id="number"),
        pytest.param('{"at":null,"value":{"note":"x"}}', id="no-counts"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param("\x00�<img src=x onerror=alert(1)>", id="noise"),
    ],
)
def test_what_is_damaged_in_both_places_is_kept_while_new_text_is_written(desk_with, text):
    first = desk_with()
    first.write("C2", "note", "别的条目")
    first.ask("([name, text]) => localStorage.setItem(name, text)", [ENTRY, text])
    first.put_into_database(ENTRY, text)
    first.page.close()

    desk = desk_with()
    before = desk.notes()
    told = desk.write("C1", "note", "重新写的")

    assert before.get("C1", "") in ("", "x")
    assert before["C2"] == "别的条目"
    assert told == [True, True]
    assert desk.notes() == {"C1": "重新写的", "C2": "别的条目"}
    assert [aside["text"] for aside in desk.ask("() => SelfCheckSnapshots.asides(store)")] == [text]


def test_names_that_are_no_items_of_a_record_are_left_alone(desk_with):
    first = desk_with()
    texts = {
        "": "1",
        "a/b/2026/__proto__": '{"at":{},"value":{"note":"x"}}',
        "a/b/c/d/e/f": "2",
        "a/b/whenever/C1": "3",
        "%/%/2026/C1": "4",
        "form/a/b": "5",
        "b/fields": "6",
    }
    strange = {prefix + name: text for prefix in (f"{HOME}e/", "zbk/2/") for name, text in texts.items()}
    first.ask("all => Object.assign(localStorage, all)", strange)
    first.page.close()

    desk = desk_with()
    told = desk.write("C1", "note", "缺签到表")

    assert told == [True, True]
    assert desk.ask("() => store.records().map(({ key }) => key)") == [KEY]
    assert strange.items() <= desk.kept_locally().items()
    assert desk.ask("() => ({}).note === undefined")


WINDOWS = {
    "both": (),
    "local-only": (DATABASE_FAILS["absent"], NO_CHANNEL),
    "database-only": (LOCAL_FAILS["forbidden"],),
    "database-without-news": (LOCAL_FAILS["forbidden"], NO_CHANNEL),
}
OTHER_STATUS = {"met": "unmet", "unmet": "met"}
LOST = """key => store.load(key).then(() => {
    const lost = {};
    for (const { field, value } of store.lost(key, "C1")) (lost[field] = lost[field] || []).push(value);
    return lost;
})"""
AT_ONE_MOMENT = """([when, key, writes]) => new Promise((done) => {
    setTimeout(async () => {
        const kept = writes.map(([id, field, value, shown]) => fill(key, id, field, value, shown).database);
        await Promise.all(kept);
        done(null);
    }, when - Date.now());
})"""


def write_at_one_moment(one: Desk, other: Desk, writes: list, others: list, *, hearing: bool = True) -> None:
    """Let two windows write without knowing of each other, until all is kept and, `hearing`, both show the same."""
    when = time.time() * 1000 + 400
    for desk, given in ((one, writes), (other, others)):
        desk.ask("argument => { window.allKept = (" + AT_ONE_MOMENT + ")(argument); }", [when, KEY, given])
    for desk in (one, other):
        desk.ask("() => window.allKept")
    if hearing:
        wait_until(lambda: one.items_now() == other.items_now())


@pytest.mark.parametrize("windows", some(WINDOWS))
def test_two_windows_changing_different_fields_of_an_item_at_one_moment_keep_both(desk_with, windows):
    one, other = desk_with(*windows), desk_with(*windows)
    for desk in (one, other):
        desk.items()

    hearing = windows != WINDOWS["database-without-news"]
    for number in range(3):
        write_at_one_moment(
            one,
            other,
            [["C1", "note", f"问题{number}"], ["C1", "note", f"问题{number}。"], ["C2", "note", f"甲{number}"]],
            [["C1", "responsible", f"委员{number}"], ["C3", "status", "met"]],
            hearing=hearing,
        )
    both = [desk.items_now() for desk in (one, other)] if hearing else []
    one.page.close()
    other.page.close()

    answers = desk_with(*windows).items()
    assert (answers["C1"]["note"], answers["C1"]["responsible"]) == ("问题2。", "委员2")
    assert (answers["C2"]["note"], answers["C3"]["status"]) == ("甲2", "met")
    assert all(items == answers for items in both)


@pytest.mark.parametrize("windows", some({name: WINDOWS[name] for name in ("both", "local-only", "database-only")}))
def test_two_windows_changing_the_same_field_at_one_moment_end_with_the_same_text(desk_with, windows):
    one, other = desk_with(*windows), desk_with(*windows)
    for desk in (one, other):
        desk.items()

    write_at_one_moment(one, other, [["C1", "note", "甲", ""]], [["C1", "note", "乙", ""]])
    write_at_one_moment(one, other, [["C1", "status", "met", ""]], [["C1", "status", "unmet", ""]])

    answer = one.items_now()["C1"]
    lost = [desk.ask(LOST, KEY) for desk in (one, other, desk_with(*windows))]
    assert answer == other.items_now()["C1"]
    assert answer["log"][-1][1] == answer["status"]
    # and the other text, and the other result, are kept beside it
    assert (
        lost == [{"note": ["乙" if answer["note"] == "甲" else "甲"], "status": [OTHER_STATUS[answer["status"]]]}] * 3
    )


@pytest.mark.parametrize("windows", some({name: WINDOWS[name] for name in ("both", "local-only", "database-only")}))
def test_a_later_change_of_the_same_field_wins_in_both_windows(desk_with, windows):
    one, other = desk_with(*windows), desk_with(*windows)
    one.write("C1", "note", "先写的很长的一句话")
    other.page.wait_for_function("key => store.loadNow(key).record.items.C1", arg=KEY)

    other.write("C1", "note", "后写的")
    one.page.wait_for_function("key => store.loadNow(key).record.items.C1.note === '后写的'", arg=KEY)

    assert one.items() == other.items()
    assert f"{KEY} C1" in one.ask("() => heard")


# windows write and hear of each other in any order; what was written over by somebody who had not seen it is kept
ANY_ORDER = """(runs) => {
    const E = SelfCheckEntry;
    let seed = 20261129;
    const draw = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
    const faults = [];
    for (let run = 0; run < runs; run++) {
        const windows = [0, 1, 2].map(() => E.unchanged(SelfCheckAnswer.emptyAnswer()));
        const open = new Set();
        const steps = [];
        for (let step = 0; step < 9; step++) {
            const [one, other] = [draw(3), draw(3)];
            if (draw(2)) {
                const text = "[" + run + "." + step + "]";
                open.delete(windows[one].value.note);
                windows[one] = E.withValues(windows[one], { note: text, v: { d: step } }, "w" + one);
                open.add(text);
                steps.push(one + " writes " + text);
            } else {
                windows[one] = E.joined(windows[one], windows[other], "d");
                steps.push(one + " hears " + other);
            }
        }
        for (let again = 0; again < 2; again++) {
            for (const [one, other] of [[0, 1], [1, 2], [2, 0], [0, 2], [1, 0], [2, 1]]) {
                windows[one] = E.joined(windows[one], windows[other], "d");
            }
        }
        const kept = [windows[0].value.note].concat(E.lostIn(windows[0]).map(({ value }) => value));
        const gone = [...open].filter((text) => !kept.includes(text));
        const isOne = windows.every((entry) => E.textOf(entry) === E.textOf(windows[0]));
        if (gone.length || !isOne) faults.push({ steps, gone, isOne });
    }
    return faults.slice(0, 3);
}"""


def test_in_whatever_order_windows_meet_no_text_is_lost_that_nobody_had_seen(desk):
    assert desk.ask(ANY_ORDER, 2000) == []


def test_what_a_person_writes_over_without_having_seen_it_is_kept_and_a_longer_text_keeps_the_shorter(desk):
    over = """([key, text, shown]) => {
        fill(key, "C1", "note", text, shown === null ? undefined : shown);
        return store.lost(key, "C1");
    }"""
    desk.write("C1", "note", "那边的")
    kept = [
        desk.ask(over, [KEY, text, shown])
        for text, shown in (("这", ""), ("这边", None), ("这边的，那边的", None), ("这边的", "这边"))
    ]

    lost = {"field": "note", "value": "那边的"}
    assert kept == [
        [{**lost, "isOpen": True}],
        [{**lost, "isOpen": False}],
        [],
        [{"field": "note", "value": "这边的，那边的", "isOpen": True}],
    ]


def test_two_windows_changing_different_items_keep_both(desk_with):
    one, other = desk_with(), desk_with()

    one.write("C1", "note", "甲")
    other.write("C2", "note", "乙")

    one.page.wait_for_function("key => store.loadNow(key).record.items.C2", arg=KEY)
    assert one.notes() == other.notes() == {"C1": "甲", "C2": "乙"}


def test_a_page_that_clears_local_storage_for_itself_loses_nothing_of_ours(desk_with):
    first = desk_with()
    first.write("C1", "note", "缺签到表")
    first.page.close()
    cleaner = desk_with()
    cleaner.ask("() => localStorage.clear()")
    cleaner.page.close()

    assert desk_with().notes() == {"C1": "缺签到表"}


def test_several_records_stand_side_by_side(desk_with):
    desk = desk_with()
    desk.write("C1", "note", "全年", KEY)
    desk.write("C1", "note", "下半年", OTHER)
    desk.write("C2", "note", "下半年二", OTHER)
    desk.ask("key => SelfCheckSnapshots.exported(store, key, '2026-11-20').database", OTHER)
    desk.write("C2", "status", "met", OTHER)
    desk.page.close()

    again = desk_with()
    again.items()
    listed = again.ask(
        "() => store.records().map((one) => [one.key, one.record.round, Object.keys(one.record.items),"
        " one.unsaved_changes, one.exported_on])"
    )

    assert listed == [
        [OTHER, "2026-H2", ["C1", "C2"], 1, "2026-11-20"],
        [KEY, "2026", ["C1"], 1, ""],
    ]
    assert again.notes(KEY) == {"C1": "全年"}


def unsaved(desk: Desk) -> int:
    """Return how many places the record says were changed since the last export."""
    return desk.ask("key => store.load(key).then(({ unsaved_changes }) => unsaved_changes)", KEY)


def test_changes_since_the_last_export_are_counted_by_place_and_not_by_letter(desk_with):
    desk = desk_with()
    counts = []
    for end in range(1, 11):
        desk.ask("([key, text]) => fill(key, 'C1', 'note', text).local", [KEY, "缺第三季度的签到表"[:end] + str(end)])
    desk.write("C1", "status", "partly")
    counts.append(unsaved(desk))
    desk.ask("([key, day]) => SelfCheckSnapshots.exported(store, key, day).database", [KEY, DAY])
    counts.append(unsaved(desk))
    desk.write("C1", "note", "缺第三季度的签到表。")
    counts.append(unsaved(desk))
    desk.write("C1", "note", "缺第三季度的签到表。又")
    desk.write("C2", "due", "2026-12-31")
    counts.append(unsaved(desk))
    desk.page.close()

    assert [*counts, unsaved(desk_with())] == [2, 0, 1, 2, 2]


def test_what_a_whole_record_brings_is_counted_by_place_too(desk):
    desk.write("C1", "note", "原来的")
    desk.ask("([key, day]) => SelfCheckSnapshots.exported(store, key, day).database", [KEY, DAY])

    desk.ask(
        """key => {
            const { record } = store.loadNow(key);
            const answer = { ...SelfCheckAnswer.emptyAnswer(), title: "旧条目", note: "n", v: { "d-x": 1 } };
            record.items.C1 = { ...record.items.C1, note: "导入的", measure: "补", v: { "d-x": 9 } };
            record.retired = { C9: answer, C8: answer };
            SelfCheckSnapshots.put(store, record);
        }""",
        KEY,
    )

    # the note and the measure of C1, and all that is retired as one
    assert unsaved(desk) == 3


def test_a_header_written_before_places_were_counted_is_read(desk_with):
    first = desk_with()
    first.write("C1", "note", "一")
    first.write("C1", "note", "一二")
    first.write("C2", "note", "三")
    old = """([name, changes]) => {
        const header = JSON.parse(localStorage.getItem(name));
        delete header.at.exported_counts;
        delete header.value.exported_counts;
        Object.assign(header.value, { exported_on: "2026-11-20", exported_changes: changes });
        Object.assign(header.at, { exported_on: 1, exported_changes: 1 });
        return JSON.stringify(header);
    }"""
    found = {}
    for changes in (3, 2, 1, 0):
        text = first.ask(old, [f"{HOME}e/{KEY}/#", changes])
        # both places hold what the earlier edition of the tool has written
        first.ask("([name, text]) => localStorage.setItem(name, text)", [f"{HOME}e/{KEY}/#", text])
        first.put_into_database(f"{HOME}e/{KEY}/#", text)
        desk = desk_with()
        exported = desk.ask("key => store.load(key).then(({ exported_on }) => exported_on)", KEY)
        found[changes] = (exported, unsaved(desk), desk.ask("() => SelfCheckSnapshots.asides(store)"))
        desk.ask("([key, day]) => SelfCheckSnapshots.exported(store, key, day).database", [KEY, DAY])
        found[changes] += (unsaved(desk),)
        desk.page.close()

    # it knew how many letters were changed: no more places than that, and no more than there are
    assert found == {changes: ("2026-11-20", min(3 - changes, 2), [], 0) for changes in (3, 2, 1, 0)}


def test_at_most_ten_snapshots_are_kept_and_the_newest_come_first(desk):
    desk.ask(
        """async (key) => {
            for (let number = 1; number <= 12; number++) {
                fill(key, "C1", "note", "第" + number + "次");
                await SelfCheckSnapshots.keep(store, key, "导入之前", "2026-11-" + (number + 10));
            }
        }""",
        KEY,
    )

    listed = desk.ask(
        """key => SelfCheckSnapshots.listed(store, key)
            .then((all) => all.map((one) => [one.number, one.day, one.record.items.C1.note]))""",
        KEY,
    )

    assert listed == [[number, f"2026-11-{number + 10}", f"第{number}次"] for number in range(12, 2, -1)]


@pytest.mark.parametrize(
    "failures", some({"both": (), "local-only": (DATABASE_FAILS["absent"],), "database-only": (LOCAL_FAILS["full"],)})
)
def test_a_snapshot_brings_the_record_back_and_can_itself_be_undone(desk_with, failures):
    desk = desk_with(*failures)
    desk.write("C1", "note", "原来的")
    before = desk.items()
    desk.ask(
        """async ([key, day]) => {
            const { record } = store.loadNow(key);
            const kept = SelfCheckSnapshots.keep(store, key, "导入之前", day);
            const theirs = { ...SelfCheckAnswer.emptyAnswer(), note: "别人的", v: { "d-x": 5 } };
            const mine = record.items.C1;
            record.items = { C1: { ...mine, note: "导入的", v: { ...mine.v, "d-x": 9 } }, C2: theirs };
            SelfCheckSnapshots.put(store, record);
            await kept;
        }""",
        [KEY, DAY],
    )
    imported = desk.items()
    restore = """async ([key, day]) => {
        const [{ number }] = await SelfCheckSnapshots.listed(store, key);
        const kept = await SelfCheckSnapshots.restore(store, key, number, day);
        return [kept.local, await kept.database];
    }"""

    desk.ask(restore, [KEY, DAY])
    restored = desk.items()
    desk.page.close()
    later = desk_with(*failures)
    restored_later = later.items()
    later.ask(restore, [KEY, DAY])

    assert {item: answer["note"] for item, answer in imported.items()} == {"C1": "导入的", "C2": "别人的"}
    assert restored == restored_later == before
    assert later.items() == imported


def test_a_count_used_before_a_restore_is_not_used_again(desk):
    device = desk.ask("() => store.device()")
    desk.write("C1", "note", "一")
    desk.ask("([key, day]) => SelfCheckSnapshots.keep(store, key, '每日', day)", [KEY, DAY])
    desk.write("C1", "note", "二")
    counted = desk.items()["C1"]["v"]
    desk.ask(
        "([key, day]) => SelfCheckSnapshots.restore(store, key, 1, day).then(({ database }) => database)", [KEY, DAY]
    )
    restored = desk.items()["C1"]["v"]

    desk.write("C1", "note", "三")

    assert (counted, restored) == ({device: 2}, {device: 1})
    assert desk.items()["C1"]["v"][device] > 2


def test_a_snapshot_that_is_not_there_changes_nothing(desk):
    desk.write("C1", "note", "原来的")

    assert desk.ask("([key, day]) => SelfCheckSnapshots.restore(store, key, 7, day)", [KEY, DAY]) is None
    assert desk.notes() == {"C1": "原来的"}


def test_what_a_whole_record_has_beside_its_items_is_stored_too(desk_with):
    desk = desk_with()
    stored = desk.ask(
        """async (key) => {
            const [id, catalog, round] = key.split("/");
            const record = SelfCheckRecord.newRecord({ id, name: "甲" }, catalog, round, "2026.1");
            const answer = { ...SelfCheckAnswer.emptyAnswer(), title: "旧条目", note: "n", v: { "d-x": 1 } };
            record.items.constructor = answer;
            record.retired.C9 = answer;
            record.unknown.items.Z1 = answer;
            record.unknown.extra["C1.weight"] = { deep: [1, { __proto__: null }] };
            await SelfCheckSnapshots.put(store, record).database;
            return record;
        }""",
        KEY,
    )
    desk.page.close()

    again = desk_with().ask("key => store.load(key).then(({ record }) => record)", KEY)

    assert again == stored


def test_clearing_a_record_leaves_everything_else_alone(desk_with):
    desk = desk_with()
    desk.write("C1", "note", "要清除的")
    desk.ask("([key, day]) => SelfCheckSnapshots.keep(store, key, '每日', day)", [KEY, DAY])
    desk.write("C1", "note", "别的支部", OTHER)
    foreign = {"another/tool": "1", "zbk": "2"}
    aside = {f"{HOME}aside/{KEY}/C2/abc": "{"}
    desk.ask("all => Object.assign(localStorage, all)", {**foreign, **aside})
    other = desk_with()
    other.items()
    device = desk.ask("() => store.device()")

    cleared = desk.ask("key => SelfCheckClearing.clear(store, key)", KEY)
    other.page.wait_for_function("key => !store.loadNow(key).record.items.C1", arg=KEY)

    assert cleared is True
    assert (desk.items(), desk.notes(OTHER)) == ({}, {"C1": "别的支部"})
    assert desk.ask("() => SelfCheckSnapshots.asides(store)") == []
    names = {f"{HOME}device", f"{HOME}taken", f"{HOME}e/{OTHER}/#", f"{HOME}e/{OTHER}/C1"}
    assert set(desk.kept_in_database()) == names
    assert set(desk.kept_locally()) == names | set(foreign)
    assert other.ask("() => store.device()") == desk.ask("() => store.device()") != device
    other.write("C3", "note", "清除以后")
    assert desk_with().notes() == {"C3": "清除以后"}


def test_clearing_everything_leaves_only_what_is_not_ours(desk_with):
    desk = desk_with()
    desk.write("C1", "note", "一", KEY)
    desk.write("C1", "note", "二", OTHER)
    desk.ask("() => localStorage.setItem('another/tool', '1')")
    foreign = """() => new Promise((done) => {
        const request = indexedDB.open("another");
        request.onupgradeneeded = () => request.result.createObjectStore("kept");
        request.onsuccess = () => done(request.result.close());
    })"""
    desk.ask(foreign)

    desk.ask("() => SelfCheckClearing.clear(store)")

    assert set(desk.kept_locally()) == {"another/tool", f"{HOME}device"}
    assert set(desk.kept_in_database()) == {f"{HOME}device"}
    assert "another" in desk.ask("async () => (await indexedDB.databases()).map(({ name }) => name)")
    desk.page.close()
    assert desk_with().ask("async key => { await store.load(key); return store.records(); }", KEY) == []


def test_what_is_cleared_does_not_come_back_from_a_database_that_opens_late(desk_with):
    first = desk_with()
    first.write("C1", "note", "要清除的")
    first.page.close()
    desk = desk_with(OPENS_WHEN_LET)

    desk.ask("key => { SelfCheckClearing.clear(store, key); }", KEY)
    at_once = [desk.items_now(), [name for name in desk.kept_locally() if name.startswith(f"{HOME}e/{KEY}/")]]
    desk.ask("() => letOpen()")
    desk.page.wait_for_function("() => store.works.database === true")

    assert at_once == [{}, []]
    wait_until(lambda: set(desk.kept_in_database()) == set(desk.kept_locally()) == {f"{HOME}device", f"{HOME}taken"})
    assert desk.items_now() == {}


@pytest.mark.parametrize(
    "work", ["SelfCheckClearing.clear(store, key)", "SelfCheckClearing.clearBranch(store, branch)"]
)
@pytest.mark.parametrize("item", ["C1", "C2", "C3"])
def test_what_is_typed_after_clearing_stays_when_the_database_opens_late(desk_with, work, item):
    first = desk_with()
    first.write("C1", "note", "要清除的")
    first.write("C2", "note", "也要清除的")
    first.page.close()
    desk = desk_with(OPENS_WHEN_LET)

    desk.ask(f"([key, branch]) => {{ {work}; }}", [KEY, KEY.split("/")[0]])
    for one in (item, "C4"):
        desk.ask(
            "([key, id]) => { store.change(key, id, { note: '清除以后' }, { title: '', rev: 1, day: '2026-11-30' },"
            " { branch: { name: '' }, edition: '2026.1' }); }",
            [KEY, one],
        )
    desk.ask("() => letOpen()")
    desk.page.wait_for_function("() => store.works.database")
    wait_until(lambda: {item, "C4"} <= {name.rpartition("/")[2] for name in desk.kept_in_database()})
    there = desk.notes()
    desk.page.close()

    assert there == desk_with().notes() == {item: "清除以后", "C4": "清除以后"}


def test_what_is_cleared_does_not_come_back_when_the_page_is_closed_before_the_database_has_opened(desk_with):
    first = desk_with()
    first.write("C1", "note", "要清除的")
    first.write("C1", "note", "别的支部", OTHER)
    first.page.close()
    shared = desk_with(OPENS_WHEN_LET)
    shared.ask("key => { SelfCheckClearing.clear(store, key); }", KEY)
    shared.page.close()

    desk = desk_with()

    assert (desk.items(), desk.notes(OTHER)) == ({}, {"C1": "别的支部"})
    names = {f"{HOME}device", f"{HOME}taken", f"{HOME}e/{OTHER}/#", f"{HOME}e/{OTHER}/C1"}
    assert set(desk.kept_in_database()) == set(desk.kept_locally()) == names


def test_the_device_keeps_its_name_while_either_place_keeps_it(desk_with):
    first = desk_with()
    first.write("C1", "note", "a")
    device = first.ask("() => store.device()")
    first.ask("() => localStorage.clear()")
    first.page.close()

    second = desk_with()
    second.items()
    from_database = second.ask("() => store.device()")
    second.page.close()
    third = desk_with(DATABASE_FAILS["absent"])

    assert device.startswith("d-")
    assert from_database == third.ask("() => store.device()") == device


def test_a_database_deleted_under_an_open_window_is_filled_again(desk):
    desk.write("C1", "note", "甲")
    desk.ask(
        "() => new Promise((done) => { indexedDB.deleteDatabase(SelfCheckEntries.HOME).onsuccess = () => done(null); })"
    )

    desk.write("C2", "note", "乙")
    desk.write("C3", "note", "丙")

    assert desk.kept_in_database() == desk.kept_locally()
    assert desk.ask("() => store.works.refilled") == 1


def test_all_that_the_site_stored_cleared_under_an_open_window_is_written_again(desk_with):
    desk = desk_with()
    desk.write("C1", "note", "甲")
    desk.write("C1", "note", "乙", OTHER)
    desk.ask("""() => {
        localStorage.clear();
        return new Promise((done) => { indexedDB.deleteDatabase(SelfCheckEntries.HOME).onsuccess = () => done(null); });
    }""")

    desk.write("C2", "note", "丙")
    refilled = desk.ask("() => store.works.refilled")
    desk.page.close()
    again = desk_with()

    assert refilled == 2
    assert (again.notes(), again.notes(OTHER)) == ({"C1": "甲", "C2": "丙"}, {"C1": "乙"})
    names = [f"{HOME}e/{KEY}/{part}" for part in ("#", "C1", "C2")] + [
        f"{HOME}e/{OTHER}/{part}" for part in ("#", "C1")
    ]
    assert set(names) <= set(again.kept_in_database()) & set(again.kept_locally())


def test_what_is_filled_in_on_a_form_is_kept_in_both_places_and_told(desk_with):
    desk, other = desk_with(), desk_with()
    other.ask("() => store.ready")

    kept = desk.ask(
        "async () => { const { local, database } = store.fill('facts', { members: '12', __proto__: null });"
        " return [local, await database]; }"
    )
    other.page.wait_for_function("() => store.form('facts').members === '12'")
    other.ask("() => store.fill('facts', { groups: '1' }).database")
    desk.page.wait_for_function("() => store.form('facts').groups === '1'")
    desk.page.close()

    assert kept == [True, True]
    assert "form/facts " in other.ask("() => heard")
    again = desk_with()
    assert again.ask("() => store.ready.then(() => ({ ...store.form('facts') }))") == {"groups": "1", "members": "12"}
    assert again.kept_in_database() == again.kept_locally()
    assert again.ask("() => store.records()") == []
    again.ask("() => SelfCheckClearing.clear(store, 'form/facts')")
    assert again.ask("() => ({ ...store.form('facts') })") == {}
