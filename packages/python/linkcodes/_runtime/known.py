"""Reads what a caller knows about an input besides the input."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from linkcodes._runtime.results import Given
from linkcodes._runtime.rules import PayloadRules, ProviderRules, books, core
from linkcodes._vocabulary import _plain

NOTHING = Given()
_ARGUMENTS = ("provider", "payload", "http_status", "operation")


def given(provider: object, payload: object, http_status: object, operation: object) -> Given:
    """Read the arguments of `decode`; the full id of a payload names its provider, too."""
    if provider is payload is http_status is operation is None:
        return NOTHING
    named = _text(payload)
    owner, _, local = named.partition(":") if named and ":" in named else (None, "", named)
    status = _plain(http_status)
    known = Given(
        provider=_text(provider) or owner,
        payload=local,
        http_status=status if type(status) is int else None,
        operation=_text(operation),
    )
    passed = dict(zip(_ARGUMENTS, (provider, payload, http_status, operation), strict=True))
    lost = tuple(name for name, value in passed.items() if value is not None and not _is_used(known, name))
    return known._replace(ignored=lost) if lost else known


def given_to_read(provider: object, payload: object, http_status: object, operation: object) -> Given:
    """Read them for an input that is yet to be read: an id that is not listed is of no use."""
    known = given(provider, payload, http_status, operation)
    if known.provider is known.payload is None:
        return known
    unlisted = {
        "provider": provider is not None and known.provider not in _by_id(),
        "payload": payload is not None and payload_of(known) is None,
    }
    lost = {*known.ignored, *(name for name, is_unlisted in unlisted.items() if is_unlisted)}
    return known._replace(ignored=tuple(filter(lost.__contains__, _ARGUMENTS))) if lost else known


def _is_used(known: Given, name: str) -> bool:
    """Say whether an argument that was passed changes anything."""
    if name == "operation":
        return known.operation in core()["operations"]
    return getattr(known, name) is not None


def books_of(known: Given) -> Sequence[ProviderRules]:
    """Return the rules of the providers that it may be from: none if no listed provider sends it."""
    return books() if known.provider is None else _by_id().get(known.provider, ())


def payload_of(known: Given) -> PayloadRules | None:
    """Return the payload that was named, if one provider alone has it."""
    if known.payload is None:
        return None
    found = [item for book in books_of(known) for item in book.payloads if item.id == known.payload]
    return found[0] if len(found) == 1 else None


@cache
def _by_id() -> dict[str, tuple[ProviderRules, ...]]:
    return {book.id: (book,) for book in books()}


def _text(value: object) -> str | None:
    plain = _plain(value)
    return plain if type(plain) is str and plain else None
