"""Characters that a reader of the data or of the site cannot see, or that mean something else than they look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NAMES = {
    "\t": "制表符",
    "\x7f": "删除符",
    "\x85": "换行控制符",
    "\xa0": "不换行空格",
    "\xad": "软连字符",
    "\u034f": "组合用连接符",
    "\u061c": "阿拉伯文方向标记",
    "\u115f": "谚文填充符",
    "\u1160": "谚文填充符",
    "\u1680": "欧甘文空格",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u200e": "从左到右标记",
    "\u200f": "从右到左标记",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\u202a": "从左到右嵌入",
    "\u202b": "从右到左嵌入",
    "\u202c": "方向恢复",
    "\u202d": "强制从左到右",
    "\u202e": "强制从右到左",
    "\u202f": "窄不换行空格",
    "\u205f": "数学空格",
    "\u2060": "禁止换行符",
    "\u2066": "从左到右隔离",
    "\u2067": "从右到左隔离",
    "\u2068": "自动方向隔离",
    "\u2069": "隔离结束",
    "\u2800": "空白盲文",
    "\u3164": "谚文填充符",
    "\ufeff": "零宽不换行空格（文件开头记号）",
    "\uffa0": "半角谚文填充符",
    "\ufffc": "对象占位符",
    "\ufffd": "替换符（编码转换时丢了字）",
}
_KINDS = {
    "Cc": "控制字符",
    "Cf": "格式控制字符",
    "Cs": "半个代理字符",
    "Co": "自造字（私用区字符，别的电脑上显示不出来）",
    "Cn": "没有定义的字符",
    "Zs": "特殊空格",
    "Zl": "行分隔符",
    "Zp": "段分隔符",
}
# shown as nothing although their category does not say so
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\ufffd\U000e0100-\U000e01ef]"
)
_USUAL = re.compile("[\n -~\u3000-\u3020\u3400-\u9fff\uff01-\uff5e\u2010-\u2027]*")
# Planes for Chinese characters and pictures grow every year: what this Python does not know may be newer than it.
_GROWING = re.compile("[\U0001f000-\U0001faff\U00020000-\U0003ffff]")
# What YAML would not read, or would take for the end of a line.
_UNREADABLE = re.compile("[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_foreign(char: str) -> bool:
    """Return whether a character must not stand in the data."""
    category = unicodedata.category(char)
    if category == "Cn":
        return not _GROWING.match(char) or ord(char) & 0xFFFE == 0xFFFE
    return bool(category in _KINDS and char not in " \u3000\n") or bool(_BLANK.match(char))


def name_of(char: str) -> str:
    """Return what a maintainer may call a character that must not stand in the data, with its code point."""
    known = _NAMES.get(char) or ("变体选择符" if "VARIATION SELECTOR" in unicodedata.name(char, "") else "")
    return f"{known or _KINDS.get(unicodedata.category(char), '看不见的字符')} U+{ord(char):04X}"


def is_unreadable(text: str) -> bool:
    """Return whether a file holds what YAML cannot read or would count its lines by."""
    return bool(_UNREADABLE.search(text))


def foreign_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield the column, counted from 1, and the character of everything foreign in a text."""
    if _USUAL.fullmatch(text):
        return
    for index, char in enumerate(text, start=1):
        if is_foreign(char):
            yield index, char
