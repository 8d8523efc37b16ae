"""Payloads as they are on the wire, and what the schemas must make of them."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, StrictBool, StrictStr, model_validator

from codegen.model.base import Model, form

CaseName = Annotated[
    str,
    form(
        r"^[a-z0-9]+([._-][a-z0-9]+)*$",
        "lower-case words joined by `-`, `.` or `_`, such as `status-is-missing`",
        max_length=100,
    ),
]
"""What a case shows, in a few words."""


class CaseEdit(Model):
    """One change of a value, at a JSON pointer."""

    at: Annotated[str, form(r"^(/([^~]|~[01])*)?$", "a JSON pointer, such as `/data/status`")]
    """The node; empty for the whole value. A last step of `-` adds to the end of an array."""
    set: Any = None
    """What is there then. A key that is new comes last."""
    remove: StrictBool = False
    """Take the node out instead."""

    @model_validator(mode="after")
    def _does_one_thing(self) -> Self:
        if self.remove == ("set" in self.model_fields_set):
            raise ValueError('an edit has either `set` or `"remove": true`; write one of them')
        return self


class LikeCase(Model):
    """A case that differs from another one in a few places."""

    like: Annotated[StrictStr, Field(alias="$like")]
    """The name of a case of `accept` in the same file, above this one."""
    edits: Annotated[tuple[CaseEdit, ...], Field(min_length=1)]
    """What is different, in the order in which it is changed."""


class ExamplesFile(Model):
    """`spec/examples/<provider>/<payload>.json`: each case is a payload, or `$like` another with `edits`."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    accept: dict[CaseName, Any] = Field(default_factory=dict)
    """Payloads that the tolerant and the strict schema accept."""
    reject: dict[CaseName, Any] = Field(default_factory=dict)
    """What neither schema accepts."""
    unlisted: dict[CaseName, Any] = Field(default_factory=dict)
    """Payloads with a value or a field that the spec does not list: only the tolerant schema accepts them."""
