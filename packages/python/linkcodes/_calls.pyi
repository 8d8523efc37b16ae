from collections.abc import Mapping
from datetime import datetime

from linkcodes._runtime.results import Classification, Decoded, Outcome, RetryPlan, State
from linkcodes.ids import KnownPayloadId, OperationId, PayloadId, Provider, VocabularyId
from linkcodes.taxonomy import Operation

__all__ = ["classify", "decode", "plan_retry", "reduce_state", "resolve_outcome", "retry_after", "retry_at"]

def classify(
    provider: Provider | None,
    code: object,
    *,
    vocabulary: VocabularyId | None = None,
    message: str | None = None,
    http_status: int | None = None,
    operation: Operation | OperationId | None = None,
    beside: object = None,
) -> Classification: ...
def decode(
    anything: object,
    *,
    provider: Provider | None = None,
    payload: PayloadId | KnownPayloadId | None = None,
    http_status: int | None = None,
    operation: Operation | OperationId | None = None,
) -> Decoded: ...
def resolve_outcome(
    anything: object,
    *,
    provider: Provider | None = None,
    payload: PayloadId | KnownPayloadId | None = None,
    http_status: int | None = None,
    operation: Operation | OperationId | None = None,
) -> Outcome: ...
def plan_retry(
    subject: object,
    *,
    attempts: float | str | None = 1,
    unattended: bool = False,
    operation: Operation | OperationId | None = None,
    retry_after_s: float | str | None = None,
    provider: Provider | None = None,
    payload: PayloadId | KnownPayloadId | None = None,
    http_status: int | None = None,
) -> RetryPlan: ...
def reduce_state(
    state: State | Mapping[str, object] | None, anything: object, *, at: float | None = None
) -> State: ...
def retry_after(
    answer: object = None,
    *,
    headers: object = None,
    message: str | None = None,
    now: datetime | float | None = None,
) -> int | None: ...
def retry_at(
    plan: RetryPlan | Mapping[str, object] | None, *, now: datetime | float | None = None
) -> str | None: ...
