"""What the templates of validators show: the shapes of a provider's payloads, each written once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from codegen.resolve.bodies import Schema, coded_fields, vocabularies_of
from codegen.resolve.spec import ResolvedPayload, ResolvedProvider
from codegen.targets.typescript.views import Doc, paragraphs
from codegen.text.typescript import Raw, block, key, literal
from codegen.views.flavors import Flavor, Vocabularies, flavored
from codegen.views.shape_table import identifiers, shared, whole, written
from codegen.views.shapes import shape_of


class SharedView(NamedTuple):
    """A shape that is used in several places; `text` is its TypeScript."""

    name: str
    text: str


class ValidatorView(NamedTuple):
    """The validator of one payload.

    `ids` are the payload's local and full id as literals, `type` is the type of what it accepts and `shape`
    what it asks, both in TypeScript; `doc` is about the payload.
    """

    ids: tuple[str, str]
    type_name: str
    doc: Doc
    type: str
    shape: str


class ValidatorsView(NamedTuple):
    """All validators of one provider in one flavor; a shared shape precedes those that contain it."""

    shared: tuple[SharedView, ...]
    validators: tuple[ValidatorView, ...]
    imports: tuple[str, ...]
    """The types of codes that the payloads hold."""


def validators_view(provider: ResolvedProvider, flavor: Flavor, vocabularies: Vocabularies) -> ValidatorsView:
    """Return the view of a provider's validators."""
    shapes = [shape_of(flavored(payload.body, flavor, vocabularies)) for payload in provider.payloads]
    ids = (payload.local_id for payload in provider.payloads)
    names = identifiers(shared(zip(ids, shapes, strict=True)), "shape")
    types = {vocabulary.id: vocabulary.type_name for vocabulary in provider.vocabularies}
    used = {name for payload in provider.payloads for name in used_types(payload.body, types)}
    return ValidatorsView(
        tuple(SharedView(name, block(whole(shape, names, Raw))) for shape, name in names.items()),
        tuple(
            _validator(payload, payload_type(payload.body, types), block(written(shape, names, Raw)))
            for payload, shape in zip(provider.payloads, shapes, strict=True)
        ),
        tuple(sorted(used)),
    )


def _validator(payload: ResolvedPayload, body_type: str, shape: str) -> ValidatorView:
    return ValidatorView(
        ids=(literal(payload.local_id), literal(payload.id)),
        type_name=payload.type_name,
        doc=Doc(paragraphs(payload.summary, payload.description)),
        type=body_type,
        shape=shape,
    )


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
