"""Last look at outputs before they are written: each must be well-formed in its own language."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from codegen.read.findings import Finding, Place

Check = Callable[[str, str], None]
"""Given path and text of an output, raises SyntaxError or ValueError where it is malformed."""


def verify(plan: Mapping[str, str], paths: Iterable[str]) -> list[Finding]:
    """Return what is wrong with the named outputs of a plan; a finding here is a fault of a target."""
    return [finding for path in paths for finding in _verify(path, plan[path])]


def _verify(path: str, text: str) -> list[Finding]:
    faults = [fault for check in (_path, *_checks(path)) if (fault := _fault(check, path, text))]
    mend = "mend the template or view of the target that writes it"
    return [Finding(Place(f"generated/{path}"), "malformed-output", fault, mend) for fault in faults]


def _fault(check: Check, path: str, text: str) -> str | None:
    try:
        check(path, text)
    except (SyntaxError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    return None


def _checks(path: str) -> list[Check]:
    checks: list[Check] = [_text]
    if path.endswith(".py"):
        checks.append(lambda name, text: void(ast.parse(text, name)))
    if path.endswith(".json"):
        checks.append(lambda name, text: void(json.loads(text)))
    if path.endswith(".jsonl"):
        checks.append(lambda name, text: void([json.loads(line) for line in text.split("\n")[:-1]]))
    if path.endswith(".schema.json"):
        checks.append(_meta_schema)
    return checks


def void(_: object) -> None:
    """Drop a value: the checks are called for what they raise."""


def _path(path: str, _: str) -> None:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or pure.as_posix() != path:
        raise ValueError("an output must stay below the output folder")


def _text(_: str, text: str) -> None:
    text.encode("utf-8")
    if "\r" in text or (text and not text.endswith("\n")):
        raise ValueError("lines must end in LF, the last one too")


def _meta_schema(_: str, text: str) -> None:
    # Imported here because it costs more than a whole check, and is needed only when a schema has changed.
    from jsonschema import Draft202012Validator, SchemaError  # noqa: PLC0415

    try:
        Draft202012Validator.check_schema(json.loads(text))
    except SchemaError as error:
        raise ValueError(f"not a valid JSON Schema: {error.message}") from error
