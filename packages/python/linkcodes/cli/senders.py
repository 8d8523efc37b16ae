"""Says whose a listed word in a log is: a word is evidence by itself only where no other program has it.

Logs and sources are full of words that some provider sends, too: `in_progress`, `NOT_FOUND`, `onSuccess`.
They count where something beside them in the line names the provider.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from linkcodes._runtime.rules import ProviderRules, books
from linkcodes.cli.words import OWN_LOOK

_ANY_PROGRAM = frozenset(
    b"API_ERROR AUTHENTICATION_FAILED AUTHORIZATION_FAILED AUTH_ERROR CONNECTION_ERROR"
    b" COUNTRY_NOT_SUPPORTED CREATE_ERROR ConnectionError DATA_NOT_FOUND ENTITY_NOT_FOUND"
    b" FAILED_PRECONDITION INTERNAL_ERROR INVALID_ADDRESS INVALID_AMOUNT INVALID_BODY"
    b" INVALID_CONFIGURATION INVALID_FIELD INVALID_HEADERS INVALID_HOST INVALID_NAME INVALID_PARAMETER"
    b" INVALID_PARAMETERS INVALID_PARENT INVALID_URL INVALID_VALUE IN_PROGRESS InProgress"
    b" METHOD_NOT_AVAILABLE MISSING_FIELDS MISSING_PARAMETERS NOT_CHECKED NOT_FOUND NOT_PRESENT NOT_READY"
    b" NOT_STARTED NOT_VERIFIED OPERATION_NOT_ALLOWED OPERATION_PENDING PAYMENT_NOT_FOUND"
    b" PROCESSING_ERROR RATE_LIMIT RateLimitError RateLimitException SERVER_ERROR SESSION_ERROR"
    b" SESSION_EXPIRED ServiceError TOKEN_INVALID TOO_MANY_REQUESTS UNEXPECTED_ERROR UNKNOWN_ERROR"
    b" USER_NOT_FOUND UnknownError".split()
)
"""What programs of any kind call their own errors and states."""
_OF_OAUTH = frozenset(
    b"access_denied invalid_client invalid_grant invalid_request invalid_scope server_error"
    b" temporarily_unavailable unauthorized_client unsupported_grant_type unsupported_response_type".split()
)
"""The errors of RFC 6749, which every authorization server sends."""
_OF_SERVERS = frozenset(
    b"BAD_REQUEST FORBIDDEN INTERNAL_SERVER_ERROR INVALID_CREDENTIALS INVALID_REQUEST INVALID_TOKEN"
    b" RATE_LIMIT_EXCEEDED SERVICE_UNAVAILABLE UNAUTHORIZED VALIDATION_ERROR".split()
)
"""What servers of any kind answer: in someone's log of one provider's calls it counts, in a lone body not."""
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_FEW_PARTS = 2
_LONG_ID = 5
"""Letters of a provider's id that is no part of ordinary words."""


class ListedWords:
    """Knows who sends each listed text, and which texts no other provider or program sends."""

    def __init__(self) -> None:
        self._owners: dict[bytes, list[str]] = {}
        texts = [(book, value) for book in books() for value in book.listed if isinstance(value, str)]
        for book, value in texts:
            self._owners.setdefault(value.encode(), []).append(book.id)
        self._alone = frozenset(
            value.encode() for book, value in texts
            if len(self._owners[value.encode()]) == 1 and _is_own(book, value)
        )  # fmt: skip

    def senders(self, line: bytes, words: frozenset[bytes]) -> frozenset[str]:
        """Return the providers that a line names, or of which it has a word that no other sends."""
        sure = {self._owners[word][0] for word in words & self._alone}
        lowered = line.lower()
        # To look for the first word alone takes a tenth of the time, and most lines lack it.
        return frozenset(sure | {it.id for it in _names() if it.word in lowered and it.whole.search(lowered)})

    def sender(self, word: bytes, senders: frozenset[str]) -> str | None:
        """Return whose a word is in a line that is from some providers; None if nothing tells."""
        owners = self._owners.get(word, [])
        named = [id for id in owners if id in senders]
        if len(named) == 1:
            return named[0]
        return owners[0] if word in self._alone else None

    def is_of_anyone(self, word: bytes, senders: frozenset[str]) -> bool:
        """Say whether a payload with this code may be of any server, in a line of these senders."""
        return word in _OF_OAUTH and not senders


def is_plain(value: str) -> bool:
    """Say whether a text is a word that many APIs send: one of any program, or an answer of any server."""
    return " " not in value and (_is_of_programs(value) or value.encode() in _OF_SERVERS)


def _is_of_programs(value: str) -> bool:
    return not OWN_LOOK.search(value) or value[:1].islower() or value.encode() in _ANY_PROGRAM


def _is_own(book: ProviderRules, value: str) -> bool:
    """Say whether a text that one provider lists is none that programs have for themselves."""
    if _is_of_programs(value):
        return False
    short = len(_PART.findall(value)) <= _FEW_PARTS
    return value in book.telling or not short or any("behavior" in item.record for item in book.listed[value])


class _SenderName(NamedTuple):
    """How a line names a provider, in small letters."""

    id: str
    word: bytes
    """The first word of its id."""
    whole: re.Pattern[bytes]
    """All of it, also inside of other words, unless it is so short that ordinary ones have it."""


@cache
def _names() -> list[_SenderName]:
    return [_name(book.id) for book in books()]


def _name(id: str) -> _SenderName:
    first, *others = id.split("_")
    name = "[ _-]?".join(map(re.escape, (first, *others)))
    whole = name if len(id) >= _LONG_ID else f"(?<![a-z]){name}(?![a-z])"
    return _SenderName(id, first.encode(), re.compile(whole.encode()))
