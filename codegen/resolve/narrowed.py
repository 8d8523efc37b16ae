"""Providers that have a part of what there is to know, for outputs that follow from that part alone.

What is not there cannot be read, so such an output need not be made again when something else changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from codegen.model.base import Model
from codegen.resolve.bodies import unsaid

if TYPE_CHECKING:
    from codegen.resolve.spec import ResolvedPayload, ResolvedProvider

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
