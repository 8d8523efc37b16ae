"""Rule first-action: whoever has to act can do what comes first."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule, inherited
from codegen.model import Advice


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem where the first action leads to a decision that the actor cannot carry out."""
    subject: Advice = node.value
    if inherited(node, "actor"):
        return
    decisions = {item.id: item.decision for item in node.spec.root.taxonomy.actions}
    words = {word.id: word for word in node.spec.decisions.words.decision}
    first = subject.actions[0]
    word = words.get(decisions.get(first, ""))
    if word and subject.actor not in word.actors:
        message = f"{first!r} leads to {word.id!r}, which is not for the actor {subject.actor!r}"
        advice = (
            f"put an action first that the actor can take, or name one of {', '.join(word.actors)} as actor"
        )
        yield Problem(("actions", 0), message, advice)


RULE = Rule(
    "first-action",
    "The first action is one that the actor can take.",
    "model",
    check,
    on=(Advice,),
    why=(
        "A plan decides by the first action, and a program may branch on either. `ask_user` for what only "
        "the bank can fix sends a message to a user who cannot help; a `wait` for an idle party never ends."
    ),
    advice="Put the action first that really comes first, and name who takes it as the actor.",
)
