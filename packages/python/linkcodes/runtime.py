"""What happened, who must act, may it be tried again: answers for any code or payload.

Each of these functions takes anything at all, never raises, and keeps what came.
"""

from linkcodes._calls import (
    classify,
    decode,
    plan_retry,
    reduce_state,
    resolve_outcome,
    retry_after,
    retry_at,
)
from linkcodes._runtime.results import Classification, Decoded, Entry, Outcome, RetryPlan, State
from linkcodes.runtime_terms import Decision, MatchedBy, ReadFrom, Reason, Unread, Verdict

__all__ = [
    "Classification",
    "Decision",
    "Decoded",
    "Entry",
    "MatchedBy",
    "Outcome",
    "ReadFrom",
    "Reason",
    "RetryPlan",
    "State",
    "Unread",
    "Verdict",
    "classify",
    "decode",
    "plan_retry",
    "reduce_state",
    "resolve_outcome",
    "retry_after",
    "retry_at",
]
