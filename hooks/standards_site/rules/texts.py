"""How texts are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..data.load import StandardsData
from ..data.problems import Location, Problem
from .registry import rule

_CHINESE = "\u4e00-\u9fff，。；：、？！（）《》“”"
_STRAY_SPACE = re.compile(f"[{_CHINESE}] +[{_CHINESE}]")
_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff]\((?=[\u4e00-\u9fff])")


@rule(
    "TXT1",
    says="两个汉字或中文标点之间不留空格",
    why="YAML 折行（>-）会在换行处添一个空格，网页上就多出空隙；长文字写在一行里。",
    example=("text: 支部委员会 每届任期一般 3 年。", "text: 支部委员会每届任期一般 3 年。"),
)
def chinese_has_no_spaces(data: StandardsData) -> Iterator[Problem]:
    """No text has a space between two Chinese characters or punctuation marks."""
    for part, path, text in data.all_texts:
        found = _STRAY_SPACE.search(text)
        if found:
            message = f"「{found.group()}」中间多了空格。"
            yield Problem("TXT1", Location(part.file, (*part.path, *path)), message, hint="删掉空格；不用折行写法")


@rule(
    "TXT2",
    says="中文里用全角标点",
    why="半角逗号、冒号夹在汉字中间，排版和搜索都会出错。",
    example=("meaning: 支部全体党员(含预备)参加的会。", "meaning: 支部全体党员（含预备）参加的会。"),
)
def chinese_uses_full_width_punctuation(data: StandardsData) -> Iterator[Problem]:
    """No Chinese character is followed by half-width punctuation."""
    for part, path, text in data.all_texts:
        found = _HALF_WIDTH.search(text)
        if found:
            message = f"「{found.group()}」用了半角标点。"
            yield Problem("TXT2", Location(part.file, (*part.path, *path)), message, hint="换成全角标点")
