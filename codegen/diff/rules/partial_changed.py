"""Rule `partial-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "partial-changed",
    "What was partial is whole now, or the other way round.",
    "Programs decide by it whether data may be used.",
    Levels(data="major", answer="major"),
    meaning_changed("partial"),
)
