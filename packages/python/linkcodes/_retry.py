"""Reads whether, when and with whom to try again from the retry table of the spec."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

from linkcodes._decode import resolve_outcome
from linkcodes._operation import with_operation
from linkcodes._results import Classification, Decoded, Outcome, RetryPlan
from linkcodes._rules import core
from linkcodes._tables import DecisionTable
from linkcodes._vocabulary import _plain
from linkcodes.runtime_terms import Decision, Reason


class _Facts(NamedTuple):
    """What the plan depends on; the spec's `RetryWhen` says what each means."""

    classified: bool
    category: str | None
    phase: str | None
    retry: str | None
    challenged: bool
    unattended: bool
    unattended_retry: bool
    moves_money: bool
    outcome_uncertain: bool
    lockout_risk: bool
    attempts_used_up: bool


_NOTHING = _Facts(False, None, None, None, *[False] * 7)


class _Rule(NamedTuple):
    """What a row of the table decides, and what a plan with its decision says."""

    decision: Decision
    reason: Reason
    delay: str
    counts_attempts: bool
    unattended: str


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
    no user present. `retry_after_s` is what the provider asked for, in seconds. `operation` is what you were
    doing: pass it wherever you move money, since most payloads do not say it, and without it a failed
    payment is planned like a failed login.
    """
    found = _classification(subject)
    item = None if found is None else with_operation(found, operation)
    made = _attempts(attempts)
    limit = _limit(item)
    table, rules = _table()
    rule = rules[table.find(_NOTHING if item is None else _facts(item, unattended is True, made >= limit))]
    return RetryPlan(
        rule.decision,
        rule.reason,
        _delay(rule.delay, item, made, _seconds(retry_after_s)),
        max(limit - made, 0) if rule.counts_attempts else 0,
        _may_go_alone(rule.unattended, item),
        () if item is None else item.actions,
    )


@cache
def _table() -> tuple[DecisionTable, list[_Rule]]:
    tables = core()["tables"]
    says = tables["decisions"]
    table = DecisionTable(tables["retry"], _Facts)
    answers = ((row["decision"], row["reason"]) for row in table.rows)
    return table, [_Rule(Decision(made), Reason(why), **says[made]) for made, why in answers]


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


def _limit(item: Classification | None) -> int:
    """Return how many attempts there may be in all."""
    at_risk = item is not None and core()["categories"].get(item.category, {}).get("lockout_risk")
    limit: int = core()["retry_policy"]["attempts_at_risk" if at_risk else "attempts"]
    return limit


def _facts(item: Classification, unattended: bool, used_up: bool) -> _Facts:
    category = core()["categories"].get(item.category, {})
    return _Facts(
        classified=True,
        category=item.category,
        phase=item.phase,
        retry=item.retry,
        challenged=item.challenge is not None,
        unattended=unattended,
        unattended_retry=item.unattended_retry,
        moves_money=bool(core()["operations"].get(item.operation, {}).get("moves_money")),
        outcome_uncertain=bool(category.get("outcome_uncertain")),
        lockout_risk=bool(category.get("lockout_risk")),
        attempts_used_up=used_up,
    )


def _may_go_alone(rule: str, item: Classification | None) -> bool:
    return rule == "always" or (rule == "if_allowed" and item is not None and item.unattended_retry)


def _delay(rule: str, item: Classification | None, attempts: int, asked: int | None) -> int | None:
    if rule == "if_asked":
        return asked
    pauses = item is not None and item.retry in core()["pauses"]
    if rule == "always" or (rule == "after_pause" and pauses):
        return max(_own_delay(attempts) if pauses else 0, asked or 0)
    return None


def _own_delay(attempts: int) -> int:
    """Return the delay of the policy; the power is bounded, since the attempts are not."""
    policy = core()["retry_policy"]
    growth = policy["factor"] ** min(attempts - 1, 64)
    delay: int = min(policy["first_delay_s"] * growth, policy["longest_delay_s"])
    return delay


def _seconds(value: object) -> int | None:
    number = value if type(value) is float else _plain(value)
    if number is None or isinstance(number, str) or not 0 <= number < math.inf:
        return None
    return math.ceil(number)
