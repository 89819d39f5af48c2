"""The whole site as values: every generated file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..beside import Beside
from ..data.load import StandardsData
from ..in_force.resolve import Standards
from ..progress import QUIET, Progress
from . import policy
from .branch_files import BranchFiles
from .forms.about import printed_above
from .forms.files import CACHE, form_files, pdf_engine
from .forms.filled import filled_forms
from .forms.meeting_pack import meeting_pack
from .forms.packs import packs
from .forms.print_page import form_pages
from .forms.sheet import Sheet, blank_sheets, branch_sheets
from .handbook.bare_pages import bare_pages
from .handbook.calculators import calculator_data
from .handbook.evidence import year_papers
from .handbook.missing_page import missing_page
from .handbook.navigation import Nav, navigation
from .handbook.page import report_view
from .handbook.pages import page_outputs, pages
from .handbook.people import people_data
from .links import is_markdown
from .output import Context, Output, templates_in
from .paper import paper_styles
from .publishing import publishing
from .scripts import scripts
from .search.index import search_index
from .self_check.checklist import catalog_texts
from .self_check.export_templates import export_templates
from .self_check.kept import kept_page
from .self_check.my_branch import MY_BRANCH_SOURCE, my_branch_data, my_branch_page
from .self_check.one_file import one_file
from .self_check.record import self_check_schema
from .self_check.roll_up import roll_up
from .self_check.site_script import site_script
from .styles import styles
from .year.plan import plans, profile_plans

TEMPLATES = "site_templates"


@dataclass(frozen=True)
class SiteOutputs:
    """Every generated file of the site."""

    outputs: list[Output]
    """All but those of single branches, Markdown pages first."""
    navigation: Nav
    policy: str
    """The policy of the pages in the theme."""
    branch_files: BranchFiles
    """Makes the files of the branches, which are too many to be held."""


def site_outputs(
    data: StandardsData, root: Path, progress: Progress = QUIET, sure: Callable[[], None] = lambda: None
) -> SiteOutputs:
    """Return every generated file of the site; `sure` is called before the files of forms are made."""
    context = Context(data, templates_in(root / TEMPLATES), Standards(data))
    sheets = list(blank_sheets(data, context.standards))
    if data.site.branch_files == "all":
        sheets += branch_sheets(data, context.standards)
    files = list(form_files(data, root, sheets, pdf_engine(data, root), root / CACHE, progress, sure))
    progress.stage("生成页面")
    files += packs(context, sheets, {file.path: file.bytes for file in files})
    context = replace(context, sizes={file.path: len(file.bytes) for file in files})
    branch_files = BranchFiles(context)
    branch_files.find()
    with Beside(lambda: list(_beside_the_pages(context, sheets, branch_files, root))) as others:
        listed = list(pages(context, sheets, branch_files))
        handbook = page_outputs(context, listed)
        theme_scripts = inline_scripts(root, (output.path for output in handbook))
        how_to_publish = publishing(context, theme_scripts, root)
        found = search_index(context, listed, [*handbook, how_to_publish], root)
        made = [*handbook, *files, *others.result(), how_to_publish, *found]
    held = policy.as_line(policy.of_handbook(theme_scripts))
    return SiteOutputs([*made, one_file(context, made, root)], navigation(listed), held, branch_files)


def _beside_the_pages(context: Context, sheets: list[Sheet], branch_files: BranchFiles, root: Path) -> Iterator[Output]:
    """Yield what can be made without the pages of the handbook, while they are made."""
    yield from bare_pages(context)
    yield from form_pages(context, sheets)
    yield from printed_above(context)
    yield meeting_pack(context, sheets)
    yield from filled_forms(context, sheets, root)
    yield from branch_files.shared(root)
    yield from catalog_texts(context)
    yield from plans(context, profile_plans(context))
    yield my_branch_page(context, report_view(context.data, MY_BRANCH_SOURCE, ""))
    yield from my_branch_data(context)
    yield calculator_data(context.data)
    yield people_data(context)
    yield from roll_up(context)
    yield from export_templates(context, root / CACHE)
    yield kept_page(context)
    yield year_papers(context.data)
    yield site_script(context.data.site.id, context.data)
    yield from scripts(root)
    yield self_check_schema()
    yield from styles(root)
    yield from paper_styles(context.data)
    yield missing_page(context, root)


def inline_scripts(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the scripts that the theme writes into the Markdown pages among `paths` and into hand-written ones."""
    depths = {0, *(path.count("/") for path in paths if is_markdown(path))}
    return policy.theme_scripts(root / TEMPLATES / "theme", depths)
