"""Shapes that several fields of a provider have: written once in a schema, and referred to."""

from __future__ import annotations

from codegen.views.flavors import Schema, ordered


def with_shared_shapes(payloads: dict[str, Schema]) -> dict[str, Schema]:
    """Return the schemas of payloads, and beside them each shape with a name that they are made of.

    What a field says of itself stays beside the reference, since each field describes its own use.
    """
    shapes: dict[str, Schema] = {}
    whole = {name: _parts_shared(schema, shapes) for name, schema in payloads.items()}
    return {**whole, **dict(sorted(shapes.items()))}


def _parts_shared(schema: Schema, shapes: dict[str, Schema]) -> Schema:
    """Return a schema in which references replace the named shapes below it."""
    result = dict(schema)
    for key in ("properties", "patternProperties"):
        if key in schema:
            result[key] = {name: _shared(child, shapes) for name, child in schema[key].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            result[key] = _shared(schema[key], shapes)
    if "anyOf" in schema:
        result["anyOf"] = [_shared(branch, shapes) for branch in schema["anyOf"]]
    return result


def _shared(schema: Schema, shapes: dict[str, Schema]) -> Schema:
    whole = _parts_shared(schema, shapes)
    if "title" not in schema:
        return whole
    # No payload can have such a name, and two shapes have one title only where a body gives it to both.
    name = f"shape:{schema['title']}"
    beside = {key: whole.pop(key) for key in ("description",) if key in whole}
    if shapes.setdefault(name, whole) != whole:
        return ordered({**whole, **beside})
    return ordered({"$ref": f"#/$defs/{name}", **beside})
