"""What clients of HTTP throw has the body of an answer in it, which is found; all else stays as it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.python.conftest import Import
from tests.python.hostiles import Hostile, HostileStr
from tests.python.test_runtime_hostile import LyingDict, endless

BODY = {
    "error_code": "ITEM_LOGIN_REQUIRED",
    "error_type": "ITEM_ERROR",
    "error_message": "x",
    "display_message": None,
    "request_id": "r",
}
CONTAINERS: dict[str, Callable[[Any], Any]] = {
    "axios": lambda body: {"code": "ERR_BAD_REQUEST", "response": {"status": 400, "data": body}},
    "got": lambda body: {"name": "HTTPError", "response": {"statusCode": 400, "body": body}},
    "undici": lambda body: {"name": "ResponseStatus", "statusCode": 400, "body": body, "headers": {}},
    "Faraday": lambda body: {"response": {"status": 400, "headers": {}, "body": body}},
    "Faraday, flat": lambda body: {"response_status": 400, "response_headers": {}, "response_body": body},
    "Plaid for Python": lambda body: {"status": 400, "reason": "Bad Request", "body": body, "headers": {}},
    "Plaid for Ruby": lambda body: {"code": 400, "response_headers": {}, "response_body": body},
    "an error of an error": lambda body: {"error": {"cause": {"response": {"status": 400, "data": body}}}},
    "a HAR": lambda body: {"request": {}, "response": {"status": 400, "content": {"text": body}}},
    "a function of a cloud": lambda body: {"statusCode": "400", "body": body},
}  # fmt: skip


@pytest.mark.parametrize("name", CONTAINERS)
@pytest.mark.parametrize("written", [lambda body: body, json.dumps, lambda body: json.dumps(body).encode()])
def test_the_body_is_found_in_a_container(name: str, written: Callable[[Any], Any], real: Import) -> None:
    container = CONTAINERS[name](written(BODY))
    decoded = real("").decode(container)
    assert (decoded.provider, decoded.payload) == ("plaid", "api.error")
    assert decoded.head.raw == "ITEM_LOGIN_REQUIRED"
    assert decoded.given.http_status is None
    assert decoded.raw is container


@pytest.mark.parametrize("name", CONTAINERS)
def test_what_is_in_a_container_has_the_same_answer_as_alone(name: str, real: Import) -> None:
    alone = real("").decode({"code": 429, "message": "x"}, provider="enable_banking", http_status=400)
    inside = real("").decode(CONTAINERS[name]({"code": 429, "message": "x"}), provider="enable_banking")
    assert (inside.payload, inside.classifications) == (alone.payload, alone.classifications)


def test_a_body_that_is_a_text_is_read_beside_a_provider(real: Import) -> None:
    decode = real("").decode
    answer = {"statusCode": 403, "body": "after ASPSP_ERROR of the bank"}
    assert decode(answer, provider="enable_banking").head.raw == "ASPSP_ERROR"
    by_status = decode({"statusCode": 429, "body": "x"}, provider="enable_banking")
    assert by_status.head.matched_by == "http_status"
    assert decode({"statusCode": 429, "body": "x"}).head is None


def test_a_container_is_no_evidence(real: Import) -> None:
    foreign = [
        {"error": {"code": "card_declined", "message": "x", "type": "card_error"}},
        {"code": 20003, "message": "Authenticate", "status": 401},
        {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest"},
        {"__type": "AccessDeniedException", "Message": "not authorized"},
        "<!DOCTYPE html><title>DisallowedHost at /</title>",
        {"anything": 1},
    ]
    for make in CONTAINERS.values():
        for body in foreign:
            decoded = real("").decode(make(body))
            assert (decoded.provider, decoded.head) == (None, None)


def test_hostile_containers_raise_nothing(real: Import) -> None:
    loop = endless()
    loop["response"] = loop["error"] = loop
    worst: list[Any] = [
        loop,
        LyingDict(response=LyingDict(status=400, data=BODY)),
        {"response": {"status": Hostile(), "data": Hostile()}},
        {"response": {"status": HostileStr("400"), "data": HostileStr(json.dumps(BODY))}},
        {"status": 400, "data": "[" * 100_000},
        {"status": 10**4_500, "data": BODY},
        {
            "status": 400,
            "body": json.dumps({"status": 400, "body": json.dumps({"status": 400, "body": "x"})}),
        },
    ]
    for anything in worst:
        assert real("").decode(anything, provider="plaid").raw is anything


def test_a_webhook_is_read_as_it_stands(real: Import) -> None:
    """Its body comes from the provider, and never in a container."""
    body = json.dumps({"status": 400, "data": BODY}).encode()
    delivery = real("webhooks").reread("plaid", body)
    assert delivery.decoded.payload is None
