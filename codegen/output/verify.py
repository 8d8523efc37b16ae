"""Last look at outputs before they are written: each must be well-formed in its own language."""

from __future__ import annotations

import ast
import json
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from codegen.read.findings import Finding, Place
from codegen.text.pointer import pointer_of

Check = Callable[[str, str], None]
"""Given path and text of an output, raises SyntaxError or ValueError where it is malformed."""
Says = Callable[[str], bool]
"""Whether the spec itself contains a text."""
_LEFTOVERS = ("{{", "{%", "{#")
"""What a template is written with. Nothing that a template writes contains it, unless the spec does."""


def verify(plan: Mapping[str, str], paths: Iterable[str], says: Says = lambda text: False) -> list[Finding]:
    """Return what is wrong with the named outputs of a plan; a finding here is a fault of a target."""
    return [finding for path in paths for finding in _verify(path, plan[path], says)]


def _verify(path: str, text: str, says: Says) -> list[Finding]:
    checks = [_path, _text, *_checks(path)]
    if not path.endswith((".json", ".jsonl")):  # no template writes them; packed data has any letters
        checks.append(lambda _, text: _leftovers(text, says))
    faults = [fault for check in checks if (fault := _fault(check, path, text))]
    advice = "advice the template or view of the target that writes it"
    return [Finding(Place(f"generated/{path}"), "malformed-output", fault, advice) for fault in faults]


def _fault(check: Check, path: str, text: str) -> str | None:
    try:
        check(path, text)
    except (SyntaxError, ValueError, RecursionError) as error:
        return f"{type(error).__name__}: {error}"
    return None


def _checks(path: str) -> list[Check]:
    checks: list[Check] = []
    if path.endswith(".py"):
        checks.append(_python)
    if path.endswith(".json"):
        checks.append(lambda _, text: discard(_parsed(text)))
    if path.endswith(".jsonl"):
        checks.append(lambda _, text: discard([_parsed(line) for line in text.split("\n")[:-1]]))
    if path.endswith(".schema.json"):
        checks.append(_schema)
    return checks


def discard(_: object) -> None:
    """Drop a value: the checks are called for what they raise."""


def _path(path: str, _: str) -> None:
    pure = PurePosixPath(path)
    strange = "\\" in path or not path.isprintable()
    if strange or not pure.parts or pure.is_absolute() or ".." in pure.parts or pure.as_posix() != path:
        raise ValueError("an output must stay below the output folder")


def _text(_: str, text: str) -> None:
    text.encode("utf-8")
    if "\r" in text or (text and not text.endswith("\n")):
        raise ValueError("lines must end in LF, the last one too")


def _leftovers(text: str, says: Says) -> None:
    for leftover in _LEFTOVERS:
        if leftover in text and not says(leftover):
            raise ValueError(f"{leftover} of a template is left over")


def _python(path: str, text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # what later versions of Python will refuse
        ast.parse(text, path)


def _parsed(text: str) -> object:
    return json.loads(text, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _schema(_: str, text: str) -> None:
    # Imported here because it is needed only when a schema has changed.
    from jsonschema_rs import Draft202012Validator, ValidationError  # noqa: PLC0415

    try:
        Draft202012Validator(json.loads(text), retriever=_refuse_foreign)
    except ValidationError as error:
        where = pointer_of(error.instance_path) or "its root"
        raise ValueError(f"not a valid JSON Schema: {error.message}, at {where}") from error


def _refuse_foreign(address: str) -> None:
    raise ValueError(f"{address} is no part of the schema")
