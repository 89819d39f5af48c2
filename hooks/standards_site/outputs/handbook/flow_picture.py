"""Pictures of procedures: the flow of steps, and the timeline of a dated plan. Drawn at build time, printable."""

from __future__ import annotations

from datetime import date
from typing import Any

from ...data.model import Procedure, Stage
from ..boxes import FONT, GAP, LINE, bottom_of, flow, wrapped

ARROW = 22
BAR_ROW = 54
BAR = 14
NARROW = 400  # below this width the names of the months would touch


def flow_view(procedure: Procedure, *, width: int) -> dict[str, Any]:
    """Return the stages of a procedure as bands of boxes joined by arrows, laid out for `width` user units."""
    stages = []
    top = GAP
    for index, stage in enumerate(procedure.stages):
        entries = [(f"{step.no} {step.title}", f"#{step.key}") for step in stage.steps]
        title = _lines(stage.title, width - 3 * GAP, top + FONT + 2)
        below = title[-1]["y"] + 2 * GAP - 2
        chips = flow(entries, 2 * GAP, below, width, arrow=0 if stage.alternatives else ARROW)
        bottom = bottom_of(chips)
        stages.append(
            {
                "title": title,
                "tone": index % 2,
                "y": top - GAP // 2,
                "height": bottom - top + GAP // 2,
                "chips": chips,
            }
        )
        top = bottom + GAP
    count = sum(len(stage.steps) for stage in procedure.stages)
    return {
        "width": width,
        "height": top,
        "stages": stages,
        "label": f"{procedure.title}流程图：{len(procedure.stages)} 个阶段、{count} 步，各步的说明见下文",
    }


def is_dated(procedure: Procedure) -> bool:
    """Return whether every stage has dates, so that a timeline can be drawn."""
    return all(stage.starts and stage.ends for stage in procedure.stages)


def timeline_view(procedure: Procedure, *, width: int) -> dict[str, Any]:
    """Return a dated plan as bars over months, each task's name above its bar, `width` user units wide.

    A bar that runs past its stage is drawn in its own tone and says so in words.
    """
    first = min(date.fromisoformat(stage.starts) for stage in procedure.stages).replace(day=1)
    last = max(date.fromisoformat(_end(stage, step)) for stage in procedure.stages for step in stage.steps)
    scale = (width - 2 * GAP) / ((last - first).days + 1)

    def x_of(day: date) -> int:
        return round(GAP + (day - first).days * scale)

    rows: list[dict[str, Any]] = []
    top = 3 * GAP + FONT
    for stage in procedure.stages:
        heading = f"{stage.title}（{stage.starts[5:]} 至 {stage.ends[5:]}）"
        rows.append({"stage": True, "lines": _lines(heading, width - 2 * GAP, top)})
        top = rows[-1]["lines"][-1]["y"] + FONT + 2 * GAP
        for step in stage.steps:
            start = date.fromisoformat(step.starts or stage.starts)
            end = date.fromisoformat(_end(stage, step))
            late = end > date.fromisoformat(stage.ends)
            overrun = f"（到 {end.isoformat()[5:]}，超出本阶段）" if late else ""
            text = f"{step.no}{overrun} {step.title}"
            lines = _lines(text, width - 2 * GAP, top + FONT)
            rows.append(
                {
                    "stage": False,
                    "lines": lines,
                    "x": x_of(start),
                    "y": lines[-1]["y"] + 6,
                    "width": max(x_of(end) - x_of(start), 3),
                    "late": late,
                    "href": f"#{step.key}",
                }
            )
            top = lines[-1]["y"] + BAR_ROW - FONT
        top += GAP
    months = []
    month = first
    while month <= last:
        months.append({"x": x_of(month), "text": f"{month.month}月"})
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return {
        "width": width,
        "height": top,
        "bar": BAR,
        "rows": rows,
        "months": months if width > NARROW else months[::2],
        "label": f"{procedure.title}时间图：每项任务从开始到截止，逐项时间见下表",
    }


def _lines(text: str, width: int, y: int) -> list[dict[str, Any]]:
    """Return a text in as many lines as it takes, the first one at `y`."""
    return [{"text": line, "y": y + LINE * number} for number, line in enumerate(wrapped(text, width))]


def _end(stage: Stage, step: Any) -> str:
    return str(step.ends or stage.ends)
