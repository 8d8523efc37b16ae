"""Builds the reference site as `make site` does, and reads what was built."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

REPO = Path(__file__).parent.parent
ADDRESS = "https://codes.example/"
VOID_ELEMENTS = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
BREAKS = ("p", "li", "td", "dd", "dt", "br", "tr", "div", "h2")
"""What begins a new word."""


def build_site(generated: Path, build: Path, *, strict: bool = True) -> Path:
    """Assemble, build and finish as `make site` does; return the HTML.

    Not `strict`: hand-written pages that speak of real providers may link to pages that this spec has not.
    """
    environment = environment_of(build)
    run("site/assemble.py", generated, generated, build, environment=environment)
    command = [sys.executable, str(REPO / "site/build.py"), str(build / "mkdocs.yml")]
    done = subprocess.run(
        [*command, *([] if strict else ["--no-strict"])],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    warnings = [line for line in done.stderr.splitlines() if "WARNING" in line]
    wrong = [line for line in warnings if strict or "Doc file 'guides/" not in line]
    assert wrong == [], wrong
    run("site/finish.py", generated, generated, build / "site", environment=environment)
    return build / "site"


def environment_of(build: Path) -> dict[str, str]:
    """Return the environment of a build: a replacement for the large script, a fixed time and address."""
    script = build.parent / "mermaid.js"
    build.parent.mkdir(parents=True, exist_ok=True)
    script.write_text("var mermaid;\n", encoding="utf-8")
    return {
        **os.environ,
        "MERMAID": str(script),
        "LINKCODES_SITE_URL": ADDRESS,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": "1767225600",
    }


def run(script: str, *arguments: Path, environment: Mapping[str, str]) -> None:
    """Run one of the repository's Python scripts."""
    subprocess.run([sys.executable, str(REPO / script), *map(str, arguments)], env=environment, check=True)


class BuiltPage(HTMLParser):
    """What a page is made of: tags with attributes, ids, links, the text of its article."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None], bool]] = []
        self.ids: set[str] = set()
        self.links: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.text = ""
        self.everything = ""
        self._open: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes, "article" in self._open))
        self.ids |= {value for name, value in attrs if name in ("id", "name") and value}
        self.links += [(tag, value) for name, value in attrs if name in ("href", "src") and value]
        if tag not in VOID_ELEMENTS:
            self._open.append(tag)
        if tag != "wbr":
            self.handle_data(" " if tag in BREAKS else "")

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style"):
            self.scripts.append(data)
            return
        self.everything += data
        if "article" in self._open:
            self.text += data


@cache
def parsed(path: Path) -> BuiltPage:
    """Return a page of a site, which nothing changes once it is built."""
    return BuiltPage(path)


@cache
def pages(site: Path) -> dict[str, BuiltPage]:
    return {path.relative_to(site).as_posix(): parsed(path) for path in sorted(site.rglob("*.html"))}


_LINK = re.compile(r"""<([a-z][\w-]*)\b[^<>]*?\s(?:href|src)=("[^"]*"|'[^']*'|[^\s>]+)""")
_ID = re.compile(r"""<[a-z][^<>]*?\sid=("[^"]*"|'[^']*'|[^\s>]+)""")
_NAME = re.compile(_ID.pattern.replace("id=", "name="))
_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_UNREAD = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_BREAK = re.compile(rf"<(?:{'|'.join(BREAKS)})\b[^<>]*>")
_TAG = re.compile(r"</?[a-z][^<>]*>")


class QuickPage:
    """A page read by patterns, for sweeps over thousands; it finds at least what `BuiltPage` does."""

    def __init__(self, path: Path) -> None:
        self._html = path.read_text(encoding="utf-8")

    @cached_property
    def links(self) -> set[tuple[str, str]]:
        return {(tag, _value(link)) for tag, link in _LINK.findall(self._html)}

    @cached_property
    def ids(self) -> set[str]:
        return {_value(found) for pattern in (_ID, _NAME) for found in pattern.findall(self._html)}

    @cached_property
    def text(self) -> str:
        """What the article says."""
        return _said("".join(_ARTICLE.findall(self._html)))

    @cached_property
    def lead(self) -> str:
        """What the article says before its first section."""
        return _said("".join(_ARTICLE.findall(self._html)).partition("<h2")[0])


def _value(attribute: str) -> str:
    return unescape(attribute.strip("\"'"))


def _said(markup: str) -> str:
    return unescape(_TAG.sub("", _BREAK.sub(" ", _UNREAD.sub("", markup))))


@cache
def skimmed(path: Path) -> QuickPage:
    """Return a page of a site, which nothing changes once it is built."""
    return QuickPage(path)


@cache
def quick_pages(site: Path) -> dict[str, QuickPage]:
    return {path.relative_to(site).as_posix(): skimmed(path) for path in sorted(site.rglob("*.html"))}


def navigation(site: Path) -> dict[str, Any]:
    """Return what a script shows beside the pages of each part, by the name of its file."""
    lists = (site / "assets/nav").glob("*.js")
    return {path.stem: json.loads(path.read_text("utf-8").split("=", 1)[1].rstrip(";\n")) for path in lists}


def documented(tree: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((tree / "spec/linkcodes.json").read_bytes())
    return document


def codes(tree: Path) -> Iterator[dict[str, Any]]:
    for provider in documented(tree)["providers"]:
        for vocabulary in provider["vocabularies"]:
            yield from vocabulary["codes"]


def words(text: str) -> str:
    """Return text as a reader sees it in HTML: runs of spaces are one space."""
    return " ".join(text.split())
