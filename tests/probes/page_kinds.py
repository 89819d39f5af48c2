"""One page of every kind: of each template, and one that is written by hand."""

from __future__ import annotations

from standards_site.outputs.links import Place

PAGE_OF = {
    "pages/area.md.j2": "areas/C.html",
    "pages/branches.md.j2": Place.BRANCHES,
    "pages/calculators.md.j2": Place.CALCULATORS,
    "pages/catalog.md.j2": "branch-34/index.html",
    "pages/compared.md.j2": "procedures/compared-inspection.html",
    "pages/comparison.md.j2": Place.FREQUENCIES,
    "pages/differences.md.j2": Place.DIFFERENCES,
    "pages/evidence.md.j2": Place.EVIDENCE,
    "pages/forms.md.j2": Place.FORMS,
    "pages/glossary.md.j2": Place.GLOSSARY,
    "pages/guidance.md.j2": "monthly-guidance/ustb-2019-10.html",
    "pages/index.md.j2": Place.HOME,
    "pages/item.md.j2": "items/C1.html",
    "pages/ledgers.md.j2": Place.LEDGERS,
    "pages/more.md.j2": Place.MORE,
    "branch/my-branch.html.j2": Place.MY_BRANCH,
    "pages/people.md.j2": Place.PEOPLE,
    "pages/procedure.md.j2": "procedures/congress-vote.html",
    "pages/procedures.md.j2": Place.PROCEDURES,
    "pages/profile.md.j2": "profiles/temporary.html",
    "pages/profiles.md.j2": Place.PROFILES,
    "pages/publish.md.j2": Place.PUBLISH,
    "pages/role.md.j2": "roles/secretary.html",
    "pages/roles.md.j2": Place.ROLES,
    "pages/rules.md.j2": Place.RULES,
    "pages/samples.md.j2": Place.SAMPLES,
    "pages/search.md.j2": Place.SEARCH,
    "pages/small_catalog.md.j2": "activity-room/index.html",
    "pages/source.md.j2": "sources/zb-2018.html",
    "pages/sources.md.j2": Place.SOURCES,
    "pages/unsure.md.j2": Place.UNSURE,
    "records/area.html.j2": "other-areas/S9-3.html",
    "records/citing.html.j2": "sources/zb-2018/3.html",
    "records/comparison.html.j2": "thresholds/congress-quorum.html",
    "records/difference.html.j2": "differences/C01.html",
    "records/worklist.html.j2": "unsure/gx-2021.html",
    "branch/checklist.html.j2": "branches/teacher-software.html",
    "branch/missing.html.j2": Place.MISSING,
    "branch/one-file.html.j2": Place.ONE_FILE,
    "branch/plan.html.j2": "branches/teacher-software/plan.html",
    "branch/roll-up.html.j2": Place.ROLL_UP,
    "branch/kept.html.j2": Place.KEPT,
    "forms/sheet.html.j2": "forms/check-branch-34.html",
    "forms/meeting-pack.html.j2": Place.MEETING,
    "forms/printed-above.html.j2": "forms/application-guide.html",
    "by hand": Place.PRIVACY,
}
"""The page that stands for a template."""
NO_PAGE_YET = {
    "pages/check_page.md.j2": "stands in for all pages while the data has faults",
    "pages/retired.md.j2": "no item is retired; tests/unit/test_retired.py makes some",
    "branch/unit.html.j2": "there are too few branches; tests/site/test_branch_files.py makes more",
}
"""Templates of which the site has no page, with the reason."""
