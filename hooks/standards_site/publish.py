"""What a host (MkDocs, the stage command) needs to publish the site: files, navigation, settings, problems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from .beside import Beside
from .checked import ready, what_is_found
from .data.load import StandardsData, load
from .outputs.branch_files import BranchFiles
from .outputs.branch_writer import branches_written
from .outputs.cache import drop_unused as drop_unused
from .outputs.escaping import as_text
from .outputs.forms.files import NO_PDF, NoPdfEngineError
from .outputs.forms.sheet import FormFault
from .outputs.handbook.lean import lean as lean
from .outputs.handbook.navigation import Nav
from .outputs.handbook.whole_blocks import WHOLE_BLOCKS as WHOLE_BLOCKS
from .outputs.handbook.whole_blocks import anchors as anchors
from .outputs.links import Place, source_file
from .outputs.links import is_needless as is_needless
from .outputs.output import Output, templates_in
from .outputs.output import compiled_templates as compiled_templates
from .outputs.site import TEMPLATES, site_outputs
from .outputs.styles import styles
from .progress import QUIET, Progress

_PLACES = {"search": Place.SEARCH.value, "search_box": Place.SEARCH_BOX.value}
"""What the theme's templates link to, by the names under which they find it in the configuration."""


@dataclass(frozen=True)
class PreparedSite:
    """A site ready to be published; `problems` is empty unless the data is wrong."""

    problems: str
    outputs: tuple[Output, ...]
    navigation: Nav
    settings: dict[str, str]
    notice: str = ""
    """What the site lacks, to be said loudly; empty if it is whole."""
    notices: str = ""
    """What stands in the data that a maintainer should know; empty if there is nothing."""
    branch_files: BranchFiles | None = None
    """Makes the files of the branches, which are written one at a time after the others."""


def prepare(root: Path, progress: Progress = QUIET) -> PreparedSite:
    """Find all problems of the data under `root` and render it.

    Wrong data, or a form that cannot be made, gives one page that says so.
    """
    progress.stage("检查数据")
    loaded = load(root)
    if loaded.problems or not loaded.data:
        return _broken(root, what_is_found(loaded, root).report)
    with Beside(lambda: what_is_found(loaded, root)) as checking:

        def sure() -> None:
            if checking.result().are_problems:
                raise _WrongDataError

        try:
            if not checking.is_apart:
                sure()
            site = rendered(ready(loaded.data), root, progress, sure)
            sure()
        except Exception:  # whatever comes of wrong data, what is told is what is wrong with it
            if checking.result().are_problems:
                return _broken(root, checking.result().report)
            raise
        return replace(site, notices=checking.result().notices)


class _WrongDataError(Exception):
    pass


def rendered(
    data: StandardsData, root: Path, progress: Progress = QUIET, sure: Callable[[], None] = lambda: None
) -> PreparedSite:
    """Render data; `sure` is called before what takes long, and raises what it likes if the data is wrong."""
    try:
        made = site_outputs(data, root, progress, sure)
    except (FormFault, NoPdfEngineError) as fault:
        return _broken(root, str(fault))
    notice = "" if any(output.path.endswith(".pdf") for output in made.outputs) else NO_PDF
    settings = _settings(data) | {"policy": made.policy}
    return PreparedSite("", tuple(made.outputs), made.navigation, settings, notice, branch_files=made.branch_files)


def write_branches(site: PreparedSite, folder: Path) -> int:
    """Write the files of the branches into `folder`, where the site lies, and return how many they are."""
    return branches_written(site.branch_files, folder) if site.branch_files else 0


def _broken(root: Path, problems: str) -> PreparedSite:
    page = templates_in(root / TEMPLATES).get_template("pages/check_page.md.j2").render(text=problems)
    home = source_file(Place.HOME)
    settings = {
        "site_name": "数据检查",
        "site_url": "",
        "repository": "",
        "edit_uri": "",
        "copyright": "",
        **_PLACES,
        "epoch": "0",
        "policy": "",
    }
    return PreparedSite(problems, (Output(home, page), *styles(root)), [{"数据检查": home}], settings)


def _settings(data: StandardsData) -> dict[str, str]:
    site, edition = data.site, data.edition
    line = f"{site.site_name} {edition.id} 版 · 非官方，以正式文件为准；规则核对到 {edition.rules_checked}"
    return {
        "site_name": as_text(site.site_name),
        "site_url": site.site_url,
        "repository": site.repository,
        "edit_uri": f"edit/{site.repository_branch}/content/" if site.repository else "",
        "copyright": as_text(line),
        **_PLACES,
        "epoch": str(int(datetime.fromisoformat(f"{edition.date}T00:00:00+00:00").timestamp())),
    }
