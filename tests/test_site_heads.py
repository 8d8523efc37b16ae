"""What the head of each page says to those who list or share it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.sites import ADDRESS

LONGEST_DESCRIPTION = 160
_HEAD = re.compile(r"<head>(.*?)</head>", re.DOTALL)
_LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "name", ["tiny", "real"]
)  # the names in `hostile` alone are longer than a description
def test_titles_and_descriptions_tell_pages_apart_and_are_not_cut(
    name: str, built: Callable[[str], Path]
) -> None:
    heads = heads_of(built(name))
    for tag in ("<title>", '<meta name="description" content="'):
        said = Counter(unescape(after(head, tag)) for path, head in heads.items() if path != "404.html")
        assert [text for text, count in said.items() if count > 1] == []
    descriptions = (unescape(after(head, '<meta name="description" content="')) for head in heads.values())
    assert [text for text in descriptions if not 0 < len(text) <= LONGEST_DESCRIPTION] == []


@pytest.mark.parametrize("name", ["tiny", "hostile", "real"])
def test_each_page_says_what_it_is_to_those_who_share_it(name: str, built: Callable[[str], Path]) -> None:
    for path, head in heads_of(built(name)).items():
        described = after(head, '<meta property="og:description" content="')
        assert described == after(head, '<meta name="description" content="'), path
        assert unescape(after(head, '<meta property="og:title" content="')), path
        if path == "404.html":
            continue
        address = after(head, '<link rel="canonical" href="')
        assert address.startswith(ADDRESS), path
        article, crumbs = linked(head)
        assert article["url"] == address == crumbs["itemListElement"][-1]["item"], path
        assert [item["position"] for item in crumbs["itemListElement"]] == [
            *range(1, len(crumbs["itemListElement"]) + 1)
        ]


def test_pages_of_changes_lead_to_their_feeds(built: Callable[[str], Path]) -> None:
    heads = heads_of(built("real"))
    for path in ("changes.html", "plaid/index.html"):
        feed = after(heads[path], 'type="application/atom+xml" title="Changes" href="')
        assert (built("real") / path).parent.joinpath(feed).is_file()


def heads_of(site: Path) -> dict[str, str]:
    """Return the head of each page."""
    found = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    return {path: match[1] for path, text in found.items() if (match := _HEAD.search(text))}


def after(head: str, start: str) -> str:
    """Return what comes after the beginning of a tag, up to its end."""
    return head.partition(start)[2].partition("</" if start.endswith(">") else '"')[0]


def linked(head: str) -> list[dict[str, Any]]:
    """Return what is said in JSON-LD."""
    match = _LINKED.search(head)
    found: list[dict[str, Any]] = json.loads(match[1])["@graph"] if match else []
    return found
