"""Signs tokens with keys of the tests, so that only what a token says can be wrong."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64encode
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

EC_KEY = ec.derive_private_key(7, ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(65537, 2048)


def encoded(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return urlsafe_b64encode(raw).decode().rstrip("=")


def signed(header: Any, claims: Any) -> str:
    """Return a token that is signed with the curve, as ES256 asks for it."""
    text = f"{encoded(header)}.{encoded(claims)}"
    numbers = utils.decode_dss_signature(EC_KEY.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{text}.{encoded(b''.join(each.to_bytes(32) for each in numbers))}"


def paid(header: Any, claims: Any) -> str:
    """Return a token that is signed with RSA, as RS256 asks for it."""
    text = f"{encoded(header)}.{encoded(claims)}"
    return f"{text}.{encoded(RSA_KEY.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def pem(key: Any) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    text: bytes = key.public_key().public_bytes(serialization.Encoding.PEM, form)
    return text.decode()


def jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """Return the public key as providers print it in JSON."""
    numbers = key.public_key().public_numbers()
    point = {name: encoded(value.to_bytes(32)) for name, value in (("x", numbers.x), ("y", numbers.y))}
    return {"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", **point}


def certified(begins: datetime, ends: datetime, form: serialization.Encoding) -> bytes:
    """Return a certificate of the RSA key that counts between two times."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "borea")])
    made = (
        x509.CertificateBuilder(name, name, RSA_KEY.public_key(), 7)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .sign(RSA_KEY, hashes.SHA256())
    )
    return made.public_bytes(form)


def headers_for(rule: Any, body: bytes, key_name: str, *, at: float, own: dict[str, str]) -> dict[str, str]:
    """Return the header that a provider with this rule would send with a body."""
    jws = rule["jws"]
    digest = sha256(body)
    written = {"hex": digest.hexdigest(), "base64": b64encode(digest.digest()).decode()}
    claims = {**own, jws["digest_claim"]: jws.get("digest_prefix", "") + written[jws["digest_encoding"]]}
    claims[jws.get("time_claim", "iat")] = int(at)
    sign, algorithm = {"jws-es256": (signed, "ES256"), "jws-rs256": (paid, "RS256")}[rule["algorithm"]]
    return {rule["header"]: rule["prefix"] + sign({"alg": algorithm, jws["key_header"]: key_name}, claims)}
