"""Text that is not JSON: the line, what is wrong there and what to do, in our own words."""

from __future__ import annotations

import json
import re

from codegen.read.findings import Finding, Place

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
