"""Small edits of JSON text: the rest of the file stays as it was written, to the letter.

A spec file is formatted by hand: what belongs together is on one line. So nothing is dumped again; each
edit adds, changes or removes a few characters in the style of what is around them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from codegen.text.pointer import steps_of

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')
_LINE_END = re.compile(r",?[ \t]*(\r?\n|$)")
Action = Literal["set", "rename", "remove", "append", "insert"]


class Patch(NamedTuple):
    """One change at a JSON pointer.

    `set` replaces the node, `rename` the key that leads to it, `remove` takes it out of its parent, `append`
    adds `value` to the end of an array, `insert` adds `key` with `value` to an object, behind the key `after`
    if that is there, else as the last.
    """

    action: Action
    pointer: str
    value: Any = None
    key: str = ""
    after: str = ""


class TextEdit(NamedTuple):
    """Characters `start` to `end` of a text are replaced."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Node:
    """A value in the text: where it is, and where its key is if it has one."""

    start: int
    end: int = 0
    key: tuple[int, int] | None = None
    children: dict[str, _Node] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """Where the value begins, its key included."""
        return self.key[0] if self.key else self.start


def patched(text: str, patches: Iterable[Patch]) -> str:
    """Return a text with patches applied; all pointers are those of the text as it was.

    Raises KeyError for a pointer that leads nowhere. Of patches that touch the same characters only the
    first is applied.
    """
    root = _tree(text)
    edits = sorted({_edit(text, root, patch) for patch in patches}, reverse=True)
    kept: list[TextEdit] = []
    for edit in edits:
        if not kept or edit.end <= kept[-1].start:
            kept.append(edit)
    newline = "\r\n" if "\r\n" in text else "\n"
    for edit in kept:
        text = text[: edit.start] + edit.text.replace("\n", newline) + text[edit.end :]
    return text


def dumped(value: Any, indent: str = "", width: int = 150) -> str:
    """Return JSON as the spec writes it: on one line where it fits, else an item a line."""
    flat = _flat(value)
    if len(indent) + len(flat) <= width or not isinstance(value, dict | list) or not value:
        return flat
    deeper = indent + "  "
    if isinstance(value, dict):
        items = [f"{_quoted(key)}: {dumped(item, deeper, width)}" for key, item in value.items()]
    else:
        items = [dumped(item, deeper, width) for item in value]
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    return opening + ",".join(f"\n{deeper}{item}" for item in items) + f"\n{indent}{closing}"


def _flat(value: Any) -> str:
    if isinstance(value, dict) and value:
        return "{ " + ", ".join(f"{_quoted(key)}: {_flat(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_flat(item) for item in value) + "]"
    return _quoted(value)


def _quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _edit(text: str, root: _Node, patch: Patch) -> TextEdit:
    steps = steps_of(patch.pointer)
    node, parent = root, root
    for step in steps:
        node, parent = node.children[step], node
    if patch.action == "set":
        return TextEdit(node.start, node.end, dumped(patch.value, _indent(text, node)))
    if patch.action == "rename":
        assert node.key is not None, "only a member of an object has a key"
        return TextEdit(*node.key, _quoted(patch.value))
    if patch.action == "remove":
        return _removal(text, parent, node)
    member = f"{_quoted(patch.key)}: " if patch.action == "insert" else ""
    return _addition(text, node, patch, member)


def _addition(text: str, node: _Node, patch: Patch, member: str) -> TextEdit:
    """Return the edit that adds an item or a member, on a line of its own where its neighbor has one."""
    items = list(node.children.values())
    if not items:
        space = " " if member else ""
        return TextEdit(node.start + 1, node.end - 1, f"{space}{member}{dumped(patch.value)}{space}")
    neighbor = node.children.get(patch.after, items[-1])
    indent = _indent(text, neighbor)
    alone = text[: neighbor.first].endswith("\n" + indent) and _ends_line(text, neighbor.end)
    value = dumped(patch.value, indent)
    return TextEdit(neighbor.end, neighbor.end, "," + (f"\n{indent}" if alone else " ") + member + value)


def _removal(text: str, parent: _Node, node: _Node) -> TextEdit:
    """Return the edit that removes a child with the comma and the space that belong to it."""
    items = list(parent.children.values())
    index = next(index for index, item in enumerate(items) if item is node)
    if index:
        return TextEdit(items[index - 1].end, node.end, "")
    if len(items) > 1:
        return TextEdit(node.first, items[1].first, "")
    return TextEdit(parent.start + 1, parent.end - 1, "")


def _indent(text: str, node: _Node) -> str:
    """Return the white space that the line of a node begins with."""
    line = text[text.rfind("\n", 0, node.first) + 1 : node.first]
    return line[: len(line) - len(line.lstrip())]


def _ends_line(text: str, position: int) -> bool:
    return _LINE_END.match(text, position) is not None


def _tree(text: str) -> _Node:
    """Return where everything in a valid JSON text is."""
    tokens = _TOKEN.finditer(text)
    return _value(tokens, next(tokens))


def _value(tokens: Iterator[re.Match[str]], token: re.Match[str]) -> _Node:
    node = _Node(token.start(), token.end())
    if token.group() == "{":
        _members(tokens, node)
    elif token.group() == "[":
        _items(tokens, node)
    return node


def _members(tokens: Iterator[re.Match[str]], node: _Node) -> None:
    for token in tokens:
        if token.group() == "}":
            node.end = token.end()
            return
        if token.group() != ",":
            next(tokens)  # the colon
            child = _value(tokens, next(tokens))
            child.key = token.span()
            node.children[json.loads(token.group())] = child


def _items(tokens: Iterator[re.Match[str]], node: _Node) -> None:
    for token in tokens:
        if token.group() == "]":
            node.end = token.end()
            return
        if token.group() != ",":
            node.children[str(len(node.children))] = _value(tokens, token)
