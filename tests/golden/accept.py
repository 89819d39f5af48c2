"""Accept what the branches get now as the new golden texts."""

from __future__ import annotations

from standards_site.load import load
from tests.conftest import ROOT
from tests.golden.branches import FOLDER, branch_texts


def main() -> None:
    """Write every golden text and remove those of branches that are gone."""
    data = load(ROOT).data
    if data is None:
        raise SystemExit("数据有问题，先运行 standards check。")
    texts = branch_texts(data)
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.txt"):
        if path.stem not in texts:
            path.unlink()
    for branch_id, text in texts.items():
        (FOLDER / f"{branch_id}.txt").write_text(text, encoding="utf-8")
    print(f"接受了 {len(texts)} 个支部的结果。")


if __name__ == "__main__":
    main()
