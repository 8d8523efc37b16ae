"""Target `jsonschema`: schemas of the payloads, a file a provider, and of the spec's own files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from codegen.output.render import Output, Target, Workshop
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.text.json_text import json_text
from codegen.text.row_text import row_text
from codegen.views import spec_schema
from codegen.views.flavors import STRICT, TOLERANT, Flavor
from codegen.views.schemas import provider_schema, schema_path, schema_places

SPEC_SCHEMA = "jsonschema/spec.schema.json"


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield one schema a provider in each flavor, and the schema of the spec's files."""
    for flavor in (TOLERANT, STRICT):
        for provider in (provider for provider in spec.providers if provider.payloads):
            places = tuple(dict.fromkeys((provider.place.whole(), *schema_places(spec, provider.payloads))))
            make = partial(_provider, provider, flavor, places)
            digest = workshop.told(spec.origins[provider.id], provider, "wire.digest")
            yield from workshop.once((flavor.name, digest, places), make)
    words = spec.taxonomy, spec.decisions.words
    made_from = spec_schema.recipe(*words), (spec.root, spec.decisions_place)

    def schema() -> Iterator[Output]:
        yield Output(SPEC_SCHEMA, json_text(spec_schema.spec_schema(*words)), made_from[1])

    yield from workshop.once(made_from, schema)


def _provider(whole: ResolvedProvider, flavor: Flavor, places: tuple[Place, ...]) -> Iterator[Output]:
    provider = whole.wire
    # The payloads of a provider carry no codes but its own.
    vocabularies = {vocabulary.id: vocabulary for vocabulary in provider.vocabularies}
    schema = provider_schema(provider, flavor, vocabularies, places)
    yield Output(schema_path(flavor, provider.id), row_text(schema), places)


TARGET = Target(
    "jsonschema",
    "JSON Schemas of every payload, tolerant and strict, and of the spec's own files.",
    render,
    folder=Path(__file__).parent,
)
