"""What a self-check record holds and how much of it: for the rules, the schema and, through site.js, the scripts."""

from __future__ import annotations

STATUSES = ("met", "partly", "unmet", "not_applicable")
# name, what the page calls it, kind, longest text in characters
FIELDS = (
    ("note", "问题和具体表现", "long", 4000),
    ("measure", "整改措施", "long", 4000),
    ("evidence", "材料在哪里", "lines", 500),
    ("responsible", "责任人（写职务）", "text", 100),
    ("due", "整改期限", "day", 10),
    ("closed_on", "销号日期", "day", 10),
    ("closed_evidence", "销号依据", "text", 500),
    ("looked_back_on", "回头看日期", "day", 10),
    ("looked_back_note", "回头看情况", "long", 1000),
)
LIMITS = {"lines": 20, "log": 50, "title": 200, "name": 100, "id": 60, "devices": 200, "read": 200, "count": 1_000_000}
