"""Outputs are values: a path in the site, its content, and the file a reader would edit to change it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup

from ..data.load import StandardsData
from ..in_force.resolve import Standards
from .cache import cache_folder
from .escaping import as_text
from .links import Links
from .policy import BARE, as_line
from .shared_words import PARTS, TOOLS, WORDS

View = dict[str, Any]
"""What a template shows."""


@dataclass(frozen=True)
class Output:
    """One generated file; bytes where line ends matter.

    `source` is the file to edit, relative to the project; empty if there is none.
    """

    path: str
    content: str | bytes
    source: str = ""

    @property
    def bytes(self) -> bytes:
        """Return the content as it is written to a file."""
        return self.content if isinstance(self.content, bytes) else self.content.encode()


@dataclass(frozen=True)
class Context:
    """What every output needs: the data, the templates and the standards of all kinds of branch."""

    data: StandardsData
    templates: Environment
    standards: Standards
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Bytes of every delivered file of a form and of every pack, by path; pages offer only these."""

    def links(self, up: str) -> Links:
        """Return what makes the links of a page that lies `up` below the root of the site."""
        return Links(self.data, up, self.sizes)

    def render(self, template: str, links: Links, view: View) -> str:
        """Return `template` filled with `view` and with what every page shows; `links` are those of the page."""
        main = self.data.main_catalog
        shown = {
            "edition": self.edition_view(),
            "policy": as_line(BARE),
            "places": links.places,
            "repository": self.data.site.repository,
            "scripts": (),
            "main_catalog": {"text": main.short, "href": links.catalog(main)},
            **view,
        }
        return self.templates.get_template(template).render(shown)

    def part(self, template: str, view: View) -> Markup:
        """Return a part of a page, to be printed by the page's template as it is."""
        return Markup(self.templates.get_template(template).render(view))

    def edition_view(self) -> dict[str, str]:
        """Return what stands at the foot of every page and print."""
        edition, site = self.data.edition, self.data.site
        return {
            "id": edition.id,
            "date": edition.date,
            "checked": edition.rules_checked,
            "site_name": site.site_name,
            "university": site.university,
            "disclaimer": f"非官方，以正式文件为准；规则核对到 {edition.rules_checked}",
        }


def templates_in(folder: Path) -> Environment:
    """Return the template environment for site_templates/: strict names, everything printed is text."""
    environment = _Templates(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=as_text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=compiled_templates(folder.parent),
    )
    environment.globals.update(words=WORDS, tools=TOOLS, parts=PARTS)
    # what scripts read stands in a page as shortly as in a file of its own
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment


def compiled_templates(root: Path) -> BytecodeCache:
    """Return what keeps compiled templates, ours and the theme's, from build to build."""
    return _Compiled(str(cache_folder(root, "templates")))


class _OnceEscaped(CodeGenerator):
    """Writes into templates that what they print goes out as `as_text` gives it, which leaves nothing to be escaped."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if finalize.src is None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"str({finalize.src}")


class _Templates(Environment):
    """Looks for `view.name` in a view first, which nearly all names of templates are of."""

    code_generator_class = _OnceEscaped

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a template means by a name behind a dot."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class _Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates in the project: compiling is a fifth of our own time.

    Not in the system's folder for temporary files: what is kept is run, and anybody may put a file there.
    """

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; one that cannot be kept is compiled again."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
