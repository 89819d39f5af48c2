"""A build that takes long says in plain lines what it does; a short one says nothing."""

from __future__ import annotations

import pytest

from standards_site.progress import Progress


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def lines():
    return []


@pytest.fixture
def progress(lines, clock):
    return Progress(lines.append, clock)


def forms(progress, clock, count, seconds):
    for _form in progress.over("生成表单文件", range(count)):
        clock.now += seconds


def test_nothing_is_said_within_the_first_second(progress, lines, clock):
    progress.stage("检查数据")
    forms(progress, clock, count=9, seconds=0.1)

    assert lines == []


def test_forms_are_counted_a_line_every_two_seconds(progress, lines, clock):
    forms(progress, clock, count=12, seconds=0.5)

    assert lines == ["生成表单文件：2/12", "生成表单文件：6/12", "生成表单文件：10/12"]


def test_a_new_stage_is_said_at_once(progress, lines, clock):
    forms(progress, clock, count=3, seconds=0.5)

    progress.stage("生成页面")

    assert lines == ["生成表单文件：2/3", "生成页面"]


def test_a_line_is_plain_text_for_any_log(progress, lines, clock):
    forms(progress, clock, count=12, seconds=0.5)

    assert not any(set("\r\n\x1b") & set(line) for line in lines)
