"""Rule evidence-missing: every code and every context says who states it."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Absent, Code, Context


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem where nothing supports a value, a meaning or a behavior."""
    facts: Code | Context | Absent = node.value
    supported = {what for item in facts.evidence for what in item.supports}
    if not facts.evidence:
        yield Problem((), "there is no evidence", "add `evidence` with a source of this provider")
    elif isinstance(facts, Code) and "value" not in supported:
        yield Problem(
            ("evidence",),
            "no evidence supports the value",
            'name the source that lists it: "supports": ["value"]',
        )


RULE = Rule(
    "evidence-missing",
    "Every code, context and absent value has evidence; a code's supports its value.",
    "model",
    check,
    on=(
        Code,
        Context,
        Absent,
    ),
    suppressible=True,
    why=(
        "The reader must be able to check every statement. A code that names no source may be a guess "
        "or a slip, and afterwards there is no way to tell which."
    ),
    advice="Add `evidence` with a source of the provider; for a code, one that supports its `value`.",
)
