"""Files and pasted texts brought into a self-check: nothing changes before it was shown, and all can be undone."""

from __future__ import annotations

import json
import re

import pytest

from standards_site.data.self_check import LIMITS, SCHEMA
from tests.builders.records import answer, record, text_of
from tests.probes.checklist import Checklist

BRANCH = ("teacher-software", "软件工程教师党支部")
NOW = "2026-11-22T10:32:00+08:00"
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"


@pytest.fixture
def checklist(open_page, disk):
    """The checklist from disk, on a fixed day."""
    page = open_page(timezone_id="Asia/Shanghai")
    page.clock.set_fixed_time(NOW)
    return Checklist(page, disk)


def ours(items, **changes):
    """Return a record of the branch whose page is open."""
    return record(*BRANCH, items, **changes)


def whole(checklist: Checklist) -> dict:
    """Return all answers of the record that is shown."""
    return checklist.page.evaluate("document.querySelector('self-check').record.items")


def preview(panel) -> str:
    """Return the words of the preview."""
    return panel.locator("section > p").first.inner_text()


def bring(panel) -> None:
    """Press 导入 under the preview."""
    panel.locator("section").get_by_role("button", name="导入", exact=True).click()


def test_nothing_changes_before_the_import_is_confirmed(checklist):
    checklist.fill("C2", note="本机的")
    before = whole(checklist)

    panel = checklist.paste(text_of(ours({"C1": answer("met"), "C2": answer(note="对方的", v={"d-1": 2})})))

    assert preview(panel) == "1 条更新、1 条冲突、0 条不变。"
    assert panel.locator("h3").inner_text() == "软件工程教师党支部，党支部标准化 34 项，2026 年"
    assert whole(checklist) == before


def test_a_file_and_its_pasted_text_bring_the_same(checklist):
    file = text_of(
        ours({"C1": answer("partly", note="缺签到表", evidence=["记录本第12页", "签到表"], due="2026-12-31")})
    )

    panel = checklist.choose_file("备份.json", b"\xef\xbb\xbf" + file.encode())
    words = preview(panel)
    bring(panel)
    said = checklist.said("已导入")
    again = preview(checklist.paste(file))

    assert (words, said) == ("1 条更新、0 条冲突、0 条不变。", "已导入：1 条更新、0 条冲突、0 条不变。")
    assert again == "0 条更新、0 条冲突、1 条不变。"
    assert checklist.stored("C1") == {
        "status": "partly",
        "note": "缺签到表",
        "evidence": ["记录本第12页", "签到表"],
        "due": "2026-12-31",
    }
    assert checklist.answer_of("C1") == ["部分达到"]


def test_importing_one_file_twice_changes_nothing(checklist):
    file = text_of(ours({"C1": answer("met", note="都齐了"), "G1": answer("not_applicable")})).encode()
    bring(checklist.choose_file("备份.json", file))
    checklist.said("已导入")
    once = (whole(checklist), checklist.saved)

    panel = checklist.choose_file("备份.json", file)
    bring(panel)
    checklist.said("已导入：0 条更新、0 条冲突、2 条不变")

    assert (whole(checklist), checklist.saved) == once


@pytest.mark.parametrize(
    ("choice", "note", "chosen"),
    [
        ("用本机的", "本机的", ["达到"]),
        ("用文件里的", "对方的", ["未达到"]),
        ("两边的文字都留下", "本机的\n对方的", []),
    ],
)
def test_a_conflict_has_to_be_decided_and_is_settled_then(checklist, choice, note, chosen):
    checklist.answer("C1", "达到")
    checklist.fill("C1", note="本机的")
    file = text_of(ours({"C1": answer("unmet", note="对方的", v={"d-1": 4})}))
    panel = checklist.paste(file)
    shown = panel.locator("fieldset tbody tr").all_inner_texts()

    bring(panel)
    asked = checklist.said("冲突没有选")
    kept = checklist.stored("C1")["note"]
    panel.get_by_label(choice).check()
    bring(panel)
    checklist.said("已导入")

    assert [row.split("\t") for row in shown] == [["结果", "达到", "未达到"], ["问题和具体表现", "本机的", "对方的"]]
    assert (asked, kept) == ("还有 1 条冲突没有选：C1", "本机的")
    assert (checklist.note("C1").input_value(), checklist.answer_of("C1")) == (note, chosen)
    assert "1 条冲突" not in preview(checklist.paste(file))


def test_an_import_can_be_undone_even_after_a_reload(checklist):
    checklist.answer("C1", "未达到")
    checklist.fill("C1", note="本机的")
    before = {item: entry["note"] for item, entry in whole(checklist).items()}
    panel = checklist.paste(text_of(ours({"C1": answer(note="对方的", v={"d-1": 1}), "C2": answer("met")})))
    panel.get_by_label("用文件里的").check()
    bring(panel)
    checklist.said("已导入")
    imported = (checklist.note("C1").input_value(), checklist.answer_of("C2"))

    panel.get_by_role("button", name="撤销这次导入").click()
    checklist.said("已恢复")

    assert imported == ("对方的", ["达到"])
    assert (checklist.note("C1").input_value(), checklist.answer_of("C1")) == ("本机的", ["未达到"])
    assert checklist.answer_of("C2") == []
    checklist.reload()
    assert {item: entry["note"] for item, entry in whole(checklist).items() if entry["note"]} == before
    panel = checklist.tool("恢复以前的内容")
    panel.get_by_text("导入之前").wait_for()
    assert [" ".join(line.split()[:3]) for line in panel.locator("p:has(button)").all_inner_texts()][:2] == [
        "2026-11-22 恢复之前 2",
        "2026-11-22 导入之前 1",
    ]


def test_undoing_after_a_change_of_round_still_undoes_the_right_record(checklist):
    checklist.choose_round("2026 年下半年")
    checklist.fill("C1", note="下半年的")
    panel = checklist.paste(text_of(ours({"C1": answer(note="全年的")})))
    bring(panel)
    checklist.said("已导入")
    shown = checklist.round
    checklist.page.evaluate("document.querySelector('self-check').chooseRound('2026-H2')")

    panel.get_by_role("button", name="撤销这次导入").click()
    checklist.said("已恢复")
    half = checklist.note("C1").input_value()
    checklist.choose_round("2026 年")

    assert (shown, half, checklist.note("C1").input_value()) == ("2026", "下半年的", "")


def test_a_file_of_another_round_is_shown_in_its_round(checklist):
    checklist.fill("C1", note="今年的")

    checklist.bring(ours({"C1": answer("met", note="去年的")}, round="2025"))

    assert (checklist.round, checklist.note("C1").input_value()) == ("2025", "去年的")
    checklist.choose_round("2026 年")
    assert checklist.note("C1").input_value() == "今年的"


def test_the_file_of_another_branch_asks_first(checklist):
    panel = checklist.paste(text_of(record("teacher-maths", "数学教研室教师党支部", {"C1": answer(note="别人的")})))
    told = panel.locator("section > p").first.inner_text()
    offered = panel.locator("section button").all_inner_texts()

    panel.get_by_role("button", name="确实是本支部的，并进来").click()
    bring(panel)
    checklist.said("已导入")

    assert told == "这份文件是“数学教研室教师党支部”的，不是本支部。"
    assert offered == ["确实是本支部的，并进来"]
    assert checklist.stored("C1") == {"note": "别人的"}
    assert checklist.backup()["branch"] == {"id": BRANCH[0], "name": BRANCH[1]}


def test_the_file_of_another_standard_is_refused(checklist):
    panel = checklist.paste(text_of(ours({"C1": answer("met")}, catalog="school-9")))

    assert preview(panel) == "这是另一份标准的自查，请在那份标准的自查页导入，或者到下面的页面一次全部导入。"
    assert panel.locator("section button").count() == 0
    assert whole(checklist) == {}


def test_a_file_of_a_newer_tool_is_shown_and_goes_out_as_it_came(checklist):
    file = text_of(
        ours(
            {"C1": {**answer("met", note="新的"), "weight": 3}, "C99": answer("unmet")},
            schema=SCHEMA + 1,
            mood=[1, {"a": None}],
        )
    )

    panel = checklist.paste(file)
    told, lines = preview(panel), panel.locator("section li").all_inner_texts()
    out = checklist.press_for_file(panel.get_by_role("button", name="原样导出"))

    assert told == "这份文件由更新的工具导出，这里只能查看和原样导出，不能并入。"
    assert lines == ["C1 达到：新的", "C99 未达到"]
    assert panel.locator("section button").all_inner_texts() == ["原样导出"]
    assert out.path().read_text(encoding="utf-8").strip() == file.strip()
    assert whole(checklist) == {}


def test_every_record_of_a_bundle_is_shown_and_ours_can_be_imported(checklist):
    records = [
        ours({"C1": answer(note="全年的")}),
        ours({"C1": answer(note="上半年的")}, round="2026-H1"),
        record("teacher-maths", "数学教研室教师党支部", {"C1": answer("met")}),
    ]
    checklist.fill("C1", note="本机的")

    panel = checklist.paste(text_of({"format": "zbk-bundle", "schema": 1, "records": records}))
    heads = panel.locator("h3").all_inner_texts()
    panel.get_by_label("用文件里的").check()
    for at in (0, 1):
        panel.locator("section").nth(at).get_by_role("button", name="导入", exact=True).click()
        panel.locator("section").nth(at).get_by_role("button", name="撤销这次导入").wait_for()

    assert heads == [
        "软件工程教师党支部，党支部标准化 34 项，2026 年",
        "软件工程教师党支部，党支部标准化 34 项，2026 年上半年",
        "数学教研室教师党支部，党支部标准化 34 项，2026 年",
    ]
    assert (checklist.round, checklist.note("C1").input_value()) == ("2026-H1", "上半年的")
    checklist.choose_round("2026 年")
    assert checklist.note("C1").input_value() == "全年的"


def test_what_was_refused_is_listed_in_words_and_the_rest_is_kept(checklist):
    checklist.answer("C1", "部分达到")
    checklist.fill("C1", note="本机的")
    checklist.answer("C2", "未达到")
    checklist.fill("C2", evidence="册一", due="2026-12-31")
    device = checklist.backup()["exported"]["device"]
    items = {
        "C1": {**answer("great", note="长" * 12_345, v={device: 9}), "weight": 3},
        "C2": answer("met", due="月底前", evidence=["一" * 20_001], v={device: 9}),
        "C3": answer("met", note=7),
        "C99": answer("met", note="不认识的条目"),
        "../x": answer("met"),
    }

    panel = checklist.paste(text_of(ours(items)))
    told = panel.locator("div > ul").first.locator("li").all_inner_texts()
    bring(panel)
    checklist.said("已导入")

    assert panel.locator("div > div > p").all_inner_texts() == ["文件里有 7 处没有用："]
    assert told == [
        "条目 C1 的问题和具体表现：上限 10000 字，多了 2345 字，没有用",
        "条目 C1 的结果：写法不对，没有用",
        "条目 C1 的变化记录：写法不对，没有用",
        "条目 C2 的材料在哪里：上限 20000 字，多了 1 字，没有用",
        "条目 C2 的整改期限：不是日期，没有用",
        "条目 C3 的问题和具体表现：写法不对，没有用",
        "条目 ../x：编号不合规、重复或太多，没有用",
    ]
    assert [checklist.answer_of(item) for item in ("C1", "C2", "C3")] == [["部分达到"], ["达到"], ["达到"]]
    file = checklist.backup()
    # what was refused has not taken the place of what was there
    assert (file["items"]["C1"]["note"], file["items"]["C1"]["weight"]) == ("本机的", 3)
    assert (file["items"]["C2"]["evidence"], file["items"]["C2"]["due"]) == (["册一"], "2026-12-31")
    assert file["unknown"]["items"]["C99"]["note"] == "不认识的条目"
    assert "不认识的条目" in checklist.page.locator("self-check .others").inner_text()


def test_scripts_in_every_field_stay_texts_on_the_page_on_paper_and_in_the_tools(checklist):
    dialogs = []
    checklist.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    texts = ("title", "note", "measure", "responsible", "closed_evidence", "looked_back_note")
    bad = answer("partly", evidence=[HOSTILE], due="2026-12-31", **dict.fromkeys(texts, HOSTILE))
    checklist.fill("C2", note="本机的")

    panel = checklist.paste(text_of(record(BRANCH[0], f"\"'{HOSTILE}", {"C1": bad, "C2": bad, "X1": bad})))
    heading = panel.locator("h3").inner_text()
    panel.get_by_label("用文件里的").check()
    bring(panel)
    checklist.said("已导入")
    ledger = checklist.tool("整改台账").inner_text()
    checklist.tool("恢复以前的内容")
    result, rest = checklist.paper("C1")

    assert heading.startswith(f"\"'{HOSTILE}，")
    assert checklist.note("C1").input_value() == HOSTILE
    assert (result, rest.count(HOSTILE)) == ("部分达到", 6)
    assert ledger.count(HOSTILE) == 2 * 5
    assert HOSTILE in checklist.page.locator("self-check .others").inner_text()
    assert checklist.page.locator("self-check :is(img, script)").count() == 0
    assert dialogs == []


def test_names_of_the_language_itself_do_no_harm(checklist):
    text = text_of(ours({"C1": answer(note="好的"), "constructor": answer("met"), "toString": answer(note="x")}))
    text = text.replace('"items": {', '"__proto__": {"polluted": 1}, "items": {"__proto__": {"note": "x"},', 1)

    panel = checklist.paste(text)
    bring(panel)
    checklist.said("已导入")

    assert checklist.page.evaluate("[{}.polluted, {}.note, Object.prototype.status === undefined]") == [
        None,
        None,
        True,
    ]
    assert checklist.stored("C1") == {"note": "好的"}
    checklist.reload()
    assert sorted(checklist.backup()["unknown"]["items"]) == ["constructor", "toString"]


WHOLE = text_of(ours({"C1": answer("met", note="缺第三季度的签到表，已经补齐。" * 20)}))


NO_FILES = {
    "文件是空的。": b"",
    "这不是自查记录文件。": b"not json",
    "文字编码不对，可能另存成了 ANSI（GBK）。请用原来导出的文件。": WHOLE.encode("gbk"),
    "文件不完整，后面少了一截。请重新拷一次。": WHOLE.encode()[:-300],
    "文件一层套一层太深，不是这个工具导出的。": (
        b'{"format": "zbk-self-check", "items": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    ),
}


def test_a_file_that_is_none_is_refused_in_one_sentence_and_changes_nothing(checklist):
    checklist.fill("C2", note="本机的")
    before = whole(checklist)

    for error, content in [*NO_FILES.items(), ("这不是自查记录文件。", b'{"format": "another"}')]:
        panel = checklist.choose_file("坏的.json", content)

        assert checklist.said(re.escape(error)) == error
        assert panel.locator("section").count() == 0
        assert whole(checklist) == before


def test_too_large_a_file_is_refused_before_it_is_read(checklist, tmp_path):
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(LIMITS["file"] + 1)
    field = checklist.tool("导入").get_by_label("选备份文件")
    checklist.page.evaluate("() => { FileReader.prototype.readAsArrayBuffer = () => (window.isRead = true); }")

    field.set_input_files(large)
    said = checklist.said("太大")

    assert said == "文件太大（超过 200 MB），没有读。自查文件一般只有几十 kB，请核对选对了没有。"
    assert checklist.page.evaluate("typeof isRead") == "undefined"


def test_the_same_file_can_be_chosen_again_after_it_was_mended(checklist):
    field = checklist.tool("导入").get_by_label("选备份文件")
    field.set_input_files({"name": "a.json", "mimeType": "application/json", "buffer": b"{"})
    checklist.said("不完整")

    field.set_input_files({"name": "a.json", "mimeType": "application/json", "buffer": WHOLE.encode()})
    checklist.page.locator("self-check .panel h3").wait_for()

    assert checklist.page.locator("self-check .panel .said").inner_text() == ""


def test_a_conflict_over_an_item_that_is_no_longer_asked_can_be_decided_too(checklist):
    def with_unknown(note, v):
        return ours({}, unknown={"items": {"X9": answer(note=note, title="旧条目", v=v)}, "extra": {}})

    checklist.bring(with_unknown("甲写的", {"d-1": 1}))
    panel = checklist.paste(json.dumps(with_unknown("乙写的", {"d-2": 1})))

    panel.get_by_label("用文件里的").check()
    bring(panel)
    checklist.said("已导入")

    assert "乙写的" in checklist.page.locator("self-check .others").inner_text()
