"""How a provider says when a call may be tried again: headers of its answers, and words of its messages."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from codegen.model.base import LocalId, Model, Text

SECONDS = "{seconds}"
"""What replaces the number in the text of a message."""


class ResetHeader(Model):
    """A header that says when a limit is lifted."""

    name: Text
    """As it is sent; upper and lower case, `HTTP_` before it and `_` for `-` make no difference."""
    unit: Literal["seconds", "unix_seconds"]
    """What its number counts: seconds from the answer on, or seconds since 1970."""
    left: Text | None = None
    """The header that says how many calls are left; the reset matters when there are none."""
    sources: Annotated[tuple[LocalId, ...], Field(min_length=1)]


class PauseText(Model):
    """Words of a message that say in how many seconds to try again."""

    text: Text
    """With `{seconds}` in place of the number."""
    sources: Annotated[tuple[LocalId, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_a_number(self) -> PauseText:
        if self.text.count(SECONDS) != 1 or self.text.startswith(SECONDS):
            raise ValueError(
                f"the text has no place for the seconds; write {SECONDS} once, with words before it"
            )
        return self


class DailyText(Model):
    """Words of a message that say that what is allowed in a day is used up; the next day begins in UTC."""

    text: Text
    sources: Annotated[tuple[LocalId, ...], Field(min_length=1)]


class Pauses(Model):
    """What the answers of a provider say about when to try again, besides the header `Retry-After`."""

    headers: tuple[ResetHeader, ...] = ()
    messages: tuple[PauseText, ...] = ()
    daily: tuple[DailyText, ...] = ()
