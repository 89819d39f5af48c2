"""Views of retired items: what became of an id that people still know from prints, links and their answers."""

from __future__ import annotations

from typing import Any

from ...data.load import StandardsData
from ...data.model import RetiredItem
from ..links import Links


def retired_view(data: StandardsData, links: Links, entry: RetiredItem) -> dict[str, Any]:
    """Return what is said of a retired item at its address."""
    became = data.vocabulary.retirement[entry.change]
    catalog = data.catalogs[entry.catalog]
    return {
        "id": entry.id,
        "title": entry.title,
        "heading": f"{entry.heading}（已停用）",
        "href": links.retired(entry),
        "label": became.label,
        "words": f"{entry.edition} 版起停用：{became.meaning}",
        "why": entry.why,
        "into": [{"text": f"{name} {data.of('item')[name].title}", "href": links.item(name)} for name in entry.into],
        "catalog": {"title": catalog.title, "href": links.catalog(catalog)},
        "answers": _answers(entry),
        "rev": entry.rev,
    }


def _answers(entry: RetiredItem) -> str:
    """Return what happens to what branches have filled in under the id."""
    if not entry.into:
        return "自查里填过的内容都留着，可以看、可以导出，不再计数。"
    return "自查里填过的内容都留着，可以看、可以导出；接替的条目还没有填的，会带上这些内容，标“需重新核对”。"
