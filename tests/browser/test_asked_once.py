"""What 我的支部 was told is known everywhere: no page asks a branch for it again."""

from __future__ import annotations

import pytest

from standards_site.outputs.links import Place
from standards_site.sums.questions import QUESTIONS
from standards_site.sums.sentences import say
from tests.probes.my_branch import ready

BRANCHES = (
    {"kind": "teacher", "formal_members": "12", "probationary_members": "1", "term_start": "2024-03-31"},
    {"kind": "student", "formal_members": "7", "committee_size": "3"},
    {"kind": "joint", "formal_members": "21", "probationary_members": "0", "committee_size": "5", "units_covered": "3"},
    {"kind": "retired", "formal_members": "58", "term_start": "2023-12-01"},
)
TOLD = """async (facts) => {
  const { store } = document.querySelector("my-branch");
  await store.fill("my-branch-facts", facts).database;
}"""
VALUES = """() => Object.fromEntries([...document.querySelectorAll("branch-calculator")].map((one) => [
  one.dataset.tool,
  Object.fromEntries(one.fields.map(({ name }) => [name, one.controls[name].control.value])),
]))"""
TAKEN = "() => [...document.querySelectorAll('branch-calculator')].some((one) => one.facts)"
PACK = "() => document.querySelector('meeting-pack fieldset:not([disabled])')"
NUMBERS = "() => ['expected', 'entitled'].map((name) => document.querySelector(`meeting-pack [name=${name}]`).value)"


@pytest.fixture
def telling(open_page, disk):
    """Opens a page of a browser in which 我的支部 knows a branch."""

    def tell(facts: dict[str, str]):
        page = open_page(timezone_id="Asia/Shanghai")
        page.goto(disk + Place.MY_BRANCH)
        ready(page)
        page.evaluate(TOLD, facts)
        return page

    return tell


def calculators(page, address: str):
    """Open the calculators and wait for what is known."""
    page.goto(address)
    page.wait_for_function(TAKEN)
    return page


def known_values(facts: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return what stands in the fields of each tool, whose answers are those of 我的支部."""
    wanted: dict[str, dict[str, str]] = {}
    for tool, fields in QUESTIONS.items():
        for field in fields:
            name = dict(field.known).get("")
            if name:
                wanted.setdefault(tool, {})[field.name] = facts.get(name, "")
    return wanted


@pytest.mark.parametrize("facts", BRANCHES, ids=lambda facts: facts["kind"])
def test_the_calculators_know_what_my_branch_knows(telling, disk, facts):
    page = calculators(telling(facts), disk + Place.CALCULATORS)
    wanted = known_values(facts)

    shown = page.evaluate(VALUES)

    assert {tool: {name: shown[tool][name] for name in fields} for tool, fields in wanted.items()} == wanted
    notes = page.get_by_text(say("known")).count()
    assert notes >= sum(bool(value) for fields in wanted.values() for value in fields.values())


@pytest.mark.parametrize("facts", BRANCHES, ids=lambda facts: facts["kind"])
def test_who_votes_goes_by_what_is_voted_on(telling, disk, facts):
    page = calculators(telling(facts), disk + Place.CALCULATORS)
    kind, entitled = page.locator("#vote-kind"), page.locator("#vote-entitled")

    seen = []
    for choice in ("committee", "admission", "committee", "election"):
        kind.select_option(choice)
        seen.append(entitled.input_value())

    size = facts.get("committee_size", "")
    assert seen == [size, facts["formal_members"], size, facts["formal_members"]]


def test_what_somebody_types_is_never_written_over(telling, disk):
    page = calculators(telling(BRANCHES[2]), disk + Place.CALCULATORS)
    kind, entitled = page.locator("#vote-kind"), page.locator("#vote-entitled")

    entitled.fill("19")
    kind.select_option("committee")
    kept = entitled.input_value()
    entitled.fill("")
    kind.select_option("congress")

    assert (kept, entitled.input_value()) == ("19", "")
    assert {*page.locator("branch-calculator[data-tool=vote] .sub").all_text_contents()} == {""}


def test_a_browser_that_knows_no_branch_loads_no_store(page, disk):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(disk + Place.CALCULATORS)
    page.wait_for_timeout(300)

    assert any("calculators" in url for url in asked)
    assert not any("branch-known" in url for url in asked)


@pytest.mark.parametrize("facts", BRANCHES, ids=lambda facts: facts["kind"])
def test_a_meeting_knows_how_many_are_called(telling, disk, data, facts):
    page = telling(facts)
    page.goto(disk + Place.MEETING)
    page.wait_for_function(PACK)
    size, formal = facts.get("committee_size", ""), facts["formal_members"]
    everybody = str(int(formal) + int(facts.get("probationary_members") or 0))
    called = {"members": [everybody, formal], "committee": [size, size], "group": ["", ""]}

    for kind in (*data.meetings.values(), *reversed(data.meetings.values())):
        page.locator("#pack-kind").select_option(kind.id)
        assert page.evaluate(NUMBERS) == called[kind.called], kind.title
        page.reload()
        page.wait_for_function(PACK)
        assert page.evaluate(NUMBERS) == called[kind.called], kind.title


def test_another_number_at_a_meeting_stays(telling, disk):
    page = telling(BRANCHES[0])
    page.goto(disk + Place.MEETING)
    page.wait_for_function(PACK)

    page.locator("#pack-entitled").fill("11")
    page.locator("#pack-kind").select_option("committee-session")
    page.locator("#pack-kind").select_option("branch-meeting")

    assert page.evaluate(NUMBERS) == ["13", "11"]
