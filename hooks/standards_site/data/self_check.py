"""What a self-check record holds and how much of it: for model, rules and schema and, through site.js, the scripts.

Lengths are characters as people and Python count them. No other place has a number of its own.
"""

from __future__ import annotations

SCHEMA = 2
"""Of the files; those of earlier ones are read. Since 2 an answer has `done_on`."""
STATUSES = ("met", "partly", "unmet", "not_applicable")
# name, what the page calls it, kind, longest text: so long that only something pasted goes beyond it
FIELDS = (
    ("note", "问题和具体表现", "long", 10_000),
    ("measure", "整改措施", "long", 10_000),
    # of a duty of the year
    ("done_on", "哪天办的", "day", 10),
    # all lines together
    ("evidence", "材料在哪里", "lines", 20_000),
    ("responsible", "责任人（写职务）", "text", 1_000),
    ("due", "整改期限", "day", 10),
    ("closed_on", "销号日期", "day", 10),
    ("closed_evidence", "销号依据", "text", 1_000),
    ("looked_back_on", "回头看日期", "day", 10),
    ("looked_back_note", "回头看情况", "long", 10_000),
)
LIMITS = {
    # of ids and editions, names of branches and units, titles of items
    "id": 60,
    "name": 100,
    "title": 200,
    # of one answer: changes of status, devices, changes by one device
    "log": 50,
    "devices": 200,
    "count": 1_000_000,
    # of one record: answers, and characters of what is not known
    "items": 500,
    "extra": 1_000_000,
    # of one bundle, and of files that a roll-up reads
    "records": 1000,
    "files": 1000,
    # bytes of any file: a record with all of the above has fewer
    "file": 200_000_000,
    # bytes of a workbook that comes back, packed and unpacked: a real one has some ten thousand
    "workbook": 5_000_000,
    "unpacked": 20_000_000,
    # brackets in each other
    "depth": 60,
    # days before its due day from which a finding is 快到期: our own number
    "due_soon": 7,
}
# as FIELDS, what a record says beside its answers: the title of an item, the branch, the edition
HEADS = (
    ("title", "标题", "text", LIMITS["title"]),
    ("name", "支部名称", "text", LIMITS["name"]),
    ("edition", "版次", "text", LIMITS["id"]),
)
SHAPES = {
    "id": "^[A-Za-z0-9][A-Za-z0-9_.-]*$",
    # a year, half or quarter
    "round": "^[0-9]{4}(-H[12]|-Q[1-4])?$",
}
