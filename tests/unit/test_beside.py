"""Work in a second process comes to the same as in this one, faults and all."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading

import pytest

from standards_site import beside
from standards_site.beside import Beside
from standards_site.outputs import site
from standards_site.publish import prepare
from tests import ROOT
from tests.builders.bad_cases import case_of, checked, edit_of, make_good
from tests.builders.projects import edited

HERE = os.getpid()


@pytest.fixture(params=["apart", "here"])
def apart(request, monkeypatch):
    """Whether work is done by a copy of this process."""
    monkeypatch.setattr(beside, "cores", lambda: 2 if request.param == "apart" else 1)
    monkeypatch.delitem(sys.modules, "typst", raising=False)
    # those of a browser that other tests opened have nothing that this work waits for
    monkeypatch.setattr(beside.threading, "active_count", lambda: 1)
    return request.param == "apart"


@pytest.fixture
def good(tmp_path):
    """Good data with all that it takes to make a site of it."""
    make_good(tmp_path)
    for part in (ROOT / "site_templates").iterdir():
        if not (tmp_path / "site_templates" / part.name).exists():
            (tmp_path / "site_templates" / part.name).symlink_to(part)
    return tmp_path


def killed_unless_here():
    if os.getpid() != HERE:
        os._exit(9)
    return "made here"


def refused():
    raise PermissionError(13, "refused", "a file")


def test_the_work_is_done_once_and_by_a_copy_where_there_can_be_one(apart):
    with Beside(os.getpid) as work:
        assert work.is_apart == apart
        assert (work.result() != HERE) == apart
        assert work.result() == work.result()


@pytest.mark.usefixtures("apart")
def test_work_that_came_to_nothing_is_done_again_here():
    with Beside(killed_unless_here) as work:
        assert work.result() == "made here"


@pytest.mark.usefixtures("apart")
def test_a_fault_is_raised_to_whoever_asks():
    with Beside(refused) as work, pytest.raises(PermissionError, match="a file"):
        work.result()


@pytest.mark.usefixtures("apart")
def test_a_copy_whose_result_nobody_wants_is_ended():
    with Beside(lambda: "long" * 1_000_000):
        pass

    assert multiprocessing.active_children() == []


def test_there_is_no_copy_of_a_process_with_threads(monkeypatch):
    monkeypatch.setattr(beside, "cores", lambda: 2)
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()

    try:
        with Beside(os.getpid) as work:
            assert not work.is_apart
    finally:
        ended.set()
        thread.join()


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("code", ["REF1", "QUO1", "TXT1"])
def test_wrong_data_is_told_as_the_check_tells_it_whatever_comes_of_rendering_it(monkeypatch, good, code):
    monkeypatch.setattr(site, "form_files", lambda *_: ())

    with edited(good, edit_of(case_of(code))):
        made, told = prepare(good), checked(good)

    assert (1, f"{made.problems}\n") == told


@pytest.mark.usefixtures("apart")
def test_no_form_is_made_of_wrong_data(monkeypatch, good):
    made = []
    monkeypatch.setattr("standards_site.outputs.forms.files.fill", lambda _, sheets: map(made.append, sheets))

    with edited(good, edit_of(case_of("TXT1"))):
        assert prepare(good).problems

    assert made == []


def test_a_site_made_by_two_processes_is_that_of_one(monkeypatch, data):
    monkeypatch.delitem(sys.modules, "typst", raising=False)
    monkeypatch.setattr(site, "form_files", lambda *_: ())

    made = []
    for count in (1, 2):
        monkeypatch.setattr(beside, "cores", lambda count=count: count)
        made.append(site.site_outputs(data, ROOT))

    assert made[0].outputs == made[1].outputs
    assert made[0].navigation == made[1].navigation
