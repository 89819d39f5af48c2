"""Maps MkDocs events to calls of standards_site. The only file that imports mkdocs; it decides nothing."""

from __future__ import annotations

import gc
import logging
import os
import sys
import time
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent
_HOOKS = {file.relative_to(ROOT): file.stat().st_mtime_ns for file in sorted((ROOT / "hooks").rglob("*.py"))}

gc.set_threshold(2_000_000)  # a build makes much and drops little: looking for what it dropped takes a tenth of it
# a preview executes this file anew for each rebuild; of the package Python would keep the first version
if vars(sys.modules.get("standards_site", object)).get("read_from", _HOOKS) != _HOOKS:
    for _name in [name for name in sys.modules if name.split(".")[0] == "standards_site"]:
        del sys.modules[_name]

# here and nowhere below: hooks/ is on the path only while MkDocs executes this file
import standards_site  # noqa: E402
from standards_site import preview, progress, publish, swap  # noqa: E402

vars(standards_site)["read_from"] = _HOOKS
log = logging.getLogger("mkdocs.hooks.standards")
# kept in the environment: a preview executes this file anew after each change, but on_startup comes only once
_COMMAND = "STANDARDS_COMMAND"
_site: publish.PreparedSite | None = None
_new: swap.NewSite | None = None
_dirty = False
_began = 0.0
_served: Path | None = None
"""The folder that a preview shows."""
_progress = progress.Progress(log.info)


def on_startup(command: Literal["build", "serve", "gh-deploy"], dirty: bool) -> None:
    """Remember whether MkDocs builds or serves, and whether from what is there."""
    global _dirty
    os.environ[_COMMAND], _dirty = command, dirty


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the data; put the navigation and what the theme shows into the configuration."""
    global _site, _new, _began, _served
    _began = time.time()
    serving = os.environ.get(_COMMAND) == "serve"
    if os.environ.get(_COMMAND) in ("build", "gh-deploy"):
        _new = swap.NewSite(config, keep=_dirty)
    _site = publish.prepare(ROOT, _progress)
    os.environ["SOURCE_DATE_EPOCH"] = _site.settings["epoch"]  # MkDocs dates pages with it instead of the clock
    if _site.problems and not serving:
        raise PluginError(f"数据有问题，没有生成网站：\n{_site.problems}")
    if _site.problems:
        log.info(_site.problems)  # not a warning: strict mode would end the preview
    for notice in filter(None, (_site.notices, _site.notice)):
        print(f"\n*** {notice}\n", file=sys.stderr)  # not a warning: strict mode would end the build
    if serving:
        config_options.Hooks._load_hook.cache_clear()  # private, and the only way: nothing else empties that cache
        _served = Path(config.site_dir)
        config.site_dir = str(_served / preview.NEW)
    else:
        config.site_url = _site.settings["site_url"]
        # not in a preview: MkDocs writes a script of its own into every page there
        config.extra["policy"] = _site.settings["policy"]
    config.extra.update({name: _site.settings[name] for name in ("search", "search_box")})
    config.repo_url = _site.settings["repository"] or None
    config.update({name: _site.settings[name] for name in ("site_name", "edit_uri", "copyright")}, nav=_site.navigation)
    config.markdown_extensions.append(publish.WHOLE_BLOCKS)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every generated file, with the path of the data behind its edit button."""
    if _site and _site.problems:  # hand-written pages link to pages that do not exist now
        files = Files([file for file in files if not file.is_documentation_page()])
    for needless in [file for file in files if publish.is_needless(file.src_uri)]:
        files.remove(needless)
    for output in _site.outputs if _site else ():
        file = File.generated(config, output.path, content=output.content)
        if output.source and not output.source.endswith("/"):
            file.edit_uri = f"../{output.source}"
        if output.path.endswith(".md"):
            file.inclusion = InclusionLevel.INCLUDED
        files.append(file)
    if _served and _site:
        preview.KEPT.begin((_site.settings, _site.navigation, _theme(), sorted(files.src_uris)))
        preview.KEPT.hold_back([file for file in files if not file.is_documentation_page()], _served)
    _progress.stage(f"排版 {len(files.documentation_pages())} 页")
    return files


def on_page_markdown(markdown: str, page: Page, files: Files, **_: object) -> None:
    """Have a preview read no page again that is the same."""
    if _served:
        preview.KEPT.read(page, markdown, files)


def on_page_content(html: str, page: Page, **_: object) -> None:
    """Tell MkDocs of the anchors in blocks that it has not read."""
    page.present_anchor_ids = publish.anchors(html) | (page.present_anchor_ids or set())
    if _served:
        preview.KEPT.note_read(page)


def on_env(env: Environment, **_: object) -> Environment:
    """Keep the theme's templates as they are compiled, and have a preview show no page again that is the same."""
    env.bytecode_cache = publish.compiled_templates(ROOT)
    if _served:  # templates ask for others with their own name
        of_theme = env.get_template
        env.get_template = lambda name, *more: (  # type: ignore[method-assign]
            of_theme(name, *more) if more else preview.KEPT.showing(of_theme(name))
        )
    return env


def on_post_page(output: str, **_: object) -> str:
    """Leave out the theme's indentation."""
    return publish.lean(output)


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files of the branches; a strict build counts its warnings after this and can still fail."""
    if _site:
        publish.write_branches(_site, Path(config.site_dir))
    if _new:
        _new.made = True
    if _served:
        preview.KEPT.end(_served)


def on_build_error(error: Exception) -> None:
    """Say in a sentence what the file system refused."""
    if said := swap.failed(_new, error):
        raise PluginError(said) from error


def on_shutdown() -> None:
    """Put the new site in place, unless an exception is on its way: MkDocs calls this in `finally`."""
    if _new is None:
        return
    failed = sys.exception() is not None
    if said := _new.end(log.info, failed=failed):
        raise PluginError(said)
    if _new.made and not failed:
        publish.drop_unused(ROOT, _began)


def _theme() -> list[Any]:
    """Return what tells one state of the theme and its settings from another."""
    files = [ROOT / "mkdocs.yml", *sorted((ROOT / "site_templates/theme").rglob("*"))]
    return [(str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files]
