"""Rule `axis-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.decided import axes as axes_of
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find axes that are new, with their terms, and keys of behaviors that the old model did not have."""
    for axis in sorted(axes_of(sides.new.spec) - axes_of(sides.old.spec)):
        yield SpecChange(axis, f"the axis {axis} is new", None, axis)
    for key in sorted(sides.new_axes):
        yield SpecChange(f"behavior {key}", f"behaviors say {key} now", None, key)


RULE = ChangeRule(
    "axis-added",
    "The taxonomy has a new axis.",
    "What was not said is said now, and nothing that was said changed.",
    Levels(python="minor", typescript="minor", data="minor", answer="minor"),
    check,
)
