"""A university that puts its own site and branches in the place of ours, as the README says, passes the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from standards_site.checked import load_checked
from tests import ROOT
from tests.builders.projects import SAMPLE
from tests.probes.files import files_in

RUN = (
    "tests/data/test_coverage.py",
    "tests/data/test_promises.py",
    "tests/data/test_wording.py",
    "tests/golden",
    "tests/rules/test_rules.py::test_the_data_of_the_repository_has_no_problem",
    "tests/rules/test_rules_are_needed.py",
    "tests/unit/test_branch_checks.py",
    "tests/unit/test_deadlines.py",
    "tests/unit/test_form_pages.py",
    "tests/unit/test_local_rules.py",
    "tests/unit/test_resolve.py",
    "tests/unit/test_retired.py",
    "tests/unit/test_schedule.py",
)
"""Where data, rules, kinds of branch and branches meet; all tests would take too long here."""
NOT_OF_GOOD_DATA = "not test_a_case_fails_when_its_rule_is_switched_off"
"""The bad cases are of data that a fork has in common with us."""
OWN = {
    "id: sample-handbook": "id: own-handbook",
    "university: 示例大学": "university: 某某大学",
    "site_name: 党支部工作手册": "site_name: 某某大学党支部工作手册",
    'site_url: ""': "site_url: https://dangjian.example.edu/shouce/",
    "repository: https://git.example.org/party-branch/handbook": 'repository: ""',
    "year: 2027": "year: 2028",
    '"2027-03-01"': '"2028-02-28"',
    '"2027-07-09"': '"2028-07-07"',
    '"2027-09-06"': '"2028-09-04"',
    '"2028-01-14"': '"2029-01-12"',
    "2026—2027 学年第二学期": "2027—2028 学年第二学期",
    "2027—2028 学年第一学期": "2028—2029 学年第一学期",
    "on: false": "on: true",
}
BRANCHES = """\
id: own
name: 数据科学学院党委
branches:
  - id: own-staff
    name: 实验中心党支部
    facts: {kind: office, formal_members: 8, probationary_members: 0, committee: true, groups: false, leaders: false, mobile_members: 0, graduating_members: 0, overseas_members: 0, candidates: 1, rectification: false}
  - id: own-students
    name: 研究生党支部
    facts: {kind: student, formal_members: 15, probationary_members: 3, committee: true, groups: true, leaders: false, mobile_members: 0, graduating_members: 4, overseas_members: 0, candidates: 5, rectification: false}
"""  # noqa: E501


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """A copy of the project with another site and other branches."""
    for path in ROOT.iterdir():
        if path.is_dir() and path.name[0] != "." and path.name not in ("node_modules", "site"):
            shutil.copytree(path, tmp_path / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif path.is_file():
            shutil.copy(path, tmp_path)
    site = (SAMPLE / "site.yaml").read_text("utf-8")
    for ours, own in OWN.items():
        assert ours in site, ours
        site = site.replace(ours, own)
    (tmp_path / "standards_data/site.yaml").write_text(site, "utf-8")
    shutil.rmtree(tmp_path / "standards_data/branches")
    (tmp_path / "standards_data/branches").mkdir()
    (tmp_path / "standards_data/branches/own.yaml").write_text(BRANCHES, "utf-8")
    return tmp_path


@pytest.mark.slow
def test_a_fork_passes_the_tests(fork):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-k",
        NOT_OF_GOOD_DATA,
        *RUN,
    ]

    done = subprocess.run(
        command,
        cwd=fork,
        env={**kept, "PYTHONPATH": str(fork / "hooks")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-1000:]


def test_a_fork_is_what_its_data_says(fork):
    checked = load_checked(fork)

    assert checked.report == "数据没有问题。"
    assert checked.data
    assert set(checked.data.branches()) == {"own-staff", "own-students"}
    assert all(rule.on for rule in checked.data.site.local_rules)


def test_the_tests_go_by_the_site_and_the_branches_that_ship():
    shipped = {
        name: content for name, content in files_in(ROOT / "standards_data").items() if name in files_in(SAMPLE)
    } | {f"branches/{path.name}": path.read_bytes() for path in (ROOT / "standards_data/branches").iterdir()}
    # a university has its own id, and then its own site and branches: the tests go on with the sample
    ships_the_sample = b"\nid: sample-handbook\n" in shipped["site.yaml"]

    assert (shipped == files_in(SAMPLE)) is ships_the_sample, (
        "cp -r standards_data/site.yaml standards_data/branches tests/builders/sample/"
    )
