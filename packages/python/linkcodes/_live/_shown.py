"""What a report may show of a body: words that the spec lists, and new ones that are no secret."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from linkcodes import redact
from linkcodes._packaged import packaged
from linkcodes._runtime.paths import walk
from linkcodes._vocabulary import _plain

MASK = "•••"
"""What is written in place of a name that is not shown."""
_ANY = "*"
_NAME = re.compile(r"[A-Za-z_$@][\w$@.:-]{0,63}", re.ASCII)
"""What a field may be called."""
_CODE = re.compile(r"[\w.:/+-]{0,80}|[A-Za-z][A-Za-z_'(),. -]{0,99}", re.ASCII)
"""What a code looks like; a sentence with a digit in it may be about someone."""
_ID = re.compile(r"\d{4}|(?:\d[^\d]*){6}")
"""What is in ids, dates and numbers, and in no name of a field."""
Path = tuple[Any, ...]


def shown_pointer(path: Path, provider: str) -> str:
    """Return a JSON pointer in which `*` is any index, and any key that is not listed."""
    listed = _names(provider)
    return "".join(f"/{_escaped(step) if step in listed else _ANY}" for step in path)


def shown_name(name: object) -> str:
    """Return the name of a field that is not listed, or the mask."""
    text = name if isinstance(name, str) else ""
    is_name = _NAME.fullmatch(text) and not _ID.search(text) and redact(text) == text
    return _escaped(text) if is_name else MASK


_decided: dict[tuple[Path, str | int], str | int | None] = {}
_MOST_DECIDED = 10_000


def shown_value(value: str | int, body: Any, path: Path) -> str | int | None:
    """Return a value as it is; None if it does not look like a code, or is masked in its body.

    What was decided for a place is true of the next body, too: masking looks at the names that lead there,
    and only for a field called `value` at what is beside it.
    """
    key = path, value
    if key not in _decided or path[-1].lower() == "value":
        if len(_decided) >= _MOST_DECIDED:
            _decided.clear()
        _decided[key] = _shown(value, body, path)
    return _decided[key]


def _shown(value: str | int, body: Any, path: Path) -> str | int | None:
    if not _CODE.fullmatch(str(value)):
        return None
    masked = walk(redact(body), path)
    return value if any(_plain(item) == value for item in masked) else None


def shown_place(place: str) -> str:
    """Return where something was found, on one line and without secrets."""
    text: str = redact(place)
    return text if text.isprintable() else text.encode("unicode_escape").decode()


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


@cache
def _names(provider: str) -> frozenset[object]:
    """Return the names of all fields that the payloads of a provider have."""
    return frozenset(_fields(packaged("payloads")[provider].values()))


def _fields(nodes: Iterable[Any]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, dict):
            for key, inner in node.items():
                if key in ("required", "optional"):
                    yield from (name for name, _ in inner)
            yield from _fields(node.values())
        elif isinstance(node, list):
            yield from _fields(node)
