"""The page of forms, the packs and the evidence map against the data; files are invented, only their names count."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, replace
from posixpath import dirname, normpath

import pytest
from lxml import html

from standards_site.in_force.resolve import Standards
from standards_site.outputs.branch_files import BranchFiles
from standards_site.outputs.forms.about import printed_above
from standards_site.outputs.forms.packs import pack_sheets, packs
from standards_site.outputs.forms.print_page import form_pages
from standards_site.outputs.forms.sheet import Sheet, blank_sheets, branch_sheets
from standards_site.outputs.handbook.pages import page_outputs, pages
from standards_site.outputs.links import pack_path, picture_path, sheet_path, size_words
from standards_site.outputs.output import Context, templates_in
from standards_site.outputs.words import record_title
from standards_site.outputs.year.plan import plans, profile_plans
from tests import ROOT

SUFFIXES = ("pdf", "docx", "xlsx")


@dataclass(frozen=True)
class Library:
    """Sheets, invented files of them, and what the site makes of both."""

    context: Context
    sheets: list[Sheet]
    files: dict[str, bytes]
    outputs: dict[str, bytes]

    def page(self, path):
        return html.fromstring(self.outputs[path].decode())


def library_of(data, sheets, files):
    context = Context(data, templates_in(ROOT / "site_templates"), Standards(data))
    made = {output.path: output.bytes for output in packs(context, sheets, files)}
    sizes = {path: len(content) for path, content in {**files, **made}.items()}
    context = replace(context, sizes=sizes)
    shown = [
        *page_outputs(context, pages(context, sheets)),
        *form_pages(context, [sheet for sheet in sheets if not sheet.owner]),
        *printed_above(context),
        *plans(context, profile_plans(context)),
        *BranchFiles(context).of_branches(),
    ]
    return Library(context, sheets, files, made | {output.path: output.bytes for output in shown})


@pytest.fixture(scope="module")
def sheets(data):
    standards = Standards(data)
    return [*blank_sheets(data, standards), *branch_sheets(data, standards)]


@pytest.fixture(scope="module")
def library(data, sheets):
    files = {
        f"{one.path}.{suffix}": f"{one.path} {suffix}".encode() for one in sheets if one.files for suffix in SUFFIXES
    }
    files |= {picture_path(one.path): b"png" for one in sheets if not one.owner}
    return library_of(data, sheets, files)


@pytest.fixture(scope="module")
def without_files(data, sheets):
    return library_of(data, sheets, {})


def table_of(library):
    """The rows of the page of all forms, by the section they stand in."""
    page = library.page("forms/index.md")
    return {body.get("id"): body.xpath("tr[@data-when]") for body in page.xpath("//tbody")}


def rows_of_forms(library):
    return [row for rows in table_of(library).values() for row in rows]


def quoted(requirement):
    """A requirement as it stands in a list."""
    return (requirement.short or requirement.text).rstrip("。")


def links_in(text):
    return [str(link) for link in html.fromstring(f"<div>{text}</div>").xpath("//a/@href")]


def offered(path, up="../"):
    """The addresses of a sheet with all its files."""
    return [f"{up}{path}.{suffix}" for suffix in ("html", *SUFFIXES)]


def test_every_form_has_a_row_under_its_first_occasion_and_is_named_under_the_others(data, library):
    rows = {row.get("id"): name for name, rows in table_of(library).items() for row in rows if row.get("id")}
    named = {
        body.get("id"): body.xpath("tr[@class='also']//a/text()")
        for body in library.page("forms/index.md").xpath("//tbody")
    }

    assert rows.keys() == data.forms.keys()
    for form in data.forms.values():
        first, *others = form.occasions or ("others",)
        assert rows[form.id] == f"when-{first}"
        assert all(form.title in named[f"when-{occasion}"] for occasion in others)


def test_a_row_leads_to_the_print_page_and_offers_the_files_with_their_sizes(library):
    blank = {f"../{one.path}.html": one for one in library.sheets if not one.owner}
    rows = {row.xpath("th/a/@href")[0]: row for row in rows_of_forms(library) if row.xpath("td//a")}

    assert rows.keys() == blank.keys()
    for href, sheet in blank.items():
        files = rows[href].xpath("td[2]//a")
        assert rows[href].xpath("string(th/a)") == sheet.title
        assert [link.get("href") for link in files] == offered(sheet.path)[1:]
        assert files[0].text == f"PDF {size_words(len(library.files[f'{sheet.path}.pdf']))}"


def test_a_row_says_what_the_form_is_for_and_when_it_is_used(data, library):
    rows = {row.get("id"): row for row in rows_of_forms(library)}

    for form in data.forms.values():
        assert rows[form.id].xpath("string(td[1])") == form.purpose
        assert rows[form.id].get("data-when").split() == [data.label("occasion", one) for one in form.occasions]


def test_a_check_has_a_row_for_every_standard(data, library):
    shown = [row.xpath("string(th/a)") for row in rows_of_forms(library)]

    assert {f"{catalog.title}自查表" for catalog in data.catalogs.values()} <= {*shown}
    assert len(shown) == len({*shown})


def test_a_form_that_the_province_prints_is_only_explained(data, library):
    rows = {row.get("id"): row for row in rows_of_forms(library)}
    guidance = [form for form in data.forms.values() if form.guidance_only]

    assert guidance
    for form in guidance:
        page = library.page(f"forms/{form.id}.html").xpath("//main")[0].text_content()
        assert rows[form.id].xpath(".//a/@href") == [f"../forms/{form.id}.html"]
        assert "由上级统一印制" in page
        assert all(note in page for note in form.notes)
        assert all(field.name in page for field in (*form.header, *form.columns, *form.signatures))


FILE = re.compile(r'(?:href|src)="([^"#:]*\.(?:pdf|docx|xlsx|zip|png)|[^"#:]*forms/(?!index)[^"#:]*)"')


def test_pages_offer_only_files_that_are_delivered(library, without_files):
    for shown in (library, without_files):
        delivered = {f"{one.path}.html" for one in shown.sheets} | shown.context.sizes.keys() | shown.outputs.keys()
        for path, content in shown.outputs.items():
            if path.endswith((".md", ".html")):
                links = FILE.findall(content.decode())
                targets = {normpath(f"{dirname(path)}/{link}").lstrip("/") for link in links if "favicon" not in link}
                assert targets <= delivered, path


def test_without_files_a_form_still_has_its_print_page_and_no_empty_list_of_packs(data, without_files):
    page = without_files.page("forms/index.md")

    assert "整套下载" not in page.text_content()
    assert page.xpath("//img | //details") == []
    assert {link for row in rows_of_forms(without_files) for link in row.xpath(".//a/@href")} == {
        *(f"../{one.path}.html" for one in without_files.sheets if not one.owner),
        *(f"../forms/{form.id}.html" for form in data.forms.values() if form.guidance_only),
    }


def test_a_picture_says_what_it_shows_has_the_shape_of_the_paper_and_is_folded_away(library):
    pictures = library.page("forms/index.md").xpath("//tbody//details/img")
    by_path = {picture_path(one.path): one for one in library.sheets if not one.owner}

    assert len(pictures) == len(by_path)
    for picture in pictures:
        sheet = by_path[picture.get("src").removeprefix("../")]
        assert sheet.title in picture.get("alt")
        assert (int(picture.get("width")) > int(picture.get("height"))) == sheet.landscape
        assert picture.get("loading") == "lazy"


def test_the_page_of_a_form_tells_what_it_proves_where_it_is_used_and_on_what_it_rests(data, library):
    for form in data.forms.values():
        page = library.page(f"{sheet_path(form, data.main_catalog.id)}.html")
        words = page.xpath("//main")[0].text_content()
        links = page.xpath("//main//a/@href")
        items = [item for item in data.items.values() if any(kept.form == form.id for kept in item.keep)]
        for item in items:
            assert f"{item.id} {item.title}" in words
            for requirement in item.requirements:
                if any(requirement.key in kept.proves for kept in item.keep if kept.form == form.id):
                    assert quoted(requirement) in words
        for kept in (kept for item in items for kept in item.keep if kept.form == form.id):
            assert f"../ledgers.html#{kept.ledger}" in links
        for procedure in data.procedures.values():
            steps = [step for stage in procedure.stages for step in stage.steps]
            first = next((step for step in steps if any(paper.form == form.id for paper in step.papers)), None)
            assert (f"../procedures/{procedure.id}.html#{first.key}" in links) if first else True
        assert {f"../sources/{cited.source}.html" for cited in form.cites} <= {*links}
        assert ("本站自拟" in words) == form.own
        assert (page.xpath("//main//p[@class='warn']") != []) == (form.personal_data or form.guidance_only)
        assert all(note in words for note in form.notes)
        assert all(field.name in words for field in (*form.header, *form.columns, *form.signatures))


# --- packs


def entries_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {info.filename: (info, archive.read(info)) for info in archive.infolist()}


def explanation_of(content):
    (text,) = [content for name, (_, content) in entries_of(content).items() if name.endswith("/说明.txt")]
    return text


def test_a_pack_holds_exactly_the_files_of_its_forms(data, library):
    for pack in data.vocabulary.pack:
        forms = [form for form in data.forms.values() if pack in form.packs]
        paths = [sheet_path(form, data.main_catalog.id) for form in forms]
        expected = sorted(library.files[f"{path}.{suffix}"] for path in paths for suffix in SUFFIXES)

        entries = entries_of(library.outputs[pack_path(pack)])

        assert sorted(content for name, (_, content) in entries.items() if not name.endswith(".txt")) == expected
        assert len(entries) == len(expected) + 1
        assert 8 <= len(forms) <= 24, pack


def test_files_in_a_pack_are_numbered_and_named_in_chinese_one_folder_for_each_kind(library, data):
    entries = entries_of(library.outputs[pack_path("meetings")])
    titles = [one.title for one in pack_sheets(data, "meetings", library.sheets)]

    for folder, suffix in (("PDF（直接打印）", "pdf"), ("Word（改了再用）", "docx"), ("Excel（在电脑上填）", "xlsx")):
        names = [name.split("/")[2] for name in entries if name.split("/")[1] == folder]
        assert names == [f"{number:02} {title}.{suffix}" for number, title in enumerate(titles, start=1)]
    assert {name.split("/")[0] for name in entries} == {"会议（空白表单）"}
    assert all(info.flag_bits & 0x800 for info, _ in entries.values())


def test_a_pack_is_the_same_bytes_every_time_and_on_every_machine(data, library):
    again = {output.path: output.bytes for output in packs(library.context, library.sheets, library.files)}

    assert again == {path: content for path, content in library.outputs.items() if path.endswith(".zip")}
    for content in again.values():
        infos = [info for info, _ in entries_of(content).values()]
        assert [info.filename for info in infos] == sorted(info.filename for info in infos)
        assert {(info.date_time, info.compress_type, info.create_system, info.external_attr) for info in infos} == {
            ((2026, 11, 21, 0, 0, 0), zipfile.ZIP_STORED, 3, 0o644 << 16)
        }


def test_a_pack_explains_every_form_in_a_text_that_windows_opens(data, library):
    for pack in data.vocabulary.pack:
        raw = explanation_of(library.outputs[pack_path(pack)])
        text = raw.decode("utf-8-sig")

        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\n") == raw.count(b"\r\n") > 20
        assert "2026.1 版" in text
        assert "非官方，以正式文件为准" in text
        for number, sheet in enumerate(pack_sheets(data, pack, library.sheets), start=1):
            assert f"{number:02} {sheet.title}：{data.of('form')[sheet.form].purpose}" in text


def test_the_pack_for_a_new_secretary_follows_the_first_thirty_days(data, library):
    (named,) = data.program.pack_guides
    pack, guide = named.pack, data.procedures[named.procedure]
    in_pack = {form.id for form in data.forms.values() if pack in form.packs}
    steps = [step for stage in guide.stages for step in stage.steps]
    used = [(step, [paper.form for paper in step.papers if paper.form in in_pack]) for step in steps]

    text = explanation_of(library.outputs[pack_path(pack)]).decode()

    order = list(dict.fromkeys(form for _, forms in used for form in forms))
    assert [one.form for one in pack_sheets(data, pack, library.sheets)][: len(order)] == order
    assert len(order) >= 10
    shown = re.findall(r"第 (\S+) 步 ([^：]+)：(.*)\r", text)
    assert [(no, title) for no, title, _ in shown] == [(step.no, step.title) for step, forms in used if forms]
    assert [len(names.split("、")) for _, _, names in shown] == [len(forms) for _, forms in used if forms]


def test_the_page_of_forms_lists_the_packs_with_their_number_of_forms_and_size(data, library):
    rows = library.page("forms/index.md").xpath("//ul[@class='packs']/li")

    assert [row.xpath("./a/@href")[0] for row in rows] == [f"../{pack_path(pack)}" for pack in data.vocabulary.pack]
    for row, pack in zip(rows, data.vocabulary.pack, strict=True):
        count = sum(pack in form.packs for form in data.forms.values())
        size = size_words(len(library.outputs[pack_path(pack)]))
        assert f"{data.label('pack', pack)}（{count} 张，{size}）" in row.text_content()


def test_a_site_without_the_pdf_engine_has_packs_without_pdf(data, sheets, library):
    files = {path: content for path, content in library.files.items() if not path.endswith(".pdf")}

    (made, *_) = packs(library.context, sheets, files)

    kinds = {name.rsplit(".", 1)[1] for name in entries_of(made.bytes)}
    assert kinds == {"docx", "xlsx", "txt"}
    assert "PDF" not in explanation_of(made.bytes).decode()


# --- evidence map


def kept_by_record(data):
    found = {}
    for item in data.items.values():
        for kept in item.keep:
            found.setdefault(record_title(data, kept), {})[item.id] = (item, kept)
    return found


def test_the_evidence_map_names_every_record_with_the_items_that_keep_it(data, library):
    page = library.page("evidence.md")
    expected = kept_by_record(data)

    rows = page.xpath("//table//tbody/tr")
    shown = {row.xpath("./th")[0].text_content(): row for row in rows}
    single = page.xpath("//ul[@class='evidence-single']/li")

    assert len(rows) == sum(len(items) > 1 for items in expected.values())
    assert len(single) == sum(len(items) == 1 for items in expected.values())
    for title, row in zip((text.split("\n")[0] for text in shown), rows, strict=True):
        (record,) = [name for name in expected if title.startswith(name + re.search(r"\d+ 个条目", title).group())]
        items = expected[record]
        assert row.xpath("./td/a/text()") == list(items)
        assert all(data.ledgers[kept.ledger].title in row.text_content() for _, kept in items.values())
        ((_, first), *_) = items.values()
        if first.form:
            assert row.xpath("./td/span/a/@href") == [library.context.links("").about_form(first.form)]
        else:
            for item, kept in items.values():
                proved = [quoted(one) for one in item.requirements if one.key in kept.proves]
                assert all(words in row.text_content() for words in proved)


def test_records_that_serve_more_items_come_first(data, library):
    counts = [len(row.xpath("./td/a")) for row in library.page("evidence.md").xpath("//table//tbody/tr")]

    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 20


def test_the_picture_of_the_evidence_map_agrees_with_what_the_items_keep(data, library):
    page = library.page("evidence.md")
    main = data.catalog_items(data.main_catalog.id)
    shared = {title: items for title, items in kept_by_record(data).items() if len(items) > 1}
    dots = sum(item.id in items for items in shared.values() for item in main)

    (picture,) = page.xpath("//svg")

    # a dot within another one is not drawn
    assert len(picture.xpath("./circle[title and not(circle)]")) == dots
    for title, items in shared.items():
        (row,) = [group for group in rows_of(picture) if group[0] == title]
        assert row[1] == [f"{item.id} {item.title}" for item in main if item.id in items]
    assert {item.id for item in main} <= set(picture.xpath(".//*[@class='head']/text()"))
    assert picture.get("role") == "group"
    assert picture.get("aria-label")


def rows_of(picture):
    """The rows of a picture: the whole title and the titles of its dots."""
    rows = []
    for element in picture.iter("text", "circle"):
        if element.tag == "text" and element.get("class") == "map-item":
            rows.append((element.xpath("./title/text()")[0], []))
        if element.tag == "circle":
            rows[-1][1].append(element.xpath("./title/text()")[0])
    return rows


# --- where forms are offered


def test_an_item_offers_every_form_it_keeps(data, library):
    for item in data.catalog_items(data.main_catalog.id):
        links = links_in(library.outputs[f"items/{item.id}.md"].decode())
        for kept in item.keep:
            form = data.forms.get(kept.form or "")
            if form and not form.guidance_only:
                assert set(offered(sheet_path(form, data.main_catalog.id))) <= set(links)
            if form:
                assert f"../{sheet_path(form, data.main_catalog.id)}.html" in links


def test_a_procedure_leads_to_the_forms_of_its_steps(data, library):
    for procedure in data.procedures.values():
        page = library.page(f"procedures/{procedure.id}.md")
        for stage in procedure.stages:
            for step in stage.steps:
                links = page.xpath(f"//section[@id='{step.key}']//a/@href")
                forms = [data.forms[paper.form] for paper in step.papers if paper.form]
                for form in forms:
                    assert f"../{sheet_path(form, data.main_catalog.id)}.html" in links


def test_a_year_plan_offers_the_forms_of_its_duties_those_made_out_for_the_branch_first(data, library):
    for branch_id, (_unit, branch) in data.branches().items():
        links = links_in(library.outputs[f"branches/{branch_id}/plan.html"].decode())
        resolved = library.context.standards.of_branch(branch)
        tasks = {frequency.task.form for frequency in data.frequencies.values() if frequency.task}
        named = [
            form
            for form in data.forms.values()
            # a task leads to the page that fills the form in
            if form.id not in tasks and f"../../{sheet_path(form, data.main_catalog.id)}.html" in links
        ]

        assert len(named) > 2
        for form in named:
            owner = branch_id if form.for_branches else ""
            if not form.guidance_only:
                assert set(offered(sheet_path(form, resolved.catalog.id, owner), "../../")) <= set(links)


def test_a_branch_finds_the_forms_made_out_for_it(data, library):
    listed = links_in(library.outputs["branches/index.md"].decode())
    for branch_id, (_unit, branch) in data.branches().items():
        own = library.context.standards.of_branch(branch).catalog
        forms = [form for form in data.forms.values() if form.for_branches]
        links = links_in(library.outputs[f"branches/{branch_id}.html"].decode())

        assert len(forms) >= 4
        for form in forms:
            path = sheet_path(form, own.id, branch_id)
            assert set(offered(path)) <= set(listed)
            assert f"../{path}.html" in links


def test_the_page_of_ledgers_leads_to_its_labels_and_its_check(library):
    links = links_in(library.outputs["ledgers.md"].decode())

    assert {f"forms/{name}.html" for name in ("box-label", "spine-label", "check-ledgers")} <= set(links)


@pytest.mark.parametrize(("size", "words"), [(1, "1 kB"), (9_600, "10 kB"), (148_300, "148 kB"), (2_835_266, "2.8 MB")])
def test_sizes_are_told_in_the_usual_units(size, words):
    assert size_words(size) == words
