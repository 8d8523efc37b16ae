"""The retry adapters, with the real tenacity, Celery and temporalio: what is retried, and when."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from typing import Any

import celery
import httpx
import pytest
import tenacity
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from tests.python.conftest import Import

DOWN = {"HttpStatusCode": 401, "FlinksCode": "NO_BROWSER_AVAILABLE"}
WRONG = {"HttpStatusCode": 401, "FlinksCode": "INVALID_PASSWORD", "RequestId": "hunter2"}
NUMBERS = count()
ORDERING = ["payment", "payout", "refund", "deposit_switch", "report", "verification", "consent", "deletion"]


def answered(status: int, body: Any, **headers: str) -> httpx.HTTPStatusError:
    request = httpx.Request("POST", "https://api.example/x")
    response = httpx.Response(status, json=body, headers=headers, request=request)
    return httpx.HTTPStatusError("failed", request=request, response=response)


@pytest.fixture
def shared(real: Import) -> Any:
    return real("integrations.retrying")


# ---------------------------------------------------------------- what all share


def test_an_answer_is_read_from_the_exceptions_of_http_clients(shared: Any) -> None:
    class GeneratedError(Exception):
        status, headers, body = 503, {"retry-AFTER": "12"}, '{"FlinksCode": "RETRY_LATER"}'

    assert shared.answer_of(answered(429, DOWN, **{"Retry-After": "7"}))[1:] == (429, "7")
    assert shared.answer_of(GeneratedError()) == ('{"FlinksCode": "RETRY_LATER"}', 503, "12")
    assert shared.answer_of(shared.AnswerError(DOWN, retry_after=3)) == (DOWN, None, 3)


class HostileError(Exception):
    @property
    def response(self) -> object:
        raise RuntimeError


@pytest.mark.parametrize(
    "error", [ValueError("x"), SystemExit(1), HostileError(), OSError(5, "x"), KeyError("status")]
)
def test_what_brings_no_answer_is_not_taken_for_one(shared: Any, error: BaseException) -> None:
    assert shared.answer_of(error) is None


def test_an_exit_code_is_no_http_status(shared: Any) -> None:
    error = ValueError("x")
    error.code = 1  # type: ignore[attr-defined]
    assert shared.answer_of(error) is None


def test_an_answer_error_shows_nothing_of_the_answer_and_can_be_pickled(shared: Any) -> None:
    error = shared.AnswerError(WRONG, http_status=401)
    assert "hunter2" not in f"{error} {error!r}"
    assert pickle.loads(pickle.dumps(error)).answer == error.answer


@pytest.mark.parametrize("operation", [*ORDERING, "login", "invented", None])
@pytest.mark.parametrize(
    "error",
    [TimeoutError(), ConnectionResetError(), answered(503, {}), answered(504, "gone"), answered(429, None)],
)
def test_what_cannot_be_read_is_not_retried_unless_the_call_only_reads(
    shared: Any, operation: str | None, error: Exception
) -> None:
    for unattended in (True, False):
        assert shared.Policy(operation, "flinks", unattended).pause(error, 1) is None
        assert shared.Policy("refresh", "flinks", unattended).pause(error, 1) is not None


def test_a_mistake_in_the_program_is_never_retried(shared: Any) -> None:
    assert shared.Policy("refresh").pause(TypeError("x"), 1) is None
    assert shared.Policy("refresh").pause(httpx.ConnectError("x"), 1) is None
    assert shared.Policy("refresh", no_answer=(httpx.TransportError,)).pause(httpx.ConnectError("x"), 1) == (
        pytest.approx(60, abs=16)
    )


def test_the_wait_is_the_plans_or_what_the_provider_asks_for_plus_jitter(shared: Any) -> None:
    for chance, expected in ((0.0, 300.0), (0.5, 337.5)):
        policy = shared.Policy("refresh", "flinks", chance=lambda chance=chance: chance)
        assert policy.pause(shared.AnswerError(DOWN), 1) == expected
    policy = shared.Policy("refresh", "flinks", chance=lambda: 0.0)
    assert policy.pause(answered(401, DOWN, **{"Retry-After": "7200"}), 1) == 7200
    assert policy.pause(answered(401, DOWN, **{"Retry-After": "nonsense"}), 1) == 300
    date = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    assert 7190 <= policy.pause(answered(401, DOWN, **{"Retry-After": date}), 1) <= 7200


def test_headers_of_limits_and_texts_of_bodies_count_where_they_ask_for_more(shared: Any) -> None:
    policy = shared.Policy("read", "gocardless", chance=lambda: 0.0)
    left = {"HTTP_X_RATELIMIT_ACCOUNT_SUCCESS_REMAINING": "0"}
    reset = {"HTTP_X_RATELIMIT_ACCOUNT_SUCCESS_RESET": "90000"}
    for after, expected in ({}, 90_000), ({"Retry-After": "95000"}, 95_000), ({"Retry-After": "5"}, 90_000):
        error = answered(429, {"type": "RateLimitError"}, **left, **reset, **after)
        assert policy.pause(error, 1) == expected
    body = {"summary": "Rate limit exceeded", "detail": "Please try again in 4000 seconds"}
    for after, expected in ({}, 4_000), ({"Retry-After": "4500"}, 4_500), ({"Retry-After": "soon"}, 4_000):
        assert policy.pause(answered(429, body, **after), 1) == expected


def test_the_operation_chooses_the_meaning_whose_wait_counts(shared: Any) -> None:
    later = shared.AnswerError({"HttpStatusCode": 401, "FlinksCode": "RETRY_LATER"})
    pauses = {
        operation: shared.Policy(operation, "flinks", chance=lambda: 0.0).pause(later, 1)
        for operation in ("refresh", "connection")
    }
    assert pauses == {"refresh": 7200, "connection": 900}


# ---------------------------------------------------------------- tenacity


@pytest.fixture
def naps() -> list[float]:
    return []


def failing(errors: list[BaseException], calls: list[int]) -> Callable[[], str]:
    def call() -> str:
        calls.append(1)
        if errors:
            raise errors.pop(0)
        return "done"

    return call


def test_tenacity_waits_as_planned_until_it_works(real: Import, shared: Any, naps: list[float]) -> None:
    arguments = real("integrations.tenacity").retry_arguments(operation="refresh", chance=lambda: 0.0)
    calls: list[int] = []
    call = tenacity.retry(**arguments, sleep=naps.append)(failing([shared.AnswerError(DOWN)] * 2, calls))
    assert (call(), naps, len(calls)) == ("done", [300.0, 600.0], 3)


def test_tenacity_raises_the_error_itself_when_the_plan_ends(
    real: Import, shared: Any, naps: list[float]
) -> None:
    arguments = real("integrations.tenacity").retry_arguments(operation="refresh", chance=lambda: 0.0)
    for errors, attempts in (([shared.AnswerError(DOWN)] * 9, 5), ([shared.AnswerError(WRONG)], 1)):
        calls: list[int] = []
        with pytest.raises(shared.AnswerError):
            tenacity.Retrying(**arguments, sleep=naps.append)(failing(errors, calls))
        assert len(calls) == attempts


def test_tenacity_retries_coroutines(real: Import, shared: Any, naps: list[float]) -> None:
    arguments = real("integrations.tenacity").retry_arguments(operation="refresh", chance=lambda: 0.0)
    errors = [shared.AnswerError(DOWN)]

    async def nap(seconds: float) -> None:
        naps.append(seconds)

    @tenacity.retry(**arguments, sleep=nap)
    async def call() -> str:
        if errors:
            raise errors.pop()
        return "done"

    assert (asyncio.run(call()), naps) == ("done", [300.0])


def test_tenacity_never_repeats_a_payment_that_may_have_been_made(real: Import, naps: list[float]) -> None:
    arguments = real("integrations.tenacity").retry_arguments(operation="payment", unattended=False)
    calls: list[int] = []
    with pytest.raises(TimeoutError):
        tenacity.retry(**arguments, sleep=naps.append)(failing([TimeoutError()], calls))()
    assert (len(calls), naps) == (1, [])


# ---------------------------------------------------------------- Celery


@pytest.fixture
def app() -> celery.Celery:
    app = celery.Celery("tests", broker="memory://", backend="cache+memory://", set_as_current=False)
    app.conf.update(task_always_eager=True, task_eager_propagates=False)
    return app


def planned(
    app: celery.Celery, real: Import, errors: list[BaseException], **options: Any
) -> tuple[Any, list[Any]]:
    """Return a task that fails with some errors, and the list that its countdowns are added to."""
    countdowns: list[Any] = []

    class Task(real("integrations.celery").PlannedTask):  # type: ignore[misc]
        abstract = True

        def policy(self) -> Any:
            return super().policy()._replace(chance=lambda: 0.0)

        def retry(self, *args: Any, **given: Any) -> Any:
            countdowns.append(given["countdown"])
            return super().retry(*args, **given)

    @app.task(base=Task, name=f"task-{next(NUMBERS)}", **options)
    def task() -> str:
        if errors:
            raise errors.pop(0)
        return "done"

    return task, countdowns


def test_celery_retries_with_the_countdown_of_the_plan(app: celery.Celery, real: Import, shared: Any) -> None:
    errors: list[BaseException] = [shared.AnswerError(DOWN), answered(401, DOWN, **{"Retry-After": "7200"})]
    task, countdowns = planned(app, real, errors, operation="refresh")
    assert (task.delay().get(), countdowns) == ("done", [300.0, 7200.0])


def test_celery_stops_when_the_plan_does(app: celery.Celery, real: Import, shared: Any) -> None:
    for error, attempts in (
        (shared.AnswerError(DOWN), 5),
        (shared.AnswerError(WRONG), 1),
        (TimeoutError(), 1),
    ):
        errors = [error] * 9
        task, _ = planned(app, real, errors, operation="refresh" if attempts == 5 else "payment")
        result = task.delay()
        assert isinstance(result.result, type(error))
        assert 9 - len(errors) == attempts


def test_celery_obeys_a_lower_limit_and_a_direct_call(app: celery.Celery, real: Import, shared: Any) -> None:
    errors: list[BaseException] = [shared.AnswerError(DOWN)] * 9
    task, _ = planned(app, real, errors, operation="refresh", max_retries=1)
    assert isinstance(task.delay().result, shared.AnswerError)
    assert len(errors) == 7
    with pytest.raises(shared.AnswerError):
        task()
    assert len(errors) == 6


# ---------------------------------------------------------------- Temporal


def test_temporal_gets_the_delay_of_the_plan(real: Import, shared: Any) -> None:
    make = real("integrations.temporal").application_error
    error = make(shared.AnswerError(DOWN), operation="refresh", attempt=2, chance=lambda: 0.5)
    assert isinstance(error, ApplicationError)
    assert (error.non_retryable, error.next_retry_delay) == (False, timedelta(seconds=675))
    assert error.details[0]["decision"] == "retry"


@pytest.mark.parametrize("operation", ["refresh", "payment"])
def test_temporal_never_retries_what_a_plan_forbids(real: Import, shared: Any, operation: str) -> None:
    make = real("integrations.temporal").application_error
    for error in (shared.AnswerError(WRONG), TypeError("hunter2")):
        made = make(error, operation=operation)
        assert (made.non_retryable, made.next_retry_delay) == (True, None)
        assert "hunter2" not in f"{made} {made.details} {made.type}"


def test_temporal_reads_the_attempt_of_the_activity(real: Import, shared: Any) -> None:
    make = real("integrations.temporal").application_error
    environment = ActivityEnvironment()
    environment.info = environment.default_info().__class__(**{**vars(environment.info), "attempt": 5})

    def activity() -> ApplicationError:
        found: ApplicationError = make(shared.AnswerError(DOWN), operation="refresh")
        return found

    assert environment.run(activity).non_retryable
