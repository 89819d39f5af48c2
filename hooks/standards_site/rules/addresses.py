"""Addresses of the web in the data: pages link to them, so nothing but an address may stand there."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import SplitResult, urlsplit

from ..data.load import StandardsData
from ..data.problems import Location, Problem
from ..data.record import Record, Web
from .registry import rule

_WEB = re.compile("https?://", re.IGNORECASE)
# less than RFC 3986 allows: no character that means something in HTML, and what is left out can be written as %XX
_REFUSED = re.compile(r"[^A-Za-z0-9._~:/@%+,=\[\]-]")
_HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@rule(
    "ADR1",
    says="网址以 http:// 或 https:// 开头，写法完整正确",
    why="页面上的链接由它生成：别种地址点下去会运行脚本，写错的地址会把页面拆散。",
    example=("site_url: www.example.edu.cn", "site_url: https://www.example.edu.cn"),
)
def addresses_are_of_the_web(data: StandardsData) -> Iterator[Problem]:
    """Every address is empty or a well-formed http(s) address without user, query and fragment."""
    for part in data.parts:
        for name in _addresses(type(part.value)):
            fault = address_fault(getattr(part.value, name))
            if fault:
                message = f"「{name}」的网址不对：{fault}。"
                hint = "写法如 https://example.org/handbook；没有就留空"
                yield Problem("ADR1", Location(part.file, (*part.path, name)), message, hint=hint)


@cache
def _addresses(model: type[Record]) -> list[str]:
    return [name for name, field in model.model_fields.items() if Web in map(type, field.metadata)]


def address_fault(address: str) -> str:
    """Return in Chinese what is wrong with an address; an empty text if it is right or there is none."""
    if not address:
        return ""
    if not _WEB.match(address):
        return "要以 http:// 或 https:// 开头"
    refused = _REFUSED.search(address)
    if refused:
        return f"不能有「{refused.group()}」，中文和特殊字符写成 %XX 或 xn-- 的写法"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "主机名或端口写错了"
    if "@" in parts.netloc:
        return "不能带用户名和密码"
    if parts.netloc.endswith(":") or port == 0:
        return "端口写错了"
    if not _is_host(parts):
        return "主机名写错了"
    return _path_fault(parts.path)


def _is_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if parts.netloc.startswith("["):
        return _is_ip(host, 6)
    labels = host.split(".")
    if labels[-1].isdigit():  # browsers read such a name as a number
        return _is_ip(host, 4)
    return len(host) <= 253 and all(_HOST.fullmatch(label) for label in labels)


def _is_ip(host: str, version: int) -> bool:
    try:
        return ipaddress.ip_address(host).version == version
    except ValueError:
        return False


def _path_fault(path: str) -> str:
    if _PERCENT.search(path):
        return "% 后面要有两位十六进制数"
    if "//" in path or {".", ".."} & set(path.split("/")):
        return "路径里不能有 //、/./ 和 /../"
    return "路径里不能有方括号" if "[" in path or "]" in path else ""
