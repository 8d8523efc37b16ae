"""Pages that are ready: HTML between headings in Markdown, as `codegen pages` writes most of them.

What Python-Markdown makes of them is known without it, and it takes most of the time of a build.
"""

from __future__ import annotations

import html
import re
from functools import partial
from typing import Any, NamedTuple

from markdown.extensions.toc import nest_toc_tokens, slugify
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

_HEADING = re.compile(r"^(#{1,3}) (.*?)(?: \{ (?:#(\S+) )?(.*?) ?\})?$", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_CODE = re.compile(r"`([^`]+)`")
_ID = re.compile(r'<\w[^>]* id="([^"]+)"')
_READ_AS_MARKDOWN = re.compile(r"(<div [^>]*?) markdown>")


class Article(NamedTuple):
    """What Python-Markdown makes of a page."""

    content: str
    headings: list[Any]
    """As its extension `toc` has them, each with those below it."""


def shorten(_markdown: str, *, page: Page, **_: Any) -> None:
    """Let MkDocs render a page without Python-Markdown, if it is ready."""
    if page.meta.get("ready"):
        page.render = partial(_render, page)  # type: ignore[method-assign]


def _render(page: Page, *_: Any) -> None:
    page.content, headings = article(str(page.markdown))
    page.toc = get_toc(headings)
    page.present_anchor_ids = set(_ID.findall(page.content))


def article(source: str) -> Article:
    """Return what Python-Markdown makes of a page that is ready."""
    headings: list[Any] = []

    def heading(found: re.Match[str]) -> str:
        signs, text, name, attributes = found.groups()
        text = _CODE.sub(r"<code>\1</code>", text)
        title = " ".join(_TAG.sub("", text).split())
        name = name or slugify(html.unescape(title), "-")
        headings.append({"level": len(signs), "id": name, "name": title})
        start = f"h{len(signs)} {attributes}" if attributes else f"h{len(signs)}"
        return f'<{start} id="{name}">{text}</h{len(signs)}>'

    content = _READ_AS_MARKDOWN.sub(r"\1>", _HEADING.sub(heading, source))
    return Article(content.strip(), nest_toc_tokens(headings))
