"""Reads the JSON of a body, and says exactly what is wrong with it if that cannot be done."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from math import isfinite
from typing import Any, NoReturn

from linkcodes._validation.faults import PayloadProblem, Unreadable
from linkcodes._validation.problems import MOST, ValueProblem


def read(body: Any, strict: bool) -> Any:
    """Return the value of a body: bytes and text are parsed, and what JSON may have is returned as it is."""
    if issubclass(type(body), bytes | bytearray | memoryview):
        return _parsed(_decoded(bytes(memoryview(body))), strict)
    if issubclass(type(body), str):
        return _parsed(str.__str__(body), strict)
    if not issubclass(type(body), dict | list | int | float | type(None)):
        message = f"must be bytes, text or parsed JSON, not the Python type {type(body).__name__}"
        raise Unreadable(PayloadProblem.WRONG_TYPE, ValueProblem((), message))
    return body


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            message = f"ends within a character, which begins at byte {error.start}"
            raise Unreadable(PayloadProblem.TRUNCATED, ValueProblem((), message)) from None
        message = f"is not UTF-8: {error.reason} at byte {error.start} (0x{raw[error.start]:02x})"
        raise Unreadable(PayloadProblem.NOT_UTF8, ValueProblem((), message)) from None


def _parsed(text: str, strict: bool) -> Any:
    text = text.removeprefix("\ufeff")  # some senders begin with a byte order mark, which readers may skip
    try:
        return (_STRICT if strict else _TOLERANT).decode(text)
    except _NotFinite:
        message = "must be a number that JSON can hold"
        faults = (ValueProblem(steps, message) for steps in islice(_not_finite(text), MOST))
        raise Unreadable(PayloadProblem.NOT_JSON, *faults) from None
    except json.JSONDecodeError as error:
        raise _syntax_error(error) from None
    except ValueError:  # Python limits how many digits it reads
        problem = ValueProblem((), "has an integer of thousands of digits")
        raise Unreadable(PayloadProblem.NOT_JSON, problem) from None


def _syntax_error(error: json.JSONDecodeError) -> Unreadable:
    if not error.doc.strip():
        return Unreadable(PayloadProblem.TRUNCATED, ValueProblem((), "is empty"))
    rest = error.doc[error.pos :].strip()
    escape = error.msg.startswith("Invalid \\u") and len(rest) <= len("u0000") and '"' not in rest
    if rest in _BEGINNINGS or error.msg.startswith("Unterminated") or escape:
        message = f"ends too early, after {len(error.doc)} characters"
        return Unreadable(PayloadProblem.TRUNCATED, ValueProblem((), message))
    message = f"is not JSON at line {error.lineno}, column {error.colno}: {error.msg}"
    return Unreadable(PayloadProblem.NOT_JSON, ValueProblem((), message))


_WORDS = ("true", "false", "null")
_BEGINNINGS = {"", "-", ".", *(f"{e}{sign}" for e in "eE" for sign in ("", "+", "-"))} | {
    word[:length] for word in _WORDS for length in range(len(word))
}
"""What may be left where the parser gave up at the end of a body that was cut off."""


class _NotFinite(Exception):  # noqa: N818
    """A number is NaN or beyond what a float can represent."""


def _finite(digits: str) -> float:
    number = float(digits)
    return number if isfinite(number) else _refuse(digits)


def _refuse(_: str) -> NoReturn:
    raise _NotFinite


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = json.dumps(next(name for name in fields if names.count(name) > 1))
        message = f"has the name {twice} more than once in an object"
        raise Unreadable(PayloadProblem.REPEATED_NAME, ValueProblem((), message))
    return fields


def _not_finite(text: str) -> Iterator[tuple[Any, ...]]:
    """Yield the steps to each number that is not finite."""
    left: list[tuple[tuple[Any, ...], Any]] = [((), json.loads(text))]
    while left:
        steps, value = left.pop()
        if isinstance(value, float) and not isfinite(value):
            yield steps
        left += [((*steps, step), item) for step, item in reversed([*_children(value)])]


def _children(value: Any) -> Iterable[tuple[Any, Any]]:
    if issubclass(type(value), dict):
        return dict[str, Any].items(value)
    return enumerate(list[Any].__iter__(value)) if issubclass(type(value), list) else ()


_TOLERANT = json.JSONDecoder(parse_float=_finite, parse_constant=_refuse)
_STRICT = json.JSONDecoder(parse_float=_finite, parse_constant=_refuse, object_pairs_hook=_unrepeated)
