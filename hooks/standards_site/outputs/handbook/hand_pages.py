"""The pages written by hand (content/): all that the navigation lists are there, and what they link to is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from posixpath import dirname, normpath

import markdown

from ...data.load import StandardsData
from ...data.problems import Location, Problem
from ...data.yaml_positions import Span
from ..links import Place, html_path, is_bare, source_file
from .hand_examples import example_faults

PAGES = "content"
LISTED = {
    source_file(place): title
    for place, title in ((Place.ABOUT, "关于本站"), (Place.PRIVACY, "隐私说明"), (Place.MAINTAIN, "怎样改一条"))
}
"""The pages that the navigation lists, with their titles there."""
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_OUTSIDE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")


def hand_pages(root: Path) -> list[str]:
    """Return the pages under `root`/content, by their paths there."""
    return [file.relative_to(root / PAGES).as_posix() for file in sorted((root / PAGES).rglob("*.md"))]


def hand_page_problems(root: Path, paths: Collection[str], data: StandardsData) -> Iterator[Problem]:
    """Yield what would make MkDocs complain of the pages; `paths` are those of the site's files."""
    pages = hand_pages(root)
    for page in sorted(LISTED.keys() - set(pages)) if (root / PAGES).is_dir() else ():
        message = f"缺页面「{LISTED[page]}」，导航里列着它。"
        yield Problem("PTH3", Location(f"{PAGES}/{page}"), message, hint="从版本库恢复它")
    for page in pages:
        at = Location(f"{PAGES}/{page}")
        if page not in LISTED:
            yield Problem("PTH3", at, "这一页不在导航里，生成网站会中断。", hint="删掉它，或在程序里列进导航")
        whole = text_of_page(root, page)
        for start, end, wrong_words, hint in example_faults(root, data, whole):
            line_start = whole.rfind("\n", 0, start) + 1
            span = Span(whole.count("\n", 0, start) + 1, start - line_start + 1, end - line_start + 1)
            yield Problem("PTH3", at, wrong_words, hint=hint, span=span)
        for number, line in enumerate(without_code(root, page).split("\n"), start=1):
            for link in _LINK.finditer(line):
                wrong = _fault(root, page, link.group(1), paths)
                if wrong:
                    span = Span(number, link.start(1) + 1, link.end(1) + 1)
                    yield Problem("PTH3", at, f"链接到「{link.group(1)}」，{wrong[0]}", hint=wrong[1], span=span)


def without_code(root: Path, page: str) -> str:
    """Return the text of a page with blanks in place of code, which keep the columns."""
    return _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text_of_page(root, page))


def _fault(root: Path, page: str, address: str, paths: Collection[str]) -> tuple[str, str] | None:
    """Return what is wrong with an address in a page, and what to do; None if nothing is."""
    if _OUTSIDE.match(address):
        return None
    if address.startswith("/"):
        return "是从网站的根写起的，网站放进子文件夹就断了。", f"从这一页写起，如 {source_file(Place.SOURCES)}"
    path, _, anchor = address.partition("#")
    target = normpath(f"{dirname(page)}/{path}".lstrip("/")) if path else page
    made = html_path(target)
    if made == target and made in paths and not is_bare(made):
        return "这一页由 Markdown 生成，要写它的 .md 名称。", f"写成 {source_file(path)}"
    if made not in paths and not (root / PAGES / target).is_file():
        return "没有这个文件，数据里也没有生成它的记录。", "改链接，或恢复那个文件、那条记录"
    if anchor and (root / PAGES / target).is_file() and anchor not in _anchors(text_of_page(root, target)):
        return "那一页没有这个位置。", "改成那一页标题后面写的位置名"
    return None


@cache
def _anchors(text: str) -> frozenset[str]:
    return frozenset(re.findall(r'\bid="([^"]+)"', markdown.markdown(text, extensions=["attr_list", "tables", "toc"])))


def text_of_page(root: Path, page: str) -> str:
    """Return the text of a page."""
    return (root / PAGES / page).read_text("utf-8", errors="replace")
