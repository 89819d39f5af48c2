"""What becomes of a retired id: its address stays, says why, and leads on; the self-check is told as well."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from lxml import html

from standards_site.data.model import Addition, Retired, RetiredItem
from standards_site.in_force.resolve import Standards
from standards_site.outputs.branch_files import BranchFiles
from standards_site.outputs.handbook.navigation import navigation
from standards_site.outputs.handbook.pages import page_outputs, pages
from standards_site.outputs.output import Context, templates_in
from standards_site.outputs.self_check.checklist import catalog_texts
from tests import ROOT

SMALL = "meeting-six"
SPLIT = RetiredItem(
    id="C99",
    catalog="branch-34",
    title="开会",
    rev=2,
    edition="2027.1",
    change="split",
    into=("C1", "C2"),
    why="大会和委员会分开查。",
)
WITHDRAWN = RetiredItem(
    id="C98",
    catalog="branch-34",
    title="<b>旧表",
    rev=1,
    edition="2027.1",
    change="withdrawn",
    why="上级不再要这张表。",
)
MERGED = RetiredItem(
    id="M99",
    catalog=SMALL,
    title="有签到",
    rev=1,
    edition="2027.2",
    change="merged",
    into=("M4",),
    why="和考勤是一件事。",
)
RETIRED = (SPLIT, WITHDRAWN, MERGED)


def context_of(data):
    return Context(data, templates_in(ROOT / "site_templates"), Standards(data))


def shared(data, catalog_id):
    """What the script of a catalog puts into STANDARDS."""
    path = f"assets/data/{catalog_id}.js"
    text = next(output.content for output in catalog_texts(context_of(data)) if output.path == path)
    assert "<" not in text
    return json.loads(re.fullmatch(r'var STANDARDS = [^\n]*\nSTANDARDS\["[\w-]+"\] = (.*);\n', text).group(1))


def with_additions(data, kind, *names):
    """The data with items of other catalogs added for one kind of branch."""
    profile = data.profiles[kind]
    added = profile.model_copy(update={"add": tuple(Addition(item=name, why="本校要求。") for name in names)})
    return replace(data, records={**data.records, "profile": {**data.profiles, kind: added}})


@pytest.fixture(scope="module")
def changed(data):
    """The real data with three retired items."""
    return replace(data, retired=Retired(retired=RETIRED))


@pytest.fixture(scope="module")
def written(changed):
    """The pages of the changed data by path."""
    context = context_of(changed)
    return {output.path: output for output in page_outputs(context, pages(context, []))}


def part_of(text, start):
    """The lines from the heading `start` up to the next one of its level or above."""
    level = start.split(" ")[0]
    after = text.split(start, 1)[1]
    return re.split(rf"^#{{1,{len(level)}}} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def paragraphs(markdown):
    return [" ".join(node.text_content().split()) for node in html.fromstring(f"<div>{markdown}</div>").iter("p")]


def links_in(markdown):
    return {node.text_content(): node.get("href") for node in html.fromstring(f"<div>{markdown}</div>").iter("a")}


def test_a_split_item_keeps_its_page_which_leads_to_its_parts(written, data):
    page = written["items/C99.md"]

    assert 'title: "C99 开会（已停用）"\n' in page.content
    assert paragraphs(part_of(page.content, "# C99 开会（已停用）"))[:4] == [
        "拆分 2027.1 版起停用：内容分到了几条里。",
        "原因：大会和委员会分开查。",
        f"现在看：C1 {data.of('item')['C1'].title}、C2 {data.of('item')['C2'].title}",
        "自查里填过的内容都留着，可以看、可以导出；接替的条目还没有填的，会带上这些内容，标“需重新核对”。"
        "编号 C99 不会再给别的条目用，停用时是第 2 稿。",
    ]
    assert links_in(page.content.split("<aside")[0]) == {
        f"C1 {data.of('item')['C1'].title}": "../items/C1.html",
        f"C2 {data.of('item')['C2'].title}": "../items/C2.html",
        data.main_catalog.title: "../branch-34/index.html",
    }
    assert page.source == "standards_data/retired.yaml"


def test_a_withdrawn_item_says_that_nothing_took_its_place(written):
    page = written["items/C98.md"].content

    assert paragraphs(part_of(page, "# C98 "))[:3] == [
        "撤销 2027.1 版起停用：不再要求，没有接替的条目。",
        "原因：上级不再要这张表。",
        "自查里填过的内容都留着，可以看、可以导出，不再计数。编号 C98 不会再给别的条目用，停用时是第 1 稿。",
    ]
    assert "<b>" not in page


def test_a_merged_item_of_a_small_catalog_keeps_its_place_on_the_page(written, data):
    page = written[f"{SMALL}/index.md"].content
    place = part_of(page, "### M99 有签到（已停用） {: #M99 }")

    assert paragraphs(place)[:3] == [
        "合并 2027.2 版起停用：内容并入了另一条。",
        "原因：和考勤是一件事。",
        f"现在看：M4 {data.of('item')['M4'].title}",
    ]
    assert links_in(place)[f"M4 {data.of('item')['M4'].title}"] == f"../{SMALL}/index.html#M4"
    assert f"{SMALL}/M99.md" not in written


def test_a_catalog_with_item_pages_lists_its_retired_items(written):
    listed = part_of(written["branch-34/index.md"].content, "## 停用的条目 {: #retired-items }")

    links = links_in(listed)
    assert {text: links[text] for text in list(links)[:2]} == {
        "C99 开会": "../items/C99.html",
        "C98 <b>旧表": "../items/C98.html",
    }


@pytest.mark.usefixtures("places_only")
def test_the_navigation_ends_the_standard_with_its_retired_items(changed, data):
    def sections(shown):
        listed = navigation(pages(context_of(shown), []))
        return next(entry[data.main_catalog.short] for entry in listed if data.main_catalog.short in entry)

    assert sections(changed) == [
        *sections(data),
        {"停用的条目": [{"C99 开会": "items/C99.md"}, {"C98 &#60;b&#62;旧表": "items/C98.md"}]},
    ]


def test_a_catalog_without_retired_items_does_not_speak_of_them(written):
    told = sorted(path for path, page in written.items() if "停用的条目" in page.content)

    assert told == ["branch-34/index.md", f"{SMALL}/index.md"]


def test_the_self_check_holds_the_standard_whole(changed):
    item = changed.items["M4"]

    held = shared(changed, SMALL)

    wanted = ["edition", "id", "title", "answers", "judged", "done", "left", "areas", "items", "retired"]
    assert list(held) == wanted
    assert {name: held[name] for name in ("edition", "id", "title", "answers", "areas", "retired")} == {
        "edition": changed.edition.id,
        "id": SMALL,
        "title": changed.catalogs[SMALL].title,
        "answers": {"met": "达到", "partly": "部分达到", "unmet": "未达到", "not_applicable": "不适用"},
        "areas": [{"id": area.id, "title": area.title} for area in changed.catalogs[SMALL].areas],
        "retired": {
            "M99": {
                "title": "有签到",
                "change": "merged",
                "into": ["M4"],
                "why": "和考勤是一件事。",
                "href": f"{SMALL}/index.html#M99",
            }
        },
    }
    assert list(held["items"]) == [entry.id for entry in changed.catalog_items(SMALL)]
    assert held["items"]["M4"] == {
        "title": item.title,
        "rev": item.rev,
        "area": item.area,
        "href": f"{SMALL}/index.html#M4",
        "met": item.judge.met,
        "partly": item.judge.partly,
        "unmet": item.judge.unmet,
        "evidence": ["签到表", "请假与补学登记表"],
    }


def test_every_item_of_the_standard_stands_in_one_of_its_areas(data):
    for catalog_id in data.catalogs:
        held = shared(data, catalog_id)
        areas = [area["id"] for area in held["areas"]]

        assert sorted({item["area"] for item in held["items"].values()}) == sorted(areas), catalog_id


def test_an_item_that_a_profile_adds_is_in_the_standard_of_its_branches(changed):
    own = changed.profiles["teacher"].catalogs[0]
    added = with_additions(changed, "teacher", "M4")

    held, as_it_stands = shared(added, own), shared(changed, own)

    assert list(held["items"]) == [*as_it_stands["items"], "M4"]
    assert held["areas"] == [*as_it_stands["areas"], {"id": "M", "title": "组织生活六有"}]
    assert sorted(held["retired"]) == sorted([*as_it_stands["retired"], "M99"])
    assert shared(added, SMALL) == shared(changed, SMALL)


def test_an_added_item_stands_on_the_page_of_a_branch_in_its_own_area(data):
    added = with_additions(data, "teacher", "M4")
    branch = next(branch for _, branch in data.branches().values() if branch.facts.kind == "teacher")

    text = next(
        output.content
        for output in BranchFiles(context_of(added)).of_branches()
        if output.path == f"branches/{branch.id}.html"
    )

    page = html.fromstring(text)
    assert page.xpath("//section[@data-area='M']//li/@id") == ["M4"]
    resolved = Standards(added).of_branch(branch)
    assert page.xpath("//li[@data-rev]/@id") == [entry.item.id for entry in resolved.items]
