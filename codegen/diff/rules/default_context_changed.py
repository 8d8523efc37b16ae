"""Rule `default-context-changed`."""

from __future__ import annotations

from codegen.diff.checks import code_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "default-context-changed",
    "The default meaning of a code changed.",
    "The same input gets another answer, and it is the most frequent input.",
    Levels(data="major", answer="major"),
    code_changed("default_context"),
)
