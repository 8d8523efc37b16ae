"""What the runtime's functions return: immutable records."""

from __future__ import annotations

from linkcodes._metadata.record import Record
from linkcodes._metadata.wait import Wait
from linkcodes._vocabulary import _is_unknown, _plain
from linkcodes.runtime_terms import (
    Certainty,
    Connection,
    Decision,
    MatchedBy,
    ReadFrom,
    Reason,
    Unread,
    Verdict,
)
from linkcodes.taxonomy import (
    Action,
    Actor,
    Category,
    Challenge,
    Confidence,
    Effect,
    Ends,
    FlagId,
    Operation,
    Phase,
    RetryMode,
    Scope,
    Severity,
    Situation,
)

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from typing import Any

    from linkcodes.ids import KnownPayloadId, Provider

__all__ = ["Classification", "Decoded", "Entry", "Given", "Outcome", "RetryPlan", "State", "Wait"]


class Classification(Record):
    """What one code means, who must act, and whether it may be tried again.

    A listed value that is no outcome, such as the name of a method, has None in all fields of behavior.
    """

    _hidden = frozenset[str]()

    provider: str | None
    """Id of the provider that was asked about."""
    vocabulary: str | None
    """Local id of the vocabulary that lists the value; else the one that was passed."""
    raw: object
    """What was passed as the code, untouched."""
    known: bool
    """Whether the spec lists the value; if not, all else is a guess."""
    matched_by: MatchedBy
    """How the answer was found."""
    id: str | None
    """`provider:vocabulary#NAME` of a listed value."""
    context: str | None
    """Which of several meanings the value has here."""
    category: Category | None
    """What happened."""
    actor: Actor | None
    """Who must act."""
    actions: tuple[Action, ...]
    """What the actor should do, first things first."""
    retry: RetryMode | None
    """When another attempt makes sense."""
    unattended_retry: bool
    """Whether a server may try again with no user present."""
    phase: Phase | None
    """How far the operation has come."""
    ends: Ends | None
    """What is over with it."""
    severity: Severity | None
    """How bad it is."""
    challenge: Challenge | None
    """What the end user is asked for, if anything."""
    partial: bool | None
    """Whether it applies to a part only."""
    operation: Operation | None
    """What was being done."""
    summary: str | None
    """The meaning in one line, for people."""
    confidence: Confidence | None
    """How sure the behavior is; low for every guess."""
    flags: tuple[FlagId, ...]
    """What to know before trusting the entry."""
    docs_url: str | None
    """The provider's page on it."""
    page: str | None
    """Path of the code's page on this project's site, without suffix."""
    candidates: tuple[str, ...]
    """Ids of the listed values among which the answer was chosen; empty if there was no choice."""
    situation: Situation | None
    """What happened, in a word that is the same at every provider."""
    effect: Effect | None
    """What doing it again would do."""
    unattended_if_read: bool
    """Whether the situation lets a server try again alone where the operation only reads."""
    wait: Wait | None
    """How long to pause, how often to try, and when to stop waiting."""
    scope: Scope | None = None
    """How much is affected, where that is less, or more, than what was asked for."""
    suspension_risk: bool = False
    """Whether each such failure counts toward a suspension by the provider."""
    connection: Connection = Connection.UNKNOWN
    """What the connection is now: whether it works, comes back by itself, or needs the user."""

    def to_dict(self, *, raw: bool = False) -> dict[str, Any]:
        """Return the JSON form; the code is as it was passed, a member as its value, bytes as text."""
        return {**super().to_dict(raw=raw), "raw": _wire_value(self.raw)}


class Given(Record):
    """What the caller knew besides the input; None where nothing usable was passed."""

    provider: str | None = None
    """Id of the provider that it is from."""
    payload: str | None = None
    """Local id of the payload that it is."""
    http_status: int | None = None
    """The status of the HTTP response that it is from."""
    operation: str | None = None
    """What was being done."""
    ignored: tuple[str, ...] = ()
    """Names of the arguments that were passed and could not be used, such as an unlisted operation."""


class Decoded(Record):
    """What some input was, and every code in it."""

    source: ReadFrom
    """As what the input was read."""
    provider: Provider | None
    """Id of the provider that it is from."""
    payload: KnownPayloadId | None
    """Local id of the payload."""
    channel: str | None
    """How the payload travels: `callback`, `post_message`, `http_response` or `webhook`."""
    certainty: Certainty | None
    """How sure that provider is; None where none is named."""
    known: bool
    """Whether it was recognized and every value in it is listed."""
    head: Classification | None
    """The classification to act on first."""
    classifications: tuple[Classification, ...]
    """One for each coded value, the head first."""
    parts: tuple[Decoded, ...]
    """One for each item of a list, and for each object inside that has an outcome of its own."""
    verdict: Verdict
    """How the attempt ended."""
    step: str | None
    """Where the user was."""
    contradictory: bool
    """Whether the payload reports success and a failure at once."""
    event_id: str | int | float | None
    """The id that all deliveries of one event share."""
    time: str | int | float | None
    """When it happened, as the payload says it."""
    given: Given
    """What the caller said about it."""
    data: Any
    """What was read: the payload, the parameters, the word or words."""
    raw: object
    """What was passed, untouched."""
    ends_at: str | int | float | None = None
    """When what works now will stop working, as the payload says it."""
    unread: tuple[Unread, ...] = ()
    """Why a part of it was not read; empty if all was. What is not read in full never counts as a success."""
    connection: Connection = Connection.UNKNOWN
    """What the connection is now, as the head says it."""

    def to_dict(self, *, raw: bool = False) -> dict[str, Any]:
        """Return the JSON form; with `raw`, also `data` and `raw` as they came, bytes as text."""
        came = {"data": _wire_value(self.data), "raw": _wire_value(self.raw)} if raw else {}
        return {**super().to_dict(raw=raw), **came}


class Outcome(Record):
    """How an attempt ended, as one verdict."""

    verdict: Verdict
    """How it ended."""
    because: Classification | None
    """The classification that decides what to do."""
    step: str | None
    """Where the user was."""
    contradictory: bool
    """Whether the payload reports success and a failure at once."""
    decoded: Decoded
    """All that was in the input."""

    @property
    def certainty(self) -> Certainty | None:
        """How sure that provider is; None where none is named."""
        return self.decoded.certainty

    @property
    def ends_at(self) -> str | int | float | None:
        """When what works now will stop working, as the payload says it."""
        return self.decoded.ends_at

    @property
    def connection(self) -> Connection:
        """What the connection is now, as the head of what was read says it."""
        return self.decoded.connection


class RetryPlan(Record):
    """Whether, when and with whom to try again."""

    decision: Decision
    """What to do."""
    reason: Reason
    """Why."""
    delay_s: int | None
    """Seconds to wait first; None where the decision has no delay."""
    attempts_left: int
    """How many further attempts the policy allows."""
    unattended: bool
    """Whether a server may do it alone."""
    actions: tuple[Action, ...]
    """What to do; the first goes with the decision."""
    jitter_s: int
    """Seconds to add at random, at most, so that clients do not return all at once."""
    poll_s: int | None
    """Seconds between two looks at the state while waiting."""
    deadline_s: int | None
    """Seconds after which to stop waiting."""
    until: tuple[str, ...]
    """Ids of the events and payloads that end the wait."""
    then: Action | None
    """What to do when the deadline passes."""
    sentence: str
    """The plan in one sentence, for support agents."""
    ignored: tuple[str, ...] = ()
    """Names of the arguments that were passed and could not be used, such as an unlisted operation."""
    connection: Connection = Connection.UNKNOWN
    """What the connection is now."""


class Entry(Record):
    """One input of a state."""

    time: float | None
    """Seconds since 1970; None if the time is unknown."""
    outcome: Outcome
    """What it said."""
    content: str
    """What was read, in a form that can be compared."""

    @classmethod
    def _shown(cls, raw: bool) -> tuple[str, ...]:
        return ("time", "outcome")


class State(Record):
    """What a number of payloads say together."""

    verdict: Verdict = Verdict.UNKNOWN
    """The verdict so far."""
    because: Classification | None = None
    """The classification that decides what to do."""
    step: str | None = None
    """Where the user was."""
    error: Classification | None = None
    """That of the last failure."""
    error_over: bool = True
    """False while the error is open."""
    changed_at: float | None = None
    """Seconds since 1970: when the verdict was set; None if the time is unknown."""
    entries: tuple[Entry, ...] = ()
    """The inputs in the order of their times, at most the latest 1,000."""
    connection: Connection = Connection.UNKNOWN
    """What the connection is now: the last that an input says of it."""


def _wire_value(raw: object) -> object:
    """Return a member as its value and bytes as text: JSON has neither. All else is as it came."""
    if _is_unknown(raw):
        return raw.raw
    if type(raw) is bytes or type(raw) is bytearray:
        return raw.decode("utf-8", "replace")
    plain = _plain(raw)
    return raw if plain is None else plain
