"""The page of all branches."""

from __future__ import annotations

from typing import Any

from ...in_force.conditions import facts_words
from ..links import Place, branch_path, checklist_path, plan_path
from ..output import Context
from ..self_check.checklist import branch_forms


def branches_view(context: Context) -> dict[str, Any]:
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
                        "href": links.to(branch_path(branch.id)),
                        "facts": facts_words(data, branch.facts),
                        "forms": branch_forms(links, branch.id, standards.catalogs(branch.facts.kind)[0].id),
                        "plan_href": links.to(plan_path(branch.id)),
                        "others": [
                            {"text": catalog.short, "href": links.to(checklist_path(data, branch.id, catalog))}
                            for catalog in standards.catalogs(branch.facts.kind)[1:]
                        ],
                    }
                    for branch in unit.branches
                ],
            }
            for unit in data.units.values()
        ],
    }
