"""What the operation that was being done changes about a classification.

An operation can only make an answer more careful: that of the code, of the payload and of the caller
count by what doing them again would do, and the gravest wins.
"""

from __future__ import annotations

from linkcodes._results import Classification
from linkcodes._rules import book, core
from linkcodes._vocabulary import _plain
from linkcodes.taxonomy import Action, Category, Effect, Operation, RetryMode

_UNNAMED = (None, Operation.GENERIC)


def with_operation(
    answer: Classification, operation: object = None, money: str | None = None
) -> Classification:
    """Return the classification as it is when this operation was being done, if the taxonomy lists it.

    `money` says whether the payload may report on money, where it says that itself.
    """
    given = _listed(operation)
    if answer.category is None or (answer.effect and not given and not money):
        return answer
    done = max(answer.operation, given, key=lambda each: gravity(answer.provider, each))
    if any(core()["operations"].get(each, {}).get("user_absent") for each in (given, answer.operation)):
        answer = _with_user_absent(answer)
    effect = _effect(answer, done, money)
    alone = answer.unattended_if_read and effect == Effect.READ
    return answer._replace(operation=done, effect=effect, unattended_retry=alone)


def _listed(operation: object) -> Operation | None:
    name = _plain(operation)
    if type(name) is not str or name not in core()["operations"] or name == Operation.GENERIC:
        return None
    return Operation(name)


def gravity(provider: str | None, operation: Operation | None) -> int:
    """Return how careful to be about doing an operation again, as the spec orders effects."""
    effects: list[str] = core()["effects"]
    return -1 if operation in _UNNAMED else effects.index(_own_effect(provider, operation))


def outcome_uncertain(answer: Classification) -> bool:
    """Say whether the operation may have been done although the answer is a failure."""
    category = core()["categories"].get(answer.category, {})
    return bool(category.get("outcome_uncertain")) and answer.situation not in core()["certain"]


def _effect(answer: Classification, operation: Operation | None, money: str | None) -> Effect:
    found = book(answer.provider)
    reported = money or (found and answer.vocabulary and found.money.get(answer.vocabulary))
    if reported == "always" or answer.effect == Effect.MOVE_MONEY:
        return Effect.MOVE_MONEY
    if operation not in _UNNAMED:
        return Effect(_own_effect(answer.provider, operation))
    return Effect.UNCLEAR if reported == "never" else Effect.MAY_MOVE_MONEY


def _own_effect(provider: str | None, operation: Operation | None) -> str:
    found = book(provider)
    own = found.effects.get(str(operation)) if found else None
    effect: str = own or core()["operations"][operation]["effect"]
    return effect


def _with_user_absent(answer: Classification) -> Classification:
    if answer.category == Category.UNKNOWN:
        return answer
    instead = core()["user_absent"]
    actions = dict.fromkeys(Action(instead["actions"].get(action, action)) for action in answer.actions)
    retry = answer.retry and RetryMode(instead["retry"].get(answer.retry, answer.retry))
    return answer._replace(actions=tuple(actions), retry=retry)
