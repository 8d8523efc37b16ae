"""The same deliveries to the endpoint in each framework: they must all answer alike."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
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
def webhook(example: Callable[[str], Any]) -> Iterator[Any]:
    module = example("webhook")
    yield module
    for kept in (module.QUEUE.queue, module.SET_ASIDE.queue, module._ids):
        kept.clear()


@pytest.fixture
def queue(webhook: Any) -> Any:
    return webhook.QUEUE


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
    scheme, decoded = queue.get_nowait()
    assert (scheme, decoded.provider, decoded.payload) == ("lean", "lean", "webhook.payment.created")


def test_a_delivery_that_was_changed_on_the_way_is_refused(send: Send, queue: Any) -> None:
    body = payment()
    status, text = send("lean", body.replace(b"{", b"{ ", 1), signed(body))
    assert status == 401
    assert SECRET not in text
    assert queue.empty()


def test_a_delivery_without_a_signature_is_refused(send: Send, queue: Any) -> None:
    assert send("lean", payment(), {})[0] == 401
    assert queue.empty()


WRONG_SHAPE = json.dumps({**json.loads(payment()), "payload": "a text"}).encode()
FOREIGN = b'{"event": "verifications.updated", "name": "n", "data": {"user": "u", "verification": "v"}}'


@pytest.mark.parametrize("body", [WRONG_SHAPE, FOREIGN, b"no JSON", b'{"half": ', b"", b'{"a": 1}'])
def test_a_genuine_delivery_is_never_lost_and_never_taken_for_another_provider_s(
    send: Send, webhook: Any, body: bytes
) -> None:
    assert send("lean", body, signed(body)) == (200, "received")
    assert webhook.QUEUE.empty()
    scheme, decoded = webhook.SET_ASIDE.get_nowait()
    assert (scheme, decoded.raw) == ("lean", body)


def test_a_kind_of_event_that_nobody_has_described_is_kept(send: Send, queue: Any) -> None:
    body = b'{"type": "brand.new", "payload": {"any": "thing"}, "message": "?", "event_id": "1"}'
    assert send("lean", body, signed(body))[0] == 200
    assert queue.get_nowait().decoded.data["type"] == "brand.new"


def test_an_event_counts_once_however_its_body_is_written(send: Send, queue: Any) -> None:
    again = json.dumps(json.loads(payment()), indent=3).encode()
    answers = [send("lean", body, signed(body)) for body in (payment(), payment(), again)]
    assert answers == [(200, "received"), (200, "received before"), (200, "received before")]
    assert queue.qsize() == 1


def test_events_without_an_id_are_not_taken_for_repeats(send: Send, webhook: Any) -> None:
    event = json.loads(payment())
    del event["event_id"]
    body = json.dumps(event).encode()
    assert [send("lean", body, signed(body))[1] for _ in range(2)] == ["received"] * 2


def test_the_ids_do_not_fill_the_memory(send: Send, webhook: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(webhook, "MOST_IDS", 2)
    for number in range(4):
        body = json.dumps({**json.loads(payment()), "event_id": f"e{number}"}).encode()
        send("lean", body, signed(body))
    assert list(webhook._ids) == [("lean", "e2"), ("lean", "e3")]


def test_a_body_that_is_too_large_is_refused(send: Send, webhook: Any) -> None:
    assert send("lean", b" " * (webhook.MOST_BYTES + 1), {})[0] == 413
    large = b" " * 3_000_000 + payment()
    assert send("lean", large, signed(large)) == (200, "received")


def test_flinks_may_send_another_header(
    example: Callable[[str], Any], monkeypatch: Any, webhook: Any
) -> None:
    monkeypatch.setenv("FLINKS_CONNECT_WEBHOOK_SECRET", SECRET)
    [signature] = example("linkcodes.webhooks").sign("flinks.connect", b"{}", SECRET).values()
    headers = {"X-Flinks-Signature": signature}
    assert webhook.receive("flinks.connect", b"{}", headers) == (401, "missing_header")
    monkeypatch.setenv("FLINKS_CONNECT_WEBHOOK_HEADER", "X-Flinks-Signature")
    assert webhook.receive("flinks.connect", b"{}", headers) == (200, "received")


def test_a_secret_that_is_not_set_asks_for_another_delivery(send: Send, monkeypatch: Any) -> None:
    for secret in (None, ""):
        monkeypatch.delenv("LEAN_WEBHOOK_SECRET", raising=False)
        if secret is not None:
            monkeypatch.setenv("LEAN_WEBHOOK_SECRET", secret)
        assert send("lean", payment(), signed(payment()))[0] == 503


def test_the_log_says_what_was_refused_without_secrets(send: Send, caplog: Any) -> None:
    send("lean", WRONG_SHAPE, signed(payment()))
    send("lean", WRONG_SHAPE, signed(WRONG_SHAPE))
    texts = [record.getMessage() for record in caplog.records if record.name == "webhooks"]
    assert texts[0].startswith("refused: lean: the header lean-signature is not the signature")
    assert "/payload must be an object, not a string" in texts[1]
    assert SECRET not in caplog.text


def test_fastapi_works_beside_its_event_loop(example: Callable[[str], Any], monkeypatch: Any) -> None:
    threads, module = [], example("fastapi_app")

    def receive(*_: object) -> Any:
        threads.append(threading.current_thread())
        return example("webhook").Answer(200, "received")

    monkeypatch.setattr(module, "receive", receive)
    assert fastapi(module)("lean", b"{}", {}) == (200, "received")
    assert threads != [threading.main_thread()]


def test_a_header_that_came_twice_is_refused(example: Callable[[str], Any], monkeypatch: Any) -> None:
    monkeypatch.setenv("LEAN_WEBHOOK_SECRET", SECRET)
    twice = [*signed(payment()).items(), ("lean-signature", "sha512=00")]
    answer = post(example("fastapi_app").app, "/webhooks/lean", content=payment(), headers=twice)
    assert (answer.status_code, answer.text) == (401, "repeated_header")


def test_an_unknown_sender_finds_nothing(send: Send) -> None:
    assert send("nobody", b"{}", {})[0] == 404


def test_a_full_queue_asks_for_another_delivery_and_takes_it(send: Send, queue: Any) -> None:
    one, two = (json.dumps({**json.loads(payment()), "event_id": id}).encode() for id in "12")
    queue.maxsize, before = 1, queue.maxsize
    try:
        assert [send("lean", body, signed(body))[0] for body in (one, two)] == [200, 503]
    finally:
        queue.maxsize = before
    assert send("lean", two, signed(two)) == (200, "received")
