"""Conformance vectors written by hand: an input and what every implementation must answer."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictStr

from codegen.model.base import Model, Text, form

VectorName = Annotated[
    str, form(r"^[^:#\n\r]+$", "one line without `:` and `#`", min_length=1, max_length=120)
]
"""One line without `:` and `#`, which the names of generated vectors have."""


class Vector(Model):
    """An input and the answer expected of it."""

    name: VectorName
    why: Text
    """What would go wrong unnoticed if this vector were not here."""
    input: dict[StrictStr, Any]
    """The arguments, by name; the README of the target says how to write what JSON cannot hold."""
    expected: Annotated[dict[StrictStr, Any], Field(min_length=1)]
    """The fields of the answer that matter; the others may contain anything."""


class VectorsFile(Model):
    """`spec/conformance/<kind>.json`: hard cases for one function of the packages."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    vectors: Annotated[tuple[Vector, ...], Field(min_length=1)]
