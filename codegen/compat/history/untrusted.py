"""Read a resolved spec that a user hands in: one clear error, whatever it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from codegen.model.base import Version
from codegen.read.findings import UsageError
from codegen.text.pointer import escaped


class _Status(BaseModel):
    status: int


class _Message(BaseModel):
    text: str


class _Waiting(BaseModel):
    min_delay_s: int | None = None
    max_attempts: int | None = None


class _FactsOfCode(BaseModel):
    http_status: list[_Status] = []
    wire_messages: list[_Message] = []
    wait: _Waiting | None = None


class _Context(_FactsOfCode):
    id: str


class _Code(_FactsOfCode):
    name: str
    value: StrictStr | StrictInt
    contexts: list[_Context] = []
    deprecated: dict[str, Any] | None = None


class _Named(BaseModel):
    id: str


class _Vocabulary(_Named):
    codes: list[_Code]
    absent: _FactsOfCode | None = None
    money: Literal["always", "maybe", "never"] | None = None


class _Schema(BaseModel):
    type: StrictStr = ""
    properties: dict[str, _Schema] = {}
    required: list[str] = []
    items: _Schema | None = None
    additionalProperties: _Schema | None = None  # noqa: N815  (JSON Schema's name)
    anyOf: list[_Schema] = []  # noqa: N815  (JSON Schema's name)
    enum: list[Any] | None = None
    minLength: int = 0  # noqa: N815  (JSON Schema's name)
    title: str = ""
    vocabulary: str | list[str] = Field("", alias="x-vocabulary")
    role: str | None = Field(None, alias="x-role")


class _Payload(_Named):
    body: _Schema
    money: Literal["always", "maybe", "never"] | None = None


class _Field(BaseModel):
    name: str
    required: bool
    type: str
    fields: list[_Field] = []


class _Method(_Named):
    config: list[_Field] = []


class _Address(BaseModel):
    value: str


class _Effect(_Named):
    effect: str | None = None


class _Provider(_Named):
    vocabularies: list[_Vocabulary] = []
    payloads: list[_Payload] = []
    methods: list[_Method] = []
    signatures: list[_Named] = []
    deliveries: list[_Named] = []
    addresses: list[_Address] = []
    operations: list[_Effect] = []
    sources: list[dict[str, Any]] = []
    surfaces: list[dict[str, Any]] = []
    flows: list[dict[str, Any]] = []
    state_diagrams: list[dict[str, Any]] = []
    scenarios: list[dict[str, Any]] = []
    gaps: list[dict[str, Any]] = []


class _Situation(_Named):
    category: str


class _Range(BaseModel):
    first: int
    last: int


class _RetryPolicy(BaseModel):
    """Numbers, and the action that follows the last look."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, int]
    next_run_then: str | None = None


class _Taxonomy(BaseModel):
    operations: list[_Effect] = []
    actors: list[_Named] = []
    situations: list[_Situation] = []
    http_fallbacks: list[_Range] = []
    retry_policy: _RetryPolicy = _RetryPolicy()


class _Decisions(BaseModel):
    words: dict[str, list[_Named]] = {}
    recognition: dict[str, Any] = {}


class _CodeTexts(BaseModel):
    id: str = ""
    codes: list[str] = []


class _Texts(BaseModel):
    entries: list[dict[str, Any]] = []
    codes: list[_CodeTexts] = []
    dir: str = "ltr"
    reviewed: dict[str, Any] = {}
    never_ask: dict[str, str] = {}
    translations: list[_Named] = []


class _Document(BaseModel):
    """As much of a resolved spec as the comparison relies on."""

    spec_version: Version
    providers: list[_Provider]
    taxonomy: _Taxonomy = _Taxonomy()
    decisions: _Decisions = _Decisions()
    texts: dict[str, _Texts] = {}


def read_document(path: Path, name: str = "") -> dict[str, Any]:
    """Return the resolved spec in a file; raise UsageError for anything else, with the place in it."""
    name = name or str(path)
    try:
        document = json.loads(path.read_bytes(), object_pairs_hook=_object, parse_constant=_refused)
        _Document.model_validate(document)
    except OSError as error:
        raise UsageError(f"{name}: {error.strerror}") from None
    except RecursionError:
        raise UsageError(f"{name}: it is nested too deeply to be a resolved spec") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        pointer = "".join(f"/{escaped(step)}" for step in first["loc"])
        raise UsageError(f"{name}#{pointer}: {first['msg']}; name a generated linkcodes.json") from None
    except (ValueError, UnicodeError) as error:
        raise UsageError(f"{name}: this is no JSON: {error}") from None
    found: dict[str, Any] = document
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise ValueError(f"the key {twice!r} is there twice")
    return found


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON number")
