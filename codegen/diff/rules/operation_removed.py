"""Rule `operation-removed`."""

from __future__ import annotations

from codegen.diff.checks import part_removed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "operation-removed",
    "The spec no longer says what an operation does at a provider.",
    "Plans for it fall back to what the operation does elsewhere.",
    Levels(answer="major"),
    part_removed("operations", owner=True),
)
