"""Retries with Celery: `@app.task(base=PlannedTask, operation="read")`."""

from __future__ import annotations

from typing import Any

from celery import Task
from celery.exceptions import Ignore, Reject, Retry

from linkcodes.ids import OperationId, Provider
from linkcodes.integrations.retrying import AnswerError, Policy, ProviderAnswer, answer_of

__all__ = ["AnswerError", "PlannedTask", "Policy"]


class PlannedTask(Task):  # type: ignore[type-arg]
    """A task that is retried when and as often as `plan_retry` says; else its error stays as it was raised.

    Set the attributes below with `@app.task(base=PlannedTask, operation=...)` or in a class of your own. Do
    not add `autoretry_for`: it would retry what the plan forbids.
    """

    abstract = True
    max_retries = None
    """None: the plan counts the attempts. A number gives up sooner."""
    operation: OperationId | None = None
    """What the task does, such as `read`. Without one, what cannot be read is never retried."""
    provider: Provider | None = None
    """Id of the provider that is called."""
    unattended = True
    """Whether no user is present."""
    no_answer: tuple[type[BaseException], ...] = (OSError,)
    """Exceptions which say that no answer came."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the task; raise `celery.exceptions.Retry` if there is to be another attempt."""
        try:
            return self.run(*args, **kwargs)
        except (Retry, Ignore, Reject):
            raise
        except Exception as error:
            pause = self.policy().pause(error, self.request.retries + 1)
            if pause is None or self.request.called_directly:
                raise
            raise self.retry(exc=error, countdown=pause) from error

    def policy(self) -> Policy:
        """Return how this task plans; override it for what the attributes cannot say, such as `chance`."""
        return Policy(
            operation=self.operation,
            provider=self.provider,
            unattended=self.unattended,
            no_answer=self.no_answer,
            read=self.read_answer,
        )

    def read_answer(self, error: BaseException) -> ProviderAnswer | None:
        """Return the answer that an exception brings; override it for exceptions of your own."""
        return answer_of(error)
