"""Rule `wording`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.known import WORDING, differing_keys
from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find parts of which only what is for people differs, and say which of it."""
    for pair, keys in differing_keys(sides, WORDING):
        old, new = ({key: side.get(key) for key in keys} for side in (pair.old, pair.new))
        yield SpecChange(pair.id, f"other words: {shown(keys)}", old, new)


RULE = ChangeRule(
    "wording",
    "A summary or a description was reworded.",
    "People read it; no program branches on it.",
    Levels(data="patch"),
    check,
)
