"""Rule `severity-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "severity-changed",
    "The severity of a meaning changed.",
    "Of several codes the severest is the head, and alerts are raised by it.",
    Levels(data="major", answer="major"),
    meaning_changed("severity"),
)
