"""Every kind of page is used as people use it without a refusal, and refuses what is put into it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.probes.guard import INTRANET, Guard
from tests.probes.policy import REFUSED, USED, kinds, tried, violations, watch
from tests.probes.search import ready, search


@pytest.fixture(scope="module")
def one_of_each(site) -> list[str]:
    """One page of every kind that the site has."""
    return [pages[len(pages) // 2] for pages in kinds(site).values()]


def test_every_kind_of_page_is_used_without_a_refusal_and_refuses_what_is_put_into_it(
    browser, site, intranet, one_of_each
):
    told: dict[str, object] = {}
    pressed = 0
    context = browser.new_context(locale="zh-CN")
    for path in one_of_each:
        page = context.new_page()
        watch(page)
        page.goto(intranet + path)
        pressed += page.evaluate(USED)
        page.wait_for_timeout(100)
        refused = violations(page)
        result = tried(page)
        noticed = {text.split(" ")[0] for text in violations(page)}
        if (
            refused
            or result != REFUSED
            or not noticed >= {"script-src-elem", "script-src-attr", "img-src", "connect-src"}
        ):
            told[path] = (refused, result, noticed)
        page.close()
    context.close()

    assert (len(one_of_each) > 10, pressed > 50) == (True, True)
    assert told == {}


def test_from_a_disk_the_policies_hinder_nothing(browser, site, disk, one_of_each):
    context = browser.new_context(locale="zh-CN")
    guard = Guard(context, site)
    told = {}
    for path in one_of_each:
        page = context.new_page()
        watch(page)
        page.goto(disk + path)
        page.evaluate(USED)
        page.wait_for_timeout(50)
        if violations(page):
            told[path] = violations(page)
        page.close()
    context.close()

    assert told == {}
    assert guard.faults == []


def test_the_search_works_under_the_policy(open_page, intranet):
    page = open_page()
    watch(page)
    page.goto(intranet + "items/C1.html")

    ready(page)

    assert search(page, "32")
    assert violations(page) == []


# --- the page for wrong addresses ---


class _Host(SimpleHTTPRequestHandler):
    """A host with the site in a folder, which shows the site's own page for whatever it does not find there."""

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory, "fork/404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def subfolder(site, tmp_path_factory) -> Iterator[str]:
    """The address of a host on which the site lies in the folder fork/."""
    root = tmp_path_factory.mktemp("host")
    (root / "fork").symlink_to(site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *given: _Host(*given, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{INTRANET}:{server.server_port}/"
    server.shutdown()


@pytest.mark.parametrize(
    "missing", ["no.html", "items/no.html", "a/b/c/d/", "%E5%85%9A/?x=1#y", "items//no", "items/C1.html/x"]
)
def test_a_wrong_address_in_a_subfolder_leads_back_to_the_site(browser: Browser, subfolder, data, missing):
    page: Page = browser.new_page()
    watch(page)

    page.goto(f"{subfolder}fork/{missing}")

    links = page.get_by_role("link")
    expect(links.first).to_have_css("color", "rgb(255, 255, 255)")  # without the site's style it is blue
    found = links.evaluate_all("links => links.map((link) => link.href)")
    ways = ["index.html", "my-branch.html", "procedures/index.html", "forms/index.html", "branch-34/index.html"]
    assert [link.removeprefix(f"{subfolder}fork/") for link in found] == [
        "index.html",
        "index.html",
        data.site.repository,
        *ways,
        "more.html",
        "index.html",
        "index.html",
        "branches/index.html",
        "forms/index.html",
        "glossary.html",
    ]
    assert violations(page) == []
    page.get_by_role("main").get_by_role("link", name="表单").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("表单")
    page.close()
