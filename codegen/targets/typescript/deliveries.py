"""What the template of webhook deliveries shows: the payloads of each signature scheme."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from codegen.resolve.spec import ResolvedSpec
from codegen.text.typescript import fields, key, literal
from codegen.views.signatures import signature_rules
from codegen.views.webhooks import webhook_rules


class SchemeView(NamedTuple):
    """A scheme as TypeScript: its name, the path to that of an event, its payloads; if it signs a token."""

    name: str
    literal: str
    provider: str
    event_name: str
    keys: tuple[str, ...]
    token: bool


class DeliveriesView(NamedTuple):
    """The schemes of each provider that has one."""

    providers: dict[str, tuple[SchemeView, ...]]


def deliveries_view(spec: ResolvedSpec) -> DeliveriesView:
    """Return the view of what webhooks bring."""
    signatures = signature_rules(spec)
    schemes = tuple(
        SchemeView(
            name=key(name),
            literal=literal(name),
            provider=rules["provider"],
            event_name=literal(rules["name"]),
            keys=fields({item: payload["key"] for item, payload in rules["payloads"].items()}),
            token="jws" in signatures[name],
        )
        for name, rules in webhook_rules(spec).items()
    )
    by_provider = groupby(schemes, attrgetter("provider"))  # the schemes are in the order of the providers
    return DeliveriesView({provider: tuple(own) for provider, own in by_provider})
