"""Webhooks: is it genuine (`verify`), is it what it should be (`validate`), and both in one (`receive`).

`receive` takes the raw bytes of a request, its headers and your secrets, and returns a `Delivery`: a
typed event, its codes, the plan, and what identifies the event. A scheme is named after its provider;
where a provider has several, a second word distinguishes them. `endpoint` keeps what does not change
between calls; the adapters in `linkcodes.integrations` for FastAPI, Starlette, Flask and Django take one.
A right signature does not say that a call is new: `linkcodes.idempotency` remembers what was done.

`verify` alone answers nothing but whether the signature is right. `sign` makes the header that it
expects, for tests.

`validate` judges a body by what the spec says of a payload and returns it as plain dictionaries and lists. It
needs nothing but this package, costs about as much as parsing the JSON, and tells of all faults at once, each
with its pointer. The models of the extra `linkcodes[models]` are for programs that keep working with the
payload: they need pydantic, and give attributes with types, and codes as members of the enumerations.
"""

from __future__ import annotations

from linkcodes._validation.faults import PayloadProblem
from linkcodes._validation.payloads import PayloadError
from linkcodes._webhook_calls import sign, validate, verify
from linkcodes._webhooks.signatures import SignatureError, SignatureProblem

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from linkcodes._schemes import MakeEndpoint, Receive, Reread
    from linkcodes._webhooks.delivery import Delivery, Event, EventKey, InvalidEvent, UnknownEvent
    from linkcodes._webhooks.endpoint import Endpoint, Refused
    from linkcodes._webhooks.key_cache import CachedKeys, KeyNotFetched, cached_keys
    from linkcodes._webhooks.key_fetch import KeyAnswer, KeyRequest, fetched_keys
    from linkcodes.ids import Scheme

    endpoint: MakeEndpoint
    receive: Receive
    reread: Reread
else:
    _LATER = {
        "CachedKeys": "_webhooks.key_cache",
        "Delivery": "_webhooks.delivery",
        "Endpoint": "_webhooks.endpoint",
        "Event": "_webhooks.delivery",
        "EventKey": "_webhooks.delivery",
        "InvalidEvent": "_webhooks.delivery",
        "KeyAnswer": "_webhooks.key_fetch",
        "KeyNotFetched": "_webhooks.key_cache",
        "KeyRequest": "_webhooks.key_fetch",
        "Refused": "_webhooks.endpoint",
        "Scheme": "ids",
        "UnknownEvent": "_webhooks.delivery",
        "cached_keys": "_webhooks.key_cache",
        "endpoint": "_webhooks.endpoint",
        "fetched_keys": "_webhooks.key_fetch",
        "receive": "_webhooks.receive",
        "reread": "_webhooks.receive",
    }

    def __getattr__(name: str) -> object:
        """Import what reads payloads when it is asked for: to verify needs none of it."""
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(__import__(f"linkcodes.{_LATER[name]}", fromlist=[name]), name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *_LATER})


__all__ = [
    "CachedKeys",
    "Delivery",
    "Endpoint",
    "Event",
    "EventKey",
    "InvalidEvent",
    "KeyAnswer",
    "KeyNotFetched",
    "KeyRequest",
    "PayloadError",
    "PayloadProblem",
    "Refused",
    "Scheme",
    "SignatureError",
    "SignatureProblem",
    "UnknownEvent",
    "cached_keys",
    "endpoint",
    "fetched_keys",
    "receive",
    "reread",
    "sign",
    "validate",
    "verify",
]
