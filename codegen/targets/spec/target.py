"""Target `spec`: `spec/linkcodes.json`, the whole resolved spec as one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from codegen.output.render import Output, Target, Workshop
from codegen.resolve.spec import ResolvedSpec
from codegen.text.json_text import json_text
from codegen.views.document import document


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the document."""
    text = json_text(document(spec))
    parts = (place for provider in spec.providers for place in provider.all_places)
    yield Output("spec/linkcodes.json", text, (spec.root, spec.decisions_place, *spec.text_places, *parts))


TARGET = Target("spec", "The whole resolved spec as one JSON document.", render, folder=Path(__file__).parent)
