"""The frame around each page, half as large as the theme's: without what a script can put back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

LIGHT = Path(__file__).resolve().parent / "light"
_LATER = (
    ('location.protocol!=="file:"),Je("search")', '!1),Je("search")'),
    ("t=new Worker(e)", "t=lcWorker(e)"),
    ('location.protocol==="file:"?_t(', "!0?_t("),
)
"""What asks for the index and for who reads it, on arrival, and how both wait for a search; and what takes
the index for a script only from disk, where it is one everywhere."""
_FILE = re.compile(r"'(assets/[^']+\.(?:css|js))' \| url")


def lighten(config: MkDocsConfig) -> None:
    """Let MkDocs render pages with the templates of the light frame."""
    config.theme.dirs.insert(0, str(LIGHT))
    config.theme.static_templates.add("assets/frame.js")
    config.plugins.events["env"].append(_name_files)
    config.plugins.events["post_build"].append(_search_later)


def _name_files(env: Environment, **_: Any) -> None:
    """Tell the templates what the theme's own frame loads; the names differ between its versions."""
    assert env.loader
    source, *_rest = env.loader.get_source(env, "base.html")
    files = _FILE.findall(source)
    env.globals["theme_styles"] = [file for file in files if file.endswith(".css")]
    env.globals["theme_script"] = next(file for file in files if "/bundle." in file)


def _search_later(config: MkDocsConfig) -> None:
    """Let pages load the index of the search when it is opened, not on arrival: it weighs more than a page.

    Raises:
        Abort: the theme's script has changed, and would ask for the index at once.
    """
    (script,) = Path(config.site_dir, "assets/javascripts").glob("bundle.*.js")
    text = script.read_text(encoding="utf-8")
    for eager, lazy in _LATER:
        if text.count(eager) + text.count(lazy) != 1:
            raise Abort(f"{script.name} of the theme is new: see when it asks for the index of the search")
        text = text.replace(eager, lazy)
    if text != script.read_text(encoding="utf-8"):  # a build of a few pages leaves it as it is
        script.write_text(text, encoding="utf-8")
