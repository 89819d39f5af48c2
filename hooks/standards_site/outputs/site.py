"""The whole site as values: every generated file."""

from __future__ import annotations

from pathlib import Path

from ..load import StandardsData
from ..resolve import Standards
from . import Context, Output, templates_in
from .checklists import checklists
from .export_templates import export_templates
from .my_branch import my_branch_data
from .one_file import one_file
from .pages import pages
from .plans import plans
from .printing import forms
from .roll_up import roll_up
from .self_check_schema import self_check_schema

TEMPLATES = "site_templates"


def site_outputs(data: StandardsData, root: Path) -> list[Output]:
    """Return every generated file of the site, Markdown pages first."""
    context = Context(data, templates_in(root / TEMPLATES), Standards(data))
    made = [
        *pages(context),
        *forms(context),
        *checklists(context),
        *plans(context),
        my_branch_data(context),
        *roll_up(context),
        *export_templates(context),
        self_check_schema(),
    ]
    return [*made, one_file(context, made, root / TEMPLATES / "theme" / "assets")]
