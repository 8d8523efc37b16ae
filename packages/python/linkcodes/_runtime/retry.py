# ruff: noqa: PLR0913
"""Says whether, when and with whom to try again: reads what it is asked, and has the planner answer."""

from __future__ import annotations

from functools import cache

from linkcodes._planning import Plan, Planner
from linkcodes._runtime.arguments import attempts_of, seconds_of, truth_of
from linkcodes._runtime.decode import resolve_outcome
from linkcodes._runtime.known import NOTHING, given
from linkcodes._runtime.operation import connection_after, with_operation
from linkcodes._runtime.results import Classification, Decoded, Outcome, RetryPlan
from linkcodes._runtime.rules import core
from linkcodes.runtime_terms import Connection, Decision, Reason
from linkcodes.taxonomy import Action


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
    `operation` is what you were doing: it chooses among the meanings of a code that is yet to be read, can
    rule out a payment, and else only adds care. What `decode` was told is true here, too. `ignored` names
    what could not be used, such as an operation that is not listed.
    `provider`, `payload` and `http_status` are for `decode`, if the subject is yet to be read.
    """
    known = {"provider": provider, "payload": payload, "http_status": http_status, "operation": operation}
    found, whole = _read(subject, known)
    told = NOTHING if whole is None else whole.given
    said, asked = given(**known), seconds_of(retry_after_s)
    doing = told.operation if operation is None or "operation" in said.ignored else said.operation
    item = None if found is None else with_operation(found, doing)
    plan = _planner().plan(item, attempts_of(attempts), unattended=truth_of(unattended), asked=asked)
    unreadable = ("retry_after_s",) if retry_after_s is not None and asked is None else ()
    lost = tuple(dict.fromkeys((*told.ignored, *said.ignored, *unreadable)))
    is_agreed = whole is None or (whole.head is not None and whole.connection is whole.head.connection)
    return _worded(plan, lost, connection_after(item) if item and is_agreed else Connection.UNKNOWN)


def _worded(plan: Plan, ignored: tuple[str, ...], connection: Connection) -> RetryPlan:
    """Return a plan in the words of the package."""
    words = {
        "decision": Decision(plan.decision),
        "reason": Reason(plan.reason),
        "actions": tuple(map(Action, plan.actions)),
        "then": None if plan.then is None else Action(plan.then),
    }
    return RetryPlan(**{**plan._asdict(), **words}, ignored=ignored, connection=connection)


@cache
def _planner() -> Planner:
    return Planner(core())


def _read(subject: object, known: dict[str, object]) -> tuple[Classification | None, Decoded | None]:
    """Return the classification that counts, and all that was read with it."""
    if type(subject) is Classification:
        return subject, None
    if type(subject) is Decoded:
        return subject.head, subject
    outcome = subject if type(subject) is Outcome else resolve_outcome(subject, **known)
    return outcome.because or outcome.decoded.head, outcome.decoded
