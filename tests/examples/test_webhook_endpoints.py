"""The same deliveries to the endpoint in each framework: they must all answer alike."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.conftest import REPO
from tests.examples.conftest import post

SECRET = "a-secret-of-the-tests"
PAYMENT = REPO / "spec/examples/lean/webhook.payment.created/accept"
Send = Callable[[str, bytes, dict[str, str]], tuple[int, str]]


def signed(body: bytes) -> dict[str, str]:
    return {"Lean-Signature": "sha512=" + hmac.new(SECRET.encode(), body, hashlib.sha512).hexdigest()}


def payment() -> bytes:
    return sorted(PAYMENT.glob("*.json"))[0].read_bytes()


@pytest.fixture(params=["fastapi_app", "flask_app", "django_app"])
def send(request: pytest.FixtureRequest, example: Callable[[str], Any], monkeypatch: Any) -> Send:
    monkeypatch.setenv("LEAN_WEBHOOK_SECRET", SECRET)
    module = example(request.param)
    return {"fastapi_app": fastapi, "flask_app": flask, "django_app": django}[request.param](module)


@pytest.fixture(autouse=True)
def queue(example: Callable[[str], Any]) -> Iterator[Any]:
    queue = example("webhook").QUEUE
    yield queue
    queue.queue.clear()


def fastapi(module: Any) -> Send:
    def send(scheme: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        answer = post(module.app, f"/webhooks/{scheme}", content=body, headers=headers)
        return answer.status_code, answer.text

    return send


def flask(module: Any) -> Send:
    client = module.app.test_client()

    def send(scheme: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        answer = client.post(f"/webhooks/{scheme}", data=body, headers=headers)
        return answer.status_code, answer.text

    return send


def django(module: Any) -> Send:
    from django.test import Client  # noqa: PLC0415  (only once the example has made the settings)

    client = Client()

    def send(scheme: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        answer = client.post(
            f"/webhooks/{scheme}", data=body, content_type="application/json", headers=headers
        )
        return answer.status_code, answer.content.decode()

    return send


def test_a_signed_delivery_is_handed_over(send: Send, queue: Any) -> None:
    body = payment()
    assert send("lean", body, signed(body)) == (200, "received")
    decoded = queue.get_nowait()
    assert (decoded.provider, decoded.payload) == ("lean", "webhook.payment.created")


def test_a_delivery_that_was_changed_on_the_way_is_refused(send: Send, queue: Any) -> None:
    body = payment()
    status, text = send("lean", body.replace(b"{", b"{ ", 1), signed(body))
    assert status == 401
    assert SECRET not in text
    assert queue.empty()


def test_a_delivery_without_a_signature_is_refused(send: Send, queue: Any) -> None:
    assert send("lean", payment(), {})[0] == 401
    assert queue.empty()


def test_a_signed_body_of_the_wrong_shape_is_refused(send: Send, queue: Any) -> None:
    body = json.dumps({**json.loads(payment()), "payload": "a text"}).encode()
    assert send("lean", body, signed(body))[0] == 400
    assert queue.empty()


def test_a_kind_of_event_that_nobody_has_described_is_kept(send: Send, queue: Any) -> None:
    body = b'{"type": "brand.new", "payload": {"any": "thing"}, "message": "?", "event_id": "1"}'
    assert send("lean", body, signed(body))[0] == 200
    assert queue.get_nowait().data["type"] == "brand.new"


def test_an_unknown_sender_finds_nothing(send: Send) -> None:
    assert send("nobody", b"{}", {})[0] == 404


def test_a_full_queue_asks_for_another_delivery(send: Send, queue: Any) -> None:
    body = payment()
    queue.maxsize, before = 1, queue.maxsize
    try:
        assert [send("lean", body, signed(body))[0] for _ in range(2)] == [200, 503]
    finally:
        queue.maxsize = before
