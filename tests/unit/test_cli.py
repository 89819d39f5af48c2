"""The `standards` command: what it prints and its exit status."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from standards_site.cli import main
from standards_site.data.load import SINGLES
from standards_site.outputs.output import Output
from standards_site.publish import PreparedSite
from standards_site.rules import RULES
from tests import ROOT
from tests.builders.bad_cases import case_of, edit_of, make_good
from tests.builders.projects import GOOD, edited


@pytest.fixture
def project(tmp_path):
    """A project of its own with good data."""
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_check_of_good_data_succeeds(project, capsys):
    status = main(["--root", str(project), "check"])

    assert (status, *capsys.readouterr()) == (0, "数据没有问题。\n", "")


def test_check_of_bad_data_fails_and_prints_the_problem(project, capsys):
    (project / "standards_data/forms/minutes.yaml").write_text("id: [minutes\n", encoding="utf-8")

    status = main(["--root", str(project), "check"])

    output, errors = capsys.readouterr()
    assert (status, errors) == (1, "")
    assert output.startswith("standards_data/forms/minutes.yaml:1:5: YML1 ")
    assert output.endswith("\n共 1 处问题（1 个文件）。\n")


def test_check_without_a_root_takes_the_current_folder(project, capsys, monkeypatch):
    monkeypatch.chdir(project)

    status = main(["check"])

    assert (status, capsys.readouterr().out) == (0, "数据没有问题。\n")


def test_check_of_a_folder_without_data_names_the_files_it_misses(tmp_path, capsys):
    status = main(["--root", str(tmp_path), "check"])

    heads = [line for line in capsys.readouterr().out.splitlines() if ": SHP2 " in line]
    assert status == 1
    assert heads == [
        f"standards_data/{name}.yaml:1:1: SHP2 缺文件 standards_data/{name}.yaml。" for name in sorted(SINGLES)
    ]


@pytest.mark.parametrize("code", ["REF1", "ref1"])
def test_explain_says_what_a_rule_demands_and_why(code, capsys):
    status = main(["explain", code])

    assert (status, *capsys.readouterr()) == (
        0,
        "REF1　引用的编号必须是现有记录的编号。\n"
        "　　为什么：页面上的链接、反向索引和表单都由编号生成，指向不存在的编号就会断开。\n"
        "　　不对：frequency: branch-congres\n"
        "　　应当：frequency: branch-congress\n",
        "",
    )


def test_explain_all_explains_every_rule(capsys):
    status = main(["explain", "all"])

    lines = capsys.readouterr().out.splitlines()
    first_words = [line.split("　")[0] for line in lines if not line.startswith("　")]
    assert (status, first_words) == (0, list(RULES))
    assert {f"　　应当：{entry.example[1].splitlines()[0]}" for entry in RULES.values()} <= set(lines)


def test_explain_of_an_unknown_code_lists_the_codes_and_is_wrong_use(capsys):
    status = main(["explain", "XYZ9"])

    assert (status, *capsys.readouterr()) == (2, "", f"没有规则「XYZ9」。全部规则：{'、'.join(RULES)}\n")


def test_no_command_is_wrong_use(capsys):
    with pytest.raises(SystemExit) as left:
        main([])

    assert left.value.code == 2
    assert capsys.readouterr().err != ""


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("command", [["check"], ["explain", "all"], ["explain", "xyz"], ["--help"], ["nonsense"]])
def test_no_console_is_too_poor_for_what_is_said(project, command, encoding, monkeypatch):
    title = project / "standards_data/forms/minutes.yaml"
    title.write_text(title.read_text("utf-8").replace("会议记录表", "会议 \U0001f600 \U00031350 记录表"), "utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2))
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)

    with contextlib.suppress(SystemExit):
        main(["--root", str(project), *command])

    out.flush()
    err.flush()
    assert out.buffer.getvalue() + err.buffer.getvalue()


@pytest.mark.parametrize(
    ("target", "why"), [("file", "那里已经有一个同名的文件"), ("file/deeper", "路径里有一段是文件")]
)
def test_stage_says_where_it_cannot_write(tmp_path, capsys, monkeypatch, target, why):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr("standards_site.publish.prepare", lambda _: PreparedSite("", (Output("a.md", "# a"),), [], {}))

    status = main(["--root", str(tmp_path), "stage", str(tmp_path / target)])

    told = capsys.readouterr().err
    assert status == 1
    assert told.startswith(f"没有写完：{why}")
    assert str(tmp_path / "file") in told


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (".", "里有别的文件，不是这个命令写的（如 content）。换一个空文件夹。"),
        ("content", "在 content/ 里，那里放的是项目自己的文件。换一个文件夹。"),
        ("standards_data/new", "在 standards_data/ 里，那里放的是项目自己的文件。换一个文件夹。"),
    ],
    ids=["foreign", "own", "within"],
)
def test_stage_empties_no_folder_that_it_has_not_made(tmp_path, capsys, monkeypatch, target, why):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/about.md").write_text("# about")
    monkeypatch.setattr("standards_site.publish.prepare", lambda _: PreparedSite("", (Output("a.md", "# a"),), [], {}))

    status = main(["--root", str(tmp_path), "stage", str(tmp_path / target)])

    assert (status, *capsys.readouterr()) == (1, "", f"没有写：{tmp_path / target} {why}\n")
    assert [path.name for path in tmp_path.rglob("*")] == ["content", "about.md"]


def test_stage_tells_what_will_not_be_printed_and_goes_on(tmp_path, capsys, monkeypatch):
    nothing = SimpleNamespace(outputs=[], navigation=[], policy="", branch_files=None)
    monkeypatch.setattr("standards_site.publish.site_outputs", lambda *_: nothing)

    with edited(make_good(tmp_path), edit_of(case_of("FNT2", "form_and_branch"))):
        status = main(["--root", str(tmp_path), "stage", str(tmp_path / "out")])

    printed = capsys.readouterr()
    assert status == 0
    assert "FNT2 「𠮷」（U+20BB7）" in printed.err
    assert "写了 0 个文件" in printed.out


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["check"], ["explain", "all"], ["unsure", "--all"], ["stage", "out"]],
    ids=lambda args: args[-1],
)
def test_every_command_ends_quietly_when_nobody_reads_on(project, arguments):
    shutil.copytree(ROOT / "site_templates", project / "site_templates", dirs_exist_ok=True)
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        [sys.executable, "-m", "standards_site", "--root", str(project), *arguments],
        cwd=project,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )

    os.close(writer)
    assert done.returncode in (0, 141)  # argparse itself keeps quiet about help that nobody reads
    assert "Error" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "还要写：命令。"),
        (["explain"], "还要写：规则号。"),
        (["stage"], "还要写：文件夹。"),
        (["check", "--foo"], "不认得：--foo。"),
        (["chek"], "没有命令「chek」，可用的有 "),
        (["--root"], "--root 后面还要写一个值。"),
        (["check", "--help"], "用法：standards check [-h]\n"),
    ],
    ids=range(7),
)
def test_wrong_use_and_help_are_told_in_chinese(capsys, arguments, said):
    with pytest.raises(SystemExit):
        main(arguments)

    told = "".join(capsys.readouterr())
    assert told.startswith(said)
    assert re.findall(r"\b(?:usage|error|options|arguments?|required|invalid|message)\b", told) == []
