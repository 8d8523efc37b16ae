# ruff: noqa: PLC0415
"""Reads public keys and checks signatures with them, by the package `cryptography`."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Mapping
from math import inf
from typing import Any, NamedTuple

_LEAST_BITS = 2_048
"""Of an RSA key, as RFC 7518 asks for it."""
_SIZE = 32
"""Bytes of a number of P-256."""


class VerifyingKey(NamedTuple):
    """A public key, and when it may be used, in seconds since 1970."""

    key: Any
    begins: float = -inf
    ends: float = inf


def require() -> None:
    """Raise ImportError, with what to install, where `cryptography` is missing."""
    try:
        import cryptography  # noqa: F401
    except ImportError:
        message = "this scheme is signed with a private key; to check it, install linkcodes[jws]"
        raise ImportError(message, name="cryptography") from None


def public_key(key: object, algorithm: str, end: str | None) -> VerifyingKey | None:
    """Return a key that may check this algorithm; None for what is none, whatever it is.

    `end` is the field of a JSON Web Key that says when it expires.
    """
    try:
        made = _of_jwk(key, algorithm, end) if isinstance(key, Mapping) else _of_file(key)
    except Exception:  # what was fetched may be anything
        return None
    return made if made and _suits(made.key, algorithm) else None


def is_signed(key: Any, signed: bytes, signature: bytes) -> bool:
    """Say whether a signature is right; that of a curve is its two numbers, one after the other."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec, padding, utils
    from cryptography.hazmat.primitives.hashes import SHA256

    try:
        if not isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, padding.PKCS1v15(), SHA256())
            return True
        if len(signature) != 2 * _SIZE:
            return False
        numbers = int.from_bytes(signature[:_SIZE]), int.from_bytes(signature[_SIZE:])
        key.verify(utils.encode_dss_signature(*numbers), signed, ec.ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def _suits(key: object, algorithm: str) -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if algorithm == "ES256":
        return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)
    return isinstance(key, rsa.RSAPublicKey) and key.key_size >= _LEAST_BITS


def _of_jwk(key: Mapping[str, Any], algorithm: str, end: str | None) -> VerifyingKey | None:
    made = _of_numbers(key, algorithm)
    over = key.get(end) if end else None
    return (
        VerifyingKey(made)
        if over is None
        else VerifyingKey(made, ends=over if type(over) in (int, float) else -inf)
    )


def _of_numbers(key: Mapping[str, Any], algorithm: str) -> object:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if key.get("alg", algorithm) != algorithm or key.get("use", "sig") != "sig":
        return None
    if (key["kty"], key.get("crv")) == ("EC", "P-256"):
        return ec.EllipticCurvePublicNumbers(
            _number(key["x"]), _number(key["y"]), ec.SECP256R1()
        ).public_key()
    if key["kty"] == "RSA":
        return rsa.RSAPublicNumbers(_number(key["e"]), _number(key["n"])).public_key()
    return None


def _number(text: str) -> int:
    return int.from_bytes(urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def _of_file(key: object) -> VerifyingKey:
    """Read a certificate or a public key, as text (PEM) or bytes (PEM or DER)."""
    from cryptography.hazmat.primitives.serialization import load_der_public_key, load_pem_public_key
    from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificate

    def dated(found: Certificate) -> VerifyingKey:
        return VerifyingKey(
            found.public_key(), found.not_valid_before_utc.timestamp(), found.not_valid_after_utc.timestamp()
        )

    data = key.encode() if isinstance(key, str) else bytes(key)  # type: ignore[call-overload]
    if b"-----BEGIN CERTIFICATE-----" in data:
        return dated(load_pem_x509_certificate(data))
    if b"-----BEGIN" in data:
        return VerifyingKey(load_pem_public_key(data))
    try:
        return dated(load_der_x509_certificate(data))
    except ValueError:
        return VerifyingKey(load_der_public_key(data))
