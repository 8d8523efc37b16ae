# ruff: noqa: PLC0415
"""What an answer may repeat of its input: listed codes as they are, all else without secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linkcodes._runtime.results import Classification


def masked(value: Any) -> Any:
    """Return a value without its secrets."""
    from linkcodes._redact import redact  # most answers repeat nothing

    return redact(value)


def masked_field(name: str, value: Any) -> Any:
    """Return the value of a field without its secrets: its name says what it is."""
    return None if value is None else next(iter(masked({name: value}).values()))


def code_of(found: Classification) -> Any:
    """Return the code that was classified: only what is not listed may have a secret in it."""
    return found.raw if found.known or found.raw is None else masked(found.raw)


def record_of(found: Classification) -> dict[str, Any]:
    """Return a classification as JSON has it, without what is secret in its code."""
    record = found.to_dict()
    return record if found.known else {**record, "raw": masked(record["raw"])}
