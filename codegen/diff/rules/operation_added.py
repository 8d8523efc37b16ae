"""Rule `operation-added`."""

from __future__ import annotations

from codegen.diff.checks import part_added
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "operation-added",
    "The spec now says what an operation does at a provider.",
    "Plans for it may become more careful, or less; where they do, the replay shows it.",
    Levels(answer="minor"),
    part_added("operations", owner=True),
    review=True,
)
