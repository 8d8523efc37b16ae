"""Webhooks: what is worked on once, and keys that are over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from cryptography.hazmat.primitives import serialization

from tests.conftest import REPO
from tests.guard.rows import BOTH, GuardRow, asked, none_of
from tests.parity.answers import Answers
from tests.parity.inputs import Question
from tests.tokens import EC_KEY, RSA_KEY, certified, headers_for, jwk, pem
from tests.wire_bodies import wire_bodies

AT = datetime(2026, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)
BODY = "{}"


class KeyedExample(NamedTuple):
    """A webhook, and the fields that are said to tell a repeat by."""

    question: Question
    has_fields: bool
    """Whether it has them; the page of its payload says that there are none, or some are missing in it."""


class Trial(NamedTuple):
    """A call to `verify`, and the reason for which it must be refused; None if it must pass."""

    what: str
    question: Question
    reason: str | None


def once(packages: Mapping[str, Answers] = BOTH) -> Iterator[GuardRow]:
    """Look for webhooks that are worked on twice although fields are named by which to tell a repeat."""
    examples = list(_keyed())
    answers = asked(packages, [each.question for each in examples]).values()
    wrong = (
        f"{each.question['scheme']}: {each.question['body'][:100]} has {keys}"
        for each, *keys in zip(examples, *answers, strict=True)
        if any(bool(key) != each.has_fields or key != keys[0] for key in keys)
    )
    without = sum(not each.has_fields for each in examples)
    beside = f"; {len(examples) - without} have one, {without} are named as without"
    yield none_of(
        "webhook examples whose idempotency key is missing or differs", len(examples), wrong, beside
    )


def _keyed() -> Iterator[KeyedExample]:
    schemes = json.loads((REPO / "generated/python/linkcodes/data/webhooks.json").read_bytes())
    for scheme, rules in schemes.items():
        for body in wire_bodies("accept"):
            if body.provider == rules["provider"] and body.payload in rules["payloads"]:
                paths = rules["payloads"][body.payload].get("key") or []
                has_fields = bool(paths) and all(_value(body.value, path) is not None for path in paths)
                question = {"ask": "key", "scheme": scheme, "body": body.text}
                yield KeyedExample(question, has_fields)


def _value(value: Any, path: list[str]) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def over(packages: Mapping[str, Answers] = BOTH) -> Iterator[GuardRow]:
    """Try keys and certificates before, within and past their time."""
    trials = [*_keys(), *_certificates()]
    wrong = (
        f"{name}: {trial.what}: {reason} instead of {trial.reason}"
        for name, answers in asked(packages, [trial.question for trial in trials]).items()
        for trial, reason in zip(trials, answers, strict=True)
        if reason != trial.reason
    )
    yield none_of("keys and certificates past their dates that are taken, and others that are not",
                  len(trials) * len(packages), wrong)  # fmt: skip


def _scheme(name: str) -> dict[str, Any]:
    text = (REPO / f"spec/providers/{name}/webhooks.json").read_text(encoding="utf-8")
    found: dict[str, Any] = {"prefix": "", **json.loads(text)["signatures"][0]}
    return found


def _keys() -> Iterator[Trial]:
    rule, now = _scheme("plaid"), AT.timestamp()
    headers = headers_for(rule, BODY.encode(), "key-1", at=now, own={})
    for expired_at in (None, now + 1, now, now - 1, 0, "2026"):
        keys = {"key-1": {**jwk(EC_KEY), "kid": "key-1", "expired_at": expired_at}}
        question = _question("plaid", headers, keys, AT)
        is_over = expired_at is not None and expired_at != now + 1
        yield Trial(f"a key with expired_at {expired_at}", question, "expired_key" if is_over else None)


def _certificates() -> Iterator[Trial]:
    rule, address = _scheme("enable_banking"), "https://api.enablebanking.com/test/public.crt"
    own = {"sub": "app-1"}
    headers = headers_for(rule, BODY.encode(), address, at=AT.timestamp(), own=own)
    made = certified(AT - DAY, AT + DAY, serialization.Encoding.PEM).decode()
    for at in (AT - 2 * DAY, AT, AT + 2 * DAY):
        question = {**_question("enable_banking", headers, {address: made}, at), "claims": own}
        yield Trial(f"a certificate at {at}", question, None if at == AT else "expired_key")
    question = {**_question("enable_banking", headers, {address: pem(RSA_KEY)}, AT), "claims": own}
    yield Trial("a key without dates", question, None)


def _question(scheme: str, headers: Mapping[str, str], keys: Any, at: datetime) -> Question:
    return {
        "ask": "verify", "scheme": scheme, "body": BODY, "headers": headers, "keys": keys,
        "at": at.timestamp(), "claims": None,
    }  # fmt: skip
