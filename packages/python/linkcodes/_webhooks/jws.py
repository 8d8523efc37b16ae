# ruff: noqa: PLC0415, PLR0913, PLR0917
"""Checks a JSON Web Signature beside a body: the token, the key that it names, and what it says of the body.

Nothing of a token is believed before its signature is right, but for the name of the key; and an address is
checked before anyone fetches it.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode, urlsafe_b64decode
from collections.abc import Callable, Mapping
from hashlib import sha256
from hmac import compare_digest
from typing import Any, NamedTuple, TypeGuard

from linkcodes._webhooks.headers import without_prefix
from linkcodes._webhooks.key_cache import KeyNotFetched
from linkcodes._webhooks.signatures import SignatureProblem

Fault = tuple[SignatureProblem, str]
Rule = Mapping[str, Any]

_LONGEST = 16_384
"""Bytes of a token; those that providers send have fewer than a thousand."""
_LONGEST_NAME = 2_048
_AHEAD_S = 60
"""Seconds by which the provider's clock may be ahead."""
_LAST = 1e12
"""A time that no clock shows, in seconds; neither do infinity and what is no number."""
_BASE64URL = re.compile(rb"[A-Za-z0-9_-]*")
_ADDRESS = re.compile(r"https://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::443)?(?:/[^\s\\#]*)?", re.ASCII)
"""An address without user, other port and fragment; group 1 is the host."""
_NAMES = {"jws-es256": "ES256", "jws-rs256": "RS256"}


class _Refusal(Exception):  # noqa: N818  (it never leaves this module)
    """What is wrong with a token."""

    def __init__(self, problem: SignatureProblem, message: str) -> None:
        super().__init__(problem, message)
        self.fault = problem, message


class _Token(NamedTuple):
    """A token, of which nothing is verified."""

    header: dict[str, Any]
    claims: dict[str, Any]
    signed: bytes
    signature: bytes


def check_arguments(rule: Rule, keys: object, claims: object) -> None:
    """Raise what is a mistake of the program, before anything that came is looked at."""
    from linkcodes._webhooks.jws_keys import require

    require()
    if not callable(keys) and not isinstance(keys, Mapping):
        kind = type(keys).__name__
        raise TypeError(
            f"public keys must be a mapping by their names, or a function that fetches one, not {kind}"
        )
    if isinstance(keys, Mapping) and not keys:
        raise ValueError("there is no public key: nothing could be verified")
    own = rule["jws"].get("own_claims", ())
    if claims is not None and not isinstance(claims, Mapping):
        raise TypeError(f"the claims must be a mapping, not {type(claims).__name__}")
    _check_claims(claims or {}, own, rule["jws"].get("required_claims", ()))


def _check_claims(claims: Mapping[str, object], own: Any, required: Any) -> None:
    strange = sorted(set(claims) - {*own})
    if strange:
        raise ValueError(f"no claim {strange[0]!r} names the receiver; there are: {', '.join(own) or 'none'}")
    for name in {**dict.fromkeys(required), **claims}:
        if claims.get(name) in (None, ""):
            raise ValueError(
                f"the claim {name!r} is missing or empty in `claims`: say who you are, or what was signed "
                "for others would be accepted"
            )


def token_fault(
    rule: Rule,
    body: bytes,
    keys: Any,
    given: bytes,
    claims: Mapping[str, object] | None,
    clock: Callable[[], float],
) -> Fault | None:
    """Say what is wrong with a token; what `keys` raises is not caught."""
    jws = rule["jws"]
    try:
        token = _read(rule, given)
        name = _key_name(token.header, jws)
        _check_signature(rule, token, _key(keys, name), clock)
        _check_digest(jws, token.claims, body)
        _check_time(jws, token.claims, clock)
        _check_receiver(token.claims, claims or {})
    except _Refusal as refused:
        return refused.fault
    return None


def _read(rule: Rule, given: bytes) -> _Token:
    sent = without_prefix(rule, given) if len(given) <= _LONGEST else None
    parts = sent.split(b".") if sent else []
    if len(parts) != 3 or not all(parts):
        begin = f"`{rule['prefix']}` and then " if rule["prefix"] else ""
        raise _malformed(f"must hold {begin}a token of three parts, and does not; refuse the call")
    head, claims, signature = map(_decoded, parts)
    token = _Token(_object(head), _object(claims), b".".join(parts[:2]), signature)
    if token.header.get("alg") != _NAMES[rule["algorithm"]]:
        wanted = _NAMES[rule["algorithm"]]
        problem = SignatureProblem.WRONG_ALGORITHM
        raise _Refusal(problem, f"has a token that is not signed with {wanted}; refuse the call")
    if "crit" in token.header:
        raise _malformed("has a token that asks for an extension of the format; refuse the call")
    return token


def _malformed(message: str) -> _Refusal:
    return _Refusal(SignatureProblem.MALFORMED, message)


def _decoded(part: bytes) -> bytes:
    """Read Base64 for addresses, strictly: without padding, and each text in one way only."""
    broken = _malformed("has a token that is not written in Base64 for addresses; refuse the call")
    if not _BASE64URL.fullmatch(part) or len(part) % 4 == 1:
        raise broken
    decoded = urlsafe_b64decode(part + b"=" * (-len(part) % 4))
    if b64encode(decoded, b"-_").rstrip(b"=") != part:
        raise broken
    return decoded


def _object(part: bytes) -> dict[str, Any]:
    try:
        value = json.loads(part.decode(), parse_constant=_refused)
    except (ValueError, RecursionError):
        value = None
    if type(value) is not dict:
        raise _malformed("has a token whose parts are no JSON objects; refuse the call")
    return value


def _refused(constant: str) -> None:
    """Refuse `NaN` and the like, which are no JSON."""
    raise ValueError(constant)


def _key_name(header: Mapping[str, Any], jws: Rule) -> str:
    field = jws["key_header"]
    name = header.get(field)
    if type(name) is not str or not 0 < len(name) <= _LONGEST_NAME:
        raise _malformed(f"has a token that names no key: `{field}` is missing; refuse the call")
    if field == "x5u" and not is_trusted(name, jws["key_hosts"]):
        hosts = " or ".join(jws["key_hosts"])
        message = f"names a key that is not at {hosts}: anyone may have made it; refuse the call"
        raise _Refusal(SignatureProblem.UNTRUSTED_KEY, message)
    return name


def is_trusted(address: str, hosts: list[str]) -> bool:
    """Say whether an address is on one of the hosts, or on a subdomain, compared label by label."""
    found = _ADDRESS.fullmatch(address)
    host = found[1].lower() if found else ""
    return any(host == each or host.endswith(f".{each}") for each in hosts)


def _key(keys: Any, name: str) -> Any:
    try:
        key = keys.get(name) if isinstance(keys, Mapping) else keys(name)
    except KeyNotFetched as error:
        message = f"names a key that could not be fetched: {error}"
        raise _Refusal(SignatureProblem.UNFETCHED_KEY, message) from None
    if hasattr(key, "__await__"):
        raise TypeError("the function must return the key itself; fetch it before, or without `await`")
    if key is None:
        message = "names a key that is not known; if the call is genuine, fetch the provider's keys again"
        raise _Refusal(SignatureProblem.UNKNOWN_KEY, message)
    return key


def _check_signature(rule: Rule, token: _Token, key: Any, clock: Callable[[], float]) -> None:
    from linkcodes._webhooks.jws_keys import is_signed, public_key

    algorithm = _NAMES[rule["algorithm"]]
    made = public_key(key, algorithm, rule["jws"].get("key_end"))
    if made is None:
        message = f"names a key of which what was given is no public key for {algorithm}"
        raise _Refusal(SignatureProblem.UNKNOWN_KEY, message)
    if not made.begins - _AHEAD_S <= clock() < made.ends:
        message = "names a key that has expired or is not valid yet; fetch the provider's keys again"
        raise _Refusal(SignatureProblem.EXPIRED_KEY, message)
    if not is_signed(made.key, token.signed, token.signature):
        message = "has a token whose signature is not that of the key it names; refuse the call"
        raise _Refusal(SignatureProblem.MISMATCH, message)


def _check_digest(jws: Rule, claims: Mapping[str, Any], body: bytes) -> None:
    digest = sha256(body)
    is_hex = jws["digest_encoding"] == "hex"
    right = jws.get("digest_prefix", "") + (
        digest.hexdigest() if is_hex else b64encode(digest.digest()).decode()
    )
    told = claims.get(jws["digest_claim"])
    same = type(told) is str and compare_digest(right.encode(), told.encode("utf-8", "surrogatepass"))
    if not same:
        message = (
            "has a token for another body; if the call is genuine, check that the body is the raw bytes, not "
            "JSON written again"
        )
        raise _Refusal(SignatureProblem.MISMATCH, message)


def _check_time(jws: Rule, claims: Mapping[str, Any], clock: Callable[[], float]) -> None:
    ends = claims.get("exp")
    if ends is not None and not (_is_time(ends) and clock() < ends):
        raise _wrong_time("says that its time is over")
    if "time_claim" not in jws:
        return
    at = claims.get(jws["time_claim"])
    if not _is_time(at):
        raise _wrong_time("does not say when it was signed")
    now, most = clock(), jws.get("max_age_s")
    if at - now > _AHEAD_S:
        raise _wrong_time("was signed in the future; check the clock of this machine")
    if most is not None and now - at > most:
        raise _wrong_time(f"was signed more than {most} seconds ago, so it may be a repeat")


def _is_time(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _LAST


def _wrong_time(message: str) -> _Refusal:
    return _Refusal(SignatureProblem.WRONG_TIME, f"has a token that {message}; refuse the call")


def _check_receiver(claims: Mapping[str, Any], own: Mapping[str, object]) -> None:
    for name, wanted in own.items():
        told = claims.get(name)
        if type(told) is not type(wanted) or told != wanted:
            message = f"has a token for another receiver: `{name}` is not yours; refuse the call"
            raise _Refusal(SignatureProblem.WRONG_RECEIVER, message)
