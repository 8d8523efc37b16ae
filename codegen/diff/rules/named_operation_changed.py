"""Rule `named-operation-changed`."""

from __future__ import annotations

from codegen.diff.checks import code_changed
from codegen.diff.model import ChangeRule, Levels

RULE = ChangeRule(
    "named-operation-changed",
    "The operation that a code names changed.",
    "Plans depend on the operation: the same failure gets another plan.",
    Levels(answer="major"),
    code_changed("names_operation"),
)
