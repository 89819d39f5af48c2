"""What the browser fills to make Excel and Word files: a template of each, and the columns of the two tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...data.load import StandardsData
from ..cache import cached, made_by
from ..links import Place
from ..office import LONGEST_LIST
from ..output import Context, Output
from ..shared_words import TOOLS, WORDS
from ..year.calendar_file import PATTERN, around_events, ticked_event
from .year_standard import ANSWERS

HERE = Path(__file__).parent
CODE = (*(HERE / f"{name}_template.py" for name in ("excel", "word")), HERE.parent / "word_document.py")
"""All code that makes the templates."""
MORE = "这份记录里还有别的版次的内容，只在备份文件里。"

# a column: what it is called, the fields of a record it shows, its width in mm, what may be typed into it
ANSWER_COLUMNS = (
    ("编号", ("id",), 14, "fixed"),
    ("项目", ("title",), 28, "fixed"),
    ("结果", ("status",), 17, "choice"),
    ("核对", ("recheck",), 14, "fixed"),
    ("问题和具体表现", ("note",), 44, "text"),
    ("整改措施", ("measure",), 37, "text"),
    ("材料在哪里", ("evidence", "quotes"), 33, "text"),
    ("责任人", ("responsible",), 17, "text"),
    ("整改期限", ("due",), 22, "day"),
    ("销号", ("closed_on", "closed_evidence"), 21, "text"),
    ("回头看", ("looked_back_on", "looked_back_note"), 21, "text"),
)

# the same to be filled in elsewhere and read back: a field a column
RETURNING_COLUMNS = (
    *ANSWER_COLUMNS[:2],
    ("看什么", ("looks_at",), 36, "fixed"),
    *ANSWER_COLUMNS[2:6],
    ("材料在哪里", ("evidence",), 33, "text"),
    ("全年记录里的材料", ("quotes",), 30, "fixed"),
    *ANSWER_COLUMNS[7:9],
    ("销号日期", ("closed_on",), 22, "day"),
    ("销号依据", ("closed_evidence",), 22, "text"),
    ("回头看日期", ("looked_back_on",), 22, "day"),
    ("回头看情况", ("looked_back_note",), 22, "text"),
)
ACROSS = 185
"""Characters across in what is filled in: more columns than on paper."""
RETURNS = "填好以后，在导出它的那一页打开“{bring}”选这个文件。有一列是隐藏的，记着哪一行是哪一项，不要删。"

# the columns of the blank form that the self-check knows something for; the others are left to be filled in
LEDGER_COLUMNS = {
    "序号": (("number",), 9, "fixed"),
    "问题": (("id", "problem"), 29, "fixed"),
    "具体表现": (("manifestation",), 35, "text"),
    "整改措施": (("measure",), 33, "text"),
    "责任人": (("responsible",), 16, "text"),
    "整改时限": (("due",), 22, "day"),
    "进展": (("progress", "lacks"), 20, "text"),
    "完成日期": (("closed_on",), 22, "day"),
}
LEDGER_ENDS = (
    ("销号依据", ("closed_evidence",), 20, "text"),
    ("回头看", ("looked_back_on", "looked_back_note"), 22, "text"),
)
# all duties of a year in all their periods, and the same as one line for each duty
YEAR_COLUMNS = (
    ("事项", ("title",), 60, "fixed"),
    ("结果", ("status",), 22, "choice"),
    ("哪天办的", ("done_on",), 24, "day"),
    ("核对", ("odd",), 20, "fixed"),
    ("材料在哪里", ("evidence",), 80, "text"),
    ("说明", ("note",), 60, "text"),
)
SUMMARY_COLUMNS = (
    ("事项", ("title",), 45, "fixed"),
    ("办了几次", ("count",), 28, "fixed"),
    ("哪天办的", ("done_on",), 34, "text"),
    ("材料在哪里", ("evidence",), 80, "text"),
    ("没办的和说明", ("note",), 60, "text"),
)
LEFT_BLANK: tuple[tuple[str, ...], int, str] = ((), 14, "text")


def export_templates(context: Context, cache: Path | None = None) -> Iterator[Output]:
    """Yield what pages load before they export tables, or a page of Word; the templates are kept in `cache`."""
    data = context.data
    key = [made_by(["python-docx", "xlsxwriter"], *CODE), data.edition.date]
    made = json.loads(cached(cache, "json", key, lambda: _templates(data.edition.date)))
    content = {
        **{name: made[name] for name in ("xlsx", "docx")},
        "list": next((one.form for one in data.program.filled_forms if one.columns), ""),
        "calendar": {**around_events(data, TOOLS["year"]), "event": ticked_event(data), "pattern": PATTERN},
        "tables": _tables(data, f"{data.edition.id} 版。{context.edition_view()['disclaimer']}。"),
    }
    shown = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    yield Output(Place.EXPORT_TEMPLATES, f"var EXPORT_TEMPLATES = {shown};\n")
    page = json.dumps(made["page"], ensure_ascii=False, separators=(",", ":"))
    yield Output(Place.PAGE_TEMPLATE, f"var PAGE_TEMPLATE = {page};\n")


def _templates(created: str) -> bytes:
    # here and not above: the libraries take longer to load than what was kept
    from .excel_template import excel_template
    from .word_template import word_page, word_template

    templates = {"xlsx": excel_template(created), "docx": word_template(created), "page": word_page(created)}
    return json.dumps(templates).encode()


def _tables(data: StandardsData, foot: str) -> dict[str, Any]:
    options = [*(entry.label for entry in data.vocabulary.answer.values()), WORDS["unanswered"]]
    form = data.forms[data.program.ledger_form]
    ledger = [(column.name, *LEDGER_COLUMNS.get(column.name, LEFT_BLANK)) for column in form.columns]
    returns = RETURNS.format(**TOOLS)
    done = [*ANSWERS.values(), WORDS["unanswered"]]
    return {
        "year": {
            "title": TOOLS["year"],
            "columns": _columns(YEAR_COLUMNS, done),
            "foot": foot,
            "returns": returns,
            "more": MORE,
        },
        "workbook": {
            "title": "自查结果",
            "columns": _columns(RETURNING_COLUMNS, options),
            "foot": foot,
            "returns": returns,
            "more": MORE,
            "across": ACROSS,
        },
        "summary": {"title": TOOLS["summary"], "columns": _columns(SUMMARY_COLUMNS, done), "foot": foot, "more": MORE},
        "answers": {"title": "自查结果", "columns": _columns(ANSWER_COLUMNS, options), "foot": foot, "more": MORE},
        "ledger": {
            "title": form.title.removesuffix("表"),
            "columns": _columns((*ledger, *LEDGER_ENDS), options),
            "foot": f"{''.join(form.notes)}{foot}",
            "more": MORE,
        },
    }


def _columns(columns: tuple[tuple[str, tuple[str, ...], int, str], ...], options: list[str]) -> list[dict[str, Any]]:
    # Excel separates the choices by commas; what it cannot list is typed
    listed = not any(set(option) & set(',"') for option in options) and len(",".join(options)) <= LONGEST_LIST
    return [
        {
            "name": name,
            "fields": fields,
            "width": width,
            "kind": kind,
            **({"options": options} if kind == "choice" and listed else {}),
        }
        for name, fields, width, kind in columns
    ]
