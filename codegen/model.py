"""The shape of the spec files, as pydantic models.

These models are the one description of the format: they validate what is loaded, and
`spec.schema.json`, which editors use while somebody types, is made from them. They check shape only;
what the values mean together is the business of `codegen.lint`.

Every text is plain text in which `backticks` mark a literal. Every wire literal (code, field name,
API message) is copied exactly from its source; every other sentence is the project's own.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, StringConstraints

TermId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
"""A snake_case word of the taxonomy, or a provider id."""
LocalId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([._-][a-z0-9]+)*$")]
"""An id that is unique inside its provider, for instance a source id."""
FullId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*:[a-z][a-zA-Z0-9]*([._-][a-zA-Z0-9]+)*$")]
"""An id that is unique in the whole spec: `provider:name`, for instance `lean:linksdk.status`."""
CodeRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*:[a-zA-Z0-9._-]+#[A-Z][A-Z0-9_]*$")]
"""A code named from elsewhere: `vocabulary id#NAME`, for instance `lean:linksdk.status#SUCCESS`."""
Symbol = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")]
"""The name of a code in every language: UPPER_SNAKE, written out by hand, never derived."""
TypeName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9]*$")]
"""The name of a type in every language: PascalCase."""
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\n\r]+$")]
"""One line of at most 120 characters."""
Pointer = Annotated[str, StringConstraints(pattern=r"^(/[^/]*)+$")]
"""A JSON pointer into a payload; `*` stands for every item of an array."""
HttpStatus = Annotated[StrictInt, Field(ge=100, le=599)]
Confidence = Literal["H", "M", "L"]
"""H: the source says so. M: follows from name plus text. L: silent or contradictory, a person decided."""
Supports = Literal[
    "value", "meaning", "behaviour", "http_status", "wire_messages", "causes", "fixes", "reproduce",
    "deprecated", "fields", "delivery", "synonyms", "platforms", "regions",
]  # fmt: skip


class Model(BaseModel):
    """Base of all parts of the spec: immutable, and no key that the model does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def term(axis: str) -> Any:
    """Mark a field as holding a term of one axis of the taxonomy, for lint and for the schema."""
    return Field(json_schema_extra={"x-axis": axis})


# ---------------------------------------------------------------- taxonomy (spec.json)


class Term(Model):
    """One word of an axis of the taxonomy, and what it means."""

    id: TermId
    summary: Line


class Category(Term):
    """What happened; the default actor and actions are what an unlisted code of it would get."""

    actor: Annotated[TermId, term("actors")]
    actions: Annotated[tuple[TermId, ...], Field(min_length=1), term("actions")]


class Invariant(Model):
    """A rule that every behaviour must keep: whenever `when` holds, so must the rest."""

    id: LocalId
    summary: Line
    when: dict[str, tuple[StrictBool | StrictStr, ...]] = Field(default_factory=dict)
    require: dict[str, tuple[StrictBool | StrictStr, ...]] = Field(default_factory=dict)
    forbid: dict[str, tuple[StrictBool | StrictStr, ...]] = Field(default_factory=dict)


class Taxonomy(Model):
    """The axes on which a code's behaviour is described. Code may branch on these and on nothing else."""

    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    actors: tuple[Term, ...]
    actions: tuple[Term, ...]
    retry_modes: tuple[Term, ...]
    phases: tuple[Term, ...]
    ends: tuple[Term, ...]
    severities: tuple[Term, ...]
    challenges: tuple[Term, ...]
    operations: tuple[Term, ...]
    stabilities: tuple[Term, ...]
    flags: tuple[Term, ...]
    source_kinds: tuple[Term, ...]
    access_kinds: tuple[Term, ...]
    invariants: tuple[Invariant, ...]


class Suppression(Model):
    """A finding that is accepted for a reason. It becomes an error as soon as it is no longer needed."""

    rule: LocalId
    at: Pointer
    """Where the finding is reported: a JSON pointer into this file."""
    reason: Text


class RootFile(Model):
    """`spec/spec.json`: the version, the taxonomy and the order of the providers."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    spec_version: Version
    """The version of everything that is generated; `spec/README.md` says when it rises."""
    taxonomy: Taxonomy
    providers: Annotated[tuple[TermId, ...], Field(min_length=1)]
    """The files below `providers/`, in the order in which everything lists them."""
    suppressions: tuple[Suppression, ...] = ()


# ---------------------------------------------------------------- where a fact comes from


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


class Evidence(Model):
    """Which source says what about the thing it stands on, and how sure that is."""

    source: LocalId
    supports: Annotated[tuple[Supports, ...], Field(min_length=1)]
    """What the source is evidence of."""
    confidence: Confidence
    note: Text | None = None


class Flag(Model):
    """Something a reader must know before trusting an entry."""

    id: Annotated[TermId, term("flags")]
    note: Text


# ---------------------------------------------------------------- codes


class Behaviour(Model):
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
    """How the attempt stands. What was cancelled is no failure."""
    ends: Annotated[TermId, term("ends")]
    """What is over with it: nothing, the session, or the connection."""
    severity: Annotated[TermId, term("severities")]
    """How loudly to report it."""
    challenge: Annotated[TermId | None, term("challenges")] = None
    """Which kind of challenge is asked for or was failed, if any."""
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
    sources: Annotated[tuple[LocalId, ...], Field(min_length=1)]


class Facts(Model):
    """What is known about one meaning of a code, apart from its behaviour."""

    summary: Line
    """What it means to somebody who meets it, on one line of at most 120 characters."""
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
    recognise: Text
    """How to tell that this meaning is meant."""
    behaviour: Behaviour


class Absent(Facts):
    """What it means when the field that would carry a code is not there at all."""

    behaviour: Behaviour


class Deprecated(Model):
    """Why something should no longer be used, and what to use instead."""

    reason: Literal["renamed", "obsoleted", "uncategorized"]
    since: Line | None = None
    """When that began, in the provider's own words: a version or a date."""
    replaced_by: Symbol | None = None
    note: Text | None = None
    except_platforms: tuple[TermId, ...] = ()


class Code(Facts):
    """One member of a vocabulary: a value that can stand on the wire.

    A code has either one `behaviour` or, where the same value means several things, `contexts` and the
    `default_context` that holds when nothing tells them apart. Vocabularies of kind status, error and
    state need one of the two.
    """

    name: Symbol
    value: StrictStr | StrictInt
    """What stands on the wire, letter for letter."""
    behaviour: Behaviour | None = None
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
    since: Version | None = None
    """The `spec_version` that first had it; without it, the vocabulary's."""
    deprecated: Deprecated | None = None


class Vocabulary(Model):
    """A named set of wire values.

    `open`: the provider may send values that are not listed; consumers accept and keep them.
    Not `open` (closed): the provider documents the list as complete.
    """

    id: FullId
    type_name: TypeName
    kind: Literal["status", "error", "state", "event", "method", "enum"]
    """What its values are. Values of a status, error or state need a behaviour."""
    wire: Line
    """Where its values stand, in words, for instance: `status` of the callback."""
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


# ---------------------------------------------------------------- SDK methods


class ConfigField(Model):
    """One field of the object that an SDK method takes."""

    name: Text
    required: StrictBool
    type: Literal["string", "string[]", "number", "boolean", "object", "function"]
    summary: Line
    values: tuple[StrictStr, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    flags: tuple[Flag, ...] = ()


class Outcome(Model):
    """What one result of the method means."""

    code: CodeRef
    summary: Line


class FlowStep(Model):
    """One arrow of the method's sequence diagram."""

    sender: Line
    receiver: Line
    message: Line


class Method(Model):
    """An SDK call: what it is for, what it needs and how it ends. Its name and deprecation are its code's."""

    id: FullId
    code: CodeRef
    purpose: Text
    when_to_use: tuple[Text, ...] = ()
    prerequisites: tuple[Text, ...] = ()
    config: tuple[ConfigField, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    flow: tuple[FlowStep, ...] = ()
    platforms: tuple[TermId, ...] = ()
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


# ---------------------------------------------------------------- payloads


class Recognise(Model):
    """One sign of a payload: the pointer exists and, where given, holds this value."""

    pointer: Pointer
    equals: StrictStr | None = None


class Payload(Model):
    """Something on the wire. `body` is a JSON Schema (2020-12) in which `x-vocabulary` marks coded fields.

    A payload is recognised when any one of `recognise` holds.
    """

    id: FullId
    type_name: TypeName
    channel: Literal["callback", "post_message", "http_response", "webhook"]
    summary: Line
    description: Text | None = None
    recognise: Annotated[tuple[Recognise, ...], Field(min_length=1)]
    delivery: tuple[Text, ...] = ()
    """What to know about how it arrives: order, repeats, time limits."""
    signature: FullId | None = None
    """The id of the signature that it carries."""
    body: dict[str, Any]
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class SignatureVector(Model):
    """A body and its signature, to test an implementation with."""

    secret: Text
    body: Text
    header_value: Text


class Signature(Model):
    """How the provider signs what it delivers."""

    id: FullId
    header: Text
    algorithm: Literal["hmac-sha256", "hmac-sha512"]
    encoding: Literal["hex", "hex-upper", "base64"]
    prefix: str = ""
    signed: Line
    """What the signature is computed over."""
    summary: Line
    vectors: Annotated[tuple[SignatureVector, ...], Field(min_length=1)]
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


# ---------------------------------------------------------------- provider file


class ProviderFile(Model):
    """`spec/providers/<id>.json`: everything one provider puts on the wire."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    id: TermId
    name: Line
    homepage: Url
    summary: Line
    description: Text | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    vocabularies: tuple[Vocabulary, ...] = ()
    methods: tuple[Method, ...] = ()
    payloads: tuple[Payload, ...] = ()
    signatures: tuple[Signature, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
