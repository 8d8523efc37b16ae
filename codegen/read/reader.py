"""Read single JSON files: no duplicate keys, no text that cannot be shown, every fault with its place."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from codegen.model.taxonomy import Advice, Situation
from codegen.read.findings import Finding, Place
from codegen.read.violations import violations

ModelT = TypeVar("ModelT", bound=BaseModel)
_NOTHING = object()
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SUSPICIOUS = re.compile(r"\\[bfru]|[\x7f-\x9f\ud800-\udfff]")
"""What JSON contains if a text in it cannot be shown, and rarely otherwise: a quick first look."""


class _Pairs(list[tuple[str, Any]]):
    """The key-value pairs of one JSON object, duplicates included."""

    def duplicates(self) -> list[str]:
        keys = [key for key, _ in self]
        return sorted({key for key in keys if keys.count(key) > 1}) if len(keys) != len(set(keys)) else []


class _DuplicateError(Exception):
    """An object has a key twice."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DuplicateError
    return found


@dataclass(slots=True)
class Reader:
    """Reads files of one spec folder and collects what is wrong with them."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)
    situations: Mapping[str, Situation] = field(default_factory=dict)
    """What behaviors may name, as soon as the taxonomy is read."""
    digests: dict[str, str] = field(default_factory=dict)
    """Of what each file contained, by the name that its place has."""

    def read(self, name: str, model: type[ModelT]) -> tuple[ModelT, Place] | None:
        """Return the checked content of a file of the spec, or nothing after noting what is wrong."""
        return self.read_from(self.folder / name, self.place(name), model)

    def read_from(self, path: Path, place: Place, model: type[ModelT]) -> tuple[ModelT, Place] | None:
        """Return the checked content of any file, known in reports by its place."""
        text = self._text(path, place)
        data = _NOTHING if text is None else self._parse(text, place)
        if data is _NOTHING:
            return None
        if text and _SUSPICIOUS.search(text):
            self._texts(data, place, ())
        content = self.check(data, place, model)
        return None if content is None else (content, place)

    def check(self, data: Any, place: Place, model: type[ModelT]) -> ModelT | None:
        """Return data as a model, or nothing after noting each way in which it is not one."""
        try:
            return model.model_validate(data, context={"situations": self.situations})
        except ValidationError as error:
            errors = [item for item in error.errors(include_url=False) if not self._is_given_later(item)]
            self.findings += violations(errors, data, place, model)
            return None

    def _is_given_later(self, error: Any) -> bool:
        """Say whether a column is missing that a situation gives; without a taxonomy there are none."""
        if self.situations or error["type"] != "missing":
            return False
        return error["loc"][-1] in Advice.model_fields and "situation" in error["input"]

    def read_value(self, name: str) -> tuple[Any, Place] | None:
        """Return the JSON of a file of the spec, whatever its shape, or nothing after noting the fault."""
        place = self.place(name)
        text = self._text(self.folder / name, place)
        value = _NOTHING if text is None else self._parse(text, place)
        return None if value is _NOTHING else (value, place)

    def place(self, name: str) -> Place:
        """Return the place of a file of the spec: `spec/providers/acme.json`."""
        return Place(f"{self.folder.name}/{name}")

    def _text(self, path: Path, place: Place) -> str | None:
        """Return what is in a file, or nothing after noting why it cannot be read."""
        try:
            text = path.read_text(encoding="utf-8")
            self.digests[place.file] = hashlib.sha256(text.encode()).hexdigest()
            return text
        except FileNotFoundError:
            self._note(
                place, "missing-file", "the file does not exist", f"create {place.file}, or remove its name"
            )
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            message, advice = f"byte {error.start} is not UTF-8", "save the file as UTF-8"
            self.findings.append(Finding(place, "not-utf8", message, advice, line=line))
        except OSError as error:
            self._note(
                place, "unreadable-file", f"it cannot be read: {error.strerror}", "make it a readable file"
            )
        return None

    def _parse(self, text: str, place: Place) -> Any:
        try:
            try:
                return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
            except _DuplicateError:  # rare: only then does it matter where each pair is
                pairs = json.loads(text, object_pairs_hook=_Pairs, parse_constant=_refuse_constant)
                return self._plain(pairs, place)
        except (ValueError, RecursionError) as error:
            self.findings.append(json_error(text, error, place))
        return _NOTHING

    def _plain(self, node: Any, place: Place) -> Any:
        """Turn key-value pairs into dicts, noting duplicate keys."""
        if isinstance(node, _Pairs):
            for key in node.duplicates():
                message = f"the key {key!r} is here more than once; JSON readers keep only the last"
                self._note(place.child(key), "duplicate-key", message, "keep one of them")
            return {key: self._plain(value, place.child(key)) for key, value in node}
        if isinstance(node, list):
            return [self._plain(item, place.child(index)) for index, item in enumerate(node)]
        return node

    def _texts(self, node: Any, file: Place, steps: tuple[str | int, ...]) -> None:
        """Note text that no target could show: halves of characters and control characters."""
        if isinstance(node, str) and (found := _UNSHOWABLE.search(node)):
            message = f"the text contains U+{ord(found.group()):04X}, which cannot be shown"
            place = file.child(*steps)
            self._note(place, "unshowable-text", message, "write the whole character, or leave it out")
        elif isinstance(node, dict):
            for key, value in node.items():
                self._texts(key, file, steps)
                self._texts(value, file, (*steps, key))
        elif isinstance(node, list):
            for index, item in enumerate(node):
                self._texts(item, file, (*steps, index))

    def _note(self, place: Place, rule: str, message: str, advice: str) -> None:
        self.findings.append(Finding(place, rule, message, advice))


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


_ADVICE = {
    "Expecting property name": (
        "a key in double quotes belongs here",
        "write one, or remove the comma before",
    ),
    "Expecting ',' delimiter": (
        "a comma or a closing bracket belongs here",
        "add it, often at the end of the line before",
    ),
    "Expecting ':' delimiter": ("a colon belongs here", "write it between the key and its value"),
    "Expecting value": ("a value belongs here", "write one, or remove the comma before"),
    "Illegal trailing comma": ("nothing follows this comma", "remove the comma"),
    "Unterminated string": ("the text that starts here has no closing quote", "close it with a double quote"),
    "Invalid control character": (
        "a line break or tab is inside of a text",
        "write it as \\n or \\t, or close the text before it",
    ),
    "Invalid \\": ("this escape does not exist in JSON", "write \\\\ for a backslash"),
    "Extra data": (
        "the file continues after its end",
        "remove what follows, or a bracket that closes too early",
    ),
    "Unexpected UTF-8 BOM": (
        "the file starts with a byte order mark",
        "save it as UTF-8 without a byte order mark",
    ),
}
"""What is wrong and what to do, by how the error of Python's parser starts."""
_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|(?P<constant>-?(?:NaN|Infinity)\b)')
_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*"|(?P<number>-?\d{4000,})')


def json_error(text: str, error: ValueError | RecursionError, place: Place) -> Finding:
    """Return the finding for a text that the parser has refused with this error."""
    if not text.strip():
        return _finding(place, "the file is empty", "write an object, { }, or remove the file", 1)
    if isinstance(error, json.JSONDecodeError):
        start = next((start for start in _ADVICE if error.msg.startswith(start)), None)
        message, advice = _ADVICE[start] if start else (error.msg, "correct the JSON at that position")
        where = f"line {error.lineno}, column {error.colno}"
        return _finding(place, f"{where}: {message}", advice, error.lineno)
    if isinstance(error, RecursionError):
        return _finding(place, "the values are nested too deeply", "use at most a few levels", 1)
    line = _line_of(_CONSTANT, text)
    if line:
        return _finding(place, f"line {line}: {error} is not JSON", "write a number, or null", line)
    line = _line_of(_NUMBER, text)
    return _finding(place, f"line {line}: this number has too many digits", "write it as text", line)


def _finding(place: Place, message: str, advice: str, line: int) -> Finding:
    return Finding(place, "invalid-json", message, advice, line=line)


def _line_of(pattern: re.Pattern[str], text: str) -> int:
    """Return the line of the first match outside of quotes, or 0."""
    found = (match for match in pattern.finditer(text) if match.lastgroup)
    return next((text.count("\n", 0, match.start()) + 1 for match in found), 0)
