"""What is known about codes and vocabularies: the types of `.info` and `.about()`.

All of them are immutable, hashable, and equal when they say the same. Branch on the fields whose types come
from `linkcodes.taxonomy`; the texts are for people and change without notice.
"""

from __future__ import annotations

from linkcodes._metadata.record import Record
from linkcodes._metadata.wait import Wait
from linkcodes.runtime_terms import Verdict
from linkcodes.taxonomy import (
    AccessKind,
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
    SourceKind,
    Stability,
)

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from typing import Literal

__all__ = [
    "Changed",
    "CodeInfo",
    "ContextInfo",
    "Deprecated",
    "Evidence",
    "Flag",
    "HttpStatusFact",
    "Meaning",
    "Sign",
    "Source",
    "VocabularyInfo",
    "WireMessage",
]


class Source(Record, kw_only=True):
    """A document that facts were taken from."""

    id: str
    title: str
    url: str
    publisher: str
    kind: SourceKind
    access: AccessKind
    edition: str | None
    retrieved: str
    """The day it was read, as YYYY-MM-DD."""
    content_date: str | None
    """The day that the content itself bears, such as that of a commit."""


class Evidence(Record, kw_only=True):
    """Which source says what, and how sure that is."""

    source: Source
    supports: tuple[str, ...]
    """What the source says something about: "value", "meaning", "behavior", "http_status" and so on."""
    confidence: Confidence
    note: str | None


class HttpStatusFact(Record, kw_only=True):
    """An HTTP status that sources name; sources may disagree."""

    status: int
    sources: tuple[str, ...]
    """Ids of the sources that say so."""
    alone: bool
    """Whether an answer that has this status and no known code means the same."""


class WireMessage(Record, kw_only=True):
    """A literal text that the API sends beside a code."""

    text: str
    placeholders: tuple[str, ...]
    """Parts of the text that replace what differs from case to case."""
    sources: tuple[str, ...]
    """Ids of the sources that have it."""


class Flag(Record, kw_only=True):
    """Something to know before trusting an entry."""

    id: FlagId
    note: str


class Deprecated(Record, kw_only=True):
    """Why a code should no longer be used, and what to use instead."""

    reason: Literal["renamed", "obsoleted", "uncategorized"]
    since: str | None
    replaced_by: str | None
    """The name of the code of the same vocabulary that replaces it."""
    note: str | None
    except_platforms: tuple[str, ...]
    """Platforms on which it is still the way to go."""


class Changed(Record, kw_only=True):
    """What a version of this package changed of a code."""

    version: str
    changes: tuple[str, ...]
    """Kinds of change, such as "retry-loosened"; the page `change-rules` of the site says what each is."""


class Meaning(Record, kw_only=True):
    """What something means and what follows from it.

    The fields from `situation` to `behavior_note` are its behavior. Events, methods and plain enumerations
    have none: there they are None, and `actions` is empty.
    """

    summary: str
    description: str | None
    situation: Situation | None
    """What happened, in a word that is the same at every provider."""
    category: Category | None
    actor: Actor | None
    actions: tuple[Action, ...]
    """What the actor should do, best first."""
    retry: RetryMode | None
    unattended_retry: bool | None
    """Whether a server may try again alone, with no user present."""
    unattended_if_read: bool | None
    """The same where the operation only reads."""
    phase: Phase | None
    ends: Ends | None
    severity: Severity | None
    challenge: Challenge | None
    partial: bool | None
    """Whether only a part of what was asked for succeeded."""
    scope: Scope | None
    """How much is affected, where that is less, or more, than what was asked for."""
    suspension_risk: bool | None
    """Whether each such failure counts toward a suspension by the provider."""
    operation: Operation | None
    effect: Effect | None
    """What doing it again would do."""
    wait: Wait | None
    """How long to pause, how often to try, and when to stop waiting."""
    confidence: Confidence | None
    """How sure the behavior is."""
    behavior_reason: str | None
    """Why it is not what the situation says."""
    behavior_note: str | None
    http_status: tuple[HttpStatusFact, ...]
    """The HTTP statuses it was documented with; sources may disagree, so never branch on them."""
    wire_messages: tuple[WireMessage, ...]
    """Literal texts that the API sends beside the code. Never branch on them."""
    causes: tuple[str, ...]
    fixes: tuple[str, ...]
    reproduce: tuple[str, ...]
    """How to see it in the provider's sandbox."""
    flags: tuple[Flag, ...]
    evidence: tuple[Evidence, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents that the evidence names, each once."""
        return tuple(dict.fromkeys(item.source for item in self.evidence))


class Sign(Record, kw_only=True):
    """One way to tell a meaning: a part of the message, a field of the payload, or the payload itself."""

    message_contains: str | None
    field: str | None
    """A field of the payload, with dots between its steps."""
    beside: str | None
    """A field of the same object as the code."""
    equals: str | int | bool | None
    """The value of the field; None if it is enough that the field is there."""
    payload: str | None


class ContextInfo(Meaning, kw_only=True):
    """One of several meanings of a code."""

    id: str
    recognize: str
    """The signs that tell it from the code's other meanings."""
    operations: tuple[Operation, ...]
    """The operations during which it is this one that is meant."""
    signs: tuple[Sign, ...]
    """Further signs of it; any one of them is enough."""


class CodeInfo(Meaning, kw_only=True):
    """What is known about a code, or what to assume about an unlisted one.

    Where a code has several meanings, its own behavior is that of the default context, and the facts that
    belong to one meaning are there.
    """

    provider: str
    vocabulary: str
    name: str | None
    """The member's name; None for an unlisted code."""
    value: str | int | None
    """The value on the wire; None for an unlisted code, whose raw value only the code itself has."""
    contexts: tuple[ContextInfo, ...]
    default_context: str | None
    regions: tuple[str, ...]
    platforms: tuple[str, ...]
    synonyms: tuple[str, ...]
    """Names of codes of the same vocabulary that mean the same."""
    same_value: tuple[str, ...]
    """Ids of codes of other vocabularies with the same value but for case; they may mean something else."""
    verdict: Verdict | None
    """The state of an attempt that has it as outcome, where its phase says too little."""
    names_operation: Operation | None
    """What is being done where it appears, for a value that is no outcome."""
    stability: Stability | None
    since: str | None
    """The version of this package that first listed it."""
    changed_in: tuple[Changed, ...]
    """Each later version that changed what a program notices of it, the oldest first."""
    deprecated: Deprecated | None
    deprecated_in: str | None
    """The version of this package that first called it deprecated."""
    page: str | None
    """Path of its page below the address of the reference site."""


class VocabularyInfo(Record, kw_only=True):
    """What is known about a vocabulary."""

    id: str
    provider: str
    kind: Literal["status", "error", "state", "event", "method", "enum"]
    wire: str
    """Where its values are on the wire."""
    value_type: Literal["string", "integer"]
    open: bool
    """True: values that are not listed may come. False: the provider documents the list as complete."""
    since: str
    summary: str
    description: str | None
    absent: Meaning | None
    """What it means when there is no code at all; None where that means nothing."""
    flags: tuple[Flag, ...]
    evidence: tuple[Evidence, ...]
    page: str
    """Path of its page below the address of the reference site."""
