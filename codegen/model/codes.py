"""Codes and vocabularies: what is on the wire, what it means, and who says so."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from codegen.model.base import (
    Confidence,
    Date,
    FullId,
    HttpStatus,
    Line,
    LocalId,
    Model,
    Supports,
    Symbol,
    TermId,
    Text,
    TypeName,
    Url,
    Version,
    term,
)

OwnVerdict = Annotated[TermId | None, term("own_verdict")]
DriftKind = Literal[
    "code-not-in-spec", "code-not-on-page", "status-not-in-spec", "status-not-on-page", "message-not-in-spec",
    "message-not-on-page",
]  # fmt: skip


class AcceptedDrift(Model):
    """A difference between a document and the spec that is known and stays; once it is gone, this must go."""

    kind: DriftKind
    """What `codegen drift` calls the difference."""
    value: Text
    """What differs, exactly as `codegen drift` reports it."""
    reason: Text
    """Why the spec does not follow the document."""


class Source(Model):
    """A document that facts were taken from."""

    id: LocalId
    url: Url
    title: Line
    publisher: Line
    kind: Annotated[TermId, term("source_kinds")]
    access: Annotated[TermId, term("access_kinds")]
    edition: Line | None = None
    """What the document calls its own version, where it has one."""
    retrieved: Date
    """The day on which it was read, as YYYY-MM-DD."""
    note: Text | None = None
    accepted_drift: tuple[AcceptedDrift, ...] = ()
    """Differences from the spec that `codegen drift` is to be silent about. Never published."""


class Evidence(Model):
    """Which source says what about the thing it belongs to, and how sure that is."""

    source: LocalId
    supports: Annotated[tuple[Supports, ...], Field(min_length=1)]
    """What the source is evidence of."""
    confidence: Confidence
    note: Text | None = None


class Flag(Model):
    """Something a reader must know before trusting an entry."""

    id: Annotated[TermId, term("flags")]
    note: Text


class Behavior(Model):
    """What a program may branch on. `confidence` says how sure this classification is."""

    category: Annotated[TermId, term("categories")]
    """What happened: the word to branch on first."""
    actor: Annotated[TermId, term("actors")]
    """Who has to act next."""
    actions: Annotated[tuple[TermId, ...], Field(min_length=1), term("actions")]
    """What they should do: the first is best, the others are what to fall back on."""
    retry: Annotated[TermId, term("retry_modes")]
    """When the same thing may be tried again."""
    unattended_retry: StrictBool
    """Whether a server may try again with no person present."""
    phase: Annotated[TermId, term("phases")]
    """The state of the attempt. What was cancelled is no failure."""
    ends: Annotated[TermId, term("ends")]
    """What is over with it: nothing, the session, or the connection."""
    severity: Annotated[TermId, term("severities")]
    """How loudly to report it."""
    challenge: Annotated[TermId | None, term("challenges")] = None
    """Which kind of challenge is asked for or was failed, if any."""
    partial: StrictBool = False
    """Whether only a part of what was asked for succeeded."""
    operation: Annotated[TermId, term("operations")] = "generic"
    """What was being done, where the code says so."""
    confidence: Confidence
    note: Text | None = None


class HttpStatusFact(Model):
    """An HTTP status the code was documented with, and by whom; sources may disagree."""

    status: HttpStatus
    sources: Annotated[tuple[LocalId, ...], Field(min_length=1)]


class WireMessage(Model):
    """A literal text that the API sends beside the code. Never branch on it."""

    text: Text
    placeholders: tuple[Text, ...] = ()
    """Parts of `text` that replace what differs from case to case, for instance `{guid}`."""
    sources: Annotated[tuple[LocalId, ...], Field(min_length=1)]


class Facts(Model):
    """What is known about one meaning of a code, apart from its behavior."""

    summary: Line
    """What it means to the developer who sees it, on one line of at most 120 characters."""
    description: Text | None = None
    """What more there is to know, in a few sentences."""
    http_status: tuple[HttpStatusFact, ...] = ()
    wire_messages: tuple[WireMessage, ...] = ()
    causes: tuple[Text, ...] = ()
    """What leads to it, one cause an item."""
    fixes: tuple[Text, ...] = ()
    """What the application should do or show, one thing an item."""
    reproduce: tuple[Text, ...] = ()
    """How to get it on purpose, for instance in the sandbox."""
    flags: tuple[Flag, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Context(Facts):
    """One of several meanings of a wire value, with the signs that tell it apart."""

    id: TermId
    recognize: Text
    """How to tell that this meaning is meant."""
    operations: Annotated[tuple[TermId, ...], term("operations")] = ()
    """The operations during which it is this one that is meant."""
    behavior: Behavior
    verdict: OwnVerdict = None
    """As for a code."""


class Absent(Facts):
    """What it means when the field that would carry a code is not there at all."""

    behavior: Behavior


class Deprecated(Model):
    """Why something should no longer be used, and what to use instead."""

    reason: Literal["renamed", "obsoleted", "uncategorized"]
    since: Line | None = None
    """When that began, in the provider's own words: a version or a date."""
    replaced_by: Symbol | None = None
    note: Text | None = None
    except_platforms: tuple[TermId, ...] = ()


class Code(Facts):
    """One member of a vocabulary: a value that can be on the wire.

    A code has either one `behavior` or, where the same value means several things, `contexts` and the
    `default_context` that holds when nothing tells them apart. Vocabularies of kind status, error and
    state need one of the two.
    """

    name: Symbol
    value: StrictStr | StrictInt
    """The value on the wire, letter for letter."""
    behavior: Behavior | None = None
    contexts: tuple[Context, ...] = ()
    default_context: TermId | None = None
    """The id of the context that holds when nothing tells them apart."""
    regions: tuple[TermId, ...] = ()
    """Where it occurs, if not everywhere."""
    platforms: tuple[TermId, ...] = ()
    """On which platforms it occurs, if not on all."""
    synonyms: tuple[Symbol, ...] = ()
    """Names of codes of the same vocabulary that mean the same; they name this one too."""
    stability: Annotated[TermId, term("stabilities")] = "documented"
    """How well the value itself is established."""
    verdict: OwnVerdict = None
    """The state of an attempt that has it as outcome, where its phase says too little."""
    names_operation: Annotated[TermId | None, term("operations")] = None
    """What is being done where it appears, for a value that is no outcome, such as the name of a method."""
    since: Version | None = None
    """The `spec_version` that first had it. Only an overlay may leave it out; it is the vocabulary's then."""
    deprecated: Deprecated | None = None


class Vocabulary(Model):
    """A named set of wire values.

    `open`: the provider may send values that are not listed; consumers accept and keep them.
    Not `open` (closed): the provider documents the list as complete.
    """

    id: FullId
    type_name: TypeName
    kind: Literal["status", "error", "state", "event", "method", "enum"]
    """What its values are. Values of a status, error or state need a behavior."""
    wire: Line
    """Where its values are, in words, for instance: `status` of the callback."""
    value_type: Literal["string", "integer"] = "string"
    open: StrictBool = True
    since: Version
    """The `spec_version` that first had it."""
    summary: Line
    description: Text | None = None
    absent: Absent | None = None
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    codes: Annotated[tuple[Code, ...], Field(min_length=1)]
