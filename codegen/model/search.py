"""How codes are found by what people type: the words that mean the same, and what counts how much."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from codegen.model.base import Line, Model, TermId, form

SearchField = Literal["value", "meaning", "place", "advice", "description"]
"""Where a word of a code is: its value and name; summary, messages, HTTP statuses and words of the taxonomy;
provider and vocabulary; causes and fixes; description."""
Weight = Annotated[StrictInt, Field(ge=1, le=100)]
Percent = Annotated[StrictInt, Field(ge=1, le=100)]
Points = Annotated[StrictInt, Field(ge=0, le=1_000_000)]
Length = Annotated[StrictInt, Field(ge=1, le=20)]
SearchWord = Annotated[str, form(r"^[^\W_A-Z]+$", "one word in small letters", 1, 40)]
TermRef = Annotated[
    str,
    form(
        r"^(category|challenge|situation):[a-z][a-z0-9_]*$",
        "`category`, `challenge` or `situation`, a colon and a word of it, such as `challenge:otp_sms`",
    ),
]


class Suffix(Model):
    """An ending that says nothing about the meaning of a word."""

    end: SearchWord
    put: Annotated[str, Field(max_length=5)] = ""
    """What takes its place."""
    least: Length = 3
    """Letters that must be left before it."""


class Concept(Model):
    """Words and phrases that people use for the same."""

    id: TermId
    words: Annotated[tuple[Line, ...], Field(min_length=1)]
    """In any language; a code that has one of them is found by all."""
    terms: tuple[TermRef, ...] = ()
    """Words of the taxonomy: codes that have one of them are found, too, however they are written."""


class Ranking(Model):
    """What counts how much; all scores are whole numbers, so that every language counts the same."""

    exact: Percent = 100
    """Of the score of a word, where it is written as in the index, endings aside."""
    concept: Percent = 80
    """Where the code has another word for the same."""
    prefix: Percent = 60
    """Where the word in the index only begins with it."""
    near: tuple[Percent, ...] = (40, 25)
    """Where it is written with one error, with two, and so on."""
    least_near: tuple[Length, ...] = (4, 8)
    """Letters that a word must have for so many errors."""
    shortest_prefix: Length = 3
    """Letters that a beginning must have."""
    same_value: Points = 100_000
    """For a value that is all that was typed, case and signs between words aside."""
    value_begins: Points = 20_000
    value_has: Points = 5_000
    no_outcome: Percent = 50
    """Of the score of a value that is no outcome, such as the name of a step, or that is deprecated."""
    fewest: Length = 2
    """Words of several that a code must have, if it has not all."""


class Search(Model):
    """The words that mean the same, and the ranking."""

    weights: dict[SearchField, Weight] = Field(default_factory=dict)
    """What a word counts at each place. A place that is not named is not searched."""
    ranking: Ranking = Ranking()
    fillers: tuple[SearchWord, ...] = ()
    """Words that say nothing about a code."""
    suffixes: tuple[Suffix, ...] = ()
    """The first that fits is taken off, until none fits."""
    concepts: tuple[Concept, ...] = ()
