"""SDK methods, payloads and signatures: where codes come from and how they travel."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictStr

from codegen.model.base import CodeRef, FullId, Line, Model, Pointer, TermId, Text, TypeName
from codegen.model.codes import Evidence, Flag


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
