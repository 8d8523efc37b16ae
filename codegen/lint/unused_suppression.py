"""Rule unused-suppression: an accepted finding that is gone is no longer accepted."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a suppression that suppresses nothing."""
    (rule, place), used = node.value
    if not used:
        yield Problem(
            (),
            f"{rule} finds nothing at {place.pointer}",
            "remove the suppression, or correct its rule or pointer",
        )


RULE = Rule("unused-suppression", "Every suppression suppresses a finding.", "suppression", check)
