"""Values that are like another one: the same but for a few edits, each at a JSON pointer."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, NamedTuple

from codegen.text.pointer import steps_of


class NodeEdit(NamedTuple):
    """The node at a pointer is set to a value, or removed; a last step of `-` adds to the end of a list."""

    at: str
    value: Any = None
    remove: bool = False


class NowhereError(Exception):
    """The pointer of an edit leads nowhere; `index` says which edit it is."""

    def __init__(self, index: int, at: str) -> None:
        super().__init__(f"{at} leads nowhere")
        self.index = index


def edited(value: Any, edits: Iterable[NodeEdit]) -> Any:
    """Return a copy of a value with edits made one after another; raise NowhereError if one cannot be."""
    value = copy.deepcopy(value)
    for index, edit in enumerate(edits):
        try:
            value = _edited(value, edit)
        except (LookupError, TypeError, ValueError):
            raise NowhereError(index, edit.at) from None
    return value


def _edited(value: Any, edit: NodeEdit) -> Any:
    if not edit.at:
        return copy.deepcopy(edit.value)
    *parents, last = steps_of(edit.at)
    node = value
    for step in parents:
        node = node[_key(node, step)]
    if edit.remove:
        del node[_key(node, last)]
    elif isinstance(node, list) and last == "-":
        node.append(copy.deepcopy(edit.value))
    else:
        node[_key(node, last)] = copy.deepcopy(edit.value)
    return value


def _key(node: Any, step: str) -> str | int:
    """Return a step as the key of an object, or as the index of a list."""
    return int(step) if isinstance(node, list) and step.isdecimal() else step
