"""Rule note-pinned: a note names the decision it was written for, and the plan still is that decision."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint._plans import plans
from codegen.model import Behavior
from codegen.model.plan import Home


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a note without its decision, and for one whose decision is another by now."""
    behavior: Behavior = node.value
    if behavior.note is None and behavior.note_for is not None:
        yield Problem(("note_for",), "there is no note", 'remove "note_for"')
    if behavior.note is None:
        return
    try:
        made = plans(node.spec)
        decided = made.plan(made.met(behavior, Home.of(node.provider, node.vocabulary))).decision
    except (LookupError, ValueError, StopIteration):  # dangling-reference reports a word that does not exist
        return
    if behavior.note_for != decided:
        message = f"the note was written for {behavior.note_for!r}, but the plan is {decided!r}"
        advice = f'correct the columns or the note; then write "note_for": "{decided}"'
        yield Problem(("note_for",) if behavior.note_for else ("note",), message, advice)


RULE = Rule(
    "note-pinned",
    "A note names the decision that it was written for, and the plan is still that decision.",
    "model",
    check,
    on=(Behavior,),
    why=(
        "A program reads the columns and a person reads the note. Where a note warns of a second order and "
        "the columns order again, the warning is worth nothing."
    ),
    advice="Read the note beside the plan. Correct what is wrong, then name the decision in `note_for`.",
)
