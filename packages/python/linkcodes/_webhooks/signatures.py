# ruff: noqa: PLC0415, PLR0913, PLR0917
"""Signs bodies and checks signatures, for every scheme that the spec describes."""

from __future__ import annotations

import hmac
from enum import StrEnum

from linkcodes._webhooks.headers import header_name, values_of, without_prefix
from linkcodes._webhooks.secrets import keys_of

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, TypeAlias

    from linkcodes.ids import Scheme

    Text: TypeAlias = str | bytes
    Secrets: TypeAlias = Text | Iterable[Text]
    Key: TypeAlias = Mapping[str, object] | Text
    Keys: TypeAlias = Mapping[str, Key] | Callable[[str], Key | None]
    Clock: TypeAlias = Callable[[], float]
    Body: TypeAlias = bytes | bytearray | memoryview
    # Invariance would refuse the headers of many frameworks as `Mapping[str | bytes, ...]`.
    Headers: TypeAlias = Mapping[str, object] | Mapping[bytes, object] | Iterable[tuple[Text, object]]

__all__ = ["SignatureError", "SignatureProblem", "refusal", "sign", "verify"]


class SignatureProblem(StrEnum):
    """Why a signature was refused."""

    MISSING_HEADER = "missing_header"
    """The header is not there, or is empty."""
    REPEATED_HEADER = "repeated_header"
    """The header is there more than once, so there is no telling which one counts."""
    MALFORMED = "malformed"
    """The header contains something that cannot be a signature of this scheme."""
    MISMATCH = "mismatch"
    """The signature is not that of this body under this secret or key."""
    WRONG_ALGORITHM = "wrong_algorithm"
    """The token is signed in another way than the scheme says."""
    UNTRUSTED_KEY = "untrusted_key"
    """The token names a key at an address that is not the provider's."""
    UNKNOWN_KEY = "unknown_key"
    """The token names a key that the application does not know."""
    UNFETCHED_KEY = "unfetched_key"
    """The key that the token names could not be fetched, so the call may be genuine: have it sent again."""
    EXPIRED_KEY = "expired_key"
    """The key that the token names has expired, or is not valid yet."""
    WRONG_TIME = "wrong_time"
    """The token does not say when it was signed, that was too long ago or lies ahead, or its time is over."""
    WRONG_RECEIVER = "wrong_receiver"
    """The token is for another receiver."""


class SignatureError(ValueError):
    """A webhook does not carry the signature that it should. The text has neither secret nor signatures."""

    __module__ = "linkcodes.webhooks"

    def __init__(self, scheme: str, header: str, reason: SignatureProblem, message: str) -> None:
        super().__init__(scheme, header, reason, message)
        self.scheme = scheme
        self.header = header
        """The name of the header that was looked for."""
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        return f"{self.scheme}: the header {self.header} {self.message}"


def verify(
    scheme: Scheme,
    body: Body,
    headers: Headers,
    secret: Secrets | Keys,
    *,
    header: str | None = None,
    claims: Mapping[str, object] | None = None,
    clock: Clock | None = None,
) -> None:
    """Return nothing if the body is signed with the secret; raise SignatureError if not.

    `body` is the raw bytes of the request: JSON that was parsed and written again has another signature.
    `headers` is a mapping or pairs of name and value, as text or bytes, names in any case; a WSGI environment
    will do, and so will lists of values. `secret` may be several, of which any one will do, while they are
    changed. `header` names another header than the scheme's. The comparison takes constant time; hex may be
    in either case. Where the provider signs nothing, the secret is what the header contains, and the body is
    not verified at all: see `Delivery.signed`. LookupError: there is no such scheme. TypeError: an argument
    is of the wrong type, such as a body that is text. ValueError: a secret is empty, has white space around
    it, or there is none.

    Where the provider signs with a private key, `secret` is its public keys: a mapping by the names under
    which tokens ask for them (a key id, or the address of a certificate), or a function that fetches one by
    its name. A key is a JSON Web Key, or a certificate or public key as PEM or DER; None is one that is not
    known. Several are there at once while they change. An address is only asked for if it is on the
    provider's own hosts. `claims` are compared with those of the token that name the receiver; where one key
    signs for all customers, they are required, and ValueError says which. `clock` is read in place of the
    time. What the function raises is passed on, but for KeyNotFetched, which is a reason. ImportError: the
    extra `linkcodes[jws]` is not installed.
    """
    refused = refusal(scheme, body, headers, secret, header, TokenChecks(claims, clock))
    del secret  # tools log the locals of tracebacks
    if refused:
        raise refused


class TokenChecks:
    """What a token is compared with besides."""

    __slots__ = ("claims", "clock")

    def __init__(self, claims: Mapping[str, object] | None, clock: Clock | None) -> None:
        self.claims, self.clock = claims, clock


def refusal(
    scheme: str,
    body: Body,
    headers: Headers,
    secrets: Secrets | Keys,
    header: str | None,
    checks: TokenChecks,
) -> Exception | None:
    """Return what `verify` raises, with nothing attached to it that has seen a secret."""
    try:
        return _refused(scheme, body, headers, secrets, header, checks)
    except Exception as error:  # its traceback has frames with secrets
        return bare(error)


def bare(error: Exception) -> Exception:
    """Return an exception without the frames and the other exceptions that it came from."""
    error.__traceback__ = error.__context__ = error.__cause__ = None
    return error


def _refused(
    scheme: str,
    body: Body,
    headers: Headers,
    secrets: Secrets | Keys,
    header: str | None,
    checks: TokenChecks,
) -> SignatureError | None:
    rule = scheme_in("signatures", scheme)
    name = header_name(header, rule)
    # The arguments are checked first: a missing secret shows with the first call, forged or not.
    raw, keys = raw_bytes(body), checked_keys(rule, secrets, checks.claims)
    given = _single(scheme, name, headers)
    fault = _token_fault(rule, raw, keys, given, checks) if "jws" in rule else _fault(rule, raw, keys, given)
    return SignatureError(scheme, name, *fault) if fault else None


def checked_keys(rule: Mapping[str, Any], secrets: object, claims: object) -> Any:
    """Return what a scheme is checked with; raise what is a mistake of the program."""
    if "jws" not in rule:
        if claims is not None:
            raise ValueError("this scheme has no token, so there are no claims to compare")
        return keys_of(secrets)
    from linkcodes._webhooks.jws import check_arguments

    check_arguments(rule, secrets, claims)
    return secrets


def _token_fault(
    rule: Mapping[str, Any], body: bytes, keys: Any, given: bytes, checks: TokenChecks
) -> tuple[SignatureProblem, str] | None:
    from time import time

    from linkcodes._webhooks.jws import token_fault

    return token_fault(rule, body, keys, given, checks.claims, checks.clock or time)


def _fault(
    rule: Mapping[str, str], body: bytes, keys: tuple[bytes, ...], given: bytes
) -> tuple[SignatureProblem, str] | None:
    """Say what is wrong with a signature. The right one stays in here."""
    digest = without_prefix(rule, given)
    if not is_signed(rule):
        return _secret_fault(rule, keys, digest)
    expected = [_digest(rule, body, key) for key in keys]
    alphabet, length = _BASE64 if rule["encoding"] == "base64" else _HEX, len(expected[0])
    if digest is not None and rule["encoding"] != "base64":
        digest, expected = digest.lower(), [each.lower() for each in expected]
    if digest is None or len(digest) != length or digest.translate(None, alphabet):
        return SignatureProblem.MALFORMED, _malformed(rule, length)
    # All are compared, so that the time does not tell which secret it was.
    right = [each for each in expected if hmac.compare_digest(digest, each)]
    return None if right else (SignatureProblem.MISMATCH, _MISMATCH)


def is_signed(rule: Mapping[str, Any]) -> bool:
    """Say whether the body is signed, so that what it says comes from whoever has the key."""
    return bool(rule["algorithm"] != "shared-secret")


def _secret_fault(
    rule: Mapping[str, str], keys: tuple[bytes, ...], given: bytes | None
) -> tuple[SignatureProblem, str] | None:
    """Say whether a header contains a secret. Digests are compared: the time does not tell its length."""
    from hashlib import sha256

    if given is None:
        return (
            SignatureProblem.MALFORMED,
            f"must begin with `{rule['prefix']}`, and does not; refuse the call",
        )
    told = sha256(given).digest()
    right = [each for each in keys if hmac.compare_digest(sha256(_written(rule, each)).digest(), told)]
    return None if right else (SignatureProblem.MISMATCH, _NOT_THE_SECRET)


def sign(scheme: Scheme, body: Body, secret: Text) -> dict[str, str]:
    """Return the header that the provider would send with a body: for tests and simulators.

    Raises as `verify` does, apart from SignatureError.
    """
    signed = _signed(scheme, body, secret)
    del secret
    if isinstance(signed, Exception):
        raise signed
    return signed


def _signed(scheme: str, body: Body, secret: Text) -> dict[str, str] | Exception:
    try:
        rule = _rule(scheme)
        if "jws" in rule:
            raise TypeError("only the provider can sign so; make a key pair and a token of your own")
        [key] = keys_of((secret,))
        return {rule["header"]: rule["prefix"] + _digest(rule, raw_bytes(body), key).decode()}
    except Exception as error:
        return bare(error)


_HEX = b"0123456789abcdef"
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_MISMATCH = (
    "is not the signature of this body under this secret; if the call is genuine, check that the secret is "
    "that of this endpoint, and that the body is the raw bytes, not JSON written again"
)

_NOT_THE_SECRET = (
    "does not contain this secret; if the call is genuine, check that the secret is the one that both sides "
    "agreed on, written as it is sent"
)


def _malformed(rule: Mapping[str, str], length: int) -> str:
    encoding = rule["encoding"].partition("-")[0]
    begin = f"`{rule['prefix']}` and then " if rule["prefix"] else ""
    return f"must hold {begin}{length} characters of {encoding}, and does not; refuse the call"


def _rule(scheme: str) -> dict[str, str]:
    return scheme_in("signatures", scheme)


def scheme_in(table: str, scheme: str) -> dict[str, Any]:
    """Return what a data file says of a scheme; LookupError if there is no such scheme."""
    from linkcodes._packaged import packaged

    rules: dict[str, dict[str, Any]] = packaged(table)
    if scheme not in rules:
        raise LookupError(f"there is no signature scheme of this name; there are: {', '.join(rules)}")
    return rules[scheme]


def _digest(rule: Mapping[str, str], body: bytes, secret: bytes) -> bytes:
    """Return the digest as the header has it, without the prefix."""
    if not is_signed(rule):
        return _written(rule, secret)
    return _written(rule, hmac.digest(secret, body, rule["algorithm"].removeprefix("hmac-")))


def _written(rule: Mapping[str, str], raw: bytes) -> bytes:
    if rule["encoding"] == "plain":
        return raw
    if rule["encoding"] == "base64":
        from base64 import b64encode

        return b64encode(raw)
    text = raw.hex().encode()
    return text.upper() if rule["encoding"] == "hex-upper" else text


def raw_bytes(body: Any) -> bytes:
    """Return the bytes of a body; TypeError if it has none."""
    if issubclass(type(body), str):
        raise TypeError(
            "hand over the body's raw bytes: text that was decoded or written again is signed otherwise"
        )
    if not issubclass(type(body), bytes | bytearray | memoryview):
        raise TypeError(f"the body must be the raw bytes of the request, not {type(body).__name__}")
    return bytes(body)


def _single(scheme: str, header: str, headers: Headers) -> bytes:
    """Return the value of the header, which must be there once."""
    values = list(values_of(header, headers))
    if len(values) > 1:
        message = f"is there {len(values)} times; refuse the call"
        raise SignatureError(scheme, header, SignatureProblem.REPEATED_HEADER, message)
    if not values or not values[0]:
        message = "is missing or empty; refuse the call, and check that signing is switched on"
        raise SignatureError(scheme, header, SignatureProblem.MISSING_HEADER, message)
    return values[0]
