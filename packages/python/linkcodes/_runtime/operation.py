"""What the operation that was being done changes about a classification.

An operation can only make an answer more careful: that of the code, of the payload and of the caller
count by what doing them again would do, and the gravest wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from linkcodes._planning import Connections, Effects
from linkcodes._planning import outcome_uncertain as _uncertain
from linkcodes._runtime.results import Classification
from linkcodes._runtime.rules import book, core
from linkcodes._vocabulary import _plain
from linkcodes.runtime_terms import Connection
from linkcodes.taxonomy import Action, Effect, Operation, RetryMode

_NONE: Mapping[str, str] = {}


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
    if _effects().is_user_absent((given, answer.operation)):
        answer = _with_user_absent(answer)
    effect = _effect(answer, done, money)
    alone = answer.unattended_if_read and effect == Effect.READ
    careful = answer._replace(operation=done, effect=effect, unattended_retry=alone)
    return careful._replace(connection=connection_after(careful))


def connection_after(item: Classification) -> Connection:
    """Return what the connection is to which something happened."""
    return Connection(_connections().of(item))


@cache
def _effects() -> Effects:
    return Effects(core())


@cache
def _connections() -> Connections:
    return Connections(core())


def _listed(operation: object) -> Operation | None:
    name = _plain(operation)
    if type(name) is not str or name not in core()["operations"] or name == Operation.GENERIC:
        return None
    return Operation(name)


def gravity(provider: str | None, operation: Operation | None) -> int:
    """Return how careful to be about doing an operation again, as the spec orders effects."""
    return _effects().gravity(operation, _own(provider))


def outcome_uncertain(answer: Classification) -> bool:
    """Say whether the operation may have been done although the answer is a failure."""
    return _uncertain(answer.category, answer.situation, core())


def _effect(answer: Classification, operation: Operation | None, money: str | None) -> Effect:
    found = book(answer.provider)
    reported = money or (found and answer.vocabulary and found.money.get(answer.vocabulary))
    if answer.effect == Effect.MOVE_MONEY:
        return Effect.MOVE_MONEY
    return Effect(_effects().effect(operation, reported or None, _own(answer.provider)))


def _own(provider: str | None) -> Mapping[str, str]:
    found = book(provider)
    return found.effects if found else _NONE


def _with_user_absent(answer: Classification) -> Classification:
    actions, retry = _effects().without_user(answer)
    return answer._replace(
        actions=tuple(map(Action, actions)), retry=None if retry is None else RetryMode(retry)
    )
