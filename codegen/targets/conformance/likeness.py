"""Examples that are like another one: only what differs is written, as a JSON merge patch (RFC 7386)."""

from __future__ import annotations

import json
from typing import Any

from codegen.text.vectors import merged

Json = dict[str, Any]


def patch(base: Any, value: Any) -> Json | None:
    """Return what makes a value of another; None where that cannot be said, or not in fewer characters."""
    if not isinstance(base, dict) or not isinstance(value, dict):
        return None
    found, text = _patch(base, value), json.dumps(value)
    is_shorter = len(json.dumps(found)) < len(text) // 2
    # As text: with keys in the same order, and 1 and true as what they are.
    return found if is_shorter and json.dumps(merged(base, found)) == text else None


def _patch(base: Json, value: Json) -> Json:
    gone: Json = {key: None for key in base if key not in value}
    return gone | {
        key: _patch(base[key], item) if _both_objects(base.get(key), item) else item
        for key, item in value.items()
        if key not in base or base[key] != item
    }


def _both_objects(one: Any, other: Any) -> bool:
    return isinstance(one, dict) and isinstance(other, dict)
