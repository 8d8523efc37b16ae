"""Rule unused-suppression: an accepted finding that is gone is no longer accepted."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.read.findings import Fix
from codegen.text.guess import choices, sole_guess


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a suppression that suppresses nothing."""
    use = node.value
    rule, place = use.suppressed
    if rule not in use.known:
        advice = choices(rule, use.known, "see `codegen list rules`")
        yield Problem(("rule",), f"there is no rule {rule!r}", advice, _respelled(node, rule, use.known))
    elif not use.used:
        advice = "remove the suppression, or correct its rule or pointer"
        yield Problem((), f"{rule} finds nothing at {place.pointer}", advice, Fix(node.place, "remove"))
    elif not use.allowed:
        yield Problem((), f"outputs depend on {rule}, so it cannot be suppressed", "fix what it finds")


def _respelled(node: Node, rule: str, known: frozenset[str]) -> Fix | None:
    name = sole_guess(rule, known)
    return Fix(node.place.child("rule"), "set", name) if name else None


RULE = Rule(
    "unused-suppression",
    "Every suppression suppresses a finding.",
    "suppression",
    check,
    why=(
        "A suppression accepts one finding for one reason. If it outlives the finding it hides the "
        "next one at the same place, which was never reviewed."
    ),
    advice="Remove it, or correct its rule or pointer. What outputs depend on must be fixed instead.",
)
