"""Masks secrets in what is sent to Sentry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linkcodes._redact import redact

if TYPE_CHECKING:
    from sentry_sdk.types import Breadcrumb, BreadcrumbHint, Event, Hint

_OWN = frozenset(
    {
        *("event_id", "timestamp", "start_timestamp", "platform", "level", "logger", "release", "dist"),
        *("environment", "sdk", "modules", "type", "transaction", "fingerprint", "debug_meta"),
    }
)
"""What an event says of itself, which Sentry needs as it is."""
_CONTEXTS = frozenset({"trace", "runtime"})


def before_send(event: Event, hint: Hint) -> Event:
    """Return the event with its secrets masked: `sentry_sdk.init(dsn, before_send=before_send)`.

    It masks messages, exceptions with the variables of their frames, breadcrumbs, request, user, tags,
    contexts and extra data. What the event says of itself stays, such as its id, release and trace. The
    same function serves as `before_send_transaction`. It never raises.
    """
    fields: dict[str, Any] = dict(event)
    masked = redact({name: value for name, value in fields.items() if name not in _OWN})
    contexts = fields.get("contexts")
    if isinstance(contexts, dict) and isinstance(masked.get("contexts"), dict):
        masked["contexts"] |= {name: contexts[name] for name in _CONTEXTS & contexts.keys()}
    sent: Any = {**{name: value for name, value in fields.items() if name in _OWN}, **masked}
    return sent  # type: ignore[no-any-return]


def before_breadcrumb(crumb: Breadcrumb, hint: BreadcrumbHint) -> Breadcrumb:
    """Return a breadcrumb masked: `sentry_sdk.init(dsn, before_breadcrumb=before_breadcrumb)`."""
    return redact(crumb)  # type: ignore[no-any-return]
