"""The files that the data makes are known without rendering: the check and the site mean the same files."""

from __future__ import annotations

from standards_site.outputs.paths import FIXED, claims, path_problems
from tests import ROOT


def test_every_file_of_the_site_is_claimed_before_it_is_made(data, site):
    made = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    of_the_theme = {path for path in made if path.startswith(("assets/", "search/")) and "assets/data/" not in path}
    by_hand = {f"{path.stem}.html" for path in (ROOT / "content").glob("*.md")}

    claimed = {claim.path for claim in claims(data)} | set(FIXED)

    assert made - of_the_theme - by_hand - claimed == set()
    assert {path for path in FIXED if path not in made} == set()


def test_the_files_of_the_repository_have_no_problem(data, sample):
    assert list(path_problems(data, sample)) == []
