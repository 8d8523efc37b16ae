# ruff: noqa: PLC0415
"""What may be meant by what someone typed or pasted into the one box that `explain` is.

The surest reading comes first: a code as it is written; a code in quotes, with its field or its provider; a
code in another spelling; the message beside a code; a payload, also one that was cut off. What none of them
reads is looked for by its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from linkcodes.cli import catalog
from linkcodes.cli.catalog import CatalogEntry, Filter

if TYPE_CHECKING:
    from linkcodes._runtime.results import Outcome

_LONGEST = 1_000_000
_SIGNS = " \t\r\n\"'`“”‘’,;()[]<>"
_TEXT = re.compile(r"\"((?:[^\"\\]|\\.){1,200})\"|'([^'\\]{1,200})'")
_IS_NAME = re.compile(r"\s*(?::|=>)")
"""What comes after the name of a field, which is no code."""
_DISTINCT = re.compile(r"[A-Za-z0-9][_. ][A-Za-z0-9]|[a-z][A-Z]")
"""A code of several words."""
_PAYLOAD = re.compile(r"[{\[]|://|\?.*=|^\?")
_SHORTEST_MESSAGE = 12
_MOST_PARTS = 10
_CLOSED = {"{": "}", "[": "]"}


class ReadAs(StrEnum):
    """As what a text was read."""

    CODE = "code"
    QUOTED = "quoted"
    SPELLING = "spelling"
    MESSAGE = "message"


class Named(NamedTuple):
    """A code that a text names."""

    code: str
    filter: Filter
    how: ReadAs
    message: str | None = None


def named(text: str, filter: Filter) -> Named | None:
    """Return the code that a text names; None if it names none, or more than one."""
    text = text[:_LONGEST]
    return next((found for way in (_written, _spelled, _said) if (found := way(text, filter))), None)


def _written(text: str, filter: Filter) -> Named | None:
    """Find a code as it is written, alone, in quotes, or with the name of its provider."""
    bare = text.strip(_SIGNS)
    for how, code in ((ReadAs.CODE, text.strip()), (ReadAs.QUOTED, bare)):
        if code and catalog.find(code, filter):
            return Named(code, filter, how)
    if bare.count(" ") == 1:
        return next(_of_provider(bare, filter), None)
    return None if _PAYLOAD.search(text) else quoted(text, filter)


def _of_provider(text: str, filter: Filter) -> Iterator[Named]:
    first, second = text.split(" ")
    for provider, code in ((first, second), (second, first)):
        narrowed = filter._replace(provider=provider.lower().strip(":."))
        if narrowed.provider in catalog.providers() and filter.provider in (None, narrowed.provider):
            spelled = _written(code, narrowed) or _spelled(code, narrowed)
            if spelled and spelled.code:
                yield spelled._replace(filter=narrowed)


def quoted(text: str, filter: Filter) -> Named | None:
    """Find the one code among the texts in quotes, as in a line of JSON."""
    codes = [code for code in values_in(text) if catalog.find(code, filter)]
    if len(codes) != 1 or (filter.provider is None and is_payload(text) and _is_claim(codes[0], filter)):
        return None
    return Named(codes[0], filter, ReadAs.QUOTED)


def values_in(text: str) -> list[str]:
    """Return the first texts in quotes that are no names of fields."""
    found = (match for match in _TEXT.finditer(text[:_LONGEST]) if not _IS_NAME.match(text, match.end()))
    return list(dict.fromkeys(match[1] or match[2] for match in found))[:_MOST_PARTS]


def is_distinct(code: str) -> bool:
    """Say whether a code has several words; any API says OK, 401 and ACTIVE."""
    return _DISTINCT.search(code) is not None


def _is_claim(code: str, filter: Filter) -> bool:
    """Say whether a word that many APIs have would be taken for one of those that are listed."""
    from linkcodes.cli.senders import is_plain

    alone = len({entry.provider for entry in catalog.find(code, filter)}) == 1
    return is_plain(code) or (alone and not is_distinct(code))


def _spelled(text: str, filter: Filter) -> Named | None:
    """Find a code that is written in other letters or with other signs between its words."""
    from linkcodes._search import squashed

    bare = squashed(text.strip(_SIGNS))
    if filter.provider is None and " " in text.strip() and bare in _http_phrases():
        return None  # any server sends these words
    values = [entry.value for entry in catalog.wanted(filter) if bare and squashed(entry.value) == bare]
    if not values:
        return None
    most = max(values, key=values.count)  # of values that differ in spelling alone, the one with most homes
    return Named(most, filter, ReadAs.SPELLING)


@cache
def _http_phrases() -> frozenset[str]:
    """Return what HTTP itself calls its statuses, which says nothing about who sent it."""
    from http import HTTPStatus

    from linkcodes._search import squashed

    return frozenset(squashed(status.phrase) for status in HTTPStatus)


def _said(text: str, filter: Filter) -> Named | None:
    """Find the code that comes with a message."""
    from linkcodes._runtime.messages import trimmed

    message = trimmed(text.strip(_SIGNS))
    if len(message) < _SHORTEST_MESSAGE:
        return None
    codes = {(entry.value, entry.provider) for entry in catalog.wanted(filter) if _says(entry, message)}
    if len({code for code, _ in codes}) != 1:
        return None
    code, provider = codes.pop()
    return Named(code, filter._replace(provider=None if codes else provider), ReadAs.MESSAGE, message)


def _says(entry: CatalogEntry, message: str) -> bool:
    from linkcodes._runtime.messages import fits

    meanings = (entry.record, *entry.record.get("contexts", ()))
    return any(fits(_rule(said), message) for item in meanings for said in item.get("wire_messages", ()))


def _rule(said: Any) -> Any:
    """Return a message as it is compared: with gaps, the parts between them."""
    text, gaps = said["text"], said.get("placeholders") or ()
    if not gaps:
        return str(text)
    return re.split("|".join(map(re.escape, gaps)), text)


def outcome(text: str, provider: str | None, operation: str | None) -> Outcome | None:
    """Return what a payload says, also one that was cut off; None if it is none that is known."""
    from linkcodes._runtime.decode import resolve_outcome

    text = text[:_LONGEST].strip()
    if not _PAYLOAD.search(text):
        return None
    for form in (text, *_completed(text)):
        found = resolve_outcome(form, provider=provider, operation=operation)
        if found.decoded.payload is not None or found.decoded.classifications:
            return found
    return None


def is_payload(text: str) -> bool:
    """Say whether a text looks like a payload, whose words do not say what happened."""
    return _PAYLOAD.search(text[:_LONGEST]) is not None


def _completed(text: str) -> Iterator[dict[str, Any]]:
    """Yield what a piece of JSON says as far as it goes."""
    start = text.find("{")
    if start < 0:
        return
    for piece in _pieces(text[start:]):
        try:
            value = json.loads(piece)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) and value:
            yield value
            return


def _pieces(text: str) -> Iterator[str]:
    """Yield a cut text with an end, then, without its last fields, one after the other."""
    yield from (_closed(text), _closed(text, "null"))
    for _ in range(_MOST_PARTS):
        text = text[: max(text.rfind(","), 0)]
        if not text:
            return
        yield _closed(text)


def _closed(text: str, value: str = "") -> str:
    """Return a text with the quotes and brackets closed that are open at its end."""
    open_, quoted, skip = [], False, False
    for character in text:
        if skip:
            skip = False
        elif quoted:
            skip, quoted = character == "\\", character != '"'
        elif character == '"':
            quoted = True
        elif character in _CLOSED:
            open_.append(_CLOSED[character])
        elif open_ and character == open_[-1]:
            open_.pop()
    body = (text[:-1] if skip else text) + ('"' if quoted else "")
    return body.rstrip().rstrip(",") + value + "".join(reversed(open_))
