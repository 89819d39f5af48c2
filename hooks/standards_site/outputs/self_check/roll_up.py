"""The committee's roll-up: a bare page that reads many self-check files, and the branches it may expect them from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ...data.load import StandardsData
from ...data.model import Branch, Catalog
from ...data.self_check import LIMITS
from ...in_force.resolve import NO_RULING, Standards
from ..links import Place, paper_path, script_path, style_path
from ..output import Context, Output
from ..shared_words import SLIP, SLIP_STATES, TOOLS, WORDS

# what the script tells, the gravest first, and what follows from it; the keys are the script's
PROBLEMS = {
    "damaged": ("读不出来的文件", ""),
    "newer": ("更新的工具生成的文件", "没有计入，合并文件里原样保留；" + WORDS["newer_page"]),
    "catalog": ("本站没有的标准", ""),
    "copies": ("两份各有新内容", "请支部先合并"),
    "clash": ("编号相同的两个支部", "两份都列出；请核对，没填支部名称的请填好再交"),
    "unknown": ("名单以外的支部", "列在表的最后，不算进合计"),
    "name": ("支部名称和名单对不上", ""),
    "named": ("按名称认出的支部", "编号不在名单里，名称和名单里的一样，已经算进来；不是同一个支部的，请它改名再交"),
    "edition": ("版次不同", ""),
    "rejected": ("文件里没有读入的内容", ""),
    "older": ("较旧的文件", "没有用"),
    "duplicate": ("内容重复的文件", "只用一份"),
    "slip": (f"只有{SLIP['title']}的文件", f"不计入汇总；支部标的“{SLIP['done']}”写在意见旁边"),
    "skipped": ("没有读的文件", ""),
}
STATES = ("met", "unmet", "partly", "recheck", "empty", "not_applicable")
"""In the order in which the script writes and draws them."""
MATRIX = "matrix"
# name, title, what it says, columns with their share of a printed row; the columns of areas come from the standard
TABLES = (
    ("missing", "没有收到的支部", "名单里有、这一期没有收到文件的。", (("支部", 40), ("单位", 40), ("类型", 20))),
    (
        MATRIX,
        "支部和领域",
        "按名单的次序。“达到 3/5”是 5 项适用的里达到 3 项；不适用的不算在内，没填的算在内。",
        (("支部", 30), ("单位", 24), ("合计", 24)),
    ),
    (
        "items",
        "没做到的支部多的条目",
        "按条目排，未达到和部分达到合起来多的在前；各有两份的支部没有算进去。",
        (("条目", 40), ("未达到的支部数", 14), ("部分达到的支部数", 14), ("适用的支部数", 14), ("哪些支部", 80)),
    ),
    (
        "ledger",
        TOOLS["ledger"],
        f"按名单的次序；“快到期”是 {LIMITS['due_soon']} 天以内，这个天数是本站定的。",
        (("支部", 26), ("问题", 40), ("具体表现", 50), ("措施", 50), ("责任人", 18), ("时限", 18), ("进展", 30)),
    ),
    (
        "compared",
        "与上一期相比",
        "两期都有一份记录的支部；只列结果变了的条目。",
        (("支部", 26), ("上一期", 30), ("这一期", 30), ("变化", 100)),
    ),
)


def roll_up(context: Context) -> Iterator[Output]:
    """Yield the roll-up page and the list of all branches with what does not apply to each."""
    data, links = context.data, context.links("")
    view = {
        "scripts": [
            Place.BRANCH_LIST,
            Place.SITE_SCRIPT,
            script_path("roll-up"),
        ],
        "limits": {"files": f"{LIMITS['files']:,}", "size": f"{LIMITS['file'] // 1_000_000} MB"},
        "style": links.to(style_path("roll-up")),
        "paper": links.to(paper_path("roll-up")),
        "slip_style": links.to(style_path("slips")),
        "slip_words": SLIP,
        "slip_states": list(SLIP_STATES.values()),
        **_words(data),
    }
    yield Output(Place.ROLL_UP, context.render("branch/roll-up.html.j2", links, view))
    content = json.dumps(branch_list(data, context.standards), ensure_ascii=False, separators=(",", ":"))
    shown = content.replace("<", "\\u003c")
    yield Output(Place.BRANCH_LIST, f"var BRANCHES = {shown};\n")


def _words(data: StandardsData) -> dict[str, Any]:
    labels = {value: entry.label for value, entry in data.vocabulary.answer.items()}
    states = labels | {"recheck": WORDS["recheck"], "empty": WORDS["unanswered"]}
    return {
        "states": [{"value": value, "label": states[value]} for value in STATES],
        "problems": [{"value": kind, "label": label, "note": note} for kind, (label, note) in PROBLEMS.items()],
        "tables": [
            {
                "name": name,
                "title": title,
                "about": about,
                "columns": [
                    # the columns of areas, which the script adds, share the row evenly with the others
                    {"title": column, "width": width, "share": "" if name == MATRIX else _share(width, columns)}
                    for column, width in columns
                ],
            }
            for name, title, about, columns in TABLES
        ],
    }


def _share(width: int, columns: tuple[tuple[str, int], ...]) -> str:
    return f"{100 * width / sum(other for _, other in columns):.1f}%"


def branch_list(data: StandardsData, standards: Standards) -> dict[str, Any]:
    """Return the branches in the order of the data.

    `left` holds, for each catalog a branch works by, the items of that catalog's file that do not apply to it; many
    branches leave the same items, so a branch only says which entry of `left` is its own. `guests` are items of other
    catalogs that only some branches have to answer.
    """
    kept: dict[tuple[str, ...], list[str]] = {}

    def items_for(branch: Branch, catalog: Catalog) -> list[str]:
        own_rules = branch.id if branch.rules != NO_RULING else ""
        left = standards.for_branch(branch, catalog).why_left(branch.facts)
        key = (branch.facts.kind, own_rules, catalog.id, *left)
        if key not in kept:
            kept[key] = [entry.item.id for entry in standards.of_branch(branch, catalog).items]
        return kept[key]

    applying = {
        branch.id: {catalog.id: items_for(branch, catalog) for catalog in standards.catalogs(branch.facts.kind)}
        for _, branch in data.branches().values()
    }
    items = {catalog: [item.id for item in data.catalog_items(catalog)] for catalog in data.catalogs}
    guests: dict[str, list[str]] = {catalog: [] for catalog in items}
    for by_catalog in applying.values():
        for catalog, applied in by_catalog.items():
            guests[catalog] += [name for name in applied if name not in {*items[catalog], *guests[catalog]}]
    left: dict[str, dict[str, list[str]]] = {}
    found = []
    for unit, branch in data.branches().values():
        own = {
            catalog: [name for name in (*items[catalog], *guests[catalog]) if name not in set(applied)]
            for catalog, applied in applying[branch.id].items()
        }
        left.setdefault(key := json.dumps(own), own)
        kind = data.profiles[branch.facts.kind].title
        found.append({"id": branch.id, "name": branch.name, "unit": unit.name, "kind": kind, "left": key})
    numbers = {key: number for number, key in enumerate(left)}
    branches = [entry | {"left": numbers[entry["left"]]} for entry in found]
    return {"branches": branches, "left": list(left.values()), "guests": guests}
