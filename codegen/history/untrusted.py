"""Read a resolved spec that a user hands in: one clear error, whatever it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from codegen.model.base import Version
from codegen.read.findings import UsageError
from codegen.text.pointer import escaped


class _Code(BaseModel):
    name: str
    value: str | int
    contexts: list[dict[str, Any]] = []


class _Vocabulary(BaseModel):
    id: str
    codes: list[_Code]


class _Named(BaseModel):
    id: str


class _Payload(_Named):
    body: dict[str, Any] = {}


class _Provider(BaseModel):
    id: str
    vocabularies: list[_Vocabulary] = []
    payloads: list[_Payload] = []
    methods: list[_Named] = []
    signatures: list[_Named] = []


class _Document(BaseModel):
    """As much of a resolved spec as the comparison relies on."""

    spec_version: Version
    providers: list[_Provider]
    taxonomy: dict[str, Any] = Field(default_factory=dict)
    decisions: dict[str, Any] = Field(default_factory=dict)
    texts: dict[str, Any] = Field(default_factory=dict)


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
