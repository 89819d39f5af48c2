"""Strict YAML: text stays text, keys are unique, no anchors; line and column are looked up only on errors."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

YamlPath = tuple[str | int, ...]
"""Keys, and numbers of entries, that lead to a value in a file."""


@dataclass(frozen=True)
class Span:
    """A stretch of one line, counted from 1 in characters; `end_column` is one past the last character."""

    line: int
    column: int
    end_column: int


class YamlFault(Exception):  # noqa: N818  (a fault of the file, not of the program)
    """A file that cannot be read as strict YAML."""

    def __init__(self, code: str, message: str, span: Span) -> None:
        """Keep the rule's code, the Chinese message and where it stands."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.span = span


# A number of more digits than anything here can need stays text, and is told as one that is no number.
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_WORDS = {"true": True, "false": False, "null": None, "": None}


def _plain(word: str) -> Any:
    """Return what a word without quotes stands for: `on`, `12:30`, `010` and dates stay text."""
    if word in _WORDS:
        return _WORDS[word]
    if word[0] in "-0123456789":
        if _WHOLE.fullmatch(word):
            return int(word)
        if _DECIMAL.fullmatch(word):
            return float(word)
    return word


# What libyaml says, in the words of somebody who has to mend it.
_CAUSES = {
    "did not find expected ',' or ']'": "这里开始的「[」没有收口，或里面少了逗号。",
    "did not find expected ',' or '}'": "这里开始的「{」没有收口，或里面少了逗号。",
    "found unexpected end of stream": "这里开始的引号没有收口。",
    "could not find expected ':'": "这一行缺少「键: 值」的冒号；冒号用半角，后面空一格。",
    "mapping values are not allowed in this context": (
        "这里不该有冒号。常见原因：上一行用了全角冒号、缩进不齐、文字里有「: 」而没有加引号。"
    ),
    "did not find expected key": "缩进不齐，值的后面多了字，或前面的引号没有收口。",
    "did not find expected '-' indicator": "缩进不齐，或列表里有一行不是以「- 」开头。",
    "block sequence entries are not allowed in this context": "列表要另起一行，每行以「- 」开头。",
    "found character that cannot start any token": "文字以 @、%、` 等字符开头时要加引号；缩进用空格，不用制表符。",
    "did not find expected alphabetic or numeric character": "文字以 * 或 & 开头时要加引号。",
    "did not find expected whitespace or line break": "文字以 ! 开头时要加引号。",
    "mapping keys are not allowed in this context": "文字以 ? 开头时要加引号。",
    "could not find expected directive name": "文字以 % 开头时要加引号。",
    "found unexpected non-alphabetical character": "文字以 % 开头时要加引号。",
    "did not find expected comment or line break": "文字以 > 或 | 开头时要加引号。",
    "did not find expected node content": "这里少了值，或多了一个括号。",
    "found unknown escape character": "双引号里的反斜线要写两个，或改用单引号。",
}
# Faults whose cause is where the bracket, quote or key begins, not where the parser gave up.
_OPENED = ("while parsing a flow", "while scanning a quoted", "while scanning a simple key")
DEEPEST = 20
"""Lists and groups inside each other; the data needs half as many, and what reads them calls itself for each."""
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?= |$)", re.MULTILINE)
_INDENT = re.compile(r"^ *([^\S \r\n])", re.MULTILINE)
_INDENTS = {"\t": "制表符", "\u00a0": "不换行空格", "\u3000": "全角空格"}


def parse(text: str) -> Any:
    """Return the one document in `text` as dicts, tuples and scalars. Raises YamlFault."""
    text = text.removeprefix("\ufeff")
    _refuse_conflicts(text)
    _refuse_odd_indentation(text)
    try:
        return _value_of(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        opened = (error.context or "").startswith(_OPENED)
        mark = error.context_mark if opened else error.problem_mark or error.context_mark
        cause = _CAUSES.get(error.problem or "", f"{error.problem}。常见原因：括号或引号没有收口、缩进不齐。")
        raise YamlFault("YML1", f"YAML 写法有误：{cause}", _mark_span(mark)) from None


def _refuse_conflicts(text: str) -> None:
    found = _CONFLICT.search(text)
    if found:
        message = "这里是合并冲突的标记：选定一种写法，把 <<<<<<<、=======、>>>>>>> 三种行都删掉。"
        raise YamlFault("YML1", message, _text_span(text, found.start(), found.end()))


def _refuse_odd_indentation(text: str) -> None:
    found = _INDENT.search(text)
    if found:
        name = _INDENTS.get(found.group(1), "特殊的空格")
        message = f"YAML 写法有误：这一行用{name}缩进；只用普通的半角空格，不用{name}。"
        raise YamlFault("YML1", message, _text_span(text, found.start(1), found.end(1)))


@dataclass
class _Group:
    """A list or group that is being read; of a group, `key` is the one whose value comes next."""

    values: list[Any] | dict[str, Any]
    key: str | None = None
    lines: dict[str, int] = field(default_factory=dict)
    """Where its keys stand."""

    @property
    def wants_key(self) -> bool:
        """Whether what comes next is a key."""
        return isinstance(self.values, dict) and self.key is None

    def take_key(self, event: Any) -> None:
        """Take in the next key. Raises YamlFault."""
        name, line = getattr(event, "value", None), event.start_mark.line + 1
        if name is None:
            raise YamlFault("YML1", "YAML 写法有误：键要是一个词；文字以括号开头时给它加引号。", _node_span(event))
        if name in self.lines:
            raise YamlFault("YML2", f"键「{name}」写了两次，第一次在第 {self.lines[name]} 行。", _node_span(event))
        self.key, self.lines[name] = name, line

    def take(self, value: Any) -> None:
        """Take in the next value."""
        if isinstance(self.values, list):
            self.values.append(value)
        elif self.key is not None:
            self.values[self.key], self.key = value, None


def _value_of(events: Iterator[Any]) -> Any:
    """Return the value of the one document. Raises YamlFault.

    Event by event: what calls itself for what lies inside would end the program in a text too deep.
    """
    whole: list[Any] = []
    inside = [_Group(whole)]
    for event in events:
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            message = "不用锚点、别名和标签（&、* 和 !）：每处写全；文字以这些字符开头时给它加引号。"
            raise YamlFault("YML3", message, _mark_span(event.start_mark))
        group = inside[-1]
        if isinstance(event, yaml.NodeEvent) and group.wants_key:
            try:
                group.take_key(event)
            except YamlFault:
                deque(events, maxlen=0)  # a bracket that is nowhere closed is the cause, and raises its own error
                raise
        elif isinstance(event, yaml.ScalarEvent):
            group.take(_plain(event.value) if event.implicit[0] else event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(inside) > DEEPEST:
                message = f"列表和组套了 {DEEPEST} 层还没有完，多半是括号没有收口；数据最多用十层。"
                raise YamlFault("YML1", message, _mark_span(event.start_mark))
            inside.append(_Group({} if isinstance(event, yaml.MappingStartEvent) else []))
        elif isinstance(event, yaml.CollectionEndEvent):
            inside.pop()
            inside[-1].take(tuple(group.values) if isinstance(group.values, list) else group.values)
        elif isinstance(event, yaml.DocumentStartEvent) and whole:
            message = "YAML 写法有误：一个文件只写一份数据，不用「---」隔开。"
            raise YamlFault("YML1", message, _mark_span(event.start_mark))
    return whole[0] if whole else None


def span_of(text: str, path: YamlPath, *, on_key: bool) -> Span:
    """Return where the value at `path` stands in `text`: its key if `on_key`, the parent if it is missing."""
    node = _composed(text.removeprefix("\ufeff"))
    if node is None:
        return Span(1, 1, 2)
    found: yaml.Node = node
    for step in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if pair is None:
                break
            key, node = pair
            found = key if on_key or not isinstance(node, yaml.ScalarNode) else node
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = found = node.value[step]
        else:
            break
    return _node_span(found)


@lru_cache(maxsize=256)  # in a preview again and again
def _composed(text: str) -> yaml.Node | None:
    try:
        found: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    return found


def _text_span(text: str, start: int, end: int) -> Span:
    column = start - text.rfind("\n", 0, start)
    return Span(text.count("\n", 0, start) + 1, column, column + end - start)


def _mark_span(mark: Any) -> Span:
    return Span(mark.line + 1, mark.column + 1, mark.column + 2) if mark else Span(1, 1, 2)


def _node_span(node: Any) -> Span:
    start, end = node.start_mark, node.end_mark
    if isinstance(node, yaml.ScalarNode | yaml.ScalarEvent) and end.line == start.line:
        return Span(start.line + 1, start.column + 1, max(end.column, start.column + 1) + 1)
    return Span(start.line + 1, start.column + 1, start.column + 2)
