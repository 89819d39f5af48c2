"""Standards data in YAML becomes a Party-branch handbook: load, check, resolve, render. Pure Python, no MkDocs.

Run as a script, this file only says whether Python is new enough; it may hold nothing that an old one cannot read.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (an older one is to say so instead of failing somewhere inside)
    sys.exit(
        "需要 Python 3.11 或更新的版本，现在是 " + sys.version.split()[0] + "。换成新版本，删掉 .venv，再运行一次。"
    )
