"""A payload's body as a JSON Schema, in the two flavors in which it is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from codegen.resolve.bodies import vocabularies_of
from codegen.resolve.spec import ResolvedVocabulary

Schema = dict[str, Any]
Vocabularies = Mapping[str, ResolvedVocabulary]
Lists = Callable[[Sequence[ResolvedVocabulary]], Schema]


@dataclass(frozen=True, slots=True)
class Flavor:
    """How a schema treats what the spec does not list."""

    name: str
    """The folder that its schemas lie in."""
    suffix: str
    """What its identifiers end in."""
    summary: str
    strict: bool


TOLERANT = Flavor("tolerant", "", "Codes and fields that are not listed pass.", strict=False)
STRICT = Flavor("strict", ":strict", "Codes and fields that are not listed are refused.", strict=True)

_KEY_ORDER = (
    "$schema", "$id", "$comment", "title", "description", "$ref", "type", "const", "enum", "minLength",
    "required", "properties", "patternProperties", "additionalProperties", "items", "contains", "anyOf",
    "$defs",
)  # fmt: skip
# Names that every JavaScript object inherits. Among `properties`, Ajv would take them for fields that are
# always there, or ignore them; as patterns they are looked for among an object's own fields.
INHERITED = frozenset({
    "__proto__", "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString",
    "toString", "valueOf", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__",
})  # fmt: skip


def listed(allowed: Sequence[ResolvedVocabulary]) -> Schema:
    """Return a schema of the codes of some vocabularies."""
    return {"enum": list(dict.fromkeys(code.value for vocabulary in allowed for code in vocabulary.codes))}


def flavored(node: Schema, flavor: Flavor, vocabularies: Vocabularies, codes: Lists = listed) -> Schema:
    """Return a body, or a part of one, without our own marks and with what the flavor says about codes.

    `codes` gives the schema of the codes of some vocabularies: they themselves, or a reference to them.
    """

    def inner(child: Schema) -> Schema:
        return flavored(child, flavor, vocabularies, codes)

    schema = {key: value for key, value in node.items() if key not in ("x-vocabulary", "x-role")}
    if "properties" in node:
        fields = {name: inner(child) for name, child in node["properties"].items()}
        schema |= _declared(fields)
        # A branch such as {"required": [...]} declares no properties, and closing it would refuse everything.
        schema |= {"additionalProperties": False} if flavor.strict else {}
    for key in ("items", "additionalProperties"):
        if key in node:
            schema[key] = inner(node[key])
    if "anyOf" in node:
        schema["anyOf"] = [inner(branch) for branch in node["anyOf"]]
    if named := vocabularies_of(node):
        schema = _coded(schema, flavor, [vocabularies[name] for name in named], codes)
    return ordered(schema)


def ordered(schema: Schema) -> Schema:
    """Return a schema with its keywords in the order in which people read them."""
    known = {key: schema[key] for key in _KEY_ORDER if key in schema}
    return {**known, **schema}


def _declared(fields: dict[str, Schema]) -> Schema:
    plain = {name: schema for name, schema in fields.items() if name not in INHERITED}
    patterns = {f"^{name}$": schema for name, schema in fields.items() if name in INHERITED}
    return {"properties": plain, **({"patternProperties": patterns} if patterns else {})}


def _coded(schema: Schema, flavor: Flavor, allowed: Sequence[ResolvedVocabulary], codes: Lists) -> Schema:
    lists = " or ".join(f"{vocabulary.id}, {_list_kind(vocabulary)}" for vocabulary in allowed)
    comment = {"$comment": f"Codes of {lists}."}
    if flavor.strict:
        return {**schema, **comment, **codes(allowed)}
    # The list documents and completes; the second branch lets a code through that is newer than the schema.
    rest = {key: value for key, value in schema.items() if key != "type"}
    return {**rest, **comment, "anyOf": [codes(allowed), {"type": allowed[0].value_type}]}


def _list_kind(vocabulary: ResolvedVocabulary) -> str:
    return "an open list" if vocabulary.open else "a list that is documented as complete"
