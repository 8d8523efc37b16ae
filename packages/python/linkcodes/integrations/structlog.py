"""Masks secrets in what structlog logs."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from linkcodes._redact import redact

_KEPT = frozenset({"exc_info", "stack_info", "_record", "_from_structlog"})
"""What other processors need as it is."""


def redact_processor(
    logger: Any, method_name: str, event_dict: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Return the event with its secrets masked.

        structlog.configure(processors=[..., format_exc_info, redact_processor, JSONRenderer()])

    Put it after what adds fields and after `format_exc_info`, which turns an exception into text, and before
    the renderer. An exception that is not text yet is left to the renderer. It never raises.
    """
    masked = redact({key: value for key, value in event_dict.items() if key not in _KEPT})
    return {**masked, **{key: value for key, value in event_dict.items() if key in _KEPT}}
