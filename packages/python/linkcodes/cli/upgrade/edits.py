"""Changes of a source, and places that a person has to look at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tree_sitter import Node

from linkcodes.cli.upgrade.syntax import line


class Edit(NamedTuple):
    """Some bytes of a source, and what to write in their place."""

    start: int
    end: int
    new: str


class Doubt(NamedTuple):
    """A place that was left as it is, and why."""

    line: int
    reason: str


class Notes:
    """What was found in one file."""

    def __init__(self) -> None:
        self.edits: set[Edit] = set()
        self.doubts: set[Doubt] = set()

    def edit(self, node: Node, new: str) -> None:
        """Note that a node is to be written otherwise."""
        self.edits.add(Edit(node.start_byte, node.end_byte, new))

    def doubt(self, node: Node, reason: str) -> None:
        """Note that a person has to look at a node."""
        self.doubts.add(Doubt(line(node), reason))


def applied(source: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a source with all edits made."""
    parts, at = [], 0
    for edit in sorted(edits):
        parts += [source[at : edit.start], edit.new.encode()]
        at = edit.end
    return b"".join([*parts, source[at:]])
