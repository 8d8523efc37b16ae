"""Takes the secrets out of payloads and logs, by the rules of the spec."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, time, timedelta
from numbers import Number
from typing import Any
from uuid import UUID

from linkcodes._redact._cuts import DEEPEST, mask_text
from linkcodes._redact._fields import labels_in, labels_in_turn, plain
from linkcodes._redact._rules import Label, rules

_PLAIN = (bool, type(None), date, time, timedelta, UUID)


def redact(payload: Any) -> Any:
    """Return a copy of a payload or a text in which secrets are masked; nothing that is given is changed.

    `payload` may be text, bytes, a URL, a line of a log with JSON in it, or any tree of mappings, lists,
    tuples and sets. Keys stay, except for a key that is itself a secret. Secrets are cut out of text; the
    rest of it stays as it is written, and JSON stays JSON. A pair of a name and a value, as in a list of
    headers, is masked as a field is. Numbers that are masked become text. Dates,
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
            return mask_text(value, label)
        if isinstance(value, (bytes, bytearray, memoryview)):
            return _encoded(bytes(value), label)
        if isinstance(value, (Mapping, Sequence, Set)):
            return self._once(value, label, parent, depth)
        return _other(value, label)

    def _once(self, value: Any, label: Label | None, parent: str, depth: int) -> Any:
        key = (id(value), id(label), parent)
        if key not in self._seen:
            self._seen[key] = (value, rules().mask)  # what is inside itself is masked there
            if depth < DEEPEST:
                self._seen[key] = (value, self._safely(value, label, parent, depth + 1))
        return self._seen[key][1]

    def _safely(self, value: Any, label: Label | None, parent: str, depth: int) -> Any:
        """Mask a container, which may be of any class and fail when it is read."""
        try:
            if isinstance(value, Mapping):
                return dict(self._fields([*value.items()], label, parent, depth))
            if hasattr(value, "_fields"):
                named = self._fields([*zip(value._fields, value, strict=True)], label, parent, depth)
                return type(value)(*(item for _, item in named))
            return _like(value, self._items([*value], label, parent, depth))
        except Exception:
            return rules().mask

    def _fields(
        self, fields: Sequence[Sequence[Any]], label: Label | None, parent: str, depth: int
    ) -> Iterator[tuple[Any, Any]]:
        """Yield names and values masked."""
        names = [plain(name) if isinstance(name, str) else str(name) for name, _ in fields]
        said = labels_in(names, [_if_text(value) for _, value in fields], label, parent)
        for (key, value), name, own in zip(fields, names, said, strict=True):
            shown = mask_text(key) if isinstance(key, str) else key
            yield shown, self.value(value, own, name, depth)

    def _items(self, items: Sequence[Any], label: Label | None, parent: str, depth: int) -> list[Any]:
        if items and all(map(_is_pair, items)):
            pairs = self._fields(items, label, parent, depth)
            return [_like(item, [*pair]) for item, pair in zip(items, pairs, strict=True)]
        said = [label] * len(items) if label else labels_in_turn([*map(_if_text, items)])
        return [self.value(item, own, parent, depth) for item, own in zip(items, said, strict=True)]


def _is_pair(value: Any) -> bool:
    """Say whether a value is a name and what has it."""
    return type(value) in (list, tuple) and len(value) == 2 and isinstance(value[0], str)


def _if_text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _like(value: Any, items: list[Any]) -> Any:
    """Return items in a container of the type that they came from, where it is one that is made of items."""
    kind = type(value)
    if kind in (tuple, set, frozenset):
        try:
            return kind(items)
        except TypeError:  # what was hashable may now be a list
            return items
    return items


def _encoded(value: bytes, label: Label | None) -> bytes:
    text = value.decode("utf-8", "surrogateescape")
    return mask_text(text, label).encode("utf-8", "surrogateescape")


def _other(value: Any, label: Label | None) -> Any:
    """Return a number as it is unless it is masked, and anything else as its masked text."""
    try:
        text = str(value)
        shown = mask_text(text, label)
    except Exception:
        return rules().mask
    return value if isinstance(value, Number) and shown == text else shown
