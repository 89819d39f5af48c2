"""The page of all branches."""

from __future__ import annotations

from typing import Any

from ...in_force.conditions import facts_words
from ..branch_files import BranchFiles
from ..links import Place
from ..output import Context


def branches_view(context: Context, files: BranchFiles) -> dict[str, Any]:
    """Return every branch by unit, with its checklists, its plan and the forms made out for it."""
    data, standards = context.data, context.standards
    links = context.links("../")
    return {
        "one_file": Place.ONE_FILE,
        "profiles": [{"text": profile.title, "href": links.profile(profile.id)} for profile in data.profiles.values()],
        "units": [
            {
                "name": unit.name,
                "branches": [
                    {
                        "name": branch.name,
                        "href": files.check(links, unit, branch, standards.catalogs(branch.facts.kind)[0]),
                        "facts": facts_words(data, branch.facts),
                        "forms": files.forms(links, unit, branch),
                        "plan_href": files.plan(links, unit, branch),
                        "others": [
                            {"text": catalog.short, "href": files.check(links, unit, branch, catalog)}
                            for catalog in standards.catalogs(branch.facts.kind)[1:]
                        ],
                    }
                    for branch in unit.branches
                ],
            }
            for unit in data.units.values()
        ],
    }
