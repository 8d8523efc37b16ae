"""Says on what the codes in a line depend, so that lines that differ in ids and times are read only once.

It looks at what `decode` looks at, by the same functions: JSON, the parameters of URLs, and listed words. Of
a value it keeps what the rules mention, as `linkcodes._runtime.outline` does, else only its type.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from linkcodes._packaged import packaged
from linkcodes._runtime.outline import mentioned
from linkcodes._runtime.read import is_word, json_values, urls_in
from linkcodes._runtime.rules import books
from linkcodes._runtime.space import SPACE
from linkcodes.cli.words import longest_words

_LONGEST = 3_000
"""Characters of a text that has a shape; it has not so many words that `decode` would leave some out."""
_DEEPEST = 20
"""Objects, lists and texts in each other."""
_STATUSES = range(1_000)
_INNER, _APART, _DETAILS = frozenset((dict, list)), frozenset((dict, list, int)), frozenset((str, int))
_WHOLE, _PART, _ADDRESS, _WORDS = object(), object(), object(), object()
"""What comes next in a shape."""
_IN_WORDS = string.ascii_letters + string.digits + "_.-"

WordsIn = Callable[[str], Collection[str]]
"""Returns the words of a text that may be codes, or parts of one."""


class LineShape(NamedTuple):
    """On what the codes in a line depend: on its parts, and on the details that are in a payload."""

    parts: tuple[Hashable, ...]
    details: list[str | int]
    """Values that are not listed, in fields that have codes or messages in some payload."""
    objects: list[tuple[dict[str, Any], int, int]]
    """The objects, and where in the details theirs begin and end."""


NO_SHAPE = LineShape((), [], [])
"""That of a line of which only the words count."""


class _NoShapeError(Exception):
    """What the codes depend on may be much."""


class _Fields:
    """The names of some fields, and the places of those whose values may count; equal only to itself."""

    def __init__(self, names: tuple[str, ...], detailed: Iterable[int], known: Iterable[int]) -> None:
        self.names = names
        self.detailed = tuple(detailed)
        """Those that have codes or messages in some payload."""
        self.known = tuple(known)
        """Those that the rules mention."""


class _Words(NamedTuple):
    """The words that may be in the texts inside of a text."""

    loose: list[str]
    """Those that are not only there as a whole JSON text that is mentioned."""
    may_be_escaped: bool
    may_be_hidden: bool
    """Whether even a text without special characters may have been escaped, as `\\u0041` is."""


class Shaper:
    """Finds out the shapes of lines."""

    def __init__(self, words_in: WordsIn) -> None:
        self._words_in = words_in
        self._names = _RuleNames()
        self._parts: list[Hashable] = []
        self._details: list[str | int] = []
        self._objects: list[tuple[dict[str, Any], int, int]] = []

    def shape(self, line: bytes, words: Collection[str]) -> LineShape | None:
        """Return the shape of a line with some words; None if it may be large."""
        self._parts, self._details, self._objects = [], [], []
        if self._names.depend_on_lengths:
            return None
        try:
            self._add_text(line.decode("utf-8", "replace").strip(SPACE), words, _DEEPEST)
        except _NoShapeError:
            return None
        return LineShape(tuple(self._parts), self._details, self._objects)

    def _add_text(self, text: str, words: Collection[str], left: int) -> None:
        """Add what a text is read as, in the order of `decode`; `words` are all in it that may be codes."""
        if len(text) > _LONGEST or left == 0:
            raise _NoShapeError
        inner, first = self._names.words(text, words), len(self._objects)
        for value, _, whole in json_values(text):
            self._parts.append(_WHOLE if whole else _PART)
            self._add(value, "", False, inner, left)
            if whole:
                return
            if text.count("{") == len(self._objects) - first and "\\" not in text:
                break  # the other values are in this one
        if is_word(text):  # it may be an address or a code
            self._parts.append(text)
        for parameters in urls_in(text) if "://" in text else ():
            self._parts.append(_ADDRESS)
            self._add(parameters, "", False, inner, left)
        self._parts += _WORDS, tuple(self._names.listed(text, words))

    def _add(self, place: Any, name: str, are_codes: bool, inner: _Words, left: int) -> None:
        """Add an object or a list, which is the value of a field.

        Tuples are made at once, as to look at one value after the other takes several times as long.
        """
        is_object, start, names = type(place) is dict, len(self._details), self._names
        values = tuple(place.values() if is_object else place)
        kinds = tuple(map(type, values))
        has_inner = dict in kinds or list in kinds
        if is_object:
            fields = names.of_object(tuple(place), are_codes)
        else:
            fields = names.of_list(name, len(values), are_codes)
        is_plain = not has_inner and int not in kinds
        plain = values if is_plain else [None if type(value) in _APART else value for value in values]
        kept = tuple(map(names.kept, plain))
        self._parts += fields, kinds, kept
        if int in kinds:
            numbers = [(values[at], at in fields.known) for at, kind in enumerate(kinds) if kind is int]
            self._parts.append(
                tuple([value if names.keeps(value, known) else None for value, known in numbers])
            )
        if bool in kinds:
            self._parts.append(tuple([value is True for value in values]))
        if fields.detailed:
            unlisted = [at for at in fields.detailed if kept[at] is None and kinds[at] in _DETAILS]
            self._details += [values[at] for at in unlisted]
        if inner.loose or inner.may_be_escaped:
            self._add_texts(values, kept, inner, left)
        if has_inner:
            self._add_inner(values, fields.names, are_codes, inner, left - 1)
        if is_object:
            self._objects.append((place, start, len(self._details)))

    def _add_texts(self, values: tuple[Any, ...], kept: tuple[Any, ...], inner: _Words, left: int) -> None:
        for at, value in enumerate(values):
            if kept[at] is None and type(value) is str:
                if inner.may_be_hidden or (inner.may_be_escaped and not _is_plain(value)):
                    words = self._words_in(value)
                else:
                    words = [word for word in inner.loose if word in value]
                if words:
                    self._parts.append(at)
                    self._add_text(value.strip(SPACE), words, left - 1)

    def _add_inner(
        self, values: tuple[Any, ...], names: tuple[str, ...], are_codes: bool, inner: _Words, left: int
    ) -> None:
        if left == 0:
            raise _NoShapeError
        for name, value in zip(names, values, strict=True):
            if type(value) in _INNER:
                self._add(value, name, are_codes or name in self._names.lists, inner, left)


def _is_plain(value: str) -> bool:
    """Say whether a text is in JSON as it is, unless it was escaped without need."""
    return value.isprintable() and '"' not in value and "\\" not in value


class _RuleNames:
    """Knows what the rules mention, and where codes and messages are."""

    def __init__(self) -> None:
        codes = [coded for book in books() for payload in book.payloads for coded in payload.codes]
        texts = [value for book in books() for value in book.listed if isinstance(value, str)]
        known, least = mentioned()
        self._mentioned = {value: value for value in known}
        self.kept = self._mentioned.get
        self._checked = {
            value for book in books() for value in packaged(f"rules/{book.id}")["bodies"]["values"]
        }
        self.depend_on_lengths = least > 1
        """Whether it counts how long texts are that are not empty."""
        self._details = {name for coded in codes for name in (coded.path[-1], coded.message) if name}
        self.lists = {_last_name(coded.path) for coded in codes if coded.path[-1] == "*"}
        """The names of fields that have codes in a list, or in fields of any name."""
        self._listed = frozenset(texts)
        self._words_of_listed = frozenset(word.decode() for word in longest_words(texts))
        self.of_object = lru_cache(maxsize=1_000)(self._of_object)
        self.of_list = lru_cache(maxsize=1_000)(self._of_list)

    def keeps(self, number: int, is_known: bool) -> bool:
        """Say whether a number counts: in a field that no rule mentions, one that a check asks for."""
        if is_known:
            return number in _STATUSES or number in self._mentioned
        return number in self._checked

    def _of_object(self, names: tuple[str, ...], are_codes: bool) -> _Fields:
        return _Fields(
            names,
            (at for at, name in enumerate(names) if are_codes or name in self._details),
            (at for at, name in enumerate(names) if name in self._mentioned),
        )

    def _of_list(self, name: str, size: int, are_codes: bool) -> _Fields:
        places = range(size)
        return _Fields((name,) * size, places if are_codes else (), places if name in self._mentioned else ())

    def words(self, text: str, words: Collection[str]) -> _Words:
        """Return which of the words of a text may be in the texts inside."""
        loose = [
            word for word in words
            if word not in self._mentioned or text.count(word) != text.count(f'"{word}"')
        ]  # fmt: skip
        is_hidden = "\\u" in text or "%" in text
        return _Words(loose, is_hidden or "\\" in text, is_hidden)

    def listed(self, text: str, words: Collection[str]) -> Iterator[str]:
        """Yield the listed words that `decode` finds in a text; each has one of some words in it."""
        found = {}
        for word in words:
            at = text.find(word) if word in self._words_of_listed else -1
            while at >= 0:
                start, end = at, at + len(word)
                if text[start - 1 : start] in _IN_WORDS or text[end : end + 1] in _IN_WORDS:
                    start = len(text[:at].rstrip(_IN_WORDS))
                    end = len(text) - len(text[at:].lstrip(_IN_WORDS))
                found[start] = text[start:end].strip(".-")
                at = text.find(word, end)
        yield from (found[start] for start in sorted(found) if found[start] in self._listed)


def _last_name(path: tuple[str, ...]) -> str:
    return next(name for name in reversed(path) if name != "*")
