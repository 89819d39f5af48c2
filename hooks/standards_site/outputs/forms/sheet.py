"""What stands on a form's paper, as a value: the print page, PDF, Word and Excel files are all made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from ...branch.schedule import Duty, Schedule, branch_schedule, standard_schedule
from ...data.load import StandardsData
from ...data.model import Branch, Catalog, Form, FormField, FormRows, Item, Label, Unit
from ...data.periods import PERIODS
from ...in_force.resolve import Resolved, Standard, Standards, standard_for
from ..links import sheet_path
from ..words import first_few, record_titles

# usual widths of columns, in shares of the table, and usual heights of fields of the heading, in written lines
SHARES = {"serial": 2, "tick": 2, "number": 3, "day": 4, "time": 4, "choice": 3, "text": 5, "long": 10}
LINES = {"long": 4}

PERSONAL = "填好后含个人信息：只在本单位保管，不上传、不外传。"
PRINTED_ABOVE = "由上级统一印制，这里只说明怎样填，不提供样表。"
MUST = "带 * 的栏目不能缺。"

Row = dict[str, str]
Group = tuple[str, list[Row]]


@dataclass(frozen=True)
class SheetField:
    """A field above the table or a place to sign; `value` is what is already known."""

    name: str
    must: bool
    kind: str
    choices: tuple[str, ...]
    lines: int
    value: str


@dataclass(frozen=True)
class SheetColumn:
    """A column; `share` of the sum of all shares is its width."""

    name: str
    must: bool
    kind: str
    choices: tuple[str, ...]
    share: int


@dataclass(frozen=True)
class SheetSection:
    """Rows under a heading (none for the only section of most forms). Each row has one text for each column."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """A form ready for paper, blank or for one branch.

    Order on paper: title, `body` (paragraphs of a letter), `header`, table of `columns` with `sections`,
    `signatures`, `notes`, `foot`. With a `label` there is no table: every row's first text becomes one label, with
    the header's fields under it.
    """

    form: str
    """Id of the form it is made from."""
    path: str
    """Path in the site without suffix: each output adds its own."""
    title: str
    owner: str
    """The branch it is made for; empty for the blank form."""
    landscape: bool
    body: tuple[str, ...]
    header: tuple[SheetField, ...]
    columns: tuple[SheetColumn, ...]
    sections: tuple[SheetSection, ...]
    blank_from: int
    """Number of the first row that is only there to be filled in, counted over all sections."""
    row_lines: int
    """Height of a blank row in written lines."""
    label: Label | None
    signatures: tuple[SheetField, ...]
    notes: tuple[str, ...]
    foot: str
    files: bool
    """Delivered as PDF, Word and Excel too: all but a branch's checks by other standards than its own."""
    numbered: bool = True
    """Its pages are numbered: those of a ballot are not, which has nothing on it but the vote."""
    aside: tuple[str, ...] = ()
    """What the screen says beside a paper that goes out as it is: a letter, a ballot."""


class FormFault(ValueError):  # noqa: N818  (a fault of the form, not of the program)
    """A form that cannot be made, told in Chinese: what typst does not set, a template with a wrong mark."""


@dataclass(frozen=True)
class _Given:
    """What a sheet is made for."""

    catalog: Catalog | None = None
    unit: Unit | None = None
    branch: Branch | None = None
    resolved: Resolved | None = None


def blank_sheets(data: StandardsData, standards: Standards) -> Iterator[Sheet]:
    """Yield every blank form that can be printed: one of each, but the check of items once for every catalog."""
    for form in data.forms.values():
        if form.guidance_only:
            continue
        if form.rows and form.rows.source == "items":
            for catalog in data.catalogs.values():
                yield _sheet(data, standards, form, _Given(catalog))
        else:
            yield _sheet(data, standards, form, _Given())


def branch_sheets(data: StandardsData, standards: Standards) -> Iterator[Sheet]:
    """Yield the forms made for every branch, with its name and unit and only what applies to it."""
    forms = [form for form in data.forms.values() if form.for_branches]
    for unit, branch in data.branches().values():
        for form in forms:
            catalogs = standards.catalogs(branch.facts.kind)
            for catalog in catalogs if form.rows and form.rows.source == "items" else catalogs[:1]:
                yield made_out(data, standards, form, unit, branch, standards.of_branch(branch, catalog))


def made_out(
    data: StandardsData, standards: Standards, form: Form, unit: Unit, branch: Branch, resolved: Resolved
) -> Sheet:
    """Return a form made out for a branch by the standard it was `resolved` with."""
    catalog = resolved.catalog if form.rows and form.rows.source == "items" else None
    return _sheet(data, standards, form, _Given(catalog, unit, branch, resolved))


def _sheet(data: StandardsData, standards: Standards, form: Form, given: _Given) -> Sheet:
    groups, left = _rows_from(data, standards, form.rows, given)
    blank = form.rows.blank if form.rows else 0
    catalog, branch = given.catalog, given.branch
    fields = (*form.header, *form.columns, *form.signatures)
    notes = [
        *([f"不适用、未列入的：{'；'.join(left)}。"] if left else []),
        *([catalog.origin] if catalog else []),
        *form.notes,
        *([MUST] if any(field.must for field in fields) else []),
        *([PERSONAL] if form.personal_data else []),
    ]
    known = {"党支部": branch.name, "党组织": given.unit.name} if branch and given.unit else {}
    goes_out = bool(form.body) or form.anonymous
    sheet = Sheet(
        form=form.id,
        path=sheet_path(form, catalog.id if catalog else "", branch.id if branch else ""),
        title=f"{catalog.title}{form.title}" if catalog else form.title,
        owner=branch.name if branch else "",
        landscape=form.orientation == "landscape",
        body=form.body,
        header=tuple(_field(field, known.get(field.name, "")) for field in form.header),
        columns=tuple(
            SheetColumn(field.name, field.must, field.kind, field.choices, field.share or SHARES[field.kind])
            for field in form.columns
        ),
        sections=_sections(form, groups, blank),
        # a given row is named and otherwise blank: it is as high as the blank ones
        blank_from=0 if form.rows and form.rows.source == "given" else sum(len(rows) for _, rows in groups),
        row_lines=form.rows.lines if form.rows else 1,
        label=form.label,
        signatures=tuple(_field(field, "") for field in form.signatures),
        notes=tuple(notes),
        foot=_foot(data, form),
        files=given.branch is None or catalog in (None, standards.catalogs(given.branch.facts.kind)[0]),
        numbered=not form.anonymous,
    )
    return replace(handed_out(sheet), aside=(*form.notes, sheet.foot)) if goes_out else sheet


def handed_out(sheet: Sheet) -> Sheet:
    """Return a sheet as it is handed out: without notes, the signs that they explain, and our foot."""
    return replace(
        sheet,
        header=tuple(replace(field, must=False) for field in sheet.header),
        columns=tuple(replace(column, must=False) for column in sheet.columns),
        signatures=tuple(replace(field, must=False) for field in sheet.signatures),
        notes=(),
        foot="",
    )


def _field(field: FormField, value: str) -> SheetField:
    lines = field.lines or LINES.get(field.kind, 1)
    return SheetField(field.name, field.must, field.kind, field.choices, lines, value)


def _foot(data: StandardsData, form: Form) -> str:
    sources = dict.fromkeys(data.sources[cited.source].short for cited in form.cites)
    basis = f"栏目依据：{'、'.join(sources)}" if sources else "栏目由本站自拟"
    checked = data.edition.rules_checked
    return f"{data.site.site_name}，{form.edition} 版；{basis}；非官方，以正式文件为准；规则核对到 {checked}"


def _sections(form: Form, groups: list[Group], blank: int) -> tuple[SheetSection, ...]:
    blank_rows: list[Row] = [{} for _ in range(blank)]
    numbers = count(1)

    def texts(row: Row) -> tuple[str, ...]:
        if form.label:
            return (row["title"],)
        number = str(next(numbers))
        return tuple(number if field.kind == "serial" else row.get(field.fills, "") for field in form.columns)

    sections = [SheetSection(title, tuple(texts(row) for row in rows)) for title, rows in groups]
    if blank:
        sections.append(SheetSection("", tuple(texts(row) for row in blank_rows)))
    return tuple(sections)


def _rows_from(
    data: StandardsData, standards: Standards, rows: FormRows | None, given: _Given
) -> tuple[list[Group], list[str]]:
    """Return the rows that the data gives, in groups, and what is left out with the reason."""
    if rows is None or rows.source is None:
        return [], []
    makers: dict[str, Callable[[], tuple[list[Group], list[str]]]] = {
        "items": lambda: _items(data, given),
        "documents": lambda: _documents(data, given.resolved),
        "ledgers": lambda: _ledgers(data, given.resolved),
        "steps": lambda: (_steps(data, rows.procedure or ""), []),
        "plan": lambda: (_plan(data, standards, rows, given.resolved), []),
        "given": lambda: ([("", [{"title": title} for title in rows.given])], []),
    }
    return makers[rows.source]()


def _items(data: StandardsData, given: _Given) -> tuple[list[Group], list[str]]:
    resolved, catalog = given.resolved, given.catalog
    assert catalog
    items = [entry.item for entry in resolved.items] if resolved else data.catalog_items(catalog.id)
    # by the areas of the items, not of the catalog: a profile may add items of another one
    areas = dict.fromkeys(data.area_of(item) for item in items)
    groups = [
        (f"{area.id}　{area.title}", [_item(data, item) for item in items if data.area_of(item) == area])
        for area in areas
    ]
    left = [f"{item.heading}（{why.reason}）" for item, why in resolved.left_items] if resolved else []
    return groups, left


def _item(data: StandardsData, item: Item) -> Row:
    check = item.judge.met if item.judge else item.check
    evidence = first_few(record_titles(data, item), "样")
    return {"number": item.id, "title": item.title, "check": check, "evidence": evidence}


def _documents(data: StandardsData, resolved: Resolved | None) -> tuple[list[Group], list[str]]:
    proving = _proving(resolved)
    groups: list[Group] = []
    left: list[str] = []
    for ledger in sorted(data.ledgers.values(), key=lambda ledger: ledger.order):
        if proving is not None and ledger.id not in proving:
            left.append(f"{ledger.title}（没有适用的条目用到它）")
            continue
        rows = [
            {
                "number": f"{ledger.order}.{number}",
                "title": document.title,
                "check": document.about or ledger.filed,
                "basis": "、".join(data.sources[cited.source].short for cited in document.cites) or "本站自拟",
            }
            for number, document in enumerate(ledger.documents, start=1)
        ]
        groups.append((f"{ledger.order}　{ledger.title}", rows))
    return groups, left


def _ledgers(data: StandardsData, resolved: Resolved | None) -> tuple[list[Group], list[str]]:
    proving = _proving(resolved)
    ledgers = sorted(data.ledgers.values(), key=lambda ledger: ledger.order)
    rows = [
        {
            "number": str(ledger.order),
            "title": ledger.title,
            "keeper": "、".join(data.label("role", role) for role in ledger.keeper),
            "filed": ledger.filed,
        }
        for ledger in ledgers
        if proving is None or ledger.id in proving
    ]
    return [("", rows)], []


def _proving(resolved: Resolved | None) -> set[str] | None:
    """Return the ledgers that hold what proves an item of the branch; None without a branch."""
    if resolved is None:
        return None
    return {kept.ledger for entry in resolved.items for kept in entry.item.keep}


def _steps(data: StandardsData, procedure_id: str) -> list[Group]:
    return [
        (
            stage.title,
            [
                {"number": step.no, "title": step.title, "limits": "；".join(limit.text for limit in step.limits)}
                for step in stage.steps
            ],
        )
        for stage in data.procedures[procedure_id].stages
    ]


def _plan(data: StandardsData, standards: Standards, rows: FormRows, resolved: Resolved | None) -> list[Group]:
    """Return the duties of the year, one row for each time, by the standard of the branch or by the main one."""
    if resolved:
        year: Schedule = branch_schedule(data, resolved)
    else:
        standard: Standard = standard_for(data, data.main_catalog, None)
        year = standard_schedule(data, standard)
    duties = [duty for duty in year.duties if set(duty.items) & set(rows.items)]
    return [(f"{duty.title}：{duty.summary}", _times(duty)) for duty in duties]


def _times(duty: Duty) -> list[Row]:
    """Return one row for each period of a duty."""
    return [{"when": PERIODS[duty.per].name_of(days.first), "title": duty.title} for days in duty.periods]
