"""Public keys are fetched from the provider's hosts alone; a failure to fetch one is a reason of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Event, Thread
from typing import Any

import pytest

from tests.conftest import REPO
from tests.python.conftest import Import

pytest.importorskip("cryptography")

WIRE = REPO / "spec/providers"
ASKED = json.loads((WIRE / "plaid/webhooks.json").read_text("utf-8"))["signatures"][0]["vectors"][0]
LINKED = json.loads((WIRE / "enable_banking/webhooks.json").read_text("utf-8"))["signatures"][0]["vectors"][0]
[(NAME, KEY)] = ASKED["keys"].items()
[ADDRESS] = LINKED["keys"]
OWN = {"client_id": "c-1", "secret": "S3CRET"}
UNKNOWN = {"error_code": "INVALID_WEBHOOK_VERIFICATION_KEY_ID", "error_type": "INVALID_INPUT"}
HOST = "production.plaid.com"


class KeyServer:
    """An HTTP server on this machine, whose answer a test sets."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, bytes]] = []
        self.over = Event()
        self.answer: Callable[[BaseHTTPRequestHandler], None] = right
        server = self

        class Handler(BaseHTTPRequestHandler):
            over = server.over

            def answer(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                server.asked.append((self.command, self.path, self.rfile.read(length)))
                with suppress(OSError):  # the client hung up
                    server.answer(self)

            do_GET = do_POST = answer  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.over.set()
        self.http.shutdown()
        self.http.server_close()


def sends(
    status: int, body: bytes, kind: str = "application/json; charset=utf-8", **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def told(value: object) -> bytes:
    return json.dumps(value).encode()


right = sends(200, told({"key": {**KEY, "kid": NAME, "expired_at": None}, "request_id": "r"}))


@pytest.fixture
def server() -> Iterator[KeyServer]:
    made = KeyServer()
    yield made
    made.close()


@pytest.fixture
def keys(real: Import, server: KeyServer) -> Callable[..., Any]:
    """Return what makes keys that are fetched from the server of the test."""
    call, webhooks = real("_webhooks.key_fetch").call, real("webhooks")

    def local(request: Any) -> Any:
        assert request.url.startswith("https://")
        path = request.url.removeprefix("https://").partition("/")[2]
        request.url = f"http://127.0.0.1:{server.http.server_address[1]}/{path}"
        return call(request)

    def make(scheme: str = "plaid", **options: Any) -> Any:
        given = {"host": HOST, "fields": OWN} if scheme == "plaid" else {}
        return webhooks.fetched_keys(scheme, **{"call": local, **given, **options})

    return make


@pytest.fixture
def reason(real: Import) -> Callable[..., str | None]:
    webhooks = real("webhooks")

    def why(keys: Any) -> str | None:
        headers = {"Plaid-Verification": ASKED["header_value"]}
        try:
            webhooks.verify("plaid", ASKED["body"].encode(), headers, keys, clock=lambda: ASKED["at"])
        except webhooks.SignatureError as error:
            assert "S3CRET" not in str(error)
            return f"{error.reason}: {error.message}"
        return None

    return why


def test_a_key_is_asked_for_once(keys: Any, reason: Any, server: KeyServer) -> None:
    made = keys()
    assert [reason(made), reason(made)] == [None, None]
    [(method, path, body)] = server.asked
    assert (method, path) == ("POST", "/webhook_verification_key/get")
    assert json.loads(body) == {**OWN, "key_id": NAME}


def over(handler: BaseHTTPRequestHandler) -> Event:
    return handler.over  # type: ignore[attr-defined,no-any-return]


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _ in count():
        handler.wfile.write(b" ")
        handler.wfile.flush()
        if over(handler).wait(0.02):
            return


def silent(handler: BaseHTTPRequestHandler) -> None:
    over(handler).wait()


FAILURES: dict[str, tuple[Callable[[BaseHTTPRequestHandler], None], str]] = {
    "redirect": (sends(302, b"", Location="/webhook_verification_key/get"), "is a redirect"),
    "permanent redirect": (sends(308, told({"key": KEY}), Location="https://evil.example/"), "is a redirect"),
    "silent": (silent, "failed or took too long"),
    "byte by byte": (drip, "failed or took too long"),
    "huge": (sends(200, b" " * 70_000 + told({"key": KEY})), "is too large"),
    "page": (sends(200, b"<html>", "text/html"), "is no JSON object"),
    "another type": (sends(200, told({"key": KEY}), "text/plain"), "is no JSON object"),
    "broken": (sends(200, b'{"key": '), "is no JSON object"),
    "list": (sends(200, told([KEY])), "is no JSON object"),
    "nothing": (sends(200, told({})), "has not the key"),
    "text": (sends(200, told({"key": "KEY"})), "has not the key"),
    "another key": (sends(200, told({"key": {**KEY, "kid": "another"}})), "has not the key"),
    "refused": (sends(400, told({"error_code": "INVALID_API_KEYS"})), "has the status 400"),
    "broken server": (sends(500, told({"key": KEY})), "has the status 500"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_is_a_reason_of_its_own(name: str, keys: Any, reason: Any, server: KeyServer) -> None:
    server.answer, expected = FAILURES[name]
    made = keys(timeout_s=0.2 if expected.startswith("failed") else 5)
    found = reason(made)
    assert found.startswith("unfetched_key: names a key that could not be fetched: the ")
    assert expected in found
    assert reason(made) == found
    assert len(server.asked) == 1, "a failure is remembered, and a redirect not followed"


def test_a_failure_is_over_soon(keys: Any, reason: Any, server: KeyServer) -> None:
    now = [1_000.0]
    made = keys(clock=lambda: now[0], failed_s=5)
    server.answer = sends(503, b"")
    assert reason(made).startswith("unfetched_key")
    server.answer = right
    now[0] += 5
    assert reason(made) is None


def test_what_a_client_raises_is_a_failure(keys: Any, reason: Any) -> None:
    def broken(request: Any) -> Any:
        raise RuntimeError(f"could not send {request.body}")

    assert reason(keys(call=broken)).startswith("unfetched_key: ")


def test_a_request_does_not_show_its_body(keys: Any) -> None:
    shown: list[str] = []
    with suppress(Exception):
        keys(call=lambda request: shown.append(repr(request)))(NAME)
    assert shown == [f"<KeyRequest POST https://{HOST}/webhook_verification_key/get>"]


def test_an_unknown_name_is_no_failure(keys: Any, reason: Any, server: KeyServer) -> None:
    server.answer = sends(400, told(UNKNOWN))
    assert reason(keys()).startswith("unknown_key: ")


def test_an_expired_key_is_told_from_that(keys: Any, reason: Any, server: KeyServer) -> None:
    server.answer = sends(200, told({"key": {**KEY, "expired_at": ASKED["at"] - 1}}))
    assert reason(keys()).startswith("expired_key: ")


@pytest.mark.parametrize("answer", [sends(400, told(UNKNOWN)), sends(500, b"")])
def test_a_flood_of_names_is_no_flood_of_calls(
    answer: Any, keys: Any, real: Import, server: KeyServer
) -> None:
    now = [1_000.0]
    made = keys(clock=lambda: now[0], keep_s=10, max_unknown=5)
    assert made(NAME) is not None
    server.answer = answer
    for number in range(100):
        with suppress(real("webhooks").KeyNotFetched):
            assert made(f"made up {number}") is None
    assert len(server.asked) == 1 + 5
    now[0] += 10
    server.answer = right
    assert made(NAME) is not None, "a key that was there before is asked for in a flood, too"


def test_an_address_is_asked_for_on_trusted_hosts_alone(keys: Any, real: Import, server: KeyServer) -> None:
    server.answer = sends(200, b"-----BEGIN CERTIFICATE-----", "application/x-x509-ca-cert")
    made = keys("enable_banking")
    assert made(ADDRESS) == b"-----BEGIN CERTIFICATE-----"
    assert server.asked == [("GET", "/test/public.crt", b"")]
    wrong = [
        "https://evil.example/a",
        ADDRESS.replace(".com", ".com.evil.example"),
        ADDRESS.replace("https", "http"),
    ]
    for address in wrong:
        with pytest.raises(real("webhooks").KeyNotFetched, match="not on a host"):
            made(address)
    server.answer = sends(404, b"")
    assert made(f"{ADDRESS}?old") is None
    server.answer = sends(302, b"", Location=ADDRESS)
    with pytest.raises(real("webhooks").KeyNotFetched, match="redirect"):
        made(f"{ADDRESS}?new")
    assert len(server.asked) == 3


def test_an_endpoint_asks_for_another_attempt(keys: Any, real: Import, server: KeyServer) -> None:
    server.answer = sends(500, b"")
    webhooks = real("webhooks")
    endpoint = webhooks.endpoint("plaid", keys(), clock=lambda: ASKED["at"])
    with pytest.raises(webhooks.Refused) as raised:
        endpoint.accept(ASKED["body"].encode(), {"Plaid-Verification": ASKED["header_value"]})
    assert (raised.value.status, raised.value.reason) == (503, "unfetched_key")


MISTAKES: list[tuple[str, dict[str, Any]]] = [
    ("lean", {}),
    ("plaid", {"fields": OWN}),
    ("plaid", {"fields": OWN, "host": "evil.example"}),
    ("plaid", {"host": HOST}),
    ("plaid", {"host": HOST, "fields": {**OWN, "key_id": "k"}}),
    ("plaid", {"host": HOST, "fields": {**OWN, "secret": " "}}),
    ("enable_banking", {"host": "api.enablebanking.com"}),
    ("enable_banking", {"fields": OWN}),
]


@pytest.mark.parametrize(("scheme", "options"), MISTAKES)
def test_mistakes_of_the_program_show_at_once(scheme: str, options: dict[str, Any], real: Import) -> None:
    with pytest.raises(ValueError, match=r"^(?!.*S3CRET)"):
        real("webhooks").fetched_keys(scheme, **options)
