"""Reads the secrets of webhooks. What is wrong with one is said without a word of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def keys_of(secrets: object) -> tuple[bytes, ...]:
    """Return one secret or several as bytes; TypeError and ValueError for what cannot be one."""
    if isinstance(secrets, str | bytes):
        return (_key(secrets, "the secret"),)
    if not isinstance(secrets, Iterable) or isinstance(secrets, Mapping | bytearray | memoryview):
        raise TypeError(f"the secret must be text or bytes, or several of them, not {type(secrets).__name__}")
    several = tuple(secrets)
    if not several:
        raise ValueError("there is no secret: nothing could be verified")
    if len(several) == 1:
        return (_key(several[0], "the secret"),)
    return tuple(_key(each, f"secret {number} of {len(several)}") for number, each in enumerate(several, 1))


def _key(secret: object, name: str) -> bytes:
    if not isinstance(secret, str | bytes):
        raise TypeError(f"{name} must be text or bytes, not {type(secret).__name__}")
    if not secret.strip():
        raise ValueError(f"{name} is empty: anyone could sign with it")
    if len(secret.rstrip()) < len(secret):
        raise ValueError(f"{name} ends with white space, such as the line break of a file; strip it")
    if len(secret.lstrip()) < len(secret):
        raise ValueError(f"{name} begins with white space; strip it")
    try:
        return secret.encode() if isinstance(secret, str) else secret
    except UnicodeEncodeError:
        raise ValueError(f"{name} has half a surrogate pair, so it is no text") from None
