"""Sample branches get what they got before, unless the change was accepted."""

from __future__ import annotations

from tests.probes.branch_texts import ACCEPT, FOLDER, branch_texts


def test_every_sample_branch_gets_what_is_accepted(data):
    accepted = {path.stem: path.read_text("utf-8") for path in FOLDER.glob("*.txt")}

    assert branch_texts(data) == accepted, f"结果变了。看清楚差别，确认无误后运行：{ACCEPT}"
