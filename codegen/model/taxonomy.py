"""The taxonomy: the axes on which behavior is described, and the invariants between them."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, StrictBool, StrictInt, StrictStr, model_validator

from codegen.model.base import HttpStatus, Line, LocalId, Model, TermId, Text, WaitEnd, term


class Term(Model):
    """One word of an axis of the taxonomy, and what it means."""

    id: TermId
    summary: Line


class Actor(Term):
    """A party that may have to act."""


class Action(Term):
    """Something to do about a code."""

    decision: Annotated[TermId, term("decision")]
    """What a plan decides that has this action first."""
    instruction: Line
    """What a support agent tells whoever has to see to it, without the period."""
    user_absent: Annotated[TermId | None, term("actions")] = None
    """What to do in its place where no user is there to do it."""


class RetryMode(Term):
    """When another attempt makes sense."""

    user_absent: Annotated[TermId | None, term("retry_modes")] = None
    """What applies in its place where no user is present."""
    pauses: StrictBool = False
    """Whether time must pass first, as long as the retry policy says."""


GENERIC = "generic"
"""The operation of what names none."""


class Operation(Term):
    """What was being done."""

    effect: Annotated[TermId | None, term("effects")] = None
    """What doing it again does, unless the provider says otherwise; none for what names no operation."""
    user_absent: StrictBool = False
    """Whether it runs with no user there."""
    stored: StrictBool = False
    """Whether it is about a connection that is stored, so that the next scheduled run does it again."""
    restores: Annotated[tuple[TermId, ...], term("operations")] = ()
    """The operations whose failures are over once it succeeds, beside its own."""

    @model_validator(mode="after")
    def _weighed(self) -> Operation:
        """Whether it may be repeated depends on its effect."""
        if self.effect is None and self.id != GENERIC:
            raise ValueError(f"the operation {self.id!r} has no effect; say what doing it again does")
        return self


class Wait(Model):
    """How long to pause, how often to try, and when to stop waiting."""

    min_delay_s: Annotated[StrictInt | None, Field(gt=0)] = None
    """Seconds to pause at least before the next attempt."""
    max_attempts: Annotated[StrictInt | None, Field(gt=0)] = None
    """Attempts in all, the first one included."""
    poll_s: Annotated[StrictInt | None, Field(gt=0)] = None
    """Seconds between two looks at the state while waiting."""
    deadline_s: Annotated[StrictInt | None, Field(gt=0)] = None
    """Seconds after which to stop waiting."""
    until: tuple[WaitEnd, ...] = ()
    """The events and payloads that end the wait, by their ids."""
    then: Annotated[TermId | None, term("actions")] = None
    """What to do when the deadline passes."""
    basis: LocalId
    """The source that states it, or `ours` for the project's own cautious choice."""


class Advice(Model):
    """What to do about what happened: the columns that a program may branch on."""

    category: Annotated[TermId, term("categories")]
    """What happened: the word to branch on first."""
    actor: Annotated[TermId, term("actors")]
    """Who has to act next."""
    actions: Annotated[tuple[TermId, ...], Field(min_length=1), term("actions")]
    """What they should do: the first is best, the others are what to fall back on."""
    retry: Annotated[TermId, term("retry_modes")]
    """When the same thing may be tried again."""
    unattended_retry: StrictBool
    """Whether a server may try again with no person present, where the operation only reads."""
    phase: Annotated[TermId, term("phases")]
    """How the attempt stands. What was cancelled is no failure."""
    ends: Annotated[TermId, term("ends")]
    """What is over with it: nothing, the session, or the connection."""
    severity: Annotated[TermId, term("severities")]
    """How loudly to report it."""
    challenge: Annotated[TermId | None, term("challenges")] = None
    """Which kind of challenge is asked for or was failed, if any."""
    partial: StrictBool = False
    """Whether only a part of what was asked for succeeded."""
    scope: Annotated[TermId | None, term("scopes")] = None
    """How much is affected, where that is less, or more, than what was asked for."""
    suspension_risk: StrictBool = False
    """Whether each such failure counts toward a suspension by the provider."""


RARE = frozenset({"scope", "suspension_risk"})
"""Columns of advice that few have. What is made from the spec leaves them out where they say nothing."""


def without_rare(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record of some advice without the rare columns that say nothing."""
    return {name: value for name, value in record.items() if value or name not in RARE}


class Situation(Term, Advice):
    """Something that happens at every provider, whatever each calls it, and the advice for it."""

    why: Text
    """Why this is the advice."""
    outcome_certain: StrictBool = False
    """Whether it is certain what was done, although the category leaves it open."""
    envelope: StrictBool = False
    """Whether it only points to another field, which says what happened."""
    by_choice: StrictBool = False
    """Whether the user decided it, so that no text urges anyone to take the decision back."""
    wait: Wait | None = None


class Phase(Term):
    """A state of an attempt."""

    wants_fix: StrictBool = False
    """Whether a code of it says what the application should do, in `fixes`."""


class Stability(Term):
    """How well a value is established."""

    needs_first_party: StrictBool = False
    """Whether a first-party source has to state the value."""


class FlagTerm(Term):
    """Something a reader must know before trusting an entry."""

    marks_conflict: StrictBool = False
    """Whether it tells the reader that sources, or meanings, contradict each other."""
    explains_difference: StrictBool = False
    """Whether it says why a value has another meaning than in the other vocabularies of its standard."""


class SourceKind(Term):
    """A kind of document that facts are taken from."""

    first_party: StrictBool = False
    """Whether it is the provider's own word: what it publishes, or what it has sent."""


class Category(Term):
    """What happened. What to do about it is for its situations to say."""

    lockout_risk: StrictBool = False
    """Whether trying again may make the institution lock the account."""
    outcome_uncertain: StrictBool = False
    """Whether the operation may have been done all the same."""


class Unlisted(Model):
    """What to do about a code of which nothing is known."""

    actor: Annotated[TermId, term("actors")]
    actions: Annotated[tuple[TermId, ...], Field(min_length=1), term("actions")]


class HttpFallback(Model):
    """What a range of HTTP statuses says about a code that is not listed."""

    first: HttpStatus
    last: HttpStatus
    situation: Annotated[TermId, term("situations")]


class RetryPolicy(Model):
    """How often and how fast to try again, where no source states it: the project's own cautious choice."""

    first_delay_s: Annotated[StrictInt, Field(gt=0)]
    """Seconds to wait before the second attempt."""
    factor: Annotated[StrictInt, Field(gt=0)]
    """By what the wait grows with each further attempt."""
    longest_delay_s: Annotated[StrictInt, Field(gt=0)]
    """Seconds that no wait exceeds, unless the provider asks for more."""
    attempts: Annotated[StrictInt, Field(gt=0)]
    """Attempts in all, the first one included, after which to stop."""
    attempts_at_risk: Annotated[StrictInt, Field(gt=0)]
    """The same where each attempt may make the institution lock the account."""
    attempts_ordering: Annotated[StrictInt, Field(gt=0)]
    """The same where each attempt orders or creates something."""
    jitter_percent: Annotated[StrictInt, Field(ge=0, le=100)]
    """By how many percent of it a delay may grow at random, so that clients do not return all at once."""
    next_run_s: Annotated[StrictInt | None, Field(gt=0)] = None
    """Seconds after which to stop leaving it to the next run, or looking again, where nothing else says."""
    next_run_then: Annotated[TermId | None, term("actions")] = None
    """What to do then."""


class Invariant(Model):
    """A rule that every behavior must keep: whenever `when` is true, so must the rest."""

    id: LocalId
    summary: Line
    when: dict[str, tuple[StrictBool | StrictStr, ...]] = Field(default_factory=dict)
    require: dict[str, tuple[StrictBool | StrictStr, ...]] = Field(default_factory=dict)
    forbid: dict[str, tuple[StrictBool | StrictStr, ...]] = Field(default_factory=dict)


class Taxonomy(Model):
    """The axes on which a code's behavior is described. Code may branch on these and on nothing else."""

    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    actors: tuple[Actor, ...]
    actions: tuple[Action, ...]
    retry_modes: tuple[RetryMode, ...]
    phases: tuple[Phase, ...]
    ends: tuple[Term, ...]
    severities: tuple[Term, ...]
    challenges: tuple[Term, ...]
    scopes: tuple[Term, ...] = ()
    effects: tuple[Term, ...]
    operations: tuple[Operation, ...]
    situations: Annotated[tuple[Situation, ...], Field(min_length=1)]
    stabilities: tuple[Stability, ...]
    flags: tuple[FlagTerm, ...]
    source_kinds: tuple[SourceKind, ...]
    access_kinds: tuple[Term, ...]
    unlisted: Unlisted
    """What to do about a code that is not listed, where nothing else says what happened."""
    http_fallbacks: tuple[HttpFallback, ...] = ()
    """How to read a code that is not listed, by HTTP status."""
    retry_policy: RetryPolicy
    invariants: tuple[Invariant, ...]

    def situation(self, id: str | None) -> Situation | None:
        """Return the situation with this id; None if there is none."""
        return self._situations.get(id or "")

    @cached_property
    def _situations(self) -> dict[str, Situation]:
        return {item.id: item for item in self.situations}
