"""What a caller knows about a payload besides the payload."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from linkcodes._rules import PayloadRules, ProviderRules, books
from linkcodes._vocabulary import _plain


class Known(NamedTuple):
    """The arguments of `decode`, in plain values; None where nothing usable was passed."""

    provider: str | None = None
    payload: str | None = None
    http_status: int | None = None
    operation: str | None = None

    @classmethod
    def read(cls, provider: object, payload: object, http_status: object, operation: object) -> Known:
        """Read what was passed; the full id of a payload names its provider, too."""
        if provider is payload is http_status is operation is None:
            return NOTHING
        named = _text(payload)
        owner, _, local = named.partition(":") if named and ":" in named else (None, "", named)
        status = _plain(http_status)
        return cls(
            provider=_text(provider) or owner,
            payload=local,
            http_status=status if type(status) is int else None,
            operation=_text(operation),
        )

    @property
    def books(self) -> Sequence[ProviderRules]:
        """The rules of the providers that it may be from."""
        return books() if self.provider is None else _books(self.provider)

    @property
    def rules(self) -> PayloadRules | None:
        """The payload that was named, if one provider alone has it."""
        return None if self.payload is None else _payload(self.provider, self.payload)


NOTHING = Known()


@cache
def _by_id() -> dict[str, tuple[ProviderRules, ...]]:
    return {book.id: (book,) for book in books()}


def _books(provider: str) -> tuple[ProviderRules, ...]:
    return _by_id().get(provider, ())


def _payload(provider: str | None, payload: str) -> PayloadRules | None:
    among = books() if provider is None else _books(provider)
    found = [item for book in among for item in book.payloads if item.id == payload]
    return found[0] if len(found) == 1 else None


def _text(value: object) -> str | None:
    plain = _plain(value)
    return plain if type(plain) is str and plain else None
