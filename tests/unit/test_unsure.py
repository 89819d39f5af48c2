"""The worklist: what is counted and ranked, and that one edit confirms a fact wherever it stands."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from standards_site.checked import load_checked
from standards_site.cli import main
from standards_site.data.confirmed import OPEN, ORIGINAL, settled
from standards_site.data.load import DATA, load
from standards_site.in_force.resolve import Standards
from standards_site.in_force.spelled_out import spelled_out
from standards_site.outputs.handbook.bare_pages import bare_pages
from standards_site.outputs.handbook.pages import page_outputs, pages
from standards_site.outputs.output import Context, templates_in
from standards_site.outputs.site import TEMPLATES
from standards_site.reach.unsure import NAME, TEXT, by_source, unsure_facts
from tests import ROOT
from tests.builders.projects import GOOD

pytestmark = pytest.mark.slow

RANKED = [  # branches, pages, source, clause; of the good data by hand, before all that one page rests on
    (2, 5, "rule-2018", "第十一条"),
    (2, 2, "rule-2018", "第十二条"),
    (2, 1, "rule-2018", "第五条"),
    (2, 1, "rule-2018", "第四条"),
    (2, 1, "rule-2018", ""),
    (1, 4, "rule-2018", "第二十二条"),
    (1, 3, "rule-2018", "第十六条"),
    (1, 3, "rule-2018", "第十三条"),
    (1, 3, "rule-2018", "第四条（二十七）"),
    (0, 3, "rule-2018", "第七条"),
    (0, 2, "rule-2018", "第四条（四）"),
    (0, 2, "rule-2018", "第四条（八）"),
    (0, 2, "rule-2018", "第四条（二十四）"),
]
EDIT = re.compile(r"^   改：(?P<file>\S+):(?P<line>\d+):(?P<column>\d+) (?P<what>.+)$", re.MULTILINE)


def facts_of(data):
    data = settled(data)
    return unsure_facts(data, Standards(data))


def name_of(fact):
    """What a fact is known by: the sentence of a text, whichever document settles it."""
    return fact.says if fact.kind == TEXT else (fact.source, fact.clause)


def confirming(data, **clauses):
    """Return `data` with these clauses confirmed, by source id with _ for -."""
    sources = dict(data.sources)
    for name, confirmed in clauses.items():
        source_id = name.replace("_", "-")
        sources[source_id] = sources[source_id].model_copy(update={"confirmed": tuple(confirmed)})
    return replace(data, records={**data.records, "source": sources})


def printed(capsys, root, *arguments):
    status = main(["--root", str(root), "unsure", *arguments])
    return status, *capsys.readouterr()


@pytest.fixture(scope="module")
def facts(data):
    return facts_of(data)


@pytest.fixture
def good():
    return load(GOOD).data


@pytest.fixture(scope="module")
def page(data):
    """The page of the real data."""
    return page_of(data, "unsure.md")


def page_of(data, path):
    return next(text for name, text in pages_of(data) if name == path)


@pytest.fixture(scope="module")
def worklists(data):
    """What stands on the pages of single documents, by their ids."""
    data = settled(data)
    shown = bare_pages(Context(data, templates_in(ROOT / TEMPLATES), Standards(data)))
    return {Path(output.path).stem: output.content for output in shown if output.path.startswith("unsure/")}


def pages_of(data):
    data = settled(data)
    context = Context(data, templates_in(ROOT / TEMPLATES), Standards(data))
    return [(output.path, output.content) for output in page_outputs(context, pages(context, []))]


def test_every_unseen_citation_and_every_open_clause_is_told_by_one_fact(data, facts):
    told = Counter((place.file, place.path) for fact in facts if fact.kind != TEXT for place in fact.places)

    unsure = {
        (part.file, part.path) for part, cited in data.citations if cited.seen != ORIGINAL or cited.clause == OPEN
    }
    assert told == Counter(unsure)


def test_every_sentence_with_the_word_is_told_by_a_fact(data, facts, sample):
    lines = {fact.at.file for fact in facts if fact.kind == TEXT or fact.clause == OPEN}

    written = {
        path.relative_to(sample).as_posix()
        for path in (sample / DATA).rglob("*.yaml")
        if re.search(r"(?<!“)待核(?!”)", path.read_text("utf-8"))
    }
    followers = {place.file for fact in facts if fact.clause == OPEN for place in (*fact.places, *fact.beside)}
    assert written - lines - followers == {f"{DATA}/vocabulary.yaml"}, "only the list that explains the word"


def test_the_page_the_command_and_the_model_count_alike(facts, page, worklists, capsys, sample):
    _, output, _ = printed(capsys, sample, "--all")

    total = f"待核清单：{len(facts)} 项"
    assert total in page
    assert output.startswith(total)
    assert sum(text.count("改：") for text in worklists.values()) == len(facts)
    assert len(EDIT.findall(output)) == len(facts)


def test_the_page_counts_for_each_document_what_its_own_page_lists(data, facts, page, worklists):
    for source, of_source in by_source(data, facts):
        part = worklists[source or "others"]

        assert f'<li id="{source or "others"}"><a href="unsure/{source or "others"}.html">' in page
        assert f"</a> {len(of_source)} 项</li>" in page
        assert f" {len(of_source)} 项</h1>" in part
        assert part.count("改：") == len(of_source)
        assert part.count("<strong>") == len({fact.same for fact in of_source if fact.is_listed_by_clause})


def test_a_document_s_page_says_each_sentence_once_for_a_clause(worklists):
    rows = [row for text in worklists.values() for row in re.findall(r"<li><p>.*?</p></li>", text, re.DOTALL)]

    assert len(rows) > 150
    for row in rows:
        sentences = re.findall(r"<li>([^<]*)</li>", row)
        assert len(sentences) == len(set(sentences))
        assert len(sentences) == 1 or min(map(len, sentences)) > NAME, "no bare names: 表决, 报人数"


def test_the_command_is_short_unless_asked_for_all(facts, capsys, sample):
    status, output, errors = printed(capsys, sample)

    assert (status, errors) == (0, "")
    assert len(EDIT.findall(output)) == 20
    assert output.endswith(f"\n还有 {len(facts) - 20} 项，加 --all 全部列出。\n")


def test_the_command_lists_what_one_document_settles_with_every_sentence(facts, capsys, sample):
    _, output, _ = printed(capsys, sample, "zb-2018", "--all")

    of_source = [fact for fact in facts if fact.source == "zb-2018"]
    assert output.startswith(f"《中国共产党支部工作条例（试行）》：{len(of_source)} 项。\n")
    assert all(sentence in output for fact in of_source for sentence in fact.says)


def test_the_command_names_the_source_that_was_meant(capsys, sample):
    status, output, errors = printed(capsys, sample, "zb-2017")

    assert (status, output) == (2, "")
    assert errors.startswith("没有来源「zb-2017」；是不是「zb-2018」？全部来源：")


def test_the_command_tells_the_problems_of_wrong_data(tmp_path, capsys):
    status, output, _ = printed(capsys, tmp_path)

    assert status == 1
    assert ": SHP2 缺文件 " in output


def test_what_most_branches_and_then_most_pages_rest_on_comes_first(good):
    ranked = [(fact.branches, fact.pages, fact.source, fact.clause) for fact in facts_of(good)]

    assert ranked[: len(RANKED)] == RANKED
    assert {row[:2] for row in ranked[len(RANKED) :]} == {(0, 1)}


@pytest.mark.parametrize(("adopted", "reach"), [("fz2026", (0, 1)), ("fz2026_full", (2, 2))])
def test_a_number_that_nobody_adopted_reaches_only_its_own_page(good, adopted, reach):
    threshold = good.thresholds["approval-time"]
    last = threshold.positions[-1].model_copy(update={"clause": "第三十条"})
    found = threshold.model_copy(
        update={
            "positions": (*threshold.positions[:-1], last),
            "adopted": threshold.adopted.model_copy(update={"position": adopted}),
        }
    )
    (asking,) = good.items["A1"].requirements[:1]
    asking = asking.model_copy(update={"thresholds": ("approval-time",)})
    item = good.items["A1"].model_copy(update={"requirements": (asking,)})
    records = {
        **good.records,
        "threshold": {**good.thresholds, "approval-time": found},
        "item": {**good.items, "A1": item},
    }

    fact = next(fact for fact in facts_of(replace(good, records=records)) if fact.clause == "第三十条")

    assert (fact.branches, fact.pages) == reach


def test_a_fact_counts_only_branches_that_it_applies_to(good):
    fact = next(fact for fact in facts_of(good) if fact.clause == "第十二条")

    unit = good.units["maths"]
    doubled = unit.model_copy(
        update={"branches": (*unit.branches, unit.branches[0].model_copy(update={"id": "another", "name": "又一个"}))}
    )
    more = replace(good, records={**good.records, "unit": {**good.units, "maths": doubled}})
    again = next(fact for fact in facts_of(more) if fact.clause == "第十二条")
    assert again.branches == fact.branches + 1


def test_a_confirmed_clause_leaves_the_list_and_nothing_else_does(data, facts):
    listed = [(fact.source, fact.clause) for fact in facts if fact.is_listed_by_clause]

    for source, clause in listed[:3]:
        left = facts_of(confirming(data, **{source: [clause]}))

        gone = Counter(map(name_of, facts)) - Counter(map(name_of, left))
        parts = {other for whose, other in listed if whose == source and other.startswith(f"{clause}（")}
        assert set(gone) == {(source, clause), *((source, part) for part in parts)}


def test_a_confirmed_clause_is_shown_as_seen_on_every_page(data):
    second_hand = '第十二条</a><span class="mark seen-second_hand">转述</span>'
    original = second_hand.replace("second_hand", "original").replace("转述", "原文")

    before = {path: text.count(f"支部工作条例 {second_hand}") for path, text in pages_of(data)}
    after = dict(pages_of(confirming(data, zb_2018=["第十二条"])))

    assert sum(before.values()) > 10
    assert not any(f"支部工作条例 {second_hand}" in text for text in after.values())
    assert {path: text.count(f"支部工作条例 {original}") for path, text in after.items()} == before


def test_an_article_that_is_confirmed_confirms_its_parts(data):
    before = [fact.clause for fact in facts_of(data) if fact.source == "zb-2018"]

    after = [fact.clause for fact in facts_of(confirming(data, zb_2018=["第九条"])) if fact.source == "zb-2018"]

    assert any(clause.startswith("第九条（") for clause in before)
    assert not any(clause.startswith("第九条（") for clause in after)
    assert "第十九条" in after


def test_a_clause_found_for_a_number_is_found_for_every_sentence_that_states_it(data):
    threshold = data.thresholds["election-turnout"]
    position = threshold.positions[0].model_copy(update={"clause": "第十八条", "seen": ORIGINAL})
    found = threshold.model_copy(update={"positions": (position, *threshold.positions[1:])})
    thresholds = {**data.thresholds, "election-turnout": found}

    after = settled(replace(data, records={**data.records, "threshold": thresholds}))

    (cited,) = next(entry.cites for entry in after.items["B3"].requirements if entry.key == "turnout")
    assert (cited.clause, cited.seen) == ("第十八条", ORIGINAL)
    (other,) = next(entry.cites for entry in after.items["B3"].requirements if entry.key == "pass_line")
    assert other.clause == OPEN, "another number of the same source"


def confirmed_positions(data, source):
    """Return authored data with the clause of every position and citation of `source` found in the original."""

    def known(value):
        if getattr(value, "source", "") == source and hasattr(value, "seen"):
            return value.model_copy(update={"clause": "第一条", "seen": ORIGINAL})
        return value

    records = {
        kind: {
            name: record.model_copy(update={"positions": tuple(map(known, record.positions))})
            if kind in ("frequency", "threshold")
            else record
            for name, record in of_kind.items()
        }
        for kind, of_kind in data.records.items()
    }
    return replace(data, records=records)


def test_what_is_computed_as_unsure_goes_when_its_position_is_confirmed(authored, data):
    open_positions = {position for hangs in data.hanging.values() for position in hangs.positions}
    computed = {text for text, hangs in data.hanging.items() if not hangs.typed}

    after = authored
    for source in ("gh-2024", "xj-2020", "cz-2024"):
        after = confirmed_positions(after, source)
    after = spelled_out(settled(after))

    assert ("leader-training-hours", "gh2024") in open_positions
    assert len(computed) > 20
    assert all(hangs.typed for hangs in after.hanging.values())
    assert not computed & {text for _, _, text in after.all_texts}
    assert "待核" not in after.items["D2"].judge.unmet
    assert "待核" not in after.items["B3"].judge.met
    assert after.thresholds["leader-training-hours"].summary == "每年不少于 56 学时"


def test_data_in_which_nothing_is_confirmed_stays_as_it_is(data):
    assert settled(data) is data


def test_the_edit_that_the_command_names_confirms_each_fact(tmp_path, capsys, sample):
    shutil.copytree(sample / DATA, tmp_path / DATA)
    (tmp_path / "content").symlink_to(ROOT / "content")
    (tmp_path / TEMPLATES).symlink_to(ROOT / TEMPLATES)
    _, output, _ = printed(capsys, tmp_path, "--all")

    for edit in sorted(EDIT.finditer(output), key=lambda edit: (int(edit["line"]), edit["what"]), reverse=True):
        apply(tmp_path / edit["file"], int(edit["line"]), int(edit["column"]), edit["what"])
    tell_apart(tmp_path)

    checked = load_checked(tmp_path)
    assert checked.report == "数据没有问题。"
    assert facts_of(checked.data) == []


def tell_apart(root):
    """Say of all numbers that came to stand in one clause that they are not one, as REL5 asks."""
    asked = re.findall(r"^(\S+):(\d+):\d+: REL5 ", load_checked(root).report, re.MULTILINE)
    for file, line in reversed(asked):
        lines = (root / file).read_text("utf-8").split("\n")
        lines.insert(int(line), "    distinct: true")
        (root / file).write_text("\n".join(lines), "utf-8")


def apply(file, line, column, what):
    """Do what the command says at a place of a file, as a maintainer would."""
    lines = file.read_text("utf-8").split("\n")
    before, rest = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    if added := re.fullmatch(r"在这一行下面加：confirmed: \[(.+)\]", what):
        if lines[line].startswith("confirmed: ["):
            lines[line] = lines[line].replace("]", f", {added[1]}]")
        else:
            lines.insert(line, f"confirmed: [{added[1]}]")
    elif found := re.fullmatch(r"clause: 待核 → 查到的条款，(seen: \w+) → original", what):
        assert rest.startswith(OPEN)
        lines[line - 1] = before + rest.replace(OPEN, "第一条", 1)
        at = line - 1 if found[1] in lines[line - 1] else line
        lines[at] = lines[at].replace(found[1], "seen: original", 1)
    elif what == "删掉 unsure 这一行":
        assert before.strip() == "unsure:"
        del lines[line - 1]
    else:
        assert what == "改这句话，去掉“待核”"
        lines[line - 1] = before + re.sub(f"(?<!“){OPEN}(?!”)", "已核", rest)
    file.write_text("\n".join(lines), "utf-8")
