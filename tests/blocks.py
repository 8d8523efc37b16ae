"""The fenced blocks of the guides: what each contains, and what its comments promise to be printed."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.conftest import REPO

FOLDER = REPO / "site/docs/guides"
NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))
FENCE = re.compile(
    r"(?:<!-- not run: (?P<reason>[^\n]+) -->\s+)?^(?P<indent> *)```(?P<language>\w*)(?P<options>[^\n]*)\n"
    r"(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """One fenced block of a guide."""

    guide: str
    language: str
    title: str
    """The name of the file that it shows; empty where it shows none."""
    text: str
    reason: str
    """Why it is never run; empty where it is."""

    @property
    def promised(self) -> list[str]:
        """The lines that it prints, as the comments that begin with an arrow say."""
        return re.findall(r"(?:#|//|--) -> (.*)$", self.text, re.MULTILINE)

    @property
    def is_excerpt(self) -> bool:
        """Whether it shows a part of a file of this repository, which is tested where it lies."""
        return self.title.startswith("examples/")


def text_of(guide: str) -> str:
    """Return a guide as it is written."""
    return (FOLDER / f"{guide}.md").read_text(encoding="utf-8")


@cache
def blocks(*languages: str) -> list[Block]:
    """Return all blocks in these languages, or in any, guide by guide and from top to bottom."""
    found = [_block(guide, match) for guide in NAMES for match in FENCE.finditer(text_of(guide))]
    return [block for block in found if not languages or block.language in languages]


def _block(guide: str, match: re.Match[str]) -> Block:
    title = re.search(r'title="([^"]+)"', match["options"])
    text = textwrap.dedent(match["text"])
    return Block(guide, match["language"], title[1] if title else "", text, match["reason"] or "")


def source(path: str) -> str:
    """Return the text of a file of this repository."""
    return Path(REPO / path).read_text(encoding="utf-8")
