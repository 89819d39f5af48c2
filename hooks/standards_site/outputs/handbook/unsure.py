"""The worklist of what is not certain yet: as a page and as text for the command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...data.confirmed import OPEN
from ...data.load import DATA, StandardsData
from ...data.problems import place_of
from ...in_force.resolve import Standards
from ...reach.unsure import TEXT, OpenFact, by_source, unsure_facts
from ..links import NO_SOURCE, Links, worklist_path
from .reference import record_link

SHOWN = 20
"""Facts that the command lists unless it is asked for all."""
FIRST, UNFOLDED = 2, 25
"""How many sentences and links of a row, and how many rows of a document, are shown at first."""
_NO_DOCUMENT = "没有写明查哪份文件的"
_ASK = "文件没有写明，先问上级组织部门"


def unsure_view(links: Links, standards: Standards) -> dict[str, Any]:
    """Return the page that tells how much each document settles."""
    data, facts = links.data, standards.derived(_facts)
    return {
        "total": _total(data, facts),
        "documents": [
            {
                "id": source or NO_SOURCE,
                "title": _document(data, source),
                "href": links.worklist(source),
                "count": len(of_source),
            }
            for source, of_source in by_source(data, facts)
        ],
        "description": "还没有看到原文、条款没有查到、文字里标了待核的，各查哪份文件、改哪一处。",
    }


def worklist_views(links: Links, standards: Standards) -> Iterator[dict[str, Any]]:
    """Yield for each document what one comparison settles, what to edit, and what rests on it."""
    data = links.data
    for source, of_source in by_source(data, standards.derived(_facts)):
        rows = [_row_view(data, links, row) for row in _rows(of_source)]
        listed = (place_of(fact.at, data.texts) for fact in of_source if fact.is_listed_by_clause)
        yield {
            "title": f"待核：{_document(data, source)}",
            "count": len(of_source),
            "href": links.source(source) if source else "",
            "listed_at": next(listed, ""),
            "rows": rows[:UNFOLDED],
            "more_rows": rows[UNFOLDED:],
            "more_title": f"还有 {len(rows) - UNFOLDED} 处，靠它的支部和页面少些",
            "path": worklist_path(source),
            "file": data.file_of("source", source) if source else f"{DATA}/sources/",
        }


def _facts(standards: Standards) -> list[OpenFact]:
    return unsure_facts(standards.data, standards)


def _document(data: StandardsData, source: str) -> str:
    return data.sources[source].title if source else _NO_DOCUMENT


def _rows(facts: list[OpenFact]) -> list[list[OpenFact]]:
    """Return the facts in rows of those that one comparison settles, what is confirmed at one place first."""
    rows: dict[tuple[str, str], list[OpenFact]] = {}
    for fact in facts:
        rows.setdefault(fact.same, []).append(fact)
    return [sorted(row, key=lambda fact: fact.kind == TEXT) for row in rows.values()]


def _row_view(data: StandardsData, links: Links, row: list[OpenFact]) -> dict[str, Any]:
    says = list(dict.fromkeys(sentence for fact in row for sentence in fact.says))
    names = dict.fromkeys(record for fact in row for record in fact.records)
    # the page of the document is linked above the list
    resting = [entry for kind, name in names if kind != "source" if (entry := _short(data, links, kind, name))]
    return {
        "clause": row[0].clause if row[0].clause != OPEN else "",
        "kinds": [
            {"text": text, "class": kind} for text, kind in dict.fromkeys((_kind(data, f), _class(f)) for f in row)
        ],
        "says": says[:FIRST],
        "more_says": says[FIRST:],
        "more_title": f"还有 {len(says) - FIRST} 句",
        "reach": _reach(row[0]),
        "records": resting[:FIRST],
        "more_records": f"等 {len(resting)} 处" if len(resting) > FIRST else "",
        "edits": [
            {
                # where all clauses of the document are listed is said once, above
                "place": "" if fact.is_listed_by_clause else place_of(fact.at, data.texts),
                "what": f"confirmed 里写「{fact.clause}」" if fact.is_listed_by_clause else _edit(data, fact),
            }
            for fact in row
        ],
    }


def _class(fact: OpenFact) -> str:
    return "recalled" if fact.kind == TEXT else fact.kind


def _short(data: StandardsData, links: Links, kind: str, record_id: str) -> dict[str, str]:
    found = record_link(data, links, kind, record_id)
    return {**found, "text": record_id} if kind == "item" else found


def unsure_text(data: StandardsData, standards: Standards, source: str = "", *, everything: bool = False) -> str:
    """Return what the command prints: how many facts each document settles, then the facts most rests on.

    With `source` only what that document settles.
    """
    facts = unsure_facts(data, standards)
    lines = [_total(data, facts)]
    grouped = by_source(data, facts)
    if source:
        facts = [fact for fact in facts if fact.source == source]
        lines = [f"{data.of('source')[source].title}：{len(facts)} 项。"]
    else:
        lines += ["", "各份文件核清几项（只看一份：standards unsure 来源编号）："]
        lines += [f"  {len(of_source):>3}  {name or '—'}　{_title(data, name)}" for name, of_source in grouped]
    shown = facts if everything else facts[:SHOWN]
    for number, fact in enumerate(shown, 1):
        lines += ["", *_fact_lines(data, number, fact, every_sentence=bool(source) or everything)]
    rest = len(facts) - len(shown)
    if rest:
        lines += ["", f"还有 {rest} 项，加 --all 全部列出。"]
    return "\n".join(lines)


def _fact_lines(data: StandardsData, number: int, fact: OpenFact, *, every_sentence: bool) -> Iterator[str]:
    yield f"{number}. {_title(data, fact.source)} {fact.clause}".rstrip() + f"　{_kind(data, fact)}　{_reach(fact)}"
    more = "" if every_sentence or len(fact.says) == 1 else f"（另有 {len(fact.says) - 1} 句）"
    yield f"   说的是：{fact.says[0]}{more}"
    if every_sentence:
        yield from (f"   　　　　{sentence}" for sentence in fact.says[1:])
    yield f"   查：{_look_up(data, fact)}"
    yield f"   改：{place_of(fact.at, data.texts)} {_edit(data, fact)}"


def _total(data: StandardsData, facts: list[OpenFact]) -> str:
    second, recalled = (data.label("seen", seen) for seen in ("second_hand", "recalled"))
    counts = {kind: sum(fact.kind == kind for fact in facts) for kind in ("second_hand", "recalled", TEXT)}
    return (
        f"待核清单：{len(facts)} 项（{second} {counts['second_hand']}，{recalled} {counts['recalled']}，"
        f"文字里写着要核的 {counts[TEXT]}）。"
    )


def _title(data: StandardsData, source: str) -> str:
    return data.sources[source].short if source else _NO_DOCUMENT


def _kind(data: StandardsData, fact: OpenFact) -> str:
    if fact.kind == TEXT:
        return "文字待核"
    label = data.label("seen", fact.kind)
    return label if fact.clause != OPEN else f"{label}，条款待查"


def _reach(fact: OpenFact) -> str:
    return f"{fact.branches} 个支部，{fact.pages} 页"


def _look_up(data: StandardsData, fact: OpenFact) -> str:
    if not fact.source:
        named = re.search("《[^》]+》", fact.says[0])
        return named[0] if named else _ASK
    title = data.sources[fact.source].title
    return f"{title}{fact.clause}" if fact.is_listed_by_clause else f"{title}里说这件事的一条"


def _edit(data: StandardsData, fact: OpenFact) -> str:
    if fact.is_listed_by_clause:
        if data.sources[fact.source].confirmed:
            return f"在 confirmed 里加「{fact.clause}」"
        return f"在这一行下面加：confirmed: [{fact.clause}]"
    if fact.kind == TEXT:
        return "删掉 unsure 这一行" if fact.at.path[-1] == "unsure" else "改这句话，去掉“待核”"
    return f"clause: {OPEN} → 查到的条款，seen: {fact.kind} → original"
