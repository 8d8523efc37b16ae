"""Rule behavior-invariants: every behavior keeps the invariants of the taxonomy."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Behavior, Invariant


def check(node: Node) -> Iterator[Problem]:
    """Yield one problem for each field that breaks an invariant."""
    for invariant in node.spec.root.taxonomy.invariants:
        if all(_has(node.value, axis, wanted) for axis, wanted in invariant.when.items()):
            yield from _broken(node.value, invariant)


def _broken(behavior: Behavior, invariant: Invariant) -> Iterator[Problem]:
    for axis, wanted in invariant.require.items():
        if not _has(behavior, axis, wanted):
            advice = f"set {axis} to {_listed(wanted)}, or correct what the invariant starts from"
            yield Problem((axis,), f"{invariant.id}: {invariant.summary}", advice)
    for axis, unwanted in invariant.forbid.items():
        if _has(behavior, axis, unwanted):
            yield Problem(
                (axis,), f"{invariant.id}: {invariant.summary}", f"{axis} must not be {_listed(unwanted)}"
            )


def _has(behavior: Behavior, axis: str, values: tuple[bool | str, ...]) -> bool:
    found = getattr(behavior, axis, None)  # dangling-reference reports an axis that does not exist
    return any(value in found for value in values) if isinstance(found, tuple) else found in values


def _listed(values: tuple[bool | str, ...]) -> str:
    return " or ".join(str(value).lower() for value in values)


RULE = Rule(
    "behavior-invariants",
    "Every behavior keeps the invariants of the taxonomy.",
    "model",
    check,
    on=(Behavior,),
    why=(
        "Behaviors are written by hand, one field at a time, and applications branch on several "
        "fields together. A combination that cannot be true, such as a success that waits for the "
        "user, sends them into a branch that was never planned. The invariants of the taxonomy "
        "name the combinations that would."
    ),
    advice=(
        "Read the invariant that the finding names. If it is right, correct the classification of the "
        "code; only if it is wrong in general, change it in `/taxonomy/invariants`."
    ),
)
