"""Django: a decorator for webhooks, and model fields that keep codes as plain text, listed or not.

@webhook(endpoint("lean", settings.LEAN_WEBHOOK_SECRET))
def received(request: HttpRequest, delivery: Delivery[LeanEvent]) -> None: ...
"""

from linkcodes.integrations.django._fields import CodeField, IntegerCodeField, choices
from linkcodes.integrations.django._webhook import webhook

__all__ = ["CodeField", "IntegerCodeField", "choices", "webhook"]
