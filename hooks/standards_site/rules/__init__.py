"""Rules: each has a code, a Chinese sentence for maintainers and a function that yields problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..load import StandardsData
from ..problems import Problem

Check = Callable[[StandardsData], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule of the data: `says` what must hold and `why`, in Chinese, for `standards explain`."""

    code: str
    says: str
    why: str
    check: Check | None


RULES: dict[str, Rule] = {}


def rule(code: str, *, says: str, why: str) -> Callable[[Check], Check]:
    """Register a function as the rule `code`."""

    def register(check: Check) -> Check:
        _add(Rule(code, says, why, check))
        return check

    return register


def _add(new: Rule) -> None:
    if new.code in RULES:
        raise ValueError(f"rule {new.code} is registered twice")
    RULES[new.code] = new


def check(data: StandardsData) -> list[Problem]:
    """Return the problems that all rules find."""
    return [problem for entry in RULES.values() if entry.check for problem in entry.check(data)]


# Not found by rules on the model, but explained like all others. These are found while loading.
for _code, _says, _why in (
    ("YML1", "文件是 UTF-8 编码、写法正确的 YAML", "写法有误时后面的内容读不出来，先改这一处。"),
    ("YML2", "同一层里一个键只写一次", "重复的键会悄悄盖掉前面写的内容。"),
    ("YML3", "不用锚点、别名和标签（&、* 和 !）", "每处写全，读的人不用跳来跳去，改一处时别处不会跟着变。"),
    ("SHP1", "只写规定的键", "写错的键名会让内容从网站上消失，所以不认识的键一律报错。"),
    ("SHP2", "必填的键都在", "缺了它，页面或表单会缺一块。"),
    ("SHP3", "值的类型正确", "文字、数字、列表和组不能互相代替；像数字的文字要加引号。"),
    ("SHP4", "值不空，格式合规定", "编号、日期等有固定格式，便于引用和排序。"),
    (
        "SHP5",
        "日子是真有的，数在合理的范围里，文字写在一行里、不过长",
        "错的日子和数会让计划、日历和计算中断；换行会打断标题、表格和导航；过长的文字排不进表单。",
    ),
    ("IDS1", "编号等于文件名", "按编号就能找到文件。"),
    (
        "FIL1",
        "数据文件夹里只放会被读取的文件：各类记录的 .yaml，放在规定的位置",
        "放错位置或写错扩展名的文件不会报错也不会生效，改了等于没改。",
    ),
    (
        "FIL2",
        "数据文件都读得出来：是普通文件，有权限，不过大，链接没有断开或绕圈",
        "读不到的记录会从网站上消失，所以先报出来；引用它的地方不再重复报。",
    ),
    (
        "FIL3",
        "编辑器和系统留下的文件（名称以点开头，以 ~、.bak、.swp 等结尾）不算数据",
        "它们不影响网站，只提示一句，免得有人以为改了其中一份备份就算数。",
    ),
    ("IDS2", "一个编号只用一次", "编号是永久地址，两条记录同号会互相覆盖。"),
    # found among the files that the data makes
    (
        "PTH1",
        "各条记录生成的文件都不同，也不是本站自己的文件；大小写不同不算不同",
        "两条记录生成同一个文件，后写的会盖掉先写的；Windows 和苹果电脑不分大小写。",
    ),
    (
        "PTH2",
        "生成的文件在各种系统里都存得下：不用 CON、NUL 等保留的名称，不过长",
        "有一个存不下，整个网站就复制不出去。",
    ),
    ("PTH3", "手写的页面（content/）只链接到有的页面", "链接的记录删掉或改了编号，生成网站会中断。"),
):
    _add(Rule(_code, _says, _why, None))

from . import (  # noqa: E402  (they register themselves)
    calendar,
    citations,
    comparisons,
    completeness,
    forms,
    local_rules,
    names,
    needs,
    numbers,
    procedures,
    promises,
    references,
    retirement,
    texts,
)

__all__ = [
    "RULES",
    "Rule",
    "calendar",
    "check",
    "citations",
    "comparisons",
    "completeness",
    "forms",
    "local_rules",
    "names",
    "needs",
    "numbers",
    "procedures",
    "promises",
    "references",
    "retirement",
    "rule",
    "texts",
]
