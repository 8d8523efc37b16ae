"""The kinds of file that a spec is made of."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

from codegen.model.base import (
    FullId,
    Line,
    LocalId,
    Model,
    Pointer,
    TermId,
    Text,
    TypeName,
    Url,
    Version,
    term,
)
from codegen.model.calibration import Calibration
from codegen.model.codes import Code, Evidence, Source, Vocabulary
from codegen.model.decisions import Decisions
from codegen.model.diagrams import Flow, Gap, StateDiagram, Surface
from codegen.model.pauses import Pauses
from codegen.model.redaction import Redaction
from codegen.model.renames import AnyChange
from codegen.model.search import Search
from codegen.model.taxonomy import Taxonomy
from codegen.model.texts import (
    CodeText,
    Direction,
    Entry,
    Locale,
    NeverAsk,
    TranslatedEndUser,
    TranslatedNeverAsk,
    TranslatedSupport,
    Wording,
)
from codegen.model.wire import Address, Delivery, Method, Payload, Scenario, Signature


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
    locales: Annotated[tuple[Locale, ...], Field(min_length=1)]
    """The files below `texts/`: the languages that the texts for people exist in, the default first."""
    suppressions: tuple[Suppression, ...] = ()


class DecisionsFile(Decisions):
    """`spec/decisions.json`: what the packages decide, and the words in which they say it."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    suppressions: tuple[Suppression, ...] = ()


class RedactionFile(Redaction):
    """`spec/redaction.json`: what is masked in payloads and logs, and what stays."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    suppressions: tuple[Suppression, ...] = ()


class RenamesFile(Model):
    """`spec/renames.json`: what had another name in an older release. A spec without a release has none."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    renames: tuple[AnyChange, ...] = ()
    """In the order of the releases."""
    suppressions: tuple[Suppression, ...] = ()


class SearchFile(Search):
    """`spec/search.json`: the words by which people look for codes. Without it, values alone are found."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    suppressions: tuple[Suppression, ...] = ()


class CalibrationFile(Calibration):
    """`spec/calibration.json`: what vendors advise about their own codes. A spec may lack it."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    suppressions: tuple[Suppression, ...] = ()


class ProviderOperation(Model):
    """What doing an operation again does at this provider."""

    id: Annotated[TermId, term("operations")]
    effect: Annotated[TermId, term("effects")]
    why: Text
    sources: Annotated[tuple[LocalId, ...], Field(min_length=1)]


class PartFile(Model):
    """`spec/providers/<id>/<part>.json`: one area of what a provider puts on the wire."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    vocabularies: tuple[Vocabulary, ...] = ()
    methods: tuple[Method, ...] = ()
    definitions: dict[TypeName, dict[str, Any]] = Field(default_factory=dict)
    """Parts that several payload bodies share, by the name of their type; bodies name them with `$ref`."""
    payloads: tuple[Payload, ...] = ()
    signatures: tuple[Signature, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    addresses: tuple[Address, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    flows: tuple[Flow, ...] = ()
    state_diagrams: tuple[StateDiagram, ...] = ()
    suppressions: tuple[Suppression, ...] = ()


class ProviderFile(PartFile):
    """`spec/providers/<id>.json`: a provider and its sources, and what it puts on the wire.

    What is long is in parts, which the loader adds to the file's own lists.
    """

    id: TermId
    name: Line
    homepage: Url
    summary: Line
    description: Text | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    parts: tuple[LocalId, ...] = ()
    """The files below `providers/<id>/`, in the order in which everything lists their contents."""
    operations: tuple[ProviderOperation, ...] = ()
    """What the operations that occur at it do when they are done again."""
    pauses: Pauses | None = None
    """What its answers say about when to try again."""
    surfaces: tuple[Surface, ...] = ()
    """The places where its values arrive; together they contain each vocabulary and each payload once."""
    gaps: tuple[Gap, ...] = ()
    """What is still unknown."""

    @cached_property
    def sources_by_id(self) -> dict[str, Source]:
        """Its sources, which thousands of facts name."""
        return {source.id: source for source in self.sources}

    @cached_property
    def vocabulary_ids(self) -> frozenset[str]:
        """The ids of its vocabularies."""
        return frozenset(vocabulary.id for vocabulary in self.vocabularies)

    @cached_property
    def code_ids(self) -> frozenset[str]:
        """The ids of the codes of all its vocabularies."""
        return frozenset(
            vocabulary.code_id(code) for vocabulary in self.vocabularies for code in vocabulary.codes
        )

    @cached_property
    def payload_ids(self) -> frozenset[str]:
        """The ids of its payloads."""
        return frozenset(payload.id for payload in self.payloads)


class AddedCodes(Model):
    """Codes that a vocabulary gets."""

    vocabulary: FullId
    codes: Annotated[tuple[Code, ...], Field(min_length=1)]


class AddedField(Model):
    """A field that a payload gets."""

    payload: FullId
    pointer: Pointer
    """Where it is in the payload; `*` is any item of an array."""
    body: dict[str, Any]
    """Its JSON Schema, as in the body of a payload."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class Addition(Model):
    """What a provider of the spec gets."""

    provider: TermId
    sources: tuple[Source, ...] = ()
    codes: tuple[AddedCodes, ...] = ()
    fields: tuple[AddedField, ...] = ()


class AdditionsFile(Model):
    """An overlay that adds to providers that are there, such as a draft of `linkcodes live-check`."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    additions: Annotated[tuple[Addition, ...], Field(min_length=1)]


class Language(Model):
    """What a file says of its language."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    locale: Locale
    name: Line
    """What its speakers call it: `français (Canada)`."""
    wording: Wording
    suppressions: tuple[Suppression, ...] = ()


class TextsFile(Language):
    """`spec/texts/<locale>.json` of the first locale: what to tell people. All others are made from it."""

    never_ask: Annotated[tuple[NeverAsk, ...], Field(min_length=1)]
    """Lines that the texts for support name by their ids."""
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]
    """One entry for each category, and one for each kind of challenge where the kind matters."""
    codes: tuple[CodeText, ...] = ()
    """Entries for single codes, where that of their category would say too little or something untrue."""

    @cached_property
    def voices(self) -> tuple[Entry | CodeText, ...]:
        """All sets of texts."""
        return (*self.entries, *self.codes)


class TranslationsPart(Model):
    """`spec/texts/<locale>/<part>.json`: the translations of a language for one audience."""

    schema_: Annotated[str | None, Field(alias="$schema")] = None
    end_user: tuple[TranslatedEndUser, ...] = ()
    support: tuple[TranslatedSupport, ...] = ()
    never_ask: tuple[TranslatedNeverAsk, ...] = ()


class TranslationsFile(Language):
    """`spec/texts/<locale>.json` of each further locale: the same texts for users and support, translated."""

    dir: Direction
    parts: tuple[LocalId, ...] = ()
    """The files below `texts/<locale>/`; their translations are added to those of this file."""
    end_user: tuple[TranslatedEndUser, ...] = ()
    support: tuple[TranslatedSupport, ...] = ()
    never_ask: tuple[TranslatedNeverAsk, ...] = ()
