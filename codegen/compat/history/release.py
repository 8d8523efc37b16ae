"""A release as it is recorded: what a later spec is compared with, and what is asked again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict

from codegen.model.base import Date, Version

Plan = tuple[str, str, int | None, int, bool, tuple[str, ...]]
"""Decision, reason, delay in seconds, attempts left, whether a server may do it alone, actions."""
MODES = ("attended", "unattended", "refresh")
"""With the user there; with no user there; with no user there, while stored data are refreshed."""


class ReleaseEntry(BaseModel):
    """A line of the index: a release, when it was made and from what."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    version: Version
    date: Date
    """The day of the commit."""
    revision: str
    """The commit that it is recorded from."""
    file: str
    sha256: str
    """Of the JSON, whatever it is packed with."""


@dataclass(frozen=True, slots=True)
class RecordedRelease:
    """What a version published, as far as a change of it can be noticed."""

    spec: dict[str, Any]
    """The resolved spec, read as today's."""
    vectors: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """The conformance vectors by kind; those that follow from the spec have its examples in them."""
    advice: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By meaning: the `input` of `classify` that gives it, and the `plans` that the release made of it."""
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By file of the data pack: its `columns` with their types, and the `key` that makes a row unique."""
    schema_ids: list[str] | None = None
    """The identifiers of all schemas; None where nothing is known of them."""

    @property
    def version(self) -> str:
        """The version that the spec says it is."""
        return str(self.spec["spec_version"])

    def as_json(self) -> dict[str, Any]:
        """Return it as it is recorded."""
        return {
            "spec": self.spec, "vectors": self.vectors, "advice": self.advice,
            "tables": self.tables, "schema_ids": self.schema_ids,
        }  # fmt: skip
