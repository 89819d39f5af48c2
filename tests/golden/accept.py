"""Accept what branches and kinds of branch get now as the new golden texts."""

from __future__ import annotations

import tempfile
from pathlib import Path

from standards_site.data.confirmed import settled
from standards_site.data.load import load
from standards_site.in_force.spelled_out import spelled_out
from tests.builders.projects import make_sample
from tests.probes import branch_texts, profile_texts


def main() -> None:
    """Write every golden text and remove those of branches and kinds of branch that are gone."""
    with tempfile.TemporaryDirectory() as folder:
        authored = load(make_sample(Path(folder))).data
    if authored is None:
        raise SystemExit("数据有问题，先运行 standards check。")
    data = spelled_out(settled(authored))
    found = {
        branch_texts.FOLDER: branch_texts.branch_texts(data),
        profile_texts.FOLDER: profile_texts.profile_texts(data),
    }
    for folder, texts in found.items():
        _write(folder, texts)
    print("接受了{}个支部、{}类支部的结果。".format(*(f" {len(texts)} " for texts in found.values())))


def _write(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.txt"):
        if path.stem not in texts:
            path.unlink()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
