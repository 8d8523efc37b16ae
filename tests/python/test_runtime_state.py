"""How `reduce_state` folds events and webhooks, late, early and twice, into one state."""

from __future__ import annotations

import json
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.python.conftest import Import
from tests.python.hostiles import PATHOLOGICAL, anything

SECOND_STATUSES = [
    "OK",
    "INVALID_MFA",
    "MFA_REQUIRED",
    "CONSENT_EXPIRED",
    "PENDING_WITH_BANK",
    "BRAND_NEW",
    None,
]


def event(number: int, kind: str = "entity.created", second: int = 0) -> dict[str, Any]:
    time = f"2026-11-22T07:00:{second:02}.5Z"
    return {"type": kind, "payload": {}, "message": "", "timestamp": time, "event_id": f"e{number}"}


def callback(status: str | None, secondary: str | None = None) -> dict[str, Any]:
    return {"status": status, "secondary_status": secondary, "bank": {}}


def fold(real: Import, *inputs: Any) -> Any:
    """Reduce inputs; a pair is an input and its `at`."""
    pairs = [item if type(item) is tuple else (item, None) for item in inputs]
    runtime = real("runtime")

    def step(state: Any, pair: Any) -> Any:
        anything, at = pair
        known = (
            {"provider": "lean"}
            if type(anything) is dict and not {"FlinksCode", "event"} & {*anything}
            else {}
        )
        return runtime.reduce_state(state, runtime.resolve_outcome(anything, **known), at=at)

    return reduce(step, pairs, None)


@pytest.mark.slow
def test_it_begins_with_nothing(real: Import) -> None:
    state = fold(real, "nothing in it")
    assert (state.verdict, state.because, state.error, state.error_over) == ("unknown", None, None, True)
    assert len(state.entries) == 1 and state.changed_at is None


def test_a_failure_is_over_when_it_works_later(real: Import) -> None:
    wrong, right = (callback("ERROR", "INVALID_MFA"), 10), (callback("SUCCESS", "OK"), 20)
    failed = fold(real, wrong)
    assert (failed.verdict, failed.error_over, failed.changed_at) == ("failed", False, 10)
    assert failed.error.raw == failed.because.raw == "INVALID_MFA"
    done = fold(real, wrong, right)
    assert (done.verdict, done.error.raw, done.error_over, done.changed_at) == (
        "succeeded",
        "INVALID_MFA",
        True,
        20,
    )
    assert fold(real, right, wrong) == done
    assert failed.verdict == "failed", "a state is a value"


def test_a_late_failure_changes_nothing_about_what_came_after_it(real: Import) -> None:
    state = fold(real, (callback("SUCCESS"), 20), (callback("ERROR", "INVALID_MFA"), 10))
    assert (state.verdict, state.error_over) == ("succeeded", True)


@pytest.mark.parametrize(
    ("first", "then", "over"),
    [
        (callback("ERROR", "INVALID_MFA"), callback("REDIRECT"), True),
        (callback("ERROR", "INVALID_MFA"), callback("CANCELLED"), False),
        (callback("ERROR", "INVALID_MFA"), callback("LINK_CLOSED_PROGRAMMATICALLY"), False),
        (callback("ERROR", "INVALID_PAYMENT_MFA"), {"refresh_id": "1", "status": "OK"}, False),
        (callback("ERROR", "INVALID_PAYMENT_MFA"), event(1), False),
        (callback("ERROR", "CONSENT_EXPIRED"), callback("REDIRECT"), False),
        (callback("ERROR", "CONSENT_EXPIRED"), callback("SUCCESS"), False),
        (callback("ERROR", "CONSENT_EXPIRED"), event(1), True),
    ],
)
def test_what_ends_an_error(real: Import, first: Any, then: Any, over: bool) -> None:
    state = fold(real, first, then)
    assert state.error is not None and state.error_over is over


def test_an_error_that_ended_the_connection_needs_a_success(real: Import) -> None:
    runtime, ends = real("runtime"), real("taxonomy").Ends.CONNECTION
    ended = runtime.classify("lean", "INVALID_CREDENTIALS")._replace(ends=ends)
    callbacks = callback("ERROR"), callback("REDIRECT"), callback("SUCCESS", "OK")
    outcomes = [runtime.resolve_outcome(each) for each in callbacks]
    outcomes[0] = outcomes[0]._replace(because=ended)
    assert real("_runtime.state")._error(outcomes[:2]) == (ended, False)
    assert real("_runtime.state")._error(outcomes) == (ended, True)


def test_what_came_before_changes_nothing(real: Import) -> None:
    twice = [event(1), {**event(1, "entity.reconnected", 5)}]
    assert len(fold(real, *twice).entries) == 1
    same = (callback("ERROR", "INVALID_MFA"), 5)
    assert len(fold(real, same, (callback("SUCCESS"), 6), same).entries) == 2
    assert len(fold(real, same, (same[0], 6)).entries) == 2
    untimed = callback("ERROR")
    assert len(fold(real, untimed, untimed, callback("SUCCESS"), untimed).entries) == 3
    before = fold(real, untimed)
    assert real("runtime").reduce_state(before, untimed) is before


def test_untimed_inputs_stay_behind_what_they_came_after(real: Import) -> None:
    untimed = callback("CANCELLED")
    inputs = [(callback("REDIRECT"), 10), untimed, (callback("ERROR"), 10), (callback("SUCCESS"), 20)]
    order = [item.outcome.decoded.data["status"] for item in fold(real, *inputs).entries]
    assert order == ["REDIRECT", "ERROR", "CANCELLED", "SUCCESS"]


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        ("1970-01-01T00:00:01Z", 1),
        ("1970-01-01 01:00:01.123456789+01:00", 1.123456789),
        ("1969-12-31T23:30-0030", 0),
        ("1970-01-01T00:00:01", None),
        ("1970-13-01T00:00:01Z", None),
        ("1970-01-01T00:00:61Z", None),
        ("soon", None),
        (5, None),
    ],
)
def test_times_of_payloads(real: Import, time: object, seconds: float | None) -> None:
    payload = {**event(1), "timestamp": time}
    assert fold(real, payload).entries[0].time == seconds
    assert fold(real, (payload, 99)).entries[0].time == (99 if seconds is None else seconds)


@pytest.mark.parametrize("at", [True, "5", float("nan"), float("inf"), 10**400, [5]])
def test_what_is_no_time_is_ignored(real: Import, at: object) -> None:
    assert fold(real, (callback("ERROR"), at)).entries[0].time is None


@pytest.mark.slow
def test_the_latest_thousand_are_kept(real: Import) -> None:
    state = fold(real, *((callback("ERROR"), second) for second in range(1_002)))
    assert len(state.entries) == 1_000 and state.entries[0].time == 2


@pytest.mark.parametrize("no_state", [0, "x", {"verdict": "failed"}, ("failed",), object()])
def test_anything_that_is_no_state_starts_one(real: Import, no_state: object) -> None:
    failed = real("runtime").resolve_outcome(callback("ERROR"), provider="lean")
    assert real("runtime").reduce_state(no_state, failed) == fold(real, callback("ERROR"))


inputs = st.lists(
    st.tuples(
        st.builds(callback, st.sampled_from(["SUCCESS", "ERROR", "CANCELLED", "REDIRECT", None]),
                  st.sampled_from(SECOND_STATUSES)) | st.integers(0, 5).map(lambda n: event(n, second=n)),
        st.integers(0, 3),
    ),
    max_size=8,
)  # fmt: skip


@given(inputs, st.randoms())
def test_timed_inputs_may_come_in_any_order_and_twice(real: Import, timed: list[Any], random: Any) -> None:
    expected = fold(real, None, *timed)
    mixed = timed + random.choices(timed, k=3) if timed else []
    random.shuffle(mixed)
    state = fold(real, None, *mixed)
    assert state.to_dict(raw=True) == expected.to_dict(raw=True)
    assert [item.time for item in state.entries[1:]] == sorted(item.time for item in state.entries[1:])


@given(st.lists(st.tuples(anything, anything), max_size=4))
def test_nothing_raises(real: Import, pairs: list[Any]) -> None:
    state: Any = None
    for data, at in pairs:
        state = real("runtime").reduce_state(state, data, at=at)
        assert state.verdict == "unknown" or state.because is not None


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] * (name == "a huge text")) for name in PATHOLOGICAL]
)
def test_the_worst_inputs_are_kept_inside_a_payload(real: Import, name: str) -> None:
    worst = PATHOLOGICAL[name]()
    state = fold(real, (callback("ERROR"), 1), ({**callback("SUCCESS"), "message": worst}, 2))
    assert state.verdict == "succeeded"
    assert state.entries[1].outcome.decoded.data["message"] is worst
    fold(real, {**callback("SUCCESS"), "message": worst}, {**callback("SUCCESS"), "message": worst}, worst)


def test_a_stored_state_goes_on(real: Import) -> None:
    reduce_state = real("runtime").reduce_state
    inputs = [b'{"status": "ERROR", "secondary_status": "INVALID_MFA"}', callback("SUCCESS"), "INVALID_MFA"]
    kept: Any = None
    stored: Any = None
    for number, item in enumerate(inputs):
        at = None if number == 1 else 10 - number
        kept = reduce_state(kept, item, at=at)
        stored = json.loads(json.dumps(reduce_state(stored, item, at=at).to_dict(raw=True)))
        assert stored == json.loads(json.dumps(kept.to_dict(raw=True)))
    assert [entry["time"] for entry in stored["entries"]] == [8.0, 10.0, None]


@given(anything, anything)
def test_what_only_looks_like_a_stored_state_starts_anew_or_is_read_as_far_as_it_can_be(
    real: Import, entries: Any, over: Any
) -> None:
    state = real("runtime").reduce_state({"error_over": over, "entries": entries}, callback("SUCCESS"))
    assert state.verdict == "succeeded"
