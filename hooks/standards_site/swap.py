"""Makes a site beside the published one and puts it in its place at the end: whole, or not at all.

MkDocs empties the site's folder and then writes into it for seconds; a build that is killed leaves a ruin. Here it
writes into a folder of ours on the same file system. At the end everything at the top of the site that differs is
renamed out, and what replaces it in. A plan on the disk names what moves, so that the next build can complete a swap
that was cut short. The site's folder itself is never renamed: a server, a share or a container may hold it.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from .working_folder import LOCK, PLAN, SiteError, fresh, remove, rename, working_folder

_DENIED = "没有权限，或者文件正被别的程序占用"
REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "用完了磁盘限额",
    errno.EROFS: "这个位置只能读，不能写",
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EBUSY: "文件夹正被别的程序占用",
    errno.ENAMETOOLONG: "文件名或路径太长",
    errno.EFBIG: "文件太大，这个磁盘放不下",
    errno.EIO: "磁盘读写出错",
    errno.ENOTDIR: "路径里有一段是文件，不是文件夹",
    errno.ENOENT: "找不到这个文件或文件夹",
    errno.EEXIST: "那里已经有一个同名的文件",
}


class Config(Protocol):
    """What tells the builder where to write."""

    site_dir: str


@dataclass(frozen=True)
class Exchange:
    """Names at the top of the site: those that go `out` to the folder `old`, and those that `come` from `new`."""

    new: str
    old: str
    out: tuple[str, ...]
    come: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name, first those that only go: where case does not count, one may stand in another's way."""
        return (*(name for name in self.out if name not in self.come), *self.come)


def reason_of(fault: OSError) -> str:
    """Return in words why something could not be done with a file, and with which one."""
    reason = REASONS.get(fault.errno or 0) or fault.strerror or str(fault)
    paths = [os.fsdecode(path) for path in (fault.filename, fault.filename2) if isinstance(path, str | bytes)]
    return f"{reason}（{' → '.join(paths)}）" if paths else reason


def failed(site: NewSite | None, error: Exception) -> str:
    """Return the sentence about a build that ended with `error`; empty if it is not about files."""
    if site:
        site.made = False
    if isinstance(error, SiteError):
        return str(error)
    if isinstance(error, OSError):
        where = f"（{site.folder}）" if site and not error.filename else ""
        return f"没有生成完：{reason_of(error)}{where}。"
    return ""


class NewSite:
    """A site in the making: written to a folder of its own, `made` when all is written, put in place at its `end`."""

    def __init__(self, config: Config, *, keep: bool) -> None:
        """Complete a swap that was cut short, clear what killed builds left, and have the site written to a new folder.

        With `keep` that begins as a copy of the published site. Raises SiteError.
        """
        self._config = config
        self.place = Path(os.path.realpath(config.site_dir))
        self.made = False
        try:
            self._work, self._lock = working_folder(self.place)
        except OSError as fault:
            raise SiteError(f"没有开始生成：{reason_of(fault)}。{self._untouched()}") from fault
        try:
            if (self._work / PLAN).exists():
                self._move(_read_plan(self._work))
                (self._work / PLAN).unlink(missing_ok=True)  # what it names is about to be removed
            self._clear()
            self.folder = fresh(self._work, "new")
            if keep and self.place.is_dir():
                _copy(self.place, self.folder)
        except OSError as fault:
            self._leave()
            raise SiteError(f"没有开始生成：{reason_of(fault)}。{self._untouched()}") from fault
        except BaseException:
            self._lock.close()
            raise
        config.site_dir = str(self.folder)

    def end(self, say: Callable[[str], None], *, failed: bool) -> str:
        """Put the site in place if it was made and nothing `failed` after, else throw it away; say what happened.

        Return a sentence if it cannot be put in place, otherwise an empty text.
        """
        self._config.site_dir = str(self.place)  # MkDocs may go on to send what lies there
        try:
            if failed or not self.made:
                said = f"没有生成完。{self._untouched()}"
            elif self._publish():
                said = f"新网站已经换上：{self.place}"
            else:
                said = f"网站和原来一样，没有动：{self.place}"
        except SiteError as fault:
            self._lock.close()
            return str(fault)
        except BaseException:
            self._lock.close()
            raise
        self._leave()
        say(said)
        return ""

    def _publish(self) -> bool:
        """Move in what differs; return whether anything did."""
        try:
            plan = self._plan()
            if not (plan.out or plan.come):
                return False
            _write_plan(self._work, plan)
        except OSError as fault:
            raise SiteError(self._finished(self.folder, fault)) from fault
        self._move(plan)
        return True

    def _plan(self) -> Exchange:
        self.place.mkdir(parents=True, exist_ok=True)
        made, there = sorted(os.listdir(self.folder)), set(os.listdir(self.place))
        come = [name for name in made if name not in there or not _settle(self.folder / name, self.place / name)]
        # as MkDocs does when it cleans: what is hidden was put there by somebody else (.git, .htaccess)
        stale = [name for name in sorted(there.difference(made)) if not name.startswith(".")]
        replaced = [name for name in come if name in there]
        return Exchange(self.folder.name, fresh(self._work, "old").name, (*stale, *replaced), tuple(come))

    def _move(self, plan: Exchange) -> None:
        """Carry out `plan`; if that cannot be done, take all of it back. Raises SiteError."""
        try:
            self._forward(plan)
        except OSError as fault:
            try:
                self._back(plan)
                (self._work / PLAN).unlink()
            except OSError:
                raise SiteError(self._half(plan, fault)) from fault
            raise SiteError(self._finished(self._work / plan.new, fault)) from fault
        # before anything of the old site is removed: from then on the plan is not true
        with suppress(OSError):
            (self._work / PLAN).unlink()

    def _forward(self, plan: Exchange) -> None:
        """Move what has not been moved yet; where things lie tells how far an earlier attempt came."""
        new, old = self._work / plan.new, self._work / plan.old
        for name in plan.names:
            if name in plan.out and not os.path.lexists(old / name):
                rename(self.place / name, old / name)
            if name in plan.come and os.path.lexists(new / name):
                rename(new / name, self.place / name)

    def _back(self, plan: Exchange) -> None:
        """Take back what has been moved."""
        new, old = self._work / plan.new, self._work / plan.old
        for name in reversed(plan.names):
            if name in plan.come and not os.path.lexists(new / name):
                rename(self.place / name, new / name)
            if name in plan.out and os.path.lexists(old / name):
                rename(old / name, self.place / name)

    def _clear(self) -> None:
        """Remove all but the lock; what cannot be removed stays in nobody's way."""
        for name in os.listdir(self._work):
            if name != LOCK:
                remove(self._work / name)

    def _leave(self) -> None:
        """Clear away the working folder and let go of the lock."""
        with suppress(OSError):
            if not (self._work / PLAN).exists():
                self._clear()
        lock = self._work / LOCK
        try:
            lock.unlink()  # while it is held: whoever opens it now sees that it is no longer the one in the folder
        except OSError:
            self._lock.close()
            with suppress(OSError):
                lock.unlink()  # Windows removes no open file
        with suppress(OSError):
            self._work.rmdir()
        self._lock.close()

    def _untouched(self) -> str:
        return f"原来的网站没有动：{self.place}" if os.path.exists(self.place) else f"这里还没有网站：{self.place}"

    def _finished(self, folder: Path, fault: OSError) -> str:
        made = f"做好的在 {folder}，可以自己复制过去；下一次生成会先清掉它。"
        return f"新网站做好了，但是没有换上：{reason_of(fault)}。{self._untouched()}。{made}"

    def _half(self, plan: Exchange, fault: OSError) -> str:
        lie = f"还没换上的在 {self._work / plan.new}，换下来的在 {self._work / plan.old}"
        return f"新网站换到一半：{reason_of(fault)}。关掉正在使用 {self.place} 的程序，再生成一次就会换完；{lie}。"


def _settle(new: Path, old: Path) -> bool:
    """Give all in `new` that equals what lies at the same place in `old` its times; return whether everything does.

    Equal are files of the same bytes and folders of the same names: rsync and a CDN see only what changed.
    """
    if old.is_symlink() or new.is_dir() != old.is_dir():
        return False
    if new.is_dir():
        names = os.listdir(new)
        inner = [_settle(new / name, old / name) for name in names]  # all of them, not only up to the first change
        equal = sorted(names) == sorted(os.listdir(old))
        whole = equal and all(inner)
    else:
        whole = equal = _same_bytes(new, old)
    if equal:
        times = old.stat()
        os.utime(new, ns=(times.st_atime_ns, times.st_mtime_ns))
    return whole


def _same_bytes(new: Path, old: Path) -> bool:
    try:
        return new.stat().st_size == old.stat().st_size and new.read_bytes() == old.read_bytes()
    except OSError:
        return False  # missing, or not readable: it will be replaced


def _write_plan(work: Path, plan: Exchange) -> None:
    unfinished = work / f"{PLAN}.part"
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump(asdict(plan), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, work / PLAN)


def _read_plan(work: Path) -> Exchange:
    try:
        found = json.loads((work / PLAN).read_text("utf-8"))
        return Exchange(found["new"], found["old"], tuple(found["out"]), tuple(found["come"]))
    except (ValueError, KeyError, TypeError):
        why = f"{work / PLAN} 读不出来，不知道上一次换到哪里"
        raise SiteError(f"没有开始生成：{why}。看一下 {work} 里还有没有要的文件，再删掉这个文件夹。") from None


def _copy(place: Path, folder: Path) -> None:
    for name in os.listdir(place):
        if name.startswith("."):
            continue
        if (place / name).is_dir() and not (place / name).is_symlink():
            shutil.copytree(place / name, folder / name, symlinks=True)
        else:
            shutil.copy2(place / name, folder / name, follow_symlinks=False)
