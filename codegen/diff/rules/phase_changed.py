"""Rule `phase-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "phase-changed",
    "A failure is a success now, or the other way round, or neither.",
    "The outcome of the same code flips.",
    Levels(data="major", answer="major"),
    meaning_changed("phase"),
)
