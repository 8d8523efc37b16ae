"""What all parts of the model are made of: the base class, ids, names, texts and dates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StringConstraints

FORMS: dict[str, str] = {}
"""What each pattern asks for, in words, for the author of something that has to match it."""


def form(
    pattern: str, words: str, min_length: int | None = None, max_length: int | None = None
) -> StringConstraints:
    """Return the constraint that a text matches a pattern, and note in words what that asks for."""
    FORMS[pattern] = words
    return StringConstraints(pattern=pattern, min_length=min_length, max_length=max_length)


TermId = Annotated[
    str, form(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", "lower-case words joined by underscores, such as `end_user`")
]
"""A snake_case word of the taxonomy, or a provider id."""
LocalId = Annotated[
    str,
    form(
        r"^[a-z][a-z0-9]*([._-][a-z0-9]+)*$",
        "lower-case words joined by `.`, `_` or `-`, such as `docs-2026`",
    ),
]
"""An id that is unique inside its provider, for instance a source id."""
FullId = Annotated[
    str,
    form(
        r"^[a-z][a-z0-9_]*:[a-z][a-zA-Z0-9]*([._-][a-zA-Z0-9]+)*$",
        "the provider's id, a colon and a name, such as `acme:link.status`",
    ),
]
"""An id that is unique in the whole spec: `provider:name`, for instance `acme:link.status`."""
CodeRef = Annotated[
    str,
    form(
        r"^[a-z][a-z0-9_]*:[a-zA-Z0-9._-]+#[A-Z][A-Z0-9_]*$",
        "the id of a vocabulary, `#` and the name of a code, such as `acme:link.status#SUCCESS`",
    ),
]
"""A code named from elsewhere: `vocabulary id#NAME`, for instance `acme:link.status#SUCCESS`."""
WaitEnd = Annotated[
    str,
    form(
        r"^[a-z][a-z0-9_]*:[a-zA-Z0-9._-]+(#[A-Z][A-Z0-9_]*)?$",
        "the id of a payload, or of a code, such as `acme:webhook.event#SYNC_DONE`",
    ),
]
"""What ends a wait: a code, usually of an event, or a payload."""
DefinitionRef = Annotated[
    str,
    form(
        r"^#/definitions/[A-Z][A-Za-z0-9]*$",
        "`#/definitions/` and the name of a definition, such as `#/definitions/Account`",
    ),
]
"""A shared part of payload bodies, by its name below the provider's `definitions`."""
MeaningRef = Annotated[
    str,
    form(
        r"^[a-z][a-z0-9_]*:[a-zA-Z0-9._-]+#[A-Z][A-Z0-9_]*(@[a-z][a-z0-9_]*)?$",
        "a code, or a code, `@` and one of its contexts, such as `acme:link.status#BAD_LOGIN@credentials`",
    ),
]
"""A code, or one of its meanings: `acme:link.status#BAD_LOGIN`, `acme:link.status#BAD_LOGIN@credentials`."""
Symbol = Annotated[
    str,
    form(r"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$", "upper-case words joined by underscores, such as `BAD_LOGIN`"),
]
"""The name of a code in every language: UPPER_SNAKE, written out by hand, never derived."""
TypeName = Annotated[str, form(r"^[A-Z][A-Za-z0-9]*$", "a name in PascalCase, such as `LinkStatus`")]
"""The name of a type in every language: PascalCase."""


def _real_day(text: str) -> str:
    """Refuse a day that no calendar has, such as 2026-02-31."""
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError("no calendar has this day; write one that exists") from None
    return text


Date = Annotated[
    str,
    form(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", "a day as YYYY-MM-DD, such as `2026-03-31`"),
    AfterValidator(_real_day),
]
Version = Annotated[str, form(r"^\d+\.\d+\.\d+$", "three numbers joined by dots, such as `0.2.0`")]
Url = Annotated[str, form(r"^https?://\S+$", "an address that starts with `https://` or `http://`")]
Text = Annotated[str, StringConstraints(min_length=1)]
Line = Annotated[str, form(r"^[^\n\r]+$", "one line", min_length=1, max_length=120)]
"""One line of at most 120 characters."""
Pointer = Annotated[str, form(r"^(/[^/]*)+$", "a JSON pointer, such as `/data/status`")]
"""A JSON pointer into a payload; `*` matches every item of an array."""
HttpStatus = Annotated[StrictInt, Field(ge=100, le=599)]
Confidence = Literal["H", "M", "L"]
"""H: the source states it. M: follows from name plus text. L: silent or contradictory, a person decided."""
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
