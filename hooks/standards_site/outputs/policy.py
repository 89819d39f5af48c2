"""What a page may load and run, said once for each kind of page: in the page itself, and as a server's header."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

Policy = dict[str, tuple[str, ...]]
"""The sources that each directive allows; none at all if a directive allows nothing."""

OWN = "'self'"
NOTHING = "'none'"
BARE: Policy = {
    "default-src": (),
    "script-src": (OWN,),
    "style-src": (OWN,),
    "img-src": (OWN, "data:"),
    "object-src": (),
    "base-uri": (),
    "form-action": (OWN,),
}
"""Pages outside the theme: checklists, plans, print pages, the roll-up. All they need lies beside them."""

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL)


def of_handbook(scripts: Iterable[str]) -> Policy:
    """Return the policy of the pages in the theme, with its inline `scripts`."""
    return BARE | {"script-src": (OWN, *hashes(scripts))}


def of_one_file(scripts: Iterable[str], style: str) -> Policy:
    """Return the policy of the page that holds all its scripts and its style itself and may lie anywhere."""
    held = {"script-src": tuple(hashes(scripts)), "style-src": tuple(hashes([style])), "img-src": ("data:", "blob:")}
    return BARE | held | {"form-action": ()}


def of_missing_page(script: str, style: str) -> Policy:
    """Return the policy of the page for wrong addresses; where it has to look for the site's folder, it holds both."""
    held = {"style-src": tuple(hashes([style]))} if style else {}
    return BARE | held | {"script-src": tuple(hashes([script] if script else [])), "base-uri": (OWN,)}


def as_line(policy: Policy) -> str:
    """Return a policy as pages and servers write it."""
    return "; ".join(f"{name} {' '.join(sources or (NOTHING,))}" for name, sources in policy.items())


def header(policies: Iterable[Policy]) -> str:
    """Return the header that lets every page do what its own policy lets it, and no other site show it in a frame."""
    joined: dict[str, tuple[str, ...]] = {}
    for policy in policies:
        for name, sources in policy.items():
            joined[name] = tuple(dict.fromkeys((*joined.get(name, ()), *sources)))
    return as_line(joined | {"frame-ancestors": (OWN,)})


def hashes(texts: Iterable[str]) -> list[str]:
    """Return the sources that allow exactly these inline scripts or styles, each once."""
    digests = [hashlib.sha256(text.encode()).digest() for text in dict.fromkeys(texts)]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def theme_scripts(overrides: Path, depths: Iterable[int]) -> list[str]:
    """Return the inline scripts that the theme writes into pages that lie so many folders deep.

    They are taken from the theme's own templates, rendered without a page: what a page holds can never be among them.
    A theme that is not installed writes none.
    """
    theme = find_spec("material")
    if theme is None or theme.origin is None:
        return []
    folders = [overrides, Path(theme.origin).parent / "templates"]
    templates = Environment(loader=FileSystemLoader(folders), autoescape=False)
    # the theme has ten thousand icons: only the folder of its scripts is listed
    files = [
        (file, folder) for folder in folders for file in folder.glob("partials/javascripts/**/*") if file.is_file()
    ]
    names = sorted({file.relative_to(folder).as_posix() for file, folder in files})
    found = []
    for depth in sorted(depths):
        up = "/".join([".."] * depth) or "."
        for name in names:
            text = templates.get_template(name).render(base_url=up, features=_Everything(), config={"extra": {}})
            found += _INLINE.findall(text)
    return list(dict.fromkeys(found))


class _Everything:
    """The theme's features, all of them: a script that no page uses is allowed for nothing."""

    def __contains__(self, name: object) -> bool:
        return True
