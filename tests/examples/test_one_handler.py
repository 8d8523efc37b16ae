"""The handler of all providers: one plan, one job, and no code of a provider in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import REPO
from tests.examples.test_webhook_endpoints import SECRET, fastapi, payment
from tests.wire_bodies import wire_body

SIGNED = {
    "lean": wire_body("lean:webhook.payment.created/accept/pending-documented").raw,
    "argyle": b'{"event": "accounts.failed", "name": "n", "data": {"account": "a", "user": "u", "resource": '
    b'{"connection": {"status": "error", "error_code": "invalid_credentials"}}}}',
}
REFUSED = {
    "flinks": {"HttpStatusCode": 401, "FlinksCode": "INVALID_PASSWORD"},
    "lean": {"status": "ERROR", "secondary_status": "INVALID_CREDENTIALS"},
    "pluggy": {"id": "i-1", "status": "LOGIN_ERROR", "executionStatus": "INVALID_CREDENTIALS"},
}


@pytest.fixture
def module(example: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    for variable in ("LEAN", "ARGYLE", "FLINKS_CONNECT", "FLINKS_GEFT"):
        monkeypatch.setenv(f"{variable}_WEBHOOK_SECRET", SECRET)
    example("webhook").STORE._done.clear()
    module = example("one_handler")
    module.JOBS.clear()
    return module


@pytest.mark.parametrize("scheme", SIGNED)
def test_what_is_signed_becomes_one_job(module: Any, example: Callable[[str], Any], scheme: str) -> None:
    headers = dict(example("linkcodes.webhooks").sign(scheme, SIGNED[scheme], SECRET))
    assert fastapi(module)(scheme, SIGNED[scheme], headers) == (200, "received")
    assert len(module.JOBS) == 1


def test_what_is_not_signed_becomes_none(module: Any) -> None:
    assert fastapi(module)("lean", payment(), {})[0] == 401
    assert module.JOBS == []


@pytest.mark.parametrize("provider", REFUSED)
def test_a_wrong_password_is_the_same_job_at_every_provider(module: Any, provider: str) -> None:
    module.answered(provider, REFUSED[provider])
    assert module.JOBS == [("tell the user", "Check your sign-in details")]


def test_no_code_of_a_provider_occurs_in_it() -> None:
    spec = json.loads((REPO / "generated/spec/linkcodes.json").read_bytes())
    text = (REPO / "examples/python/one_handler.py").read_text(encoding="utf-8").split("def act")[1]
    values = {
        str(code["value"])
        for provider in spec["providers"]
        for vocabulary in provider["vocabularies"]
        for code in vocabulary["codes"]
        if len(str(code["value"])) > 6 and "_" in str(code["value"])
    }
    decisions = {word["id"] for word in spec["decisions"]["words"]["decision"]}
    assert {value for value in values - decisions if f'"{value}"' in text} == set()
