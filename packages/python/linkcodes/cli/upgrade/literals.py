"""Changes values that a program writes out, where they are compared with, or handed to, the package."""

from __future__ import annotations

from tree_sitter import Node

from linkcodes.cli.upgrade.edits import Notes
from linkcodes.cli.upgrade.names import PACKAGE, Names
from linkcodes.cli.upgrade.renames import Answer, Renames
from linkcodes.cli.upgrade.syntax import content, field, text, walk

_EQUAL = frozenset({"==", "!=", "===", "!==", "in", "not in"})
_COLLECTIONS = frozenset({"tuple", "list", "set", "parenthesized_expression"})


def change_literals(root: Node, names: Names, renames: Renames, found: Notes, *, mentions: bool) -> None:
    """Note every value that has changed."""
    for node in walk(root):
        value = _value(node)
        if value is None:
            continue
        answer = _compared(node, value, names, renames) or _passed(node, value, names, renames)
        if answer and answer.new is not None and _fits(value, answer.new):
            found.edit(content(node) or node, str(answer.new))
        elif answer:
            found.doubt(node, f"{value!r} {answer.reason}")
        elif isinstance(value, str):
            _maybe(node, value, renames, found, mentions=mentions)


def _value(node: Node) -> str | int | None:
    if node.type in ("integer", "number"):
        return int(text(node)) if text(node).isdecimal() else None
    inner = content(node)
    return text(inner) if inner else None


def _fits(old: str | int, new: str | int) -> bool:
    """Say whether a value can be written between the quotes, or without any, as the old one was."""
    return type(old) is type(new) and (isinstance(new, int) or not set(new) & set("\"'`\\\n\r$"))


def _compared(node: Node, value: str | int, names: Names, renames: Renames) -> Answer | None:
    """Return what a value is today if it is compared with what comes from the package."""
    owner = node.parent
    while owner and owner.type in (*_COLLECTIONS, "case_pattern", "union_pattern"):
        owner = owner.parent
    if owner is None:
        return None
    if owner.type in ("comparison_operator", "binary_expression"):
        signs = {text(child) for child in owner.children if not child.is_named}
        if len(owner.named_children) != 2 or not signs & _EQUAL:
            return None
        others = [side for side in owner.named_children if not _within(node, side)]
        return renames.value(value, names.trail(others[0])) if others else None
    subject = None
    if owner.type == "case_clause" and owner.parent and owner.parent.parent:
        subject = field(owner.parent.parent, "subject")
    elif owner.type == "switch_case" and owner.parent and owner.parent.parent:
        subject = field(owner.parent.parent, "value") if node == field(owner, "value") else None
    return renames.value(value, names.trail(subject))


def _passed(node: Node, value: str | int, names: Names, renames: Renames) -> Answer | None:
    """Return what a value is today if it is an argument of one of the package's functions."""
    arguments = node.parent
    call = arguments.parent if arguments and arguments.type in ("arguments", "argument_list") else None
    function = names.trail(field(call, "function")) if call else None
    if arguments is None or function is None:
        return None
    before = arguments.named_children[: arguments.named_children.index(node)]
    return renames.passed(value, function, tuple(_value(item) for item in before))


def _maybe(node: Node, value: str, renames: Renames, found: Notes, *, mentions: bool) -> None:
    known = renames.known("value", value) or renames.known("word", value)
    if known and (mentions or value in renames.words):
        found.doubt(node, f"{value!r} {known.reason}, if it is compared with what comes from {PACKAGE}")
    path = renames.path(value) if value.startswith(PACKAGE) and not _names_module(node) else None
    if path:
        found.doubt(node, f"`{value}` {path.reason}, if this names a part of {PACKAGE}")


def _names_module(node: Node) -> bool:
    """Say whether a text is where an import names its module."""
    parent = node.parent
    call = parent.parent if parent and parent.type == "arguments" else None
    loads = call is not None and text(field(call, "function") or call) in ("import", "require")
    return loads or (parent is not None and field(parent, "source") == node)


def _within(node: Node, side: Node) -> bool:
    return side.start_byte <= node.start_byte and node.end_byte <= side.end_byte
