"""What the packages decide, and the words in which they say it: tables that every language only reads.

A table is a list of rows, of which the first whose conditions all hold counts. The last row has no
conditions, so that there always is an answer; lint proves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from codegen.model.base import Line, Model, TermId, Text, form, term
from codegen.model.taxonomy import Taxonomy, Term

Phrase = Annotated[
    str, form(r"^[^\n\r]*[^\n\r.!?:;]$", "one line that does not end in a sign of punctuation", 1, 120)
]
"""A few words without a period, for a headline or a part of a sentence."""
OneOf = Annotated[tuple[TermId | None, ...], Field(min_length=1)]
"""The words that it may be; null where it may be none."""
Value = str | bool | None
Word = Annotated[str, form(r"^[a-z0-9]+$", "a word in small letters", 1, 40)]
Points = Annotated[StrictInt, Field(gt=0)]


class When(Model):
    """The conditions of a row, all of which must be true; a fact that is not named may have any value."""

    @cached_property
    def conditions(self) -> dict[str, tuple[Value, ...]]:
        """The values that each fact may have, for those that are named."""
        given = {name: getattr(self, name) for name in type(self).model_fields}
        named = {name: value for name, value in given.items() if value is not None}
        return {name: value if isinstance(value, tuple) else (value,) for name, value in named.items()}


class DecisionRow(Model):
    """What applies when some facts have certain values."""

    when: When
    why: Line | None = None
    """Why it is so, for readers of the table, where that is not plain."""


class AnswerWord(Term):
    """A word in which the packages answer; `summary` is its definition."""

    phrase: Phrase
    """What people read in its place."""


class MatchedByWord(AnswerWord):
    """How `classify` found its answer. The order of these words is that of its ladder."""

    answer: Literal["listed", "guess", "nothing"]
    """Whether the spec lists the value, the answer is a guess, or nothing is known."""
    holds_when: Text
    """The exact rule."""


class SourceWord(AnswerWord):
    """What `decode` read its input as. The order of these words is that in which it tries."""

    holds_when: Text
    """The exact rule."""


class CertaintyWord(AnswerWord):
    """How sure it is whose payload this is."""

    holds_when: Text
    """The exact rule."""


class UnreadWord(AnswerWord):
    """Why a part of an input was not read."""

    holds_when: Text
    """The exact rule."""


class TableWord(AnswerWord):
    """A word that rows of a table give."""

    unused: Line | None = None
    """Why no row gives it, if none does."""


class VerdictWord(TableWord):
    """How an attempt ended."""

    phase: Annotated[TermId | None, term("phases")] = None
    """The phase of the taxonomy that it means; without one, it decides nothing."""
    by_code: StrictBool = False
    """Whether a code may name it as its `verdict`, where the code's phase says too little."""


class DecisionWord(TableWord):
    """What to do about another attempt."""

    actors: Annotated[tuple[TermId, ...], Field(min_length=1), term("actors")]
    """Who can carry it out; an action that leads to it comes first only for one of them."""
    delay: Literal["always", "after_pause", "if_asked", "never"] = "never"
    """Whether the plan says how long to wait first.

    `always`: as the policy and the situation say for retry modes with a pause, and at least as long as the
    provider asks. `after_pause`: the same, only for retry modes with a pause. `if_asked`: only what the
    provider asks for.
    """
    sentence: Text
    """What a support agent reads: `{do}` is the first action's instruction, the others are times and numbers.

    What is in brackets is left out where one of its parts is unknown.
    """
    counts_attempts: StrictBool = False
    """Whether the plan says how many attempts are left."""
    unattended: Literal["always", "if_allowed", "if_read", "never"] = "never"
    """Whether a server may do it alone.

    `if_allowed`: where the code has `unattended_retry`. `if_read`: where the operation only reads.
    """


class ReasonWord(TableWord):
    """Why a plan decides as it does."""


class ConnectionWord(TableWord):
    """What a connection is after what happened."""

    wants_step: StrictBool = False
    """Whether it is not read until someone does something, so that no plan may stop."""
    outlives: Annotated[tuple[TermId, ...], term("connection")] = ()
    """Later words of a state that do not replace it, unless what succeeded restores connections."""


class Words(Model):
    """The words in which the packages answer, apart from those of the taxonomy."""

    matched_by: Annotated[tuple[MatchedByWord, ...], Field(min_length=1)]
    source: Annotated[tuple[SourceWord, ...], Field(min_length=1)]
    certainty: Annotated[tuple[CertaintyWord, ...], Field(min_length=1)]
    unread: Annotated[tuple[UnreadWord, ...], Field(min_length=1)]
    verdict: Annotated[tuple[VerdictWord, ...], Field(min_length=1)]
    decision: Annotated[tuple[DecisionWord, ...], Field(min_length=1)]
    connection: Annotated[tuple[ConnectionWord, ...], Field(min_length=1)]
    reason: Annotated[tuple[ReasonWord, ...], Field(min_length=1)]


class RetryWhen(When):
    """What the plan of another attempt depends on."""

    classified: StrictBool | None = None
    """Whether there was anything to classify."""
    category: Annotated[OneOf | None, term("categories")] = None
    """What happened; null for a value that is no outcome."""
    phase: Annotated[OneOf | None, term("phases")] = None
    retry: Annotated[OneOf | None, term("retry_modes")] = None
    first: Annotated[OneOf | None, term("decision")] = None
    """The decision that goes with the first action; null where there is no action."""
    next: Annotated[OneOf | None, term("decision")] = None
    """The decision that goes with the second action; null where there is none."""
    actor: Annotated[OneOf | None, term("actors")] = None
    effect: Annotated[OneOf | None, term("effects")] = None
    """What doing it again would do."""
    envelope: StrictBool | None = None
    """Whether the situation only points to another field."""
    partial: StrictBool | None = None
    """Whether a part failed."""
    sure: StrictBool | None = None
    """Whether the behavior is listed with a confidence above L."""
    stored: StrictBool | None = None
    """Whether it only reads a connection that is stored."""
    unattended: StrictBool | None = None
    """Whether a server asks, with no user there."""
    unattended_retry: StrictBool | None = None
    """Whether a server may try again alone: the situation allows it, and the operation only reads."""
    outcome_uncertain: StrictBool | None = None
    """Whether the category leaves it open if the operation was done."""
    lockout_risk: StrictBool | None = None
    """Whether another attempt may make the institution lock the account."""
    suspension_risk: StrictBool | None = None
    """Whether another failure counts toward a suspension by the provider."""
    attempts_used_up: StrictBool | None = None
    """Whether as many attempts were made as the policy allows, which is fewer at a risk."""


class RetryRow(DecisionRow):
    """A row of the retry table."""

    when: RetryWhen
    decision: Annotated[TermId, term("decision")]
    reason: Annotated[TermId, term("reason")]
    first: Annotated[TermId | None, term("actions")] = None
    """What comes first in place of the code's own first action, where that would be another decision."""
    takes_next: StrictBool = False
    """Whether the code's own first action has been tried often enough, so that its second one comes first."""


class ConnectionWhen(When):
    """What the state of a connection depends on, when the caller has said what it was doing."""

    situation: Annotated[OneOf | None, term("situations")] = None
    category: Annotated[OneOf | None, term("categories")] = None
    """What happened; null for a value that is no outcome."""
    phase: Annotated[OneOf | None, term("phases")] = None
    ends: Annotated[OneOf | None, term("ends")] = None
    actor: Annotated[OneOf | None, term("actors")] = None
    retry: Annotated[OneOf | None, term("retry_modes")] = None
    first: Annotated[OneOf | None, term("actions")] = None
    """The first action; null where there is none."""
    operation: Annotated[OneOf | None, term("operations")] = None
    effect: Annotated[OneOf | None, term("effects")] = None
    scope: Annotated[OneOf | None, term("scopes")] = None


class ConnectionRow(DecisionRow):
    """A row of the table of connections."""

    when: ConnectionWhen
    connection: Annotated[TermId, term("connection")]


class PhaseWhen(When):
    """What a table by phase depends on."""

    phase: Annotated[OneOf | None, term("phases")] = None
    """Null where there is none."""


class PhaseRow(DecisionRow):
    """A row of a table that orders phases."""

    when: PhaseWhen


class VerdictRow(PhaseRow):
    """The verdict of a classification that has none of its own."""

    verdict: Annotated[TermId, term("verdict")]


class OutcomeWhen(When):
    """What the verdict of a payload depends on."""

    outcome: Annotated[OneOf | None, term("phases")] = None
    """The phase of its outcome; null where it has none that is listed."""
    outcome_envelope: StrictBool | None = None
    """Whether the situation of its outcome only points to another field."""
    partial: StrictBool | None = None
    """Whether the outcome is a success in part."""
    detail: Annotated[OneOf | None, term("phases")] = None
    """The phase of its detail; null where it has none that is listed."""


Part = Literal["outcome", "detail", "head"]
"""A part of a payload: its outcome, its detail, or the code that comes first."""


class OutcomeRow(DecisionRow):
    """How a payload ended, by its outcome and its detail."""

    when: OutcomeWhen
    verdict_of: Part
    """Whose verdict it is."""
    because: Part
    """Which one says what to do."""
    contradictory: StrictBool = False
    """Whether the two contradict each other."""
    detail_is_step: StrictBool = False
    """Whether the detail says where the user stopped."""


class Verdicts(Model):
    """How an attempt ended."""

    by_phase: Annotated[tuple[VerdictRow, ...], Field(min_length=1)]
    of_payload: Annotated[tuple[OutcomeRow, ...], Field(min_length=1)]


class TurnWhen(When):
    """Whose turn it is."""

    known: StrictBool | None = None
    """Whether the value is listed."""
    envelope: StrictBool | None = None
    """Whether its situation only points to another field."""
    actor: Annotated[OneOf | None, term("actors")] = None
    """Null for a value that is no outcome."""
    severity: Annotated[OneOf | None, term("severities")] = None
    phase: Annotated[OneOf | None, term("phases")] = None


class TurnRow(DecisionRow):
    """A place in the order of turns."""

    when: TurnWhen


class SeverityWhen(When):
    """How bad it is."""

    severity: Annotated[OneOf | None, term("severities")] = None
    """Null where it is not known."""


class SeverityRow(DecisionRow):
    """A place in the order of severities."""

    when: SeverityWhen


class HeadOrder(Model):
    """Which code of a payload comes first: by whose turn it is, then by severity, then by phase."""

    turn: Annotated[tuple[TurnRow, ...], Field(min_length=1)]
    severity: Annotated[tuple[SeverityRow, ...], Field(min_length=1)]
    phase: Annotated[tuple[PhaseRow, ...], Field(min_length=1)]


class Recognition(Model):
    """How much evidence names a provider: what counts how many points, and how many are enough.

    A name is distinctive if it has several words of which one at least is not common.
    """

    common_words: Annotated[tuple[Word, ...], Field(min_length=1)]
    """Words of which the fields and values of any API are made."""
    own_name: Points
    """A field with the name of the provider in its own."""
    distinctive_value: Points
    """A sign whose value matches, if that is distinctive."""
    compound_value: Points
    """A sign whose value matches, if that has several words, all of them common."""
    distinctive_field: Points
    """A described field whose name is distinctive."""
    listed_code: Points
    """A listed text whose value is distinctive, where its vocabulary belongs."""
    whole: Points
    """Nearly all fields are described: at least `whole_fields`, and `whole_ratio` for each other one."""
    whole_fields: Points
    whole_ratio: Points
    least_ratio: Points
    """How many described fields there must be for each two that nothing describes."""
    likely: Points
    """Points from which a provider is named."""
    certain: Points
    """Points from which it is certain, if every field is described."""


class Decisions(Model):
    """All tables, and the words that they give."""

    words: Words
    recognition: Recognition
    """When a payload is recognized."""
    retry: Annotated[tuple[RetryRow, ...], Field(min_length=1)]
    """What to do about another attempt."""
    connection: Annotated[tuple[ConnectionRow, ...], Field(min_length=1)]
    """What the connection is now."""
    verdict: Verdicts
    head: HeadOrder
    finality: Annotated[tuple[PhaseRow, ...], Field(min_length=1)]
    """Which of two verdicts of the same time counts as the later one: the one whose phase is further down."""

    def tables(self) -> Iterator[tuple[tuple[str, ...], tuple[DecisionRow, ...]]]:
        """Yield every table with the steps to it."""
        yield ("retry",), self.retry
        yield ("connection",), self.connection
        yield from ((("verdict", name), rows) for name, rows in self.verdict)
        yield from ((("head", name), rows) for name, rows in self.head)
        yield ("finality",), self.finality


def terms_of(axis: str, taxonomy: Taxonomy, words: Words) -> tuple[Term, ...]:
    """Return the terms of an axis that a field can name: one of the taxonomy, or words of the decisions."""
    if axis == "own_verdict":
        return tuple(word for word in words.verdict if word.by_code)
    terms: tuple[Term, ...] = getattr(taxonomy if axis in Taxonomy.model_fields else words, axis)
    return terms
