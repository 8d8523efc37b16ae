# ruff: noqa: PLR0913
"""Reads whether, when and with whom to try again from the retry table of the spec."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from linkcodes._arguments import attempts_of, seconds_of, truth_of
from linkcodes._decode import resolve_outcome
from linkcodes._operation import outcome_uncertain, with_operation
from linkcodes._results import Classification, Decoded, Outcome, RetryPlan
from linkcodes._rules import core
from linkcodes._sentence import sentence
from linkcodes._tables import DecisionTable
from linkcodes._wait import Wait
from linkcodes.runtime_terms import Decision, Reason
from linkcodes.taxonomy import Action, Confidence, Effect


class _Facts(NamedTuple):
    """What the plan depends on; the spec's `RetryWhen` says what each means."""

    classified: bool
    category: str | None
    phase: str | None
    retry: str | None
    first: str | None
    actor: str | None
    effect: str | None
    envelope: bool
    partial: bool
    sure: bool
    unattended: bool
    unattended_retry: bool
    outcome_uncertain: bool
    lockout_risk: bool
    attempts_used_up: bool


_NOTHING = _Facts(False, None, None, None, None, None, None, *[False] * 8)


class _Rule(NamedTuple):
    """What a row of the table decides, and what a plan with its decision says."""

    decision: Decision
    reason: Reason
    first: Action | None
    delay: str
    counts_attempts: bool
    unattended: str
    sentence: str


def plan_retry(
    subject: object,
    *,
    attempts: object = 1,
    unattended: object = False,
    operation: object = None,
    retry_after_s: object = None,
    provider: object = None,
    payload: object = None,
    http_status: object = None,
) -> RetryPlan:
    """Return whether, when and with whom to try again. Never raises.

    `subject` is a classification, an outcome, a decoded payload, or anything that `decode` reads. `attempts`
    is how many were made so far in the session, the failed one included; what cannot be read counts as used
    up. `unattended` asks whether a server may do it with no user present; anything true counts.
    `retry_after_s` is what the provider asked for: seconds, or the HTTP date of a `Retry-After` header.
    `operation` is what you were doing: it can rule out a payment, and else only adds care.
    `provider`, `payload` and `http_status` are for `decode`, if the subject is yet to be read.
    """
    found = _classification(subject, {"provider": provider, "payload": payload, "http_status": http_status})
    item = None if found is None else with_operation(found, operation)
    limit = _limit(item)
    made = _made(attempts, limit)
    table, rules = _table()
    rule = rules[table.find(_NOTHING if item is None else _facts(item, truth_of(unattended), made >= limit))]
    delay = _delay(rule.delay, item, made, seconds_of(retry_after_s))
    left = max(limit - made, 0) if rule.counts_attempts else 0
    return _plan(rule, item, delay, left)


def _plan(rule: _Rule, item: Classification | None, delay: int | None, left: int) -> RetryPlan:
    wait = (item and item.wait) if rule.decision == "wait" else None
    actions = _actions(rule, item)
    return RetryPlan(
        decision=rule.decision,
        reason=rule.reason,
        delay_s=delay,
        attempts_left=left,
        unattended=_may_go_alone(rule.unattended, item),
        actions=actions,
        jitter_s=_jitter(delay) if rule.decision == "retry" else 0,
        poll_s=wait and wait.poll_s,
        deadline_s=wait and wait.deadline_s,
        until=wait.until if wait else (),
        then=wait and wait.then,
        sentence=sentence(rule.sentence, actions, delay, left, wait),
    )


_MOST = 1_000_000
"""Attempts above which a further one makes no difference."""


def _made(attempts: object, limit: int) -> int:
    """Return how many attempts were made; what cannot be read counts as used up."""
    made = attempts_of(attempts)
    return limit if made is None else min(made, _MOST)


@cache
def _table() -> tuple[DecisionTable, list[_Rule]]:
    tables = core()["tables"]
    says = tables["decisions"]
    table = DecisionTable(tables["retry"], _Facts)
    return table, [
        _Rule(
            Decision(row["decision"]),
            Reason(row["reason"]),
            Action(row["first"]) if row["first"] else None,
            **says[row["decision"]],
        )
        for row in table.rows
    ]


def _classification(subject: object, known: dict[str, object]) -> Classification | None:
    if type(subject) is Classification:
        return subject
    if type(subject) is Decoded:
        return subject.head
    outcome = subject if type(subject) is Outcome else resolve_outcome(subject, **known)
    return outcome.because or outcome.decoded.head


def _actions(rule: _Rule, item: Classification | None) -> tuple[Action, ...]:
    """Return what to do: first what the decision asks for, then the rest of the code's own actions."""
    own = () if item is None else item.actions
    if rule.first is None:
        return own
    return (rule.first, *(action for action in own if action not in (rule.first, Action.NONE)))


def _limit(item: Classification | None) -> int:
    """Return how many attempts there may be in all: the least that anything allows."""
    policy = core()["retry_policy"]
    allowed: list[int] = [policy["attempts"]]
    if item is not None:
        allowed += [policy["attempts_at_risk"]] if _locks(item) else []
        allowed += [policy["attempts_ordering"]] if item.effect == Effect.ORDER else []
        allowed += [item.wait.max_attempts] if item.wait and item.wait.max_attempts else []
    return min(allowed)


def _locks(item: Classification) -> bool:
    """Say whether another attempt counts toward a lock-out: by its category, or because it signs in."""
    category = core()["categories"].get(item.category, {})
    return bool(category.get("lockout_risk")) or item.effect == Effect.SIGN_IN


def _facts(item: Classification, unattended: bool, used_up: bool) -> _Facts:
    rules = core()
    first = item.actions[0] if item.actions else None
    return _Facts(
        classified=True,
        category=item.category,
        phase=item.phase,
        retry=item.retry,
        first=first and rules["actions"][first]["decision"],
        actor=item.actor,
        effect=item.effect,
        envelope=item.situation in rules["envelopes"],
        partial=bool(item.partial),
        sure=item.known and item.confidence != Confidence.LOW,
        unattended=unattended,
        unattended_retry=item.unattended_retry,
        outcome_uncertain=outcome_uncertain(item),
        lockout_risk=_locks(item),
        attempts_used_up=used_up,
    )


def _may_go_alone(rule: str, item: Classification | None) -> bool:
    if item is None or rule in ("always", "never"):
        return rule == "always"
    return item.unattended_retry if rule == "if_allowed" else item.effect == Effect.READ


def _delay(rule: str, item: Classification | None, made: int, asked: int | None) -> int | None:
    if rule == "if_asked":
        return asked
    pauses = item is not None and item.retry in core()["pauses"]
    if rule == "always" or (rule == "after_pause" and pauses):
        return max(_own_delay(item.wait if item else None, made) if pauses else 0, asked or 0)
    return None


def _own_delay(wait: Wait | None, made: int) -> int:
    """Return the delay of the situation, else of the policy; the power is bounded, since attempts are not."""
    policy = core()["retry_policy"]
    least: int = (wait and wait.min_delay_s) or policy["first_delay_s"]
    growth: int = policy["factor"] ** min(made - 1, 64)
    longest: int = policy["longest_delay_s"]
    return min(least * growth, max(longest, least))


def _jitter(delay: int | None) -> int:
    percent: int = core()["retry_policy"]["jitter_percent"]
    return (delay or 0) * percent // 100
