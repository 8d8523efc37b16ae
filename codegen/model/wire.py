"""SDK methods, payloads and signatures: where codes come from and how they travel."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictBool, StrictInt, StrictStr, model_validator

from codegen.model.base import (
    CodeRef,
    FullId,
    HttpStatus,
    Line,
    Model,
    Pointer,
    TermId,
    Text,
    TypeName,
    form,
    term,
)
from codegen.model.codes import Evidence, Flag, Money


class ConfigField(Model):
    """One field of the object that an SDK method takes."""

    name: Text
    required: StrictBool
    type: Literal["string", "string[]", "number", "boolean", "object", "function"]
    summary: Line
    values: tuple[StrictStr, ...] = ()
    vocabulary: FullId | None = None
    """The id of the vocabulary that its values are from, if there is one."""
    fields: tuple[ConfigField, ...] = ()
    """The fields of a value of type object."""
    platforms: tuple[TermId, ...] = ()
    """On which platforms it exists, if not on all."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    flags: tuple[Flag, ...] = ()


class Outcome(Model):
    """What one result of the method means."""

    code: CodeRef
    summary: Line


class FlowStep(Model):
    """One arrow of a sequence diagram."""

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


class Mark(Model):
    """Something a payload shows: the pointer exists and, where given, has this value."""

    pointer: Pointer
    equals: StrictStr | None = None


class Recognize(Mark):
    """One sign of a payload."""

    also: tuple[Mark, ...] = ()
    """What must be there as well, for instance the type beside the code of an event."""


class Means(Model):
    """What a payload as such says: that it is sent is the news, and no field of it has a code."""

    code: CodeRef
    needs: tuple[Pointer, ...] = ()
    """The fields without which it does not say that; null is none."""
    unless: tuple[Pointer, ...] = ()
    """The fields that must be missing or null, such as an error that says otherwise."""


class Payload(Model):
    """Something on the wire. `body` is a JSON Schema (2020-12) in which `x-vocabulary` marks coded fields.

    A payload is recognized when any one of `recognize` matches. `shape` says how much of it is known:
    `envelope` means that only what surrounds the content is.
    """

    id: FullId
    type_name: TypeName
    channel: Literal["callback", "post_message", "http_response", "webhook"]
    summary: Line
    description: Text | None = None
    recognize: Annotated[tuple[Recognize, ...], Field(min_length=1)]
    operation: Annotated[TermId | None, term("operations")] = None
    """What was being done, where everything in it belongs to one operation."""
    money: Money | None = None
    """Whether it may report on money, where that differs from its vocabularies."""
    means: Means | None = None
    """The code that it means where no code in it says how it ended."""
    shape: Literal["known", "envelope"] = "known"
    platforms: tuple[TermId, ...] = ()
    """On which platforms it has this form, if not on all."""
    notes: tuple[Text, ...] = ()
    """What to know about how it arrives: order, repeats, traps."""
    delivery: FullId | None = None
    """The id of the rules by which it is delivered."""
    idempotency_key: tuple[Pointer, ...] = ()
    """The fields that together identify the event, where the rules of its delivery name none."""
    signature: FullId | None = None
    """The id of the signature that it carries."""
    body: dict[str, Any]
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class SignatureVector(Model):
    """A body and its signature, to test an implementation with."""

    secret: Text | None = None
    """The secret that both sides share; none where the provider signs with a private key."""
    keys: dict[StrictStr, dict[StrictStr, StrictStr]] = Field(default_factory=dict)
    """The public keys as JSON Web Keys, by the name under which the message asks for them."""
    at: Annotated[StrictInt, Field(gt=0)] | None = None
    """When it is checked, in Unix seconds, where the signature runs out."""
    claims: dict[StrictStr, StrictStr] = Field(default_factory=dict)
    """What the claims that name the receiver are compared with."""
    body: Text
    header_value: Text


class KeyCall(Model):
    """The call of the API that returns a public key by its name, as JSON in a POST, by HTTPS."""

    hosts: Annotated[tuple[Text, ...], Field(min_length=1)]
    """The hosts that have the API, exactly; the application names its own where there are several."""
    path: Annotated[str, form(r"^/[A-Za-z0-9._/-]*$", "a path, such as `/keys/get`")]
    name_field: Text
    """The field of the request that contains the key's name."""
    own_fields: tuple[Text, ...] = ()
    """The fields of the request that only the application can fill, such as its credentials."""
    key_field: Text
    """The field of the answer that contains the JSON Web Key."""
    unknown: dict[StrictStr, StrictStr] = Field(default_factory=dict)
    """What the answer to a name without a key contains."""


class Jws(Model):
    """A JSON Web Signature beside the body, which contains a digest of it."""

    key_header: Literal["kid", "x5u"]
    """The field of the token's header that names the key: by its id, or by its address."""
    key_source: Line
    """Where the key is fetched from, in words."""
    key_hosts: tuple[Text, ...] = ()
    """The hosts, with their subdomains, that an address of a key may be on. Checked before it is fetched."""
    key_call: KeyCall | None = None
    """The call that fetches the key by its name, where the name is no address."""
    key_end: Text | None = None
    """The field of a JSON Web Key with the time when it expires, in Unix seconds or null, if there is one."""
    digest_claim: Text
    """The claim that contains the SHA-256 of the raw body."""
    digest_encoding: Literal["hex", "base64"]
    digest_prefix: str = ""
    time_claim: Text | None = None
    """The claim with the time of signing, in Unix seconds, if there is one."""
    max_age_s: Annotated[StrictInt, Field(gt=0)] | None = None
    """Seconds after which the provider says to refuse it."""
    own_claims: tuple[Text, ...] = ()
    """The claims that name the receiver, which the application compares with its own, such as its id."""
    required_claims: tuple[Text, ...] = ()
    """Those without which nothing is accepted, because the provider signs for all customers with one key."""

    @model_validator(mode="after")
    def _safe(self) -> Jws:
        """An address that the message names must be checked, and an age needs a time."""
        if (self.key_header == "x5u") != bool(self.key_hosts):
            raise ValueError(
                "`key_hosts` goes with the key header 'x5u', whose address anyone can write; "
                "keep both or neither"
            )
        if self.key_hosts and self.key_call:
            raise ValueError(
                "a key at an address is fetched there, so `key_call` does not go with `key_hosts`; remove one"
            )
        if self.max_age_s and not self.time_claim:
            raise ValueError("`max_age_s` needs a `time_claim`; name the claim, or remove `max_age_s`")
        if not set(self.required_claims) <= set(self.own_claims):
            raise ValueError("`required_claims` must be among the `own_claims`; add what is missing there")
        return self


def _with_secrets(schema: dict[str, Any]) -> None:
    """Ask of each vector the keys of a token, or else the secret, as the model does."""
    schema["if"] = {"required": ["jws"], "properties": {"jws": {"type": "object"}}}
    schema["then"] = _vectors("keys", {"minProperties": 1}, {"type": "null"})
    schema["else"] = _vectors("secret", {"maxProperties": 0}, {"type": "string"})


def _vectors(required: str, keys: dict[str, Any], secret: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a signature whose vectors need one of the two fields."""
    fields = {"keys": {"type": "object", **keys}, "secret": secret}
    vector = {"type": "object", "required": [required], "properties": fields}
    return {"properties": {"vectors": {"type": "array", "items": vector}}}


class Signature(Model):
    """How the provider signs what it delivers or, where it signs nothing, shows that it is the sender."""

    model_config = ConfigDict(json_schema_extra=_with_secrets)
    id: FullId
    header: Text
    algorithm: Literal["hmac-sha256", "hmac-sha512", "jws-es256", "jws-rs256", "shared-secret"]
    """With `shared-secret` the header contains the secret itself, and nothing proves the body."""
    encoding: Literal["hex", "hex-upper", "base64", "jws", "plain"]
    prefix: str = ""
    """What precedes it in the header. One that ends with a space names an HTTP scheme, in any case."""
    jws: Jws | None = None
    """How the key is found and what is compared, where the header has a JSON Web Signature."""
    signed: Line
    """What the signature is computed over."""
    summary: Line
    vectors: Annotated[tuple[SignatureVector, ...], Field(min_length=1)]
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _consistent(self) -> Signature:
        """A token needs its rules and public keys; a shared secret needs neither."""
        is_token = self.algorithm.startswith("jws-")
        if is_token != (self.encoding == "jws") or is_token != (self.jws is not None):
            raise ValueError(
                f"{self.algorithm!r} goes with the encoding 'jws' and with `jws`, or with neither; "
                "change the algorithm, or add or remove both"
            )
        is_shared = self.algorithm == "shared-secret"
        if self.encoding not in (("plain", "base64") if is_shared else ("hex", "hex-upper", "base64", "jws")):
            raise ValueError(
                f"{self.algorithm!r} cannot be written as {self.encoding!r}; name another encoding"
            )
        for vector in self.vectors:
            if bool(vector.keys) != is_token or (vector.secret is None) != is_token:
                raise ValueError(
                    "a vector has `keys` where the header is a token, else a `secret`; give the one that fits"
                )
            if self.jws and not vector.claims.keys() >= set(self.jws.required_claims):
                raise ValueError("a vector has the `claims` without which nothing is accepted; add them")
            if is_token and self.jws and self.jws.time_claim and vector.at is None:
                raise ValueError(
                    "the token says when it was signed, so a vector says when it is checked; add `at`"
                )
        return self


class Delivery(Model):
    """The rules by which webhooks are delivered: what counts as received, and what happens if it is not."""

    id: FullId
    summary: Line
    success: Line
    """Which reply of the receiver counts as received."""
    timeout_s: Annotated[StrictInt, Field(gt=0)] | None = None
    """Seconds the receiver has to reply, where a source states it."""
    retry_after_s: tuple[Annotated[StrictInt, Field(gt=0)], ...] | None = None
    """Seconds after the first attempt of each further one; empty: there is none; missing: no source says."""
    retry_on: tuple[HttpStatus, ...] = ()
    """The replies that lead to another attempt, if not all but success do."""
    event_id: Pointer | None = None
    """Where a delivery carries an id to recognize repeats by; missing: it carries none."""
    idempotency_key: tuple[Pointer, ...] = ()
    """The fields that together identify an event, where a source names them and no id is sent."""
    notes: tuple[Text, ...] = ()
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class Address(Model):
    """A place on the network that an integration must know: to call, to allow or to check against."""

    value: Text
    """The URL, origin or IP address; `{words}` in braces replace parts that differ by customer."""
    placeholders: tuple[Text, ...] = ()
    """The parts of `value` that differ, for instance `{instance}`."""
    role: Literal["api", "auth", "script", "widget_origin", "webhook_source"]
    environment: Literal["production", "sandbox", "any"]
    summary: Line
    regions: tuple[TermId, ...] = ()
    stability: Annotated[TermId, term("stabilities")] = "documented"
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class Scenario(Model):
    """A recipe for the sandbox: what to enter, and which codes come of it."""

    id: FullId
    summary: Line
    inputs: dict[StrictStr, StrictStr] = Field(default_factory=dict)
    """What to enter, by the name of the field."""
    steps: tuple[Text, ...] = ()
    """What to do, one step an item."""
    outcomes: Annotated[tuple[CodeRef, ...], Field(min_length=1)]
    """The codes that come of it; several where sources differ or it depends on the request."""
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
