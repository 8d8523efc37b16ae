"""The frame around each page, half as large as the theme's: without what a script can put back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

LIGHT = Path(__file__).resolve().parent / "light"
_FILE = re.compile(r"'(assets/[^']+\.(?:css|js))' \| url")


def lighten(config: MkDocsConfig) -> None:
    """Let MkDocs render pages with the templates of the light frame."""
    config.theme.dirs.insert(0, str(LIGHT))
    config.theme.static_templates.add("assets/frame.js")
    config.plugins.events["env"].append(_name_files)


def _name_files(env: Environment, **_: Any) -> None:
    """Tell the templates what the theme's own frame loads; the names differ between its versions."""
    assert env.loader
    source, *_rest = env.loader.get_source(env, "base.html")
    files = _FILE.findall(source)
    env.globals["theme_styles"] = [file for file in files if file.endswith(".css")]
    env.globals["theme_script"] = next(file for file in files if "/bundle." in file)
