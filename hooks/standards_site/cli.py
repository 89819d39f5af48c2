"""The `standards` command: check, explain, unsure, stage."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from pathlib import Path
from typing import NoReturn

from .checked import load_checked
from .data.problems import nearest
from .in_force.resolve import Standards
from .outputs.handbook.unsure import unsure_text
from .rules import RULES
from .swap import reason_of

_READER_LEFT = 141
_USAGE, _HELP = (
    {"usage: ": "用法："},
    {"positional arguments:": "命令和参数：", "options:": "选项：", "show this help message and exit": "显示这些说明"},
)
_WRONG_USE = (
    ("the following arguments are required: (.+)", "还要写：{}"),
    ("unrecognized arguments: (.+)", "不认得：{}"),
    (r"argument .+: invalid choice: '(.*)' \(choose from (.+)\)", "没有命令「{}」，可用的有 {}"),
    ("argument (.+): expected one argument", "{} 后面还要写一个值"),
)
"""What argparse says of wrong use, and how it is said here."""


class _Parser(argparse.ArgumentParser):
    """Says everything in Chinese."""

    def format_usage(self) -> str:
        return _in_chinese(super().format_usage(), _USAGE)

    def format_help(self) -> str:
        return _in_chinese(super().format_help(), _USAGE | _HELP)

    def error(self, message: str) -> NoReturn:
        said = "命令写得不对"
        for pattern, sentence in _WRONG_USE:
            if found := re.fullmatch(pattern, message):
                said = sentence.format(*found.groups())
        self.exit(2, f"{said}。\n{self.format_usage()}")


def _in_chinese(text: str, words: dict[str, str]) -> str:
    for english, chinese in words.items():
        text = text.replace(english, chinese)
    return text


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status: 0 done, 1 problems in the data, 2 wrong use, 141 reader gone."""
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # the interpreter flushes once more when it ends, and would tell that nobody reads
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_LEFT


def _run(arguments: list[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a console may lack a character of the data
    parser = _Parser(prog="standards", description="检查标准数据，解释规则，导出页面。")
    parser.add_argument("--root", type=Path, default=Path(), help="项目所在文件夹，默认当前文件夹")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    commands.add_parser("check", help="检查全部数据，一次列出所有问题")
    explain = commands.add_parser("explain", help="解释一条规则")
    explain.add_argument("code", metavar="规则号", help="例如 REF1；看全部规则写 all")
    unsure = commands.add_parser("unsure", help="列出待核的内容：查哪份文件、改哪一处")
    unsure.add_argument("source", nargs="?", default="", metavar="来源编号", help="只看这份文件能核清的，例如 zb-2018")
    unsure.add_argument("--all", action="store_true", help="全部列出，不只列前面的")
    staging = commands.add_parser("stage", help="把整个网站的页面和设置写到一个空文件夹，供别的建站工具使用")
    staging.add_argument("folder", type=Path, metavar="文件夹")
    options = parser.parse_args(arguments)
    if options.command == "explain":
        return _explain(options.code.upper())
    if options.command == "unsure":
        return _unsure(options.root, options.source, everything=options.all)
    if options.command == "stage":
        return _stage(options.root, options.folder)
    return _check(options.root)


def _check(root: Path) -> int:
    checked = load_checked(root)
    for text in filter(None, (checked.notices, checked.report)):
        print(text)
    return 0 if checked.data else 1


def _explain(code: str) -> int:
    chosen = list(RULES.values()) if code == "ALL" else [rule for rule in RULES.values() if rule.code == code]
    if not chosen:
        print(f"没有规则「{code}」。全部规则：{'、'.join(RULES)}", file=sys.stderr)
        return 2
    for entry in chosen:
        print(f"{entry.code}　{entry.says}。\n　　为什么：{entry.why}")
        for label, lines in zip(("不对", "应当"), entry.example, strict=True):
            print(f"　　{label}：" + lines.replace("\n", "\n　　　　　"))
    return 0


def _unsure(root: Path, source: str, *, everything: bool) -> int:
    checked = load_checked(root)
    if checked.data is None:
        print(checked.report)
        return 1
    sources = checked.data.sources
    if source and source not in sources:
        print(f"没有来源「{source}」{nearest(source, sources) or '。'}全部来源：{'、'.join(sources)}", file=sys.stderr)
        return 2
    print(unsure_text(checked.data, Standards(checked.data), source, everything=everything))
    return 0


def _stage(root: Path, folder: Path) -> int:
    # not above: what makes the outputs takes longer to load than all that `check` needs
    from .publish import prepare
    from .staging import StageError, stage

    site = prepare(root)
    if site.problems:
        print(site.problems)
        return 1
    for notice in filter(None, (site.notices, site.notice)):
        print(notice, file=sys.stderr)
    try:
        count = stage(site, root, folder)
    except StageError as fault:
        print(fault, file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"没有写完：{reason_of(fault)}。", file=sys.stderr)
        return 1
    print(f"写了 {count} 个文件到 {folder}；在那里运行 mkdocs build，不用本项目的程序也能生成网站。")
    print("要先装好 mkdocs-material。")
    return 0
