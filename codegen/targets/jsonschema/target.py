"""Target `jsonschema`: schemas of the payloads, tolerant and strict, and of the spec's own files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from codegen.output.render import Output, Target, Workshop
from codegen.read.findings import Place
from codegen.resolve.bodies import coded_fields
from codegen.resolve.spec import ResolvedPayload, ResolvedSpec
from codegen.targets.jsonschema.documents import payload_schema, provider_schema
from codegen.text.json_text import json_text
from codegen.views import spec_schema
from codegen.views.flavors import STRICT, TOLERANT, Flavor

SPEC_SCHEMA = "jsonschema/spec.schema.json"


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield one schema a payload and one a provider in each flavor, and the schema of the spec's files."""
    for flavor in (TOLERANT, STRICT):
        yield from _flavor(spec, flavor)
    recipe = spec_schema.recipe(spec.taxonomy)
    text = workshop.reuse(SPEC_SCHEMA, recipe) or json_text(spec_schema.spec_schema(spec.taxonomy))
    yield Output(SPEC_SCHEMA, text, (spec.root,), recipe)


def _flavor(spec: ResolvedSpec, flavor: Flavor) -> Iterator[Output]:
    for provider in spec.providers:
        path = f"jsonschema/{flavor.name}/{provider.id}"
        for payload in provider.payloads:
            yield _payload(spec, payload, flavor, f"{path}/{payload.local_id}.schema.json")
        if provider.payloads:
            places = (*provider.places("payloads"), *_carried(provider.payloads, spec))
            bundle = provider_schema(provider, flavor, spec.vocabularies, places)
            yield Output(f"{path}.schema.json", json_text(bundle), tuple(dict.fromkeys(places)))


def _payload(spec: ResolvedSpec, payload: ResolvedPayload, flavor: Flavor, path: str) -> Output:
    places = tuple(dict.fromkeys((*payload.places, *_carried([payload], spec))))
    return Output(path, json_text(payload_schema(payload, flavor, spec.vocabularies, places)), places)


def _carried(payloads: Iterable[ResolvedPayload], spec: ResolvedSpec) -> Iterator[Place]:
    """Yield the files of the vocabularies whose codes some payloads carry."""
    fields = (field for payload in payloads for field in coded_fields(payload.body))
    names = dict.fromkeys(name for field in fields for name in field.vocabularies)
    yield from (spec.vocabularies[name].place.whole() for name in names)


TARGET = Target(
    "jsonschema",
    "JSON Schemas of every payload, tolerant and strict, and of the spec's own files.",
    render,
    folder=Path(__file__).parent,
)
