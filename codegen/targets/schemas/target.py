"""Target `schemas`: the schema of each payload as a file of its own, tolerant and strict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from codegen.output.render import Output, Target, Workshop
from codegen.resolve.spec import ResolvedPayload, ResolvedSpec
from codegen.text.json_text import json_text
from codegen.views.flavors import STRICT, TOLERANT, Flavor
from codegen.views.schemas import payload_schema, schema_path, schema_places


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield a schema for each payload in each flavor."""
    for flavor in (TOLERANT, STRICT):
        for provider in spec.providers:
            yield from (_schema(spec, payload, flavor) for payload in provider.payloads)


def _schema(spec: ResolvedSpec, payload: ResolvedPayload, flavor: Flavor) -> Output:
    places = schema_places(spec, [payload])
    schema = payload_schema(payload, flavor, spec.vocabularies, places)
    return Output(schema_path(flavor, payload.provider_id, payload.local_id), json_text(schema), places)


SUMMARY = "JSON Schemas of single payloads, tolerant and strict."
TARGET = Target("schemas", SUMMARY, render, folder=Path(__file__).parent, is_pages=True)
