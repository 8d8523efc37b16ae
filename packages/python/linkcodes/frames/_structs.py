"""Reads structs as the payloads that they were."""

from __future__ import annotations

from typing import Any


def sent(value: Any) -> Any:
    """Return a value without fields that are null: a struct has all fields, whether they were sent or not."""
    if isinstance(value, dict):
        return {name: sent(each) for name, each in value.items() if each is not None}
    return [sent(each) for each in value] if isinstance(value, list) else value
