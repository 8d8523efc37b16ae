"""The part of JSON Schema that a payload's body may use, as a model that only checks it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue, StrictInt, StrictStr, model_validator

from codegen.model.base import DefinitionRef, FullId, Model, Text

Role = Literal[
    "outcome", "detail", "step", "message", "http_status", "time", "ends_at", "result", "result_url"
]
"""What a field is to the payload as a whole. `outcome`: how it ended. `detail`: why. `step`: how far the user
had come. `message`: the text beside the codes. `http_status`: that of the answer it belongs to. `time`: when
it happened, by which late payloads are told from new ones. `ends_at`: when a connection that still works will
stop working. `result`: an id of what the user connected. `result_url`: an address whose query may have the
results instead, under the same names. Neither says how it
ended."""
RESULTS: tuple[Role, ...] = ("result", "result_url")
"""Roles that no verdict depends on."""


class Body(Model):
    """A schema: one type or several alternatives.

    `x-vocabulary` marks a field that contains codes of one vocabulary, or of any of several. `$ref` refers to
    one of the provider's `definitions`: `#/definitions/Account`. `additionalProperties` describes the values
    of an object whose keys are not fixed. `x-role` says what a field is to the payload as a whole.
    """

    type: Literal["string", "integer", "number", "boolean", "object", "array", "null"] | None = None
    properties: dict[StrictStr, Body] = Field(default_factory=dict)
    required: tuple[StrictStr, ...] = ()
    additionalProperties: Body | None = None  # noqa: N815  (JSON Schema's name)
    items: Body | None = None
    anyOf: Annotated[tuple[Body, ...] | None, Field(min_length=1)] = None  # noqa: N815  (JSON Schema's name)
    const: JsonValue = None
    enum: Annotated[tuple[JsonValue, ...] | None, Field(min_length=1)] = None
    minLength: Annotated[StrictInt, Field(ge=0)] | None = None  # noqa: N815
    description: Text | None = None
    title: StrictStr | None = None
    vocabulary: Annotated[
        FullId | Annotated[tuple[FullId, ...], Field(min_length=2)] | None, Field(alias="x-vocabulary")
    ] = None
    role: Annotated[Role | None, Field(alias="x-role")] = None
    ref: Annotated[DefinitionRef | None, Field(alias="$ref")] = None

    @model_validator(mode="after")
    def _no_null(self) -> Body:
        """A keyword that is written has a value; only `const` may be null."""
        for name in self.model_fields_set - {"const"}:
            if getattr(self, name) is None:
                raise ValueError(f"{name!r} must not be null; give it a value, or remove the key")
        return self
