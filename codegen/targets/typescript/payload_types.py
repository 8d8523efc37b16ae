"""Types of payloads in TypeScript: what is known of a value that a tolerant validator has accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from codegen.resolve.bodies import Schema, coded_fields, vocabularies_of
from codegen.text.typescript import key, literal

TypeNames = Mapping[str, str]
"""The name of each vocabulary's type."""

_SCALARS = {
    "string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null",
}  # fmt: skip
_UNLISTED = "readonly [field: string]: unknown"


def payload_type(body: Schema, names: TypeNames, indent: str = "") -> str:
    """Return the type of a payload's body, or of a part of one; `indent` is that of its first line.

    A field of codes has the type `XValue` of each vocabulary X that it may contain, which any other value of
    the same kind belongs to as well. Objects keep fields that are not listed.
    """
    if named := vocabularies_of(body):
        return " | ".join(f"{names[vocabulary]}Value" for vocabulary in named)
    if "const" in body:
        return _value(body["const"])
    if "enum" in body:
        return _union(map(_value, body["enum"]))
    if "properties" in body:
        return _object(body, names, indent)
    if "anyOf" in body:
        return _union(payload_type(branch, names, indent) for branch in body["anyOf"])
    return _SCALARS.get(body.get("type", "")) or _open(body, names, indent)


def used_types(body: Schema, names: TypeNames) -> set[str]:
    """Return the names of the vocabulary types that `payload_type` writes."""
    return {f"{names[vocabulary]}Value" for field in coded_fields(body) for vocabulary in field.vocabularies}


def _open(body: Schema, names: TypeNames, indent: str) -> str:
    """Return the type of a list, of an object without listed fields or of anything."""
    match body.get("type"):
        case "array":
            item = payload_type(body.get("items", {}), names, indent)
            return f"readonly {item}[]" if item.isidentifier() else f"readonly ({item})[]"
        case "object":
            value = payload_type(body.get("additionalProperties", {}), names, indent)
            return f"{{ readonly [field: string]: {value} }}"
    return "unknown"


def _object(body: Schema, names: TypeNames, indent: str) -> str:
    lines = "".join(f"{indent}  {line};\n" for line in (*_fields(body, names, indent), _UNLISTED))
    return f"{{\n{lines}{indent}}}"


def _fields(body: Schema, names: TypeNames, indent: str) -> Iterator[str]:
    for name, schema in body["properties"].items():
        mark = "" if name in body.get("required", ()) else "?"
        yield f"readonly {key(name)}{mark}: {payload_type(schema, names, indent + '  ')}"


def _value(value: object) -> str:
    return literal(value) if value is None or isinstance(value, str | int) else "unknown"


def _union(types: Iterator[str] | map[str]) -> str:
    different = dict.fromkeys(types)
    return "unknown" if "unknown" in different else " | ".join(different)
