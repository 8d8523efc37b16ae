"""Rule money-declared: every vocabulary of outcomes says whether it may report on money."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Behavior, Vocabulary

_GRAVEST = "move_money"


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a vocabulary that does not say it, and for rows that contradict what it says."""
    vocabulary = node.value
    assert isinstance(vocabulary, Vocabulary)
    found = list(_behaviors(vocabulary))
    if found and vocabulary.money is None:
        advice = 'add "money": "always", "maybe" or "never"'
        yield Problem(("money",), "nothing says whether its values may report on money", advice)
    for below, behavior in found if vocabulary.money in ("always", "never") else ():
        moves = _effect(behavior.operation, node) == _GRAVEST
        if moves != (vocabulary.money == "always"):
            message = (
                f"the operation {behavior.operation!r} in a vocabulary of which money is {vocabulary.money}"
            )
            advice = (
                f"name an operation that {'moves' if not moves else 'does not move'} money, or change `money`"
            )
            yield Problem((*below, "operation"), message, advice)


def _behaviors(vocabulary: Vocabulary) -> Iterator[tuple[tuple[str | int, ...], Behavior]]:
    if vocabulary.absent:
        yield ("absent", "behavior"), vocabulary.absent.behavior
    for index, code in enumerate(vocabulary.codes):
        if code.behavior:
            yield ("codes", index, "behavior"), code.behavior
        for number, context in enumerate(code.contexts):
            yield ("codes", index, "contexts", number, "behavior"), context.behavior


def _effect(operation: str, node: Node) -> str | None:
    own = {item.id: item.effect for item in node.provider.operations} if node.provider else {}
    general = {item.id: item.effect for item in node.spec.root.taxonomy.operations}
    return own.get(operation) or general.get(operation)


RULE = Rule(
    "money-declared",
    "A vocabulary of outcomes says whether money may be at stake, and its codes agree.",
    "vocabulary",
    check,
    why=(
        "A failure whose operation is not known may hide a payment that was made, and a second attempt pays "
        "twice. Only the vocabulary knows whether that can be. Without its word a planner has to choose "
        "between paying twice and never retrying anything."
    ),
    advice=(
        "Say `always` where every value reports on money, `never` where none can, and `maybe` else. Codes of "
        "the first have an operation that moves money, codes of the second have none."
    ),
)
