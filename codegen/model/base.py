"""What all parts of the model are made of: the base class, ids, names, texts and dates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StringConstraints

TermId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
"""A snake_case word of the taxonomy, or a provider id."""
LocalId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([._-][a-z0-9]+)*$")]
"""An id that is unique inside its provider, for instance a source id."""
FullId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*:[a-z][a-zA-Z0-9]*([._-][a-zA-Z0-9]+)*$")]
"""An id that is unique in the whole spec: `provider:name`, for instance `acme:link.status`."""
CodeRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*:[a-zA-Z0-9._-]+#[A-Z][A-Z0-9_]*$")]
"""A code named from elsewhere: `vocabulary id#NAME`, for instance `acme:link.status#SUCCESS`."""
DefinitionRef = Annotated[str, StringConstraints(pattern=r"^#/definitions/[A-Z][A-Za-z0-9]*$")]
"""A shared part of payload bodies, by its name below the provider's `definitions`."""
MeaningRef = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*:[a-zA-Z0-9._-]+#[A-Z][A-Z0-9_]*(@[a-z][a-z0-9_]*)?$")
]
"""A code, or one of its meanings: `acme:link.status#BAD_LOGIN`, `acme:link.status#BAD_LOGIN@credentials`."""
Symbol = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")]
"""The name of a code in every language: UPPER_SNAKE, written out by hand, never derived."""
TypeName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9]*$")]
"""The name of a type in every language: PascalCase."""


def _real_day(text: str) -> str:
    """Refuse a day that no calendar has, such as 2026-02-31."""
    date.fromisoformat(text)
    return text


Date = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"),
    AfterValidator(_real_day),
]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\n\r]+$")]
"""One line of at most 120 characters."""
Pointer = Annotated[str, StringConstraints(pattern=r"^(/[^/]*)+$")]
"""A JSON pointer into a payload; `*` stands for every item of an array."""
HttpStatus = Annotated[StrictInt, Field(ge=100, le=599)]
Confidence = Literal["H", "M", "L"]
"""H: the source says so. M: follows from name plus text. L: silent or contradictory, a person decided."""
Supports = Literal[
    "value", "meaning", "behavior", "http_status", "wire_messages", "causes", "fixes", "reproduce",
    "deprecated", "fields", "delivery", "signature", "address", "synonyms", "platforms", "regions",
]  # fmt: skip


class Model(BaseModel):
    """Base of all parts of the spec: immutable, and no key that the model does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def term(axis: str) -> Any:
    """Mark a field as holding a term of one axis of the taxonomy, for lint and for the schema."""
    return Field(json_schema_extra={"x-axis": axis})
