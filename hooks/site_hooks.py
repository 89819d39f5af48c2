"""Maps MkDocs events to calls of standards_site. The only file that imports mkdocs; it decides nothing."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Literal

from mkdocs.config import config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from standards_site import publish  # noqa: E402  (MkDocs takes hooks/ off the path again)

log = logging.getLogger("mkdocs.hooks.standards")
# kept in the environment: a preview executes this file anew after each change, but on_startup comes only once
_COMMAND = "STANDARDS_COMMAND"
_site: publish.Site | None = None


def on_startup(command: Literal["build", "serve", "gh-deploy"], dirty: bool) -> None:
    """Remember whether MkDocs builds or serves."""
    os.environ[_COMMAND] = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the data; put the navigation and what the theme shows into the configuration."""
    global _site
    serving = os.environ.get(_COMMAND) == "serve"
    _site = publish.prepare(ROOT)
    os.environ["SOURCE_DATE_EPOCH"] = _site.settings["epoch"]  # MkDocs dates pages with it instead of the clock
    if _site.problems and not serving:
        raise PluginError(f"数据有问题，没有生成网站：\n{_site.problems}")
    if _site.problems:
        log.info(_site.problems)  # not a warning: strict mode would end the preview
    if _site.notice:
        print(f"\n*** {_site.notice}\n", file=sys.stderr)  # not a warning: strict mode would end the build
    if _site.notices:
        print(_site.notices, file=sys.stderr)  # neither: it is printed as a substitute
    if serving:
        _forget_package()
    else:
        config.site_url = _site.settings["site_url"]
    config.nav = _site.navigation
    config.site_name = _site.settings["site_name"]
    config.repo_url = _site.settings["repository"] or None
    config.edit_uri = _site.settings["edit_uri"]
    config.copyright = _site.settings["copyright"]
    publish.teach(ROOT, _site.words)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every generated file, with the path of the data behind its edit button."""
    if _site and _site.problems:  # hand-written pages link to pages that do not exist now
        files = Files([file for file in files if not file.is_documentation_page()])
    for output in _site.outputs if _site else ():
        file = File.generated(config, output.path, content=output.content)
        if output.source and not output.source.endswith("/"):
            file.edit_uri = f"../{output.source}"
        if output.path.endswith(".md"):
            file.inclusion = InclusionLevel.INCLUDED
        files.append(file)
    return files


def _forget_package() -> None:
    """Make the next rebuild of a preview read hooks/ anew; MkDocs and Python would keep the first version."""
    config_options.Hooks._load_hook.cache_clear()
    for name in [module for module in sys.modules if module.split(".")[0] == "standards_site"]:
        del sys.modules[name]
