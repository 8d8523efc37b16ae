"""The index of the search: what MkDocs puts into it, brought into the shape in which a visitor finds things.

Every page loads the index, so each word in it costs. The search prefers pages to their sections, and tags to
the rest of a page.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assemble import write

INDEX = "search/search_index.json"
Entry = dict[str, Any]

_BLOCK = re.compile(r"<pre>.*?</pre>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w[\w.-]*")


def read_index(site: Path) -> dict[str, Any]:
    """Return the index of a built site."""
    index: dict[str, Any] = json.loads((site / INDEX).read_bytes())
    return index


def write_index(site: Path, index: dict[str, Any]) -> None:
    """Write the index in both forms: for a server, and as a script for a site that is opened from disk."""
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    files = {INDEX: text, INDEX.removesuffix("on"): f"var __index = {text}"}
    write({path: content.encode("utf-8") for path, content in files.items()}, site)


def shaped(entries: list[Entry]) -> list[Entry]:
    """Return the entries as they should be searched; those that are in shape already stay as they are.

    A page with tags, which is a code's, becomes one entry with all its sections, so that a message of an API
    finds its code. Other pages get the words of their titles as tags. Blocks of code are left out.
    """
    pages = {page_of(entry): _page(entry) for entry in entries if "#" not in entry["location"]}
    return list(_joined([_plain(entry) for entry in entries], pages))


def _joined(entries: list[Entry], pages: dict[str, Entry]) -> Iterator[Entry]:
    for entry in entries:
        page = pages.get(page_of(entry))
        if page and "#" not in entry["location"]:
            yield page
        elif page and "tags" in entry:
            page["text"] += f" {entry['text']}"
        else:
            yield entry


def _page(entry: Entry) -> Entry:
    title = html.unescape(_TAG.sub("", entry["title"])).partition("·")[0]
    return {**_plain(entry), "tags": entry.get("tags") or _WORD.findall(title.lower())}


def _plain(entry: Entry) -> Entry:
    """Return an entry whose text has no blocks of code and no tags; as HTML, it keeps its entities."""
    return {**entry, "text": " ".join(_TAG.sub(" ", _BLOCK.sub("", entry["text"])).split())}


def page_of(entry: Entry) -> str:
    """Return the path of the page that an entry is about, wholly or in part."""
    location: str = entry["location"]
    return location.partition("#")[0]
