"""The main ways through the site in Debian's WebKitGTK, the engine of Safari and of every browser on an iPhone."""

from __future__ import annotations

import pytest

from tests.builders.records import filled, text_of
from tests.probes.checklist import BRANCH
from tests.probes.guard import INTRANET
from tests.probes.webkit import webkit_window

FACTS = (
    "kind=teacher&formal_members=12&probationary_members=1&committee=1&groups=0&leaders=1&mobile_members=0"
    "&graduating_members=0&overseas_members=0&candidates=2&rectification=0"
)
LISTEN = "window.faults = []; addEventListener('error', (event) => window.faults.push(event.message));"


@pytest.fixture(scope="module")
def window():
    """One window for all: to open one takes seconds."""
    with webkit_window() as opened:
        yield opened


@pytest.fixture(params=["disk", "intranet"])
def address(request):
    """The site from a disk, and from a host: this machine, for this browser asks the system for names."""
    return request.getfixturevalue(request.param).replace(INTRANET, "127.0.0.1")


def opened(window, url):
    """Open a page, and listen to what goes wrong on it from then on."""
    window.go("about:blank")
    window.go(url)
    window.run(LISTEN)


def faults(window):
    """Return what went wrong since the page was opened."""
    return window.run("return window.faults")


def test_the_handbook_leads_from_page_to_page(window, address):
    opened(window, address + "index.html")
    window.click("details.fold:nth-of-type(3) > summary")
    window.click("details.fold a[href*='items/C1.html']")
    window.wait("location.pathname.endsWith('items/C1.html') && document.querySelector('h1')")

    assert window.text("h1").startswith("C1 支部党员大会")


def test_the_search_finds_a_page(window, address):
    opened(window, address + "index.html")
    window.type(".site-search input", "32学时")
    window.wait("document.querySelector('.site-search .found-one')")

    found = window.run("return document.querySelector('.site-search .found-one').href")
    assert found == address + "thresholds/member-training-hours.html"
    assert not faults(window)


def test_a_checklist_keeps_its_answers_over_a_reload(window, address):
    opened(window, f"{address}branches/{BRANCH}.html")
    window.wait("(document.querySelector('self-check').tools || {}).isLoaded")
    window.click("#C1 input[value=partly]")
    window.type("#note-C1", "缺签到表")
    window.wait("!document.querySelector('.state.is-saving')")
    bad = faults(window)
    window.reload()
    window.wait(
        "(document.querySelector('self-check').tools || {}).isLoaded && document.getElementById('note-C1').value"
    )

    kept = window.run(
        "return [document.querySelector('#C1 input:checked').value, document.getElementById('note-C1').value]"
    )

    assert (bad, kept) == ([], ["partly", "缺签到表"])


def test_the_page_of_one_s_own_branch_answers(window, address):
    opened(window, address + "my-branch.html#" + FACTS)
    window.wait("document.querySelector('.branch-parts h2')")

    assert "教师党支部 · 正式党员 12 名" in window.text(".branch-parts")
    assert faults(window) == []


def test_the_calculators_answer(window, disk):
    opened(window, disk + "calculators.html")
    window.type("#vote-entitled", "20\ue007")
    window.wait("document.querySelector('[data-tool=vote] .result dd')")

    assert window.text("[data-tool=vote] .result dd").endswith("10 人")
    assert faults(window) == []


def test_files_of_some_branches_are_rolled_up(window, disk, data, tmp_path):
    files = []
    for number, branch in enumerate(("teacher-software", "teacher-maths", "office-registry")):
        files.append(tmp_path / f"{branch}.json")
        files[-1].write_text(text_of(filled(data, branch, f"第{number}党支部", number)), "utf-8")
    opened(window, disk + "roll-up.html")

    window.type("[name=files]", "\n".join(map(str, files)))
    window.wait("document.querySelector('[data-part=told]').textContent.includes('结果在下面')")

    assert window.run("return document.querySelectorAll('[data-table=matrix] tbody tr').length") == 3
    assert faults(window) == []


def test_the_one_file_edition_keeps_a_self_check(window, disk):
    ready = "document.querySelector('self-check-tool').ready"
    opened(window, disk + "self-check-tool.html")
    window.wait(ready)
    window.type("[name=name]", "测试学院第一党支部")
    window.click("self-check-tool form [type=submit]")
    window.click("#C1 input[value=partly]")
    window.type("#note-C1", "缺签到表")
    window.wait("!document.querySelector('.state.is-saving')")
    bad = faults(window)
    window.reload()
    window.wait(ready + " && document.querySelector('[data-part=records] button')")
    window.click("[data-part=records] button")

    assert (bad, window.run("return document.getElementById('note-C1').value")) == ([], "缺签到表")
