"""Rule `scope-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "scope-changed",
    "How much is affected changed.",
    "Programs decide by it what they pause: one account, the connection, or all of them.",
    Levels(data="major", answer="major"),
    meaning_changed("scope"),
)
