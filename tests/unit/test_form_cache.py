"""A file is made once for a key, and again as soon as anything of the key changes."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from standards_site.outputs.cache import cached, drop_unused


class Maker:
    """Counts how often it is asked and gives other bytes every time."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> bytes:
        self.made += 1
        return f"file {self.made}".encode()


@pytest.fixture
def make():
    return Maker()


def test_a_file_is_made_once_and_then_read(tmp_path, make):
    folder = tmp_path / "not yet there"

    files = [cached(folder, "pdf", ["key"], make) for _ in range(3)]

    assert files == [b"file 1"] * 3
    assert make.made == 1
    assert [path.suffix for path in folder.iterdir()] == [".pdf"]


def test_without_a_folder_nothing_is_kept(make):
    assert [cached(None, "pdf", ["key"], make) for _ in range(2)] == [b"file 1", b"file 2"]


@pytest.mark.parametrize(
    "other",
    [
        ["pdf", "made by", "2026-11-21", {"title": "签到表", "rows": [["1", ""], ["2", "甲"]]}],
        ["pdf", "made by", "2026-11-22", {"title": "签到表", "rows": [["1", ""], ["2", ""]]}],
        ["pdf", "made by another", "2026-11-21", {"title": "签到表", "rows": [["1", ""], ["2", ""]]}],
        ["pdf", "made by", "2026-11-21", {"title": "签到表 ", "rows": [["1", ""], ["2", ""]]}],
        ["pdf", "made by", "2026-11-21", {"title": "签到表", "rows": [["1", "", "2", ""]]}],
        ["pdf", "made by", "2026-11-21", {"title": "签到表", "rows": [["1", None], ["2", ""]]}],
        ["docx", "made by", "2026-11-21", {"title": "签到表", "rows": [["1", ""], ["2", ""]]}],
    ],
)
def test_a_change_anywhere_in_the_key_makes_a_new_file(tmp_path, make, other):
    key = ["pdf", "made by", "2026-11-21", {"title": "签到表", "rows": [["1", ""], ["2", ""]]}]

    files = [cached(tmp_path, "pdf", key, make) for key in (key, other, key, other)]

    assert files == [b"file 1", b"file 2", b"file 1", b"file 2"]


def test_two_kinds_of_file_of_one_key_are_two_files(tmp_path, make):
    assert [cached(tmp_path, suffix, "key", make) for suffix in ("pdf", "png")] == [b"file 1", b"file 2"]


def test_the_order_of_names_in_a_key_does_not_matter(tmp_path, make):
    files = [cached(tmp_path, "pdf", key, make) for key in ({"a": 1, "b": 2}, {"b": 2, "a": 1})]

    assert files == [b"file 1"] * 2


def test_a_fault_while_making_keeps_nothing(tmp_path, make):
    def fail() -> bytes:
        raise ValueError("no glyph")

    with pytest.raises(ValueError, match="no glyph"):
        cached(tmp_path, "pdf", "key", fail)

    assert list(tmp_path.iterdir()) == []
    assert cached(tmp_path, "pdf", "key", make) == b"file 1"


@pytest.mark.parametrize("broken", ["replace", "fdopen", "mkdir"])
def test_what_cannot_be_kept_is_made_again_and_leaves_no_broken_file(tmp_path, make, monkeypatch, broken):
    def full(*_args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, broken, full)
    first = cached(tmp_path / "kept", "pdf", "key", make)
    monkeypatch.undo()

    assert first == b"file 1"
    assert [*tmp_path.glob("kept/*")] == []
    assert cached(tmp_path / "kept", "pdf", "key", make) == b"file 2"


def test_what_a_killed_process_left_half_written_is_not_read(tmp_path, make):
    cached(tmp_path, "pdf", "key", make)
    kept = next(tmp_path.iterdir())
    kept.rename(kept.with_suffix(".x1.part"))

    assert cached(tmp_path, "pdf", "key", make) == b"file 2"


def test_many_at_once_read_one_whole_file(tmp_path):
    large = bytes(range(256)) * 4000

    with ThreadPoolExecutor(8) as threads:
        files = list(threads.map(lambda _: cached(tmp_path, "pdf", "key", lambda: large), range(40)))

    assert files == [large] * 40
    assert len(list(tmp_path.iterdir())) == 1


@pytest.fixture
def project(tmp_path):
    """A project whose cache holds a file used long ago, one that was used again, and two that are not ours."""
    folder = tmp_path / ".cache/forms"
    for key in ("old", "used"):
        cached(folder, "pdf", key, lambda: b"")
    for name in ("notes.pdf", f"{'0' * 64}"):
        (folder / name).touch()
    for file in folder.iterdir():
        os.utime(file, (1, 1))
    cached(folder, "pdf", "used", lambda: b"again")
    return tmp_path


def names(project):
    return {file.name for file in (project / ".cache/forms").iterdir()}


def test_what_was_made_and_not_used_since_is_dropped_and_nothing_else(project, make):
    drop_unused(project, since=1000)

    assert len(names(project)) == 3
    assert {"notes.pdf", "0" * 64} < names(project)
    assert cached(project / ".cache/forms", "pdf", "used", make) == b""


def test_of_a_folder_that_others_use_too_nothing_is_dropped(project, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / ".cache").symlink_to(project / ".cache")

    drop_unused(other, since=1000)

    assert len(names(project)) == 4
