"""Rule `ends-changed`."""

from __future__ import annotations

from codegen.diff.checks import meaning_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "ends-changed",
    "What a code ends changed: the session, the connection or nothing.",
    "Programs drop or keep a connection by it.",
    Levels(data="major", answer="major"),
    meaning_changed("ends"),
)
