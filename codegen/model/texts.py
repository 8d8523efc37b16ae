"""What to tell people about a code, in three voices: the end user, a support agent, a developer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from codegen.model.base import Line, MeaningRef, Model, TermId, Text, form, term

_PLAIN_LINE = r"^[^\n\r`]+$"
Title = Annotated[str, form(_PLAIN_LINE, "one line without backticks", min_length=1, max_length=60)]
"""A headline: at most 60 characters, without backticks."""
Label = Annotated[str, form(_PLAIN_LINE, "one line without backticks", min_length=1, max_length=24)]
"""The text of a button: at most 24 characters, without backticks."""
Plain = Annotated[str, form(_PLAIN_LINE, "one line without backticks", min_length=1, max_length=240)]
"""One or two sentences to show as they are: at most 240 characters, without backticks."""


class EndUserText(Model):
    """What the application shows to the person who connects an account."""

    title: Title
    body: Plain
    button: Label | None = None
    """What the one button says; none where there is nothing to press."""


class SupportText(Model):
    """What a support agent asks and does, and what an agent must never ask for."""

    ask: tuple[Line, ...]
    do: Annotated[tuple[Line, ...], Field(min_length=1)]
    never_ask: Annotated[tuple[Line, ...], Field(min_length=1)]


class Voices(Model):
    """The same matter, told to three people."""

    end_user: EndUserText
    support: SupportText
    developer: Annotated[tuple[Text, ...], Field(min_length=1)]


class Wording(Model):
    """How texts of one language are worded. Words are given by their beginnings, in any case."""

    avoid: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What an end user should not read: jargon, and what sounds like blame."""
    must_never_ask: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Secrets; what a support agent must never ask for names at least one of them."""


class Entry(Voices):
    """The texts for a category, or for one kind of challenge within it."""

    category: Annotated[TermId, term("categories")]
    challenge: Annotated[TermId | None, term("challenges")] = None


class CodeText(Voices):
    """The texts for one code or several, where those of their category would be untrue or too vague."""

    codes: Annotated[tuple[MeaningRef, ...], Field(min_length=1)]
