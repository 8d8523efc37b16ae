"""Documents of earlier models, read as today's: keys that were renamed have their new names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

RENAMED: Mapping[str, Mapping[str, str]] = {
    "code": {"behaviour_note": "behavior_note"},
    "context": {"behaviour_note": "behavior_note", "recognise": "recognize"},
    "absent": {"behaviour_note": "behavior_note"},
    "payload": {"recognise": "recognize"},
}
"""By kind of node: the key that 0.1.0 had, and the one that it has today. Bodies of payloads keep theirs."""
_PLACES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "document": (("providers", "provider"),),
    "provider": (("vocabularies", "vocabulary"), ("payloads", "payload")),
    "vocabulary": (("codes", "code"), ("absent", "absent")),
    "code": (("contexts", "context"),),
}
"""By kind of node: where other nodes are in it, and of which kind."""


def translated(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resolved spec of any earlier model as one of today's. What it did not say, stays unsaid."""
    found = _node(document, "document")
    if "taxonomy" in found:
        found["taxonomy"] = _taxonomy(found["taxonomy"])
    return found


def _node(node: Mapping[str, Any], kind: str) -> dict[str, Any]:
    names = RENAMED.get(kind, {})
    found = {names.get(key, key): value for key, value in node.items()}
    for key, inner in _PLACES.get(kind, ()):
        value = found.get(key)
        if isinstance(value, list):
            found[key] = [_node(item, inner) for item in value]
        elif isinstance(value, dict):
            found[key] = _node(value, inner)
    return found


def _taxonomy(taxonomy: Mapping[str, Any]) -> dict[str, Any]:
    """Say in today's words what an operation does: it moved money, or nothing was said."""
    found = dict(taxonomy)
    found["operations"] = [_operation(item) for item in taxonomy.get("operations", [])]
    found["actors"] = [_without(item, "rank") for item in taxonomy.get("actors", [])]
    return found


def _operation(item: Mapping[str, Any]) -> dict[str, Any]:
    moves = {"effect": "move_money"} if item.get("moves_money") is True else {}
    return {**_without(item, "moves_money"), **moves}


def _without(item: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != key}
