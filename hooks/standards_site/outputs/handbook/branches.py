"""The page of all branches."""

from __future__ import annotations

from typing import Any

from ..branch_files import BranchFiles
from ..links import Place, script_path, unit_path
from ..output import Context


def branches_view(context: Context, files: BranchFiles) -> dict[str, Any]:
    """Return every branch by unit; where they are many, every unit with its page and what finds a branch by name."""
    data = context.data
    links = context.links("../")
    many = files.are_many
    return {
        "one_file": Place.ONE_FILE,
        "profiles": [{"text": profile.title, "href": links.profile(profile.id)} for profile in data.profiles.values()],
        "units": [] if many else [files.unit(links, unit) for unit in data.units.values()],
        "unit_pages": [
            {"name": unit.name, "count": len(unit.branches), "href": links.to(unit_path(unit.id))}
            for unit in data.units.values()
            if many
        ],
        # they are loaded by a script, from where it lies
        "names": " ".join(f"../data/{path.rpartition('/')[2]}" for path in files.names_paths),
        "scripts": [links.to(script_path("find-branch"))],
    }
