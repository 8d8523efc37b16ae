"""A job that reads at night: what failed is read again, after pauses that do not shrink, and not for ever."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from tests.conftest import REPO
from tests.python.conftest import Import

CASES = json.loads((REPO / "tests/cases/reads.json").read_text("utf-8"))
PROVIDERS = sorted(json.loads((REPO / "spec/spec.json").read_text("utf-8"))["providers"])
ALONE = [
    {"provider": provider, "kind": str(status), "http_status": status, "body": None}
    for provider in PROVIDERS
    for status in CASES["statuses"]
    if [provider, status] not in CASES["counted"]
]
ALL = [*ALONE, *CASES["answers"]]
HOUR, DAY = 3600, 86_400
"""Up to here a pause doubles with each try."""
MOST = 9
"""More tries than any run may make."""


def _named(case: dict[str, Any]) -> str:
    return "-".join([case["provider"], case["kind"], *map(str, (case["body"] or {}).values())])[:60]


@pytest.mark.parametrize("case", ALL, ids=map(_named, ALL))
def test_a_read_that_failed_is_read_again_and_not_for_ever(real: Import, case: dict[str, Any]) -> None:
    runtime = real("")
    found = runtime.decode(
        case["body"], provider=case["provider"], http_status=case["http_status"], operation="read"
    )
    plans = [runtime.plan_retry(found, attempts=made, unattended=True) for made in range(1, MOST)]
    tried = [plan for plan in plans if plan.decision == "retry"]
    assert plans[0].decision == "retry", plans[0]
    assert plans[: len(tried)] == tried, "a try came back after the bound"
    assert len(tried) < len(plans), "no bound"
    assert all(plan.unattended and plan.delay_s and plan.delay_s > 0 for plan in tried)
    assert all(_grows(one.delay_s, next_one.delay_s) for one, next_one in pairwise(tried))
    assert not any(plan.decision == "check_first" for plan in plans), "a read leaves nothing to look up"
    left = plans[len(tried)]
    assert (left.decision, left.reason, left.actions[0]) == ("wait", "next_run", "leave_to_next_run")
    assert left.unattended and left.deadline_s and left.deadline_s >= DAY and left.then


def _grows(pause: int, following: int) -> bool:
    return following > pause or following == pause >= HOUR


@pytest.mark.parametrize(("provider", "status"), CASES["counted"])
def test_what_counts_toward_a_suspension_is_not_read_again_alone(
    real: Import, provider: str, status: int
) -> None:
    found = real("").decode(None, provider=provider, http_status=status, operation="read")
    assert found.head.suspension_risk
    assert real("").plan_retry(found, unattended=True).decision != "retry"


def test_every_provider_says_that_reading_reads(real: Import) -> None:
    for provider in PROVIDERS:
        own = json.loads((REPO / f"spec/providers/{provider}.json").read_text("utf-8"))["operations"]
        assert [each["effect"] for each in own if each["id"] == "read"] == ["read"], provider


@pytest.mark.parametrize("operation", ["refresh", "balances", "login", "payment", "consent", "report"])
def test_what_does_more_than_read_is_as_strict_as_before(real: Import, operation: str) -> None:
    """Plaid bills a refresh and a live balance, so a server repeats neither alone."""
    plan = real("").plan_retry(None, provider="plaid", http_status=500, operation=operation, unattended=True)
    assert plan.decision != "retry"


@pytest.mark.parametrize(
    "code",
    [
        ("plaid", "INVALID_CREDENTIALS"),
        ("lean", "INVALID_MFA"),
        ("argyle", "service_unavailable"),
        ("flinks", "CARD_IN_USE"),
        ("enable_banking", "PAYMENT_NOT_FINALIZED"),
    ],
)
def test_a_caller_that_only_reads_makes_no_sign_in_order_or_payment_lighter(
    real: Import, code: tuple[str, str]
) -> None:
    plan = real("").plan_retry(real("").classify(*code, operation="read"), unattended=True)
    assert plan.decision != "retry"


def test_the_operation_is_said_once(real: Import) -> None:
    """Of a payload without a code, nothing else says that it was only read."""
    runtime = real("")
    body = {"code": 429, "message": "Too many requests"}
    known = {"provider": "enable_banking", "http_status": 429, "operation": "read"}
    for found in (runtime.decode(body, **known), runtime.resolve_outcome(body, **known)):
        plan = runtime.plan_retry(found, unattended=True)
        assert plan == runtime.plan_retry(found, unattended=True, operation="read")
        assert plan.decision == "retry"


def test_what_could_not_be_used_is_named(real: Import) -> None:
    runtime = real("")
    found = runtime.decode("x", provider=7, http_status="429", operation="reed")
    assert found.given.ignored == ("provider", "http_status", "operation")
    assert runtime.plan_retry(found, retry_after_s="soon").ignored == (*found.given.ignored, "retry_after_s")
    assert runtime.plan_retry(None, operation="reed").ignored == ("operation",)
    used = runtime.plan_retry(None, provider="plaid", http_status=429, operation="read", retry_after_s="5")
    assert used.ignored == ()


@pytest.mark.parametrize(
    ("known", "ignored"),
    [
        ({"provider": "plad"}, ("provider",)),
        ({"provider": "plaid", "payload": "link.exti", "http_status": 429}, ("payload",)),
        (
            {"provider": "x", "payload": "link.exit", "operation": "reed"},
            ("provider", "payload", "operation"),
        ),
        ({"payload": "plad:link.exit"}, ("payload",)),
        ({"payload": "plaid:link.exit"}, ()),
        ({"provider": "plaid", "payload": "link.exit"}, ()),
    ],
)
def test_an_id_that_is_not_listed_is_named(real: Import, known: Any, ignored: tuple[str, ...]) -> None:
    runtime = real("")
    for body in ({}, None, "x", {"error_code": "ITEM_LOGIN_REQUIRED"}):
        assert runtime.decode(body, **known).given.ignored == ignored
        assert runtime.resolve_outcome(body, **known).decoded.given.ignored == ignored
        assert runtime.plan_retry(body, **known).ignored == ignored


def test_an_operation_that_is_not_listed_takes_nothing_from_the_one_that_is(real: Import) -> None:
    runtime = real("")
    found = runtime.decode(None, provider="plaid", http_status=503, operation="read")
    assert runtime.plan_retry(found, unattended=True, operation="reed").decision == "retry"
