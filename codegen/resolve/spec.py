"""Resolved spec: the authoring models plus everything that follows from them.

Targets see only this. Each part knows the place it came from, its page on the site and its links to
other parts, so that templates have nothing to look up, sort or name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple, TypeVar, cast

from codegen.model.base import Model
from codegen.model.calibration import Calibration
from codegen.model.codes import Behavior, Code, Context, Source, Vocabulary
from codegen.model.decisions import Decisions
from codegen.model.files import ProviderFile
from codegen.model.reality import RealityFile
from codegen.model.redaction import Redaction
from codegen.model.renames import AnyChange
from codegen.model.search import Search
from codegen.model.taxonomy import Taxonomy
from codegen.model.texts import Voices
from codegen.model.wire import Method, Payload
from codegen.read.examples import Example
from codegen.read.findings import Place
from codegen.read.vectors import Vectors
from codegen.resolve.bodies import CodedField, coded_fields, roles, unsaid
from codegen.resolve.past import ChangedIn
from codegen.resolve.texts import ResolvedTexts


class Carrier(NamedTuple):
    """A field of a payload that carries the codes of a vocabulary."""

    payload: str
    pointer: str


class ResolvedCode(Code):
    """A code with its identity, its place and its links."""

    id: str
    """`vocabulary id#NAME`."""
    place: Place
    provider_id: str
    vocabulary_id: str
    page: str
    """Path of its page on the site, without suffix: `acme/link.status/SUCCESS`."""
    same_value: tuple[str, ...]
    """Ids of the codes of other vocabularies that have the same value but for case."""
    changed_in: tuple[ChangedIn, ...]
    """Each version after the first that changed what a program notices of it, the oldest first."""
    deprecated_in: str | None
    """The version that first called it deprecated, if it is."""

    @property
    def meanings(self) -> tuple[tuple[Context | None, Behavior | None], ...]:
        """Each context with its behavior; of a code that has none, (None, the code's behavior)."""
        if not self.contexts:
            return ((None, self.behavior),)
        return tuple((context, context.behavior) for context in self.contexts)

    @property
    def effective_behavior(self) -> Behavior | None:
        """The behavior that applies when nothing picks a context; None for what is not an outcome."""
        if self.behavior is not None or not self.contexts:
            return self.behavior
        return next(context.behavior for context in self.contexts if context.id == self.default_context)


class ResolvedVocabulary(Vocabulary):
    """A vocabulary with its place and the payload fields that carry it."""

    place: Place
    provider_id: str
    local_id: str
    """Its id without the provider: `link.status`."""
    page: str
    """Path of its page on the site, without suffix: `acme/link.status/index`."""
    surface: str | None
    """The id of the surface where its values arrive, if the provider distinguishes surfaces."""
    carried_by: tuple[Carrier, ...]
    codes: tuple[ResolvedCode, ...]
    places: tuple[Place, ...]
    """The files that contain its codes and the sources that they cite."""


class ResolvedMethod(Method):
    """A method with its place and its code."""

    place: Place
    provider_id: str
    page: str
    member: ResolvedCode
    """The code that contains the method's wire name, summary and deprecation."""


class ResolvedPayload(Payload):
    """A payload with its place and its examples."""

    place: Place
    provider_id: str
    local_id: str
    page: str
    surface: str | None
    """The id of the surface where it arrives, if the provider distinguishes surfaces."""
    examples: tuple[Example, ...]
    places: tuple[Place, ...]
    """The files that contain its body and the definitions that the body names."""

    @cached_property
    def coded(self) -> tuple[CodedField, ...]:
        """The fields of it that contain codes."""
        return tuple(coded_fields(self.body))

    @cached_property
    def roles(self) -> tuple[tuple[str, str], ...]:
        """Where each field with a role is in it, and the role."""
        return tuple(roles(self.body))


class ResolvedProvider(ProviderFile):
    """A provider with all its parts resolved."""

    place: Place
    page: str
    vocabularies: tuple[ResolvedVocabulary, ...]
    methods: tuple[ResolvedMethod, ...]
    payloads: tuple[ResolvedPayload, ...]

    @cached_property
    def digest(self) -> str:
        """Digest of all that it contains, and of the places that a `repr` leaves out.

        Links to other providers are part of it, so what is made of a provider alone is made of this.
        """
        return hashlib.sha256(repr((self, self.place.homes)).encode(errors="surrogatepass")).hexdigest()

    @cached_property
    def wire(self) -> ResolvedProvider:
        """The provider as it is on the wire: its payloads, and the ids and values of its codes."""
        return on_the_wire(self)

    @cached_property
    def without_payload_texts(self) -> ResolvedProvider:
        """The provider with payloads that say nothing to people."""
        return without_payload_texts(self)

    def source(self, source_id: str) -> Source:
        """Return the source with this id."""
        return self.sources_by_id[source_id]

    def places(self, *lists: str) -> tuple[Place, ...]:
        """Return the provider's own file and each file that contains items of these lists.

        The lists are fields: `provider.places("vocabularies", "scenarios")`. Payloads bring the files of the
        definitions that they name.
        """
        found = [self.place.whole()]
        for name in lists:
            for index, item in enumerate(getattr(self, name)):
                found += getattr(item, "places", ()) or (self.place.child(name, index).whole(),)
        return tuple(dict.fromkeys(found))

    @cached_property
    def all_places(self) -> tuple[Place, ...]:
        """The provider's own file and all its parts."""
        return self.place.files()

    @cached_property
    def example_places(self) -> tuple[Place, ...]:
        """The folder of its examples; nothing if it has none."""
        files = (example.place.file for payload in self.payloads for example in payload.examples)
        return tuple(dict.fromkeys(Place(f"{PurePosixPath(file).parent}/") for file in files))


class ResolvedSpec(Model):
    """The whole spec, ready to render."""

    spec_version: str
    taxonomy: Taxonomy
    decisions: Decisions
    redaction: Redaction
    texts: tuple[ResolvedTexts, ...]
    """One a locale, the default first; all of them have the same sets of texts, in the same order."""
    text_places: tuple[Place, ...]
    """The head file of each of them, in the same order."""
    text_origin: str
    """Digest of all that the texts were resolved from: their files, and which codes they are for."""
    providers: tuple[ResolvedProvider, ...]
    origins: Mapping[str, str]
    """Digest of all that a provider was resolved from, by its id: quicker to tell than that of what it is."""
    root: Place
    decisions_place: Place
    redaction_place: Place
    renames: tuple[AnyChange, ...]
    """What had another name in an older release."""
    search: Search
    """The words by which people look for codes."""
    search_places: tuple[Place, ...]
    """The file that has them; nothing if there is none."""
    calibration: Calibration
    """What vendors advise about their own codes."""
    calibration_places: tuple[Place, ...]
    """The file that has it; nothing if there is none."""
    renames_places: tuple[Place, ...]
    """The file that lists them; nothing if there is none."""
    lists: tuple[Place, ...]
    """The files that say which providers there are: the root, and each overlay."""
    conformance: tuple[Vectors, ...]
    """Conformance vectors that are written by hand, by kind."""
    reality: tuple[tuple[RealityFile, Place], ...]
    """The file of what people pasted, if there is one."""
    history: Path
    """The folder of the releases that were recorded; only pages about them read more of it."""

    def places(self, *lists: str) -> tuple[Place, ...]:
        """Return the root, which orders the providers, and `provider.places(*lists)` of each provider."""
        return (self.root, *(place for provider in self.providers for place in provider.places(*lists)))

    @cached_property
    def example_places(self) -> tuple[Place, ...]:
        """The folders of all examples."""
        return tuple(place for provider in self.providers for place in provider.example_places)

    @cached_property
    def all_places(self) -> tuple[Place, ...]:
        """Everything that a page may be made from: all but the conformance vectors."""
        providers = (place for provider in self.providers for place in provider.all_places)
        return (
            self.root,
            self.decisions_place,
            self.redaction_place,
            *self.text_files,
            *providers,
            *self.example_places,
        )

    @cached_property
    def text_files(self) -> tuple[Place, ...]:
        """All files of the texts, that of the default locale first."""
        return tuple(dict.fromkeys(place for texts in self.texts for place in texts.places))

    @cached_property
    def codes(self) -> dict[str, ResolvedCode]:
        """Every code by its id, in the order of the spec."""
        return {code.id: code for vocabulary in self.vocabularies.values() for code in vocabulary.codes}

    @cached_property
    def voices(self) -> dict[tuple[str, str | None], Voices]:
        """The texts of the default language: by (category, kind of challenge) and by (code id, context)."""
        return self.voices_in[self.texts[0].locale]

    @cached_property
    def voices_in(self) -> dict[str, dict[tuple[str, str | None], Voices]]:
        """The texts of each locale: by (category, kind of challenge) and by (code id, context)."""
        return {texts.locale: _by_subject(texts) for texts in self.texts}

    @cached_property
    def vocabularies(self) -> dict[str, ResolvedVocabulary]:
        """Every vocabulary by its id, in the order of the spec."""
        return {item.id: item for provider in self.providers for item in provider.vocabularies}


def _by_subject(texts: ResolvedTexts) -> dict[tuple[str, str | None], Voices]:
    entries: dict[tuple[str, str | None], Voices] = {
        (entry.category, entry.challenge): entry for entry in texts.entries
    }
    codes = ((reference.partition("@"), text) for text in texts.codes for reference in text.codes)
    return entries | {(code, context or None): text for (code, _, context), text in codes}


ModelT = TypeVar("ModelT", bound=Model)
_VOCABULARY = ("id", "local_id", "type_name", "value_type", "open", "carried_by")
_TEXTS = {"summary", "description", "notes", "evidence", "examples", "body"}


def on_the_wire(provider: ResolvedProvider) -> ResolvedProvider:
    """Return a provider as programs meet it: its payloads without examples, ids and values of its codes.

    Of the meaning of a missing code it has the statuses, of a delivery where its id is.
    """
    return _only(
        provider, "id", "name",
        place=provider.place.whole(),
        vocabularies=tuple(
            _only(
                item, *_VOCABULARY,
                codes=tuple(_only(code, "id", "value") for code in item.codes),
                absent=_only(item.absent, "http_status") if item.absent else None,
            )
            for item in provider.vocabularies
        ),
        payloads=tuple(_only(item, *_fields(item, {"examples"})) for item in provider.payloads),
        deliveries=tuple(_only(item, "id", "event_id") for item in provider.deliveries),
    )  # fmt: skip


def without_payload_texts(provider: ResolvedProvider) -> ResolvedProvider:
    """Return a provider whose payloads have nothing that is for people: no texts, sources and examples."""
    fields = _fields(provider, {"payloads"})
    return _only(provider, *fields, payloads=tuple(map(_without_texts, provider.payloads)))


def _without_texts(payload: ResolvedPayload) -> ResolvedPayload:
    return _only(payload, *_fields(payload, _TEXTS), body=unsaid(payload.body))


def _fields(model: Model, without: set[str]) -> list[str]:
    return [name for name in type(model).model_fields if name not in without]


def _only(model: ModelT, *names: str, **other: Any) -> ModelT:
    """Return a model that has some fields only, and of those what the given one has."""
    known = vars(model)
    kept = {name: known[name] for name in names if name in known} | other
    return cast(ModelT, type(model).model_construct(set(kept), **kept))
