"""Ask a package the questions of the conformance vectors, and tell where its answers differ.

It runs in a process of its own, too, where there is a package and nothing else.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

Vector = dict[str, Any]
Given = dict[str, Any]
Package = Callable[[str], Any]
"""Imports a module of the package; the package itself for the empty name."""

_COLUMN = re.compile(r"\{([\w.]+)\}")
DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "$bytes": base64.b64decode,
    "$units": lambda units: b"".join(unit.to_bytes(2, "little") for unit in units).decode(
        "utf-16-le", "surrogatepass"
    ),
    "$repeat": lambda given: given[0] * given[1],
    "$times": lambda given: [given[0]] * given[1],
    "$nested": lambda given: given[0] * given[1] + given[2] * given[1],
    "$concat": "".join,
    "$number": float,
    "$json": json.dumps,
}


def read_vectors(path: Path) -> list[Vector]:
    """Return the vectors of a file: those written by hand, then a vector for each row of its tables."""
    vectors = listed(json.loads(path.read_bytes()))
    if path.stem == "validate":
        return with_merged(vectors)
    examples = path.with_name("validate.json")
    known = read_vectors(examples) if examples.exists() else []
    values = {item["name"]: item["input"]["value"] for item in known}
    return [with_examples(vector, values) for vector in vectors]


def listed(document: Mapping[str, Any]) -> list[Vector]:
    """Return the vectors of a document, each as an object; until 0.1.0 there were no tables."""
    rows = (_vector(table, row) for table in document.get("tables", ()) for row in table["rows"])
    return [*document["vectors"], *rows]


def _vector(table: Mapping[str, Any], row: list[Any]) -> Vector:
    cells = dict(zip(table["columns"], row, strict=True))
    for column, values in table.get("named", {}).items():
        cells[column] = None if cells[column] is None else values[cells[column]]
    for column, template in table.get("from", {}).items():
        cells[column] = filled(template, cells)
    vector: Vector = {"name": cells["name"], "input": {}, "expected": {}}
    for column, value in cells.items():
        part, is_field, field = column.partition(".")
        if is_field:
            vector[part][field] = value
    return vector


def filled(template: Any, cells: Mapping[str, Any]) -> Any:
    """Return a template with each column that it names in braces; one that is nothing else is its value."""
    if isinstance(template, list):
        return [filled(item, cells) for item in template]
    if isinstance(template, dict):
        return {key: filled(value, cells) for key, value in template.items()}
    if not isinstance(template, str):
        return template
    alone = _COLUMN.fullmatch(template)
    return cells.get(alone[1]) if alone else _COLUMN.sub(lambda found: str(cells.get(found[1])), template)


def with_merged(vectors: list[Vector]) -> list[Vector]:
    """Return vectors in which each value that is another one with a merge patch is written out."""
    values = {vector["name"]: vector["input"].get("value") for vector in vectors}
    for vector in vectors:
        value = vector["input"].get("value")
        if isinstance(value, dict) and [*value] == ["$merge"]:
            base, patch = value["$merge"]
            vector["input"]["value"] = merged(values[base], patch)
    return vectors


def merged(base: Any, patch: Any) -> Any:
    """Return a value with a JSON merge patch applied (RFC 7386)."""
    if not isinstance(patch, dict):
        return patch
    found = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        if value is None:
            found.pop(key, None)
        else:
            found[key] = merged(found.get(key), value)
    return found


def with_examples(node: Any, values: Mapping[str, Any]) -> Any:
    """Return a node of a vector with each example that it names in place."""
    if isinstance(node, list):
        return [with_examples(item, values) for item in node]
    if not isinstance(node, dict):
        return node
    if [*node] == ["$example"]:
        return values[node["$example"]]
    return {key: with_examples(value, values) for key, value in node.items()}


def decode_markers(node: Any) -> Any:
    """Return a node of a vector with everything in it that represents something else replaced."""
    if isinstance(node, list):
        return [decode_markers(item) for item in node]
    if not isinstance(node, dict):
        return node
    [only, *more] = [*node] or [""]
    if not more and only in DECODERS:
        return DECODERS[only](decode_markers(node[only]))
    return {key: decode_markers(value) for key, value in node.items()}


def differences(expected: Any, actual: Any, at: str = "answer") -> Iterator[str]:
    """Yield where an answer differs; fields that are not expected may contain anything."""
    match expected:
        case {"$any_order": list(items)}:
            yield from _in_any_order(items, actual, at)
        case {"$includes": list(items)}:
            yield from _included(items, actual, at)
        case {"$count": int(count)}:
            if not isinstance(actual, list | tuple) or len(actual) != count:
                yield f"{at}: {count} items expected, found {_shown(actual)}"
        case {"$one_of": _} | {"$between": _} | {"$contains": _}:
            yield from _unlike(expected, actual, at)
        case dict():
            yield from _fields(expected, actual, at)
        case list():
            yield from _items(expected, actual, at)
        case _ if not _equal(expected, actual):
            yield f"{at}: {_shown(expected)} expected, found {_shown(actual)}"


def _unlike(expected: Mapping[str, Any], actual: Any, at: str) -> Iterator[str]:
    """Yield where an answer is none of several values."""
    match expected:
        case {"$one_of": items} if all(any(differences(item, actual)) for item in items):
            yield f"{at}: one of {_shown(items)} expected, found {_shown(actual)}"
        case {"$between": [least, most]} if not (_is_number(actual) and least <= actual <= most):
            yield f"{at}: {least} to {most} expected, found {_shown(actual)}"
        case {"$contains": part} if not (isinstance(actual, str) and part in actual):
            yield f"{at}: a text with {_shown(part)} expected, found {_shown(actual)}"


def _fields(expected: dict[str, Any], actual: Any, at: str) -> Iterator[str]:
    if not isinstance(actual, Mapping):
        yield f"{at}: an object expected, found {_shown(actual)}"
        return
    for key, value in expected.items():
        if key not in actual:
            yield f"{at}.{key} is missing"
        else:
            yield from differences(value, actual[key], f"{at}.{key}")


def _items(expected: list[Any], actual: Any, at: str) -> Iterator[str]:
    if not isinstance(actual, list | tuple) or len(actual) != len(expected):
        yield f"{at}: {len(expected)} items expected, found {_shown(actual)}"
        return
    for index, item in enumerate(expected):
        yield from differences(item, actual[index], f"{at}[{index}]")


def _in_any_order(expected: list[Any], actual: Any, at: str) -> Iterator[str]:
    if not isinstance(actual, list | tuple) or len(actual) != len(expected):
        yield f"{at}: {len(expected)} items expected, found {_shown(actual)}"
    else:
        yield from _included(expected, actual, at)


def _included(expected: list[Any], actual: Any, at: str) -> Iterator[str]:
    left = [*actual]
    for item in expected:
        found = next((other for other in left if not any(differences(item, other))), None)
        if found is None:
            yield f"{at}: no item is {_shown(item)}; left are {_shown(left)}"
            return
        left.remove(found)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _equal(expected: Any, actual: Any) -> bool:
    """Whether two values without parts are the same; truth values are no numbers."""
    return isinstance(expected, bool) == isinstance(actual, bool) and bool(expected == actual)


def _shown(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 300 else text[:297] + "..."
