"""The same deliveries to the example in each framework: they must all answer alike."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import REPO
from tests.tokens import EC_KEY, RSA_KEY, headers_for, pem
from tests.wire_bodies import bodies_of

SECRET = "a-secret-of-the-tests"
KEY_NAMES = {"jws-es256": "key-1", "jws-rs256": "https://keys.enablebanking.com/key-1.crt"}
Send = Callable[..., tuple[int, str]]


def payment() -> bytes:
    return bodies_of("lean:webhook.payment.created")[0].raw


@pytest.fixture
def sign(example: Callable[[str], Any]) -> Callable[..., dict[str, str]]:
    module = example("linkcodes.webhooks")
    return lambda scheme, body, secret=SECRET: dict(module.sign(scheme, body, secret))


def token(webhook: Any, rule: Any, body: bytes) -> dict[str, str]:
    """Return the header of a scheme with public keys, signed with a key that the apps find."""
    own = dict.fromkeys(rule["jws"].get("own_claims", ()), webhook.APPLICATION)
    return headers_for(rule, body, KEY_NAMES[rule["algorithm"]], at=time.time(), own=own)


@pytest.fixture(params=["fastapi_app", "flask_app", "django_app"])
def send(request: pytest.FixtureRequest, example: Callable[[str], Any]) -> Send:
    module = example(request.param)
    return {"fastapi_app": fastapi, "flask_app": flask, "django_app": django}[request.param](module)


@pytest.fixture(autouse=True)
def webhook(example: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    for variable in ("LEAN", "ARGYLE", "FLINKS_CONNECT", "FLINKS_GEFT", "MX", "PLUGGY"):
        monkeypatch.setenv(f"{variable}_WEBHOOK_SECRET", SECRET)
    keys = {KEY_NAMES["jws-es256"]: pem(EC_KEY), KEY_NAMES["jws-rs256"]: pem(RSA_KEY)}
    (tmp_path / "keys.json").write_text(json.dumps(keys), encoding="utf-8")
    for variable in ("PLAID", "ENABLE_BANKING"):
        monkeypatch.setenv(f"{variable}_WEBHOOK_KEYS", str(tmp_path / "keys.json"))
    module = example("webhook")
    module.STORE._done.clear()
    yield module
    for kept in (module.QUEUE.queue, module.SET_ASIDE.queue, module.STORE._done):
        kept.clear()


def fastapi(module: Any) -> Send:
    def send(scheme: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        async def call() -> httpx.Response:
            transport = httpx.ASGITransport(app=module.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                return await client.post(f"/webhooks/{scheme}", content=body, headers=headers)

        answer = asyncio.run(call())
        text = answer.text.removeprefix('{"detail":"').removesuffix('"}')
        return answer.status_code, "received" if text == "null" else text

    return send


def flask(module: Any) -> Send:
    client = module.app.test_client()

    def send(scheme: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        answer = client.post(f"/webhooks/{scheme}", data=body, headers=headers)
        return answer.status_code, answer.text

    return send


def django(module: Any) -> Send:
    from django.test import Client  # noqa: PLC0415  (only once the example has made the settings)
    from django.test.utils import override_settings  # noqa: PLC0415

    client = Client(raise_request_exception=False)

    def send(scheme: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        # Other tests may have made the settings before the example could.
        with override_settings(ROOT_URLCONF=module, DATA_UPLOAD_MAX_MEMORY_SIZE=module.LEAN.max_bytes):
            answer = client.generic("POST", f"/webhooks/{scheme}", body, "application/json", headers=headers)
        return answer.status_code, answer.content.decode()

    return send


def test_a_signed_delivery_is_handed_over(send: Send, webhook: Any, sign: Any) -> None:
    assert send("lean", payment(), sign("lean", payment())) == (200, "received")
    delivery = webhook.QUEUE.get_nowait()
    assert (delivery.scheme, type(delivery.event).__name__) == ("lean", "PaymentCreated")


def test_what_is_not_signed_is_refused(send: Send, webhook: Any, sign: Any) -> None:
    changed = payment().replace(b"{", b"{ ", 1)
    assert send("lean", changed, sign("lean", payment())) == (401, "mismatch")
    assert send("lean", payment(), {}) == (401, "missing_header")
    assert webhook.QUEUE.empty() and webhook.SET_ASIDE.empty()


WRONG_SHAPE = json.dumps({**json.loads(payment()), "payload": "a text"}).encode()
FOREIGN = b'{"event": "verifications.updated", "name": "n", "data": {"user": "u", "verification": "v"}}'


@pytest.mark.parametrize("body", [WRONG_SHAPE, FOREIGN, b"no JSON", b'{"half": ', b"", b'{"a": 1}'])
def test_a_genuine_delivery_is_never_lost_and_never_taken_for_another_provider_s(
    send: Send, webhook: Any, sign: Any, body: bytes
) -> None:
    assert send("lean", body, sign("lean", body)) == (200, "received")
    assert webhook.QUEUE.empty()
    assert webhook.SET_ASIDE.get_nowait().body == body


def test_a_kind_of_event_that_is_not_listed_is_kept(send: Send, webhook: Any, sign: Any) -> None:
    body = b'{"type": "brand.new", "payload": {"any": "thing"}, "message": "?", "event_id": "1"}'
    assert send("lean", body, sign("lean", body))[0] == 200
    assert webhook.QUEUE.get_nowait().event.name == "brand.new"


def test_an_event_counts_once_however_its_body_is_written(send: Send, webhook: Any, sign: Any) -> None:
    again = json.dumps(json.loads(payment()), indent=3).encode()
    answers = [send("lean", body, sign("lean", body)) for body in (payment(), payment(), again)]
    assert answers == [(200, "received"), (200, "received before"), (200, "received before")]
    assert webhook.QUEUE.qsize() == 1


def test_events_without_an_id_are_not_taken_for_repeats(send: Send, webhook: Any, sign: Any) -> None:
    event = json.loads(payment())
    del event["event_id"]
    body = json.dumps(event).encode()
    assert [send("lean", body, sign("lean", body))[1] for _ in range(2)] == ["received"] * 2


def test_a_body_that_is_too_large_is_refused(send: Send, webhook: Any, sign: Any) -> None:
    assert send("lean", b" " * (webhook.LEAN.max_bytes + 1), {})[0] == 413
    large = b" " * 3_000_000 + payment()
    assert send("lean", large, sign("lean", large)) == (200, "received")


def test_the_secret_can_be_changed_and_a_missing_one_asks_for_another_delivery(
    send: Send, sign: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = sign("lean", payment())
    for secrets, status in ((None, 500), ("", 500), (" \n", 500), ("new", 401), (f"new {SECRET}\n", 200)):
        monkeypatch.delenv("LEAN_WEBHOOK_SECRET", raising=False)
        if secrets is not None:
            monkeypatch.setenv("LEAN_WEBHOOK_SECRET", secrets)
        assert send("lean", payment(), headers)[0] == status, secrets


def test_the_log_says_what_was_refused_without_secrets(send: Send, sign: Any, caplog: Any) -> None:
    send("lean", WRONG_SHAPE, sign("lean", payment()))
    send("lean", WRONG_SHAPE, sign("lean", WRONG_SHAPE))
    texts = [record.getMessage() for record in caplog.records if record.name == "linkcodes.webhooks"]
    assert texts[0].startswith("refused: lean: the header lean-signature is not the signature")
    assert "/payload must be an object, not a string" in texts[1]
    assert SECRET not in caplog.text


def test_a_full_queue_asks_for_another_delivery_and_takes_it(send: Send, webhook: Any, sign: Any) -> None:
    one, two = (json.dumps({**json.loads(payment()), "event_id": id}).encode() for id in "12")
    webhook.QUEUE.maxsize, before = 1, webhook.QUEUE.maxsize
    try:
        assert [send("lean", body, sign("lean", body))[0] for body in (one, two)] == [200, 503]
    finally:
        webhook.QUEUE.maxsize = before
    webhook.QUEUE.get_nowait()
    assert send("lean", two, sign("lean", two)) == (200, "received")


def test_an_unknown_sender_finds_nothing(send: Send) -> None:
    assert send("nobody", b"{}", {})[0] == 404


def test_a_token_for_another_application_is_refused(example: Callable[[str], Any], webhook: Any) -> None:
    send = flask(example("flask_app"))
    rules = json.loads((REPO / "generated/python/linkcodes/data/signatures.json").read_bytes())
    rule = rules["enable_banking"]
    own = {"sub": "another application", "environment": "PRODUCTION"}
    headers = headers_for(rule, b"{}", KEY_NAMES[rule["algorithm"]], at=time.time(), own=own)
    assert send("enable_banking", b"{}", headers) == (401, "wrong_receiver")


def test_each_scheme_has_an_endpoint(example: Callable[[str], Any], webhook: Any, sign: Any) -> None:
    send = flask(example("flask_app"))
    schemes = json.loads((REPO / "generated/python/linkcodes/data/signatures.json").read_bytes())
    for endpoint in webhook.ENDPOINTS:
        rule = schemes[endpoint.scheme]
        headers = token(webhook, rule, b"{}") if "jws" in rule else sign(endpoint.scheme, b"{}")
        headers = {endpoint.header or name: value for name, value in headers.items()}
        assert send(endpoint.scheme, b"{}", headers) == (200, "received")
        webhook.STORE._done.clear()
    assert {endpoint.scheme for endpoint in webhook.ENDPOINTS} == set(schemes)
    argyle = fastapi(example("fastapi_app"))("argyle", FOREIGN, sign("argyle", FOREIGN))
    assert (argyle, webhook.QUEUE.get_nowait().event.name) == ((200, "received"), "verifications.updated")
