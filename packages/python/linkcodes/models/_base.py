"""What all payload models share."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from linkcodes import Vocabulary

Number = Annotated[int | float, Field(union_mode="left_to_right")]
"""A JSON number; an integer stays one, however large."""


class Payload(BaseModel):
    """Base of all payload models.

    It refuses what the provider's documents rule out (a required field that is missing, a value of another
    type) and keeps whatever else there is. Nothing is converted but listed codes.
    """

    model_config = ConfigDict(
        extra="allow",
        frozen=True,
        strict=True,
        hide_input_in_errors=True,  # payloads are about people and their banks; error texts end up in logs
        protected_namespaces=(),  # a provider may call a field as it likes
    )


def listed(*vocabularies: type[Vocabulary]) -> BeforeValidator:
    """Return a validator that turns a value into the member of the first vocabulary that lists it.

    Any other value is left as it is.
    """

    def member_or_raw(raw: object) -> object:
        codes = (vocabulary.parse(raw) for vocabulary in vocabularies)
        return next((code for code in codes if code.known), raw)

    return BeforeValidator(member_or_raw)


def either(*choices: tuple[str, ...]) -> Any:
    """Return a model validator that wants the fields of at least one choice, by their names on the wire."""

    def check(data: Any) -> Any:
        if isinstance(data, dict) and not any(set(choice) <= data.keys() for choice in choices):
            raise ValueError(f"one of these must be there: {'; '.join(map(', '.join, choices))}")
        return data

    return model_validator(mode="before")(check)
