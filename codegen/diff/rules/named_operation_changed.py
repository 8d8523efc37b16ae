"""Rule `named-operation-changed`."""

from __future__ import annotations

from codegen.diff.checks import code_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "named-operation-changed",
    "What is being done where a code appears is another operation.",
    "Plans depend on the operation: the same failure gets another plan.",
    Levels(answer="major"),
    code_changed("names_operation"),
)
