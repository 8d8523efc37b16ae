"""Rule `phase-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "phase-changed",
    "The phase of a meaning changed, such as from failure to success.",
    "The outcome of the same code flips.",
    Levels(data="major", answer="major"),
    meaning_changed("phase"),
)
