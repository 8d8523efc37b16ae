"""The questions of the conformance vectors, asked of a package of any release.

Like `vectors`, it runs where there is a package and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from codegen.text.vectors import Given, Package, decode_markers, differences


def _form(result: Any) -> Any:
    """Return the JSON form of a result with all that came, which every version up to 0.1.0 gave unasked."""
    try:
        return result.to_dict(raw=True)
    except TypeError:
        return result.to_dict()


def _classify(package: Package, given: Given) -> Any:
    return _form(package("").classify(**given))


def _decode(package: Package, given: Given) -> Any:
    decoded = package("").decode(**given)
    return {**_form(decoded), "raw": decoded.raw}  # as JSON, bytes would be text


def _outcome(package: Package, given: Given) -> Any:
    return _form(package("").resolve_outcome(**given))


def _retry(package: Package, given: Given) -> Any:
    return _form(package("").plan_retry(_subject(package, given), **given))


def _retry_at(package: Package, given: Given) -> Any:
    """Return the pause that an answer asks for, and when the wait of the plan is over that heeds it."""
    whole, now = package(""), given.pop("now")
    said = {name: given.pop(name) for name in ("headers", "message") if name in given}
    subject = _subject(package, given)
    asked = whole.retry_after(subject, **said, now=now)
    plan = whole.plan_retry(subject, **given, retry_after_s=asked)
    at = {"retry_at": whole.retry_at(plan, now=now)}
    return {"retry_after": asked, **at, "decision": str(plan.decision), "delay_s": plan.delay_s}


def _subject(package: Package, given: Given) -> Any:
    """Take out what a plan is for."""
    [(kind, value)] = given.pop("subject").items()
    known = _known(given) if kind != "anything" else {}
    makers: Mapping[str, Callable[[Any], Any]] = {
        "classify": lambda arguments: package("").classify(**arguments),
        "decode": lambda payload: package("").decode(payload, **known),
        "outcome": lambda payload: package("").resolve_outcome(payload, **known),
        "anything": lambda anything: anything,
        "classification": lambda fields: package("").classify("", None)._replace(**fields),
    }
    return makers[kind](value)


def _known(given: Given) -> Given:
    """Take out what was known about an input."""
    return {name: given.pop(name) for name in ("provider", "payload", "http_status") if name in given}


def _state(package: Package, given: Given) -> Any:
    """Return the states that the orders lead to."""
    inputs = given["inputs"]
    orders = given.get("orders", [list(range(len(inputs)))])
    return [_folded(package, [inputs[index] for index in order]) for order in orders]


def _folded(package: Package, inputs: list[Given]) -> Any:
    state = None
    for item in [dict(item) for item in inputs]:
        known = _known(item)
        anything = package("").resolve_outcome(item.pop("anything"), **known)
        state = package("").reduce_state(state, anything, **item)
    return _form(state) if state else None


def _event_key(package: Package, given: Given) -> Any:
    """Return what a webhook is told from others by, and which kind of key that is."""
    body = given["body"]
    raw = body.encode() if isinstance(body, str) else body
    delivery = package("webhooks").reread(given["scheme"], raw)
    return {**delivery.key._asdict(), "idempotency_key": delivery.idempotency_key}


def _verify(package: Package, given: Given) -> Any:
    webhooks = package("webhooks")
    if isinstance(given["body"], str):
        given["body"] = given["body"].encode()
    if "keys" in given:
        given["secret"] = given.pop("keys")
    if "at" in given:
        at = given.pop("at")
        given["clock"] = lambda: at
    try:
        webhooks.verify(**given)
    except webhooks.SignatureError as error:
        return {"valid": False, "reason": error.reason}
    return {"valid": True}


def _validate(package: Package, given: Given) -> Any:
    webhooks = package("webhooks")

    # A text is read as JSON, so that one which is the value itself must be written as such.
    value = json.dumps(given["value"]) if isinstance(given["value"], str) else given["value"]

    def problems(*, strict: bool) -> list[Given]:
        try:
            webhooks.validate(given["provider"], given["payload"], value, strict=strict)
        except webhooks.PayloadError as error:
            return [{"pointer": pointer, "message": message} for pointer, message in error.problems]
        return []

    found = {"tolerant": problems(strict=False), "strict": problems(strict=True)}
    return {**{flavor: not wrong for flavor, wrong in found.items()}, "problems": found}


def _real(package: Package, given: Given) -> Any:
    """Return what an integrator looks at in what was decoded and in the plan of it."""
    asked = {name: given.pop(name) for name in ("operation", "unattended") if name in given}
    operation = asked.get("operation")
    decoded = package("").decode(**given, operation=operation)
    found, plan = _form(decoded), _form(package("").plan_retry(decoded, **asked))
    return {
        "values": [item["raw"] for item in found["classifications"] if item["known"]],
        "verdict": found["verdict"],
        **{field: (found["head"] or {}).get(field) for field in ("category", "actor")},
        **{field: plan[field] for field in ("decision", "delay_s", "attempts_left", "sentence")},
        "connection": plan.get("connection"),
        "action": next(iter(plan["actions"]), None),
    }


def _redact(package: Package, given: Given) -> Any:
    return {"redacted": package("").redact(given["payload"])}


ANSWERS: Mapping[str, Callable[[Package, Given], Any]] = {
    "classify": _classify,
    "decode": _decode,
    "outcome": _outcome,
    "retry": _retry,
    "retry_at": _retry_at,
    "state": _state,
    "verify": _verify,
    "event_key": _event_key,
    "validate": _validate,
    "redact": _redact,
    "real": _real,
}


def differing(kind: str, vector: Given, package: Package) -> list[str]:
    """Return where the answer of a package differs from what a vector expects."""
    answer = ANSWERS[kind](package, decode_markers(vector["input"]))
    expected = decode_markers(vector["expected"])
    return list(differences([expected] * len(answer) if kind == "state" else expected, answer))
