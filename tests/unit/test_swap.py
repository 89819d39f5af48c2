"""Whatever stops a build, and wherever: the published site is whole, or the next build makes it so."""

from __future__ import annotations

import errno
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from standards_site import working_folder
from standards_site.swap import NewSite, failed
from standards_site.working_folder import SiteError

pytestmark = pytest.mark.slow

OLD = {
    "index.html": "old",
    "same.html": "same",
    "gone.html": "gone",
    "kind/was-a-folder.html": "",
    "forms/same.pdf": "same",
    "forms/changed.pdf": "old",
    "quiet/a.html": "same",
    "stale/b.html": "",
}
NEW = {
    "index.html": "new",
    "same.html": "same",
    "kind": "a file",
    "forms/same.pdf": "same",
    "forms/changed.pdf": "new",
    "quiet/a.html": "same",
    "more/c.html": "",
}
NEXT = NEW | {"index.html": "next", "last.html": ""}
PATCHED = [(os, name) for name in ("rename", "replace", "mkdir", "rmdir", "unlink", "utime", "listdir", "fsync")]
PATCHED.append((io, "open"))


class Killed(BaseException):
    """The process is no more."""


@dataclass
class Config:
    site_dir: str


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return published(tmp_path / "site")


def published(place: Path) -> Path:
    write(place, OLD)
    (place / ".htaccess").write_text("somebody else's")
    return place


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def seen(place: Path) -> dict[str, str]:
    """Return what a reader of the site finds; hidden files are not ours."""
    paths = [path for path in place.rglob("*") if not path.relative_to(place).parts[0].startswith(".")]
    return {str(path.relative_to(place)): path.read_text() for path in paths if path.is_file()}


def build(place: Path, files: dict[str, str] = NEW, during: Callable[[Path], None] | None = None) -> str:
    """Make `files` the site; return the sentence of a fault, or nothing."""
    config = Config(str(place))
    try:
        site = NewSite(config, keep=False)
    except SiteError as fault:
        return str(fault)
    write(Path(config.site_dir), files)
    if during:
        during(Path(config.site_dir))
    site.made = True
    return site.end(lambda line: None, failed=False)


@contextmanager
def breaking(breaks: Callable[[int, str, tuple[object, ...]], BaseException | None]) -> Iterator[list[str]]:
    """Before every call of the file system, raise what `breaks` returns for its number, name and arguments."""
    calls: list[str] = []
    opened: list[io.IOBase] = []

    def patched(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            calls.append(name)
            if fault := breaks(len(calls), name, given):
                raise fault
            made = real(*given, **named)
            if isinstance(made, io.IOBase):
                opened.append(made)
            return made

        return call

    with pytest.MonkeyPatch.context() as patch:
        for module, name in PATCHED:
            patch.setattr(module, name, patched(name, getattr(module, name)))
        try:
            yield calls
        finally:
            for file in opened:  # as the system does for a process that is no more
                file.close()


def killed_at(point: int) -> Callable[[int, str, tuple[object, ...]], BaseException | None]:
    """A dead process does nothing: every call after the `point` fails as well."""
    return lambda number, _name, _given: Killed() if number >= point else None


def is_killed(place: Path, point: int, files: dict[str, str] = NEW) -> bool:
    try:
        with breaking(killed_at(point)):
            build(place, files)
    except Killed:
        return True
    return False


def is_half(place: Path, point: int) -> bool:
    return is_killed(place, point) and seen(place) not in (OLD, NEW)


def is_clean(place: Path) -> bool:
    return os.listdir(place.parent) == ["site"] and (place / ".htaccess").exists() and not (place / ".new").exists()


def test_a_site_takes_the_place_of_another(place):
    fault = build(place)

    assert fault == ""
    assert seen(place) == NEW
    assert is_clean(place)


def test_a_first_site_needs_nothing_to_be_there(tmp_path):
    fault = build(tmp_path / "not" / "yet" / "site")

    assert fault == ""
    assert seen(tmp_path / "not" / "yet" / "site") == NEW
    assert os.listdir(tmp_path / "not" / "yet") == ["site"]


def test_killed_anywhere_the_site_is_whole_or_the_next_command_completes_it(tmp_path):
    cut_short = 0
    for point in range(1, 400):
        place = published(tmp_path / str(point) / "site")
        if not is_killed(place, point):
            break
        mixed = seen(place) not in (OLD, NEW)
        cut_short += mixed

        NewSite(Config(str(place)), keep=False).end(print, failed=True)

        assert seen(place) == NEW if mixed else seen(place) in (OLD, NEW), point
        assert build(place, NEXT) == ""
        assert seen(place) == NEXT
        assert is_clean(place)

    assert point > 50
    assert cut_short > 5


def test_the_command_that_completes_a_swap_may_be_killed_as_well(tmp_path):
    point = next(point for point in range(40, 400) if is_half(published(tmp_path / f"start{point}" / "site"), point))
    points = 0
    for again in range(1, 400):
        place = tmp_path / str(again) / "site"
        assert is_half(published(place), point)
        if not is_killed(place, again, NEXT):
            break
        points += 1

        NewSite(Config(str(place)), keep=False).end(print, failed=True)

        assert seen(place) in (NEW, NEXT), again

    assert points > 50


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_one_refusal_of_the_file_system_leaves_the_old_site_or_the_new(tmp_path, number):
    said = set()
    for point in range(1, 400):
        place = published(tmp_path / str(point) / "site")
        calls = count(1)

        def refused(_number: int, name: str, given: tuple[object, ...], calls=calls, point=point):
            return OSError(number, "refused", str(given[0])) if next(calls) == point else None

        written = iter([True])
        try:
            with breaking(refused) as all_calls:
                fault = build(place)
        except OSError:  # while the test itself wrote the site, as MkDocs does
            fault = "没有生成完"
            assert next(written)
        if len(all_calls) < point:
            break
        said.add(fault.split("：")[0])

        assert seen(place) == (OLD if fault else NEW), point
        assert build(place, NEXT) == ""
        assert seen(place) == NEXT
        assert is_clean(place)

    assert {"", "没有开始生成", "没有生成完", "新网站做好了，但是没有换上"} <= said


def test_where_even_the_way_back_is_refused_the_next_command_completes_the_swap(tmp_path):
    halves = 0
    for point in range(1, 400):
        place = published(tmp_path / str(point) / "site")
        renames = count(1)

        def refused(_number: int, name: str, given: tuple[object, ...], renames=renames, point=point):
            is_late = name == "rename" and next(renames) >= point
            return PermissionError(errno.EACCES, "in use", str(given[0])) if is_late else None

        with breaking(refused) as calls:
            fault = build(place)
        if calls.count("rename") < point:
            break
        if "换到一半" in fault:
            halves += 1
            assert str(place.parent / ".site.new" / "new") in fault
        else:
            assert seen(place) == OLD

        assert build(place, NEXT) == ""
        assert seen(place) == NEXT
        assert is_clean(place)

    assert halves > 5


@pytest.mark.parametrize("held", ["index.html", "forms", "gone.html", "kind", "stale"])
def test_a_file_held_open_by_a_program_leaves_the_old_site_and_says_where_the_new_one_lies(place, held):
    def in_use(_number: int, name: str, given: tuple[object, ...]) -> OSError | None:
        held_now = name == "rename" and str(given[0]) == str(place / held)
        return PermissionError(errno.EACCES, "in use", str(given[0])) if held_now else None

    with breaking(in_use):
        fault = build(place)

    new = place.parent / ".site.new" / "new"
    assert seen(place) == OLD
    assert seen(new) == NEW
    assert fault == (
        f"新网站做好了，但是没有换上：没有权限，或者文件正被别的程序占用（{place / held}）。"
        f"原来的网站没有动：{place}。做好的在 {new}，可以自己复制过去；下一次生成会先清掉它。"
    )


def test_a_file_held_open_is_in_nobodys_way_where_nothing_changed(place):
    def in_use(_number: int, name: str, given: tuple[object, ...]) -> OSError | None:
        return PermissionError(errno.EACCES, "in use") if str(given[0]) == str(place / "quiet") != name else None

    with breaking(lambda number, name, given: in_use(number, name, given) if name == "rename" else None):
        fault = build(place)

    assert fault == ""
    assert seen(place) == NEW


def test_what_did_not_change_keeps_its_times(place):
    long_ago = 1_500_000_000_123_456_789
    for path in place.rglob("*"):
        os.utime(path, ns=(long_ago, long_ago))

    build(place)

    kept = {str(path.relative_to(place)) for path in place.rglob("*") if path.stat().st_mtime_ns == long_ago}
    # a folder of the same names keeps its time, as it would if the changed file in it were written in place
    assert kept == {".htaccess", "same.html", "forms", "forms/same.pdf", "quiet", "quiet/a.html"}


def test_a_file_that_changes_back_is_newer_than_what_it_replaces(place):
    build(place)
    between = (place / "forms/changed.pdf").stat().st_mtime_ns

    build(place, OLD)

    assert seen(place) == OLD
    assert (place / "forms/changed.pdf").stat().st_mtime_ns > between


def test_a_build_without_a_change_moves_nothing(place):
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (place, *place.rglob("*"))}
    said: list[str] = []
    site = NewSite(config := Config(str(place)), keep=False)
    write(Path(config.site_dir), OLD)
    site.made = True

    site.end(said.append, failed=False)

    assert said == [f"网站和原来一样，没有动：{place}"]
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (place, *place.rglob("*"))} == before


def test_nothing_is_ever_renamed_over_something(place):
    """Windows refuses that; here it would pass unseen."""

    def taken(_number: int, name: str, given: tuple[object, ...]) -> OSError | None:
        is_taken = name == "rename" and os.path.lexists(str(given[1]))
        return FileExistsError(errno.EEXIST, "exists", str(given[0])) if is_taken else None

    with breaking(taken):
        faults = [build(place), build(place, OLD), build(place)]

    assert faults == ["", "", ""]
    assert seen(place) == NEW


def test_the_folder_of_the_site_and_what_is_hidden_in_it_stay(place):
    before = place.stat().st_ino, (place / ".htaccess").stat().st_ino

    build(place)

    assert (place.stat().st_ino, (place / ".htaccess").stat().st_ino) == before


@pytest.mark.parametrize(("made", "went_wrong"), [(False, False), (False, True), (True, True)])
def test_a_build_that_failed_is_thrown_away(place, made, went_wrong):
    said: list[str] = []
    site = NewSite(config := Config(str(place)), keep=False)
    write(Path(config.site_dir), NEW)
    site.made = made

    fault = site.end(said.append, failed=went_wrong)

    assert (fault, said) == ("", [f"没有生成完。原来的网站没有动：{place}"])
    assert seen(place) == OLD
    assert is_clean(place)


def test_an_error_takes_back_that_the_site_was_made(place):
    site = NewSite(config := Config(str(place)), keep=False)
    write(Path(config.site_dir), NEW)
    site.made = True

    said = failed(site, ValueError("a plugin's"))

    assert said == ""
    assert not site.made


def test_of_two_builds_at_once_the_second_ends_with_a_sentence(place):
    first = NewSite(config := Config(str(place)), keep=False)

    fault = build(place, NEXT)

    assert fault == f"另一个命令正在生成同一个网站（{place}），等它结束再运行一次。"
    write(Path(config.site_dir), NEW)
    first.made = True
    assert first.end(print, failed=False) == ""
    assert seen(place) == NEW
    assert build(place, NEXT) == ""


def test_a_lock_that_was_cleared_away_while_it_was_taken_is_no_lock(place, monkeypatch):
    """The build before removes its folder just after we opened the lock in it: a third would make another one."""
    real, taken = working_folder._lock, []

    def late(file: io.IOBase) -> bool:
        if not taken:
            shutil.rmtree(place.parent / ".site.new")
        taken.append(file)
        return real(file)

    monkeypatch.setattr(working_folder, "_lock", late)
    first = NewSite(Config(str(place)), keep=False)

    assert len(taken) == 2
    assert build(place, NEXT).startswith("另一个命令正在生成同一个网站")
    first.end(print, failed=True)


def test_two_sites_in_one_folder_are_built_at_once(tmp_path, place):
    first = NewSite(Config(str(place)), keep=False)

    fault = build(tmp_path / "other")

    assert fault == ""
    first.end(print, failed=True)
    assert sorted(os.listdir(tmp_path)) == ["other", "site"]


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EACCES])
def test_where_nothing_can_be_made_beside_the_site_it_is_made_inside(place, number):
    """A mounted volume; a web server's folder whose parent is somebody else's."""

    def apart(_number: int, _name: str, given: tuple[object, ...]) -> OSError | None:
        refused = str(given[0]).startswith(str(place.parent / ".site.new"))
        return OSError(number, "not here", str(given[0])) if refused else None

    folders = []
    with breaking(lambda number, name, given: apart(number, name, given) if name in ("rename", "mkdir") else None):
        fault = build(place, during=folders.append)

    assert fault == ""
    assert folders == [place / ".new" / "new"]
    assert seen(place) == NEW
    assert not (place / ".new").exists()


def test_killed_anywhere_inside_the_site_it_is_whole_too(tmp_path):
    for point in range(1, 400):
        place = published(tmp_path / str(point) / "site")

        def apart(number: int, name: str, given: tuple[object, ...], place=place, point=point):
            if number >= point:
                return Killed()
            beside = str(given[0]).startswith(str(place.parent / ".site.new"))
            return OSError(errno.EXDEV, "not here") if name == "rename" and beside else None

        try:
            with breaking(apart):
                build(place)
            break
        except Killed:
            pass
        with breaking(lambda *call: apart(0, *call[1:]) if call[1] == "rename" else None):
            fault = build(place, NEXT)

        assert fault == ""
        assert seen(place) == NEXT
        assert is_clean(place)

    assert point > 50


def test_a_build_upon_the_last_one_begins_with_its_copy(place):
    os.utime(place / "same.html", ns=(1, 1))
    site = NewSite(config := Config(str(place)), keep=True)

    copied = Path(config.site_dir)

    assert seen(copied) == OLD
    assert (copied / "same.html").stat().st_mtime_ns == 1
    assert not (copied / ".htaccess").exists()
    site.end(print, failed=True)


def test_a_place_that_is_no_folder_is_a_sentence(tmp_path):
    (tmp_path / "site").write_text("a file")

    fault = build(tmp_path / "site" / "below")

    assert fault.startswith("没有开始生成：")
    assert (tmp_path / "site").read_text() == "a file"


def test_a_name_too_long_is_a_sentence(tmp_path):
    fault = build(tmp_path / ("x" * 300))

    assert fault.startswith("没有开始生成：文件名或路径太长")


def test_a_plan_that_cannot_be_read_is_a_sentence(place):
    work = place.parent / ".site.new"
    work.mkdir()
    (work / "plan.json").write_text("{")

    fault = build(place)

    assert fault == (
        f"没有开始生成：{work / 'plan.json'} 读不出来，不知道上一次换到哪里。"
        f"看一下 {work} 里还有没有要的文件，再删掉这个文件夹。"
    )
    assert seen(place) == OLD
    shutil.rmtree(work)
    assert build(place) == ""


def test_after_its_end_the_configuration_names_the_published_site(place):
    site = NewSite(config := Config(str(place)), keep=False)
    write(Path(config.site_dir), NEW)
    site.made = True

    site.end(print, failed=False)

    assert config.site_dir == str(place)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "没有生成完：磁盘满了（{folder}）。"),
        (OSError(errno.ENAMETOOLONG, "File name too long", "x.html"), "没有生成完：文件名或路径太长（x.html）。"),
        (OSError(errno.ELOOP, "Too many levels", "a"), "没有生成完：Too many levels（a）。"),
        (SiteError("一句话。"), "一句话。"),
    ],
)
def test_a_fault_of_files_is_told_in_a_sentence(place, error, said):
    site = NewSite(Config(str(place)), keep=False)

    assert failed(site, error) == said.format(folder=site.folder)

    site.end(print, failed=True)
