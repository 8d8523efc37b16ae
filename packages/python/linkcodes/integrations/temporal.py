"""Retries with Temporal: `raise application_error(error, operation="read") from error` in an activity."""

from __future__ import annotations

from datetime import timedelta
from typing import Unpack

from temporalio import activity
from temporalio.exceptions import ApplicationError

from linkcodes.integrations.retrying import AnswerError, Policy, PolicyFields
from linkcodes.runtime import Decision

__all__ = ["AnswerError", "Policy", "application_error"]

_UNREAD = "unread"


def application_error(
    error: BaseException, *, attempt: int | None = None, **policy: Unpack[PolicyFields]
) -> ApplicationError:
    """Return the error to raise in place of one that a call raised.

    Temporal retries it after `next_retry_delay`, or never where it is `non_retryable`. Its `type` is the
    reason of the plan, its details are the plan as JSON. It contains nothing that the provider answered.
    `attempt` is the activity's own unless you pass one.
    """
    planned = Policy(**policy)
    plan = planned.plan(error, _attempt() if attempt is None else attempt)
    if plan is None:
        return ApplicationError("Nothing says what happened.", type=_UNREAD, non_retryable=True)
    again = plan.decision is Decision.RETRY
    return ApplicationError(
        plan.sentence,
        plan.to_dict(),
        type=str(plan.reason),
        non_retryable=not again,
        next_retry_delay=timedelta(seconds=planned.pause_of(plan)) if again else None,
    )


def _attempt() -> int:
    return activity.info().attempt if activity.in_activity() else 1
