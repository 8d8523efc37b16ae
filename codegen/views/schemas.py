"""Whole schema documents: one a payload, and one a provider that recognizes which payload it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from codegen.model.wire import Mark, Recognize
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedPayload, ResolvedProvider, ResolvedSpec, ResolvedVocabulary
from codegen.text.pointer import steps_of
from codegen.views.flavors import Flavor, Lists, Schema, Vocabularies, flavored, listed, ordered
from codegen.views.provenance import header

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_path(flavor: Flavor, provider: str, payload: str = "") -> str:
    """Return the path of the schema of a payload, or of all payloads of a provider."""
    name = f"{provider}/{payload}" if payload else provider
    return f"jsonschema/{flavor.name}/{name}.schema.json"


def schema_places(spec: ResolvedSpec, payloads: Iterable[ResolvedPayload]) -> tuple[Place, ...]:
    """Return the files of some payloads, of their definitions, and of the vocabularies that they carry."""
    payloads = list(payloads)
    fields = (field for payload in payloads for field in payload.coded)
    names = dict.fromkeys(name for field in fields for name in field.vocabularies)
    carried = (spec.vocabularies[name].place.whole() for name in names)
    return tuple(dict.fromkeys((*(place for payload in payloads for place in payload.places), *carried)))


def payload_schema(
    payload: ResolvedPayload, flavor: Flavor, vocabularies: Vocabularies, made_from: Iterable[Place]
) -> Schema:
    """Return the schema of one payload as a document of its own."""
    identity = _identity(payload.provider_id, payload.local_id, flavor, made_from)
    return ordered({**_definition(payload, flavor, vocabularies), **identity})


def provider_schema(
    provider: ResolvedProvider, flavor: Flavor, vocabularies: Vocabularies, made_from: Iterable[Place]
) -> Schema:
    """Return one schema for all payloads of a provider.

    Its lists of codes and its shapes with a name are under `$defs`, too, each once. The branches are
    `anyOf`, not `oneOf`: the signs of two payloads may both be there, because the channel that
    distinguishes them is not part of the JSON.
    """
    lists: dict[str, Schema] = {}

    def refer(allowed: Sequence[ResolvedVocabulary]) -> Schema:
        # No payload can have such a name.
        name = f"codes:{'+'.join(vocabulary.local_id for vocabulary in allowed)}"
        lists[name] = listed(allowed)
        return {"$ref": f"#/$defs/{name}"}

    payloads = {
        payload.local_id: _definition(payload, flavor, vocabularies, refer) for payload in provider.payloads
    }
    return ordered(
        {
            **_identity(provider.id, "", flavor, made_from),
            "title": provider.name,
            "description": f"Any payload of {provider.name}, recognized by its signs. {flavor.summary}",
            "anyOf": _branches(provider),
            "$defs": {**with_shared_shapes(payloads), **dict(sorted(lists.items()))},
        }
    )


def _identity(provider: str, payload: str, flavor: Flavor, made_from: Iterable[Place]) -> Schema:
    # A provider's own schema keeps the place of the payload empty: no payload can have that name.
    name = f"{provider}:{payload}" if payload or flavor.suffix else provider
    return {"$schema": DIALECT, "$id": f"urn:linkcodes:{name}{flavor.suffix}", "$comment": header(made_from)}


def _definition(
    payload: ResolvedPayload, flavor: Flavor, vocabularies: Vocabularies, codes: Lists = listed
) -> Schema:
    text = [payload.summary, *([payload.description] if payload.description else []), flavor.summary]
    about = {"title": payload.type_name, "description": "\n\n".join(text)}
    return ordered({**flavored(payload.body, flavor, vocabularies, codes), **about})


def _branches(provider: ResolvedProvider) -> list[Schema]:
    """Return a branch for each payload: it applies to what has its signs and keeps to its schema.

    An envelope represents payloads that are not described, so one that is described is not let
    through as an envelope.
    """
    known = [payload for payload in provider.payloads if payload.shape == "known"]
    return [
        _recognized(payload, [other for other in known if other.channel == payload.channel])
        for payload in provider.payloads
    ]


def _recognized(payload: ResolvedPayload, known: list[ResolvedPayload]) -> Schema:
    signs = [_sign(sign) for sign in payload.recognize]
    condition = signs[0] if len(signs) == 1 else {"anyOf": signs}
    others = [_sign(sign) for other in known for sign in other.recognize if sign.equals is not None]
    exception = {"not": {"anyOf": others}} if payload.shape == "envelope" and others else {}
    return ordered({"$ref": f"#/$defs/{payload.local_id}", **condition, **exception})


def _sign(sign: Recognize) -> Schema:
    """Return a schema that matches where all marks of a sign are."""
    marks = [_mark(mark) for mark in (sign, *sign.also)]
    return marks[0] if len(marks) == 1 else {"allOf": marks}


def _mark(mark: Mark) -> Schema:
    """Return a schema that matches where the pointer exists and, where given, has its value."""
    schema: dict[str, Any] = {} if mark.equals is None else {"const": mark.equals}
    for step in reversed(steps_of(mark.pointer)):
        schema = _array_with(schema) if step == "*" else _object_with(step, schema)
    return schema


def _array_with(item: Schema) -> Schema:
    return {"type": "array", "contains": item}


def _object_with(name: str, value: Schema) -> Schema:
    return {"type": "object", "required": [name], **({"properties": {name: value}} if value else {})}


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
