"""Printable A4 check forms: one table, sections kept with their first rows, signatures with the last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..load import StandardsData
from ..model import Branch, Catalog, Item, Unit
from ..resolve import Resolved
from . import Context, Output
from .items import first_few, record_titles
from .links import branch_form_path

SIGNATURES = ("自评人", "支部书记", "日期")


def forms(context: Context) -> Iterator[Output]:
    """Yield the blank check form of every catalog and of the ledgers, and all of them for every branch."""
    data = context.data
    for catalog in data.of("catalog").values():
        yield _form(context, f"forms/check-{catalog.id}.html", "../", _catalog_form(data, catalog, None, _heading()))
    yield _form(context, "forms/check-ledgers.html", "../", _ledger_form(data, None, _heading()))
    for unit, branch in data.branches().values():
        heading = _heading(unit, branch)
        for catalog in context.standards.catalogs(branch.facts.kind):
            resolved = context.standards.of_branch(branch, catalog)
            path = branch_form_path(branch.id, catalog.id)
            yield _form(context, path, "../../", _catalog_form(data, catalog, resolved, heading))
        resolved = context.standards.of_branch(branch)
        yield _form(context, branch_form_path(branch.id, "ledgers"), "../../", _ledger_form(data, resolved, heading))


def _form(context: Context, path: str, up: str, view: dict[str, Any]) -> Output:
    return Output(path, context.render("forms/check.html.j2", {"up": up, **view}))


def _catalog_form(
    data: StandardsData, catalog: Catalog, resolved: Resolved | None, heading: dict[str, Any]
) -> dict[str, Any]:
    items = [entry.item for entry in resolved.items] if resolved else data.catalog_items(catalog.id)
    # by the areas of the items, not of the catalog: a profile may add items of another one
    sections = [
        (f"{area.id}　{area.title}", [_item_row(data, item) for item in items if data.area_of(item) == area])
        for area in dict.fromkeys(data.area_of(item) for item in items)
    ]
    left = [f"{item.id} {item.title}（{why.reason}）" for item, why in resolved.left_items] if resolved else []
    return {
        "title": f"{catalog.title}自查表",
        "origin": catalog.origin,
        "about": (
            "逐项对照“查什么”，在一格里打 √；“部分达到”“未达到”的写明问题、措施、责任人和时限。"
            "“查什么”是本站建议，其中的数字有的是自拟，见各条目页。"
        ),
        "left": left,
        "columns": [
            "编号",
            "项目",
            "查什么（达到的样子）",
            "看什么材料",
            "达到",
            "部分达到",
            "未达到",
            "不适用",
            "问题和整改",
        ],
        **heading,
        **_parts(sections),
    }


def _item_row(data: StandardsData, item: Item) -> dict[str, Any]:
    check = item.judge.met if item.judge else "".join(requirement.text for requirement in item.requirements)
    return {
        "id": item.id,
        "title": item.title,
        "check": check,
        "evidence": first_few(record_titles(data, item), "样"),
    }


def _ledger_form(data: StandardsData, resolved: Resolved | None, heading: dict[str, Any]) -> dict[str, Any]:
    proving: set[str] | None = None
    if resolved:
        proving = {kept.ledger for entry in resolved.items for kept in entry.item.keep}
    sections = []
    left = []
    for ledger in sorted(data.of("ledger").values(), key=lambda ledger: ledger.order):
        if proving is not None and ledger.id not in proving:
            left.append(f"{ledger.title}（没有适用的条目用到它）")
            continue
        rows = [
            {
                "id": f"{ledger.order}.{number}",
                "title": document.title,
                "check": document.about or ledger.filed,
                "evidence": "、".join(data.of("source")[cited.source].short for cited in document.cites) or "本站自拟",
            }
            for number, document in enumerate(ledger.documents, start=1)
        ]
        sections.append((f"{ledger.order}　{ledger.title}", rows))
    return {
        "title": "台账检查表",
        "origin": "台账的类别和材料名称出自各来源，见台账页；保管人和归档办法是本站建议。",
        "about": "有且齐全打“达到”；有但不全打“部分达到”；应有而没有打“未达到”；本支部没有这项工作打“不适用”。",
        "left": left,
        "columns": ["编号", "材料", "查什么", "出自", "达到", "部分达到", "未达到", "不适用", "问题和整改"],
        **heading,
        **_parts(sections),
    }


def _heading(unit: Unit | None = None, branch: Branch | None = None) -> dict[str, Any]:
    return {
        "unit": unit.name if unit else "",
        "branch": branch.name if branch else "",
        "signatures": SIGNATURES,
    }


def _parts(sections: list[tuple[str, list[dict[str, Any]]]]) -> dict[str, Any]:
    """Cut the rows into table bodies: each is kept on one page, so heading and signatures never stand alone.

    A section's heading stays with its first two rows; the signatures stay with the last two rows of the table.
    """
    filled = [(title, rows) for title, rows in sections if rows]
    bodies: list[dict[str, Any]] = []
    for title, rows in filled:
        bodies.append({"heading": title, "rows": rows[:2]})
        bodies.extend({"heading": "", "rows": [row]} for row in rows[2:])
    tail: list[dict[str, Any]] = []
    while bodies and sum(len(body["rows"]) for body in tail) < 2:
        tail.insert(0, bodies.pop())
    return {"bodies": bodies, "tail": tail, "rows": sum(len(rows) for _, rows in filled)}
