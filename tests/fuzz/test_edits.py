"""Whatever a maintainer does to the data: the check says what is wrong, or the site can be built."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests import ROOT
from tests.builders.edits import FILE_EDITS, Corpus, Edit, edits
from tests.builders.projects import edited, make_project, outcome

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("read_once")]

TRIES = 500
BUILDS = 20
SETTINGS = settings(
    max_examples=TRIES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],  # all faults are told at the end; making one smaller would take longer than the rest
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("project") / "small")


@pytest.fixture(scope="module")
def tried(project) -> dict[str, list[tuple[Edit, str]]]:
    """Edits of every kind of record and file, by what came of them."""
    found: dict[str, list[tuple[Edit, str]]] = {"refused": [], "built": [], "fault": []}

    @SETTINGS
    @given(edits(Corpus(project)))
    def attempt(edit: Edit) -> None:
        what, words = outcome(project, edit)
        found[what].append((edit, words))

    attempt()
    return found


def test_what_the_check_lets_pass_can_be_rendered(tried):
    assert [f"{edit.words}\n{words}" for edit, words in tried["fault"]] == []


def test_the_edits_are_many_and_a_good_share_passes(tried):
    counts = Counter({what: len(entries) for what, entries in tried.items()})

    assert counts.total() >= TRIES
    assert counts["built"] >= 0.3 * counts.total()
    assert counts["refused"] >= 0.3 * counts.total()


def test_the_edits_touch_every_kind_of_record_and_file(tried):
    files = {file.split("/")[1] for entries in tried.values() for edit, _ in entries for file in edit.files}
    hows = {edit.words.rpartition(": ")[2] for entries in tried.values() for edit, _ in entries}

    assert {name.name for name in (ROOT / "standards_data").iterdir()} <= files
    assert set(FILE_EDITS) <= hows


def test_what_the_check_lets_pass_is_built_by_mkdocs_without_a_warning(project, tried):
    passed = [edit for edit, _ in tried["built"]]
    chosen = passed[:: max(1, len(passed) // BUILDS)][:BUILDS]
    jobs = [
        {file: None if content is None else content.decode("utf-8") for file, content in edit.files.items()}
        for edit in chosen
    ]

    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.build", str(project)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'hooks'}"},
        input=json.dumps(jobs),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [(edit.words, words) for edit, words in zip(chosen, told, strict=True) if words] == []
    assert len(told) == BUILDS


def test_an_edit_leaves_nothing_behind(project):
    before = {path: path.read_bytes() for path in (project / "standards_data").rglob("*.yaml")}
    some = sorted(before)[0].relative_to(project).as_posix()

    with edited(project, Edit("", {some: None, some.replace(".yaml", ".yml"): b"x"})):
        assert not (project / some).exists()

    assert {path: path.read_bytes() for path in (project / "standards_data").rglob("*.*")} == before
