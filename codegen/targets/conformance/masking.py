"""Vectors of `redact`: the examples of the rules, and what stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.resolve.spec import ResolvedSpec
from codegen.targets.conformance.tables import Cells

Vector = dict[str, Any]


def vectors(spec: ResolvedSpec) -> Iterator[tuple[Vector, Cells]]:
    """Yield a vector for each example of a rule, and for each text that is left as it is."""
    found = spec.redaction
    for label in found.labels:
        for index, example in enumerate(label.examples):
            yield _vector(f"label:{label.id}#{index}", example.text, example.masked)
    for shape in found.shapes:
        yield _vector(f"shape:{shape.id}", shape.example, shape.masked)
    for number, stays in enumerate(found.stays):
        for index, text in enumerate(stays.examples):
            yield _vector(f"stays:{number}#{index}", text, text)


def _vector(name: str, text: str, masked: str) -> tuple[Vector, Cells]:
    return {"name": name, "input": {"payload": text}, "expected": {"redacted": masked}}, {}
