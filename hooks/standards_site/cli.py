"""The `standards` command: check, explain, stage."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .load import load
from .problems import Problem, render
from .rules import RULES, check


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status: 0 done, 1 problems in the data, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="standards", description="检查标准数据，解释规则。")
    parser.add_argument("--root", type=Path, default=Path(), help="项目所在文件夹，默认当前文件夹")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    commands.add_parser("check", help="检查全部数据，一次列出所有问题")
    explain = commands.add_parser("explain", help="解释一条规则")
    explain.add_argument("code", metavar="规则号", help="例如 REF1；不知道规则号就写 all")
    options = parser.parse_args(arguments)
    if options.command == "explain":
        return _explain(options.code.upper())
    return _check(options.root)


def _check(root: Path) -> int:
    loaded = load(root)
    problems: list[Problem] = list(loaded.problems)
    if loaded.data:
        problems += check(loaded.data)
    print(render(problems, loaded.texts))
    return 1 if problems else 0


def _explain(code: str) -> int:
    chosen = list(RULES.values()) if code == "ALL" else [rule for rule in RULES.values() if rule.code == code]
    if not chosen:
        print(f"没有规则「{code}」。全部规则：{'、'.join(RULES)}", file=sys.stderr)
        return 2
    for entry in chosen:
        print(f"{entry.code}　{entry.says}。\n　　为什么：{entry.why}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
