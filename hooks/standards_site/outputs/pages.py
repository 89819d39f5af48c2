"""The handbook's pages: Markdown with a title and a description, generated from the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..load import DATA, Part, StandardsData
from ..model import Catalog, Citation, Position
from ..rules import RULES
from . import Context, Output
from .comparisons import comparison_view
from .items import frequency_texts, item_view, role_names
from .links import Links, catalog_path, item_path
from .map_picture import map_view

Nav = list[Any]
Views = dict[str, dict[str, Any]]
_KIND_NAMES = {"frequency": "频次", "threshold": "门槛", "ledger": "台账", "form": "表单"}


def pages(context: Context) -> Iterator[Output]:
    """Yield every generated Markdown page."""
    data = context.data
    yield _page(context, "index.md", "pages/index.md.j2", _home(data), f"{DATA}/site.yaml")
    main = _main_catalog(data)
    # every page that shows items lies one folder deep, so one view of each serves them all
    links = Links(data, "../")
    items = {item.id: item_view(data, links, item) | {"href": links.item(item.id)} for item in data.of("item").values()}
    for catalog in data.of("catalog").values():
        yield _catalog_page(context, catalog, items)
    for area in main.areas:
        view = _area(data, main, area.id, items)
        yield _page(context, f"areas/{area.id}.md", "pages/area.md.j2", view, _file(data, main))
    for item in data.of("item").values():
        path = item_path(data, item)
        if "#" not in path:
            text = f"{item.id} {item.title}：{'；'.join(frequency_texts(data, item)) or item.purpose}"
            source = data.file_of("item", item.id)
            page = {
                "item": items[item.id],
                "description": text,
                "report": report_view(data, source, f"{item.id} {item.title}"),
            }
            yield _page(context, path.removesuffix(".html") + ".md", "pages/item.md.j2", page, source)
    for kind, name in (("frequency", "frequencies"), ("threshold", "thresholds")):
        yield _page(context, f"{name}.md", "pages/comparison.md.j2", _comparisons(data, kind), f"{DATA}/{name}/")
    yield _page(context, "ledgers.md", "pages/ledgers.md.j2", _ledgers(data), f"{DATA}/ledgers/")
    yield _page(context, "forms/index.md", "pages/forms.md.j2", _forms(data), f"{DATA}/forms/")
    yield _page(context, "branches/index.md", "pages/branches.md.j2", _branches(data), f"{DATA}/branches/")
    yield _page(context, "sources/index.md", "pages/sources.md.j2", _sources(data), f"{DATA}/sources/")
    for source_id in data.of("source"):
        yield _source_page(context, source_id)
    yield _page(context, "glossary.md", "pages/glossary.md.j2", _glossary(data), f"{DATA}/glossary.yaml")
    yield _page(context, "rules.md", "pages/rules.md.j2", {"rules": list(RULES.values())}, "")


def navigation(data: StandardsData) -> Nav:
    """Return the site's navigation as MkDocs takes it."""
    main = _main_catalog(data)
    areas: Nav = [{f"{main.short}总览": catalog_path(main).replace(".html", ".md")}]
    for area in main.areas:
        entries: Nav = [{"本领域一览": f"areas/{area.id}.md"}]
        entries += [
            {f"{item.id} {item.title}": item_path(data, item).replace(".html", ".md")}
            for item in data.catalog_items(main.id)
            if item.area == area.id
        ]
        areas.append({f"{area.id} {area.title}": entries})
    others = [
        {catalog.title: catalog_path(catalog).replace(".html", ".md")}
        for catalog in data.of("catalog").values()
        if catalog.id != main.id
    ]
    return [
        {"首页": "index.md"},
        {main.short: areas},
        {"频次和门槛": [{"频次": "frequencies.md"}, {"门槛": "thresholds.md"}]},
        {"阵地和台账": [*others, {"台账": "ledgers.md"}]},
        {"表单和自查": [{"表单": "forms/index.md"}, {"支部自查": "branches/index.md"}]},
        {
            "依据和用语": [
                {"依据": [{"依据总览": "sources/index.md"}, *_source_nav(data)]},
                {"用语": "glossary.md"},
            ]
        },
        {
            "关于": [
                {"关于本站": "about.md"},
                {"隐私说明": "privacy.md"},
                {"怎样改一条": "maintain.md"},
                {"规则": "rules.md"},
            ]
        },
    ]


def report_view(data: StandardsData, file: str, what: str) -> dict[str, str]:
    """Return how to change or report what a page says: links to the repository, or the file's path to copy."""
    address = data.site.repository.rstrip("/")
    if not address or not file:
        return {"file": file, "edit": "", "report": ""}
    action = "tree" if file.endswith("/") else "edit"
    return {
        "file": file,
        "edit": f"{address}/{action}/{data.site.repository_branch}/{file}",
        "report": f"{address}/issues/new?title={quote(what or file)}",
    }


def _page(context: Context, path: str, template: str, view: dict[str, Any], source: str) -> Output:
    data = context.data
    complete = {"report": report_view(data, source, ""), **view}
    return Output(path, context.render(template, complete), source)


def _file(data: StandardsData, catalog: Catalog) -> str:
    return data.file_of("catalog", catalog.id)


def _main_catalog(data: StandardsData) -> Catalog:
    catalog: Catalog = data.of("catalog")[data.site.main_catalog]
    return catalog


def _source_nav(data: StandardsData) -> Nav:
    return [{source.short: f"sources/{source.id}.md"} for source in data.of("source").values()]


def _home(data: StandardsData) -> dict[str, Any]:
    links = Links(data, "")
    main = _main_catalog(data)
    return {
        "catalog": main,
        "maps": [
            {"class": "map-wide", **map_view(data, links, width=960, label_width=190)},
            {"class": "map-narrow", **map_view(data, links, width=330, label_width=0)},
        ],
        "due": [_due(data, links, period) for period in ("month", "quarter", "half_year", "year")],
        "report": report_view(data, "", ""),
    }


def _due(data: StandardsData, links: Links, period: str) -> dict[str, Any]:
    """Return what falls due in each `period` by the adopted positions, with the items that ask for it."""
    duties = []
    for frequency in data.of("frequency").values():
        adopted = next((p for p in frequency.positions if p.key == frequency.adopted.position), None)
        if adopted is None or adopted.per != period:
            continue
        asking = [
            {"id": item.id, "href": links.item(item.id)}
            for item in data.of("item").values()
            if any(requirement.frequency == frequency.id for requirement in item.requirements)
        ]
        if asking:
            duties.append(
                {
                    "title": frequency.title,
                    "summary": frequency.summary,
                    "href": links.frequency(frequency.id),
                    "items": asking,
                    "local": data.of("source")[adopted.source].kind not in ("regulation", "policy"),
                }
            )
    return {"title": data.label("period", period), "duties": duties}


def _catalog_page(context: Context, catalog: Catalog, items: Views) -> Output:
    data = context.data
    links = Links(data, "../")
    beside = [data.of("catalog")[name] for name in catalog.beside]
    view = {
        "catalog": catalog,
        "standing": data.label("standing", catalog.standing),
        "source": catalog.source
        and {"text": data.of("source")[catalog.source].title, "href": links.source(catalog.source)},
        "print_href": links.to(f"forms/check-{catalog.id}.html"),
        "areas": [
            {
                "id": area.id,
                "title": area.title,
                "about": area.about,
                "href": links.area(area.id),
                "items": [items[item.id] for item in data.catalog_items(catalog.id) if item.area == area.id],
            }
            for area in catalog.areas
        ],
        "beside": [
            {
                "title": other.title,
                "about": other.about,
                "origin": other.origin,
                "standing": data.label("standing", other.standing),
                "href": links.catalog(other),
                "items": [items[item.id] for item in data.catalog_items(other.id)],
            }
            for other in beside
        ],
        "description": f"{catalog.title}：{catalog.about}",
    }
    template = "pages/catalog.md.j2" if catalog.item_pages else "pages/small_catalog.md.j2"
    path = catalog_path(catalog).replace(".html", ".md")
    return _page(context, path, template, view, _file(data, catalog))


def _area(data: StandardsData, catalog: Catalog, area_id: str, items: Views) -> dict[str, Any]:
    links = Links(data, "../")
    area = next(area for area in catalog.areas if area.id == area_id)
    shown = [items[item.id] for item in data.catalog_items(catalog.id) if item.area == area_id]
    return {
        "area": area,
        "heading": f"{area.id} {area.title}",
        "catalog": {"title": catalog.title, "href": links.catalog(catalog)},
        "items": shown,
        "description": f"{area.title}：" + "、".join(f"{item['id']} {item['title']}" for item in shown),
    }


def _comparisons(data: StandardsData, kind: str) -> dict[str, Any]:
    links = Links(data, "")
    grouped = [
        (group_id, title, [comparison_view(data, links, kind, name) for name in names])
        for group_id, title, names in _by_area(data, kind)
    ]
    titles = {
        "frequency": ("频次：多久一次", "每件经常要做的事，各个来源说多久一次，本站采用哪一种、为什么。"),
        "threshold": (
            "门槛：人数、票数、时限和比例",
            "每个数字出自哪里，各个来源有什么不同，本站采用哪一种、为什么。",
        ),
    }
    title, about = titles[kind]
    return {
        "title": title,
        "about": about,
        "groups": [{"id": group_id, "title": title, "records": views} for group_id, title, views in grouped],
        "differing": [view for _, _, views in grouped for view in views if view["differs"]],
        "description": about,
    }


def _by_area(data: StandardsData, kind: str) -> list[tuple[str, str, list[str]]]:
    """Return the records of `kind` grouped by the area of the first item that uses them; unused ones come last."""
    main = _main_catalog(data)
    groups: dict[str, list[str]] = {area.id: [] for area in main.areas}
    rest = dict.fromkeys(data.of(kind))
    for item in data.catalog_items(main.id):
        for requirement in item.requirements:
            names = [requirement.frequency] if kind == "frequency" else list(requirement.thresholds)
            for name in names:
                if name in rest:
                    del rest[name]
                    groups[item.area].append(name)
    found = [(area.id, f"{area.id} {area.title}", groups[area.id]) for area in main.areas if groups[area.id]]
    return [*found, ("others", "只作对照", list(rest))] if rest else found


def _ledgers(data: StandardsData) -> dict[str, Any]:
    links = Links(data, "")
    ledgers = sorted(data.of("ledger").values(), key=lambda ledger: ledger.order)
    return {
        "print_href": "forms/check-ledgers.html",
        "ledgers": [
            {
                "id": ledger.id,
                "title": ledger.title,
                "about": ledger.about,
                "keeper": role_names(data, ledger.keeper),
                "filed": ledger.filed,
                "filed_cites": links.citations(ledger.filed_cites),
                "notes": ledger.notes,
                "documents": [
                    {
                        "title": document.title,
                        "about": document.about,
                        "own": document.own,
                        "cites": links.citations(document.cites),
                    }
                    for document in ledger.documents
                ],
                "items": [
                    {"text": f"{item.id} {item.title}", "href": links.item(item.id)}
                    for item in data.of("item").values()
                    if any(kept.ledger == ledger.id for kept in item.keep)
                ],
            }
            for ledger in ledgers
        ],
    }


def _forms(data: StandardsData) -> dict[str, Any]:
    links = Links(data, "../")
    printable = [
        {
            "title": f"{catalog.title}自查表",
            "about": f"{catalog.items} 项，空白，A4 横向",
            "href": links.to(f"forms/check-{catalog.id}.html"),
        }
        for catalog in data.of("catalog").values()
    ]
    printable.append(
        {
            "title": "台账检查表",
            "about": "各类台账应有的材料，空白",
            "href": links.to("forms/check-ledgers.html"),
        }
    )
    return {
        "printable": printable,
        "forms": [
            {
                "id": form.id,
                "title": form.title,
                "purpose": form.purpose,
                "personal_data": form.personal_data,
                "guidance_only": form.guidance_only,
                "own": form.own,
                "cites": links.citations(form.cites),
                "notes": form.notes,
                "groups": [
                    {"label": label, "fields": [{"name": field.name, "must": field.must} for field in fields]}
                    for label, fields in (
                        ("表头", form.header),
                        ("每行", form.columns),
                        ("落款", form.signatures),
                    )
                    if fields
                ],
                "items": [
                    {"text": f"{item.id} {item.title}", "href": links.item(item.id)}
                    for item in data.of("item").values()
                    if any(kept.form == form.id for kept in item.keep)
                ],
            }
            for form in data.of("form").values()
        ],
    }


def _branches(data: StandardsData) -> dict[str, Any]:
    links = Links(data, "../")
    return {
        "units": [
            {
                "name": unit.name,
                "branches": [
                    {
                        "name": branch.name,
                        "href": links.to(f"branches/{branch.id}.html"),
                        "kind": data.label("branch_kind", branch.facts.kind),
                        "formal_members": branch.facts.formal_members,
                        "committee": "设" if branch.facts.committee else "不设",
                        "groups": "划分" if branch.facts.groups else "未划分",
                        "forms": [
                            {"text": "自查表", "href": links.to(f"branches/{branch.id}/check.html")},
                            {"text": "台账检查表", "href": links.to(f"branches/{branch.id}/ledgers.html")},
                        ],
                    }
                    for branch in unit.branches
                ],
            }
            for unit in data.of("unit").values()
        ],
    }


def _source_head(data: StandardsData, links: Links, source_id: str) -> dict[str, Any]:
    source = data.of("source")[source_id]
    return {
        "id": source.id,
        "title": source.title,
        "short": source.short,
        "href": links.source(source.id),
        "issuer": source.issuer or "未署名",
        "number": source.number or "无文号",
        "date": source.date or "原文没有日期",
        "kind": data.label("source_kind", source.kind),
        "status": data.label("source_status", source.status),
        "status_class": source.status,
        "status_meaning": data.vocabulary.source_status[source.status].meaning,
        "scope": source.scope,
        "use": source.use,
        "seen": data.label("seen", source.seen),
        "seen_class": source.seen,
        "seen_note": source.seen_note,
        "last_clause": f"共 {source.last_clause} 条" if source.last_clause else "",
        "notes": source.notes,
        "successor": source.superseded_by
        and {
            "text": data.of("source")[source.superseded_by].short,
            "href": links.source(source.superseded_by),
        },
    }


def _sources(data: StandardsData) -> dict[str, Any]:
    links = Links(data, "../")
    heads = [_source_head(data, links, source_id) for source_id in data.of("source")]
    national = [head for head in heads if data.of("source")[head["id"]].kind in ("regulation", "policy")]
    return {
        "groups": [
            {"title": "全国性规定和文件", "sources": national},
            {
                "title": "来源文件（单位方案、通知、制度、讲稿和经验材料）",
                "sources": [h for h in heads if h not in national],
            },
        ]
    }


def _source_page(context: Context, source_id: str) -> Output:
    data = context.data
    links = Links(data, "../")
    view = {
        "source": _source_head(data, links, source_id),
        "uses": [_citing(data, links, part, cited) for part, cited in data.citations if cited.source == source_id],
        "description": f"{data.of('source')[source_id].title}：效力、用途和引用它的地方",
    }
    return _page(context, f"sources/{source_id}.md", "pages/source.md.j2", view, data.file_of("source", source_id))


def _citing(data: StandardsData, links: Links, part: Part, cited: Citation | Position) -> dict[str, str]:
    """Return what cites a source: the clause, a link to the record, and the words that rest on the clause."""
    record: Any = data.of(part.kind).get(part.record_id, data.glossary)
    if part.kind == "item":
        text, href = f"{record.id} {record.title}", links.item(record.id)
    elif part.kind in _KIND_NAMES:
        text, href = f"{_KIND_NAMES[part.kind]}：{record.title}", getattr(links, part.kind)(record.id)
    else:
        text, href = "用语", links.to("glossary.html")
    words = cited.text if isinstance(cited, Position) else _words_at(record, part.path)
    return {"clause": cited.clause, "seen": data.label("seen", cited.seen), "text": text, "href": href, "words": words}


def _words_at(record: Any, path: tuple[str | int, ...]) -> str:
    """Return the text beside a citation: that of the nearest enclosing record that has one."""
    words, value = "", record
    for step in path:
        for name in ("text", "what", "title", "otherwise", "meaning"):
            words = getattr(value, name, "") or words
        value = value[step] if isinstance(step, int) else getattr(value, step, None)
    return words


def _glossary(data: StandardsData) -> dict[str, Any]:
    links = Links(data, "")
    lists = (
        ("情态：来源用的是哪个词", data.vocabulary.modality),
        ("看到方式：本站有没有看到原文", data.vocabulary.seen),
        ("来源的效力", data.vocabulary.source_status),
        ("来源的种类", data.vocabulary.source_kind),
        ("判定", data.vocabulary.answer),
        ("角色", data.vocabulary.role),
        ("支部类型", data.vocabulary.branch_kind),
        ("周期", data.vocabulary.period),
        ("去向", data.vocabulary.act),
    )
    return {
        "groups": [
            {
                "title": entry.label,
                "about": entry.meaning,
                "terms": [
                    {"term": term.term, "meaning": term.meaning, "cites": links.citations(term.cites)}
                    for term in data.glossary.terms
                    if term.kind == kind
                ],
            }
            for kind, entry in data.vocabulary.term_kind.items()
        ],
        "lists": [{"title": title, "entries": list(entries.values())} for title, entries in lists],
    }
