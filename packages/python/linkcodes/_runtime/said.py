"""Finds the messages of a provider where there is none of its codes, or only one that points elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linkcodes._runtime.classify import classify
from linkcodes._runtime.messages import trimmed
from linkcodes._runtime.results import Classification
from linkcodes._runtime.rules import ProviderRules, core
from linkcodes._runtime.space import SPACE
from linkcodes.runtime_terms import MatchedBy

_LONGEST = 10_000
"""How much of a text is looked at."""
_BEFORE_CUT = 24
"""How much of a message there must be at the end of a text that was cut off."""
_FILLED = 500
"""How long what differs in a message may be."""
_CUT = re.compile(f"[{SPACE}]*(?:\\(truncated\\.\\.\\.\\)|\\.\\.\\.|…)[{SPACE}\"'`]*\\Z")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")


class _Said(NamedTuple):
    """A message in a text, and where it is."""

    start: int
    end: int
    message: str


def said_in(texts: Sequence[str], book: ProviderRules, operation: str | None) -> list[Classification]:
    """Return what the messages of a provider in some texts say; none where all only point elsewhere.

    A message within a longer one says less.
    """
    found = (answer for text in texts if (answer := _meaning(trimmed(text), book, operation)))
    whole = next(found, None)
    if whole:
        return [whole]
    return _inside("\n".join(texts)[:_LONGEST], book, operation)


def _inside(text: str, book: ProviderRules, operation: str | None) -> list[Classification]:
    said = sorted(dict.fromkeys(_messages(text, book)), key=lambda item: (item.start, -item.end))
    outer = [each for each in said if not any(_is_around(other, each) for other in said)]
    answers = (
        _meaning(message, book, operation) for message in dict.fromkeys(each.message for each in outer)
    )
    return [answer for answer in answers if answer]


def is_open(answer: Classification) -> bool:
    """Say whether an answer leaves it to another field what happened, or to the HTTP status."""
    return answer.matched_by is MatchedBy.HTTP_STATUS or answer.situation in core()["envelopes"]


def _meaning(message: str, book: ProviderRules, operation: str | None) -> Classification | None:
    """Return what a message says by itself."""
    code = message if message in book.listed else None
    answer = classify(book.id, code, message=message, operation=operation)
    return None if answer.matched_by is MatchedBy.NONE or is_open(answer) else answer


def _is_around(outer: _Said, inner: _Said) -> bool:
    wider = outer.start <= inner.start and inner.end <= outer.end
    return wider and outer.end - outer.start > inner.end - inner.start


def _messages(text: str, book: ProviderRules) -> Iterator[_Said]:
    """Yield the messages in a text; of one that is cut off at its end, the whole message."""
    cut = _CUT.sub("", text)
    for parts in book.said:
        yield from _at(text, parts)
        if len(parts) == 1 and cut != text:
            yield from _cut_at(cut, parts[0])


def _at(text: str, parts: Sequence[str]) -> Iterator[_Said]:
    start = text.find(parts[0])
    end = start + len(parts[0])
    for part in parts[1:] if start >= 0 else ():
        at = text.find(part, end, end + _FILLED + len(part))
        if at < 0:
            return
        end = at + len(part)
    if start >= 0 and _is_apart(text, start, end):
        yield _Said(start, end, text[start:end])


def _is_apart(text: str, start: int, end: int) -> bool:
    """Say whether no word continues at either end."""
    return not (text[max(0, start - 1) : start] in _LETTERS or text[end : end + 1] in _LETTERS)


def _cut_at(text: str, message: str) -> Iterator[_Said]:
    start = text.rfind(message[:_BEFORE_CUT])
    if start >= 0 and len(text) - start >= _BEFORE_CUT and message.startswith(text[start:]):
        yield _Said(start, len(text), message)
