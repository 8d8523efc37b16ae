"""What a signature scheme says of a webhook: which payloads it may be, and what identifies its event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from codegen.model.wire import Delivery, Signature
from codegen.resolve.spec import ResolvedPayload, ResolvedProvider, ResolvedSpec
from codegen.text.naming import pascal
from codegen.text.pointer import steps_of
from codegen.views.signatures import schemes


class WebhookScheme(NamedTuple):
    """A signature scheme, and what is signed with it."""

    name: str
    provider: ResolvedProvider
    payloads: tuple[ResolvedPayload, ...]
    requires_claims: bool
    """Whether nothing is accepted unless the application says who it is."""

    @property
    def union(self) -> str:
        """The name of the type of all its events: `FlinksConnectEvent`."""
        return f"{''.join(pascal(word) for word in self.name.split('.'))}Event"


def webhook_schemes(spec: ResolvedSpec) -> tuple[WebhookScheme, ...]:
    """Return every scheme of the spec, in the order of its providers."""
    return tuple(scheme for provider in spec.providers for scheme in schemes_of(provider))


def schemes_of(provider: ResolvedProvider) -> Iterator[WebhookScheme]:
    """Yield the schemes of a provider."""
    for name, signature in schemes(provider):
        requires_claims = bool(signature.jws and signature.jws.required_claims)
        yield WebhookScheme(name, provider, tuple(_signed(provider, signature)), requires_claims)


def webhook_rules(spec: ResolvedSpec) -> dict[str, Any]:
    """Return `{scheme: {provider, name, payloads: {local id: {type, key, envelope}}}}`.

    `name` is the path to the name of the event, or null; `key` the paths that identify an event together.
    """
    return {
        scheme.name: {
            "provider": scheme.provider.id,
            "name": _name(scheme.payloads),
            "payloads": {item.local_id: _payload(item, scheme.provider) for item in scheme.payloads},
        }
        for scheme in webhook_schemes(spec)
    }


def _signed(provider: ResolvedProvider, signature: Signature) -> Iterator[ResolvedPayload]:
    return (item for item in provider.payloads if item.signature == signature.id)


def _name(payloads: tuple[ResolvedPayload, ...]) -> list[str] | None:
    """Return the path that names the event, the same in all payloads that are recognized by a name."""
    found = {sign.pointer for item in payloads for sign in item.recognize if sign.equals is not None}
    return list(steps_of(found.pop())) if len(found) == 1 else None


def _payload(payload: ResolvedPayload, provider: ResolvedProvider) -> dict[str, Any]:
    key = [list(steps_of(pointer)) for pointer in identifying(payload, provider)]
    return {
        "type": payload.type_name,
        "key": key,
        **({"envelope": True} if payload.shape == "envelope" else {}),
    }


def identifying(payload: ResolvedPayload, provider: ResolvedProvider) -> tuple[str, ...]:
    """Return the pointers that identify an event together; none where no document names any."""
    delivery = next((item for item in provider.deliveries if item.id == payload.delivery), None)
    return payload.idempotency_key or _key(delivery)


def _key(delivery: Delivery | None) -> tuple[str, ...]:
    if delivery is None:
        return ()
    return (delivery.event_id,) if delivery.event_id else delivery.idempotency_key
