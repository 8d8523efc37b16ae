"""Target `spec`: `spec/linkcodes.json`, the whole resolved spec as one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from codegen.output.render import Output, Target, Workshop
from codegen.resolve.spec import ResolvedSpec
from codegen.text.row_text import row_text
from codegen.views.document import document

_LEVELS = 6
"""From the document down to a fact of a code: its evidence, its flags, its meanings."""


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the document."""
    text = row_text(document(spec), _LEVELS, tight=True)
    parts = (place for provider in spec.providers for place in provider.all_places)
    yield Output("spec/linkcodes.json", text, (spec.root, spec.decisions_place, *spec.text_files, *parts))


TARGET = Target("spec", "The whole resolved spec as one JSON document.", render, folder=Path(__file__).parent)
