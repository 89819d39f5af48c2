"""A small form on paper, to be changed for a test."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from standards_site.outputs.forms.sheet import Sheet, SheetColumn, SheetField, SheetSection

DAY = "2026-11-21"


def field(
    name: str,
    kind: str = "text",
    *,
    must: bool = False,
    lines: int = 1,
    value: str = "",
    choices: tuple[str, ...] = (),
) -> SheetField:
    return SheetField(name, must, kind, choices, lines, value)


def column(
    name: str, kind: str = "text", *, must: bool = False, share: int = 5, choices: tuple[str, ...] = ()
) -> SheetColumn:
    return SheetColumn(name, must, kind, choices, share)


SHEET = Sheet(
    form="small",
    path="forms/small",
    title="小表",
    owner="",
    landscape=False,
    body=(),
    header=(field("党支部"),),
    columns=(column("序号", "serial", share=2), column("事项", share=8)),
    sections=(SheetSection("", (("1", ""), ("2", ""), ("3", ""))),),
    blank_from=0,
    row_lines=1,
    label=None,
    signatures=(field("签名"),),
    notes=("写清楚。",),
    foot="自拟",
    files=True,
)


def paper(**changes: Any) -> Sheet:
    return replace(SHEET, **changes)
