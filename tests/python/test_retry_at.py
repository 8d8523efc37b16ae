"""When a call may be tried again, on the clock: by headers, messages and limits of a day."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.python.conftest import Import
from tests.python.hostiles import Hostile, HostileStr, anything

NOON = 1_764_244_800
MONTH = 31 * 86_400
NAMES = (
    *("Retry-After", "RateLimit-Reset", "HTTP_X_RATELIMIT_RESET", "x-ratelimit-remaining"),
    *("x-ratelimit-account-success-reset", "http_x_ratelimit_account_success_remaining", "X"),
)
SAID = st.one_of(st.integers(), st.floats(), st.integers(0, MONTH).map(str), st.text(max_size=20), st.none())
HEADERS = st.dictionaries(st.sampled_from(NAMES), SAID)
CODES = (
    *(("gocardless", "RateLimitError"), ("gocardless", "Rate limit exceeded"), ("pluggy", None)),
    *(("enable_banking", "ASPSP_RATE_LIMIT_EXCEEDED"), ("flinks", "TOO_MANY_REQUESTS"), ("plaid", "x")),
)
TEXTS = st.one_of(
    st.sampled_from(["Access exceeded", "Please try again in 90 seconds", "Too many requests"]),
    st.integers(0, 10**12).map(lambda number: f"Please try again in {number} seconds"),
    st.text(max_size=30),
)


MADE = st.fixed_dictionaries({"attempts": st.integers(1, 3), "unattended": st.booleans()})


@given(st.sampled_from(CODES), HEADERS, TEXTS, MADE)
def test_no_answer_shortens_a_plan(
    real: Import, code: tuple[str, Any], headers: Any, message: str, known: Any
) -> None:
    runtime = real("runtime")
    found = runtime.classify(code[0], code[1], http_status=429, operation="read", message=message)
    asked = runtime.retry_after(found, headers=headers, message=message, now=NOON)
    assert asked is None or (type(asked) is int and 0 < asked <= MONTH)
    without = runtime.plan_retry(found, **known)
    plan = runtime.plan_retry(found, **known, retry_after_s=asked)
    assert plan.decision == without.decision and plan.attempts_left == without.attempts_left
    assert (plan.delay_s or 0) >= (without.delay_s or 0)
    at = runtime.retry_at(plan, now=NOON)
    assert (at is None) is (plan.delay_s is None)
    if at is not None:
        assert datetime.fromisoformat(at).timestamp() == NOON + plan.delay_s


@given(HEADERS, HEADERS)
def test_a_further_header_that_says_when_never_shortens_a_pause(
    real: Import, headers: dict[str, Any], others: dict[str, Any]
) -> None:
    ask, more = real("").retry_after, {name: said for name, said in others.items() if "remaining" not in name}
    alone = ask(None, headers=headers, now=NOON)
    both = ask(None, headers=[*headers.items(), *more.items()], now=NOON)
    assert (both or 0) >= (alone or 0)


@given(anything, anything, anything, anything)
def test_nothing_raises(real: Import, answer: Any, headers: Any, message: Any, now: Any) -> None:
    found = real("").retry_after(answer, headers=headers, message=message, now=now)
    assert found is None or 0 < found <= MONTH
    for plan in (answer, {"delay_s": answer}, {"delay_s": 5}):
        assert type(real("").retry_at(plan, now=now)) in {str, type(None)}


class Refusing(tzinfo):
    """A time zone that refuses."""

    def _refuse(self, _: object) -> Any:
        raise RuntimeError

    utcoffset = dst = tzname = _refuse


class Untold:
    """Headers that refuse."""

    def items(self) -> object:
        raise RuntimeError


HOSTILE: list[Any] = [
    Untold(), Hostile(), HostileStr("x"), [(Hostile(), "5")], [("Retry-After", Hostile())], b"Retry-After",
    {"Retry-After": HostileStr("soon")}, {"Retry-After": 10**400}, {"Retry-After": [Hostile()]}, object(),
    {1: 2, None: None}, iter([]), 5, "Retry-After: 5",
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_headers_say_nothing(real: Import, number: int) -> None:
    assert real("").retry_after(None, headers=HOSTILE[number]) is None


@pytest.mark.parametrize("value", [b"90", "90", 90, 89.5, ["90"], ("5", "90")])
@pytest.mark.parametrize("name", ["Retry-After", "retry-after", b"Retry-After", "HTTP_RETRY_AFTER"])
def test_headers_are_read_as_frameworks_give_them(real: Import, name: Any, value: Any) -> None:
    assert real("").retry_after(None, headers={name: value}) == 90
    assert real("").retry_after(None, headers=[("x", "y"), (name, value)]) == 90


NIGHT = {"message": "Access exceeded"}


@pytest.mark.parametrize(
    "now",
    [
        NOON, float(NOON), str(NOON), datetime(2025, 11, 27, 12, tzinfo=UTC), datetime(2025, 11, 27, 12),
        datetime(2025, 11, 27, 17, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    ],
)  # fmt: skip
def test_a_time_may_be_a_number_or_a_datetime_which_is_in_utc_without_a_zone(real: Import, now: Any) -> None:
    assert real("").retry_after(NIGHT, now=now) == 43_200
    assert real("").retry_at({"delay_s": 43_200}, now=now) == "2025-11-28T00:00:00Z"


NO_TIMES: list[Any] = [
    None, 0, -1, float("nan"), float("inf"), 10**30, "now", datetime(1, 1, 1), datetime.max, Hostile(),
    datetime(2025, 1, 1, tzinfo=Refusing()),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(NO_TIMES)))
def test_without_a_time_the_clock_says_it(real: Import, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: NOON + 0.25)
    assert real("").retry_after(NIGHT, now=NO_TIMES[number]) == 43_200
    assert real("").retry_at({"delay_s": 10}, now=NO_TIMES[number]) == "2025-11-27T12:00:11Z"


def test_a_plan_without_a_wait_has_no_time(real: Import) -> None:
    plan = real("").plan_retry(real("").classify("gocardless", "AccessExpiredError"), retry_after_s=500)
    for nothing in (plan, None, {}, {"delay_s": None}, {"delay_s": "x"}, {"delay_s": -1}, 5, Hostile()):
        assert real("").retry_at(nothing) is None
    assert real("").retry_at({"delay_s": 0}, now=NOON) == "2025-11-27T12:00:00Z"
