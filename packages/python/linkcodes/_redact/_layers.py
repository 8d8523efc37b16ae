"""The plain forms of a text: accents off, any digits as 0 to 9, escapes undone; with the way back to it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from linkcodes._redact._rules import rules

_SPECIAL = re.compile(r"[^\t\n\x20-\x7e]")
_ESCAPE = re.compile(
    r"%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f]){2,4}"
    r"|\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\u[0-9a-f]{4}|\\[\\/\"'nrt]|&(?:quot|apos|amp|commat|#34|#39|#64);",
    re.IGNORECASE,
)
_BEGINS = "%\\&"
"""What an escape begins with."""
_JSON_ESCAPE = re.compile(
    r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[\d\D]", re.IGNORECASE
)
_NAMED = {
    "n": "\n",
    "r": "\n",
    "t": "\t",
    "quot": '"',
    "apos": "'",
    "amp": "&",
    "#34": '"',
    "#39": "'",
    "#64": "@",
    "commat": "@",
}
_JSON_NAMED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_WIDEST = 4
"""Characters that one may be written out as: a few mean a sentence, and would make a text much longer."""
_DEEPEST = 4
"""How many escapes inside one another are undone."""


class Layer:
    """A form of a text; positions in it lead back to the text."""

    def __init__(self, text: str, steps: list[tuple[int, int]], below: Layer | None) -> None:
        self.text = text
        self._at = [here for here, _ in steps]
        self._was = [there for _, there in steps]
        self._below = below

    def back(self, position: int) -> int:
        """Return where in the text a position of this form is."""
        found = bisect_right(self._at, position) - 1
        if found >= 0:
            there = self._was[found] + position - self._at[found]
            position = min(there, self._was[found + 1]) if found + 1 < len(self._was) else there
        return self._below.back(position) if self._below else position


def layers(text: str) -> Iterator[Layer]:
    """Yield the plain form of a text, then those in which one more level of escapes is undone."""
    layer = Layer(text, [], None)
    if not (text.isascii() and text.isprintable()):
        layer = _rewritten(layer, _SPECIAL, _folded)
    yield layer
    for _ in range(_DEEPEST):
        if not any(map(layer.text.__contains__, _BEGINS)):
            return
        plain = _rewritten(layer, _ESCAPE, _undone)
        if plain is layer:
            return
        layer = _rewritten(plain, _SPECIAL, _folded)
        yield layer


def json_text(raw: str) -> Layer:
    """Return what a text in quotes says, with the escapes of JSON undone."""
    return _rewritten(Layer(raw, [], None), _JSON_ESCAPE, _unescaped)


def replaced(below: Layer, pieces: Iterable[tuple[int, int, str]]) -> Layer:
    """Return a form in which pieces, each from one position to another, are exchanged."""
    parts: list[str] = []
    steps: list[tuple[int, int]] = []
    done = length = 0
    for start, end, new in pieces:
        parts += (below.text[done:start], new)
        length += start - done
        if len(new) != end - start:
            steps += ((length, start), (length + len(new), end))
        length += len(new)
        done = end
    return Layer("".join(parts) + below.text[done:], steps, below) if parts else below


def _rewritten(below: Layer, pattern: re.Pattern[str], change: Callable[[str], str]) -> Layer:
    """Return a form in which each match is changed."""
    return replaced(below, ((*match.span(), change(match[0])) for match in pattern.finditer(below.text)))


@lru_cache(4096)
def _folded(char: str) -> str:
    """Return a character as the Latin one that it looks like; nothing for one that is not seen."""
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(char)[0] == "Z":
        return " "
    if unicodedata.category(char) == "Pd" or char == "\u2212":
        return "-"
    plain = unicodedata.normalize("NFKD", char)
    if len(plain) > _WIDEST:
        return char
    kept = (part for part in plain if part != "\u0640" and unicodedata.category(part)[0] not in "MC")
    return "".join(rules().lookalikes.get(part.lower(), part) for part in kept)


def _undone(escape: str) -> str:
    if escape[0] == "%":
        text = unquote(escape, errors="replace")
        return escape if "\ufffd" in text else text
    if escape[:2] in ("\\u", "\\U"):
        return _unescaped(escape)
    name = escape[1:].rstrip(";").lower()
    return _NAMED.get(name, name)


def _unescaped(escape: str) -> str:
    if len(escape) > 2:
        units = [int(code[1:], 16).to_bytes(2, "big") for code in escape.split("\\")[1:]]
        return b"".join(units).decode("utf-16-be", "surrogatepass")
    return _JSON_NAMED.get(escape[1], escape[1])
