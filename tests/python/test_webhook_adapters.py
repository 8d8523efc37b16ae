"""The adapters: the same deliveries to each framework, and they all answer alike."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.python.conftest import Import
from tests.python.frameworks import ADAPTERS, MOST, Program, Send, django, program_view

SECRET = "a secret of the tests"
EVENT = b"""{"type": "payment.updated", "event_id": "e-1", "message": "", "timestamp": "2026-05-01",
  "payload": {"id": "p-1", "status": "FAILED"}}"""


@pytest.fixture
def webhooks(real: Import) -> Any:
    return real("webhooks")


@pytest.fixture
def program() -> Program:
    return Program()


@pytest.fixture
def store(real: Import) -> Any:
    return real("idempotency").InMemoryStore()


@pytest.fixture
def endpoint(webhooks: Any, store: Any) -> Any:
    return webhooks.endpoint("lean", lambda: ["old", SECRET], store=store, max_bytes=MOST)


@pytest.fixture(params=ADAPTERS)
def send(request: pytest.FixtureRequest, real: Import, endpoint: Any, program: Program) -> Iterator[Send]:
    yield ADAPTERS[request.param](real, endpoint, program)


@pytest.fixture
def signed(webhooks: Any) -> Callable[..., dict[str, str]]:
    return lambda body, secret=SECRET: dict(webhooks.sign("lean", body, secret))


def test_the_program_gets_the_event(send: Send, signed: Any, program: Program, real: Import) -> None:
    assert send(EVENT, signed(EVENT)) == (200, "received")
    [delivery] = program.seen
    assert type(delivery.event) is real("events.lean").PaymentUpdated
    assert delivery.body == EVENT


def test_a_repeat_is_answered_without_the_program(send: Send, signed: Any, program: Program) -> None:
    again = json.dumps(json.loads(EVENT)).encode()
    answers = [send(body, signed(body)) for body in (EVENT, EVENT, again)]
    assert answers == [(200, "received"), (200, "received before"), (200, "received before")]
    assert len(program.seen) == 1


@pytest.mark.parametrize(
    ("header", "reason"),
    [({}, "missing_header"), ({"lean-signature": "x"}, "malformed"), (None, "mismatch")],
)
def test_what_is_not_signed_is_refused(  # noqa: PLR0917
    header: Any, reason: str, send: Send, signed: Any, program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    headers = signed(EVENT, "another secret") if header is None else header
    assert send(EVENT, headers) == (401, reason)
    assert program.seen == [] and "refused: lean" in caplog.text and SECRET not in caplog.text


@pytest.mark.parametrize("body", [b"", b"no JSON", b'{"type": "brand.new", "event_id": "9"}', b"[]"])
def test_no_signed_body_is_refused(body: bytes, send: Send, signed: Any, program: Program) -> None:
    assert send(body, signed(body)) == (200, "received")
    assert program.seen[0].body == body


def test_a_body_that_is_too_large_is_refused(send: Send, signed: Any, program: Program) -> None:
    for size in (MOST, MOST + 1, 3 * MOST):
        body = EVENT + b" " * (size - len(EVENT))
        assert send(body, signed(body)) == ((200, "received") if size == MOST else (413, "too large"))
    assert len(program.seen) == 1


def test_other_methods_reach_no_program(send: Send, signed: Any, program: Program) -> None:
    assert send(EVENT, signed(EVENT), method="PUT")[0] == 405
    assert program.seen == []


def test_work_that_fails_is_done_again(send: Send, signed: Any, program: Program) -> None:
    program.answer = OSError("the disk is full")
    assert send(EVENT, signed(EVENT))[0] == 500
    program.answer = None
    assert send(EVENT, signed(EVENT)) == (200, "received")
    assert len(program.seen) == 2


def test_the_program_can_ask_for_another_delivery(
    send: Send, signed: Any, program: Program, webhooks: Any
) -> None:
    program.answer = webhooks.Refused(503, "busy")
    assert send(EVENT, signed(EVENT)) == (503, "busy")
    program.answer = None
    assert send(EVENT, signed(EVENT)) == (200, "received")


def test_an_event_that_is_being_worked_on_is_sent_again(
    send: Send, signed: Any, program: Program, store: Any, webhooks: Any
) -> None:
    store.claim(webhooks.reread("lean", EVENT).idempotency_key, 100)
    assert send(EVENT, signed(EVENT)) == (503, "in progress")
    assert program.seen == []


def test_a_secret_that_is_blank_is_no_answer_to_a_stranger(
    request: pytest.FixtureRequest, real: Import, webhooks: Any, program: Program
) -> None:
    for name, adapter in ADAPTERS.items():
        endpoint = webhooks.endpoint("lean", lambda: "")
        assert adapter(real, endpoint, program)(EVENT, {})[0] == 500, name


@pytest.mark.parametrize("name", ["starlette", "flask", "django", "django-async"])
def test_an_answer_that_says_no_leaves_the_work_undone(
    name: str, real: Import, endpoint: Any, program: Program, signed: Any
) -> None:
    from django.http import HttpResponse  # noqa: PLC0415
    from starlette.responses import PlainTextResponse  # noqa: PLC0415

    send = ADAPTERS[name](real, endpoint, program)
    program.answer = {"starlette": PlainTextResponse("no", 502), "flask": ("no", 502)}.get(name)
    program.answer = program.answer or HttpResponse("no", status=502)
    assert send(EVENT, signed(EVENT)) == (502, "no")
    program.answer = None
    assert send(EVENT, signed(EVENT)) == (200, "received")


def test_without_a_store_each_delivery_is_handed_over(
    real: Import, webhooks: Any, program: Program, signed: Any
) -> None:
    for adapter in ADAPTERS.values():
        send = adapter(real, webhooks.endpoint("lean", SECRET), program)
        assert [send(EVENT, signed(EVENT)) for _ in range(2)] == [(200, "received")] * 2
    assert len(program.seen) == 2 * len(ADAPTERS)


# ---------------------------------------------------------------- ASGI


def exchange(app: Any, messages: list[dict[str, Any]], scope: dict[str, Any] | None = None) -> list[Any]:
    """Let an ASGI application answer messages; return what it sends."""
    sent: list[Any] = []
    base = {
        "type": "http", "method": "POST", "path": "/lean", "headers": [], "query_string": b"",
        "http_version": "1.1", "scheme": "http", "root_path": "",
    }  # fmt: skip

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(base | (scope or {}), receive, send))
    return sent


def middleware(real: Import, endpoint: Any, reached: list[Any]) -> Any:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        reached.append((scope, [await receive()] if scope["type"] == "http" else []))

    return real("integrations.starlette").WebhookMiddleware(app, {"/lean": endpoint})


def test_a_body_that_breaks_off_is_answered_400(real: Import, endpoint: Any) -> None:
    reached: list[Any] = []
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": EVENT[:9], "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent = exchange(middleware(real, endpoint, reached), messages)
    assert (sent[0]["status"], sent[1]["body"], reached) == (400, b"unreadable", [])


def test_a_large_body_is_not_read_to_its_end(real: Import, endpoint: Any) -> None:
    part = {"type": "http.request", "body": b" " * MOST, "more_body": True}
    messages = [dict(part) for _ in range(5)]
    assert exchange(middleware(real, endpoint, []), messages)[0]["status"] == 413
    assert len(messages) == 3
    declared = {"headers": [(b"content-length", str(MOST + 1).encode())]}
    messages = [dict(part)]
    assert exchange(middleware(real, endpoint, []), messages, declared)[0]["status"] == 413
    assert len(messages) == 1


def test_the_application_reads_the_body_and_then_what_follows(
    real: Import, endpoint: Any, signed: Any
) -> None:
    reached: list[Any] = []
    headers = [(name.lower().encode(), value.encode()) for name, value in signed(EVENT).items()]
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": EVENT[:9], "more_body": True},
        {"type": "http.request", "body": EVENT[9:], "more_body": False},
    ]
    assert exchange(middleware(real, endpoint, reached), messages, {"headers": headers}) == []
    [(_, read)] = reached
    assert read == [{"type": "http.request", "body": EVENT, "more_body": False}]


def test_a_header_that_came_twice_is_refused(real: Import, endpoint: Any, signed: Any) -> None:
    [(name, value)] = signed(EVENT).items()
    headers = [(name.lower().encode(), value.encode())] * 2
    sent = exchange(
        middleware(real, endpoint, []), [{"type": "http.request", "body": EVENT}], {"headers": headers}
    )
    assert (sent[0]["status"], sent[1]["body"]) == (401, b"repeated_header")


def test_what_is_not_a_webhook_passes_untouched(real: Import, endpoint: Any) -> None:
    for scope in ({"path": "/other"}, {"type": "lifespan"}, {"type": "websocket"}):
        reached: list[Any] = []
        exchange(middleware(real, endpoint, reached), [{"type": "http.request", "body": b"x"}], scope)
        assert "state" not in reached[0][0]


def test_a_view_without_the_middleware_gets_no_delivery(real: Import, endpoint: Any, webhooks: Any) -> None:
    from starlette.requests import Request  # noqa: PLC0415

    delivery_in = real("integrations.starlette").delivery_in
    request = Request({"type": "http", "state": {}})
    with pytest.raises(LookupError, match="is the middleware installed"):
        delivery_in(request, endpoint)
    request.state.linkcodes_delivery = webhooks.reread("argyle", b"{}")
    with pytest.raises(LookupError, match="no delivery of lean"):
        delivery_in(request, endpoint)


def test_a_long_body_is_read_beside_the_event_loop(
    real: Import, webhooks: Any, signed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []

    def secret() -> str:
        threads.append(threading.current_thread())
        return SECRET

    endpoint = webhooks.endpoint("lean", secret)
    for size in (1_000, 100_000):
        body = EVENT + b" " * size
        headers = [(name.lower().encode(), value.encode()) for name, value in signed(body).items()]
        messages = [{"type": "http.request", "body": body, "more_body": False}]
        exchange(middleware(real, endpoint, []), messages, {"headers": headers})
    assert [thread is threading.main_thread() for thread in threads] == [True, False]


# ---------------------------------------------------------------- Flask and Django


def test_an_address_can_have_parts(real: Import, webhooks: Any, signed: Any) -> None:
    from flask import Flask  # noqa: PLC0415

    app = Flask(__name__)
    webhook = real("integrations.flask").webhook(webhooks.endpoint("lean", SECRET))

    def received(delivery: Any, tenant: str) -> str:
        return f"{tenant} {delivery.event_id}"

    app.post("/<tenant>/lean")(webhook(received))
    answer = app.test_client().post("/t1/lean", data=EVENT, headers=signed(EVENT))
    assert (answer.status_code, answer.text, received.__name__ in app.view_functions) == (200, "t1 e-1", True)


def test_the_limit_of_django_counts_as_well(
    real: Import, endpoint: Any, program: Program, signed: Any
) -> None:
    from django.test.utils import override_settings  # noqa: PLC0415

    for kind in ("view", "coroutine"):
        send = django(real, endpoint, program, kind)
        with override_settings():
            body = EVENT + b" " * (MOST + 1)
            assert send(body, signed(body))[0] == 413
    assert program.seen == []


def test_a_body_that_django_cannot_read_is_answered_400(
    real: Import, endpoint: Any, program: Program
) -> None:
    django(real, endpoint, program)
    from django.http import UnreadablePostError  # noqa: PLC0415
    from django.test import RequestFactory  # noqa: PLC0415

    class GoneStream:
        def read(self, *_: object) -> bytes:
            raise UnreadablePostError("gone")

        def close(self) -> None:
            pass

    request = RequestFactory().post("/", EVENT, "application/json")
    request._stream = GoneStream()
    answer = real("integrations.django").webhook(endpoint)(lambda *_: None)(request)
    assert (answer.status_code, answer.content) == (400, b"unreadable")


def test_a_body_that_flask_cannot_read_is_answered_400(
    real: Import, endpoint: Any, signed: Any, program: Program
) -> None:
    from flask import Flask  # noqa: PLC0415
    from werkzeug.test import EnvironBuilder, run_wsgi_app  # noqa: PLC0415

    app = Flask(__name__)
    app.post("/hooks/lean")(real("integrations.flask").webhook(endpoint)(program_view(program)))
    environ = EnvironBuilder("/hooks/lean", method="POST", data=EVENT, headers=signed(EVENT)).get_environ()
    environ["CONTENT_LENGTH"] = str(len(EVENT) + 5)
    environ.pop("wsgi.input_terminated", None)
    text, status, _ = run_wsgi_app(app, environ)
    assert (status, b"".join(text), program.seen) == ("400 BAD REQUEST", b"unreadable", [])
