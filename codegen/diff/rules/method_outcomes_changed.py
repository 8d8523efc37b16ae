"""Rule `method-outcomes-changed`."""

from __future__ import annotations

from codegen.diff.checks import part_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "method-outcomes-changed",
    "The outcomes of a method changed, or its code.",
    "Programs that handle its outcomes may miss one.",
    Levels(answer="minor"),
    part_changed("methods", "outcomes", "code", "value"),
    review=True,
)
