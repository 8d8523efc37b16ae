"""Rule `retry-changed`."""

from __future__ import annotations

from codegen.diff.model import ChangeRule, Levels
from codegen.diff.retries import same_freedom

RULE = ChangeRule(
    "retry-changed",
    "The retry mode changed, neither looser nor tighter.",
    "Another thing has to happen first, and programs wait for the wrong one.",
    Levels(data="major", answer="major"),
    same_freedom,
)
