"""Takes the secrets out of payloads and logs, by the rules of the spec."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from datetime import date, time, timedelta
from numbers import Number
from typing import Any
from uuid import UUID

from linkcodes._redact._layers import layers
from linkcodes._redact._rules import Label, label_of, rules
from linkcodes._redact._spans import masked
from linkcodes._redact._text import mask_text
from linkcodes._redact._values import hidden

_DEEPEST = 100
"""Levels that are walked; what is below is masked as a whole."""
_PLAIN = (bool, type(None), date, time, timedelta, UUID)
_NAMES = frozenset({"name", "key", "header", "field"})


def redact(payload: Any) -> Any:
    """Return a copy of a payload or a text in which secrets are masked; nothing that is given is changed.

    `payload` may be text, bytes, a URL, a line of a log with JSON in it, or any tree of mappings, lists,
    tuples and sets. Keys stay, except for a key that is itself a secret. Text that is JSON comes back as
    JSON, in a compact form if something in it was masked. Numbers that are masked become text. Dates,
    times, UUIDs, booleans and None stay as they are; an object of any other type comes back as its masked
    text. It never raises.

    It masks passwords, keys, tokens, cookies, one-time codes, answers, contacts and personal data in
    fields that say so, and whatever has the shape of such a secret, in any field: keys of well-known
    issuers, JSON Web Tokens, email addresses, phone numbers, account and card numbers. The last four
    characters of account and card numbers stay, and so do codes, statuses, times, amounts and UUIDs. The
    guide "Mask secrets" says what is promised.
    """
    return _Walk().value(payload, None, "", 0)


class _Walk:
    """Masks a tree of values. What occurs several times in it is masked once."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int, str], tuple[Any, Any]] = {}

    def value(self, value: Any, label: Label | None, parent: str, depth: int) -> Any:
        """Return a value masked; `label` is what the names above it say, `parent` is the last of these."""
        if isinstance(value, _PLAIN):
            return value
        if isinstance(value, str):
            return _text(value, label)
        if isinstance(value, (bytes, bytearray, memoryview)):
            return _encoded(bytes(value), label)
        if isinstance(value, (Mapping, Sequence, Set)):
            return self._once(value, label, parent, depth)
        return _other(value, label)

    def _once(self, value: Any, label: Label | None, parent: str, depth: int) -> Any:
        key = (id(value), id(label), parent)
        if key not in self._seen:
            self._seen[key] = (value, rules().mask)  # what is inside itself is masked there
            if depth < _DEEPEST:
                self._seen[key] = (value, self._safely(value, label, parent, depth + 1))
        return self._seen[key][1]

    def _safely(self, value: Any, label: Label | None, parent: str, depth: int) -> Any:
        """Mask a container, which may be of any class and fail when it is read."""
        try:
            if isinstance(value, Mapping):
                return self._mapping(value, label, depth, parent)
            items = [self.value(item, label, parent, depth) for item in value]
            return items if isinstance(value, list) else _like(value, items)
        except Exception:
            return rules().mask

    def _mapping(self, value: Mapping[Any, Any], label: Label | None, depth: int, parent: str) -> Any:
        fields = list(value.items())
        told = _told(fields)
        made = {}
        for key, item in fields:
            name = _plain(key) if isinstance(key, str) else str(key)
            own = told if told and name.lower() == "value" else label_of(f"{parent} {name}")
            inside = label if label and label.below else own
            shown = _text(key, None) if isinstance(key, str) else key
            made[shown] = self.value(item, inside, name, depth)
        return made


def _told(fields: list[tuple[Any, Any]]) -> Label | None:
    """Return what a field says about `value` beside it, as in `{"name": "password", "value": ...}`."""
    names = (item for key, item in fields if isinstance(key, str) and key.lower() in _NAMES)
    name = next((item for item in names if isinstance(item, str)), None)
    return label_of(_plain(name)) if name is not None else None


def _like(value: Any, items: list[Any]) -> Any:
    """Return items in a container of the type that they came from, where it is one that is made of items."""
    kind = type(value)
    if hasattr(value, "_fields"):
        return kind(*items)
    if kind in (tuple, set, frozenset):
        try:
            return kind(items)
        except TypeError:  # what was hashable may now be a list
            return items
    return items


def _plain(name: str) -> str:
    """Return a name in its plain form, with its escapes undone."""
    return list(layers(name[-200:]))[-1].text


def _text(value: str, label: Label | None) -> str:
    """Return a text masked, and the very same one if there is nothing to mask."""
    if label:
        plain = next(layers(value)).text.strip()
        shown = hidden(plain, label)
        if shown is not None:
            return masked(shown)
    found = _json(value) if not label else None
    if found is None:
        return mask_text(value)
    redacted = redact(found)
    return value if redacted == found else json.dumps(redacted, ensure_ascii=False, separators=(",", ":"))


def _json(text: str) -> Any:
    """Return what a text contains if it is a JSON object or list."""
    start = text.lstrip()[:1]
    if start not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _encoded(value: bytes, label: Label | None) -> bytes:
    text = value.decode("utf-8", "surrogateescape")
    return _text(text, label).encode("utf-8", "surrogateescape")


def _other(value: Any, label: Label | None) -> Any:
    """Return a number as it is unless it is masked, and anything else as its masked text."""
    try:
        text = str(value)
        shown = _text(text, label)
    except Exception:
        return rules().mask
    return value if isinstance(value, Number) and shown == text else shown
