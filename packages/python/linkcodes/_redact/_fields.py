"""What the names in an object or a list say about its values, whichever way it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from linkcodes._redact._layers import layers
from linkcodes._redact._rules import Label, label_of

Texts = Sequence[str | None]
"""Names or values; None for a value without a name, and for one that is no text."""
_NAMES = frozenset({"name", "key", "header", "field", "label"})
_WORD = re.compile(r"[a-z]+(?:_[a-z]+)*")


@lru_cache(2048)
def plain(name: str) -> str:
    """Return a name in its plain form, with its escapes undone."""
    return list(layers(name[-200:]))[-1].text


def labels_in(
    names: Texts, values: Iterable[str | None], label: Label | None, parent: str
) -> Sequence[Label | None]:
    """Return what is said of each value; `label` is what the names above say, `parent` the last of these."""
    if label and label.below:
        return [label] * len(names)
    said = [label if name is None else label_of(f"{parent} {name}") for name in names]
    told = _told(names, values) if depends_on_values(names) else None
    return [told if told and _is_value(name) else own for name, own in zip(names, said, strict=True)]


def depends_on_values(names: Texts) -> bool:
    """Say whether values beside a value say what it is, and not only the names."""
    return any(map(_is_value, names))


def _is_value(name: str | None) -> bool:
    return name is not None and len(name) == 5 and name.lower() == "value"


def labels_in_turn(texts: Texts) -> Sequence[Label | None]:
    """Return what is said of each value of a list of names and values in turn, such as Node's `rawHeaders`.

    A list of words may also be one of names: `["otp", "sms"]` has nothing to mask.
    """
    found: list[Label | None] = [None] * len(texts)
    if len(texts) % 2 == 0 and None not in texts:
        for index in range(0, len(texts), 2):
            name, value = texts[index] or "", texts[index + 1] or ""
            if not _WORD.fullmatch(value) and not label_of(plain(value)):
                found[index + 1] = label_of(plain(name))
    return found


def _told(names: Texts, values: Iterable[str | None]) -> Label | None:
    """Return what a field says about `value` beside it, as in `{"name": "password", "value": ...}`."""
    for name, value in zip(names, values, strict=True):
        if name and value and name.lower() in _NAMES:
            label = label_of(plain(value))
            if label:
                return label
    return None
