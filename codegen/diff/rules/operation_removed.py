"""Rule `operation-removed`."""

from __future__ import annotations

from codegen.diff.checks import part_removed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "operation-removed",
    "It is no longer said what an operation does at a provider.",
    "Plans for it fall back to what the operation does elsewhere.",
    Levels(answer="major"),
    part_removed("operations", owner=True),
)
