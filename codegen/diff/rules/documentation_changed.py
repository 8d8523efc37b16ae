"""Rule `documentation-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.known import documents
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find documents about a provider that are not what they were: one finding for each provider and kind."""
    for provider, part, counts in documents(sides):
        yield SpecChange(f"{provider} {part}", f"{part}: {counts}", None, counts)


RULE = ChangeRule(
    "documentation-changed",
    "A source, a flow, a diagram or another part for readers only changed.",
    "People read it; no program branches on it.",
    Levels(data="patch"),
    check,
)
