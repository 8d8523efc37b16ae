"""Codes and vocabularies: what is on the wire, what it means, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictBool, StrictInt, StrictStr, ValidationInfo, model_validator

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
from codegen.model.taxonomy import Advice, Situation, Wait
from codegen.text.guess import choices

OwnVerdict = Annotated[TermId | None, term("own_verdict")]
DriftKind = Literal[
    "code-not-in-spec", "code-not-on-page", "status-not-in-spec", "status-not-on-page", "message-not-in-spec",
    "message-not-on-page",
]  # fmt: skip


Money = Literal["always", "maybe", "never"]


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
    content_date: Date | None = None
    """The day that the content itself bears, such as that of a commit."""
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


def _without_columns(schema: dict[str, Any]) -> None:
    """Let authors leave out what the situation says."""
    columns = Advice.model_fields
    schema["required"] = ["situation", *(name for name in schema["required"] if name not in columns)]


class Behavior(Advice):
    """What a program may branch on: the advice of a situation, and where this code differs from it.

    Authors name the situation and write only the columns that differ, each with a `reason`; what they leave
    out is the situation's by the time anything reads it. `confidence` says how sure the classification is.
    """

    model_config = ConfigDict(json_schema_extra=_without_columns)
    situation: Annotated[TermId | None, term("situations")] = None
    """What happened, in a word that is the same at every provider."""
    operation: Annotated[TermId, term("operations")] = "generic"
    """What was being done, where the code says it."""
    wait: Wait | None = None
    """Pauses and deadlines: those of the situation, but for what the code says itself."""
    confidence: Confidence
    reason: Text | None = None
    """Why a column differs from the situation's."""
    note: Text | None = None
    note_for: Annotated[TermId | None, term("decision")] = None
    """The decision, with the user there, that the note was written for."""

    @model_validator(mode="before")
    @classmethod
    def _completed(cls, data: Any, info: ValidationInfo) -> Any:
        """Add what the situation says to what an author wrote."""
        situations: Mapping[str, Situation] = (info.context or {}).get("situations", {})
        name = data.get("situation") if isinstance(data, dict) else None
        if not situations or not isinstance(name, str):
            return data
        if name not in situations:
            advice = choices(name, situations, "add it to the taxonomy")
            raise ValueError(f"there is no situation {name!r}; {advice}")
        return {**_advice(situations[name]), **data, **_wait(situations[name], data)}


def _advice(situation: Situation) -> dict[str, Any]:
    return {name: getattr(situation, name) for name in Advice.model_fields}


def _wait(situation: Situation, data: dict[str, Any]) -> dict[str, Any]:
    own = data.get("wait")
    if situation.wait is None or not (own is None or isinstance(own, dict)):
        return {}
    return {"wait": {**situation.wait.model_dump(exclude_defaults=True), **(own or {})}}


class HttpStatusFact(Model):
    """An HTTP status the code was documented with, and by whom; sources may disagree."""

    status: HttpStatus
    sources: Annotated[tuple[LocalId, ...], Field(min_length=1)]
    alone: Literal[True] | None = None
    """Whether an answer of this provider that has this status and no known code means the same."""


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


class Sign(Model):
    """One way to tell a meaning: a part of the message, a field of the payload, or the payload itself."""

    message_contains: Text | None = None
    field: Text | None = None
    """A field of the payload, with dots between its steps, such as `data.source`."""
    beside: Text | None = None
    """A field of the same object as the code, such as `error_type` beside `error_code`."""
    equals: StrictStr | StrictInt | StrictBool | None = None
    """The value that the field has; without one, it is enough that the field is there."""
    payload: FullId | None = None

    @model_validator(mode="after")
    def _of_one_kind(self) -> Sign:
        """A sign that says two things would be read as one of them."""
        ways = [self.message_contains, self.field, self.beside, self.payload]
        if sum(way is not None for way in ways) != 1:
            raise ValueError(
                "a sign has one of `message_contains`, `field`, `beside` and `payload`; keep one of them"
            )
        if self.equals is not None and self.field is None and self.beside is None:
            raise ValueError("`equals` goes with `field` or `beside`; add one of them, or remove `equals`")
        return self


class Context(Facts):
    """One of several meanings of a wire value, with the signs that distinguish it."""

    id: TermId
    recognize: Text
    """How to tell that this meaning is meant."""
    operations: Annotated[tuple[TermId, ...], term("operations")] = ()
    """The operations during which it is this one that is meant."""
    signs: tuple[Sign, ...] = ()
    """What else distinguishes it; any one of them is enough."""
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
    `default_context` that applies when nothing distinguishes them. Vocabularies of kind status, error and
    state need one of the two.
    """

    name: Symbol
    value: StrictStr | StrictInt
    """The value on the wire, letter for letter."""
    behavior: Behavior | None = None
    contexts: tuple[Context, ...] = ()
    default_context: TermId | None = None
    """The id of the context that applies when nothing distinguishes them."""
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
    """Where its values stand, in words, for instance: `status` of the callback."""
    money: Money | None = None
    """Whether what its values report on may move money; every vocabulary with behaviors says which."""
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

    def code_id(self, code: Code) -> str:
        """Return the id by which one of its codes is named from elsewhere."""
        return f"{self.id}#{code.name}"
