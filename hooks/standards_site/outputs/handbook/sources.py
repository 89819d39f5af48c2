"""Pages of sources: what each is worth, and every place that cites it, by clause."""

from __future__ import annotations

import re
from unicodedata import numeric

from ...data.confirmed import record_of
from ...data.load import Part, StandardsData
from ...data.model import Citation, Position
from ...reach.unsure import words_at
from ..links import Links, Place, citing_path, term_anchor
from ..output import View
from .reference import record_link

_CITING = 60
"""Places up to which a page lists what cites a source: with more of them they stand on pages of their own."""
_NUMBER = re.compile("[零一二三四五六七八九十百]+|[0-9]+|[①-⑳]")

Clauses = dict[str, list[tuple[Part, Citation | Position]]]
"""What cites a source, by clause, in the order of the document."""


def citing_parts(data: StandardsData, source_id: str) -> list[Clauses]:
    """Return what cites a source, in as many parts as it needs pages."""
    by_clause: Clauses = {}
    for part, cited in data.citations_by_source.get(source_id, ()):
        by_clause.setdefault(cited.clause, []).append((part, cited))
    parts: list[Clauses] = [{}]
    for clause in sorted(by_clause, key=_place_in_document):
        if parts[-1] and sum(map(len, parts[-1].values())) + len(by_clause[clause]) > _CITING:
            parts.append({})
        parts[-1][clause] = by_clause[clause]
    return parts


def _place_in_document(clause: str) -> list[int]:
    """Return the numbers of a clause in their order: 四（二）10① → 4, 2, 10, 1; what has none comes first."""
    return [_value(number) for number in _NUMBER.findall(clause)]


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    total = digit = 0
    for value in (int(numeric(character)) for character in number):
        # a ten or a hundred multiplies the digit before it: 二十五, 十二
        total, digit = (total + (digit or 1) * value, 0) if value in (10, 100) else (total, value)
    return total + digit


def _source_head(data: StandardsData, links: Links, source_id: str) -> View:
    source = data.sources[source_id]
    return {
        "id": source.id,
        "title": source.title,
        "short": source.short,
        "href": links.source(source.id),
        "issuer": source.issuer or "未署名",
        "number": source.number or "无文号",
        "date": source.date or "原文没有日期",
        "kind": data.label("source_kind", source.kind),
        "status": data.label("source_status", source.status),
        "status_class": source.status,
        "status_meaning": data.vocabulary.source_status[source.status].meaning,
        "scope": source.scope,
        "use": source.use,
        "seen": data.label("seen", source.seen),
        "seen_class": source.seen,
        "seen_note": source.seen_note,
        "last_clause": f"共 {source.last_clause} 条" if source.last_clause else "",
        "notes": source.notes,
        "successor": source.superseded_by
        and {
            "text": data.sources[source.superseded_by].short,
            "href": links.source(source.superseded_by),
        },
    }


def sources_view(links: Links) -> View:
    data = links.data
    heads = [_source_head(data, links, source_id) for source_id in data.sources]
    national = [head for head in heads if data.sources[head["id"]].is_national]
    return {
        "groups": [
            {"title": "全国性规定和文件", "sources": national},
            {
                "title": "来源文件（单位方案、通知、制度、讲稿和经验材料）",
                "sources": [h for h in heads if h not in national],
            },
        ]
    }


def source_view(links: Links, source_id: str) -> View:
    """Return a source's page: what it is and everything that cites it, or the list of its clauses if that is long."""
    data = links.data
    parts = citing_parts(data, source_id)
    return {
        "source": _source_head(data, links, source_id),
        "clauses": _clause_views(links, parts[0]) if len(parts) == 1 else [],
        "listed": _listed(links, source_id, parts) if len(parts) > 1 else [],
        "description": f"{data.of('source')[source_id].title}：效力、用途和引用它的地方",
    }


def citing_views(links: Links, source_id: str) -> list[View]:
    """Return the pages of what cites a source; none where its own page lists it."""
    data, parts = links.data, citing_parts(links.data, source_id)
    if len(parts) == 1:
        return []
    short = data.sources[source_id].short
    return [
        {
            "title": f"{short}：{_span(part)}",
            "clauses": _clause_views(links, part),
            "parts": [
                {"text": _span(other), "href": links.to(citing_path(source_id, place)) if other is not part else ""}
                for place, other in enumerate(parts, 1)
            ],
            "path": citing_path(source_id, number),
            "file": data.file_of("source", source_id),
        }
        for number, part in enumerate(parts, 1)
    ]


def _span(clauses: Clauses) -> str:
    first, *others = clauses
    return f"{first}到{others[-1]}" if others else first


def _clause_views(links: Links, clauses: Clauses) -> list[View]:
    return [
        {
            "clause": clause,
            "anchor": term_anchor(clause),
            "uses": [_citing(links.data, links, part, cited) for part, cited in uses],
        }
        for clause, uses in clauses.items()
    ]


def _listed(links: Links, source_id: str, parts: list[Clauses]) -> list[View]:
    """Return every clause with the number of places that cite it and where they are listed."""
    return [
        {
            "clause": clause,
            "anchor": term_anchor(clause),
            "href": links.citing(source_id, number, clause),
            "count": len(uses),
        }
        for number, part in enumerate(parts, 1)
        for clause, uses in part.items()
    ]


def _citing(data: StandardsData, links: Links, part: Part, cited: Citation | Position) -> dict[str, str]:
    """Return what cites a source: the clause, a link to the record, and the words that rest on the clause."""
    shown = record_link(data, links, part.kind, part.record_id) or {"text": "用语", "href": links.to(Place.GLOSSARY)}
    words = cited.text if isinstance(cited, Position) else words_at(record_of(data, part), part.path)
    return {"clause": cited.clause, "seen": data.label("seen", cited.seen), **shown, "words": words}
