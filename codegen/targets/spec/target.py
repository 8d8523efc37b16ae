"""Target `spec`: `spec/linkcodes.json`, the whole resolved spec as one file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from codegen.document import document
from codegen.render import Output, Target, Workshop
from codegen.resolve import ResolvedSpec


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield the document."""
    text = json.dumps(document(spec), indent=1, ensure_ascii=False) + "\n"
    yield Output("spec/linkcodes.json", text, (spec.root, *(provider.place for provider in spec.providers)))


TARGET = Target("spec", "The whole resolved spec as one JSON document.", render, folder=Path(__file__).parent)
