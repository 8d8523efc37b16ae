"""Rule `method-removed`."""

from __future__ import annotations

from codegen.diff.checks import part_removed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "method-removed",
    "An SDK method was removed.",
    "Its page and what it takes cannot be looked up any more.",
    Levels(python="major", typescript="major", answer="major"),
    part_removed("methods"),
)
