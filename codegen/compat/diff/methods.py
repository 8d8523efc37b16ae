"""What rules about SDK methods share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.compat.diff.spec_diff import SpecDiff

Fields = dict[str, dict[str, Any]]


def fields_of_methods(specs: SpecDiff) -> Iterator[tuple[str, Fields, Fields]]:
    """Yield (method, old, new) of the methods that take something else; inner fields by their path."""
    for pair in specs.methods.changed:
        if pair.differs("config"):
            old, new = (dict(_flat(side.get("config", []))) for side in (pair.old, pair.new))
            yield pair.id, old, new


def _flat(fields: list[dict[str, Any]], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for field in fields:
        path = f"{prefix}{field['name']}"
        yield path, field
        yield from _flat(field.get("fields", []), f"{path}.")
