"""Finds codes in the lines of a log. Most lines hold none, so a look at their words comes first."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from linkcodes._decode import decode
from linkcodes._packaged import packaged
from linkcodes._rules import books
from linkcodes.cli import catalog
from linkcodes.runtime import Classification


def _only(kept: str) -> bytes:
    """Return a table for `bytes.translate` that turns all else into spaces; no expression is as fast."""
    return bytes(code if chr(code) in kept else ord(" ") for code in range(256))


_WORD = string.ascii_letters + string.digits + "_"
_WORDS = _only(_WORD)
_DOTTED = _only(_WORD + ".")
_OWN_LOOK = re.compile(r"[_.]|[a-z][A-Z]")
"""What no ordinary word has: `_`, `.`, or a capital after a small letter."""
_MOST_PARTS = 200
"""Inner values of a JSON line that are looked at."""


class Recognizer:
    """Knows which words make it worth to read a line."""

    def __init__(self, provider: str | None = None) -> None:
        """`provider`: whose log it is, so only its codes count, and what is no evidence by itself as well."""
        self._provider = provider
        values = {entry.value for entry in catalog.entries() if isinstance(entry.record["value"], str)}
        fields = set(_fields())
        ordinary = {item for item in values | fields if not _OWN_LOOK.search(item)}
        self._distinctive = _longest_words((values | fields) - ordinary)
        self._distinctive_fields = _longest_words(fields - ordinary)
        # Without a provider, only a word that no other API has is a code by itself.
        alone = values - ordinary if provider else {value for book in books() for value in book.telling}
        self._codes = frozenset(item.encode() for item in alone)
        self._fields = _longest_words(fields & ordinary)
        self._values = _longest_words(values & ordinary)

    def codes(self, line: bytes) -> list[Classification]:
        """Return the codes in a line, each once."""
        distinctive = self._distinctive_words(line)
        if distinctive or (b"{" in line and self._ordinary_payload(line)):
            found = self._unique(self._read(line, distinctive))
            # Any object may have an unknown "status"; it takes more to call it a payload.
            sure = any(item.known for item in found) or not self._distinctive_fields.isdisjoint(distinctive)
            return found if sure else []
        return []

    def _distinctive_words(self, line: bytes) -> set[bytes]:
        distinctive = self._distinctive.intersection(line.translate(_WORDS).split())
        if b"." in line:
            distinctive |= self._distinctive.intersection(
                line.translate(_DOTTED).replace(b". ", b" ").split()
            )
        return set(distinctive)

    def _ordinary_payload(self, line: bytes) -> bool:
        """Say whether ordinary words may be a payload: one of its fields and one of its values."""
        words = line.translate(_WORDS).split()
        return not self._fields.isdisjoint(words) and not self._values.isdisjoint(words)

    def _read(self, line: bytes, distinctive: set[bytes]) -> Iterable[Classification]:
        """Return what the line says; else what is inside of its JSON; else the listed words in it."""
        if b"{" not in line and b"=" not in line:  # neither JSON nor parameters: only its words can count
            return self._listed(distinctive)
        found = self._decoded(line, None)
        if not found and self._provider:  # what is evidence for another provider is not taken for its own
            found = self._decoded(line, self._provider)
        return found or self._listed(distinctive)

    def _decoded(self, line: bytes, provider: str | None) -> Sequence[Classification]:
        decoded = decode(line, provider=provider)
        return decoded.classifications or self._inside(decoded.data, provider)

    def _inside(self, data: Any, provider: str | None) -> list[Classification]:
        """Return the codes in the objects and texts inside of JSON, where an ordinary word is no code."""
        parts = (
            part for part in _parts(data)
            if isinstance(part, dict) or self._distinctive_words(part.encode("utf-8", "replace"))
        )  # fmt: skip
        return [item for part in parts for item in decode(part, provider=provider).classifications]

    def _listed(self, words: set[bytes]) -> list[Classification]:
        return [item for word in sorted(self._codes & words) for item in _of_word(word)]

    def _unique(self, found: Iterable[Classification]) -> list[Classification]:
        """Return each value once: where several vocabularies list a word, the first of them counts."""
        unique: dict[str, Classification] = {}
        for item in found:
            if self._provider in (None, item.provider):
                unique.setdefault(str(item.raw), item)
        return list(unique.values())


@cache
def _of_word(word: bytes) -> tuple[Classification, ...]:
    return decode(word).classifications


def _parts(data: Any) -> Iterator[dict[str, Any] | str]:
    """Yield the objects and texts inside of a JSON value, outer ones first, up to a limit."""
    waiting = [data]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        value = waiting.pop(0)
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        waiting += [item for item in inner if isinstance(item, dict | list | str)][:_MOST_PARTS]
        if value is not data and isinstance(value, dict | str):
            yield value


def _fields() -> Iterator[str]:
    """Yield the names by which payloads are recognized and those that contain codes."""
    for provider in catalog.providers():
        for payload in packaged(f"rules/{provider}")["payloads"]:
            for item in (*payload["signs"], *payload["codes"]):
                yield from (step for step in item["path"] if step != "*")


def _longest_words(texts: Iterable[str]) -> frozenset[bytes]:
    """Return the longest word of each text: where the text is, its longest word is, too."""
    words = (text.encode().translate(_DOTTED).split() for text in texts)
    return frozenset(max(found, key=len) for found in words if found)
