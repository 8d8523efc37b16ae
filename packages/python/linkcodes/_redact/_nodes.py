"""Reads JSON, and what is written like it, as parts of a text, so that what is not masked stays as it is."""

from __future__ import annotations

import re

_OPENING, _CLOSING, _SIGN, _WORD = 1, 2, 3, 6
_TOKEN = re.compile(
    r"[ \t\r\n]*(?:([{\[(])|([}\])])|(,|:|=>)"
    r"|[bru]?\"([^\"\\]*(?:\\[\d\D][^\"\\]*)*)\"|[bru]?'([^'\\]*(?:\\[\d\D][^'\\]*)*)'"
    r"|([^ \t\r\n\\\"'{}\[\](),:=<>&]+))"
)
_FIELD = re.compile(
    r"[ \t\r\n]*\"([^\"\\]*)\"[ \t\r\n]*:[ \t\r\n]*"
    r"(?:\"([^\"\\]*)\"|([^ \t\r\n\\\"'{}\[\](),:=<>&]+)(?=[ \t\r\n,}\]]))[ \t\r\n]*(,)?"
)
"""Four tokens at once, as they are in most fields: a name, its sign, a value without escapes, and a comma."""
_PARTNERS = {"{": "}", "[": "]", "(": ")"}


class Leaf:
    """A value in a text that has no other ones in it: where it is, without its quotes."""

    __slots__ = ("end", "sign", "start")
    items = None

    def __init__(self, start: int, end: int, sign: str) -> None:
        self.start = start
        self.end = end
        self.sign = sign
        """Its quote; nothing for a number or a word."""


class Branch:
    """An object or a list in a text."""

    __slots__ = ("_is_full", "_name", "end", "items", "sign", "start")

    def __init__(self, start: int, end: int, sign: str) -> None:
        self.start = start
        self.end = end
        self.sign = sign
        """Its bracket."""
        self.items: list[Item] = []
        """The values, each with its name if it has one; a name that occurs twice is there twice."""
        self._name: JsonNode | None = None
        self._is_full = False

    def add(self, node: JsonNode) -> bool:
        """Take a value; return False if there must be a comma first."""
        if self._is_full:
            return False
        self.items.append((self._name, node))
        self._name, self._is_full = None, True
        return True

    def add_fields(self, text: str, at: int) -> int:
        """Take the fields that are alike, which are most; return where the next token begins."""
        while not self._is_full and self._name is None and (field := _FIELD.match(text, at)):
            kind = 3 if field[2] is None else 2
            name = Leaf(*field.span(1), '"')
            self.items.append((name, Leaf(*field.span(kind), "" if kind == 3 else '"')))
            self._is_full = field[4] is None
            at = field.end()
        return at

    def part(self, sign: str) -> bool:
        """Take a comma, or the sign behind a name; return False if there is nothing before it."""
        if not self._is_full:
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


def read(text: str, start: int) -> tuple[Branch, int, bool]:
    """Read an object or a list; return it, where reading stopped, and whether it was read to its end.

    What breaks off has the values that were read. It takes time in proportion to the length, however deep
    the text is nested.
    """
    root = Branch(start, len(text), text[start])
    is_open = [root]
    at = start + 1
    while is_open:
        at = is_open[-1].add_fields(text, at)
        token = _TOKEN.match(text, at)
        if not token or not _take(text, token, is_open):
            return root, at, False
        at = token.end()
    return root, at, True


def _take(text: str, token: re.Match[str], is_open: list[Branch]) -> bool:
    """Take one token; return False if it does not fit."""
    kind = token.lastindex or 0
    begins, ends = token.span(kind)
    inner = is_open[-1]
    if kind == _SIGN:
        return inner.part(text[begins])
    if kind == _CLOSING:
        return is_open.pop().close(text[begins], ends)
    if kind == _OPENING:
        branch = Branch(begins, ends, text[begins])
        is_open.append(branch)
        return inner.add(branch)
    return inner.add(Leaf(begins, ends, "" if kind == _WORD else text[ends]))


JsonNode = Leaf | Branch
Item = tuple[Leaf | Branch | None, Leaf | Branch]
"""A value with its name, if it has one."""
