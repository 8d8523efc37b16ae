"""What the retry adapters share: how an exception is read, and what `plan_retry` says about it.

An exception counts as read if it brings the provider's answer: an `AnswerError`, or an exception of an HTTP
client or a generated API client. One that brings none may be retried only where nothing was ordered or moved.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypedDict

from linkcodes._runtime.retry_at import later
from linkcodes._runtime.rules import core
from linkcodes.ids import OperationId, Provider
from linkcodes.runtime import Decision, Outcome, RetryPlan, plan_retry, resolve_outcome, retry_after

__all__ = ["AnswerError", "Chance", "Policy", "PolicyFields", "ProviderAnswer", "answer_of"]

Chance = Callable[[], float]
"""Returns a number from 0 up to 1, such as `random.random`."""

_READS = "read"
_NO_ANSWER = 504
"""The HTTP status whose rules apply where no answer came: it is as unclear whether the call arrived."""
_STATUS = ("status_code", "status", "code")
_BODY = ("content", "body", "text")
"""Attributes of answers and of exceptions, in the order in which they are looked for."""


class ProviderAnswer(NamedTuple):
    """What a provider answered to a call that failed."""

    body: object = None
    """What `decode` reads: a parsed payload, JSON as text or bytes, a code."""
    http_status: int | None = None
    retry_after: str | int | float | None = None
    """The `Retry-After` header as it came, seconds or an HTTP date; or the seconds that other headers say."""

    def __repr__(self) -> str:
        """Leave out the body, which is about people."""
        return f"ProviderAnswer(http_status={self.http_status!r}, retry_after={self.retry_after!r})"


class AnswerError(Exception):
    """Raise this with the answer of a provider that is no success; its text never contains the answer."""

    def __init__(
        self,
        body: object = None,
        *,
        http_status: int | None = None,
        retry_after: str | int | float | None = None,
    ) -> None:
        super().__init__()  # what prints the arguments of errors would print the answer
        self.answer = ProviderAnswer(body, http_status, retry_after)

    def __reduce__(self) -> tuple[Callable[..., AnswerError], tuple[ProviderAnswer]]:
        return _again, (self.answer,)

    def __str__(self) -> str:
        status = self.answer.http_status
        return "the provider reported no success" + (f" (HTTP {status})" if status is not None else "")

    __repr__ = __str__


def _again(answer: ProviderAnswer) -> AnswerError:
    return AnswerError(answer.body, http_status=answer.http_status, retry_after=answer.retry_after)


def answer_of(error: BaseException) -> ProviderAnswer | None:
    """Return the answer that an exception brings, or None if it brings none. Never raises.

    Reads `AnswerError`, exceptions with a `response` (httpx, requests and others), and exceptions that are
    the answer themselves: `status`, `headers` and `body` (API clients that are generated from OpenAPI).
    """
    try:
        if isinstance(error, AnswerError):
            return error.answer
        source = getattr(error, "response", None)
        return _read(error if source is None else source)
    except Exception:  # attributes of foreign classes may raise anything
        return None


def _read(source: object) -> ProviderAnswer | None:
    status = next((found for name in _STATUS if type(found := getattr(source, name, None)) is int), None)
    bodies = (getattr(source, name, None) for name in _BODY)
    body = next((found for found in bodies if isinstance(found, str | bytes | dict | list)), None)
    if status is None or not 100 <= status <= 599:  # any exception may have a `code`
        return None
    return ProviderAnswer(body, status, _retry_after(getattr(source, "headers", None)))


def _retry_after(headers: object) -> str | int | float | None:
    """Return the `Retry-After` header, or the seconds until a limit is lifted if that is later."""
    if not isinstance(headers, Mapping) and not hasattr(headers, "items"):
        return None
    # A plain dictionary would tell upper from lower case.
    found = (value for name, value in headers.items() if str(name).lower() == "retry-after")
    sent = next((str(value) for value in found), None)
    return later(sent, retry_after(None, headers=headers))


class PolicyFields(TypedDict, total=False):
    """The fields of a `Policy`, as keyword arguments."""

    operation: OperationId | None
    provider: Provider | None
    unattended: bool
    no_answer: tuple[type[BaseException], ...]
    read: Callable[[BaseException], ProviderAnswer | None]
    chance: Chance


class Policy(NamedTuple):
    """How to plan for what goes wrong in one kind of call."""

    operation: OperationId | None = None
    """What the call does, such as `read`. Without one, what cannot be read is never retried."""
    provider: Provider | None = None
    """Id of the provider that is called."""
    unattended: bool = True
    """Whether no user is present."""
    no_answer: tuple[type[BaseException], ...] = (OSError,)
    """Exceptions which say that no answer came, such as `httpx.TransportError`."""
    read: Callable[[BaseException], ProviderAnswer | None] = answer_of
    """Returns the answer that an exception brings."""
    chance: Chance = random.random
    """Where jitter comes from."""

    def plan(self, error: BaseException, attempts: int) -> RetryPlan | None:
        """Return the plan after some attempts, the failed one included; None where nothing says what to do.

        An HTTP status without a listed code is enough for calls that only read, and for no others: the order
        may have been taken before it was sent.
        """
        answer = self.read(error)
        if answer is None and isinstance(error, self.no_answer):
            answer = ProviderAnswer(http_status=_NO_ANSWER)
        if answer is None:
            return None
        outcome = resolve_outcome(
            answer.body, provider=self.provider, http_status=answer.http_status, operation=self.operation
        )
        if not (_is_listed(outcome) or self._only_reads()):
            return None
        return plan_retry(
            outcome,
            attempts=attempts,
            unattended=self.unattended,
            operation=self.operation,
            retry_after_s=later(
                answer.retry_after, retry_after(outcome, headers={"Retry-After": answer.retry_after})
            ),
        )

    def pause(self, error: BaseException, attempts: int) -> float | None:
        """Return the seconds before the next attempt, jitter included; None where there must be none."""
        plan = self.plan(error, attempts)
        if plan is None or plan.decision is not Decision.RETRY:
            return None
        return self.pause_of(plan)

    def pause_of(self, plan: RetryPlan) -> float:
        """Return the seconds of a plan plus jitter: what failed together must not return together."""
        return (plan.delay_s or 0) + self.chance() * plan.jitter_s

    def _only_reads(self) -> bool:
        operations: dict[str, Any] = core()["operations"]
        effect = operations.get(self.operation or "", {}).get("effect")
        return bool(effect == _READS)


def _is_listed(outcome: Outcome) -> bool:
    because = outcome.because or outcome.decoded.head
    return because is not None and because.known
