"""Masks what varies from line to line and never counts, so that lines that are otherwise alike are read once.

Masked are random ids, times, and numbers in fields that no rule mentions. `LineMask.hides_nothing_of` tells
whether an answer depends on something masked: a code that no provider lists may look like an id.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable

from linkcodes._runtime.outline import mentioned

_VARYING = re.compile(
    rb"-(?<=[^\w.%+-][0-9a-f]{8}-)[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w.-])"
    rb"|:(?<=[^\w.%+-]\d{4}-\d\d-\d\d[T ]\d\d:)\d\d:\d\d(?:[.,]\d{1,9})?Z?(?![\w.-])"
    rb'|": ?([1-9]\d{0,17})(?=[,}\]])'
)
"""Each alternative begins with a literal, which is found many times as fast as a class of characters."""
_BEFORE = {b"-": len("00000000"), b":": len("2026-01-01T00")}
"""How much of what is masked comes before a match, by its first character."""
_START = b"\n"
"""Comes before a line, as a match needs a character before it."""
_UNMASKED = (b"%", b"\\u", b"\0")
"""Escapes, which may hide anything, and what masks are made of."""


class LineMask:
    """Knows which fields and numbers count."""

    def __init__(self) -> None:
        known, _ = mentioned()
        self._names = frozenset(value.encode() for value in known if isinstance(value, str))
        self._numbers = frozenset(str(value).encode() for value in known)

    def masked(self, line: bytes) -> bytes | None:
        """Return a line without what varies; None if it cannot be masked."""
        if any(sign in line for sign in _UNMASKED):
            return None
        text, done = _START + line, 0
        kept: list[bytes] = []
        for match in _VARYING.finditer(text):
            start, end = match.span(1)
            if start < 0:
                start, end = match.start() - _BEFORE[text[match.start() : match.start() + 1]], match.end()
            elif not self._varies(text, match.start(), match[1]):
                continue
            kept += text[done:start], b"\0%d\0" % (end - start)
            done = end
        return b"".join([*kept, text[done:]])

    def _varies(self, text: bytes, end: int, number: bytes) -> bool:
        """Say whether a number never counts in the field whose name ends at a place."""
        name = text[text.rfind(b'"', 0, end) + 1 : end].rstrip(b"\\")
        return name not in self._names and number not in self._numbers and b"\\" not in name

    def hides_nothing_of(self, details: Collection[Hashable]) -> bool:
        """Say whether values of a line are all in its masked form."""
        return all(isinstance(value, str) and self._is_kept(value.encode()) for value in details)

    def _is_kept(self, value: bytes) -> bool:
        return self.masked(value) == _START + value
