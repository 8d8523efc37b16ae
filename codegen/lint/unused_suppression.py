"""Rule unused-suppression: an accepted finding that is gone is no longer accepted."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.read.findings import Fix


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a suppression that suppresses nothing."""
    (rule, place), used, allowed = node.value
    if not used:
        mend = "remove the suppression, or correct its rule or pointer"
        yield Problem((), f"{rule} finds nothing at {place.pointer}", mend, Fix(node.place, "remove"))
    elif not allowed:
        yield Problem((), f"outputs depend on {rule}, so it cannot be suppressed", "mend what it finds")


RULE = Rule(
    "unused-suppression",
    "Every suppression suppresses a finding.",
    "suppression",
    check,
    why=(
        "A suppression accepts one finding for one reason. If it outlives the finding it hides the "
        "next one at the same place, which nobody has looked at."
    ),
    mend="Remove it, or correct its rule or pointer. What outputs depend on has to be mended instead.",
)
