# ruff: noqa: PLC0415, PLR0913, PLR0917
"""Fetches the public key that a webhook names: from the provider's own hosts alone, following no redirect."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from linkcodes._webhooks.key_cache import CachedKeys, KeyNotFetched
from linkcodes._webhooks.signatures import scheme_in

if TYPE_CHECKING:
    from threading import Event

    from linkcodes._webhooks.signatures import Key

__all__ = ["KeyAnswer", "KeyRequest", "fetched_keys"]

_OK, _REDIRECTS, _GONE = 200, range(300, 400), (404, 410)
Rule = Mapping[str, Any]


class KeyRequest:
    """A call that fetches a key. Its text leaves out the body, which may have your credentials."""

    __module__ = "linkcodes.webhooks"
    __slots__ = ("body", "headers", "max_bytes", "method", "timeout_s", "url")

    def __init__(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None,
        timeout_s: float,
        max_bytes: int,
    ) -> None:
        self.method, self.url, self.headers, self.body = method, url, headers, body
        self.timeout_s = timeout_s
        """Seconds after which to give up."""
        self.max_bytes = max_bytes
        """How much of the answer to read; one byte more shows that it is too large."""

    def __repr__(self) -> str:
        return f"<KeyRequest {self.method} {self.url}>"


class KeyAnswer:
    """The answer to a call that fetches a key, whatever its status. Its text leaves out the body."""

    __module__ = "linkcodes.webhooks"
    __slots__ = ("body", "content_type", "status")

    def __init__(self, status: int, content_type: str, body: bytes) -> None:
        self.status, self.content_type, self.body = status, content_type, body

    def __repr__(self) -> str:
        return f"<KeyAnswer {self.status}>"


class _Fetcher:
    """Fetches the key of a name, with one call."""

    __slots__ = ("_call", "_fields", "_host", "_limits", "_rule")

    def __init__(
        self,
        rule: Rule,
        host: str,
        fields: Mapping[str, str],
        call: Callable[[KeyRequest], KeyAnswer],
        limits: tuple[float, int],
    ) -> None:
        self._rule, self._host, self._fields, self._call, self._limits = rule, host, fields, call, limits

    def __call__(self, name: str) -> Key | None:
        asks = self._rule.get("key_call")
        answer = self._answered(self._asking(asks, name) if asks else self._getting(name))
        if answer.status in _REDIRECTS:
            raise KeyNotFetched("the answer is a redirect, which is not followed")
        if len(answer.body) > self._limits[1]:
            raise KeyNotFetched("the answer is too large")
        return _json_key(asks, name, answer) if asks else _file_key(answer)

    def _answered(self, request: KeyRequest) -> KeyAnswer:
        try:
            return self._call(request)
        except Exception:  # whatever an HTTP client raises; it may quote the request
            pass
        raise KeyNotFetched("the call failed or took too long")

    def _asking(self, asks: Rule, name: str) -> KeyRequest:
        body = json.dumps({**self._fields, asks["name_field"]: name}).encode()
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return KeyRequest("POST", f"https://{self._host}{asks['path']}", headers, body, *self._limits)

    def _getting(self, address: str) -> KeyRequest:
        from linkcodes._webhooks.jws import is_trusted

        if not is_trusted(address, self._rule["key_hosts"]):
            raise KeyNotFetched("the address is not on a host of the provider")
        return KeyRequest("GET", address, {}, None, *self._limits)


def _file_key(answer: KeyAnswer) -> bytes | None:
    if answer.status in _GONE:
        return None
    if answer.status != _OK:
        raise KeyNotFetched(f"the answer has the status {int(answer.status)}")
    return bytes(answer.body)


def _json_key(asks: Rule, name: str, answer: KeyAnswer) -> Mapping[str, object] | None:
    told = _object(answer)
    unknown = asks.get("unknown", {})
    if told and unknown and all(told.get(field) == value for field, value in unknown.items()):
        return None
    if answer.status != _OK:
        raise KeyNotFetched(f"the answer has the status {int(answer.status)}")
    if told is None:
        raise KeyNotFetched("the answer is no JSON object")
    key = told.get(asks["key_field"])
    if type(key) is not dict or key.get("kid", name) != name:
        raise KeyNotFetched("the answer has not the key that was asked for")
    return key


def _object(answer: KeyAnswer) -> dict[str, Any] | None:
    kind = answer.content_type.partition(";")[0].strip().lower()
    try:
        told = json.loads(answer.body) if kind == "application/json" else None
    except (ValueError, RecursionError):
        told = None
    return told if type(told) is dict else None


def call(request: KeyRequest) -> KeyAnswer:
    """Make a call with the standard library, which follows no redirect and asks no proxy."""
    from http.client import HTTPConnection, HTTPSConnection
    from threading import Event, Timer
    from urllib.parse import urlsplit

    parts = urlsplit(request.url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=request.timeout_s)
    try:
        connection.connect()
        # The timeout of a socket begins again with each byte, so a slow answer needs an end of its own.
        over = Event()
        timer = Timer(request.timeout_s, _cut, (connection.sock, over))
        timer.daemon = True
        timer.start()
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request(request.method, target, request.body, {**request.headers, "Connection": "close"})
        answer = connection.getresponse()
        body = answer.read(request.max_bytes + 1)
        timer.cancel()
        if over.is_set():
            raise TimeoutError
        return KeyAnswer(answer.status, answer.headers.get("Content-Type", ""), body)
    finally:
        connection.close()


def _cut(connected: Any, over: Event) -> None:
    from contextlib import suppress
    from socket import SHUT_RDWR

    over.set()
    with suppress(OSError):  # it is closed already
        connected.shutdown(SHUT_RDWR)


def fetched_keys(
    scheme: str,
    *,
    host: str | None = None,
    fields: Mapping[str, str] | None = None,
    call: Callable[[KeyRequest], KeyAnswer] = call,
    timeout_s: float = 5.0,
    max_bytes: int = 65_536,
    keep_s: float = 3_600.0,
    unknown_s: float = 60.0,
    failed_s: float = 5.0,
    max_keys: int = 100,
    max_unknown: int = 20,
    clock: Callable[[], float] = time.monotonic,
) -> CachedKeys:
    """Return the public keys of a scheme for `verify`, `receive` and `endpoint`: fetched and remembered.

    They come from the hosts that the provider documents and from no other, by HTTPS and without a redirect.
    `fields` are what the provider's call asks of you, such as your credentials, and `host` is the one that
    you use, where there are several. `call` makes the HTTP call in place of the standard library: it follows
    no redirect, and what it raises counts as a failure. A key that could not be fetched refuses the webhook
    as `unfetched_key`. The other arguments are those of `cached_keys`; their values, and `timeout_s` and
    `max_bytes`, are our estimates. LookupError: no such scheme. ValueError: it has no public keys, or host or
    fields are not those that it takes.
    """
    rule = scheme_in("signatures", scheme).get("jws", {})
    own = _hosts(rule, host), _checked(rule, fields or {})
    fetch = _Fetcher(rule, *own, call, (timeout_s, max_bytes))
    return CachedKeys(fetch, keep_s, (unknown_s, failed_s), (max_keys, max_unknown), clock)


def _hosts(rule: Rule, host: str | None) -> str:
    hosts = rule.get("key_call", {}).get("hosts", ())
    if not hosts and "key_hosts" not in rule:
        raise ValueError("this scheme has no public keys that could be fetched")
    if host not in hosts and (host is not None or len(hosts) > 1):
        raise ValueError(f"`host` must be one of: {', '.join(hosts) or 'none'}")
    return host or next(iter(hosts), "")


def _checked(rule: Rule, fields: Mapping[str, str]) -> dict[str, str]:
    names = rule.get("key_call", {}).get("own_fields", ())
    if {*fields} != {*names}:
        raise ValueError(f"`fields` must be: {', '.join(names) or 'none'}")
    for name, value in fields.items():
        if type(value) is not str or not value.strip():
            raise ValueError(f"the field {name!r} must be text, and not empty")
    return dict(fields)
