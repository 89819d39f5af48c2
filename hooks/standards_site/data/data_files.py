"""The files of the data folder: which are read as what, which are not read at all, and which cannot be read."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .problems import Location, Problem

DATA = "standards_data"
CATALOGS = "catalogs"
CATALOG_FILE = "catalog.yaml"
MAY_BE_MISSING = frozenset({"branches", "holidays", "meetings", "monthly_guidance", "roles", "topics"})
"""Folders that a university need not have."""
LARGEST = 2_000_000
"""Bytes; the largest file of the data has a fortieth of it."""
_LEFT_BEHIND = re.compile(r"^\.|~$|^#.*#$|\.(?:bak|orig|rej|sw[a-z]|tmp)$|^(?:thumbs\.db|desktop\.ini|icon\r)$", re.I)
_OF_GIT = frozenset({".gitkeep", ".gitignore", ".gitattributes"})
_WHY = {
    errno.ELOOP: "链接绕成了圈，读不到内容。",
    errno.EACCES: "没有权限读这个文件或文件夹。",
    errno.EPERM: "没有权限读这个文件或文件夹。",
    errno.ENOTDIR: "这里应当是文件夹，现在是文件。",
    errno.ENAMETOOLONG: "名称太长，读不到。",
}


@dataclass
class DataFiles:
    """What lies in the data folder.

    `unread` are the names of files at wrong places: whatever refers to them needs no further word. `unlisted` are the
    folders whose content is not known.
    """

    records: dict[str, list[Path]] = field(default_factory=dict)
    """The files of each folder of records, by the name of the folder."""
    catalogs: dict[Path, list[Path]] = field(default_factory=dict)
    """The files of items of each catalog, by the file of the catalog."""
    unread: set[str] = field(default_factory=set)
    unlisted: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)


def find_files(root: Path, singles: frozenset[str], folders: frozenset[str]) -> DataFiles:
    """Return the files under `root`/standards_data, sorted; `singles` and `folders` are the names it may hold."""
    return _Finding(root, singles, folders).run()


def text_of(root: Path, path: Path) -> bytes | Problem:
    """Return the content of a data file, or why it cannot be read."""
    at = Location(path.relative_to(root).as_posix())
    try:
        state = path.stat()  # before the file is opened: to open a pipe is to wait for ever
        if stat.S_ISDIR(state.st_mode):
            return Problem("FIL2", at, "这是文件夹，名称却像数据文件。", hint="改文件夹的名称，或把里面的文件移出来")
        if not stat.S_ISREG(state.st_mode):
            return Problem("FIL2", at, "这不是普通文件（是管道或设备），读不到内容。", hint="删掉它，从版本库恢复文件")
        if state.st_size > LARGEST:
            message = f"文件太大：有 {state.st_size // 1000} kB，最多 {LARGEST // 1000} kB。"
            return Problem("FIL2", at, message, hint="拆成几条记录，或看看是不是放错了文件")
        return path.read_bytes()
    except FileNotFoundError:
        if path.is_symlink():
            return Problem("FIL2", at, "这是断开的链接，指向的文件不在。", hint="删掉链接，放真正的文件")
        return Problem("SHP2", at, f"缺文件 {at.file}。", hint="从版本库恢复它")
    except OSError as error:
        return _unreadable(at, error)


class _Finding:
    def __init__(self, root: Path, singles: frozenset[str], folders: frozenset[str]) -> None:
        self.root = root
        self.singles = singles
        self.folders = folders
        self.found = DataFiles()

    def run(self) -> DataFiles:
        entries = self._entries(self.root / DATA, "")
        for entry in entries:
            path = Path(entry.path)
            if entry.name in self.folders:
                self.found.records[entry.name] = list(self._records(path, entry.name))
            elif entry.name == CATALOGS:
                self._catalogs(path)
            elif entry.name not in self.singles:
                self._not_read(path)
        if entries:
            self._missing({entry.name for entry in entries})
        return self.found

    def _missing(self, there: set[str]) -> None:
        for name in sorted((self.folders | {CATALOGS}) - MAY_BE_MISSING - there):
            # what refers to anything in it needs no further word
            self.found.unlisted.add(name)
            if not self.found.unread:  # it may be what lies at a wrong place, and is told already
                at = self._at(self.root / DATA / name)
                self.found.problems.append(Problem("SHP2", at, f"缺文件夹 {at.file}。", hint="从版本库恢复它"))

    def _catalogs(self, folder: Path) -> None:
        for entry in self._entries(folder, CATALOGS):
            path = Path(entry.path)
            if not _is_folder(path):
                self._not_read(path)
                continue
            items: list[Path] = []
            for inner in self._entries(path, CATALOGS):
                area = Path(inner.path)
                if _is_folder(area):
                    items += self._records(area, CATALOGS)
                elif inner.name != CATALOG_FILE:
                    self._not_read(area)
            if items or (path / CATALOG_FILE).exists():
                self.found.catalogs[path / CATALOG_FILE] = items

    def _records(self, folder: Path, name: str) -> Iterator[Path]:
        for entry in self._entries(folder, name):
            if entry.name.endswith(".yaml"):
                yield Path(entry.path)
            else:
                self._not_read(Path(entry.path))

    def _entries(self, folder: Path, name: str) -> list[os.DirEntry[str]]:
        """Return what lies in a folder, without what editors and systems leave behind."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except FileNotFoundError:
            return []
        except OSError as error:
            self.found.unlisted.add(name)
            self.found.problems.append(_unreadable(self._at(folder), error))
            return []
        left = [entry for entry in entries if _LEFT_BEHIND.search(entry.name)]
        for entry in left:
            if entry.name not in _OF_GIT:
                message = "编辑器或系统留下的文件，不会被读取。"
                self.found.notices.append(Problem("FIL3", self._at(Path(entry.path)), message, hint="可以删掉"))
        return [entry for entry in entries if entry not in left]

    def _not_read(self, path: Path) -> None:
        at, hint = self._at(path), f"记录放在 {DATA}/ 下规定的文件夹里，扩展名是 .yaml"
        if _is_folder(path):
            inside = [Path(folder) / name for folder, _, names in os.walk(path) for name in names]
            if not inside:
                return
            self.found.unread |= {one.stem for one in inside}
            message = f"这个文件夹和里面的 {len(inside)} 个文件不会被读取：位置或名称不对。"
        else:
            self.found.unread.add(path.stem)
            message = "这个文件不会被读取：位置或扩展名不对。"
            if path.suffix.lower() in {".yml", ".yaml"} and path.suffix != ".yaml":
                hint = f"扩展名改成 .yaml：{path.stem}.yaml"
        self.found.problems.append(Problem("FIL1", at, message, hint=hint))

    def _at(self, path: Path) -> Location:
        return Location(path.relative_to(self.root).as_posix())


def _is_folder(path: Path) -> bool:
    # a link may lead back up, and everything would be read again as something else
    return path.is_dir() and not path.is_symlink()


def _unreadable(at: Location, error: OSError) -> Problem:
    message = _WHY.get(error.errno or 0, f"读不出来（{error.strerror}）。")
    return Problem("FIL2", at, message, hint="改权限，或从版本库恢复它")
