"""Files that cannot be read: each is told once, in one sentence, and nothing that refers to them is told as well."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from standards_site.checked import load_checked
from standards_site.data.data_files import LARGEST
from tests.builders.projects import GOOD

SOURCE = "standards_data/sources/rule-2018.yaml"
"""What nearly everything in the good data cites."""


@pytest.fixture
def project(tmp_path) -> Path:
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    return tmp_path


def heads(root: Path) -> list[str]:
    return [line for line in load_checked(root).report.splitlines() if line.startswith(("standards_data", "共"))]


def loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere.yaml")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def too_large(path: Path) -> None:
    path.write_bytes(b"#" * (LARGEST + 1))


def forbidden(path: Path) -> None:
    path.chmod(0)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (loop, "链接绕成了圈，读不到内容。"),
        (dangling, "这是断开的链接，指向的文件不在。"),
        (pipe, "这不是普通文件（是管道或设备），读不到内容。"),
        (folder, "这是文件夹，名称却像数据文件。"),
        (too_large, "文件太大：有 2000 kB，最多 2000 kB。"),
        (forbidden, "没有权限读这个文件或文件夹。"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.parametrize("file", [SOURCE, "standards_data/vocabulary.yaml"], ids=["record", "single"])
def test_a_file_that_cannot_be_read_is_the_only_problem(project, monkeypatch, file, spoil, message):
    spoil(project / file)
    if spoil is forbidden:  # nothing is forbidden to the user that tests may run as
        refuse(monkeypatch, "read_bytes", project / file)

    assert heads(project) == [f"{file}:1:1: FIL2 {message}", "共 1 处问题（1 个文件）。"]


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, refused: Path) -> None:
    allowed = getattr(Path, name)

    def maybe(path: Path) -> bytes:
        if path == refused:
            raise PermissionError(13, "Permission denied")
        return allowed(path)

    monkeypatch.setattr(Path, name, maybe)


@pytest.mark.parametrize("name", ["sources", "ledgers", "catalogs", "catalogs/demo", "catalogs/demo/B"])
def test_a_folder_that_cannot_be_read_is_the_only_problem(project, monkeypatch, name):
    scandir = os.scandir

    def maybe(path):
        if Path(path) == project / "standards_data" / name:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", maybe)

    assert heads(project)[0] == f"standards_data/{name}:1:1: FIL2 没有权限读这个文件或文件夹。"
    assert len(heads(project)) == 2


@pytest.mark.parametrize("text", [b"", b"a: [\n", b"\xff\xfe", b"- 1\n", "姓名".encode("gbk")])
@pytest.mark.parametrize("file", ["vocabulary", "site", "edition", "retired", "catalogs/demo/catalog"])
def test_a_broken_file_is_the_only_one_with_problems(project, file, text):
    path = f"standards_data/{file}.yaml"
    (project / path).write_bytes(text)

    assert {line.partition(":")[0] for line in heads(project)[:-1]} == {path}


def test_a_folder_that_lies_elsewhere_is_told_once_and_not_what_refers_to_it(project):
    (project / "standards_data/sources").rename(project / "standards_data/source")

    assert heads(project) == [
        "standards_data/source:1:1: FIL1 这个文件夹和里面的 4 个文件不会被读取：位置或名称不对。",
        "共 1 处问题（1 个文件）。",
    ]


def test_a_folder_that_is_gone_is_told_in_few_words(project):
    shutil.rmtree(project / "standards_data/sources")

    assert len(heads(project)) <= 8


@pytest.mark.parametrize("place", ["forms/more", "catalogs/more", "catalogs/demo/more", "more"])
def test_a_link_to_a_folder_that_holds_itself_ends(project, place):
    (project / "standards_data" / place).symlink_to(project / "standards_data")

    assert heads(project)[0].startswith(f"standards_data/{place}:1:1: FIL1 ")
    assert len(heads(project)) == 2


@pytest.mark.parametrize("name", ["forms", "catalogs", "frequencies", "ledgers", "procedures", "sources"])
def test_a_folder_that_is_gone_is_told_and_hardly_anything_that_refers_to_it(project, name):
    shutil.rmtree(project / "standards_data" / name)

    told = heads(project)

    assert f"standards_data/{name}:1:1: SHP2 缺文件夹 standards_data/{name}。" in told
    assert len(told) <= 4
