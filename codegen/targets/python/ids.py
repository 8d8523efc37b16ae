"""`ids.py`, the ids as types, and the stubs of functions that take them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.text.naming import pascal
from codegen.views.provenance import header
from codegen.views.signatures import signature_rules


class IdsView(NamedTuple):
    """A type of literals."""

    name: str
    values: tuple[str, ...]
    doc: str


class IdUnionView(NamedTuple):
    """A type of several others."""

    name: str
    parts: tuple[str, ...]
    doc: str


class IdGuardView(NamedTuple):
    """A function that says whether a text is an id."""

    name: str
    type: str
    found: str
    """The type of a text for which the answer is yes."""
    values: str
    doc: str


class ProviderIds(NamedTuple):
    """A provider, and the types of its own ids."""

    id: str
    payload: str
    vocabulary: str


class IdsModule(NamedTuple):
    """`ids.py` and the stubs."""

    header: str
    ids: tuple[IdsView, ...]
    unions: tuple[IdUnionView, ...]
    guards: tuple[IdGuardView, ...]
    providers: tuple[ProviderIds, ...]
    has_empty: bool


def ids_module(spec: ResolvedSpec) -> IdsModule:
    """Return what `ids.py` and the stubs show."""
    providers = tuple(_names(item) for item in spec.providers)
    ids = (
        IdsView("Provider", tuple(item.id for item in spec.providers), "The id of a provider."),
        IdsView("Scheme", tuple(signature_rules(spec)), "The name of a signature scheme."),
        IdsView("OperationId", tuple(item.id for item in spec.taxonomy.operations), "What was being done."),
        IdsView("EventName", _events(spec), "The value of an event of any provider."),
        *(
            found
            for item, names in zip(spec.providers, providers, strict=True)
            for found in _own(item, names)
        ),
    )
    unions = (
        IdUnionView(
            "PayloadId",
            tuple(item.payload for item in providers),
            "The id of a payload, with or without its provider.",
        ),
        IdUnionView(
            "VocabularyId",
            tuple(item.vocabulary for item in providers),
            "The id of a vocabulary, with or without its provider.",
        ),
    )
    return IdsModule(
        header(spec.places("vocabularies", "payloads", "signatures")),
        ids,
        unions,
        _GUARDS,
        providers,
        has_empty=not all(item.values for item in ids),
    )


def _names(provider: ResolvedProvider) -> ProviderIds:
    name = pascal(provider.id)
    return ProviderIds(provider.id, f"{name}PayloadId", f"{name}VocabularyId")


def _own(provider: ResolvedProvider, names: ProviderIds) -> Iterable[IdsView]:
    payloads = [item.local_id for item in provider.payloads]
    vocabularies = [item.local_id for item in provider.vocabularies]
    yield IdsView(names.payload, _both(provider.id, payloads), f"The id of a payload of `{provider.id}`.")
    yield IdsView(
        names.vocabulary, _both(provider.id, vocabularies), f"The id of a vocabulary of `{provider.id}`."
    )


def _both(provider: str, local: list[str]) -> tuple[str, ...]:
    """Return ids without their provider, and with it."""
    return (*local, *(f"{provider}:{id}" for id in local))


def _events(spec: ResolvedSpec) -> tuple[str, ...]:
    found = (item for item in spec.vocabularies.values() if item.kind == "event")
    values = (code.value for item in found for code in item.codes)
    return tuple(dict.fromkeys(value for value in values if isinstance(value, str)))


_GUARDS = (
    IdGuardView("is_provider", "Provider", "Provider", "_PROVIDERS", "the id of a provider"),
    IdGuardView("is_scheme", "Scheme", "Scheme", "_SCHEMES", "the name of a signature scheme"),
    IdGuardView("is_payload", "PayloadId", "KnownPayloadId", "_PAYLOADS", "the id of a payload"),
    IdGuardView("is_vocabulary", "VocabularyId", "VocabularyId", "_VOCABULARIES", "the id of a vocabulary"),
    IdGuardView("is_operation", "OperationId", "OperationId", "_OPERATIONS", "the id of an operation"),
)
