"""A worker that tries again when it may, and hands over to a person when it may not.

It knows no code and no provider: `plan_retry` decides. In memory, the schedule is lost with the process; a
table with the columns of `Job` and `due_at` keeps it.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from typing import NamedTuple

from linkcodes import plan_retry
from linkcodes.ids import OperationId
from linkcodes.runtime import Decision, Reason, RetryPlan

POLL_S = 60
"""Seconds between two looks where a webhook ends the wait, in case it gets lost."""


class Job(NamedTuple):
    """One thing to be done at a provider with no user present."""

    account: str
    operation: OperationId
    attempts: int = 1
    """How many there have been, this one included."""
    polls: int = 0
    """How often its result was asked for. When this is not 0, ask again, and start nothing new."""


class Worker:
    """Does what is due. `call` returns the provider's answer, `hand_over` gets what no machine should do."""

    def __init__(
        self,
        call: Callable[[Job], object],
        hand_over: Callable[[Job, RetryPlan], None],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.call, self.hand_over, self.chance = call, hand_over, chance
        self._due: list[tuple[float, Job]] = []

    def add(self, job: Job, at: float) -> None:
        """Let a job be done at a time, in seconds."""
        heapq.heappush(self._due, (at, job))

    def work(self, now: float) -> float | None:
        """Do every job that is due; return when the next one is, or None if there is none."""
        while self._due and self._due[0][0] <= now:
            _, job = heapq.heappop(self._due)
            self._step(job, now)
        return self._due[0][0] if self._due else None

    def _step(self, job: Job, now: float) -> None:
        answer = self.call(job)
        plan = plan_retry(answer, attempts=job.attempts, unattended=True, operation=job.operation)
        if plan.decision is Decision.RETRY:
            # Accounts that failed together must not come back together.
            wait = (plan.delay_s or 0) + self.chance() * plan.jitter_s
            self.add(job._replace(attempts=job.attempts + 1, polls=0), now + wait)
        elif _is_looked_at(plan) and job.polls * _poll_s(plan) < (plan.deadline_s or 0):
            self.add(job._replace(polls=job.polls + 1), now + max(_poll_s(plan), plan.delay_s or 0))
        else:
            self.hand_over(job, plan)


def _is_looked_at(plan: RetryPlan) -> bool:
    """Say whether to look again; what is left to the next run is handed over to whoever plans the runs."""
    return plan.decision is Decision.WAIT and plan.reason is not Reason.NEXT_RUN


def _poll_s(plan: RetryPlan) -> int:
    return plan.poll_s or POLL_S
