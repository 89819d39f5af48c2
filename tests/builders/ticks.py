"""Ticks as somebody may have made them in a year."""

from __future__ import annotations

import random


def drawn_ticks(draw: random.Random, ticks: list[str]) -> list[tuple[str, dict]]:
    """Return what somebody ticks, leaves with and without a reason, plans, writes in several lines, and adds."""
    made = []
    for tick in draw.sample(ticks, min(len(ticks), draw.randint(4, 30))):
        day = f"2026-{draw.randint(1, 11):02}-{draw.randint(1, 28):02}"
        where = [[], ["工作记录盒第 3 页"], ["甲盒", "乙盒 <b> & \u201c丙\u201d"]][draw.randrange(3)]
        made.append(
            draw.choice(
                [
                    (tick, {"status": "met", "done_on": day, "evidence": where}),
                    (tick, {"status": "met", "done_on": day, "evidence": where, "note": "补办的\n分两次"}),
                    (tick, {"status": "met"}),
                    (tick, {"status": "met", "done_on": "2026-12-24", "note": "打算办"}),
                    (tick, {"status": "not_applicable", "note": "并到下一期；</w:t>"}),
                    (tick, {"status": "not_applicable"}),
                    (tick, {"evidence": where or ["丙盒"]}),
                ]
            )
        )
    added = [("own.1", {"note": "结对共建", "status": "met", "done_on": "2026-05-04", "evidence": ["共建袋"]})]
    added += [("own.2", {"note": "迎新"}), ("own.3", {"note": "不办了的事", "status": "not_applicable"})]
    return made + added[: draw.randint(0, 3)]
