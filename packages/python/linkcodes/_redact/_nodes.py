"""Reads JSON, and what is written like it, as parts of a text, so that what is not masked stays as it is."""

from __future__ import annotations

import re

_OPENING, _CLOSING, _SIGN, _WORD = 1, 2, 3, 6
_TOKEN = re.compile(
    r"[ \t\r\n]*(?:([{\[(])|([}\])])|(,|:|=>)"
    r"|[bru]?\"([^\"\\]*(?:\\[\d\D][^\"\\]*)*)\"|[bru]?'([^'\\]*(?:\\[\d\D][^'\\]*)*)'"
    r"|([^ \t\r\n\\\"'{}\[\](),:=<>&]+))"
)
_PARTNERS = {"{": "}", "[": "]", "(": ")"}


class JsonNode:
    """A value in a text: where it is, without its quotes, and what is in it if it is an object or a list."""

    __slots__ = ("_is_full", "_name", "end", "items", "sign", "start")

    def __init__(self, start: int, end: int, sign: str, items: list[Item] | None) -> None:
        self.start = start
        self.end = end
        self.sign = sign
        """Its bracket or quote; nothing for a number or a word."""
        self.items = items
        """The values, each with its name if it has one; a name that occurs twice is there twice."""
        self._name: JsonNode | None = None
        self._is_full = False

    def add(self, node: JsonNode) -> bool:
        """Take a value; return False if there must be a comma first."""
        if self._is_full or self.items is None:
            return False
        self.items.append((self._name, node))
        self._name, self._is_full = None, True
        return True

    def part(self, sign: str) -> bool:
        """Take a comma, or the sign behind a name; return False if there is nothing before it."""
        if not self._is_full or not self.items:
            return False
        self._is_full = False
        if sign == ",":
            return True
        name, self._name = self.items.pop()
        return name is None and self._name.items is None

    def close(self, bracket: str, end: int) -> bool:
        """End an object or a list."""
        self.end = end
        return bracket == _PARTNERS[self.sign] and self._name is None


def read(text: str, start: int) -> tuple[JsonNode, int, bool]:
    """Read an object or a list; return it, where reading stopped, and whether it was read to its end.

    What breaks off has the values that were read. It takes time in proportion to the length, however deep
    the text is nested.
    """
    root = JsonNode(start, len(text), text[start], [])
    is_open = [root]
    at = start + 1
    while token := _TOKEN.match(text, at):
        kind = token.lastindex or 0
        begins, ends = token.span(kind)
        inner = is_open[-1]
        if kind == _SIGN:
            fits = inner.part(text[begins])
        elif kind == _CLOSING:
            fits = is_open.pop().close(text[begins], ends)
        else:
            sign = text[begins] if kind == _OPENING else "" if kind == _WORD else text[ends]
            node = JsonNode(begins, ends, sign, [] if kind == _OPENING else None)
            fits = inner.add(node)
            if kind == _OPENING:
                is_open.append(node)
        if not fits:
            return root, at, False
        at = token.end()
        if not is_open:
            return root, at, True
    return root, at, False


Item = tuple[JsonNode | None, JsonNode]
"""A value with its name, if it has one."""
