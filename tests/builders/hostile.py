"""The project's own data with something foreign in every text of every record, and the site built from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from string import ascii_letters
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from standards_site.checked import Found
from standards_site.data.load import FOLDERS, SINGLES, Loaded, StandardsData
from standards_site.data.record import Record
from tests import ROOT

RUNS = "window.ran = 1"
HOSTILE = (
    f"<img src=x onerror='{RUNS}'>",
    f"<script>{RUNS}</script>",
    f"</script></style></title></textarea></svg><svg onload='{RUNS}'>",
    f"[x](javascript:{RUNS.replace(' ', '')})",
    "[x][y] [y]: javascript:0",
    "<javascript:alert(0)> <https://evil.test/> <a@evil.test>",
    "https://evil.test/ www.evil.test a@evil.test",
    f"![x](https://evil.test/x.png 'x') \" onmouseover='{RUNS}' x=\"",
    "{: #x .y onclick='0' style=color:red } {#x}",
    "*a* **b** _c_ __d__ ~~e~~ ==f== ^g^ ++h++",
    "`a` ``b`` ```c```",
    "&lt;i&gt; &amp; &#60;b&#62; &copy; &",
    "\\* \\< \\\\ \\",
    "<!-- a --> <!-- --> <![CDATA[ a ]]> <?x ?>",
    "{{ config }} {% raw %} ${x} #{x}",
    "| a | b | --- | :x:",
    "# head ## head ##",
    "- dash",
    "1. number",
    "2019. year",
    "> quoted",
    "+ plus",
    "* star",
    "=== tab",
    "--- key: value #comment",
    "!!! note admonition",
    "??? details",
    ": definition",
    "[TOC] [^1] [^1]: a *[HTML]: a",
    "    code",
    "\\u003cb\\u003e %3Cb%3E \\x3cb\\x3e",
    "' \" ‘ “ `",
)
"""Each means something, or would run, in Markdown, an extension of it, HTML, YAML, a template or a script."""

# Texts that are names or addresses in truth: they have rules of their own.
_NAMES = {
    ("Item", "area"),
    ("FormField", "fills"),
    ("Site", "site_url"),
    ("Site", "repository"),
    ("Site", "repository_branch"),
    ("Stage", "starts"),
    ("Stage", "ends"),
    ("Step", "starts"),
    ("Step", "ends"),
    ("Procedure", "effective_from"),
    ("Procedure", "effective_earliest"),
}
Change = Callable[[int, str], str]


def hostile(number: int, text: str) -> str:
    """Return the `number`th text of the data with one of the hostile texts before it."""
    return f"{HOSTILE[number % len(HOSTILE)]} {text}"


def harmless(number: int, text: str) -> str:
    """Return the `number`th text of the data with as many letters before it as `hostile` puts there."""
    return f"{stand_in(number % len(HOSTILE))} {text}"


def stand_in(place: int) -> str:
    """Return what stands for the hostile text at `place`: as long, with its digits, and the same for no other text."""
    letter = ascii_letters[place]
    return "".join(letter if char.isascii() and not char.isdigit() and char != " " else char for char in HOSTILE[place])


def changed(data: StandardsData, change: Change) -> StandardsData:
    """Return `data` with every text in it changed, whatever the record."""
    numbers = count()
    singles = {name: _record(getattr(data, name), change, numbers) for name in SINGLES}
    records = {
        kind: {record_id: _record(record, change, numbers) for record_id, record in found.items()}
        for kind, found in data.records.items()
    }
    assert set(records) >= set(FOLDERS) - {"guidance"}
    values = {name: getattr(data, name) for name in data.__dataclass_fields__}
    return StandardsData(**{**values, **singles, "records": records})


def _record(record: Record, change: Change, numbers: Iterator[int]) -> Any:
    fields = {name: getattr(record, name) for name in type(record).model_fields}
    changed_fields = {
        name: _value(value, change, numbers, text=_is_text(type(record), name)) for name, value in fields.items()
    }
    return record.model_copy(update=changed_fields)


def _value(value: Any, change: Change, numbers: Iterator[int], *, text: bool) -> Any:
    if isinstance(value, Record):
        return _record(value, change, numbers)
    if isinstance(value, tuple):
        return tuple(_value(child, change, numbers, text=text) for child in value)
    if isinstance(value, dict):
        return {key: _value(child, change, numbers, text=text) for key, child in value.items()}
    return change(next(numbers), value) if text and isinstance(value, str) and value else value


@cache
def _is_text(model: type[Record], name: str) -> bool:
    """Return whether any text may stand in a field: it has no pattern, names no record and no word of a list."""
    field = model.model_fields[name]
    marks = repr((field.annotation, field.metadata))
    if (model.__name__, name) in _NAMES or "Ref(" in marks or "Word(" in marks:
        return False
    adapter = TypeAdapter(field.rebuild_annotation())
    for tried in ("<b>", ("<b>",)):
        try:
            adapter.validate_python(tried, strict=True)
        except ValidationError:
            continue
        return True
    return False


def build(data: StandardsData, target: Path) -> None:
    """Build the site of `data` into `target` with MkDocs, in this process and without the files of the forms."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("standards_site.publish.load", lambda _: Loaded(data, []))
        patch.setattr(
            "standards_site.publish.what_is_found", lambda *_: Found(are_problems=False, report="", notices="")
        )
        patch.setattr("standards_site.publish.ready", lambda _: data)
        patch.setattr("standards_site.outputs.site.form_files", lambda *_: ())
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(target))
        config.plugins.run_event("startup", command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.run_event("shutdown")
