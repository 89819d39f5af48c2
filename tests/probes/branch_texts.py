"""What every sample branch gets, as one sorted text: a reviewer sees in a diff whom a change of data affects."""

from __future__ import annotations

from standards_site.branch.checks import findings
from standards_site.branch.schedule import branch_schedule
from standards_site.data.load import StandardsData
from standards_site.in_force.resolve import Standards
from tests import ROOT
from tests.probes.profile_texts import duty_lines, number_lines

FOLDER = ROOT / "tests/golden/branches"
ACCEPT = ".venv/bin/python -m tests.golden.accept"


def branch_texts(data: StandardsData) -> dict[str, str]:
    """Return for each branch id the text of what applies to it and what does not, and why."""
    standards = Standards(data)
    texts = {}
    for branch_id, (unit, branch) in sorted(data.branches().items()):
        resolved = standards.of_branch(branch)
        facts = " ".join(f"{name}={value}" for name, value in branch.facts.model_dump(exclude_none=True).items())
        lines = [f"{unit.name} {branch.name}", facts, ""]
        for finding in findings(data, resolved):
            level = "!" if finding.duty else "?"
            lines.append(f"{level} {finding.check.key}: {finding.value}，{finding.basis.text}")
        for entry in resolved.items:
            keys = " ".join(requirement.key for requirement in entry.requirements)
            lines.append(f"+ {entry.item.id} {entry.item.title}: {keys}")
            lines += [f"    - {requirement.key}: {left.reason}" for requirement, left in entry.left_requirements]
        lines.append("")
        for item, left in resolved.left_items:
            lines.append(f"- {item.id} {item.title}: {left.reason}。{left.otherwise}")
        lines += ["", *number_lines(data, resolved.standard), *duty_lines(branch_schedule(data, resolved))]
        lines += [f"@ {one.day} {one.step.title}" for one in branch_schedule(data, resolved).deadlines]
        texts[branch_id] = "\n".join(lines) + "\n"
    return texts
