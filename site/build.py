"""usage: build.py CONFIGURATION [--no-strict]

Builds the site that `mkdocs build --clean -f CONFIGURATION` builds, in less time: without Python-Markdown for
pages that are ready, with an index of the search that suits it, and without repeating in each page what a
script can put back, nor the blank lines and indentation of templates.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Collection
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from frame import lighten
from mkdocs.commands import build as mkdocs
from mkdocs.config import defaults, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import get_yaml_loader
from navigation import NavigationFiles
from ready import shorten
from search import Entry, entries, page_of, read_index, unmarked, write_index
from squeeze import squeeze_page, squeeze_template

# The settings name every page: MkDocs reads them with the parser that is written in Python, this one is in C.
defaults.get_yaml_loader = partial(get_yaml_loader, getattr(yaml, "CLoader", yaml.Loader))  # type: ignore[attr-defined]


def build(
    configuration: Path,
    *,
    site: Path | None = None,
    strict: bool = True,
    dirty: bool = False,
    only: Collection[str] | None = None,
) -> None:
    """Build the site; `dirty`: only pages that are newer than what is there; `only`: just these files.

    Raises:
        Abort: something is wrong with a page, or, if `strict`, doubtful.
    """
    folder = {"site_dir": str(site)} if site else {}
    config = load_config(str(configuration), strict=strict, **folder)
    lighten(config)
    config.plugins.events["page_markdown"].append(shorten)
    config.plugins.events["post_page"].append(squeeze_page)
    config.plugins.events["post_template"].append(squeeze_template)
    if only is not None:
        config.plugins.events["files"].append(partial(_choose, only))
    dirty = dirty or only is not None
    SearchIndex(config, dirty=dirty)
    NavigationFiles(config)
    mkdocs.log.addFilter(_is_unexpected)
    mkdocs.build(config, dirty=dirty)


def _choose(only: Collection[str], files: Files, **_: Any) -> None:
    """Let MkDocs take some files for modified and no others, whatever the clock says."""
    for file in files:
        file.is_modified = partial(bool, file.src_uri in only)  # type: ignore[method-assign]


def _is_unexpected(record: logging.LogRecord) -> bool:
    """Say whether a warning is about more than that not everything is built, which is intended."""
    return "'dirty'" not in record.getMessage()


class SearchIndex:
    """Makes the list of the pages that the search finds, in the place of the index of the theme's search."""

    def __init__(self, config: MkDocsConfig, *, dirty: bool) -> None:
        plugin = config.plugins["material/search"]
        self._dirty = dirty
        self._entries: dict[str, list[Entry]] = {}
        """Those of each page that was built, in the order of the pages."""
        for event in ("page_context", "post_build"):
            methods: list[Any] = config.plugins.events[event]
            methods[methods.index(getattr(plugin, f"on_{event}"))] = getattr(self, event)

    def page_context(self, _context: Any, *, page: Page, **_: Any) -> None:
        """Take in a page; its HTML needs no marks for the index then."""
        self._entries[page.url] = entries(page)
        page.content = unmarked(str(page.content))

    def post_build(self, *, config: MkDocsConfig) -> None:
        """Write the list, with what it had on pages that were not built this time."""
        site = Path(config.site_dir)
        known = groupby(read_index(site) if self._dirty else [], page_of)
        by_page = {page: [*own] for page, own in known} | self._entries
        write_index(site, [entry for own in by_page.values() for entry in own])


def main() -> None:
    """Build what the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, usage=argparse.SUPPRESS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("configuration", type=Path)
    parser.add_argument("--no-strict", dest="strict", action="store_false")
    called = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s - %(message)s")
    build(called.configuration, strict=called.strict)


if __name__ == "__main__":
    main()
