"""The list of pages beside each page, as files that the script `page` shows them of.

Written into each page, they would be most of it. Every part of the site has one file, which has its pages
and the names of the other parts.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from files import write
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

FOLDER = "assets/nav"
PARTS = "parts"
"""The file of pages that are in no part."""

Entry = list[Any]
"""A title, which is HTML; the address of the page, relative to that of the entry above, or None if the title
has no page of its own; what is below it, unless it is a page."""


class NavigationFiles:
    """Writes the files, and tells the templates which of them a page needs."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._sections = config.extra["sections"]
        for event in ("nav", "page_context", "post_build"):
            config.plugins.events[event].append(getattr(self, event))

    def nav(self, nav: Navigation, **_: Any) -> None:
        """Take in which pages there are."""
        self._nav = nav
        self._parts = {_name(item) for item in nav.items if isinstance(item, Section)}

    def page_context(self, context: Any, *, page: Page, **_: Any) -> None:
        """Name the file of a page."""
        part = [page, *page.ancestors][-1]
        context["part"] = _name(part) if isinstance(part, Section) else PARTS
        claimed = {part for section in self._sections for part in section["parts"]}
        context["providers"] = {
            _name(item) for item in self._nav.items if isinstance(item, Section)
        } - claimed

    def post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files."""
        write(dict(files(self._nav)), Path(config.site_dir))


def files(nav: Navigation) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file."""
    names = [_named(item) for item in nav.items]
    yield _file(PARTS, names)
    for place, item in enumerate(nav.items):
        if isinstance(item, Section):
            yield _file(_name(item), [*names[:place], _entry(item, ""), *names[place + 1 :]])


def _file(name: str, entries: list[Entry]) -> tuple[str, bytes]:
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return f"{FOLDER}/{name}.js", f"var lcNavigation={text};\n".encode()


def _name(part: Section) -> str:
    """`lean/index.html` -> `lean`."""
    return _first(part).url.partition("/")[0].removesuffix(".html")


def _first(item: StructureItem) -> Page:
    return item if isinstance(item, Page) else _first(_below(item)[0])


def _below(item: StructureItem) -> list[StructureItem]:
    return item.children if isinstance(item, Section) else []


def _named(item: StructureItem) -> Entry:
    return [item.title, _first(item).url, *([[]] if _below(item) else [])]


def _entry(item: StructureItem, base: str) -> Entry:
    if isinstance(item, Page):
        return [item.title, _relative(item.url, base)]
    index = _index(item)
    own = index.url if index else base
    below = [_entry(child, own) for child in _below(item) if child is not index]
    return [item.title, _relative(index.url, base) if index else None, below]


def _index(section: StructureItem) -> Page | None:
    pages = (child for child in _below(section) if isinstance(child, Page))
    return next((page for page in pages if page.is_index), None)


def _relative(url: str, base: str) -> str:
    return posixpath.relpath(url, posixpath.dirname(base) or ".")
