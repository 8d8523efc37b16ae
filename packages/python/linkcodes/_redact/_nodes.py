"""Reads JSON, and what is written like it, as parts of a text, so that what is not masked stays as it is."""

from __future__ import annotations

import re

_OPENING, _CLOSING, _SIGN, _WORD = 1, 2, 3, 6
_TOKEN = re.compile(
    r"[ \t\r\n]*(?:([{\[(])|([}\])])|(,|:|=>)"
    r"|[bru]?\"([^\"\\]*(?:\\[\d\D][^\"\\]*)*)\"|[bru]?'([^'\\]*(?:\\[\d\D][^'\\]*)*)'"
    r"|([^ \t\r\n\\\"'{}\[\](),:=<>&]+))"
)
_STEP = re.compile(
    r"[ \t\r\n]*(?:(?:\"([^\"\\]*)\"[ \t\r\n]*:[ \t\r\n]*)?"
    r"(?:\"([^\"\\]*(?:\\[\d\D][^\"\\]*)*)\"|([^ \t\r\n\\\"'{}\[\](),:=<>&]+)(?=[ \t\r\n,}\]])|([{\[]))"
    r"|([}\]]))[ \t\r\n]*(,)?"
)
"""Up to four tokens at once: a name, its sign, a value or its bracket, and a comma; or an end and a comma."""
_PARTNERS = {"{": "}", "[": "]", "(": ")"}


Leaf = tuple[int, int, str]
"""A value that has no other ones in it: where it is without its quotes, and its quote if it has one."""


class Branch:
    """An object or a list in a text."""

    __slots__ = ("end", "is_full", "items", "name", "sign", "start")

    def __init__(self, start: int, end: int, sign: str) -> None:
        self.start = start
        self.end = end
        self.sign = sign
        """Its bracket."""
        self.items: list[Item] = []
        """The values, each with its name if it has one; a name that occurs twice is there twice."""
        self.name: Leaf | None = None
        """The name of the value that comes next."""
        self.is_full = False
        """Whether a comma or the sign behind a name must come next."""

    def add(self, node: JsonNode) -> bool:
        """Take a value; return False if there must be a comma first."""
        if self.is_full:
            return False
        self.items.append((self.name, node))
        self.name, self.is_full = None, True
        return True

    def part(self, sign: str) -> bool:
        """Take a comma, or the sign behind a name; return False if there is nothing before it."""
        if not self.is_full:
            return False
        self.is_full = False
        if sign == ",":
            return True
        name, node = self.items.pop()
        if name or isinstance(node, Branch):
            return False
        self.name = node
        return True

    def close(self, bracket: str, end: int) -> bool:
        """End an object or a list."""
        self.end = end
        return bracket == _PARTNERS[self.sign] and self.name is None


def read(text: str, start: int) -> tuple[Branch, int, bool]:
    """Read an object or a list; return it, where reading stopped, and whether it was read to its end.

    What breaks off has the values that were read. It takes time in proportion to the length, however deep
    the text is nested.
    """
    root = Branch(start, len(text), text[start])
    is_open = [root]
    at = _take_usual(text, start + 1, is_open)
    while is_open:
        token = _TOKEN.match(text, at)
        if not token or not _take(text, token, is_open):
            return root, at, False
        at = _take_usual(text, token.end(), is_open)
    return root, at, True


def _take_usual(text: str, at: int, is_open: list[Branch]) -> int:
    """Take what most JSON is made of; return where a token of another kind begins, or where all has ended.

    It does what `_take` does with each of the tokens, in a fraction of the time.
    """
    while is_open and (step := _STEP.match(text, at)):
        inner = is_open[-1]
        (_, end), key, quoted, word, opening, closing, comma = step.regs
        if closing[1] > 0:
            if not inner.close(text[closing[0]], closing[1]):
                break
            is_open.pop()
            at = end if is_open else closing[1]
            if is_open and comma[1] > 0:
                is_open[-1].is_full = False
            continue
        if inner.is_full or inner.name:
            break
        name = (*key, '"') if key[1] > 0 else None
        inner.is_full = True
        if opening[1] > 0:
            at = opening[1]
            branch = Branch(*opening, text[opening[0]])
            inner.items.append((name, branch))
            is_open.append(branch)
            continue
        inner.items.append((name, (*quoted, '"') if quoted[1] > 0 else (*word, "")))
        inner.is_full = comma[1] < 0
        at = end
    return at


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
    return inner.add((begins, ends, "" if kind == _WORD else text[ends]))


JsonNode = Leaf | Branch
Item = tuple[Leaf | None, JsonNode]
"""A value with its name, if it has one."""
