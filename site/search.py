"""The pages that the search of the site finds, beside codes, which it finds by the index of all searches.

Each word in it costs: blocks of code are left out, and so is what has the attribute `data-search-exclude`,
up to the first end of an element of its kind.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

from files import write
from mkdocs.structure.pages import Page

INDEX = "search/pages.js"
_BEFORE = "window.linkcodesPages="
_EXCLUDED = "data-search-exclude"
Entry = tuple[str, str, str, float, str]
"""The address of a page, or of a section of it, its title, its words, how much it counts, its other names."""

_LEFT_OUT = re.compile(
    rf"<(pre|script|style)\b.*?</\1>|<(?!h[1-6]\b)(\w+)\b[^>]*\s{_EXCLUDED}\b.*?</\2>", re.DOTALL
)
_HEADING = re.compile(r'<h([1-6])\b([^>]*)\sid="([^"]+)"([^>]*)>(.*?)</h\1>', re.DOTALL)
_APART = re.compile(r"</?(?:p|li|ol|ul|sub|sup|code)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_MARK = re.compile(rf'(<\w[^<>]*?)\s{_EXCLUDED}(?:="[^"]*")?(?=[\s>])')
_WORD = re.compile(r"\w[\w.-]*")


def read_index(site: Path) -> list[Entry]:
    """Return the index of a built site."""
    text = (site / INDEX).read_text(encoding="utf-8")
    return list(map(tuple, json.loads(text.removeprefix(_BEFORE))))


def write_index(site: Path, entries: list[Entry]) -> None:
    """Write the index as a script, which a site that is opened from disk can load, too."""
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    write({INDEX: f"{_BEFORE}{text}".encode()}, site)


def entries(page: Page) -> list[Entry]:
    """Return what the search finds of a page and its sections; the page of a code is found by its code."""
    settings = page.meta.get("search") or {}
    if settings.get("exclude") or page.meta.get("tags"):
        return []
    (location, title, words), *others = _sections(page)
    first = (location, title, words, settings.get("boost", 1), settings.get("words", ""))
    return [first, *((*section, 1, "") for section in others)]


def _sections(page: Page) -> Iterator[tuple[str, str, str]]:
    before, *headings = _HEADING.split(_LEFT_OUT.sub("", str(page.content)))
    started = not before and headings[0] == "1"
    if not started:
        yield _section(page.url, str(page.meta.get("title", page.title)), before)
    for start in range(0, len(headings), 6):
        _, left, name, right, title, text = headings[start : start + 6]
        if _EXCLUDED not in left + right:
            yield _section(page.url if started and not start else f"{page.url}#{name}", title, text)


def _section(location: str, title: str, text: str) -> tuple[str, str, str]:
    words = _WORD.findall(_plain(text).lower())
    return location, " ".join(_plain(title).split()), " ".join(dict.fromkeys(words))


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub("", _APART.sub(" ", markup)))


def unmarked(content: str) -> str:
    """Return the HTML of a page without what says that the search leaves a part of it out."""
    return _MARK.sub(r"\1", content)


def page_of(entry: Entry) -> str:
    """Return the path of the page that an entry is about, wholly or in part."""
    return entry[0].partition("#")[0]
