"""Retries with tenacity: `@tenacity.retry(**retry_arguments(operation="read"))`."""

from __future__ import annotations

from typing import TypedDict, Unpack

from tenacity import RetryCallState
from tenacity.retry import retry_base
from tenacity.wait import wait_base

from linkcodes.integrations.retrying import AnswerError, Policy, PolicyFields

__all__ = [
    "AnswerError",
    "Policy",
    "RetryArguments",
    "retry_arguments",
    "retry_if_planned",
    "wait_as_planned",
]


class retry_if_planned(retry_base):  # noqa: N801 - as tenacity names them
    """Retry if the plan is to retry; else the last error is raised as it was."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __call__(self, retry_state: RetryCallState) -> bool:
        """Say whether to try again."""
        return _pause(self.policy, retry_state) is not None


class wait_as_planned(wait_base):  # noqa: N801
    """Wait as long as `plan_retry` says, or as long as the provider asks for, plus jitter."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __call__(self, retry_state: RetryCallState) -> float:
        """Return the seconds to wait."""
        return _pause(self.policy, retry_state) or 0.0


class RetryArguments(TypedDict):
    """What `tenacity.retry`, `Retrying` and `AsyncRetrying` take."""

    retry: retry_if_planned
    wait: wait_as_planned


def retry_arguments(**policy: Unpack[PolicyFields]) -> RetryArguments:
    """Return the arguments for `tenacity.retry`, `Retrying` or `AsyncRetrying`; see `Policy` for yours.

    Add `stop` to give up sooner than the plan does, `sleep` or `before_sleep` as you like.
    """
    planned = Policy(**policy)
    return {"retry": retry_if_planned(planned), "wait": wait_as_planned(planned)}


def _pause(policy: Policy, state: RetryCallState) -> float | None:
    error = state.outcome.exception() if state.outcome else None
    return None if error is None else policy.pause(error, state.attempt_number)
