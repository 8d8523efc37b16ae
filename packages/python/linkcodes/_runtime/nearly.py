"""Reads what is nearly JSON: what JavaScript, Python, Ruby, PHP, Dart and Swift print, and JSON cut off.

The grammar is that of `nearly.ts`, step by step. A group in brackets is a list of values, or an object where
some of them have names. What fits nowhere is skipped: nothing is refused, and each step goes forward.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_LONGEST = 1_000_000
"""Characters of a text that is looked at."""
_TRIES = 20
"""How many groups in a text are tried."""
_DEEPEST = 40
_CLOSERS = {"{": "}", "[": "]", "(": ")"}
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”"}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_WORDS = {
    "null": None, "None": None, "nil": None, "NULL": None, "undefined": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_LISTS = ("Array", "array")
_NAME = r"[A-Za-z_$][A-Za-z0-9_$.-]{0,60}"
_KEY = re.compile(
    r"(?:\"([^\"\\\n]{1,60})\"|'([^'\\\n]{1,60})'|“([^”\n]{1,60})”"
    rf"|\[[\"']?({_NAME})[\"']?(?::[^\]\n]{{0,60}})?\]|:?({_NAME}))[ \t]*(=>|:(?![:/])|=(?!=))"
    r"|\[?([0-9]{1,9})\]?[ \t]*(=>)"
)
"""A name, and the sign between it and its value."""
_OPENER = re.compile(r"[{\[(]")
_SPACE = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n,;]*")
_LOOSE_WORD = re.compile(r"[^ \t\r\n,;{}\[\]()\"'`“]+(?:'[A-Za-z]+)*")
_CALL = re.compile(r"([A-Za-z_$\\][A-Za-z0-9_$.\\:#]{0,99})( Object)?([ \t\r\n]*)(?=[({])")
"""A name before a group, such as that of a class."""
_ELIDED = re.compile(r"\[(?:Object|Array|object Object|(?:Function|Circular|Getter|class)[^\]\n]{0,80})\]")
_STOP = re.compile(r"[\r\n,{}\[\]()]")
_STOP_OF_WORD = re.compile(r"[ \t\r\n,{}\[\]()]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_DIGITS = re.compile(r"[0-9]+")
_HEX = re.compile(r"[0-9A-Fa-f]{4}")
_SAID_BEFORE = " \t\r\n\"'`“{[("
"""What comes after the sign between a name and its value where no group says that there are names."""


class NearlyJson(NamedTuple):
    """An object in a text."""

    value: dict[str, Any]
    is_cut: bool
    """Whether the text ends within it."""


def nearly_in(text: str) -> Iterator[NearlyJson]:
    """Yield the objects in a text, inner ones after those around them, then all of it as one.

    A text with escaped quotes is read without the escapes, too. What was read in vain counts, so that no text
    takes long.
    """
    if len(text) > _LONGEST:
        return
    plain = text.replace('\\"', '"').replace("\\\\", "\\")
    for form in (text, plain) if plain != text else (text,):
        yield from _groups_in(form)
        reader = _NearlyReader(form, 0)
        value = reader.group("", 0)
        if type(value) is dict:
            yield NearlyJson(value, reader.is_cut)


def _groups_in(text: str) -> Iterator[NearlyJson]:
    left, tries = _LONGEST, 0
    for opener in _OPENER.finditer(text):
        start = _skipped(_SPACE, text, opener.end())
        if not _KEY.match(text, start):
            continue
        reader = _NearlyReader(text, start)
        value = reader.group(_CLOSERS[opener[0]], 0)
        if type(value) is dict:
            yield NearlyJson(value, reader.is_cut)
        left, tries = left - (reader.at - start), tries + 1
        if left <= 0 or tries == _TRIES:
            return


def _skipped(what: re.Pattern[str], text: str, at: int) -> int:
    found = what.match(text, at)
    return found.end() if found else at


class _Nothing:
    """There is no value here."""


_NOTHING = _Nothing()


class _NearlyReader:
    """Reads one text from a place in it; `at` is where it continues."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at = text, at
        self.is_cut = False

    def group(self, closer: str, depth: int) -> Any:
        """Read up to a closing bracket, or all: an object if there are names, else a list."""
        fields: dict[str, Any] = {}
        items: list[Any] = []
        while self._goes_on(closer):
            key = self._key(closer)
            if key:
                value = self._value(closer, depth, key[1])
                if value is not _NOTHING:
                    fields[key[0]] = value
            elif not closer:
                self._skip_loose()
            elif self.text[self.at] in ")]}":
                self.at += 1
            else:
                items.append(self._value(closer, depth, ""))
        if fields and all(map(_DIGITS.fullmatch, fields)):
            return list(fields.values())
        return fields or [item for item in items if item is not _NOTHING]

    def _goes_on(self, closer: str) -> bool:
        self.at = _skipped(_BETWEEN, self.text, self.at)
        if self.at >= len(self.text):
            self.is_cut = self.is_cut or bool(closer)
            return False
        if closer and self.text[self.at] == closer:
            self.at += 1
            return False
        return True

    def _key(self, closer: str) -> tuple[str, str] | None:
        found = _KEY.match(self.text, self.at)
        if not found:
            return None
        sign = found[6] or found[8]
        if not closer and sign == ":" and self.text[found.end() : found.end() + 1] not in _SAID_BEFORE:
            return None
        self.at = found.end()
        return next(name for name in found.groups() if name is not None), sign

    def _skip_loose(self) -> None:
        end = _skipped(_LOOSE_WORD, self.text, self.at)
        self.at = max(end, self.at + 1)

    def _value(self, closer: str, depth: int, sign: str) -> Any:
        start = self.at
        self.at = _skipped(_SPACE, self.text, self.at)
        if self.at >= len(self.text):
            return _NOTHING
        if sign and "\n" in self.text[start : self.at] and _KEY.match(self.text, self.at):
            return None
        first = self.text[self.at]
        if first in _QUOTES:
            return self._texts()
        elided = _ELIDED.match(self.text, self.at)
        if elided:
            self.at = elided.end()
            return None
        if first in _CLOSERS and depth < _DEEPEST:
            self.at += 1
            return self.group(_CLOSERS[first], depth + 1)
        name = self._name_of_group() if depth < _DEEPEST else None
        return self._bare(closer, sign) if name is None else self._called(name, depth)

    def _name_of_group(self) -> str | None:
        """Return the name before a group that belongs to it, and go to the group."""
        found = _CALL.match(self.text, self.at)
        if not found:
            return None
        is_list = self.text[found.end()] == "("
        if is_list and found[3] and not (found[2] or found[1] in _LISTS):
            return None
        if not is_list and "\n" in found[3]:
            return None
        self.at = found.end()
        return found[1]

    def _called(self, name: str, depth: int) -> Any:
        """Read the group of a name, or what comes after it, as in `string(3) "abc"` and `array(1) {`."""
        self.at += 1
        value = self.group(_CLOSERS[self.text[self.at - 1]], depth + 1)
        after = _skipped(_SPACE, self.text, self.at)
        following = self.text[after : after + 1]
        if following and following in "\"'{":
            self.at = after
            return self._value("", depth, "")
        is_one = type(value) is list and len(value) == 1 and name not in _LISTS
        return value[0] if is_one else value

    def _texts(self) -> Any:
        """Read a text in quotes, and those that are added to it."""
        value = self._text()
        while value is not _NOTHING:
            plus = _skipped(_SPACE, self.text, self.at)
            after = _skipped(_SPACE, self.text, plus + 1)
            if self.text[plus : plus + 1] != "+" or self.text[after : after + 1] not in tuple(_QUOTES):
                return value
            self.at = after
            more = self._text()
            value = value if more is _NOTHING else value + more
        return value

    def _text(self) -> Any:
        quote, start = _QUOTES[self.text[self.at]], self.at + 1
        end = start
        while True:
            end = self.text.find(quote, end)
            if end < 0:
                return self._cut(self.text[start:])
            before = end
            while before > start and self.text[before - 1] == "\\":
                before -= 1
            if (end - before) % 2 == 0:
                self.at = end + 1
                return _unescaped(self.text[start:end])
            end += 1

    def _cut(self, rest: str) -> Any:
        """Return what there is of a text that was cut off: a word may be the beginning of another one."""
        self.at, self.is_cut = len(self.text), True
        return _unescaped(rest) if " " in rest else _NOTHING

    def _bare(self, closer: str, sign: str) -> Any:
        """Read a value without quotes: up to the end of the line, a bracket that closes, or the next name."""
        start = self.at
        end = self._end_of_bare(closer, sign)
        self.at = max(end, start + 1)
        word = self.text[start:end].strip(" \t\r\n;")
        if end >= len(self.text) and closer:
            return self._cut(word)
        return _plain_word(word)

    def _end_of_bare(self, closer: str, sign: str) -> int:
        stops = (_STOP_OF_WORD if sign == "=" else _STOP).finditer(self.text, self.at)
        openers = [each for each, other in _CLOSERS.items() if closer in ("", other)]
        closers = [_CLOSERS[each] for each in openers]
        inner = 0
        for stop in stops:
            if stop[0] in openers:
                inner += 1
            elif stop[0] in closers:
                if not inner:
                    return stop.start()
                inner -= 1
            elif stop[0] in " \t\r\n" or (stop[0] == "," and self._ends_at(stop.end(), closer, sign)):
                return stop.start()
        return len(self.text)

    def _ends_at(self, after: int, closer: str, sign: str) -> bool:
        """Say whether a comma ends a value: a name or the end comes after it, or there are no names."""
        following = _skipped(_SPACE, self.text, after)
        is_end = self.text[following : following + 1] == closer
        return not sign or is_end or _KEY.match(self.text, following) is not None


def _plain_word(word: str) -> Any:
    if not word:
        return _NOTHING
    if word in _WORDS:
        return _WORDS[word]
    if _NUMBER.fullmatch(word):
        return json.loads(word)
    return word[1:] if word.startswith(":") else word


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    parts, at = [], 0
    while at < len(text):
        found = text.find("\\", at)
        if found < 0 or found + 1 >= len(text):
            parts.append(text[at:])
            break
        letter, digits = text[found + 1], _HEX.match(text, found + 2)
        is_number = letter == "u" and digits is not None
        meant = chr(int(digits[0], 16)) if is_number and digits else _ESCAPES.get(letter, letter)
        parts += text[at:found], meant
        at = found + 6 if is_number else found + 2
    return "".join(parts)
