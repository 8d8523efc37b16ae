"""`explain` with a paste: it finds what is there, says whose it is, and claims nothing of others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.python.cli_runs import Run, warm

FOUND = {
    "plaid {error_code: 'ITEM_LOGIN_REQUIRED', error_type: 'ITEM_ERROR'}": ("plaid", "ITEM_LOGIN_REQUIRED"),
    "plaid API call failed with INVALID_REQUEST - INVALID_FIELD": ("plaid", "INVALID_FIELD"),
    "HTTP 422 WRONG_TRANSACTIONS_PERIOD": ("enable_banking", "WRONG_TRANSACTIONS_PERIOD"),
    "GET /account/x/balances\nHTTP 400\nresponse_error: ASPSP_ERROR": ("enable_banking", "ASPSP_ERROR"),
    '{"status": "institution_not_found", "link_session_id": "x", "request_id": null, "institution": {}}':
        ("plaid", "institution_not_found"),
    '{"error": "unauthorized product", "code": 1104, "status": "requires_credentials"}': ("plaid", 1104),
    '{"publicToken": "x", "metadata": {"accounts": [], "linkSessionId": "y"}, "status": "connected"}':
        ("plaid", "onSuccess"),
    "https://a.example/cb?error=invalid_client&error_description=Alg%C3%BAn+reto+es+err%C3%B3neo.&state=1":
        ("enable_banking", "invalid_client"),
}  # fmt: skip
FOREIGN = [
    '{"amount": 1, "currency": "USD", "status": "pending"}',
    '{"status": "connected", "client_user_id": "1", "plan": "gold"}',
    '{"id": "a", "created_at": "2026-01-01", "status": "active"}',
    '{"error": {"code": 1104}, "status": "queued", "job": 7}',
    '{"status": "connected", "client_user_id": "1", "request_id": "2", "error_code": null, "plan": "gold"}',
    '{"publicToken": "x", "name": "y", "status": "connected"}',
    "https://a.example/cb?error=invalid_client&error_description=Client+not+found&state=1",
    '{"error": "invalid_client", "error_description": "Unknown client", "state": "1"}',
    '{"error":{"code":"card_declined","type":"card_error","message":"Your card was declined."}}',
    '{"code":20003,"message":"Authenticate","status":401}',
    '{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest","status":"401"}',
    "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
    "<!DOCTYPE html><html><head><title>DisallowedHost at /</title></head></html>",
    "npm ERR! code ELIFECYCLE\nnpm ERR! errno 1",
    "HTTP/1.1 404 Not Found",
]
PLAIN = {
    '{"error": "access_denied", "error_description": "The user denied the request"}': "access_denied",
    '{"error": "access_denied"}': "access_denied",
    '{"sid": "SM1", "status": "in_progress", "error_code": "30003"}': "in_progress",
    '{"status": "in_progress"}': "in_progress",
    "job 17 in_progress": "in_progress",
    "got access_denied from Stripe": "access_denied",
    '{"error": {"type": "invalid_credentials", "message": "no"}}': "invalid_credentials",
    '{"error": "invalid_grant"}': "invalid_grant",
    '{"error": "invalid_request", "message": "Missing field"}': "invalid_request",
    '{"code": "INVALID_REQUEST", "message": "x"}': "INVALID_REQUEST",
    '{"code": "NOT_FOUND"}': "NOT_FOUND",
    '{"error": "RATE_LIMIT_EXCEEDED"}': "RATE_LIMIT_EXCEEDED",
    '{"error": {"code": "TOO_MANY_REQUESTS"}}': "TOO_MANY_REQUESTS",
    '{"code": "INTERNAL_SERVER_ERROR"}': "INTERNAL_SERVER_ERROR",
}
"""What servers of any kind send, and the word in it that some provider lists."""


@pytest.fixture(scope="module")
def run(joined: Callable[[str], Path]) -> Iterator[Run]:
    with warm(joined("real")) as run:
        yield run


def explained(run: Run, text: str, *options: str) -> Any:
    return json.loads(run("explain", "--format", "json", *options, "--", text).out)


@pytest.mark.parametrize("text", FOUND)
def test_a_code_in_a_text_is_found_and_not_denied(text: str, run: Run) -> None:
    said = explained(run, text)
    assert (said["payload"]["provider"], said["head"]["raw"], said["known"]) == (*FOUND[text], True)


def test_a_paste_comes_by_standard_input_too(run: Run) -> None:
    text = next(iter(FOUND))
    assert run("explain", "-", "--format", "json", stdin=text).json == explained(run, text)


@pytest.mark.parametrize("text", FOREIGN)
def test_what_others_send_is_claimed_for_no_provider(text: str, run: Run) -> None:
    said = explained(run, text)
    assert (said["head"], said["matches"], said["known"]) == (None, [], False)


@pytest.mark.parametrize("text", PLAIN)
def test_a_word_of_many_apis_is_claimed_for_no_provider_and_not_denied(text: str, run: Run) -> None:
    said = explained(run, text)
    assert (said["head"], said["matches"], said["payload"], said["near"]) == (None, [], None, [])
    assert PLAIN[text] in said["shared"]
    shown = run("explain", "--", text)
    assert shown.code == 1 and PLAIN[text] in shown.out and "--provider" in shown.out
    assert "is not listed" not in shown.out


@pytest.mark.parametrize("options", [("-p", "enable_banking"), ()])
def test_a_word_of_many_apis_counts_where_the_provider_is_named(options: Any, run: Run) -> None:
    text = '{"error": "access_denied"}' if options else 'enable banking: {"error": "access_denied"}'
    said = explained(run, text, *options)
    assert (said["head"]["provider"], said["head"]["raw"]) == ("enable_banking", "access_denied")
    assert explained(run, "access_denied")["known"]


def test_the_name_of_a_field_is_no_code(run: Run) -> None:
    said = explained(run, '{"code": 1702, "message": "x", "accounts": [], "transactions": []}')
    assert (said["head"], said["matches"]) == (None, [])


def test_whoever_is_not_named_is_said_to_be_unsure(run: Run) -> None:
    shown = run("explain", "--", "Invalid End User Agreement (EUA) ID in ExceptionHandler").out
    assert "names no provider" in shown and "gocardless" in shown


def test_nothing_of_a_paste_is_shown_but_its_codes(run: Run) -> None:
    text = "plaid { error_code: 'ITEM_LOGIN_REQUIRED', access_token: 'access-x-hunter2' }"
    done = run("explain", "--", text)
    assert "ITEM_LOGIN_REQUIRED" in done.out and "hunter2" not in done.out + done.err
