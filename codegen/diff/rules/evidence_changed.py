"""Rule `evidence-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.known import EVIDENCE, differing_keys
from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find parts of which what they rest on differs, and say which of it."""
    for pair, keys in differing_keys(sides, EVIDENCE):
        old, new = ({key: side.get(key) for key in keys} for side in (pair.old, pair.new))
        yield SpecChange(pair.id, f"other grounds: {shown(keys)}", old, new)


RULE = ChangeRule(
    "evidence-changed",
    "The sources or the certainty of a fact changed.",
    "It is as true as its sources. Where a plan depends on how sure it is, the replay shows it.",
    Levels(data="patch"),
    check,
)
