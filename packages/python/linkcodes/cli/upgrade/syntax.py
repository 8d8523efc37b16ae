"""Syntax trees of both languages, by tree-sitter: exact places of every name, whatever surrounds it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_python
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

DIALECTS = {
    **dict.fromkeys((".py", ".pyi"), "python"),
    **dict.fromkeys((".ts", ".mts", ".cts"), "typescript"),
    **dict.fromkeys((".tsx", ".js", ".jsx", ".mjs", ".cjs"), "tsx"),
}
"""The dialect of each kind of file; JavaScript is read as what TypeScript makes of it."""


@cache
def _parser(dialect: str) -> Parser:
    made = {
        "python": tree_sitter_python.language,
        "typescript": tree_sitter_typescript.language_typescript,
        "tsx": tree_sitter_typescript.language_tsx,
    }
    return Parser(Language(made[dialect]()))


def parsed(source: bytes, dialect: str) -> Node:
    """Return the root of the tree of a source."""
    return _parser(dialect).parse(source).root_node


def text(node: Node) -> str:
    """Return the source of a node."""
    return (node.text or b"").decode()


def line(node: Node) -> int:
    """Return the number of a node's first line."""
    return node.start_point[0] + 1


def fields(node: Node, name: str) -> list[Node]:
    """Return the children that are a node's field of this name."""
    return node.children_by_field_name(name)


def field(node: Node, name: str) -> Node | None:
    """Return the child that is a node's field of this name."""
    return node.child_by_field_name(name)


def walk(root: Node) -> Iterator[Node]:
    """Yield a node and all below it, parents first, in the order of the source."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def first_error(root: Node) -> int:
    """Return the line of the first thing that could not be read."""
    faults = (node for node in walk(root) if node.is_error or node.is_missing)
    return line(next(faults, root))


def content(node: Node) -> Node | None:
    """Return what is between the quotes of a plain string literal; None of one that is put together."""
    marks = {child.type: text(child).casefold() for child in node.named_children}
    inner = [child for child in node.named_children if child.type not in ("string_start", "string_end")]
    if node.type not in ("string", "template_string") or len(inner) != 1:
        return None
    if {"b", "f", "t"} & set(marks.get("string_start", "")):
        return None
    only = inner[0]
    return only if only.type in ("string_content", "string_fragment") and not only.named_children else None
