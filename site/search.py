"""The index of the search, in the shape in which a visitor finds things.

Every page loads the index, so each word in it costs: blocks of code are left out, and so is what has the
attribute `data-search-exclude`, up to the first end of an element of its kind. The search prefers pages to
their sections, and tags to the rest of a page.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from files import write
from mkdocs.structure.pages import Page

INDEX = "search/search_index.js"
"""A script, since pages may load scripts, from disk as well, but may not connect to anything."""
_BEFORE = "var __index = "
_EXCLUDED = "data-search-exclude"
Entry = dict[str, Any]

_LEFT_OUT = re.compile(
    rf"<(pre|script|style)\b.*?</\1>|<(?!h[1-6]\b)(\w+)\b[^>]*\s{_EXCLUDED}\b.*?</\2>", re.DOTALL
)
_HEADING = re.compile(r'<h([1-6])\b([^>]*)\sid="([^"]+)"([^>]*)>(.*?)</h\1>', re.DOTALL)
_APART = re.compile(r"</?(?:p|li|ol|ul|sub|sup|code)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_NOT_CODE = re.compile(r"<(?!/?code>)[^>]*>")
_MARK = re.compile(rf'(<\w[^<>]*?)\s{_EXCLUDED}(?:="[^"]*")?(?=[\s>])')
_TEXT = re.compile(r"[^<>]+")
_WORD = re.compile(r"\w[\w.-]*")


def read_index(site: Path) -> dict[str, Any]:
    """Return the index of a built site."""
    script = (site / INDEX).read_text(encoding="utf-8")
    index: dict[str, Any] = json.loads(script.removeprefix(_BEFORE))
    return index


def write_index(site: Path, index: dict[str, Any]) -> None:
    """Write the index."""
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    write({INDEX: f"{_BEFORE}{text}".encode()}, site)


def entries(page: Page) -> list[Entry]:
    """Return what the search finds of a page.

    A page with tags, which is a code's, is one entry with all its sections, so that a message of an API
    finds its code. Other pages have an entry for each section, and the words of their titles as tags.
    """
    settings = page.meta.get("search") or {}
    if settings.get("exclude"):
        return []
    first, *others = _sections(page)
    more = {"boost": settings["boost"]} if "boost" in settings else {}
    if tags := page.meta.get("tags"):
        text = " ".join([first["text"], *(section["text"] for section in others)])
        return [{**first, "text": text, "tags": [str(tag) for tag in tags], **more}]
    words = _WORD.findall(html.unescape(_TAG.sub("", first["title"])).partition("·")[0].lower())
    return [{**first, "tags": words, **more}, *({**section, **more} for section in others)]


def _sections(page: Page) -> Iterator[Entry]:
    before, *headings = _HEADING.split(_LEFT_OUT.sub("", str(page.content)))
    started = not before and headings[0] == "1"
    if not started:
        yield _section(page.url, str(page.meta.get("title", page.title)), before)
    for start in range(0, len(headings), 6):
        _, left, name, right, title, text = headings[start : start + 6]
        if _EXCLUDED not in left + right:
            yield _section(page.url if started and not start else f"{page.url}#{name}", title, text)


def _section(location: str, title: str, text: str) -> Entry:
    name = _plain(_NOT_CODE.sub("", title)).strip()
    words = _plain(_TAG.sub("", _APART.sub(" ", text))).split()
    return {"location": location, "title": name, "text": " ".join(words)}


def _plain(text: str) -> str:
    """Return HTML with the entities that markup needs and no others."""
    return _TEXT.sub(lambda piece: html.escape(html.unescape(piece[0]), quote=False), text)


def unmarked(content: str) -> str:
    """Return the HTML of a page without what says that the search leaves a part of it out."""
    return _MARK.sub(r"\1", content)


def page_of(entry: Entry) -> str:
    """Return the path of the page that an entry is about, wholly or in part."""
    location: str = entry["location"]
    return location.partition("#")[0]
