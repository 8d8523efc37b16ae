"""The fields of a payload's body, flat: what each accepts, by pointer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from codegen.model.body import RESULTS
from codegen.text.pointer import escaped

Schema = Mapping[str, Any]
_TEXTS = ("description",)


@dataclass(frozen=True, slots=True)
class BodyField:
    """What one place of a body accepts."""

    types: frozenset[str] = frozenset()
    """Empty: any."""
    required: bool = True
    values: frozenset[str] | None = None
    """The values that are allowed, as JSON, where they are listed."""
    min_length: int = 0
    vocabularies: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    role: str | None = None
    alternatives: str = ""
    """What of several alternatives a flat list cannot tell."""

    @property
    def has_any_type(self) -> bool:
        """Whether nothing restricts its type."""
        return not self.types


def fields_of(body: Schema) -> dict[str, BodyField]:
    """Return what each place of a body accepts; `*` is every item, `**` every further key."""
    found: dict[str, BodyField] = {}
    for pointer, field in _walk(body, "", True):
        known = found.get(pointer)
        found[pointer] = _joined(known, field) if known else field
    return found


def bare(node: Any) -> Any:
    """Return a body without what is only for people."""
    if isinstance(node, list):
        return [bare(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: {name: bare(child) for name, child in value.items()} if key == "properties" else bare(value)
        for key, value in node.items()
        if key not in _TEXTS
    }


def _walk(schema: Schema, pointer: str, required: bool) -> Iterator[tuple[str, BodyField]]:
    branches = schema.get("anyOf", [])
    yield pointer, _field(schema, required)
    for name, child in schema.get("properties", {}).items():
        yield from _walk(child, f"{pointer}/{escaped(name)}", name in schema.get("required", []))
    if "items" in schema:
        yield from _walk(schema["items"], f"{pointer}/*", True)
    if "additionalProperties" in schema:
        yield from _walk(schema["additionalProperties"], f"{pointer}/**", True)
    for branch in branches:
        yield from _walk(branch, pointer, required)


def _field(schema: Schema, required: bool) -> BodyField:
    named = schema.get("x-vocabulary", [])
    values = schema.get("enum", [schema["const"]] if "const" in schema else None)
    return BodyField(
        types=frozenset([schema["type"]] if "type" in schema else []),
        required=required,
        values=None if values is None else frozenset(json.dumps(value) for value in values),
        min_length=schema.get("minLength", 0),
        vocabularies=frozenset([named] if isinstance(named, str) else named),
        titles=frozenset([schema["title"]] if "title" in schema else []),
        role=None if schema.get("x-role") in RESULTS else schema.get("x-role"),
        alternatives=_alternatives(schema.get("anyOf", [])),
    )


def _alternatives(branches: list[Any]) -> str:
    """Return what several alternatives ask for together, in a form that can be compared."""
    kinds = [branch for branch in branches if branch.get("type") != "null"]
    if len(kinds) < 2:
        return ""
    return json.dumps(sorted(json.dumps(bare(kind), sort_keys=True) for kind in kinds))


def _joined(one: BodyField, other: BodyField) -> BodyField:
    """Return what accepts both; a parent of alternatives says nothing itself."""
    if one.has_any_type and one.alternatives:
        return replace(
            other,
            required=one.required,
            titles=one.titles | other.titles,
            vocabularies=one.vocabularies | other.vocabularies,
            role=one.role or other.role,
            alternatives=one.alternatives,
        )
    if one.has_any_type and one.values is None and not one.titles - other.titles:
        return replace(other, required=one.required and other.required, role=one.role or other.role)
    listed = None if one.values is None or other.values is None else one.values | other.values
    return BodyField(
        types=one.types | other.types,
        required=one.required and other.required,
        values=listed,
        min_length=min(one.min_length, other.min_length),
        vocabularies=one.vocabularies | other.vocabularies,
        titles=one.titles | other.titles,
        role=one.role or other.role,
        alternatives=one.alternatives or other.alternatives,
    )


def narrowed(old: BodyField, new: BodyField) -> list[str]:
    """Return in words what was accepted and is not any more."""
    found = []
    gone = _missing_types(old, new)
    if gone:
        found.append(f"no longer takes {' or '.join(sorted(gone))}")
    if new.values is not None and (old.values is None or old.values - new.values):
        found.append(f"takes only {', '.join(sorted(new.values))}")
    if new.min_length > old.min_length:
        found.append(f"takes no text of fewer than {new.min_length} characters")
    return found


def widened(old: BodyField, new: BodyField) -> list[str]:
    """Return in words what is accepted and was not."""
    found = []
    more = _missing_types(new, old)
    if more:
        found.append(f"takes {' or '.join(sorted(more))}, too")
    if old.values is not None and (new.values is None or new.values - old.values):
        found.append("takes further values")
    if new.min_length < old.min_length:
        found.append(f"takes texts of {new.min_length} characters, too")
    return found


def _missing_types(had: BodyField, has: BodyField) -> frozenset[str]:
    if has.has_any_type:
        return frozenset()
    if had.has_any_type:
        return frozenset({"any type"})
    covered = has.types | (frozenset({"integer"}) if "number" in has.types else frozenset())
    return had.types - covered


def described(old: BodyField, new: BodyField) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return both as values for a report: what they accept."""
    return _described(old), _described(new)


def _described(field: BodyField) -> dict[str, Any]:
    told = {
        "types": sorted(field.types),
        "values": None if field.values is None else sorted(field.values),
        "min_length": field.min_length,
        "alternatives": field.alternatives,
    }
    return {key: value for key, value in told.items() if value}
