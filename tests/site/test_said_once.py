"""No page and no calendar says a word twice in a row, or has one mark of punctuation after another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from lxml import html

from standards_site.outputs.links import Place

BLOCKS = frozenset(
    {
        *("p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "summary", "caption", "legend", "label", "option"),
        *(
            "figcaption",
            "div",
            "section",
            "article",
            "table",
            "tr",
            "tbody",
            "thead",
            "ul",
            "ol",
            "dl",
            "details",
            "nav",
        ),
        *("fieldset", "form", "body", "main", "header", "footer", "aside", "select"),
    }
)
APART = "｜"
"""Stands between blocks, and around links: what two links are called may begin with the same word."""
DOUBLED_MARK = re.compile(r"[。，；：、]\s*[。，；：、]")
DOUBLED_WORD = re.compile(r"([\u4e00-\u9fff]{2,12})\s*\1")
TITLE_AGAIN = re.compile(rf"(?:^|[。；，{APART}])([^\s：。；，{APART}]{{2,}})：\s*\1(?!、)")
MEANT = re.compile(r"(?:一(.)一\1)|有没有没|人一人一|党务公开公开什么|二级党组织组织|待核考核|选举：选举办法")
"""一条一条, and what only meets: 还有没有｜没谈到的."""


def told(page: html.HtmlElement) -> str:
    """Return what stands on a page, with `APART` where one thing ends and the next begins."""
    parts: list[str] = []

    def walk(element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in {"script", "style", "svg"}:
            return
        edge = APART if element.tag in BLOCKS or element.tag == "a" or element.get("class") == "sub" else ""
        parts.extend([edge, element.text or ""])
        for child in element:
            walk(child)
            parts.append(child.tail or "")
        parts.append(edge)

    walk(page)
    return re.sub(r"\s+", " ", "".join(parts))


def doubled(text: str) -> Iterator[str]:
    for pattern in (DOUBLED_MARK, DOUBLED_WORD, TITLE_AGAIN):
        for found in pattern.finditer(text):
            around = text[max(0, found.start() - 12) : found.end() + 12]
            if not MEANT.search(text[max(0, found.start() - 4) : found.end() + 4]):
                yield f"{found.group()}　in　{around}"


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("上级提醒换届：上级提醒换届的提前时间：一般提前 6 个月", True),
        ("规划 待核 待核", True),
        ("待核待核", True),
        ("每月每月用一次的表", True),
        ("提前 4 个月。。从这一天算", True),
        ("内容是“收缴情况”。，每月内择日", True),
        ("会后一条一条改", False),
        ("上级提醒换届：一般提前 6 个月", False),
    ],
)
def test_what_is_said_twice_is_found(text, is_told):
    assert bool(list(doubled(text))) == is_told


def test_no_page_says_a_thing_twice_in_a_row(site):
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        # whole sentences of sources begin with what they are about
        for one in doubled(told(html.fromstring(path.read_bytes().decode()))):
            found.setdefault(one, path.relative_to(site).as_posix())

    assert found == {}


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8").partition(" = ")[2].removesuffix(";\n"))


def test_no_line_that_scripts_put_together_says_a_thing_twice(site):
    rules = read(site / Place.BRANCH_ANSWERS)
    steps = [one for term in rules["terms"] for one in term["steps"]]
    plans = [one for one in rules["plans"] if one["per"]]
    lines = {f"{one['title']}：{one['summary']}" for one in (*steps, *plans)}
    lines |= {f"{one['title']}：{one['summary']}，{one['when']}" for one in plans if one.get("when")}

    assert [found for line in sorted(lines) for found in doubled(line)] == []
    assert len(lines) > 20


def test_no_event_says_a_thing_twice(site):
    events = [event for path in site.rglob("*.ics") for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]
    texts = {str(event[name]) for event in events for name in ("SUMMARY", "DESCRIPTION")}
    for place in (Place.CALCULATOR_DATA, Place.PEOPLE_DATA, Place.BRANCH_CALENDAR):
        texts |= {one.replace("\\n", "\n").replace("\\", "") for one in texts_in(read(site / place)) if "VEVENT" in one}

    assert [found for text in sorted(texts) for found in doubled(text)] == []
    assert len(texts) > 100
