"""The form library: every form by occasion with what it proves, and the zip files a secretary takes it home in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ...data.load import StandardsData
from ...data.model import Form, Item, Kept, Procedure, Step
from ...data.uses import forms_of_procedure, uses_of
from ..links import FILES, Links, Place, file_path, pack_path, picture_path, print_path, sheet_path
from ..output import Context, Output, View
from ..words import first_few, in_a_list
from .sheet import Sheet

PICTURE = (170, 120)
"""Sides of a picture on the page in CSS pixels, the long one first; A4 has the same shape."""
FOLDERS = {"pdf": "PDF（直接打印）", "docx": "Word（改了再用）", "xlsx": "Excel（在电脑上填）"}
UNIX, READABLE = 3, 0o644
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]')


def library_view(context: Context, sheets: Iterable[Sheet]) -> View:
    """Return the page of all forms: by occasion, each form once in full, under its other occasions as a link."""
    data, links = context.data, context.links("../")
    blank = [sheet for sheet in sheets if not sheet.owner]
    forms = data.forms.values()

    def group(occasion: str, title: str, about: str) -> View:
        own = [form for form in forms if (*form.occasions, "")[0] == occasion]
        return {
            "id": f"when-{occasion or 'others'}",
            "title": title,
            "about": about,
            "forms": [
                _form(context, links, form, [sheet for sheet in blank if sheet.form == form.id])
                for form in in_order_of_use(data, own)
            ],
            "others": [_place(form) for form in forms if occasion in form.occasions[1:]],
        }

    groups = [group(occasion, entry.label, entry.meaning) for occasion, entry in data.vocabulary.occasion.items()]
    groups.append(group("", "上级统一印制的", "这里只说明怎样填，不提供样表。"))
    return {
        "packs": [
            _pack(context, links, pack, blank) for pack in data.vocabulary.pack if pack_path(pack) in links.sizes
        ],
        "groups": [group for group in groups if group["forms"] or group["others"]],
        "evidence_href": links.to(Place.EVIDENCE),
        "count": sum(not form.guidance_only for form in forms),
    }


def in_order_of_use(data: StandardsData, forms: Iterable[Form], guide: str = "") -> list[Form]:
    """Return forms in the order in which they are needed.

    That is the order of the steps of the procedure `guide`, then of the procedures that use most of the forms, then of
    the items that keep them.
    """
    found = {form.id: form for form in forms}
    used = {
        procedure.id: [name for name in forms_of_procedure(procedure) if name in found]
        for procedure in data.procedures.values()
    }
    named = [name for one in sorted(used, key=lambda one: (one != guide, -len(set(used[one])))) for name in used[one]]
    named += [kept.form for item in data.items.values() for kept in item.keep if kept.form in found]
    return [found[name] for name in dict.fromkeys([*named, *found])]


def _place(form: Form) -> View:
    return {"text": form.title, "href": f"#{form.id}"}


def _form(context: Context, links: Links, form: Form, sheets: list[Sheet]) -> View:
    data = context.data
    several = len(sheets) > 1
    served = uses_of(data, form.id)
    uses = [kept_view(links, item, kept) for item in served.items for kept in item.keep if kept.form == form.id]
    procedures = [
        {"text": procedure.title, "href": links.step(procedure.id, steps[0].key)}
        for procedure in served.procedures
        if (steps := [step for stage in procedure.stages for step in stage.steps if _uses(step, form)])
    ]
    fields = [
        {"label": label, "fields": [{"name": field.name, "must": field.must} for field in found]}
        for label, found in (("表头", form.header), ("每行", form.columns), ("落款", form.signatures))
        if found
    ]
    return {
        "id": form.id,
        "title": form.title,
        "purpose": form.purpose,
        "picture": _picture(links, sheets[0]) if sheets else None,
        "files": [] if several or not sheets else links.files(sheets[0].path, form.title),
        "sheets": [
            {"title": sheet.title, "files": links.files(sheet.path, sheet.title)} for sheet in sheets if several
        ],
        "personal_data": form.personal_data,
        "guidance_only": form.guidance_only,
        "own": form.own,
        "cites": links.citations(form.cites),
        "notes": form.notes,
        "groups": fields,
        "field_count": sum(len(group["fields"]) for group in fields),
        "uses": uses,
        "uses_words": first_few([use["text"] for use in uses], "个条目"),
        "procedures": procedures,
        "procedures_words": first_few([procedure["text"] for procedure in procedures], "件事"),
    }


def _uses(step: Step, form: Form) -> bool:
    return any(paper.form == form.id for paper in step.papers)


def _picture(links: Links, sheet: Sheet) -> View | None:
    path = picture_path(sheet.path)
    if path not in links.sizes:
        return None
    width, height = PICTURE if sheet.landscape else reversed(PICTURE)
    return {
        "src": links.to(path),
        "href": links.to(print_path(sheet.path)),
        "alt": f"{sheet.title}第一页的样子，打开打印页",
        "width": width,
        "height": height,
    }


def kept_view(links: Links, item: Item, kept: Kept) -> View:
    """Return one item that a record serves: where the record is filed and, in short, which requirements it proves."""
    proved = [requirement for requirement in item.requirements if requirement.key in kept.proves]
    return {
        "id": item.id,
        "text": item.heading,
        "href": links.item(item.id),
        "ledger": {"text": links.data.ledgers[kept.ledger].title, "href": links.ledger(kept.ledger)},
        "count": len(proved),
        "proves": "。".join(in_a_list(requirement).rstrip("。") for requirement in proved),
    }


# --- packs


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


def _pack(context: Context, links: Links, pack: str, sheets: list[Sheet]) -> View:
    data = context.data
    found = pack_sheets(data, pack, sheets)
    (file,) = links.sized(pack_path(pack))
    return {
        "title": data.label("pack", pack),
        "about": data.vocabulary.pack[pack].meaning,
        "count": len(found),
        **file,
        "save_as": f"{pack_name(data, pack)}.zip",
    }


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
