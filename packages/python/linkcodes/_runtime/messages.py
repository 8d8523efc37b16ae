"""Compares messages with the texts that the spec has."""

from __future__ import annotations

from linkcodes._runtime.space import SPACE


def trimmed(text: str) -> str:
    """Return a text without what does not count: white space at both ends and a period at the end."""
    return text.strip(SPACE).removesuffix(".")


def fits(message: str, text: str | list[str]) -> bool:
    """Return whether a message is a text, or has its fixed parts.

    `message` comes out of `trimmed`. A list contains what is fixed in a text whose other parts differ.
    """
    if isinstance(text, str):
        return message == trimmed(text)
    first, last = text[0].lstrip(SPACE), text[-1].rstrip(SPACE).removesuffix(".")
    start, end = len(first), len(message) - len(last)
    if start > end or not message.startswith(first) or not message.endswith(last):
        return False
    return _in_order(message, text[1:-1], start, end)


def _in_order(message: str, parts: list[str], start: int, end: int) -> bool:
    for part in parts:
        found = message.find(part, start, end)
        if found < 0:
            return False
        start = found + len(part)
    return True
