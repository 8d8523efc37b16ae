"""Resolves a loaded spec: gives each part its place, its page and its links to the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from codegen.model.codes import Absent, Behavior, Code, Context, Vocabulary
from codegen.model.files import ProviderFile
from codegen.model.plan import Home, Plans
from codegen.model.wire import Method, Payload
from codegen.read.examples import Example
from codegen.read.findings import Place
from codegen.read.load import LoadedSpec
from codegen.resolve.bodies import coded_fields, expanded, named_definitions
from codegen.resolve.past import HISTORY
from codegen.resolve.spec import (
    Carrier,
    ResolvedCode,
    ResolvedMethod,
    ResolvedPayload,
    ResolvedProvider,
    ResolvedSpec,
    ResolvedVocabulary,
)
from codegen.resolve.texts import ResolvedTexts, resolved_texts


@dataclass(frozen=True, slots=True)
class _Links:
    """What one part must know of the rest of the spec."""

    same_value: dict[str, list[tuple[str, str]]]
    """(vocabulary id, code id) of all codes by value, case folded."""
    examples: dict[str, list[Example]]
    """Examples by payload id."""
    carriers: dict[str, list[Carrier]]
    """Payload fields by the id of the vocabulary that they carry."""
    bodies: dict[str, dict[str, Any]]
    """Payload bodies by payload id, with all references replaced."""
    surfaces: dict[str, str]
    """Surface ids by the id of a vocabulary or payload."""
    plans: Plans


def resolve(loaded: LoadedSpec) -> ResolvedSpec:
    """Resolve a spec that has passed lint; `with_past` adds what earlier versions changed."""
    links = _links(loaded)
    texts = resolved_texts(loaded, links.plans)
    return ResolvedSpec.model_construct(
        spec_version=loaded.root.spec_version,
        taxonomy=loaded.root.taxonomy,
        decisions=loaded.decisions,
        redaction=loaded.redaction,
        texts=texts,
        text_places=tuple(place for _, place in (*loaded.texts, *loaded.translations)),
        text_origin=_text_origin(texts, loaded),
        providers=tuple(_provider(provider, place, links) for provider, place in loaded.providers),
        origins={
            provider.id: _origin(provider, place, loaded, links) for provider, place in loaded.providers
        },
        root=loaded.root_place,
        decisions_place=loaded.decisions_place,
        redaction_place=loaded.redaction_place,
        renames=loaded.renames.renames,
        renames_places=(loaded.renames_place,) if loaded.renames.renames else (),
        search=loaded.search,
        calibration=loaded.calibration,
        calibration_places=(loaded.calibration_place,) if loaded.calibration.vendors else (),
        search_places=(loaded.search_place,) if loaded.search.model_fields_set else (),
        lists=(loaded.root_place, *_overlays(loaded)),
        conformance=tuple(loaded.vectors),
        reality=tuple(loaded.reality),
        history=loaded.folder / HISTORY,
    )


def _overlays(loaded: LoadedSpec) -> Iterator[Place]:
    """Yield the files of the providers that the root does not name."""
    yield from (place.whole() for item, place in loaded.providers if item.id not in loaded.root.providers)


def _links(loaded: LoadedSpec) -> _Links:
    links = _Links({}, {}, {}, {}, {}, Plans(loaded.root.taxonomy, loaded.decisions))
    for provider, _ in loaded.providers:
        for surface in provider.surfaces:
            links.surfaces.update(dict.fromkeys((*surface.vocabularies, *surface.payloads), surface.id))
        for vocabulary in provider.vocabularies:
            for code in vocabulary.codes:
                homes = links.same_value.setdefault(str(code.value).casefold(), [])
                homes.append((vocabulary.id, vocabulary.code_id(code)))
        for payload in provider.payloads:
            body = links.bodies[payload.id] = expanded(payload.body, provider.definitions)
            for pointer, vocabularies in coded_fields(body):
                for name in vocabularies:
                    links.carriers.setdefault(name, []).append(Carrier(payload.id, pointer))
    for example in loaded.examples:
        links.examples.setdefault(example.payload_id, []).append(example)
    return links


def _origin(provider: ProviderFile, place: Place, loaded: LoadedSpec, links: _Links) -> str:
    """Return a digest of all that a provider is resolved from: files, and what its links say of others."""
    examples = (item.place for payload in provider.payloads for item in links.examples.get(payload.id, ()))
    own = (file for _, file in loaded.own)
    files = [(item.file, loaded.digests.get(item.file)) for item in (*own, *place.files(), *examples)]
    same = [
        links.same_value[str(code.value).casefold()]
        for vocabulary in provider.vocabularies
        for code in vocabulary.codes
    ]
    parts = [item.id for item in provider.vocabularies] + [item.id for item in provider.payloads]
    linked = [(links.surfaces.get(part), links.carriers.get(part)) for part in parts]
    return _digest((files, same, linked))


def _text_origin(texts: Sequence[ResolvedTexts], loaded: LoadedSpec) -> str:
    files = [(place.file, loaded.digests.get(place.file)) for each in texts for place in each.places]
    return _digest((files, [(item.id, item.codes) for item in texts[0].codes]))


def _digest(told: object) -> str:
    return hashlib.sha256(repr(told).encode(errors="surrogatepass")).hexdigest()


def _provider(provider: ProviderFile, place: Place, links: _Links) -> ResolvedProvider:
    def parts(name: str) -> Iterator[tuple[Any, Place]]:
        return ((item, place.child(name, index)) for index, item in enumerate(getattr(provider, name)))

    vocabularies = tuple(
        _vocabulary(item, at, Found(links.plans, Home.of(provider, item)), (place, links))
        for item, at in parts("vocabularies")
    )
    members = {code.id: code for vocabulary in vocabularies for code in vocabulary.codes}
    resolved = {
        "place": place,
        "page": f"{provider.id}/index",
        "vocabularies": vocabularies,
        "methods": tuple(_method(item, at, provider.id, members) for item, at in parts("methods")),
        "payloads": tuple(_payload(item, at, (provider, place), links) for item, at in parts("payloads")),
    }
    return ResolvedProvider.model_construct(**{**dict(provider), **resolved})


def _vocabulary(
    vocabulary: Vocabulary, place: Place, found: Found, home: tuple[Place, _Links]
) -> ResolvedVocabulary:
    head, links = home
    provider_id, local_id = vocabulary.id.split(":", 1)
    folder = f"{provider_id}/{local_id}"
    resolved = {
        "place": place,
        "provider_id": provider_id,
        "local_id": local_id,
        "page": f"{folder}/index",
        "surface": links.surfaces.get(vocabulary.id),
        "carried_by": tuple(links.carriers.get(vocabulary.id, ())),
        "codes": tuple(
            _code(found.of(code), place.child("codes", index), vocabulary, folder, links)
            for index, code in enumerate(vocabulary.codes)
        ),
        "absent": found.of(vocabulary.absent) if vocabulary.absent else None,
        "places": tuple(dict.fromkeys((place.whole(), head.whole()))),
    }
    return ResolvedVocabulary.model_construct(**{**dict(vocabulary), **resolved})


def _code(code: Code, place: Place, vocabulary: Vocabulary, folder: str, links: _Links) -> ResolvedCode:
    homes = links.same_value[str(code.value).casefold()]
    id, since = vocabulary.code_id(code), code.since or vocabulary.since
    resolved = {
        "id": id,
        "place": place,
        "provider_id": vocabulary.id.split(":", 1)[0],
        "vocabulary_id": vocabulary.id,
        "page": f"{folder}/{code.name}",
        "since": since,
        "same_value": tuple(other for home, other in homes if home != vocabulary.id),
        "changed_in": (),
        "deprecated_in": since if code.deprecated else None,
    }
    return ResolvedCode.model_construct(**{**dict(code), **resolved})


def _method(
    method: Method, place: Place, provider_id: str, members: dict[str, ResolvedCode]
) -> ResolvedMethod:
    resolved = {
        "place": place,
        "provider_id": provider_id,
        "page": f"{provider_id}/methods/{_local(method.id)}",
        "member": members[method.code],
    }
    return ResolvedMethod.model_construct(**{**dict(method), **resolved})


def _payload(
    payload: Payload, place: Place, home: tuple[ProviderFile, Place], links: _Links
) -> ResolvedPayload:
    provider, head = home
    provider_id, local_id = provider.id, _local(payload.id)
    named = named_definitions(payload.body, provider.definitions)
    definitions = (head.child("definitions", name) for name in named)
    resolved = {
        "place": place,
        "provider_id": provider_id,
        "local_id": local_id,
        "body": links.bodies[payload.id],
        "page": f"{provider_id}/payloads/{local_id}",
        "surface": links.surfaces.get(payload.id),
        "examples": tuple(links.examples.get(payload.id, ())),
        "places": tuple(dict.fromkeys(item.whole() for item in (place, *definitions))),
    }
    return ResolvedPayload.model_construct(**{**dict(payload), **resolved})


def _local(full_id: str) -> str:
    """`acme:link.status` -> `link.status`."""
    return full_id.split(":", 1)[1]


Holder = TypeVar("Holder", Code, Context, Absent)


class ResolvedBehavior(Behavior):
    """A behavior as the packages answer it: `unattended_retry` applies to the operation of the code."""

    effect: str
    """What doing it again would do."""
    unattended_if_read: bool
    """Whether the situation lets a server try again alone where the operation only reads."""


class Found(NamedTuple):
    """What a behavior is part of."""

    plans: Plans
    home: Home

    def behavior(self, behavior: Behavior) -> ResolvedBehavior:
        """Return the behavior as it is here."""
        met = self.plans.met(behavior, self.home)
        return ResolvedBehavior.model_construct(
            **{
                **dict(behavior),
                "effect": met.effect,
                "unattended_if_read": behavior.unattended_retry,
                "unattended_retry": met.unattended_retry,
            }
        )

    def of(self, holder: Holder) -> Holder:
        """Return a code, a meaning or an absence with its behaviors resolved."""
        changed: dict[str, object] = {}
        if holder.behavior:
            changed["behavior"] = self.behavior(holder.behavior)
        if isinstance(holder, Code) and holder.contexts:
            changed["contexts"] = self.all(holder.contexts)
        return holder.model_copy(update=changed) if changed else holder

    def all(self, holders: Sequence[Holder]) -> tuple[Holder, ...]:
        """Return several of them."""
        return tuple(map(self.of, holders))
