"""The whole site as values: every generated file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ..data.load import StandardsData
from ..in_force.resolve import Standards
from ..progress import QUIET, Progress
from . import policy
from .branch_files import BranchFiles
from .forms.about import printed_above
from .forms.files import CACHE, form_files, pdf_engine
from .forms.packs import packs
from .forms.print_page import form_pages
from .forms.sheet import blank_sheets, branch_sheets
from .handbook.calculators import calculator_data
from .handbook.missing_page import missing_page
from .handbook.navigation import Nav, navigation
from .handbook.pages import page_outputs, pages
from .handbook.reference import record_pages
from .links import is_markdown
from .output import Context, Output, templates_in
from .paper import paper_styles
from .publishing import publishing
from .scripts import scripts
from .search.index import search_index
from .self_check.checklist import catalog_texts
from .self_check.export_templates import export_templates
from .self_check.my_branch import my_branch_data
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
    branch_files: BranchFiles
    """Makes the files of the branches, which are too many to be held."""


def site_outputs(data: StandardsData, root: Path, progress: Progress = QUIET) -> SiteOutputs:
    """Return every generated file of the site."""
    context = Context(data, templates_in(root / TEMPLATES), Standards(data))
    sheets = list(blank_sheets(data, context.standards))
    if data.site.branch_files == "all":
        sheets += branch_sheets(data, context.standards)
    files = list(form_files(data, root, sheets, pdf_engine(data, root), root / CACHE, progress))
    progress.stage("生成页面")
    files += packs(context, sheets, {file.path: file.bytes for file in files})
    context = replace(context, sizes={file.path: len(file.bytes) for file in files})
    branch_files = BranchFiles(context)
    branch_files.find()
    listed = list(pages(context, sheets, branch_files))
    handbook = page_outputs(context, listed)
    made = [
        *handbook,
        *files,
        *record_pages(context),
        *form_pages(context, sheets),
        *printed_above(context),
        *branch_files.shared(root),
        *catalog_texts(context),
        *plans(context, profile_plans(context)),
        *my_branch_data(context),
        calculator_data(context.data),
        *roll_up(context),
        *export_templates(context, root / CACHE),
        site_script(data.site.id),
        *scripts(root),
        self_check_schema(),
        *styles(root),
        *paper_styles(data),
        missing_page(context, root),
        publishing(context, inline_scripts(root, (output.path for output in handbook)), root),
    ]
    made += search_index(context, listed, made, root)
    return SiteOutputs([*made, one_file(context, made, root)], navigation(listed), branch_files)


def handbook_policy(root: Path, outputs: Iterable[Output]) -> str:
    """Return the policy of the pages in the theme; `outputs` are the site's."""
    return policy.as_line(policy.of_handbook(inline_scripts(root, (output.path for output in outputs))))


def inline_scripts(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the scripts that the theme writes into the Markdown pages among `paths` and into hand-written ones."""
    depths = {0, *(path.count("/") for path in paths if is_markdown(path))}
    return policy.theme_scripts(root / TEMPLATES / "theme", depths)
