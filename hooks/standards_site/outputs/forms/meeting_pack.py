"""会议包: all that a meeting needs, on one page; without its script the page is the whole set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...data.load import StandardsData
from ...data.model import AgendaTopic, Form, MeetingKind, OrderLine, Step
from ...data.program import MeetingPaper, Used
from ...data.uses import uses_of
from ...sums.questions import VOTES
from ..links import Links, Place, paper_path, script_path, style_path
from ..output import Context, Output, View
from .filled import places_to_fill, with_marks
from .print_page import paper_view
from .sheet import Sheet, handed_out

_NUMBER = re.compile(r"\{(expected|entitled|seats|votes)\}")
_VOTES = "votes"
"""Of the numbers the one that is not filled in but reckoned, as the calculator does it."""
QUARTER = 4
"""Papers that stand on one sheet where the data says so."""
PATTERN_ROWS = 2
"""Rows of a paper that the page is delivered with: as many as are kept with its end. Its script makes the others."""
_NUMBERS = {
    "congress": ("congress_quorum", "majority"),
    "admission": ("admission_quorum", "admission_majority"),
    "committee": ("committee_quorum",),
    "election": ("turnout", "elected", "elected_present", "difference"),
}
"""For each kind of vote the numbers that the calculator goes by."""


def meeting_pack(context: Context, sheets: Iterable[Sheet]) -> Output:
    """Return the page; `sheets` are the forms ready for paper."""
    data, links = context.data, context.links("")
    view = {
        "style": links.to(style_path("meeting")),
        "paper": links.to(paper_path("portrait")),
        "scripts": [Place.MEETING_DATA, Place.SITE_SCRIPT, script_path("meeting")],
        **meeting_view(links, {sheet.form: sheet for sheet in sheets if not sheet.owner}),
    }
    page = context.render("forms/meeting-pack.html.j2", links, view)
    return Output(Place.MEETING, places_to_fill(data, page, *(paper.form for paper in data.program.meeting_papers)))


def meeting_view(links: Links, blank: Mapping[str, Sheet]) -> View:
    """Return what the page shows; `blank` has the sheets of forms by id."""
    data = links.data
    kinds, topics = data.meetings.values(), data.topics.values()
    return {
        "kinds": [{"id": kind.id, "title": kind.title, "about": kind.about} for kind in kinds],
        "topics": [{"id": topic.id, "title": topic.title} for topic in topics],
        "needed": [
            {"id": mark, "title": one.title, "papers": "、".join(data.forms[form].title for form in one.forms)}
            for mark, one in _marked(data)
        ],
        "seats_of": " ".join(
            mark for mark, one in _marked(data) if one.vote and "difference" in _NUMBERS.get(one.vote, ())
        ),
        "order": [
            *(_opening(links, kind) for kind in kinds if kind.opening),
            *(
                {**_part(links, topic_mark(topic.id), topic.title, topic.lines, topic.vote or ""), "names": ""}
                for topic in topics
            ),
            *(_part(links, kind_mark(kind.id), "收尾", kind.closing) for kind in kinds if kind.closing),
        ],
        "present": [_part(links, mark, one.title, one.present) for mark, one in _marked(data) if one.present],
        "votes": list(_votes(links)),
        "notices": [{"of": mark, "text": one.notice} for mark, one in _marked(data) if one.notice],
        "announced": _filled(links, data.program.meeting_notice or ""),
        "around": [
            {"of": topic_mark(topic.id), "papers": [_filled(links, form) for form in topic.around]}
            for topic in topics
            if topic.around
        ],
        "papers": [
            _paper(links, paper, blank[paper.form]) for paper in data.program.meeting_papers if paper.form in blank
        ],
    }


def _filled(links: Links, form_id: str) -> View:
    """Return where a form is had with what is known filled in."""
    form = links.data.forms.get(form_id)
    return {"text": form.title, "href": links.filled(form_id)} if form else {}


def kind_mark(kind_id: str) -> str:
    """Return what marks on the page what belongs to a kind of meeting."""
    return f"kind-{kind_id}"


def topic_mark(topic_id: str) -> str:
    """Return what marks on the page what belongs to a topic."""
    return f"on-{topic_id}"


def pack_of_procedure(links: Links, procedure_id: str) -> View | None:
    """Return where the pack for a meeting of a procedure is chosen: a kind of meeting, or what is on the agenda."""
    data = links.data
    for mark, one in _marked(data):
        lines = one.opening if isinstance(one, MeetingKind) else one.lines
        if any(line.procedure == procedure_id for line in lines):
            return {"text": one.title, "href": links.meeting(mark)}
    return None


def _marked(data: StandardsData) -> Iterator[tuple[str, MeetingKind | AgendaTopic]]:
    """Yield kinds of meeting and topics, each with its mark."""
    yield from ((kind_mark(kind.id), kind) for kind in data.meetings.values())
    yield from ((topic_mark(topic.id), topic) for topic in data.topics.values())


def _opening(links: Links, kind: MeetingKind) -> View:
    """Return how a kind of meeting begins: its numbers do not hold for topics that are voted on in another way."""
    part = _part(links, kind_mark(kind.id), kind.title, kind.opening)
    return {**part, "without": _otherwise(links.data, kind.vote) if kind.vote else []}


def _otherwise(data: StandardsData, vote: str) -> list[str]:
    """Return the topics that are voted on in another way."""
    return [topic.id for topic in data.topics.values() if topic.vote not in (None, vote)]


def _part(links: Links, of: str, title: str, lines: tuple[OrderLine, ...], vote: str = "") -> View:
    shown = [_line(links, line, vote) for line in lines]
    return {
        "of": of,
        "title": title,
        "without": [],
        "lines": shown,
        "names": "、".join(line["title"] for line in shown),
    }


def _line(links: Links, line: OrderLine, vote: str) -> View:
    if not line.procedure or not line.step:
        return {
            "title": line.title,
            "text": "",
            "says": _said(line, vote),
            "href": "",
            "own": True,
            "must": "",
            "unsure": "",
        }
    data = links.data
    step = _step_of(data, line.procedure, line.step)
    # where its clauses stand
    place = line.step if step.own else f"basis-{line.step}"
    return {
        "title": step.title,
        # what must be is read by who presides; of the rest, what is said is enough
        "text": "" if line.says and step.modality != "must" else step.text,
        "says": _said(line, vote),
        "href": links.in_procedure(line.procedure, place),
        "own": step.own,
        "must": data.label("modality", step.modality) if step.modality == "must" and not step.own else "",
        "unsure": step.unsure,
    }


def _said(line: OrderLine, vote: str) -> list[View]:
    """Return what the host says, in parts: words, and numbers that are filled in once they are known.

    `vote` is how it is voted: it says how many votes are needed.
    """
    parts = _NUMBER.split(line.says)
    return [
        {"text": part, "number": part if at % 2 else "", "votes": vote if at % 2 and part == _VOTES else ""}
        for at, part in enumerate(parts)
        if part
    ]


def _step_of(data: StandardsData, procedure_id: str, key: str) -> Step:
    steps = (step for stage in data.procedures[procedure_id].stages for step in stage.steps)
    return next(step for step in steps if step.key == key)


def _votes(links: Links) -> Iterator[View]:
    """Yield each kind of vote with what it belongs to and the thresholds that its numbers come from."""
    data = links.data
    numbers = dict(data.program.calculators.vote.named())
    for kind, title in VOTES:
        marks = [mark for mark, one in _marked(data) if one.vote == kind]
        used = [numbers[name] for name in _NUMBERS[kind]]
        grounds = dict.fromkeys(one.threshold for one in used if isinstance(one, Used))
        if marks:
            yield {
                "kind": kind,
                "title": title,
                "of": " ".join(marks),
                # where each topic is voted on in another way, what the meeting goes by does not help
                "without": " ".join(_otherwise(data, kind)),
                "grounds": [{"text": data.thresholds[name].title, "href": links.threshold(name)} for name in grounds],
            }


def papers_of(data: StandardsData, kind_id: str, on: Iterable[str]) -> list[str]:
    """Return the forms that a meeting needs, in the order in which they are printed; `on` are its topics."""
    kind, topics = data.meetings[kind_id], [data.topics[name] for name in on]
    needed = {*kind.forms, *(form for topic in topics for form in topic.forms)}
    needless = {form for form in needed if topics and all(form in topic.instead_of for topic in topics)}
    return [paper.form for paper in data.program.meeting_papers if paper.form in needed - needless]


def _paper(links: Links, paper: MeetingPaper, sheet: Sheet) -> View:
    data = links.data
    form = data.forms[paper.form]
    kept = [one for item in uses_of(data, form.id).items for one in item.keep if one.form == form.id]
    return {
        "of": " ".join(mark for mark, one in _marked(data) if form.id in one.forms),
        "without": " ".join(topic.id for topic in data.topics.values() if form.id in topic.instead_of),
        "title": form.title,
        "href": links.filled(form.id),
        "per": paper.per,
        "rows": paper.rows or (form.rows.blank if form.rows else 0),
        "row_each": paper.row_each,
        "on_a_sheet": paper.on_a_sheet,
        "is_quarter": paper.on_a_sheet == QUARTER,
        "is_ballot": paper.per == "voter",
        "sheet": paper_view(form, printed_sheet(form, with_marks(data, sheet))),
        "ledgers": [
            {"text": data.ledgers[name].title, "href": links.ledger(name)}
            for name in dict.fromkeys(one.ledger for one in kept)
        ],
    }


def printed_sheet(form: Form, sheet: Sheet) -> Sheet:
    """Return a sheet as it is handed out, upright, with few of its blank rows.

    All papers of a pack stand upright: a browser shrinks those that lie among others to the width of an upright one.
    """
    changed: dict[str, Any] = {"landscape": False}
    if form.rows and form.rows.blank:
        *given, blank = sheet.sections
        changed["sections"] = (*given, replace(blank, rows=blank.rows[:PATTERN_ROWS]))
    return replace(handed_out(sheet), **changed)
