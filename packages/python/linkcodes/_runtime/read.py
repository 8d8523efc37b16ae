"""Reads whatever came: an object, JSON, a URL, a word, or text that has one of these in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import isfinite
from typing import Any, NamedTuple, NoReturn

from linkcodes._runtime.space import SPACE
from linkcodes._vocabulary import _plain

LONGEST = 5_000_000
"""Characters of a text that is looked at."""
_MOST_BYTES = LONGEST * 4 + 1
"""So many bytes are more than the longest text has, as a character has four at most."""
_TRIES = 20
"""How many places in a text are tried as the start of JSON, and as many as the start of a URL."""
_WORDS = 1_000
"""How many different words of a text are looked up."""
_PARAMETERS = 1_000
"""How many parameters of a query are read."""
_SPACE = re.compile(f"[{SPACE}]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SCHEME_BEFORE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*\Z")
_LONGEST_SCHEME = 40
_URL_GOES_ON = re.compile(f"[^{SPACE}\"'`<>]*")
_AFTER_URL = ".,;:!?)]}"
_WORD = re.compile(r"(?<![A-Za-z0-9_.-])[A-Za-z0-9-]*+[_.][A-Za-z0-9_.-]*")


def text_of(anything: object) -> str | None:
    """Return the text that some text or UTF-8 bytes hold; None if it is neither, or too long."""
    text = _content(anything)
    return text.strip(SPACE) if 0 < len(text) <= LONGEST else None


def is_too_long(anything: object) -> bool:
    """Say whether it is text or bytes, but too much of it."""
    return len(_content(anything)) > LONGEST


def _content(anything: object) -> str:
    """Return text as it is, bytes as text, of too many only the first; nothing for all else."""
    plain = _plain(anything)
    if type(plain) is str:
        return plain
    kinds = (bytes, bytearray, memoryview)
    kind = next((each for each in kinds if issubclass(type(anything), each)), None)
    return _decoded(kind, anything) if kind else ""


def _decoded(kind: Any, raw: Any) -> str:
    try:
        content = bytes(raw) if kind is memoryview else kind.__getitem__(raw, slice(_MOST_BYTES))
        return str((bytes if kind is memoryview else kind).decode(content, "utf-8", "replace"))
    except Exception:  # a memory view that was released, or whose buffer is no bytes
        return ""


class JsonValue(NamedTuple):
    """A JSON value in a text."""

    value: Any
    end: int
    """Where it ends in the text."""
    whole: bool
    """Whether it is all of the text."""


def json_values(text: str) -> Iterator[JsonValue]:
    """Yield the JSON values in a text: objects, and an array that begins it.

    What was parsed in vain counts, so that no text takes long.
    """
    left = LONGEST
    starts = _places(text, "{")
    for start in (0, *starts) if text.startswith("[") else starts:
        found, end = _json_at(text, start)
        whole = start == 0 and end == len(text)
        if found is not None and (whole or type(found) is dict):
            yield JsonValue(found, end, whole)
        left -= end - start
        if left <= 0:
            return


def json_whole(text: str) -> Any:
    """Return the object or the list that a text is JSON of; None if it is none."""
    if not text.startswith(("{", "[")):
        return None
    found, end = _json_at(text, 0)
    return found if end == len(text) else None


def has_object(text: str) -> bool:
    """Say whether there is a JSON object in a text."""
    return any(type(found.value) is dict for found in json_values(text))


def _json_at(text: str, start: int) -> tuple[Any, int]:
    """Return the JSON value that begins here, or None, and where the parser stopped."""
    for decoder in (_FAST, _JSON):
        try:
            return decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            return None, error.pos
        except RecursionError:
            break
        except ValueError:  # a number with more digits than Python reads by itself, or one that is not finite
            continue
    return None, len(text)


def url_parameters(text: str) -> dict[str, str] | None:
    """Return the parameters of a URL or of a bare query; None if the text is neither, or has none."""
    if not (text.startswith("?") or _SCHEME.match(text)) or not is_word(text):
        return None
    address, _, fragment = text.partition("#")
    parts = [part for part in (address.partition("?")[2], fragment) if "=" in part]
    return {name: value for part in parts for name, value in _pairs(part)} if parts else None


def urls_in(text: str) -> Iterator[dict[str, str]]:
    """Yield the parameters of the URLs in a text that have some."""
    for middle in _places(text, "://"):
        scheme = _SCHEME_BEFORE.search(text[max(0, middle - _LONGEST_SCHEME) : middle])
        rest = _URL_GOES_ON.match(text, middle)
        found = url_parameters(scheme[0] + rest[0].rstrip(_AFTER_URL)) if scheme and rest else None
        if found:
            yield found


def is_word(text: str) -> bool:
    """Return whether there is no white space in a text."""
    return _SPACE.search(text) is None


def words_in(text: str) -> list[str]:
    """Return the first different words of a text that a code may be: those of two parts at least."""
    words: dict[str, None] = {}
    for match in _WORD.finditer(text):
        word = match[0].strip(".-")
        if "_" in word or "." in word:
            words[word] = None
        if len(words) == _WORDS:
            break
    return list(words)


def _places(text: str, mark: str) -> Iterator[int]:
    at = -1
    for _ in range(_TRIES):
        at = text.find(mark, at + 1)
        if at < 0:
            return
        yield at


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        from urllib.parse import parse_qsl  # noqa: PLC0415 - few inputs are URLs, and it takes long to import

        return parse_qsl("&".join(query.split("&", _PARAMETERS)[:_PARAMETERS]), keep_blank_values=True)
    except ValueError:
        return []


def _integer(digits: str) -> int | float:
    """Return an integer; infinity where it is larger than any float, as in JavaScript."""
    number = float(digits)
    return int(digits) if isfinite(number) else number


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


_FAST = json.JSONDecoder(parse_constant=_refuse)
_JSON = json.JSONDecoder(parse_int=_integer, parse_constant=_refuse)
