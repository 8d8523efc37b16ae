"""Rule `partial-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "partial-changed",
    "A partial outcome became complete, or the reverse.",
    "Programs decide by it whether data may be used.",
    Levels(data="major", answer="major"),
    meaning_changed("partial"),
)
