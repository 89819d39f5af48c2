"""Every id and every key of a position renamed, every record deleted, one at a time: told in Chinese, or no harm."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import zip_longest
from typing import Any

import pytest

from standards_site import cli
from standards_site.checked import load_checked
from standards_site.data.load import FOLDERS, Loaded, Part, StandardsData, load
from standards_site.data.model import CLOSED_LISTS, Frequency, Threshold, needed_words
from standards_site.data.problems import Problem, headline
from standards_site.data.record import Ref, Word, marked_values, parts, prose
from standards_site.rules import RULES, check
from tests import ROOT
from tests.builders.edits import Corpus, Edit, Files, renaming, with_marks
from tests.builders.projects import edited, make_project, outcome

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("read_once")]

NEW = "renamed"
OF_ONE_TEXT = {"NAM1", "NAM3", "KEY1", "ADR1", "TXT1", "TXT2", "NED5", "NUM1", "NUM2", "REF2", "REF5", "CIT1", "CIT2"}
OF_ONE_TEXT |= {"CAL4", "JDG1", "OWN1", "QUO3", "QUO4", "QUO5", "QUO6", "SHT1", "SHT2", "SHT3"}
"""Rules that look at one text, name or clause at a time: which record is which is nothing to them."""
REFER = {"REF1", "REL4", "NED2", "NED3", "QUO1", "QUO7", "LOC3", "DIF1", "RET1", "RET2"}
"""Rules that name what is referred to and not there."""
DECIDES = {"source", "frequency", "threshold", "profile", "unit"}
"""Kinds of record that LOC1 looks at."""
OF_POSITIONS = {"FRQ1", "FRQ2", "FRQ3", "FRQ4", "FRQ5", "LOC1", "LOC2", "LOC3", "NED3", "NED4", "DIF1"}
OF_POSITIONS |= {"REL4"}
_TOLD = re.compile(r"(?:standards_data|content)/[^:\s]+:[1-9]\d*:[1-9]\d*: [A-Z]{3}\d [^\n]*[\u4e00-\u9fff]")
_KEY = re.compile(r"[a-z][a-z0-9_]*")


@pytest.fixture(scope="module")
def loaded(sample) -> Loaded:
    """The data of the project, with the text of every file."""
    return load(sample)


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> tuple[Any, Corpus]:
    """A small project with every kind of record, and what is in it."""
    root = make_project(tmp_path_factory.mktemp("names") / "small")
    return root, Corpus(root)


def said_of(data: StandardsData, codes: set[str]) -> list[Problem]:
    """Return what the rules `codes` say."""
    return [problem for code in sorted(codes) if (check := RULES[code].check) for problem in check(data)]


def unclear(problems: list[Problem], texts: dict[str, str], *names: str) -> list[str]:
    """Return the first problem if it has no place or no sentence in Chinese; and that none has any of `names`."""
    lines = [headline(problem, texts) for problem in problems[:1]]  # finding a place takes longer than all rules
    named = any(name in f"{one.location.file} {one.message}" for one in problems for name in names)
    return [line for line in lines if not _TOLD.match(line)] + ([] if named else [f"nothing names {names}"])


def unnamed(problems: list[Problem], names: list[str]) -> list[str]:
    """Return what the rules about references say of none of `names`."""
    said = [f"{one.location.file} {one.message}" for one in problems if one.code in REFER]
    return [words for words in said if not any(name in words for name in names)]


def used_ids(data: StandardsData) -> set[tuple[str, str]]:
    """Return the records that others refer to."""
    marked = (found for part in data.parts for found in marked_values(part.value))
    return {(mark.kind, name) for _, mark, name in marked if isinstance(mark, Ref)}


def walked(data: StandardsData, changed: StandardsData, old: tuple[str, str], record: Any, file: str) -> StandardsData:
    """Hand over to `changed` the parts of all records but one, which are the same: walking them takes long."""
    others = [part for part in data.parts if (part.kind, part.record_id) != old]
    new = [Part(old[0], record.id, file, *inner) for inner in parts(record)]
    changed.__dict__["parts"] = (*others, *new)
    changed.__dict__["all_texts"] = (
        *(found for found in data.all_texts if (found[0].kind, found[0].record_id) != old),
        *((part, path, text) for part in new for path, text in prose(part.value)),
    )
    return changed


def with_id(data: StandardsData, kind: str, old: str, new: str) -> StandardsData:
    """Return the data with another id in the file of a record, whose name changes too."""
    file = data.file_of(kind, old)
    moved = file.replace(f"/{old}/catalog.yaml", f"/{new}/catalog.yaml").replace(f"/{old}.yaml", f"/{new}.yaml")
    record = data.of(kind)[old].model_copy(update={"id": new})

    def renamed(of: str, names: Any) -> dict[str, Any]:
        return {new if (kind, name) == (of, old) else name: value for name, value in names.items()}

    catalogs = renamed("item", data.item_catalog).items()
    changed = replace(
        data,
        records={**data.records, kind: {**renamed(kind, data.of(kind)), new: record}},
        files={(of, new if (of, name) == (kind, old) else name): path for (of, name), path in data.files.items()}
        | {(kind, new): moved},
        known_ids={**data.known_ids, kind: data.known_ids[kind] - {old} | {new}},
        item_catalog={item: new if (kind, name) == ("catalog", old) else name for item, name in catalogs},
        item_folders=renamed("catalog", data.item_folders),
    )
    return walked(data, changed, (kind, old), record, moved)


def in_groups(names: list[Any]) -> list[list[Any]]:
    """Return `names` in groups of about eight that stand far apart: the rules look at all records each time."""
    count = len(names) // 8 + 1
    return [names[start::count] for start in range(count)]


def test_an_id_that_is_renamed_in_its_own_file_alone_is_told_wherever_it_is_used(loaded):
    data = loaded.data
    used = used_ids(data)
    ids = [(kind, record_id) for kind, records in data.records.items() for record_id in records]
    groups = in_groups([one for one in ids if one in used]) + in_groups([one for one in ids if one not in used])
    wrong = {}

    for number, group in enumerate(groups):
        changed, texts, named = data, dict(loaded.texts), {}
        for place, (kind, record_id) in enumerate(group):
            new = f"{NEW}-{place}"
            changed = with_id(changed, kind, record_id, new)
            moved = changed.file_of(kind, new)
            texts[moved] = loaded.texts[data.file_of(kind, record_id)]
            named[kind, record_id] = (f"「{record_id}」", moved)
        # every rule for one of eight: those about references tell, the others only must not fail
        every = RULES.keys() - OF_ONE_TEXT - (set() if DECIDES & {kind for kind, _ in group} else {"LOC1"})
        said = said_of(changed, REFER if number % 8 else every)
        for one in group:
            if one in used and (fault := unclear(said, texts, *named[one])):
                wrong[one] = fault
        of_others = unnamed(said, [name for names in named.values() for name in names])
        if used.isdisjoint(group) and of_others:
            wrong[tuple(group)] = of_others

    assert wrong == {}
    assert len(ids) > 400


def with_key(record: Frequency | Threshold, key: str) -> Frequency | Threshold:
    """Return a record with another key for one of its positions."""
    positions = tuple(
        one.model_copy(update={"key": "renamed_key"}) if one.key == key else one for one in record.positions
    )
    return record.model_copy(update={"positions": positions})


def test_a_key_that_is_renamed_in_its_position_alone_is_told_wherever_it_is_used(loaded):
    data = loaded.data
    tried, wrong = 0, {}

    for kind in ("frequency", "threshold"):
        used = {
            (getattr(part.value, kind), key)
            for part in data.parts
            if getattr(part.value, kind, None)
            for key in (getattr(part.value, "position", None), getattr(part.value, "basis", None))
        }
        for record in data.of(kind).values():
            for position in record.positions:
                other = with_key(record, position.key)
                changed = replace(data, records={**data.records, kind: {**data.of(kind), record.id: other}})
                walked(data, changed, (kind, record.id), other, data.file_of(kind, record.id))
                is_named = (record.id, position.key) in used
                # the rules on what others adopt take longest, and look at nothing else
                codes = OF_POSITIONS if is_named else OF_POSITIONS - {"LOC1"}
                said = said_of(changed, codes)
                tried += 1
                is_used = is_named or record.adopted.position == position.key
                names = (f"「{position.key}」", data.file_of(kind, record.id))
                if (is_used or said) and (fault := unclear(said, loaded.texts, *names)):
                    wrong[record.id, position.key] = fault

    assert wrong == {}
    assert tried > 300


def test_a_word_that_the_program_goes_by_is_missed_when_it_is_renamed(loaded):
    data = loaded.data
    tried = 0

    for name in CLOSED_LISTS:
        words = getattr(data.vocabulary, name)
        for word in needed_words(name):
            renamed = {"renamed" if key == word else key: entry for key, entry in words.items()}
            changed = replace(data, vocabulary=data.vocabulary.model_copy(update={name: renamed}))
            assert unclear(said_of(changed, {"NED1"}), loaded.texts, f"少了「{word}」") == []
            tried += 1

    assert tried > 40


def test_a_word_that_is_renamed_in_the_vocabulary_alone_is_told(loaded):
    data = loaded.data
    chosen = []
    for name in CLOSED_LISTS:
        used = {value for part in data.parts for _, mark, value in marked_values(part.value) if mark == Word(name)}
        # all rules at once, for one that raises would hide what the others say: of most lists a few words stand for all
        chosen.append([(name, word) for word in sorted(used)[:: 1 if name in ("modality", "period") else 8]])
    silent = []

    for one_of_each in zip_longest(*chosen):
        words = dict(filter(None, one_of_each))
        lists = {
            name: {"renamed" if key == word else key: entry for key, entry in getattr(data.vocabulary, name).items()}
            for name, word in words.items()
        }
        changed = replace(data, vocabulary=data.vocabulary.model_copy(update=lists))
        told = [problem.message for problem in check(changed) if problem.code in ("NED1", "REF2")]
        silent += [one for one in words.items() if not any(f"「{one[1]}」" in message for message in told)]

    assert silent == []
    assert sum(map(len, chosen)) > 25


def told_or_built(root: Any, edit: Edit) -> str:
    """Return what the check says of an edit; nothing if the site is made with it. Fails on anything else."""
    what, words = outcome(root, edit)
    assert what != "fault", f"{edit.words}\n{words}"
    lines = [line for line in words.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]
    assert bool(lines) == (what == "refused")
    assert [line for line in lines if not _TOLD.match(line)] == []
    return words


def test_a_record_that_is_deleted_is_told_wherever_it_is_used(small):
    root, corpus = small
    data = corpus.data
    used = used_ids(data)
    tried = 0

    for (kind, record_id), file in data.files.items():
        said = told_or_built(root, Edit(f"{file} deleted", {file: None}))
        tried += 1
        first = said.partition("\n")[0]
        assert f"「{record_id}」" in first or file in first or (kind, record_id) not in used, (kind, record_id, first)

    assert tried > 70


def test_a_record_that_is_renamed_everywhere_needs_no_other_edit(small):
    root, corpus = small
    page = root / "content" / "about.md"
    told = {}

    for kind in (*FOLDERS, "item"):
        for record_id in corpus.ids(kind):
            edit = renaming(corpus, kind, record_id, "B77" if kind == "item" else NEW)
            about = page.read_text("utf-8").replace(f"/{record_id}.md", f"/{NEW}.md")
            said = told_or_built(root, replace(edit, files={**edit.files, "content/about.md": about.encode()}))
            if said:
                told[kind, record_id] = said

    # the id of holidays is the year of their days, and another item names B1 in a sentence
    assert list(told) == [("holidays", "2026"), ("item", "B1")]
    assert "REF5 文字里写的「B1」不是条目的编号" in told["item", "B1"]


def test_keys_of_positions_and_words_that_are_renamed_everywhere_need_no_other_edit(small):
    root, corpus = small
    edits = [_keys_renamed(corpus), *(_words_renamed(corpus, name) for name in CLOSED_LISTS)]

    told = {edit.words: told_or_built(root, edit) for edit in edits}

    assert {words: said for words, said in told.items() if said} == {}


def _keys_renamed(corpus: Corpus) -> Edit:
    """Return the edit that renames the keys of all positions, and all that names one."""

    def change(value: Any, inside: str) -> Any:
        if isinstance(value, list):
            return [change(child, inside) for child in value]
        if not isinstance(value, dict):
            return value
        names = ("key", "of") if inside == "positions" else ("position", "basis")
        return {
            name: f"{child}_x"
            if name in names and isinstance(child, str) and _KEY.fullmatch(child)
            else change(child, name)
            for name, child in value.items()
        }

    quoted = r"(?<=<)([\w-]+\.[a-z][a-z0-9_]*)(?=[ >])"
    changed = {file: with_marks(change(value, ""), quoted, r"\1_x") for file, value in corpus.values.items()}
    files: Files = {
        file: corpus.written(file, value) for file, value in changed.items() if value != corpus.values[file]
    }
    return Edit("keys of all positions", files)


def _words_renamed(corpus: Corpus, name: str) -> Edit:
    """Return the edit that renames the words of a list that the program does not go by, and all that uses them."""
    new = {word: f"{word}_x" for word in getattr(corpus.data.vocabulary, name) if word not in needed_words(name)}
    values = copy.deepcopy(corpus.values)
    for part in corpus.data.parts:
        for path, mark, word in marked_values(part.value):
            if getattr(mark, "name", "") == name and word in new:
                value = values[part.file]
                for step in (*part.path, *path)[:-1]:
                    value = value[step]
                if path[-1] in value if isinstance(value, dict) else True:  # else a default that nobody wrote
                    value[path[-1]] = new[word]
    words = values["standards_data/vocabulary.yaml"]
    words[name] = {new.get(word, word): entry for word, entry in words[name].items()}
    files: Files = {file: corpus.written(file, value) for file, value in values.items() if value != corpus.values[file]}
    return Edit(f"words of {name}", files)


def test_check_stage_and_build_say_the_same_of_a_record_that_is_gone(small, tmp_path, capsys):
    root, corpus = small
    gone = ("thresholds/dues-cap.yaml", "frequencies/election-term.yaml", "procedures/first-thirty-days.yaml")
    edits = [Edit(f"{name} deleted", {f"standards_data/{name}": None}) for name in gone]
    edits.append(renaming(corpus, "threshold", "term-years", NEW))

    for edit in edits:
        with edited(root, edit):
            checked = load_checked(root)
            statuses = [
                cli.main(["--root", str(root), *what]) for what in (["check"], ["stage", str(tmp_path / "out")])
            ]
        said = capsys.readouterr()
        if checked.data is None:
            assert statuses == [1, 1]
            assert said.out.count(checked.report) + said.err.count(checked.report) == 2
        else:
            assert statuses == [0, 0]

    built = _built(root, edits)
    assert [bool(text) for text in built] == [True, True, True, False]
    assert all("Traceback" not in text and "REF1" in text for text in built[:3])


def _built(root: Any, edits: list[Edit]) -> list[str]:
    """Return what MkDocs says of each edit; nothing if it builds cleanly."""
    jobs = [{file: text and text.decode() for file, text in edit.files.items()} for edit in edits]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.build", str(root)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'hooks'}"},
        input=json.dumps(jobs),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    told: list[str] = json.loads(done.stdout)
    return told
