"""The zip files in which a secretary takes the blank forms for an occasion home, with a text that explains them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ...data.load import StandardsData
from ...data.model import Form, Procedure
from ...data.uses import in_order_of_use
from ..links import FILES, file_path, pack_path, sheet_path
from ..output import Context, Output
from .sheet import Sheet

FOLDERS = {"pdf": "PDF（直接打印）", "docx": "Word（改了再用）", "xlsx": "Excel（在电脑上填）"}
UNIX, READABLE = 3, 0o644
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]')


def pack_sheets(data: StandardsData, pack: str, sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return the blank sheets of a pack in the order of use; of a check by many standards the main one only."""
    forms = [form for form in data.forms.values() if pack in form.packs]
    by_path = {sheet.path: sheet for sheet in sheets}
    paths = [sheet_path(form, data.main_catalog.id) for form in in_order_of_use(data, forms, _guide(data, pack))]
    return [by_path[path] for path in paths if path in by_path]


def packs(context: Context, sheets: Iterable[Sheet], files: Mapping[str, bytes]) -> Iterator[Output]:
    """Yield a zip file for every pack with the files of its forms (`files`, by path) and a text that explains them."""
    data = context.data
    blank = [sheet for sheet in sheets if not sheet.owner]
    for pack in data.vocabulary.pack:
        found = pack_sheets(data, pack, blank)
        suffixes = [suffix for suffix in FILES if any(file_path(sheet.path, suffix) in files for sheet in found)]
        if not suffixes:
            continue
        entries = {"说明.txt": _explained(context, pack, found, suffixes)}
        for number, sheet in enumerate(found, start=1):
            for suffix in suffixes:
                name = f"{FOLDERS[suffix]}/{_numbered(number, sheet)}.{suffix}"
                entries[name] = files[file_path(sheet.path, suffix)]
        yield Output(pack_path(pack), _zip(pack_name(data, pack), entries, data.edition.date))


def pack_name(data: StandardsData, pack: str) -> str:
    """Return the name under which a pack is saved, and of the folder inside it."""
    return f"{data.label('pack', pack)}（空白表单）"


def _numbered(number: int, sheet: Sheet) -> str:
    return f"{number:02} {_NOT_IN_FILE_NAMES.sub('', sheet.title)}"


def _explained(context: Context, pack: str, sheets: list[Sheet], suffixes: list[str]) -> bytes:
    """Return 说明.txt: what is in the pack, what each form is for, and in which order to use it."""
    data = context.data
    edition = context.edition_view()
    kinds = "、".join(FILES[suffix] for suffix in suffixes)
    lines = [
        f"{data.label('pack', pack)}：{data.vocabulary.pack[pack].meaning}",
        f"{edition['site_name']} {edition['id']} 版，{edition['date']}。{edition['disclaimer']}。",
        "",
        f"有 {len(sheets)} 张空白表单，每张有 {kinds} 文件，栏目相同，选一种用。",
        "填好的表由支部自己保管；含个人信息的不上传、不外传。",
        "",
        "一、有哪些表",
    ]
    for number, sheet in enumerate(sheets, start=1):
        form = data.forms[sheet.form]
        occasions = "、".join(data.label("occasion", occasion) for occasion in form.occasions)
        lines += [f"{number:02} {sheet.title}：{form.purpose}", f"   什么时候用：{occasions}。{_basis(data, form)}。"]
        if form.personal_data:
            lines.append("   填好后含个人信息。")
    if guide := data.procedures.get(_guide(data, pack)):
        lines += ["", f"二、先用哪张（{guide.title}）", guide.about, *_used_in_order(guide, sheets)]
    return "\r\n".join(["\ufeff" + lines[0], *lines[1:], ""]).encode()


def _guide(data: StandardsData, pack: str) -> str:
    """Return the id of the procedure that tells in which order to use the forms of a pack; empty if none does."""
    return next((guide.procedure for guide in data.program.pack_guides if guide.pack == pack), "")


def _basis(data: StandardsData, form: Form) -> str:
    sources = dict.fromkeys(data.sources[cited.source].short for cited in form.cites)
    return f"栏目依据：{'、'.join(sources)}" if sources else "栏目由本站自拟"


def _used_in_order(guide: Procedure, sheets: list[Sheet]) -> Iterator[str]:
    numbers = {sheet.form: number for number, sheet in enumerate(sheets, start=1)}
    titles = {sheet.form: sheet.title for sheet in sheets}
    for stage in guide.stages:
        steps = [(step, [paper.form for paper in step.papers if paper.form in numbers]) for step in stage.steps]
        if any(forms for _, forms in steps):
            yield stage.title
        for step, forms in steps:
            if forms:
                named = "、".join(f"{numbers[form]:02} {titles[form]}" for form in forms)
                yield f"   第 {step.no} 步 {step.title}：{named}"


def _zip(folder: str, entries: Mapping[str, bytes], day: str) -> bytes:
    """Return a zip file; stored, because its files are compressed already and stored bytes are the same everywhere."""
    made = date.fromisoformat(day)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries):
            info = zipfile.ZipInfo(f"{folder}/{name}", (made.year, made.month, made.day, 0, 0, 0))
            # fixed, so that it is the same on every machine; by any other system unzip garbles Chinese names
            info.create_system = UNIX
            info.external_attr = READABLE << 16
            archive.writestr(info, entries[name])
    return target.getvalue()
