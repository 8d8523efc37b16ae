"""Vectors for the check of webhook signatures: those of the spec, right and tampered with."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

from codegen.model.wire import Signature, SignatureVector
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.conformance.tables import Cells
from codegen.views.signatures import schemes

Vector = dict[str, Any]
_RIGHT: Vector = {"valid": True}
_WRONG: Vector = {"valid": False}


def vectors(spec: ResolvedSpec) -> Iterator[tuple[Vector, Cells]]:
    """Yield the vectors in the order of the spec; nothing of them is composed."""
    for provider in spec.providers:
        for scheme, signature in schemes(provider):
            for number, sample in enumerate(signature.vectors, start=1):
                for name, change, expected in _cases(signature, sample):
                    given = {
                        "scheme": scheme,
                        "body": sample.body,
                        "headers": {signature.header: sample.header_value},
                        **_secrets(sample),
                    }
                    whole = f"{signature.id}, sample {number}: {name}"
                    yield {"name": whole, "input": {**given, **change}, "expected": expected}, {}


def _cases(signature: Signature, sample: SignatureVector) -> Iterator[tuple[str, Vector, Vector]]:
    """Yield (name, what is changed in the input, what is expected)."""
    header, value = signature.header, sample.header_value
    yield "as it is", {}, _RIGHT
    yield "header in capitals", {"headers": {header.upper(): value}}, _RIGHT
    yield "header in small letters", {"headers": {header.lower(): value}}, _RIGHT
    yield from _scheme_in_other_case(signature, sample)
    other_body = _RIGHT if signature.algorithm == "shared-secret" else _WRONG
    yield "a space after the body", {"body": sample.body + " "}, other_body
    yield "no body", {"body": ""}, other_body
    yield "no headers", {"headers": {}}, {**_WRONG, "reason": "missing_header"}
    if sample.secret is None:
        yield from _token_cases(signature, sample)
        return
    yield "another secret", {"secret": sample.secret + "x"}, _WRONG
    for name, other in _values(value, signature.prefix):
        yield name, {"headers": {header: other}}, _WRONG


def _scheme_in_other_case(
    signature: Signature, sample: SignatureVector
) -> Iterator[tuple[str, Vector, Vector]]:
    """Yield the name of an HTTP scheme in other case and with more space, which means the same (RFC 9110)."""
    scheme, rest = signature.prefix, sample.header_value.removeprefix(signature.prefix)
    if scheme.endswith(" "):
        for name, other in {
            "lower case": scheme.lower(),
            "capitals": scheme.upper(),
            "two spaces": f"{scheme} ",
        }.items():
            yield f"the scheme with {name}", {"headers": {signature.header: other + rest}}, _RIGHT


def _secrets(sample: SignatureVector) -> Vector:
    if sample.secret is not None:
        return {"secret": sample.secret}
    claims = {"claims": sample.claims} if sample.claims else {}
    return {"keys": sample.keys, **claims, **({} if sample.at is None else {"at": sample.at})}


def _token_cases(signature: Signature, sample: SignatureVector) -> Iterator[tuple[str, Vector, Vector]]:
    """Yield what no receiver may accept: tokens without a signature, of another kind, or out of date."""
    head, claims, proof = sample.header_value.removeprefix(signature.prefix).split(".")
    tokens = {
        "no signature": (f"{head}.{claims}.", "malformed"),
        "two parts": (f"{head}.{claims}", "malformed"),
        "another signature": (f"{head}.{claims}.{proof[::-1]}", None),
        "the algorithm `none`": (f"{_encoded({'alg': 'none'})}.{claims}.", "malformed"),
        "another algorithm": (f"{_with(head, alg='HS256')}.{claims}.{proof}", "wrong_algorithm"),
        "a token that is too long": (f"{head}.{claims}.{proof}{'A' * 20_000}", "malformed"),
    }
    for name, (token, reason) in tokens.items():
        expected = {**_WRONG, "reason": reason} if reason else _WRONG
        yield name, {"headers": {signature.header: signature.prefix + token}}, expected
    others = {f"{name}x": key for name, key in sample.keys.items()}
    yield "a key of another name", {"keys": others}, {**_WRONG, "reason": "unknown_key"}
    for claim, own in sample.claims.items():
        expected = {**_WRONG, "reason": "wrong_receiver"}
        yield f"another {claim}", {"claims": {**sample.claims, claim: f"{own}x"}}, expected
    jws = signature.jws
    if jws and jws.key_end:
        over = {name: {**key, jws.key_end: 1} for name, key in sample.keys.items()}
        yield "a key that has expired", {"keys": over}, {**_WRONG, "reason": "expired_key"}
    if jws and jws.max_age_s and sample.at:
        late = sample.at + 2 * jws.max_age_s + 61
        yield "too late", {"at": late}, {**_WRONG, "reason": "wrong_time"}
    if jws and jws.time_claim:
        yield "before it was signed", {"at": 1}, {**_WRONG, "reason": "wrong_time"}


def _with(head: str, **changes: str) -> str:
    """Return the header of a token with some of its fields changed."""
    return _encoded({**json.loads(urlsafe_b64decode(head + "=" * (-len(head) % 4))), **changes})


def _encoded(record: Vector) -> str:
    text = json.dumps(record, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _values(value: str, prefix: str) -> Iterator[tuple[str, str]]:
    yield "an empty signature", ""
    yield "nothing but the prefix", prefix
    yield "a signature cut short", value[:-4]
    yield "a signature that is too long", value + value[-4:]
    yield "a signature in letters beyond ASCII", prefix + "é" * (len(value) - len(prefix))
    if prefix:
        yield "the prefix twice", prefix + value
        yield "another prefix", "md5=" + value.removeprefix(prefix)
