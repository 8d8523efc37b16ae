"""Finds codes in the lines of a log. Most lines hold none, so a look at their words comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from linkcodes._packaged import packaged
from linkcodes._runtime.decode import decode
from linkcodes._runtime.rules import books
from linkcodes.cli import catalog
from linkcodes.cli.senders import ListedWords
from linkcodes.cli.words import OWN_LOOK, Words, dotted_words_in, longest_words, words_in
from linkcodes.runtime import Classification, Decoded

_MOST_PARTS = 200
"""Inner values of a JSON line that are looked at."""


class Recognizer:
    """Knows which words make it worth to read a line."""

    def __init__(self, provider: str | None = None) -> None:
        """`provider`: whose log it is, so only its codes count, and what is no evidence by itself as well."""
        self._provider = provider
        texts = {value for book in books() for value in book.listed if isinstance(value, str)}
        fields = set(_fields())
        ordinary = {item for item in texts | fields if not OWN_LOOK.search(item)}
        self._distinctive = longest_words((texts | fields) - ordinary)
        self._dotted = frozenset(
            part for word in self._distinctive if b"." in word for part in words_in(word)
        )
        self._near = self._distinctive | self._dotted
        self._distinctive_fields = longest_words(fields - ordinary)
        self._listed_words = ListedWords()
        self._fields = longest_words(fields & ordinary)
        self._values = longest_words(texts & ordinary)

    @property
    def words(self) -> frozenset[bytes]:
        """The words of which a line with codes has one."""
        return self._distinctive | self._values

    def codes(self, line: bytes) -> list[Classification]:
        """Return the codes in a line, each once."""
        words = words_in(line)
        distinctive = self.distinctive(line, words)
        return self.read(line, distinctive) if self.is_worth_reading(line, words, distinctive) else []

    def distinctive(self, text: bytes, words: Words) -> frozenset[bytes]:
        """Return those words of a text that are part of something listed, and that no ordinary text has."""
        near = self._near.intersection(words)
        found = self._distinctive & near
        if b"." not in text or self._dotted.isdisjoint(near):
            return found
        return found | self._distinctive.intersection(dotted_words_in(text))

    def is_worth_reading(self, line: bytes, words: Words, distinctive: frozenset[bytes]) -> bool:
        """Say whether there may be codes: distinctive words, or a field and a value of some payload."""
        if distinctive:
            return True
        return b"{" in line and not (self._fields.isdisjoint(words) or self._values.isdisjoint(words))

    def read(self, line: bytes, distinctive: frozenset[bytes]) -> list[Classification]:
        """Return the codes in a line that is worth to be read, each once."""
        found = self._unique(self._found(line, distinctive, self.senders(line, distinctive)))
        # Any object may have an unknown "status"; it takes more to call it a payload.
        sure = any(item.known for item in found) or not self._distinctive_fields.isdisjoint(distinctive)
        return found if sure else []

    def senders(self, line: bytes, distinctive: frozenset[bytes]) -> frozenset[str]:
        """Return the providers of which there is evidence in a line; they say whose its words are."""
        if self._provider:
            return frozenset((self._provider,))
        return self._listed_words.senders(line, distinctive)

    def distinctive_in(self, text: str) -> frozenset[bytes]:
        """Return the distinctive words of a text."""
        raw = text.encode("utf-8", "replace")
        return self.distinctive(raw, words_in(raw))

    def _found(
        self, line: bytes, distinctive: frozenset[bytes], senders: frozenset[str]
    ) -> Iterable[Classification]:
        """Return what the line says; else what is inside of its JSON; else the listed words in it."""
        if not is_structured(line):
            return self._listed(distinctive, senders)
        found = self._decoded(line, None, senders)
        if not found and self._provider:  # what is evidence for another provider is not taken for its own
            found = self._decoded(line, self._provider, senders)
        return found or self._listed(distinctive, senders)

    def _decoded(self, line: bytes, provider: str | None, senders: frozenset[str]) -> list[Classification]:
        decoded = decode(line, provider=provider)
        return self._sure(decoded, senders) or self._inside(decoded.data, provider, senders)

    def _sure(self, decoded: Decoded, senders: frozenset[str]) -> list[Classification]:
        """Return the codes of a payload; of what is none, those that have evidence of their sender."""
        found = list(decoded.classifications)
        if self._provider:
            return found
        if decoded.payload or decoded.parts:
            raw = (str(item.raw).encode("utf-8", "replace") for item in found)
            return [] if found and all(self._listed_words.is_of_anyone(it, senders) for it in raw) else found
        return [item for item in found if self._is_of_sender(item, senders)]

    def _is_of_sender(self, item: Classification, senders: frozenset[str]) -> bool:
        if not isinstance(item.raw, str):
            return True
        return self._listed_words.sender(item.raw.encode("utf-8", "replace"), senders) == item.provider

    def is_payload(self, value: dict[str, Any]) -> bool:
        """Say whether an object is read as a whole, or as a list of what is."""
        named = (decode(value, provider=provider) for provider in {None, self._provider})
        return any(decoded.payload or decoded.parts for decoded in named)

    def _inside(self, data: Any, provider: str | None, senders: frozenset[str]) -> list[Classification]:
        """Return the codes in the objects and texts inside of JSON, where an ordinary word is no code."""
        parts = (
            part for part in _parts(data)
            if isinstance(part, dict) or self.distinctive_in(part)
        )  # fmt: skip
        return [item for part in parts for item in self._sure(decode(part, provider=provider), senders)]

    def _listed(self, words: frozenset[bytes], senders: frozenset[str]) -> list[Classification]:
        owned = ((word, self._listed_words.sender(word, senders)) for word in sorted(words))
        return [item for word, sender in owned if sender for item in _of_word(word, sender)]

    def _unique(self, found: Iterable[Classification]) -> list[Classification]:
        """Return each value once: where several vocabularies list a word, the first of them counts."""
        unique: dict[str, Classification] = {}
        for item in found:
            if self._provider in (None, item.provider):
                unique.setdefault(str(item.raw), item)
        return list(unique.values())


def is_structured(line: bytes) -> bool:
    """Say whether there may be JSON or parameters in a line; of another, only its words can count."""
    return b"{" in line or b"=" in line


@cache
def _of_word(word: bytes, provider: str) -> tuple[Classification, ...]:
    return decode(word, provider=provider).classifications


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
