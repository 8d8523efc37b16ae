"""The webhooks that providers sign, one module a provider: a class for each, which `match` narrows to.

`linkcodes.webhooks.receive` makes them. The `body` is what came, typed as the spec describes it; codes in
it are the plain values of the wire, and what they mean is in the delivery's `classifications`.
"""

import linkcodes

__path__ = [f"{half}/events" for half in linkcodes.__path__]

from linkcodes._webhooks.delivery import Event, InvalidEvent, UnknownEvent

__all__ = ["Event", "InvalidEvent", "UnknownEvent"]
