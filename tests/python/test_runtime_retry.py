"""When `plan_retry` says to try again, with whom, and when to stop."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.python.conftest import Import
from tests.python.hostiles import anything


def plan(real: Import, code: str, provider: str = "flinks", **options: Any) -> tuple[Any, ...]:
    made = real("runtime").plan_retry(real("runtime").classify(provider, code), **options).to_dict()
    return made["decision"], made["reason"], made["delay_s"], made["attempts_left"], made["unattended"]


@pytest.mark.parametrize(
    ("code", "options", "expected"),
    [
        ("TOO_MANY_REQUESTS", {}, ("retry", "may_retry", 60, 4, True)),
        ("TOO_MANY_REQUESTS", {"attempts": 3, "unattended": True}, ("retry", "may_retry", 240, 2, True)),
        ("TOO_MANY_REQUESTS", {"retry_after_s": 90.2}, ("retry", "may_retry", 91, 4, True)),
        ("TOO_MANY_REQUESTS", {"retry_after_s": 5}, ("retry", "may_retry", 60, 4, True)),
        ("TOO_MANY_REQUESTS", {"attempts": 5}, ("wait", "next_run", None, 0, True)),
        ("TOO_MANY_REQUESTS", {"attempts": 10**30}, ("wait", "next_run", None, 0, True)),
        ("TOO_MANY_REQUESTS", {"attempts": 10**400}, ("wait", "next_run", None, 0, True)),
        ("TOO_MANY_REQUESTS", {"attempts": True}, ("wait", "next_run", None, 0, True)),
        ("TOO_MANY_REQUESTS", {"operation": "payment"}, ("retry", "may_retry", 60, 4, False)),
        (
            "TOO_MANY_REQUESTS",
            {"operation": "payment", "unattended": 1},
            ("escalate", "not_alone", None, 0, False),
        ),
        ("CARD_IN_USE", {}, ("retry", "may_retry", 300, 1, False)),
        ("CARD_IN_USE", {"operation": "payment"}, ("check_first", "may_pay_twice", None, 0, True)),
        ("INVALID_PASSWORD", {}, ("ask_user", "needs_input", None, 2, False)),
        ("INVALID_PASSWORD", {"unattended": True}, ("ask_user", "needs_input", None, 2, False)),
        ("INVALID_PASSWORD", {"attempts": 3.0}, ("ask_user", "may_lock_account", None, 0, False)),
        ("INVALID_PASSWORD", {"operation": "refresh"}, ("ask_user", "needs_reconnect", None, 2, False)),
        ("DISABLED_LOGIN", {}, ("ask_user", "needs_bank_action", None, 2, False)),
        ("INVALID_REQUEST", {}, ("escalate", "needs_fix", None, 0, False)),
        ("OPERATION_PENDING", {"unattended": True}, ("wait", "in_progress", None, 0, True)),
        ("OPERATION_PENDING", {"retry_after_s": 10}, ("wait", "in_progress", 10, 0, True)),
        ("ALREADY_AUTHORIZED", {}, ("continue", "next_step", None, 0, False)),
        ("KYC", {}, ("stop", "no_outcome", None, 0, False)),
        ("BRAND_NEW", {}, ("check_first", "may_pay_twice", None, 0, True)),
    ],
)
def test_codes_of_an_aggregator(real: Import, code: str, options: dict[str, Any], expected: object) -> None:
    assert plan(real, code, **options) == expected


def test_what_the_bank_refused_is_over_and_what_it_asks_for_is_asked(real: Import) -> None:
    secondary = {"provider": "lean"}
    assert plan(real, "REJECTED_BY_BANK", **secondary)[:2] == ("ask_user", "needs_bank_action")
    assert plan(real, "REQUIRES_LOGIN_MFA", **secondary)[:2] == ("ask_user", "needs_input")
    assert plan(real, "PENDING_BENEFICIARY_COOL_OFF", **secondary)[:2] == ("wait", "in_progress")


def test_the_delay_grows_up_to_a_limit_which_only_the_provider_exceeds(real: Import) -> None:
    rules = real("_runtime.rules").core()
    own, policy = real("_planning").Planner(rules)._own_delay, rules["retry_policy"]
    delays = [own(None, attempts) for attempts in range(1, 30)]
    assert delays == sorted(delays) and delays[-1] == policy["longest_delay_s"]
    assert plan(real, "TOO_MANY_REQUESTS", retry_after_s=86_400)[2] == 86_400


@pytest.mark.parametrize("ignored", [-1, float("nan"), float("inf"), "6.5", True, None, [600]])
def test_what_is_no_number_of_seconds_is_ignored(real: Import, ignored: object) -> None:
    assert plan(real, "TOO_MANY_REQUESTS", retry_after_s=ignored)[2] == 60


def test_any_result_or_payload_will_do(real: Import) -> None:
    payload = {"step": "x", "flinksCode": "DISABLED_LOGIN", "institution": "y"}
    outcome = real("runtime").resolve_outcome(payload)
    plans = {real("runtime").plan_retry(each) for each in (outcome, outcome.decoded, outcome.because)}
    assert (
        plans
        == {real("runtime").plan_retry("flinksCode: x DISABLED_LOGIN", provider="flinks")}
        == {real("runtime").plan_retry('{"step": "x", "flinksCode": "DISABLED_LOGIN", "institution": "y"}')}
    )
    assert real("runtime").plan_retry("nothing known").reason == "unknown_code"


def test_nothing_that_moves_money_or_risks_a_lock_is_ever_retried_unattended(real: Import) -> None:
    core, runtime = real("_runtime.rules").core(), real("runtime")
    for book in real("_runtime.rules").books():
        for item in book.items:
            found = runtime.classify(book.id, item.record["value"], vocabulary=item.vocabulary)
            category = core["categories"].get(found.category, {})
            made = runtime.plan_retry(found, unattended=True)
            if made.decision == "retry":
                assert found.unattended_retry and found.effect == "read" and not category.get("lockout_risk")


OPTIONS = ("attempts", "unattended", "operation", "retry_after_s")


@given(anything, st.fixed_dictionaries(dict.fromkeys(OPTIONS, anything)))
def test_nothing_raises(real: Import, subject: Any, options: dict[str, Any]) -> None:
    assert real("runtime").plan_retry(subject, **options).decision in set(real("runtime").Decision)
    code = real("runtime").classify("flinks", "CARD_IN_USE")
    assert real("runtime").plan_retry(code, **options).reason


@given(st.integers(), st.floats())
def test_a_retry_waits_at_least_as_long_as_asked(real: Import, attempts: int, after: float) -> None:
    code = real("runtime").classify("flinks", "CARD_IN_USE")
    made = real("runtime").plan_retry(code, attempts=attempts, retry_after_s=after)
    assert made.decision != "retry" or made.delay_s >= (
        min(after, 10**9) if 0 <= after < float("inf") else 60
    )
