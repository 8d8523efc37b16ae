"""Rule situation-named: every behavior names its situation, and says why where it differs from it."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Advice, Behavior, Situation


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a behavior without a situation, and for a difference without a reason."""
    behavior: Behavior = node.value
    situation = node.spec.root.taxonomy.situation(behavior.situation)
    if behavior.situation is None:
        advice = "name the situation, and leave out the columns that it gives"
        yield Problem((), "the behavior names no situation", advice)
    if situation is None:
        return  # dangling-reference reports a name that does not exist
    columns = differing(behavior, situation)
    if columns and behavior.reason is None:
        advice = 'leave them out, name another situation, or say why in "reason"'
        yield Problem((), f"{' and '.join(columns)}: not what {situation.id!r} says", advice)
    if behavior.reason is not None and not columns:
        yield Problem(("reason",), "nothing differs from the situation", "remove the reason")


def differing(behavior: Behavior, situation: Situation) -> list[str]:
    """Return the columns of a behavior that are not those of its situation."""
    return [name for name in Advice.model_fields if getattr(behavior, name) != getattr(situation, name)]


RULE = Rule(
    "situation-named",
    "Every behavior names its situation, and gives a reason for each column that differs from it.",
    "model",
    check,
    on=(Behavior,),
    why=(
        "The same thing happens at every provider under another name. Advice that is written code by code "
        "drifts apart: one code for a wrong password asks the user, the next one retries and locks the "
        "account. A situation is judged once."
    ),
    advice=(
        "Choose the situation that fits and leave out the columns it gives. Where a column must differ, "
        "write it and say why in `reason`."
    ),
)
