"""A small project with every kind of record, made in a folder of its own, and what comes of an edit of its data."""

from __future__ import annotations

import re
import shutil
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any

from standards_site import publish
from standards_site.checked import load_checked
from tests import ROOT
from tests.builders.edits import Edit

GOOD = ROOT / "tests/rules/good_data"
SAMPLE = Path(__file__).parent / "sample"
PAGES = {"about.md": "# 关于\n\n[规则](sources/rule-2018.md)\n", "maintain.md": "# 改\n", "privacy.md": "# 隐私\n"}
# a template writes what could begin markup as references
_LINK = re.compile(r"""(?:\]\(|href=")((?:(?!&\#)[^)"\s#?:])+)(?:[#&][^)"\s]*)?[)"]""")


def make_project(root: Path) -> Path:
    """Make `root` a project with the good data; code, templates and made forms are those of the repository."""
    shutil.copytree(GOOD, root, dirs_exist_ok=True)
    (root / "content").mkdir()
    for name, text in PAGES.items():
        (root / "content" / name).write_text(text, encoding="utf-8")
    return _linked(root, "hooks", "site_templates", ".cache", "mkdocs.yml")


def make_sample(root: Path) -> Path:
    """Make `root` this project with the site and the branches that the tests name, whichever university has them.

    Every branch has all its files, so that each can be looked at; tests of what they share make that themselves.
    """
    shutil.copytree(ROOT / "standards_data", root / "standards_data", ignore=shutil.ignore_patterns("branches"))
    shutil.copytree(SAMPLE, root / "standards_data", dirs_exist_ok=True)
    site = root / "standards_data/site.yaml"
    site.write_text(site.read_text("utf-8").replace("branch_files: page", "branch_files: all"), encoding="utf-8")
    return _linked(root, "content", "hooks", "site_templates", ".cache", "mkdocs.yml")


def _linked(root: Path, *names: str) -> Path:
    (ROOT / ".cache").mkdir(exist_ok=True)
    for name in names:
        (root / name).symlink_to(ROOT / name)
    return root


@contextmanager
def edited(root: Path, edit: Edit) -> Iterator[None]:
    """Lay an edit over a project for a while."""
    paths = [root / file for file in edit.files]
    before = {path: path.read_bytes() if path.exists() else None for path in paths}
    folders = {parent for path in paths for parent in path.parents if not parent.exists()}
    _write({root / file: content for file, content in edit.files.items()})
    try:
        yield
    finally:
        _write(before)
        for folder in sorted(folders, reverse=True):
            folder.rmdir()


def _write(files: dict[Path, bytes | None]) -> None:
    for path, content in files.items():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def outcome(root: Path, edit: Edit) -> tuple[str, str]:
    """Return what comes of an edit: it is `refused` by the check, `built`, or there is a `fault`; and what is said."""
    with edited(root, edit):
        try:
            checked = load_checked(root)
            if checked.data is None:
                return "refused", checked.report
            site = publish.rendered(checked.data, root)
        except Exception:  # whatever it is, it is what the test is about
            return "fault", "".join(traceback.format_exc().splitlines(keepends=True)[-5:])
    found = site.problems or _late_faults(site)
    return ("fault", found) if found else ("built", "")


def _late_faults(site: publish.PreparedSite) -> str:
    """Return what would make MkDocs warn, or let one file overwrite another."""
    outputs = (*site.outputs, *(site.branch_files.of_branches() if site.branch_files else ()))
    paths = Counter(output.path.casefold() for output in outputs)
    pages = {output.path for output in site.outputs if output.path.endswith(".md")} | PAGES.keys()
    listed = {path for path in _leaves(site.navigation) if path.endswith(".md")}
    faults = [f"written twice: {path}" for path, times in paths.items() if times > 1]
    faults += [f"an anchor in the navigation: {path}" for path in _leaves(site.navigation) if "#" in path]
    faults += [f"not in the navigation: {path}" for path in sorted(pages - listed)]
    faults += [f"only in the navigation: {path}" for path in sorted(listed - pages)]
    there = {output.path for output in outputs} | {path.replace(".md", ".html") for path in pages} | pages
    for output in site.outputs:
        if output.path.endswith(".md"):
            for link in _LINK.findall(output.bytes.decode()):
                target = normpath(f"{dirname(output.path)}/{link}").lstrip("/")
                if target not in there:
                    faults.append(f"{output.path} links to {target}")
    return "\n".join(faults[:5])


def _leaves(navigation: Any) -> Iterator[str]:
    if isinstance(navigation, str):
        yield navigation
    else:
        for child in navigation.values() if isinstance(navigation, dict) else navigation:
            yield from _leaves(child)


BROKEN = ("frequency: branch-congress", "frequency: branch-congres")
MESSAGE = (
    "standards_data/catalogs/branch-34/C/C1.yaml:{line}:16: REF1 "
    "频次「branch-congres」不存在；是不是「branch-congress」？"
)


def break_reference(project: Path) -> str:
    path = project / "standards_data/catalogs/branch-34/C/C1.yaml"
    lines = path.read_text("utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if BROKEN[0] in text)
    path.write_text(path.read_text("utf-8").replace(*BROKEN), encoding="utf-8")
    return MESSAGE.format(line=line)
