"""Decides whether, when and with whom to try again."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from linkcodes._decode import resolve_outcome
from linkcodes._operation import with_operation
from linkcodes._results import Classification, Decoded, Outcome, RetryPlan
from linkcodes._rules import Record, core
from linkcodes._vocabulary import _plain
from linkcodes.runtime_terms import Decision, Reason
from linkcodes.taxonomy import Category

# Terms stand here as texts, which their members equal: a spec may have a taxonomy of its own that lacks some.
_Answer = tuple[Decision, Reason]


class _Case(NamedTuple):
    """What there is to decide about."""

    item: Classification
    category: Record
    moves_money: bool
    attempts: int
    limit: int
    at_risk: bool
    unattended: bool


def plan_retry(
    subject: object,
    *,
    attempts: object = 1,
    unattended: object = False,
    operation: object = None,
    retry_after_s: object = None,
) -> RetryPlan:
    """Return whether, when and with whom to try again. Never raises.

    `subject` is a classification, an outcome, a decoded payload, or anything that `decode` reads. `attempts`
    is how many were made so far, the failed one included. `unattended` asks whether a server may do it with
    nobody there. `retry_after_s` is what the provider asked for, in seconds. `operation` is what you were
    doing: pass it wherever you move money, since most payloads do not say it, and without it a failed
    payment is planned like a failed login.
    """
    item = _classification(subject)
    if item is None:
        return RetryPlan(Decision.STOP, Reason.UNKNOWN_CODE, None, 0, False, ())
    case = _case(with_operation(item, operation), _attempts(attempts), unattended is True)
    decision, reason = next(_decisions(case))
    return RetryPlan(
        decision,
        reason,
        _delay(decision, case, _seconds(retry_after_s)),
        max(case.limit - case.attempts, 0) if decision in (Decision.RETRY, Decision.ASK_USER) else 0,
        decision is Decision.WAIT or (decision is Decision.RETRY and case.item.unattended_retry),
        case.item.actions,
    )


def _classification(subject: object) -> Classification | None:
    if type(subject) is Classification:
        return subject
    if type(subject) is Decoded:
        return subject.head
    outcome = subject if type(subject) is Outcome else resolve_outcome(subject)
    return outcome.because or outcome.decoded.head


def _attempts(attempts: object) -> int:
    plain = _plain(attempts)
    return max(plain, 1) if type(plain) is int else 1


def _case(item: Classification, attempts: int, unattended: bool) -> _Case:
    policy, operations = core()["retry_policy"], core()["operations"]
    category = core()["categories"].get(item.category, {})
    at_risk = bool(category.get("lockout_risk"))
    return _Case(
        item=item,
        category=category,
        moves_money=bool(operations.get(item.operation, {}).get("moves_money")),
        attempts=attempts,
        limit=policy["attempts_at_risk" if at_risk else "attempts"],
        at_risk=at_risk,
        unattended=unattended,
    )


def _decisions(case: _Case) -> Iterator[_Answer]:
    """Yield the decisions that hold, of which the first counts."""
    yield from _endings(case)
    if case.moves_money and case.category["outcome_uncertain"]:
        yield Decision.CHECK_FIRST, Reason.MAY_PAY_TWICE
    if case.attempts >= case.limit:
        yield Decision.STOP, Reason.MAY_LOCK_ACCOUNT if case.at_risk else Reason.ATTEMPTS_USED_UP
    alone = case.unattended and not case.item.unattended_retry
    if alone or (case.at_risk and case.item.retry == "after_delay"):  # a pause alone makes it no safer
        yield Decision.ASK_USER, _why_not_alone(case)
    yield _BY_MODE.get(case.item.retry, (Decision.ASK_USER, Reason.NEEDS_INPUT))


def _endings(case: _Case) -> Iterator[_Answer]:
    """Yield the decisions after which nothing is left to try."""
    item = case.item
    if item.category is Category.UNKNOWN:
        yield Decision.STOP, Reason.UNKNOWN_CODE
    if item.category is None:
        yield Decision.STOP, Reason.NO_OUTCOME
    in_progress = item.phase == "in_progress"
    if item.phase == "success" or (item.retry == "none_needed" and not in_progress):
        yield Decision.STOP, Reason.NOTHING_TO_RETRY
    if in_progress and item.challenge is None:
        yield Decision.WAIT, Reason.IN_PROGRESS
    if item.retry == "never":
        yield Decision.STOP, Reason.WILL_FAIL_AGAIN
    if item.retry == "after_fix":
        yield Decision.STOP, Reason.NEEDS_FIX


def _why_not_alone(case: _Case) -> Reason:
    if case.at_risk:
        return Reason.MAY_LOCK_ACCOUNT
    return Reason.MAY_PAY_TWICE if case.moves_money else Reason.NEEDS_USER


_BY_MODE: dict[str | None, _Answer] = {
    "after_bank_action": (Decision.ASK_USER, Reason.NEEDS_BANK_ACTION),
    "after_reconnect": (Decision.ASK_USER, Reason.NEEDS_RECONNECT),
    "after_input": (Decision.ASK_USER, Reason.NEEDS_INPUT),
    "immediate": (Decision.RETRY, Reason.MAY_RETRY),
    "after_delay": (Decision.RETRY, Reason.MAY_RETRY),
}


def _delay(decision: Decision, case: _Case, asked: int | None) -> int | None:
    if decision is Decision.RETRY or (decision is Decision.ASK_USER and case.item.retry == "after_delay"):
        own = _own_delay(case.attempts) if case.item.retry == "after_delay" else 0
        return max(own, asked or 0)
    return asked if decision in (Decision.WAIT, Decision.CHECK_FIRST) else None


def _own_delay(attempts: int) -> int:
    """Return the delay of the policy; a retry has few attempts behind it, so the power stays small."""
    policy = core()["retry_policy"]
    delay: int = min(policy["first_delay_s"] * policy["factor"] ** (attempts - 1), policy["longest_delay_s"])
    return delay


def _seconds(value: object) -> int | None:
    number = value if type(value) is float else _plain(value)
    if number is None or isinstance(number, str) or not 0 <= number < math.inf:
        return None
    return math.ceil(number)
