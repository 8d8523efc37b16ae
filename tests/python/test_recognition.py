"""Whose payload it is: a provider is named on evidence or by the caller, and else not at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.python.conftest import Import
from tests.wire_bodies import wire_bodies

TIME = "2026-01-01T00:00:00Z"
FOREIGN: dict[str, Any] = {
    "a status": {"status": "ACTIVE", "plan": "gold"},
    "a bare status": {"status": "SUCCESS"},
    "an id and a status": {"id": 1, "status": "FAILED"},
    "an order": {"status": "Cancelled", "order": 12, "id": "o-1"},
    "an error": {"status": "ERROR", "error": "out of memory", "message": "worker 3"},
    "an event": {"event_id": "1", "type": "build.finished"},
    "a token": {"access_token": "t", "token_type": "bearer", "expires_in": 3600, "scope": "read"},
    "a refreshed token": {"access_token": "t", "refresh_token": "r", "token_type": "Bearer"},
    "an answer of axios": {
        "status": 401, "statusText": "Unauthorized", "headers": {"content-type": "json"},
        "config": {"url": "/x"}, "data": {"error": "invalid_credentials"},
    },
    "an error of axios": {
        "message": "Request failed", "name": "AxiosError", "code": "ERR_BAD_REQUEST", "status": 400,
    },
    "an event of Stripe": {
        "id": "evt_0", "object": "event", "api_version": "2026-01-01", "created": 1, "livemode": False,
        "type": "payment_intent.created", "data": {"object": {"id": "pi_0", "status": "succeeded"}},
    },
    "a payment of Stripe": {
        "id": "pi_0", "object": "payment_intent", "amount": 100, "currency": "usd",
        "status": "requires_action", "client_secret": "s", "customer": None,
        "last_payment_error": {"code": "card_declined"},
    },
    "an error of Stripe": {
        "error": {"type": "invalid_request_error", "code": "resource_missing", "message": "No"},
    },
    "an event of Square": {
        "merchant_id": "M", "type": "payment.created", "event_id": "e", "created_at": TIME,
        "data": {"type": "payment", "id": "p", "object": {"payment": {"status": "COMPLETED"}}},
    },
    "an item of Plaid": {
        "webhook_type": "ITEM", "webhook_code": "ERROR", "item_id": "i", "environment": "production",
        "error": {"error_type": "ITEM_ERROR", "error_code": "ITEM_LOGIN_REQUIRED", "display_message": None},
    },
    "an account of Plaid": {
        "accounts": [{"account_id": "a", "balances": {"available": 1}, "type": "depository"}],
        "item": {"item_id": "i", "institution_id": "ins_0", "error": None}, "request_id": "r",
    },
    "an event of Pinwheel": {
        "event": "account.added", "event_id": "e",
        "payload": {"account_id": "a", "end_user_id": "u", "connected": True, "platform_id": "p"},
    },
    "a switch of Pinwheel": {
        "event": "direct_deposit_switch.added", "event_id": "e",
        "payload": {"id": "d", "name": "direct_deposit_switch", "outcome": "success", "timestamp": TIME},
    },
    "an issue of GitHub": {
        "action": "opened", "issue": {"id": 1, "state": "open", "user": {"id": 2, "type": "User"}},
        "repository": {"id": 3, "full_name": "a/b"}, "sender": {"id": 2},
    },
    "an error of GitHub": {
        "message": "Not Found", "documentation_url": "https://docs.example", "status": "404",
    },
    "a status of Kubernetes": {
        "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "message": "no pod",
        "reason": "NotFound", "details": {"name": "x", "kind": "pods"}, "code": 404,
    },
    "a pod of Kubernetes": {
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {},
        "status": {"phase": "Pending"},
    },
    "an error of Spring": {"timestamp": TIME, "status": 500, "error": "Internal Server Error", "path": "/x"},
    "an error of FDX": {"code": 602, "message": "No customer", "debugMessage": "id 7"},
    "a page": {"data": [{"id": "1", "status": "ACTIVE"}], "page": {"number": 0}},
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_not_ours_is_not_claimed(real: Import, name: str) -> None:
    for body in (FOREIGN[name], json.dumps(FOREIGN[name]), [FOREIGN[name]], {"results": [FOREIGN[name]]}):
        decoded = real("runtime").decode(body)
        assert (decoded.provider, decoded.payload, decoded.certainty) == (None, None, None)
        assert decoded.verdict == "unknown" and not decoded.classifications


@pytest.mark.slow
def test_no_example_is_taken_for_a_payload_of_another_provider(real: Import) -> None:
    claimed = 0
    for body in wire_bodies():
        decoded = real("runtime").decode(body.value)
        assert decoded.provider in (None, body.provider), body
        assert (decoded.certainty is None) == (decoded.provider is None), body
        claimed += body.verdict != "reject" and decoded.provider == body.provider
    assert claimed > 600  # or the floor has become so high that nothing is recognized


def test_much_evidence_is_certain_and_less_is_likely(real: Import) -> None:
    callback = {"status": "ERROR", "secondary_status": "INVALID_MFA"}
    decode = real("runtime").decode
    assert decode({**callback, "lean_correlation_id": "c"}).certainty == "certain"
    assert decode({**callback, "lean_correlation_id": "c", "news": 1}).certainty == "likely"
    assert decode({"secondary_status": "INVALID_MFA", "news": 1}).certainty is None


def test_a_body_that_does_not_fit_is_not_named(real: Import) -> None:
    event = {"event": "accounts.connected", "name": "n", "data": {"account": "a", "user": "u"}}
    assert real("runtime").decode(event).payload == "accounts.connected"
    assert real("runtime").decode({**event, "data": "u"}).payload is None


def test_who_names_the_provider_needs_no_evidence(real: Import) -> None:
    decoded = real("runtime").decode({"status": "SUCCESS", "secondary_status": None}, provider="lean")
    assert (decoded.provider, decoded.certainty, decoded.verdict) == ("lean", "certain", "succeeded")
    assert decoded.given.provider == "lean"
    assert real("runtime").decode({"status": "SUCCESS"}, provider="somebody").provider is None


@pytest.mark.parametrize("payload", ["api.error", "lean:api.error"])
def test_who_names_the_payload_gets_it(real: Import, payload: str) -> None:
    body = {"status": "CONSENT_EXPIRED", "message": "m"}
    decoded = real("runtime").decode(body, provider="lean", payload=payload)
    assert decoded.payload == "api.error" and decoded.head.raw == "CONSENT_EXPIRED"


def test_the_status_of_the_response_says_what_the_body_does_not(real: Import) -> None:
    outcome = real("runtime").resolve_outcome({"oops": 1}, provider="lean", http_status=503)
    assert outcome.verdict == "failed" and outcome.because.matched_by == "http_status"
    assert real("runtime").plan_retry({"oops": 1}, provider="lean", http_status=503).reason != "unknown_code"


def test_the_operation_counts_for_every_code(real: Import) -> None:
    body = {"status": "ERROR", "secondary_status": "INVALID_MFA"}
    decoded = real("runtime").decode(body, operation="payment")
    assert {item.effect for item in decoded.classifications} == {"move_money"}


@pytest.mark.parametrize("around", [None, "results", "data", "content"])
def test_lists_are_decoded_item_by_item(real: Import, around: str | None) -> None:
    items = [
        {"HttpStatusCode": 400, "FlinksCode": "CARD_IN_USE"},
        {"HttpStatusCode": 401, "FlinksCode": "INVALID_PASSWORD"},
    ]
    decoded = real("runtime").decode(items if around is None else {around: items, "page": 1})
    assert [part.head.raw for part in decoded.parts] == ["CARD_IN_USE", "INVALID_PASSWORD"]
    assert (decoded.provider, decoded.payload) == ("flinks", "api.error")
    assert decoded.head.raw == "INVALID_PASSWORD" and decoded.verdict == "failed"


def test_a_listed_value_at_an_undescribed_place_is_heard_but_does_not_decide(real: Import) -> None:
    value = "mfa_attempts_exceeded"
    data = {"account": "a", "user": "u", "extra": {"x": value}}
    decoded = real("runtime").decode({"event": "accounts.connected", "name": "n", "data": data})
    assert [item.raw for item in decoded.classifications] == ["accounts.connected", value]
    assert decoded.verdict == "succeeded"


def test_an_object_inside_has_an_outcome_of_its_own(real: Import) -> None:
    account = {"connection": {"status": "connected"}, "direct_deposit_switch": {"status": "error"}}
    outcome = real("runtime").resolve_outcome(account, provider="argyle", payload="api.account")
    assert outcome.verdict == "failed" and outcome.because.vocabulary == "deposit_switch.status"
    assert {part.verdict for part in outcome.decoded.parts} == {"succeeded", "failed"}


def test_results_keep_what_was_known(real: Import) -> None:
    runtime = real("runtime")
    state = runtime.reduce_state(None, runtime.resolve_outcome({"status": "SUCCESS"}, provider="lean"))
    stored = json.loads(json.dumps(state.to_dict(raw=True)))
    assert runtime.reduce_state(stored, {}).entries[0].outcome.verdict == "succeeded"


def test_a_context_is_told_by_signs_of_the_payload(real: Import) -> None:
    code = {"LastRefreshErrorCode": "RETRY_LATER"}
    found = real("runtime").decode({"HttpStatusCode": 200, "IneligibleCards": [code]}).head
    assert (found.matched_by, found.context) == ("context", "left_out")


def test_a_long_text_is_parsed_once(real: Import) -> None:
    read = real("_runtime.read")
    tried: list[int] = []
    parser = read._json_at

    def counted(text: str, start: int) -> Any:
        tried.append(start)
        return parser(text, start)

    read._json_at = counted
    try:
        assert list(read.json_values('{"a":[' * 20 + "1," * 2_400_000)) == []
    finally:
        read._json_at = parser
    assert len(tried) <= 2
