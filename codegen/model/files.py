"""The two kinds of file that a spec is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from codegen.model.base import Line, LocalId, Model, Pointer, TermId, Text, Url, Version
from codegen.model.codes import Source, Vocabulary
from codegen.model.taxonomy import Taxonomy
from codegen.model.wire import Method, Payload, Signature


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
