# ruff: noqa: PLR0913
"""Makes a delivery of what a webhook brought."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib import import_module
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from linkcodes._runtime.body import read_body
from linkcodes._runtime.known import given, payload_of
from linkcodes._runtime.paths import first
from linkcodes._runtime.recognize import is_at
from linkcodes._runtime.results import Decoded
from linkcodes._runtime.retry import plan_retry
from linkcodes._validation.faults import PayloadProblem
from linkcodes._validation.payloads import check_of, judged
from linkcodes._webhooks.delivery import Delivery, Event, InvalidEvent, UnknownEvent
from linkcodes._webhooks.signatures import TokenChecks, raw_bytes, refusal, scheme_in
from linkcodes.taxonomy import Operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linkcodes._webhooks.signatures import Body, Clock, Headers, Keys, Secrets

_LONGEST_KEY = 200
"""Characters of a key; of a longer one the digest is taken."""
Problems = tuple[tuple[str, str], ...]


class _Scheme(NamedTuple):
    """What a scheme says of its webhooks."""

    provider: str
    name: list[str] | None
    payloads: dict[str, dict[str, Any]]


class _Reading(NamedTuple):
    """What a body is."""

    value: Any
    """What was parsed; None if it is not JSON."""
    decoded: Decoded
    problem: PayloadProblem | None
    problems: Problems


def receive(
    scheme: str,
    body: Body,
    headers: Headers,
    secrets: Secrets | Keys,
    *,
    header: str | None = None,
    claims: Mapping[str, object] | None = None,
    clock: Clock | None = None,
    operation: Operation | str | None = None,
    unattended: bool = True,
) -> Delivery[Any]:
    """Return what a webhook brought: its event, codes and plan. Raise SignatureError if it is not genuine.

    `body` is the raw bytes of the request. `secrets` is one or several, of which any one will do, while they
    are changed, or the provider's public keys; `header` names another header than the scheme's. `secrets`,
    `claims` and `clock` are those of `verify`. Where the provider signs nothing, the delivery is not
    `signed`: a secret in the header is all that speaks for it. `operation` and `unattended` are for the plan:
    what was being done, and whether no user is there, which is usual for a webhook.

    Once the signature is right, nothing that is in the body raises: what is not JSON, or is not the payload
    that it should be, is an `InvalidEvent`, and what no one has described an `UnknownEvent`. Mistakes of the
    program are LookupError (no such scheme), TypeError (a body that is text) and ValueError (a secret that is
    empty or has white space around it). No secret is in any error, nor in the locals of its frames.
    """
    refused = refusal(scheme, body, headers, secrets, header, TokenChecks(claims, clock))
    del secrets  # tools log the locals of tracebacks
    if refused:
        raise refused
    return reread(scheme, body, operation=operation, unattended=unattended)


def reread(
    scheme: str, body: Body, *, operation: Operation | str | None = None, unattended: bool = True
) -> Delivery[Any]:
    """Return what `receive` has returned for a body that you have stored since. It verifies nothing.

    Raises LookupError and TypeError as `receive` does.
    """
    rules = _Scheme(**scheme_in("webhooks", scheme))
    raw = raw_bytes(body)
    reading = _reading(raw, rules, operation)
    return Delivery(
        scheme=scheme,
        body=raw,
        event=_event(reading, rules),
        idempotency_key=_key(scheme, reading, rules),
        decoded=reading.decoded,
        plan=plan_retry(reading.decoded, operation=operation, unattended=unattended),
        problem=reading.problem,
        problems=reading.problems,
    )


def _reading(raw: bytes, rules: _Scheme, operation: object) -> _Reading:
    value, problem, problems = judged(raw, None)
    # What was parsed is read as it is: parsing it again would double the time of a large body. A body that is
    # no JSON is not searched for codes: no provider sends such a one.
    decoded = read_body(raw if problem else value, given(rules.provider, None, None, operation))
    if problem or type(value) is not dict:
        return _Reading(value, decoded, problem, problems)
    if decoded.payload not in rules.payloads:
        signed = _signed_payload(value, rules)
        if signed:
            decoded = read_body(value, given(rules.provider, signed, None, operation))
    if decoded.payload in rules.payloads:
        _, problem, problems = judged(value, check_of(rules.provider, decoded.payload))
    return _Reading(value, decoded, problem, problems)


def _signed_payload(value: Any, rules: _Scheme) -> str | None:
    """Return what a body is, now that the signature rules all other payloads out.

    An answer of the API may have the same fields, and an event that is not listed has the usual envelope.
    """
    fitting = [name for name in rules.payloads if check_of(rules.provider, name)(value) is None]
    by_signs = (name for name in fitting if _shows_sign(value, rules.provider, name))
    envelopes = (name for name in fitting if rules.payloads[name].get("envelope"))
    return next(by_signs, None) or next(envelopes, None)


def _shows_sign(value: Any, provider: str, payload: str) -> bool:
    known = payload_of(given(provider, payload, None, None))
    marks = [((sign.path, sign.equals), *sign.also) for sign in (known.signs if known else ())]
    return any(all(is_at(value, *mark) for mark in each) for each in marks)


def _event(reading: _Reading, rules: _Scheme) -> Event[Any]:
    name = first(reading.value, [tuple(rules.name)]) if rules.name else None
    shown = name if type(name) is str else None
    if reading.problem:
        return InvalidEvent(reading.value, shown)
    described = rules.payloads.get(reading.decoded.payload or "")
    if described is None or type(reading.value) is not dict:
        return UnknownEvent(reading.value, shown)
    kind: type[Event[Any]] = getattr(import_module(f"linkcodes.events.{rules.provider}"), described["type"])
    return kind(reading.value, shown)


_GREATEST_EXACT = 2**53 - 1


def _key(scheme: str, reading: _Reading, rules: _Scheme) -> str | None:
    """Return what identifies the event; one that is not described as all others of the scheme are."""
    described = rules.payloads.get(reading.decoded.payload or "")
    several = [described] if described else rules.payloads.values()
    ways = {tuple(map(tuple, item["key"])) for item in several}
    paths = ways.pop() if len(ways) == 1 else ()
    values = [_part_of_key(first(reading.value, [path])) for path in paths]
    if not values or None in values:
        return None
    key = f"{scheme}:{json.dumps(values)}"
    return key if len(key) <= _LONGEST_KEY else f"{scheme}:sha256:{sha256(key.encode()).hexdigest()}"


def _part_of_key(value: object) -> str | int | None:
    """Return a text or a whole number as it is in a key; None for what two languages would write differently.

    JavaScript has one number for `7` and `7.0`, and one for several above 2^53.
    """
    if type(value) is str:
        return value or None
    if type(value) is float and isfinite(value) and value.is_integer():
        value = int(value)
    return value if type(value) is int and abs(value) <= _GREATEST_EXACT else None
