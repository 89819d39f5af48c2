"""What people come with: after how many taps, and how many screens down, the answer of the model stands before them."""

from __future__ import annotations

import pytest

from tests.builders.questions import QUESTIONS, SCREENS, SIZES, TODAY

DAYS = ("2026-02-28", "2026-11-29", "2026-12-31", "2027-03-15", "2028-02-29")
"""What day it is for the reader, one for each of the inputs."""


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name.split()[0] for question in QUESTIONS])
@pytest.mark.parametrize("size", SIZES, ids=["phone", "pc"])
@pytest.mark.parametrize("host", ["disk", "intranet"])
def test_the_answer_stands_before_who_asks(request, open_page, data, question, size, host):
    page = open_page(viewport={"width": size[0], "height": size[1]})
    address = request.getfixturevalue(host)
    found: list[float] = []

    today = ""
    for number, (given, day) in enumerate(zip(question.inputs, DAYS, strict=True)):
        # who types another value is on the page already; where nothing is typed, the day decides
        if number == 0 or not given:
            today = day
            page.clock.set_fixed_time(f"{today}T08:00:00+08:00")
            page.goto(address + question.start)
            for tap in question.taps:
                page.locator(tap).click()
        for name, value in given.items():
            control = page.locator(question.fields[name])
            if control.evaluate("(one) => one.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)
        sentences = question.expected(data, {**given, TODAY: today})
        assert sentences
        for sentence in sentences:
            page.wait_for_function(f"(sentence) => ({SCREENS})(sentence) !== null", arg=sentence)
            found.append(page.evaluate(SCREENS, sentence))

    print(f"{question.name} {size[0]} px: {len(question.taps)} taps, {max(found):.2f} screens")
    assert len(question.taps) <= question.most_taps
    assert max(found) <= question.most_screens


def test_hours_that_are_missing_are_one_number_without_what_is_not_used(page, disk):
    page.goto(f"{disk}calculators.html#hours")
    page.locator("#hours-done").fill("20.5")
    seen = page.locator("#hours + .calculator").inner_text()

    assert "本站不采用" not in seen
    assert "全国未规定" not in seen


def test_one_page_tells_a_congress_that_admits_who_comes_in_which_order_and_what_is_written(page, disk, data):
    page.goto(f"{disk}procedures/congress-vote.html")
    steps = {step.key: step for stage in data.procedures["congress-vote"].stages for step in stage.steps}
    order = list(steps)

    told = {key: page.locator(f"section#{key}").inner_text() for key in ("check_admission", "admission_order")}
    told["admission_report"] = page.locator("section#admission_report").inner_text()

    assert order.index("check_admission") < order.index("admission_order") < order.index("admission_report")
    for key, text in told.items():
        assert steps[key].text.split("；")[0] in text
        papers = [data.forms[paper.form].title if paper.form else paper.paper for paper in steps[key].papers]
        assert papers
        assert [paper for paper in papers if paper not in text] == []
    assert "发展对象先汇报" in told["admission_order"]
    assert "有表决权实到超过应到的" in told["check_admission"]
