"""What the operation that was being done changes about a classification."""

from __future__ import annotations

from collections.abc import Sequence

from linkcodes._results import Classification
from linkcodes._rules import core
from linkcodes._vocabulary import _plain
from linkcodes.taxonomy import Action, Category, Operation, RetryMode


def with_operation(answer: Classification, operation: object) -> Classification:
    """Return the classification as it is when this operation was being done, if the taxonomy lists it."""
    if answer.category in (None, Category.UNKNOWN):
        return answer
    listed = core()["operations"]
    name = _plain(operation)
    done = Operation(name) if type(name) is str and name in listed else answer.operation
    facts = listed.get(done, {})
    if facts.get("user_absent"):
        answer = _with_user_absent(answer)
    unattended = answer.unattended_retry and not facts.get("moves_money")
    return answer._replace(operation=done, unattended_retry=unattended)


def with_money(found: Sequence[Classification]) -> Sequence[Classification]:
    """Return the classifications of a payload; where it is about money, those that say nothing of it do too.

    It is, if every operation that a value in it names moves money. Else an error beside the state of a
    payment would look as harmless as one of a login, and a second attempt could pay twice.
    """
    operations = core()["operations"]
    named = [item.operation for item in found if item.operation not in (None, "generic")]
    if not named or not all(operations[name]["moves_money"] for name in named):
        return found
    return [with_operation(item, named[0]) if item.operation == "generic" else item for item in found]


def _with_user_absent(answer: Classification) -> Classification:
    instead = core()["user_absent"]
    actions = dict.fromkeys(Action(instead["actions"].get(action, action)) for action in answer.actions)
    retry = answer.retry and RetryMode(instead["retry"].get(answer.retry, answer.retry))
    return answer._replace(actions=tuple(actions), retry=retry)
